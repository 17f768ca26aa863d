"""How evenly a term is spread: Gries' deviation of proportions over the articles of a view, in its voice."""

import numpy as np
import numpy.typing as npt

from dashboard.cache import index
from dashboard.cache.index import ALL, DIRECT, REPORTED
from dashboard.compiling import njit
from dashboard.corpus import View
from dashboard.measures.totals import words, words_of_rows

_SCANNED_FROM = 200


def deviations(view: View, numbers: npt.NDArray[np.integer], counts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """The deviation of proportions of some terms, given by number with their counts in the view: 0 even … 1 in one place only.

    NaN where a term does not occur. Gries (2008). A few terms are looked up one by one; many, or terms in one voice, are counted
    in one pass over the view's articles.
    """
    generation = view.corpus.generation
    total = max(words(view), 1)
    if view.voice == 0 and len(numbers) < _SCANNED_FROM:
        first = generation.array("term_first")
        lists = tuple(generation.array(name) for name in ("post_pointer", "post_row", "post_count", "row_words"))
        found = [
            index.deviation(view.starts, view.stops, view.mask, first[term], first[term + 1], *lists, int(count), total) if count else np.nan
            for term, count in zip(numbers.tolist(), counts.tolist(), strict=True)
        ]
        return np.array(found, float)
    slot = np.full(len(generation.array("term_count")), -1, np.int32)
    slot[numbers] = np.arange(len(numbers), dtype=np.int32)
    names = ("doc_pointer", "doc_type", "doc_count", "doc_reported", "doc_direct", "type_term")
    lists = tuple(generation.array(name) for name in names)
    scanned: npt.NDArray[np.float64] = _scan(view.starts, view.stops, *lists, view.voice, slot, counts, words_of_rows(view), total)
    return scanned


@njit(cache=True)
def _scan(starts, stops, pointer, types, counts, reported, direct, term_of_type, voice, slot, totals, row_words, total_words):  # type: ignore[no-untyped-def]
    """The deviation of every term that has a slot: float64[slots]."""
    difference, covered = np.zeros(len(totals)), np.zeros(len(totals))
    for s in range(len(starts)):
        for row in range(starts[s], stops[s]):
            i = pointer[row]
            while i < pointer[row + 1]:
                term = term_of_type[types[i]]
                n = np.int64(0)
                while i < pointer[row + 1] and term_of_type[types[i]] == term:
                    if voice == ALL:
                        n += np.int64(counts[i])
                    elif voice == REPORTED:
                        n += np.int64(reported[i])
                    elif voice == DIRECT:
                        n += np.int64(direct[i])
                    else:
                        n += np.int64(counts[i]) - np.int64(reported[i]) - np.int64(direct[i])
                    i += 1
                one = slot[term]
                if n > 0 and one >= 0:
                    size = row_words[row] / total_words
                    difference[one] += abs(n / totals[one] - size)
                    covered[one] += size
    for one in range(len(totals)):
        difference[one] = (difference[one] + max(1.0 - covered[one], 0.0)) / 2.0 if totals[one] else np.nan
    return difference
