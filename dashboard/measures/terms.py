"""Term frequencies: which words, how often, in how many articles, and how evenly."""

import bisect
from collections.abc import Collection

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.cache import index
from dashboard.cache.adding import added, on_cores
from dashboard.corpus import FEW_RANGES, View
from dashboard.measures.columns import frame, nothing, text
from dashboard.measures.dispersion import deviations
from dashboard.measures.stopping import stopped
from dashboard.measures.totals import words

COLUMNS = ("term", "count", "articles", "share", "per_million", "dispersion", "forms")
_FIRST = 256


def terms(
    view: View,
    *,
    limit: int = 50,
    stop_words: bool = False,
    details: bool = True,
    stop_categories: Collection[str] | None = None,
    stop: Collection[str] = (),
) -> pd.DataFrame:
    """The commonest terms of a view.

    Returns a DataFrame, one row a term, commonest first: term, count (occurrences), articles (that hold it), share (of all
    word tokens, stop words included), per_million, dispersion (0 even … 1 in one place only), forms (each surface form
    with its count). `limit` 0 gives all. Stop words are left out unless asked for: those of `stop_categories` (text.stopwords;
    None: the default ones) and the words of `stop`. `details` False leaves dispersion and
    forms null, which is quicker. Exact: the running sums hold the commonest terms only, so where a term outside them
    could belong to the answer the lists themselves are counted.
    Dispersion is the deviation of proportions after Gries (2008), over articles.
    """
    generation = view.corpus.generation
    left_out = np.zeros(len(generation.array("term_count")), np.bool_) if stop_words else stopped(view, stop_categories, stop)
    number, count, articles = _ranked(view, limit, left_out)
    total = max(words(view), 1)
    return frame(
        {
            "term": text(view.corpus.term_column(number)),
            "count": count,
            "articles": articles,
            "share": count / total,
            "per_million": count / total * 1e6,
            "dispersion": deviations(view, number, count) if details else nothing(len(number)),
            "forms": _forms(view, number) if details else nothing(len(number)),
        }
    )


