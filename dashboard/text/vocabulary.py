"""The table of types: every distinct surface form that the tokeniser has met, under a small integer."""

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.compiling import njit
from dashboard.text.characters import FIRST_WORD


@njit(cache=True)
def _spread(slots):  # type: ignore[no-untyped-def]
    """The same entries in a hash table of four times the size."""
    wider = np.zeros(4 * len(slots), np.uint64)
    mask = (len(wider) >> 1) - 1
    for old in range(len(slots) >> 1):
        digest = slots[2 * old]
        if digest == 0:
            continue
        slot = np.int64(digest >> np.uint64(20)) & mask
        while wider[2 * slot] != 0:
            slot = (slot + 1) & mask
        wider[2 * slot] = digest
        wider[2 * slot + 1] = slots[2 * old + 1]
    return wider


@njit(cache=True)
def _eight(source, i):  # type: ignore[no-untyped-def]
    """The eight bytes at i as one little-endian number."""
    return (
        np.uint64(source[i])
        | np.uint64(source[i + 1]) << np.uint64(8)
        | np.uint64(source[i + 2]) << np.uint64(16)
        | np.uint64(source[i + 3]) << np.uint64(24)
        | np.uint64(source[i + 4]) << np.uint64(32)
        | np.uint64(source[i + 5]) << np.uint64(40)
        | np.uint64(source[i + 6]) << np.uint64(48)
        | np.uint64(source[i + 7]) << np.uint64(56)
    )


@njit(cache=True)
def digest_of(source, begin, finish):  # type: ignore[no-untyped-def]
    """A 64-bit hash of the bytes begin : finish, eight at a time; never 0."""
    digest = np.uint64(finish - begin) * np.uint64(0x9E3779B97F4A7C15)
    i = begin
    while i + 8 <= finish:
        digest = (digest ^ _eight(source, i)) * np.uint64(0xD6E8FEB86659FD93)
        digest ^= digest >> np.uint64(32)
        i += 8
    rest = np.uint64(0)
    while i < finish:
        rest = rest << np.uint64(8) | np.uint64(source[i])
        i += 1
    digest = (digest ^ rest) * np.uint64(0xD6E8FEB86659FD93)
    return digest ^ digest >> np.uint64(29) | np.uint64(1)


@njit(cache=True)
def lookup(source, begin, finish, digest, slots, arena):  # type: ignore[no-untyped-def]
    """(id, slot) of the form at bytes begin : finish of source; id -1 with the free slot where the table lacks it."""
    length = finish - begin
    mask = (len(slots) >> 1) - 1
    slot = np.int64(digest >> np.uint64(20)) & mask
    while slots[2 * slot] != 0:
        if slots[2 * slot] == digest:
            packed = slots[2 * slot + 1]
            if np.int64(packed >> np.uint64(32)) & 0x3F == min(length, 63):
                at = np.int64(packed & np.uint64(0xFFFFFFFF))
                k = 0
                while k < length and arena[at + k] == source[begin + k]:
                    k += 1
                if k == length:
                    return np.int64(packed >> np.uint64(38)), slot
        slot = (slot + 1) & mask
    return np.int64(-1), slot


@njit(cache=True)
def add(source, begin, finish, digest, slot, slots, offsets, arena, size):  # type: ignore[no-untyped-def]
    """Enter a form at a free slot; False where the table has no room."""
    length, used = finish - begin, offsets[size]
    if size + 2 >= len(offsets) or used + length > len(arena) or 4 * size > len(slots):
        return False
    for k in range(length):
        arena[used + k] = source[begin + k]
    slots[2 * slot] = digest
    slots[2 * slot + 1] = np.uint64(size) << np.uint64(38) | np.uint64(min(length, 63)) << np.uint64(32) | np.uint64(used)
    offsets[size + 1] = used + length
    return True


_MARK_NAMES = [b"<%d>" % mark for mark in range(FIRST_WORD)]


class TypeTable:
    """Surface forms by type id, ids given in order of first sight; below FIRST_WORD stand the marks.

    `slots` is the tokeniser's hash table (open addressing, a power of two of pairs): the digest of a form, then its id (26
    bits), its length up to 63 (6 bits) and its place in the arena (32 bits). The arena holds the UTF-8 bytes of every form,
    `offsets` where each begins; a form is told apart by its bytes, never by its digest alone.
    """

    def __init__(self, words: int = 1 << 14, arena: int = 1 << 18) -> None:
        self.slots: npt.NDArray[np.uint64] = np.zeros(words * 4, np.uint64)
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
