"""Kernels that answer by period (day, week, month, quarter): articles, a term, an actor.

`period_of_row` numbers each row's period, the undated beyond all others; answers hold `periods` periods from `first_period` on, the undated last.
A selection is given as ranges; where these are many, as a mask of rows too, since looking up each range would take longer.
"""

import numpy as np

from dashboard.cache.index import ALL, in_voice
from dashboard.compiling import njit


@njit(cache=True)
def dated_span(starts, stops, source_firsts, row_day, undated):  # type: ignore[no-untyped-def]
    """The first and the last day of the rows in the ranges, (0, -1) where none is dated; in each source days ascend and the undated come last."""
    low, high = np.int64(undated), np.int64(-undated)
    source = 0
    for s in range(len(starts)):
        at = starts[s]
        while at < stops[s]:
            while source_firsts[source + 1] <= at:
                source += 1
            end = min(stops[s], source_firsts[source + 1])
            if row_day[end - 1] != undated:
                low = min(low, row_day[at])
                high = max(high, row_day[end - 1])
            elif row_day[at] != undated:
                low = min(low, row_day[at])
                dated = at + np.searchsorted(row_day[at:end], undated)
                high = max(high, row_day[dated - 1])
            at = end
    if low > high:
        return np.int64(0), np.int64(-1)
    return low, high


@njit(cache=True)
def rows_by_period(starts, stops, period_of_row, first_period, periods):  # type: ignore[no-untyped-def]
    """Articles in every period: int64[periods + 1]."""
    out = np.zeros(periods + 1, np.int64)
    for s in range(len(starts)):
        for row in range(starts[s], stops[s]):
            out[min(np.int64(period_of_row[row]) - first_period, periods)] += 1
    return out


@njit(cache=True)
def rows_by_cell(starts, stops, cell_row, cell_period, first_period, periods):  # type: ignore[no-untyped-def]
    """As rows_by_period, for periods of whole months: by cells (sums.py), each of one period."""
    out = np.zeros(periods + 1, np.int64)
    for s in range(len(starts)):
        cell = np.searchsorted(cell_row, starts[s], side="right") - 1
        at = starts[s]
        while at < stops[s]:
            end = min(cell_row[cell + 1], stops[s])
            out[min(np.int64(cell_period[cell]) - first_period, periods)] += end - at
            at = end
            cell += 1
    return out


@njit(cache=True)
def _gather(starts, stops, mask, rows, counts, begin, end, period_of_row, first_period, periods, seen, mark, out):  # type: ignore[no-untyped-def]
    """Add the entries begin : end of a list (rows ascending) that lie in the selection; a row that seen[row] == mark is no new article."""
    at, s = begin, 0
    while at < end and s < len(starts):
        row = rows[at]
        if len(mask):
            inside = mask[row]
        elif row >= stops[s]:
            s += 1
            continue
        elif row < starts[s]:
            at += np.searchsorted(rows[at:end], starts[s])
            continue
        else:
            inside = True
        if inside:
            period = min(np.int64(period_of_row[row]) - first_period, periods)
            out[0, period] += counts[at]
            if len(seen) == 0:
                out[1, period] += 1
            elif seen[row] != mark:
                seen[row] = mark
                out[1, period] += 1
        at += 1


@njit(cache=True)
def term_by_period(starts, stops, mask, first_type, last_type, post_pointer, post_row, post_count, period_of_row, first_period, periods):  # type: ignore[no-untyped-def]
    """Occurrences and articles of one term in every period: int64[2, periods + 1]."""
    out = np.zeros((2, periods + 1), np.int64)
    seen = np.zeros(len(period_of_row) if last_type - first_type > 1 else 0, np.uint8)
    for one in range(first_type, last_type):
        _gather(starts, stops, mask, post_row, post_count, post_pointer[one], post_pointer[one + 1], period_of_row, first_period, periods, seen, 1, out)
    return out


@njit(cache=True)
def actor_by_period(starts, stops, mask, actor, actor_pointer, actor_row, actor_count, period_of_row, first_period, periods):  # type: ignore[no-untyped-def]
    """Mentions (no demonyms) and articles of one actor in every period: int64[2, periods + 1]."""
    out = np.zeros((2, periods + 1), np.int64)
    seen = np.zeros(0, np.uint8)
    _gather(starts, stops, mask, actor_row, actor_count, actor_pointer[actor], actor_pointer[actor + 1], period_of_row, first_period, periods, seen, 1, out)
    return out


