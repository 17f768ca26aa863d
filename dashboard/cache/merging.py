"""Many packs become one set of arrays: vocabularies are joined, articles put in order, lists renumbered.

Kernels here work on plain arrays; generation.py says which file each array is kept in.
"""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.compiling import njit

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


@njit(cache=True, nogil=True)
def total_counts(ids, counts, total):  # type: ignore[no-untyped-def]
    """Add the counts of one pack's entries to the total of each id of its dictionary."""
    for i in range(len(ids)):
        total[ids[i]] += counts[i]


_PLACE_BITS = 24


@njit(cache=True, nogil=True)
def place_terms(ends, ids, counts, reported, direct, number, row_of, pointer, types_out, counts_out, reported_out, direct_out):  # type: ignore[no-untyped-def]
    """Write one pack's term lists into the joint rows, renumbered and sorted by type.

    ends, ids, counts …: the pack's lists (ids into its dictionary); number: dictionary id -> joint type id; row_of: the joint row
    of each of its articles; pointer: where each joint row begins.
    """
    longest = 0
    for article in range(len(row_of)):
        longest = max(longest, ends[article + 1] - ends[article])
    keys = np.empty(longest, np.int64)
    for article in range(len(row_of)):
        first = ends[article]
        n = ends[article + 1] - first
        for i in range(n):
            keys[i] = np.int64(number[ids[first + i]]) << _PLACE_BITS | i
        row = keys[:n]
        row.sort()
        at = pointer[row_of[article]]
        for i in range(n):
            source = first + (row[i] & ((1 << _PLACE_BITS) - 1))
            types_out[at + i] = row[i] >> _PLACE_BITS
            counts_out[at + i] = counts[source]
            reported_out[at + i] = reported[source]
            direct_out[at + i] = direct[source]


@njit(cache=True, nogil=True)
def gather_bytes(data, offsets, chosen, out, out_offsets, places):  # type: ignore[no-untyped-def]
    """Copy the chosen strings of one pack to their places in a batch whose offsets are known."""
    for k in range(len(chosen)):
        first, last = offsets[chosen[k]], offsets[chosen[k] + 1]
        at = out_offsets[places[k]]
        out[at : at + last - first] = data[first:last]


@njit(cache=True, nogil=True)
def articles_per_term(pointer, types, term_of_type, out):  # type: ignore[no-untyped-def]
    """Count, for every term, the articles that hold any of its types."""
    for row in range(len(pointer) - 1):
        last = -1
        for i in range(pointer[row], pointer[row + 1]):
            term = term_of_type[types[i]]
            if term != last:
                out[term] += 1
                last = term


@njit(cache=True, nogil=True)
def count_types(types, out):  # type: ignore[no-untyped-def]
    """Count, for every type, the entries (articles) that hold it."""
    for i in range(len(types)):
        out[types[i]] += 1


@njit(cache=True, nogil=True)
def fill_postings(pointer, types, counts, first, last, cursor, rows_out, counts_out):  # type: ignore[no-untyped-def]
    """The transpose of the term lists: for every type from `first` to before `last` its articles in row order, with its count in each."""
    for row in range(len(pointer) - 1):
        for i in range(pointer[row], pointer[row + 1]):
            kind = types[i]
            if first <= kind < last:
                at = cursor[kind]
                cursor[kind] += 1
                rows_out[at] = row
                counts_out[at] = counts[i]


@njit(cache=True, nogil=True)
def gather_lists(ends, row_of, pointer, values, out):  # type: ignore[no-untyped-def]
    """Write one pack's list values into the joint rows."""
    for article in range(len(row_of)):
        at = pointer[row_of[article]]
        for i in range(ends[article], ends[article + 1]):
            out[at] = values[i]
            at += 1


def list_pointer(lengths: npt.NDArray[np.integer]) -> Longs:
    """Where each row's list begins, and the total at the end: int64[rows + 1]."""
    pointer = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=pointer[1:])
    return pointer


def list_parts(column: pa.ListArray) -> tuple[Ints, pa.Array]:
    """The offsets (from 0) and the values of a list column that has no nulls."""
    offsets = np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1]
    first, last = int(offsets[0]), int(offsets[-1])
    return offsets - offsets[0], column.values.slice(first, last - first)
