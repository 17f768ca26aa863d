"""Frequent sequences in a long array of integers, level by level, exactly and in bounded memory.

`ids` holds at every place the number of the sequence of the present length that begins there, or -1. A sequence one longer is a
pair of neighbours, so its identity is two exact 32-bit numbers, and it can be frequent only where both are (Agrawal and Srikant
1994). Where the array is long, a table of saturating counters first tells which pairs can reach the floor at all: it may count
too much, never too little, so that only those need a place in the exact table (Park, Chen and Yu 1995).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

NONE = -1
_SKETCHED_FROM = 4_000_000
_SKETCH_BITS = 26
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
def _wider(keys, counts, documents, last):  # type: ignore[no-untyped-def]
    """The same entries in a table of four times the size."""
    size = 4 * len(keys)
    more_keys = np.zeros(size, np.uint64)
    more_counts, more_documents, more_last = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64)
    for old in range(len(keys)):
        if counts[old] == 0:
            continue
        slot = _slot(keys[old], size - 1)
        while more_counts[slot]:
            slot = (slot + 1) & (size - 1)
        more_keys[slot], more_counts[slot], more_documents[slot], more_last[slot] = keys[old], counts[old], documents[old], last[old]
    return more_keys, more_counts, more_documents, more_last


@njit(cache=True)
def _counted(words, ids, sketch, floor, document_end):  # type: ignore[no-untyped-def]
    """The pairs that reach the floor, with their counts and documents, in order of their table's slots."""
    keys = np.zeros(_FIRST_SLOTS, np.uint64)
    counts, documents, last = np.zeros(_FIRST_SLOTS, np.int64), np.zeros(_FIRST_SLOTS, np.int64), np.zeros(_FIRST_SLOTS, np.int64)
    used = 0
    document = 1
    for i in range(len(ids) - 1):
        if words[i] == document_end:
            document += 1
        if ids[i] < 0 or ids[i + 1] < 0:
            continue
        pair = _pair(ids[i], ids[i + 1])
        if len(sketch) and sketch[_slot(pair, len(sketch) - 1)] < floor:
            continue
        mask = len(keys) - 1
        slot = _slot(pair, mask)
        while counts[slot] and keys[slot] != pair:
            slot = (slot + 1) & mask
        if counts[slot] == 0:
            keys[slot] = pair
            used += 1
        counts[slot] += 1
        if last[slot] != document:
            last[slot] = document
            documents[slot] += 1
        if 2 * used > len(keys):
            keys, counts, documents, last = _wider(keys, counts, documents, last)
    held = np.flatnonzero(counts >= floor)
    return keys[held], counts[held], documents[held]


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
        slot = _slot(pairs[number], size - 1)
        while slots[slot] >= 0:
            slot = (slot + 1) & (size - 1)
        slots[slot] = number
    place, votes = np.full(len(pairs), -1, np.int64), np.zeros(len(pairs), np.int64)
    for i in range(len(ids)):
        number = NONE
        if i + 1 < len(ids) and ids[i] >= 0 and ids[i + 1] >= 0:
            pair = _pair(ids[i], ids[i + 1])
            slot = _slot(pair, size - 1)
            while slots[slot] >= 0 and pairs[slots[slot]] != pair:
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
        _sketch(ids, sketch, min(floor, 65_535))
    pairs, count, documents = _counted(words, ids, sketch, min(floor, 65_535) if len(sketch) else floor, document_end)
    held = count >= floor
    pairs, count, documents = pairs[held], count[held], documents[held]
    place = _numbered(words, ids, pairs, length, out)
    halves = pairs.view(np.int32).reshape(-1, 2)
    return Level(halves[:, 1].copy(), halves[:, 0].copy(), count, documents, place)
