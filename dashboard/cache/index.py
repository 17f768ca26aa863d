"""Kernels that answer questions about row ranges: running sums where a range is long, the lists themselves at its edges.

Rows are articles in order of source and date; a selection is a list of ranges starts[i] : stops[i], ascending and apart.
Every answer is exact. Each kernel has a naive twin in the tests.
"""

import numpy as np
import numpy.typing as npt

from dashboard.compiling import njit

ALL, OUTLET, REPORTED, DIRECT = 0, 1, 2, 3


@njit(cache=True)
def in_voice(voice, count, reported, direct):  # type: ignore[no-untyped-def]
    """The part of an entry's count that lies in the voice."""
    if voice == ALL:
        return np.int64(count)
    if voice == REPORTED:
        return np.int64(reported)
    if voice == DIRECT:
        return np.int64(direct)
    return np.int64(count) - np.int64(reported) - np.int64(direct)


@njit(cache=True)
def _scan_terms(first, last, sign, row_words, pointer, types, counts, reported, direct, term_of_type, voice, kept, out):  # type: ignore[no-untyped-def]
    """Add `sign` times the counts and articles of the first `kept` terms in rows first : last to out[0] and out[1].

    row_words: the words of each article in that voice, or empty; an article that has none is not looked at.
    """
    for row in range(first, last):
        if len(row_words) and row_words[row] == 0:
            continue
        seen = -1
        for i in range(pointer[row], pointer[row + 1]):
            term = term_of_type[types[i]]
            if term >= kept:
                break
            n = np.int64(counts[i]) if voice == ALL else in_voice(voice, counts[i], reported[i], direct[i])
            if n > 0:
                out[0, term] += sign * n
                if term != seen:
                    out[1, term] += sign
                    seen = term


