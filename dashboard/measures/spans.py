"""Short stretches of the articles' texts (verbs, speakers, quotes), cut out by code points; equal ones share a number."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.cache.generation import Generation
from dashboard.compiling import njit
from dashboard.measures.streams import texts
from dashboard.text.vocabulary import TypeTable, add, digest_of, lookup

NONE = -1
_FULL = -1
_BATCH = 8_192


@njit(cache=True)
def _byte_at(data, at, end, points):  # type: ignore[no-untyped-def]
    """The byte `points` code points after byte `at`."""
    while points > 0 and at < end:
        at += 1
        while at < end and data[at] & 0xC0 == 0x80:
            at += 1
        points -= 1
    return at


@njit(cache=True)
def _enter(title, title_at, body, body_at, document, part, start, end, begin, slots, offsets, arena, size, out):  # type: ignore[no-untyped-def]
    """Number the texts of spans from the `begin`-th on; returns how far it came and the table's size, _FULL where it must grow."""
    for i in range(begin, len(start)):
        out[i] = NONE
        if start[i] < 0:
            continue
        source, at = (body, body_at) if part[i] else (title, title_at)
        last = at[document[i] + 1]
        first = _byte_at(source, at[document[i]], last, start[i])
        finish = _byte_at(source, first, last, end[i] - start[i])
        digest = digest_of(source, first, finish)
        word, slot = lookup(source, first, finish, digest, slots, arena)
        if word < 0:
            if not add(source, first, finish, digest, slot, slots, offsets, arena, size):
                return i, size
            word = size
            size += 1
        out[i] = word
    return len(start), size


def numbered(
    generation: Generation, rows: npt.NDArray[np.int64], part: npt.NDArray[np.uint8], start: npt.NDArray[np.int32], end: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.int32], TypeTable]:
    """The text of each span as a number in a table; NONE where a span starts at -1.

    rows: the article of each span, ascending. part: 0 the title, 1 the body. start, end: code points in it.
    """
    table = TypeTable()
    out = np.full(len(rows), NONE, np.int32)
    told = np.flatnonzero(start >= 0)
    articles, place = np.unique(rows[told], return_inverse=True)
    for first in range(0, len(articles), _BATCH):
        low, high = np.searchsorted(place, (first, first + _BATCH))
        spans = told[low:high]
        title, body = (_bytes(column) for column in texts(generation, articles[first : first + _BATCH]))
        found = np.empty(len(spans), np.int32)
        done = 0
        while done < len(spans):
            done, table.size = _enter(
                *title, *body, place[low:high] - first, part[spans], start[spans], end[spans], done,
                table.slots, table.offsets, table.arena, table.size, found,
            )  # fmt: skip
            if done < len(spans):
                table.grow()
        out[spans] = found
    return out, table


def _bytes(strings: pa.Array) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The UTF-8 bytes of an Arrow string array and where each string begins; a null is empty."""
    strings = strings.fill_null("") if strings.null_count else strings
    _, offsets, data = strings.buffers()
    at = np.frombuffer(offsets, np.int64)[strings.offset : strings.offset + len(strings) + 1]
    return (np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)), at


def written(numbers: npt.NDArray[np.int32], table: TypeTable) -> list[str | None]:
    """The texts of numbered spans, None for NONE."""
    used, place = np.unique(numbers, return_inverse=True)
    known = [None if number == NONE else table.text(number) for number in used.tolist()]
    return [known[i] for i in place.tolist()]
