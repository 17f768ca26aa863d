"""What is compared where one side only is named: the rest, never the whole with that side in it."""

import pytest

from dashboard.corpus import Corpus
from dashboard.errors import CallError
from dashboard.measures.keyness import keyness, sides


def test_a_side_that_is_not_named_is_what_the_other_leaves(corpus: Corpus) -> None:
    view = corpus.view()
    slug = view.corpus.generation.source_slugs[0]
    first, second = sides(view, f"source={slug}", None)
    assert first.size
    assert second.size
    assert set(first.row_numbers()).isdisjoint(second.row_numbers())
    assert first.size + second.size == view.size


def test_the_side_left_out_may_be_either(corpus: Corpus) -> None:
    slug = corpus.generation.source_slugs[0]
    one = keyness(corpus.view(), a=f"source={slug}", limit=0, floor=1)
    other = keyness(corpus.view(), b=f"source={slug}", limit=0, floor=1)
    assert one.set_index("term")["count_a"].to_dict() == other.set_index("term")["count_b"].to_dict()
    assert one.set_index("term")["count_b"].to_dict() == other.set_index("term")["count_a"].to_dict()


def test_two_voices_of_the_same_articles_are_compared_with_the_whole(corpus: Corpus) -> None:
    first, second = sides(corpus.view(), "voice=outlet", None)
    assert (first.size, second.size, second.selection.voice) == (corpus.view().size, corpus.view().size, "all")


def test_no_side_named_is_no_comparison(corpus: Corpus) -> None:
    with pytest.raises(CallError, match="the same"):
        sides(corpus.view(), None, None)