def _ranked(view: View, limit: int, left_out: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Numbers, counts and articles of the terms to show.

    Terms are numbered from the commonest of the corpus on, and no term can be commoner in a part of it than in all of it: so only the
    first are counted, as many as proves enough.
    """
    totals = view.corpus.generation.array("term_count")
    counted = _first_guess(view, limit, left_out) if limit else len(totals)
    while True:
        sums = _counts_of(view, counted)
        number, count = _top(sums[0], left_out[:counted], limit)
        if counted == len(totals) or (len(count) == limit and count[-1] >= _most_of_others(view, counted)):
            return number, count, sums[1][number]
        needed = _commoner(totals, count[-1] + 1) if len(count) == limit else len(totals)
        kept = _kept(view)
        counted = kept if counted < kept < needed else max(needed, counted + 1)


def _first_guess(view: View, limit: int, left_out: np.ndarray) -> int:
    """How many of the commonest terms to count first: those that the last of the `limit` cannot outnumber where it is half as common in the view as
    in the corpus; in a few ranges none but those whose running sums are kept."""
    totals = view.corpus.generation.array("term_count")
    shown = np.flatnonzero(~left_out[: _FIRST + limit])[:limit]
    if len(shown) < limit:
        return min(_kept(view), len(totals))
    share = words(view) / max(words(view, np.zeros(1, np.int64), np.array([view.corpus.generation.rows])), 1)
    least = share * int(totals[shown[-1]]) / 2
    by_sums = len(view.starts) <= FEW_RANGES
    return min(max(_commoner(totals, least), _FIRST), _kept(view) if by_sums else len(totals))


def _commoner(totals: np.ndarray, least: float) -> int:
    """How many of the terms, commonest first, occur so often."""
    return bisect.bisect_right(range(len(totals)), -least, key=lambda place: -totals.item(place))


def _kept(view: View) -> int:
    """Of how many of the commonest terms running sums are kept."""
    return int(view.corpus.generation.array("block_terms").shape[2])


def _most_of_others(view: View, counted: int) -> int:
    """No term from the `counted`-th on occurs oftener in the view than this."""
    generation = view.corpus.generation
    most = int(generation.array("term_count")[counted])
    if counted < _kept(view):
        return most
    return min(most, int(index.most_beyond(view.starts, view.stops, generation.steps[0], generation.array("block_beyond"))))


def _counts_of(view: View, terms: int) -> np.ndarray:
    """Occurrences and articles of the commonest `terms` terms in the view's voice: int64[2, terms]."""
    if terms > _kept(view):
        return term_counts(view, terms)
    generation = view.corpus.generation
    step, voice_step, _ = generation.steps
    if view.voice:
        step, sums = voice_step, generation.array("block_voices")[:, view.voice - 1]
    else:
        sums = generation.array("block_terms")
    lists = _lists(view)
    return added(lambda starts, stops: np.asarray(index.term_sums(starts, stops, step, sums, *lists, terms)), view.starts, view.stops)


def term_counts(view: View, terms: int | None = None) -> np.ndarray:
    """Occurrences and articles of every term, by number, in the view's voice, or of the commonest `terms`: int64[2, terms]."""
    lists = _lists(view)
    wanted = len(view.corpus.generation.array("term_count")) if terms is None else terms
    return on_cores(lambda starts, stops: np.asarray(index.scan_terms(starts, stops, *lists, wanted)), view.starts, view.stops)


def _top(counts: np.ndarray, left_out: np.ndarray, limit: int) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the largest counts, largest first, ties in order of number; zeros are left out."""
    candidates = np.flatnonzero((counts > 0) & ~left_out)
    if 0 < limit < len(candidates):
        held = counts[candidates]
        candidates = candidates[held >= np.partition(held, len(held) - limit)[len(held) - limit]]
    order = candidates[np.argsort(-counts[candidates], kind="stable")]
    chosen = order[:limit] if limit else order
    return chosen, counts[chosen]


def _lists(view: View) -> tuple[object, ...]:
    """The words of each article where only some may have any, and the lists of terms by article, as the kernels take them."""
    array = view.corpus.generation.array
    spoken = array(f"row_words_{view.selection.voice}") if view.voice in (index.REPORTED, index.DIRECT) else np.zeros(0, np.int32)
    return spoken, *voiced_lists(view), array("type_term"), view.voice


def voiced_lists(view: View) -> tuple[np.ndarray, ...]:
    """The terms of each article with their counts, and those by voice; where no voice asks for these, the counts stand for them, so that their
    files are not read."""
    array = view.corpus.generation.array
    by_voice = ("doc_reported", "doc_direct") if view.voice else ("doc_count", "doc_count")
    return tuple(map(array, ("doc_pointer", "doc_type", "doc_count", *by_voice)))


def _type_counts(view: View, term: int) -> tuple[int, np.ndarray]:
    """The first type of a term, and the count of each of its types in the view."""
    generation = view.corpus.generation
    first, last = (int(generation.array("term_first")[term + k]) for k in (0, 1))
    if view.voice:
        return first, index.voiced_type_counts(view.starts, view.stops, first, last, *voiced_lists(view), view.voice)
    if view.size == generation.rows:
        return first, generation.array("type_count")[first:last]
    return first, index.type_counts(view.starts, view.stops, view.mask, first, last, *_postings(view))


def _postings(view: View) -> tuple[np.ndarray, ...]:
    return tuple(view.corpus.generation.array(name) for name in ("post_pointer", "post_row", "post_count"))


def _forms(view: View, numbers: np.ndarray) -> np.ndarray:
    """The surface forms of some terms."""
    written = view.corpus.generation.table("types")["form"]
    found = nothing(len(numbers))
    for place, term in enumerate(numbers.tolist()):
        found[place] = _forms_of(view, term, written)
    return found


def _forms_of(view: View, term: int, forms: pa.ChunkedArray) -> dict[str, int]:
    """Each surface form of a term with its count in the view, commonest first."""
    first, counts = _type_counts(view, term)
    written = forms.slice(first, len(counts)).to_pylist()
    gathered: dict[str, int] = {}
    for form, count in zip(written, counts.tolist(), strict=True):
        if count:
            gathered[form] = gathered.get(form, 0) + count
    return dict(sorted(gathered.items(), key=lambda pair: (-pair[1], pair[0])))
