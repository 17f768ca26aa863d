"""The table of types: every distinct surface form that the tokeniser has met, under a small integer."""

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.compiling import njit
from dashboard.text.characters import FIRST_WORD

_WORDS = 4
"""Numbers of a slot: the digest of a form, its bytes 0 to 8 and 8 to 16, and its id, length and place together."""
_WHOLE = 16
"""The longest form, in bytes, that its slot holds whole."""
_FIRST_HALF = np.array([(1 << 8 * min(n, 8)) - 1 for n in range(_WHOLE + 1)], np.uint64)
_SECOND_HALF = np.array([(1 << 8 * max(n - 8, 0)) - 1 for n in range(_WHOLE + 1)], np.uint64)
U = np.uint64
"""Unsigned, an index counts from the beginning alone, and numba need not look whether it counts from the end."""


@njit(cache=True)
def _spread(slots):  # type: ignore[no-untyped-def]
    """The same entries in a hash table of four times the size."""
    wider = np.zeros(4 * len(slots), np.uint64)
    mask = U(len(wider) // _WORDS - 1)
    for old in range(0, len(slots), _WORDS):
        if slots[old] == 0:
            continue
        slot = slots[old] >> U(20) & mask
        while wider[slot << U(2)] != 0:
            slot = slot + U(1) & mask
        for k in range(_WORDS):
            wider[(slot << U(2)) + U(k)] = slots[old + k]
    return wider


@njit(cache=True)
def _eight(source, i):  # type: ignore[no-untyped-def]
    """The eight bytes at i as one little-endian number."""
    return (
        U(source[U(i)])
        | U(source[U(i + 1)]) << U(8)
        | U(source[U(i + 2)]) << U(16)
        | U(source[U(i + 3)]) << U(24)
        | U(source[U(i + 4)]) << U(32)
        | U(source[U(i + 5)]) << U(40)
        | U(source[U(i + 6)]) << U(48)
        | U(source[U(i + 7)]) << U(56)
    )


@njit(cache=True)
def _up_to_eight(source, i, n):  # type: ignore[no-untyped-def]
    """The n bytes at i (eight at most) as one little-endian number; nothing past the buffer's end is read."""
    if i + 8 <= len(source):
        return _eight(source, i) & _FIRST_HALF[U(n)]
    number = U(0)
    for k in range(n):
        number |= U(source[U(i + k)]) << U(8 * k)
    return number


@njit(cache=True)
def _halves(source, begin, length):  # type: ignore[no-untyped-def]
    """A form's bytes 0 to 8 and 8 to 16 as two numbers, zeros beyond its end."""
    if begin + _WHOLE <= len(source):
        seen = U(min(length, _WHOLE))
        return _eight(source, begin) & _FIRST_HALF[seen], _eight(source, begin + 8) & _SECOND_HALF[seen]
    second = _up_to_eight(source, begin + 8, min(length, _WHOLE) - 8) if length > 8 else U(0)
    return _up_to_eight(source, begin, min(length, 8)), second


@njit(cache=True)
def _mixed(first, second, length):  # type: ignore[no-untyped-def]
    """A 64-bit hash of a form's halves and its length; never 0."""
    digest = (first ^ U(length) * U(0x9E3779B97F4A7C15)) * U(0xD6E8FEB86659FD93)
    digest = (digest ^ digest >> U(32) ^ second) * U(0xD6E8FEB86659FD93)
    return digest ^ digest >> U(29) | U(1)


@njit(cache=True)
def digest_of(source, begin, finish):  # type: ignore[no-untyped-def]
    """A 64-bit hash of the bytes begin : finish, eight at a time; never 0."""
    first, second = _halves(source, begin, finish - begin)
    digest = _mixed(first, second, finish - begin)
    for i in range(begin + _WHOLE, finish, 8):
        digest = (digest ^ _up_to_eight(source, i, min(8, finish - i))) * U(0xD6E8FEB86659FD93)
        digest ^= digest >> U(29)
    return digest | U(1)


@njit(cache=True)
def _is_same(arena, at, source, begin, length):  # type: ignore[no-untyped-def]
    """Are the bytes of two forms of one length the same?"""
    for k in range(0, length, 8):
        if _up_to_eight(arena, at + k, min(8, length - k)) != _up_to_eight(source, begin + k, min(8, length - k)):
            return False
    return True


@njit(cache=True)
def lookup(source, begin, finish, digest, slots, arena):  # type: ignore[no-untyped-def]
    """(id, slot) of the form at bytes begin : finish of source; id -1 with the free slot where the table lacks it."""
    length = finish - begin
    first, second = _halves(source, begin, length)
    mask = U(len(slots) // _WORDS - 1)
    slot = digest >> U(20) & mask
    kept = U(min(length, 63))
    while slots[slot << U(2)] != 0:
        at = slot << U(2)
        packed = slots[at + U(3)]
        alike = (slots[at] == digest) & (slots[at + U(1)] == first) & (slots[at + U(2)] == second) & (packed >> U(32) & U(0x3F) == kept)
        if alike and (length <= _WHOLE or _is_same(arena, np.int64(packed & U(0xFFFFFFFF)), source, begin, length)):
            return np.int64(packed >> U(38)), slot
        slot = slot + U(1) & mask
    return np.int64(-1), slot


@njit(cache=True)
def add(source, begin, finish, digest, slot, slots, offsets, arena, size):  # type: ignore[no-untyped-def]
    """Enter a form at a free slot; False where the table has no room."""
    length, used = finish - begin, offsets[size]
    if size + 2 >= len(offsets) or used + length > len(arena) or 2 * _WORDS * size > len(slots):
        return False
    for k in range(length):
        arena[used + k] = source[begin + k]
    at = U(slot) << U(2)
    slots[at] = digest
    slots[at + U(1)], slots[at + U(2)] = _halves(source, begin, length)
    slots[at + U(3)] = U(size) << U(38) | U(min(length, 63)) << U(32) | U(used)
    offsets[size + 1] = used + length
    return True


NOTED = 1 << 11
"""How many forms wait at most to be looked up together: so the memory's answers to several are waited for at once."""
NOTE = 6
"""Numbers of a form that waits: where it begins and ends, its halves, its digest, and its place in what is made."""


@njit(cache=True)
def note(source, begin, finish, place, noted, k):  # type: ignore[no-untyped-def]
    """Let the form at bytes begin : finish wait as the k-th; noted: uint64[NOTED, NOTE]."""
    k = U(k)
    noted[k, U(0)], noted[k, U(1)], noted[k, U(5)] = U(begin), U(finish), U(place)
    length = finish - begin
    if length <= _WHOLE:
        first, second = _halves(source, begin, length)
        noted[k, U(2)], noted[k, U(3)], noted[k, U(4)] = first, second, _mixed(first, second, length)
    else:
        noted[k, U(4)] = digest_of(source, begin, finish)


@njit(cache=True)
def enter_noted(source, noted, count, slots, offsets, arena, size, out):  # type: ignore[no-untyped-def]
    """Write the ids of the first `count` forms that wait to their places in `out`, new ones entered; (forms done, types), fewer where the table must grow first."""
    mask = U(len(slots) // _WORDS - 1)
    for number in range(count):
        k = U(number)
        begin, finish, digest = np.int64(noted[k, U(0)]), np.int64(noted[k, U(1)]), noted[k, U(4)]
        word = np.int64(-1)
        if finish - begin <= _WHOLE:
            first, second, length = noted[k, U(2)], noted[k, U(3)], U(finish - begin)
            slot = digest >> U(20) & mask
            while slots[slot << U(2)] != 0:
                at = slot << U(2)
                packed = slots[at + U(3)]
                if (slots[at] == digest) & (slots[at + U(1)] == first) & (slots[at + U(2)] == second) & (packed >> U(32) & U(0x3F) == length):
                    word = np.int64(packed >> U(38))
                    break
                slot = slot + U(1) & mask
        else:
            word, slot = lookup(source, begin, finish, digest, slots, arena)
        if word < 0:
            if not add(source, begin, finish, digest, slot, slots, offsets, arena, size):
                return np.int64(number), size
            word = np.int64(size)
            size += 1
        out[noted[k, U(5)]] = word
    return np.int64(count), size


@njit(cache=True, nogil=True)
def _enter(source, at, done, slots, offsets, arena, size, out):  # type: ignore[no-untyped-def]
    """Write the id of each string (bytes at[i] : at[i + 1]) from the `done`th on; (strings done, types), fewer where the table must grow first."""
    noted = np.empty((NOTED, NOTE), np.uint64)
    while done < len(at) - 1:
        count = min(NOTED, len(at) - 1 - done)
        for k in range(count):
            note(source, at[done + k], at[done + k + 1], done + k, noted, k)
        entered, size = enter_noted(source, noted, count, slots, offsets, arena, size, out)
        done += entered
        if entered < count:
            break
    return done, size


_MARK_NAMES = [b"<%d>" % mark for mark in range(FIRST_WORD)]


class TypeTable:
    """Surface forms by type id, ids given in order of first sight; below FIRST_WORD stand the marks.

    `slots` is the tokeniser's hash table (open addressing, a power of two of slots, each of four numbers): the digest of a form, its
    first sixteen bytes, then its id (26 bits), its length up to 63 (6 bits) and its place in the arena (32 bits). The arena holds the
    UTF-8 bytes of every form, `offsets` where each begins; a form is told apart by its bytes, never by its digest alone.
    """

    def __init__(self, words: int = 1 << 14, arena: int = 1 << 18) -> None:
        self.slots: npt.NDArray[np.uint64] = np.zeros(words * 2 * _WORDS, np.uint64)
        self.offsets: npt.NDArray[np.int64] = np.zeros(words + 1, np.int64)
        self.arena: npt.NDArray[np.uint8] = np.zeros(arena, np.uint8)
        names = b"".join(_MARK_NAMES)
        self.arena[: len(names)] = np.frombuffer(names, np.uint8)
        self.offsets[1 : FIRST_WORD + 1] = np.cumsum([len(name) for name in _MARK_NAMES])
        self.size = FIRST_WORD

    def __len__(self) -> int:
        return self.size

    def grow(self) -> None:
        """Make room for four times as many types and bytes."""
        self.offsets = np.concatenate([self.offsets, np.zeros(3 * len(self.offsets), np.int64)])
        self.arena = np.concatenate([self.arena, np.zeros(3 * len(self.arena), np.uint8)])
        self.slots = _spread(self.slots)

    def enter(self, strings: pa.Array) -> npt.NDArray[np.int32]:
        """The id of each string of a large_string column without nulls; new ones enter the table."""
        _, offsets, data = strings.buffers()
        at = np.frombuffer(offsets, np.int64)[strings.offset : strings.offset + len(strings) + 1] if len(strings) else np.zeros(1, np.int64)
        source = np.frombuffer(data if data is not None and data.size else b"", np.uint8)
        out = np.empty(len(strings), np.int32)
        done = 0
        while True:
            done, self.size = _enter(source, at, done, self.slots, self.offsets, self.arena, self.size, out)
            if done == len(strings):
                return out
            self.grow()

    def bytes_of(self, word: int) -> bytes:
        """The UTF-8 bytes of one type."""
        return self.arena[self.offsets[word] : self.offsets[word + 1]].tobytes()

    def text(self, word: int) -> str:
        """One type as written."""
        return self.bytes_of(word).decode("utf-8", "replace")

    def texts(self, first: int = FIRST_WORD, last: int | None = None) -> list[str]:
        """The types from `first` to before `last`, as written."""
        places = self.offsets[first : (self.size if last is None else last) + 1]
        data = self.arena[places[0] : places[-1]].tobytes()
        return [data[begin:end].decode("utf-8", "replace") for begin, end in itertools.pairwise((places - places[0]).tolist())]

    def take(self, words: Sequence[int] | npt.NDArray[np.integer]) -> pa.Array:
        """The chosen types as an Arrow string array, in the order given."""
        return self.column().take(pa.array(np.asarray(words)))

    def column(self) -> pa.Array:
        """Every type, marks included, as an Arrow array (large_string) that shares the arena's bytes."""
        return pa.LargeStringArray.from_buffers(
            self.size, pa.py_buffer(self.offsets[: self.size + 1]), pa.py_buffer(self.arena[: self.offsets[self.size]])
        )
