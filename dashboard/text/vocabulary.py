"""The table of types: every distinct surface form that the tokeniser has met, under a small integer."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.text.characters import FIRST_WORD

_MARK_NAMES = [b"<%d>" % mark for mark in range(FIRST_WORD)]


class TypeTable:
    """Surface forms by type id, ids given in order of first sight; below FIRST_WORD stand the marks.

    The arrays are the tokeniser's hash table (open addressing, power of two) and an arena with the UTF-8 bytes of
    every form; a form is told apart by its bytes, never by its hash alone.
    """

    def __init__(self, words: int = 1 << 14, arena: int = 1 << 18) -> None:
        self.slots: npt.NDArray[np.int32] = np.full(words * 4, -1, np.int32)
        self.hashes: npt.NDArray[np.uint64] = np.zeros(words, np.uint64)
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
        self.hashes = np.resize(self.hashes, len(self.hashes) * 4)
        self.offsets = np.concatenate([self.offsets, np.zeros(3 * len(self.offsets), np.int64)])
        self.arena = np.concatenate([self.arena, np.zeros(3 * len(self.arena), np.uint8)])
        mask = len(self.hashes) * 4 - 1
        slots = np.full(mask + 1, -1, np.int32)
        for word in range(FIRST_WORD, self.size):
            slot = int(self.hashes[word]) & mask
            while slots[slot] >= 0:
                slot = (slot + 1) & mask
            slots[slot] = word
        self.slots = slots

    def bytes_of(self, word: int) -> bytes:
        """The UTF-8 bytes of one type."""
        return self.arena[self.offsets[word] : self.offsets[word + 1]].tobytes()

    def text(self, word: int) -> str:
        """One type as written."""
        return self.bytes_of(word).decode("utf-8", "replace")

    def texts(self, first: int = FIRST_WORD, last: int | None = None) -> list[str]:
        """The types from `first` to before `last`, as written."""
        return [self.text(word) for word in range(first, self.size if last is None else last)]

    def take(self, words: Sequence[int] | npt.NDArray[np.integer]) -> pa.Array:
        """The chosen types as an Arrow string array, in the order given."""
        return self.column().take(pa.array(np.asarray(words)))

    def column(self) -> pa.Array:
        """Every type, marks included, as an Arrow array (large_string) that shares the arena's bytes."""
        return pa.LargeStringArray.from_buffers(
            self.size, pa.py_buffer(self.offsets[: self.size + 1]), pa.py_buffer(self.arena[: self.offsets[self.size]])
        )
