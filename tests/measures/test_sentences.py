"""The sentences behind a pair are exactly the windows that the pair's count counts."""

from pathlib import Path

import pytest

from dashboard.corpus import Corpus
from dashboard.errors import CallError
from dashboard.measures.comentions import comentions
from dashboard.measures.sentences import sentences


@pytest.fixture(scope="module")
def corpus(sample_cache: Path) -> Corpus:
    return Corpus.open(sample_cache)


@pytest.mark.parametrize("within", ["article", "paragraph", "sentence"])
def test_a_pairs_count_is_the_number_of_windows_shown(corpus: Corpus, within: str) -> None:
    view = corpus.view()
    for pair in comentions(view, within=within, limit=12).itertuples():
        found = sentences(view, actors=[pair.a, pair.b], within=within, limit=0)
        assert (found.attrs["articles"] if within == "article" else len(found)) == pair.count


def test_every_span_is_a_name_in_its_text(corpus: Corpus) -> None:
    view = corpus.view()
    pair = comentions(view, limit=1).iloc[0]
    for row in sentences(view, actors=[pair["a"], pair["b"]]).itertuples():
        body = view.corpus.generation.body(view.corpus.generation.row_of(row.id))
        assert row.part_of == "title" or body[row.start : row.end] == row.text
        assert all(0 <= start < end <= len(row.text) and slug in (pair["a"], pair["b"]) for start, end, slug in row.spans)


def test_an_unknown_window_is_refused(corpus: Corpus) -> None:
    with pytest.raises(CallError):
        sentences(corpus.view(), actors=["egypt"], within="page")