@njit(cache=True)
def terms_by_cell(starts, stops, terms, cell_row, cell_terms, cell_period, first_period, periods, term_first, post_pointer, post_row, post_count):  # type: ignore[no-untyped-def]
    """Occurrences and articles of some terms whose sums over cells (sums.py) are kept: int64[terms, 2, periods + 1].

    Whole cells are differences of sums; of the cells that a range cuts, the terms' own lists are read. cell_period: the period of each cell.
    """
    out = np.zeros((len(terms), 2, periods + 1), np.int64)
    longest = 0
    for cell in range(len(cell_row) - 1):
        longest = max(longest, cell_row[cell + 1] - cell_row[cell])
    seen = np.zeros(longest, np.int64)
    mark = 0
    for s in range(len(starts)):
        cell = np.searchsorted(cell_row, starts[s], side="right") - 1
        at = starts[s]
        while at < stops[s]:
            begin, end = cell_row[cell], min(cell_row[cell + 1], stops[s])
            period = min(np.int64(cell_period[cell]) - first_period, periods)
            if at == begin and end == cell_row[cell + 1]:
                for k in range(len(terms)):
                    for kind in range(2):
                        out[k, kind, period] += np.int64(cell_terms[terms[k], kind, cell + 1]) - np.int64(cell_terms[terms[k], kind, cell])
            else:
                for k in range(len(terms)):
                    mark += 1
                    for one in range(term_first[terms[k]], term_first[terms[k] + 1]):
                        last = post_pointer[one + 1]
                        i = post_pointer[one] + np.searchsorted(post_row[post_pointer[one] : last], at)
                        while i < last and post_row[i] < end:
                            out[k, 0, period] += post_count[i]
                            if seen[post_row[i] - begin] != mark:
                                seen[post_row[i] - begin] = mark
                                out[k, 1, period] += 1
                            i += 1
            at = end
            cell += 1
    return out


@njit(cache=True, nogil=True)
def voiced_terms_by_period(starts, stops, series_of_type, row_words, pointer, types, counts, reported, direct, voice, period_of_row, first_period, periods, series):  # type: ignore[no-untyped-def]
    """As term_by_period, for the part of several terms that lies in one voice, in one pass over the articles: int64[series, 2, periods + 1].

    series_of_type: the series of every type up to the last that belongs to one, others -1: each list is read so far, since the types of
    common terms come first in it. row_words: the words of each article in that voice, or empty; an article that has none is not looked at.
    """
    out = np.zeros((series, 2, periods + 1), np.int64)
    beyond = len(series_of_type)
    for s in range(len(starts)):
        for row in range(starts[s], stops[s]):
            if len(row_words) and row_words[row] == 0:
                continue
            period = -1
            last = -1
            for i in range(pointer[row], pointer[row + 1]):
                if types[i] >= beyond:
                    break
                one = series_of_type[types[i]]
                if one < 0:
                    continue
                n = in_voice(voice, counts[i], reported[i], direct[i])
                if n > 0:
                    if period < 0:
                        period = min(np.int64(period_of_row[row]) - first_period, periods)
                    out[one, 0, period] += n
                    if one != last:
                        out[one, 1, period] += 1
                        last = one
    return out


@njit(cache=True)
def voiced_actor_by_period(starts, stops, actor, pointer, actors, demonyms, voices, voice, with_demonyms, period_of_row, first_period, periods):  # type: ignore[no-untyped-def]
    """As actor_by_period, for the mentions in one voice, or with demonyms."""
    out = np.zeros((2, periods + 1), np.int64)
    for s in range(len(starts)):
        for row in range(starts[s], stops[s]):
            n = 0
            for i in range(pointer[row], pointer[row + 1]):
                if actors[i] == actor and (with_demonyms or not demonyms[i]) and (voice == ALL or voices[i] == voice - 1):
                    n += 1
            if n:
                period = min(np.int64(period_of_row[row]) - first_period, periods)
                out[0, period] += n
                out[1, period] += 1
    return out
