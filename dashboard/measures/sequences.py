"""Frequent sequences in a long array of integers, level by level, exactly and in bounded memory.

`ids` holds at every place the number of the sequence of the present length that begins there, or -1. A sequence one longer is a
pair of neighbours, so its identity is two exact 32-bit numbers, and it can be frequent only where both are (Agrawal and Srikant
1994). Where the array is long, a table of saturating counters first tells which pairs can reach the floor at all: it may count
too much, never too little, so that only those need a place in the exact table (Park, Chen and Yu 1995).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.compiling import njit

NONE = -1
_SKETCHED_FROM = 4_000_000
_SKETCH_BITS = 26
_MOST_SKETCHED = 65_535
_FIRST_SLOTS = 1 << 12


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """The frequent sequences of one length: for each its first and its last part (numbers of the level before, or keys),
    how often it occurs, in how many documents, and where the form that most of its occurrences have stands.
    """

    head: npt.NDArray[np.int32]
    tail: npt.NDArray[np.int32]
    count: npt.NDArray[np.int64]
    documents: npt.NDArray[np.int64]
    place: npt.NDArray[np.int64]


@njit(cache=True, inline="always")
def _slot(pair, mask):  # type: ignore[no-untyped-def]
    mixed = pair * np.uint64(0xD6E8FEB86659FD93)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(0xD6E8FEB86659FD93)
    return np.int64((mixed ^ mixed >> np.uint64(29)) & np.uint64(mask))


@njit(cache=True, inline="always")
def _pair(a, b):  # type: ignore[no-untyped-def]
    return np.uint64(a) << np.uint64(32) | np.uint64(b)


@njit(cache=True)
def _sketch(ids, sketch, floor):  # type: ignore[no-untyped-def]
    """Count every pair of neighbours into its counter, up to the floor."""
    mask = len(sketch) - 1
    for i in range(len(ids) - 1):
        if ids[i] >= 0 and ids[i + 1] >= 0:
            slot = _slot(_pair(ids[i], ids[i + 1]), mask)
            if sketch[slot] < floor:
                sketch[slot] += 1


@njit(cache=True)
def _wider(table):  # type: ignore[no-untyped-def]
    """The same entries in a table of four times the size."""
    size = 4 * len(table)
    wider = np.zeros((size, 4), np.int64)
    for old in range(len(table)):
        if table[old, 1] == 0:
            continue
        slot = _slot(np.uint64(table[old, 0]), size - 1)
        while wider[slot, 1]:
            slot = (slot + 1) & (size - 1)
        for k in range(4):
            wider[slot, k] = table[old, k]
    return wider


@njit(cache=True)
def _counted(words, ids, sketch, floor, document_end):  # type: ignore[no-untyped-def]
    """The pairs that reach the floor, with their counts and documents: int64[pairs, 3], in order of their table's slots.

    A slot of the table holds a pair, its count, its documents and the last of them side by side, so that each look costs one line of memory.
    """
    table = np.zeros((_FIRST_SLOTS, 4), np.int64)
    used = 0
    document = 1
    for i in range(len(ids) - 1):
        if words[i] == document_end:
            document += 1
        if ids[i] < 0 or ids[i + 1] < 0:
            continue
        pair = _pair(ids[i], ids[i + 1])
        if len(sketch) and sketch[_slot(pair, len(sketch) - 1)] < min(floor, _MOST_SKETCHED):
            continue
        mask = len(table) - 1
        slot = _slot(pair, mask)
        while table[slot, 1] and table[slot, 0] != np.int64(pair):
            slot = (slot + 1) & mask
        if table[slot, 1] == 0:
            table[slot, 0] = np.int64(pair)
            used += 1
        table[slot, 1] += 1
        if table[slot, 3] != document:
            table[slot, 3] = document
            table[slot, 2] += 1
        if 2 * used > len(table):
            table = _wider(table)
    held = np.flatnonzero(table[:, 1] >= floor)
    return table[held, :3]


@njit(cache=True)
def _numbered(words, ids, pairs, length, out):  # type: ignore[no-untyped-def]
    """Write each frequent pair's number where it begins into `out`; returns where the form that most of its occurrences have stands.

    The form is found by majority vote (Boyer and Moore 1991): where no form has most, it is one of the commoner.
    """
    size = 4
    while size < 3 * len(pairs):
        size *= 2
    slots = np.full(size, -1, np.int32)
    for number in range(len(pairs)):
        slot = _slot(np.uint64(pairs[number]), size - 1)
        while slots[slot] >= 0:
            slot = (slot + 1) & (size - 1)
        slots[slot] = number
    place, votes = np.full(len(pairs), -1, np.int64), np.zeros(len(pairs), np.int64)
    for i in range(len(ids)):
        number = NONE
        if i + 1 < len(ids) and ids[i] >= 0 and ids[i + 1] >= 0:
            pair = _pair(ids[i], ids[i + 1])
            slot = _slot(pair, size - 1)
            while slots[slot] >= 0 and pairs[slots[slot]] != np.int64(pair):
                slot = (slot + 1) & (size - 1)
            number = slots[slot]
        out[i] = number
        if number < 0:
            continue
        alike = votes[number] > 0
        for k in range(length if alike else 0):
            if words[place[number] + k] != words[i + k]:
                alike = False
                break
        if alike:
            votes[number] += 1
        elif votes[number] > 0:
            votes[number] -= 1
        else:
            place[number] = i
            votes[number] = 1
    return place


def next_level(
    words: npt.NDArray[np.int32], ids: npt.NDArray[np.int32], length: int, floor: int, document_end: int, out: npt.NDArray[np.int32]
) -> Level:
    """The sequences of `length` that occur at least `floor` times; their numbers are written into `out`, which may be `ids` itself.

    words: the array as written, `document_end` after each document. Numbers follow from the array alone.
    """
    sketch = np.zeros(0, np.uint16)
    if len(ids) >= _SKETCHED_FROM:
        sketch = np.zeros(1 << min(_SKETCH_BITS, int(2 * len(ids)).bit_length()), np.uint16)
        _sketch(ids, sketch, min(floor, _MOST_SKETCHED))
    counted = _counted(words, ids, sketch, floor, document_end)
    pairs, count, documents = (np.ascontiguousarray(counted[:, k]) for k in range(3))
    place = _numbered(words, ids, pairs, length, out)
    return Level((pairs >> 32).astype(np.int32), pairs.astype(np.int32), count, documents, place)