@njit(cache=True)
def _add_before(row, sign, step, sums, row_words, pointer, types, counts, reported, direct, term_of_type, voice, out):  # type: ignore[no-untyped-def]
    """Add `sign` times what stands in all rows before `row` to out: the nearest running sum, and the rows between."""
    kept = out.shape[1]
    block = min((row + step // 2) // step, len(sums) - 1)
    for k in range(2):
        for term in range(kept):
            out[k, term] += sign * np.int64(sums[block, k, term])
    if block * step <= row:
        _scan_terms(block * step, row, sign, row_words, pointer, types, counts, reported, direct, term_of_type, voice, kept, out)
    else:
        _scan_terms(row, block * step, -sign, row_words, pointer, types, counts, reported, direct, term_of_type, voice, kept, out)


@njit(cache=True, nogil=True)
def term_sums(starts, stops, step, sums, row_words, pointer, types, counts, reported, direct, term_of_type, voice, kept):  # type: ignore[no-untyped-def]
    """Occurrences and articles of the first `kept` of the terms whose running sums are kept, uint32[blocks, 2, terms] before every `step`
    rows: int64[2, kept]."""
    out = np.zeros((2, kept), np.int64)
    for s in range(len(starts)):
        if stops[s] - starts[s] <= step:
            _scan_terms(starts[s], stops[s], 1, row_words, pointer, types, counts, reported, direct, term_of_type, voice, kept, out)
        else:
            _add_before(stops[s], 1, step, sums, row_words, pointer, types, counts, reported, direct, term_of_type, voice, out)
            _add_before(starts[s], -1, step, sums, row_words, pointer, types, counts, reported, direct, term_of_type, voice, out)
    return out


@njit(cache=True)
def most_beyond(starts, stops, step, beyond):  # type: ignore[no-untyped-def]
    """No term that the running sums do not keep occurs oftener than this in the ranges (each block counted once)."""
    total = np.int64(0)
    done = np.int64(-1)
    for s in range(len(starts)):
        first, last = max(starts[s] // step, done + 1), (stops[s] - 1) // step
        if last >= first:
            total += beyond[last + 1] - beyond[first]
            done = last
    return total


@njit(cache=True, nogil=True)
def scan_terms(starts, stops, row_words, pointer, types, counts, reported, direct, term_of_type, voice, terms):  # type: ignore[no-untyped-def]
    """Occurrences and articles of the first `terms` terms: int64[2, terms]."""
    out = np.zeros((2, terms), np.int64)
    for s in range(len(starts)):
        _scan_terms(starts[s], stops[s], 1, row_words, pointer, types, counts, reported, direct, term_of_type, voice, terms, out)
    return out


@njit(cache=True)
def type_counts(starts, stops, mask, first_type, last_type, post_pointer, post_row, post_count):  # type: ignore[no-untyped-def]
    """Occurrences of each type of first_type : last_type in the ranges (where there are many: in the rows of `mask`): int64[types]."""
    out = np.zeros(last_type - first_type, np.int64)
    for one in range(first_type, last_type):
        at, end = post_pointer[one], post_pointer[one + 1]
        if len(mask):
            for i in range(at, end):
                if mask[post_row[i]]:
                    out[one - first_type] += post_count[i]
            continue
        for s in range(len(starts)):
            if at >= end:
                break
            at += np.searchsorted(post_row[at:end], starts[s])
            while at < end and post_row[at] < stops[s]:
                out[one - first_type] += post_count[at]
                at += 1
    return out


@njit(cache=True)
def term_rows(first_type, last_type, post_pointer, post_row, rows):  # type: ignore[no-untyped-def]
    """Which rows hold any type of first_type : last_type: bool[rows]."""
    held = np.zeros(rows, np.bool_)
    for i in range(post_pointer[first_type], post_pointer[last_type]):
        held[post_row[i]] = True
    return held


@njit(cache=True)
def deviation(starts, stops, mask, first_type, last_type, post_pointer, post_row, post_count, row_words, total_count, total_words):  # type: ignore[no-untyped-def]
    """Gries' deviation of proportions of one term over the articles of the ranges (where there are many: of `mask`)."""
    several = last_type - first_type > 1
    counts = np.zeros(len(row_words), np.int32) if several else np.zeros(0, np.int32)
    difference = 0.0
    covered = 0.0
    for one in range(first_type, last_type):
        at, end = post_pointer[one], post_pointer[one + 1]
        s = 0
        while at < end and s < len(starts):
            row = post_row[at]
            if len(mask):
                inside = mask[row]
            elif row >= stops[s]:
                s += 1
                continue
            elif row < starts[s]:
                at += np.searchsorted(post_row[at:end], starts[s])
                continue
            else:
                inside = True
            if inside and several:
                counts[row] += post_count[at]
            elif inside:
                size = row_words[row] / total_words
                difference += abs(post_count[at] / total_count - size)
                covered += size
            at += 1
    for row in range(len(counts)):
        if counts[row]:
            size = row_words[row] / total_words
            difference += abs(counts[row] / total_count - size)
            covered += size
    return (difference + max(1.0 - covered, 0.0)) / 2.0


@njit(cache=True)
def voiced_type_counts(starts, stops, first_type, last_type, pointer, types, counts, reported, direct, voice):  # type: ignore[no-untyped-def]
    """As type_counts, for the part that lies in one voice."""
    out = np.zeros(last_type - first_type, np.int64)
    for s in range(len(starts)):
        for row in range(starts[s], stops[s]):
            at = pointer[row] + np.searchsorted(types[pointer[row] : pointer[row + 1]], first_type)
            while at < pointer[row + 1] and types[at] < last_type:
                out[types[at] - first_type] += in_voice(voice, counts[at], reported[at], direct[at])
                at += 1
    return out


@njit(cache=True, inline="always")
def _blocks_within(first, last, block):  # type: ignore[no-untyped-def]
    """The first block of rows that begins in first : last and the one after the last that ends in it; (0, 0) where none can lie in it, told
    without a division, since selections of many short ranges ask this of each."""
    if last - first < block:
        return 0, 0
    return (first + block - 1) // block, last // block


@njit(cache=True)
def _scan_actors(first, last, pointer, actors, demonyms, voices, voice, with_demonyms, stamp, out):  # type: ignore[no-untyped-def]
    for row in range(first, last):
        for i in range(pointer[row], pointer[row + 1]):
            if (demonyms[i] and not with_demonyms) or (voice != ALL and voices[i] != voice - 1):
                continue
            actor = actors[i]
            out[0, actor] += 1
            if stamp[actor] != row:
                stamp[actor] = row
                out[1, actor] += 1


@njit(cache=True, nogil=True)
def actor_sums(starts, stops, block, mention_blocks, article_blocks, pointer, actors, demonyms, voices, voice, with_demonyms):  # type: ignore[no-untyped-def]
    """Mentions and articles of every actor: int64[2, actors]. actors[i] may be any renumbering below the blocks' width."""
    kept = mention_blocks.shape[1]
    out = np.zeros((2, kept), np.int64)
    stamp = np.full(kept, -1, np.int64)
    summed = voice == ALL and not with_demonyms
    for s in range(len(starts)):
        first, last = starts[s], stops[s]
        low, high = _blocks_within(first, last, block)
        if summed and low < high:
            for actor in range(kept):
                out[0, actor] += np.int64(mention_blocks[high, actor]) - np.int64(mention_blocks[low, actor])
                out[1, actor] += np.int64(article_blocks[high, actor]) - np.int64(article_blocks[low, actor])
            _scan_actors(first, low * block, pointer, actors, demonyms, voices, voice, with_demonyms, stamp, out)
            _scan_actors(high * block, last, pointer, actors, demonyms, voices, voice, with_demonyms, stamp, out)
        else:
            _scan_actors(first, last, pointer, actors, demonyms, voices, voice, with_demonyms, stamp, out)
    return out


@njit(cache=True)
def _scan_pairs(first, last, pointer, actors, demonyms, voices, window, voice, with_demonyms, slot, stamp, here, state, out):  # type: ignore[no-untyped-def]
    """Add the windows of rows first : last to out[a, b], a < b, and to the diagonal; `state[0]` numbers the windows."""
    for row in range(first, last):
        n = 0
        current = -2
        for i in range(pointer[row], pointer[row + 1] + 1):
            ends = i == pointer[row + 1]
            if not ends:
                if (demonyms[i] and not with_demonyms) or (voice != ALL and voices[i] != voice - 1):
                    continue
                if slot[actors[i]] < 0:
                    continue
            if ends or (len(window) > 0 and window[i] != current):
                for x in range(n):
                    out[here[x], here[x]] += 1
                    for y in range(x):
                        a, b = min(here[x], here[y]), max(here[x], here[y])
                        out[a, b] += 1
                n = 0
                state[0] += 1
                if ends:
                    break
                current = window[i]
            one = slot[actors[i]]
            if stamp[one] != state[0]:
                stamp[one] = state[0]
                here[n] = one
                n += 1


@njit(cache=True, nogil=True)
def pair_sums(starts, stops, block, pair_blocks, chosen, pointer, actors, demonyms, voices, window, voice, with_demonyms, width):  # type: ignore[no-untyped-def]
    """Windows that name both of two chosen actors: int64[n, n], upper triangle; the diagonal holds the windows of each.

    window: the paragraph or sentence number of every mention, or empty for whole articles. The diagonal is complete only
    where the lists were scanned; where running sums served (whole articles, all chosen actors kept) it is left to actor_sums.
    """
    n = len(chosen)
    out = np.zeros((n, n), np.int64)
    slot = np.full(width, -1, np.int32)
    for k in range(n):
        slot[chosen[k]] = k
    stamp = np.full(n, -1, np.int64)
    here = np.empty(n + 1, np.int64)
    state = np.zeros(1, np.int64)
    summed = len(window) == 0 and voice == ALL and not with_demonyms and pair_blocks.shape[1] > 0
    for k in range(n):
        if chosen[k] * (chosen[k] - 1) // 2 >= pair_blocks.shape[1]:
            summed = False
    for s in range(len(starts)):
        first, last = starts[s], stops[s]
        low, high = _blocks_within(first, last, block)
        if summed and low < high:
            for x in range(n):
                for y in range(x):
                    a, b = min(chosen[x], chosen[y]), max(chosen[x], chosen[y])
                    at = b * (b - 1) // 2 + a
                    added = np.int64(pair_blocks[high, at]) - np.int64(pair_blocks[low, at])
                    out[min(x, y), max(x, y)] += added
            _scan_pairs(first, low * block, pointer, actors, demonyms, voices, window, voice, with_demonyms, slot, stamp, here, state, out)
            _scan_pairs(high * block, last, pointer, actors, demonyms, voices, window, voice, with_demonyms, slot, stamp, here, state, out)
        else:
            _scan_pairs(first, last, pointer, actors, demonyms, voices, window, voice, with_demonyms, slot, stamp, here, state, out)
    return out


@njit(cache=True)
def count_windows(starts, stops, pointer, window):  # type: ignore[no-untyped-def]
    """How many windows of the ranges hold any mention at all."""
    total = 0
    for s in range(len(starts)):
        for row in range(starts[s], stops[s]):
            current = -2
            for i in range(pointer[row], pointer[row + 1]):
                if window[i] != current:
                    current = window[i]
                    total += 1
    return total


@njit(cache=True)
def entries_of(starts, stops, pointer):  # type: ignore[no-untyped-def]
    """The list entries (mentions, quotes) of the rows in the ranges, and the row of each: int64[n], int32[n]."""
    total = 0
    for s in range(len(starts)):
        total += pointer[stops[s]] - pointer[starts[s]]
    entries = np.empty(total, np.int64)
    rows = np.empty(total, np.int32)
    n = 0
    for s in range(len(starts)):
        for row in range(starts[s], stops[s]):
            for i in range(pointer[row], pointer[row + 1]):
                entries[n] = i
                rows[n] = row
                n += 1
    return entries, rows


@njit(cache=True)
def add_ranges(starts, stops, mask):  # type: ignore[no-untyped-def]
    """Mark the rows of the ranges in `mask`: bool[rows]."""
    for s in range(len(starts)):
        for row in range(starts[s], stops[s]):
            mask[row] = True


@njit(cache=True)
def _scan_codes(first, last, pointer, codes, out):  # type: ignore[no-untyped-def]
    if len(pointer):
        first, last = pointer[first], pointer[last]
    for i in range(first, last):
        if codes[i] >= 0:
            out[codes[i]] += 1


@njit(cache=True, nogil=True)
def code_sums(starts, stops, step, sums, pointer, codes):  # type: ignore[no-untyped-def]
    """How often each code stands in the lists of the ranges (without a pointer: one code a row), by running sums uint32[blocks, codes]
    before every `step` rows: int64[codes]; codes below 0 are left out."""
    out = np.zeros(sums.shape[1], np.int64)
    for s in range(len(starts)):
        first, last = starts[s], stops[s]
        low, high = _blocks_within(first, last, step)
        if low >= high:
            _scan_codes(first, last, pointer, codes, out)
            continue
        for code in range(len(out)):
            out[code] += np.int64(sums[high, code]) - np.int64(sums[low, code])
        _scan_codes(first, low * step, pointer, codes, out)
        _scan_codes(high * step, last, pointer, codes, out)
    return out


@njit(cache=True)
def range_sums(starts, stops, running):  # type: ignore[no-untyped-def]
    """The sum over the ranges of a value whose running sums are given."""
    total = np.int64(0)
    for s in range(len(starts)):
        total += running[stops[s]] - running[starts[s]]
    return total


def ranges_of(rows: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Ascending row numbers as ranges: (starts, stops)."""
    if len(rows) == 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    breaks = np.flatnonzero(np.diff(rows) != 1)
    starts = np.concatenate([rows[:1], rows[breaks + 1]]).astype(np.int64)
    stops = np.concatenate([rows[breaks], rows[-1:]]).astype(np.int64) + 1
    return starts, stops
