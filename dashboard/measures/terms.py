"""Term frequencies: which words, how often, in how many articles, and how evenly."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from dashboard.cache import index
from dashboard.corpus import View
from dashboard.measures.dispersion import deviations
from dashboard.measures.stopping import stopped
from dashboard.measures.totals import words

COLUMNS = ("term", "count", "articles", "share", "per_million", "dispersion", "forms")


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
    left_out = stopped(view, stop_categories, stop) & (not stop_words)
    number, count, articles = _ranked(view, limit, left_out)
    total = max(words(view), 1)
    forms = generation.table("types")["form"]
    return pd.DataFrame(
        {
            "term": view.corpus.terms_at(number),
            "count": count,
            "articles": articles,
            "share": count / total,
            "per_million": count / total * 1e6,
            "dispersion": deviations(view, number, count) if details else None,
            "forms": pd.array([_forms(view, int(i), forms) for i in number] if details else [None] * len(number), dtype=object),
        }
    )


def _ranked(view: View, limit: int, left_out: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Numbers, counts and articles of the terms to show."""
    generation = view.corpus.generation
    sums = _kept_sums(view)
    kept = sums.shape[1]
    number, count = _top(sums[0], left_out[:kept], limit)
    if kept < len(left_out):
        beyond = min(int(generation.array("term_count")[kept]), _most_beyond(view))
        if limit == 0 or len(count) < limit or count[-1] < beyond:
            sums = term_counts(view)
            number, count = _top(sums[0], left_out, limit)
    return number, count, sums[1][number]


def _kept_sums(view: View) -> np.ndarray:
    """Occurrences and articles of the terms that the running sums keep, in the view's voice: int64[2, kept]."""
    generation = view.corpus.generation
    step, voice_step, _ = generation.steps
    if view.voice:
        step, sums = voice_step, generation.array("block_voices")[:, view.voice - 1]
    else:
        sums = generation.array("block_terms")
    return np.asarray(index.term_sums(view.starts, view.stops, step, sums, *_lists(view)))


def _most_beyond(view: View) -> int:
    """No other term occurs oftener in the view than this."""
    generation = view.corpus.generation
    return int(index.most_beyond(view.starts, view.stops, generation.steps[0], generation.array("block_beyond")))


def term_counts(view: View) -> np.ndarray:
    """Occurrences and articles of every term, by number, in the view's voice: int64[2, terms]."""
    generation = view.corpus.generation
    return np.asarray(index.scan_all_terms(view.starts, view.stops, *_lists(view), len(generation.array("term_count"))))


def _top(counts: np.ndarray, left_out: np.ndarray, limit: int) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the largest counts, largest first, ties in order of number; zeros are left out."""
    counts = np.where(left_out, 0, counts)
    if 0 < limit < len(counts):
        threshold = np.partition(counts, len(counts) - limit)[len(counts) - limit]
        candidates = np.flatnonzero(counts >= max(threshold, 1))
    else:
        candidates = np.flatnonzero(counts)
    order = candidates[np.argsort(-counts[candidates], kind="stable")]
    chosen = order[:limit] if limit else order
    return chosen, counts[chosen]


def _lists(view: View) -> tuple[object, ...]:
    names = ("doc_pointer", "doc_type", "doc_count", "doc_reported", "doc_direct", "type_term")
    return (*map(view.corpus.generation.array, names), view.voice)


def _type_counts(view: View, term: int) -> tuple[int, np.ndarray]:
    """The first type of a term, and the count of each of its types in the view."""
    generation = view.corpus.generation
    first, last = (int(generation.array("term_first")[term + k]) for k in (0, 1))
    if view.voice:
        return first, index.voiced_type_counts(view.starts, view.stops, first, last, *_lists(view)[:5], view.voice)
    if view.size == generation.rows:
        return first, generation.array("type_count")[first:last]
    return first, index.type_counts(view.starts, view.stops, view.mask, first, last, *_postings(view))


def _postings(view: View) -> tuple[np.ndarray, ...]:
    return tuple(view.corpus.generation.array(name) for name in ("post_pointer", "post_row", "post_count"))


def _forms(view: View, term: int, forms: object) -> dict[str, int]:
    """Each surface form of a term with its count in the view, commonest first."""
    first, counts = _type_counts(view, term)
    written = forms.slice(first, len(counts)).to_pylist()  # type: ignore[attr-defined]
    gathered: dict[str, int] = {}
    for form, count in zip(written, counts.tolist(), strict=True):
        if count:
            gathered[form] = gathered.get(form, 0) + count
    return dict(sorted(gathered.items(), key=lambda pair: (-pair[1], pair[0])))
