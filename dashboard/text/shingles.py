"""Shingles: the runs of five words of a text, as hashes; two texts that share most of them share their wording.

Words are folded and marks are passed over, so that tashkeel, spelling of hamza and punctuation do not tell copies apart.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.compiling import njit
from dashboard.text.characters import FIRST_WORD
from dashboard.text.letters import search_fold
from dashboard.text.tokens import tokenise
from dashboard.text.vocabulary import TypeTable, digest_of

WORDS = 5
_MOST_TYPES = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Shingles:
    """The distinct shingles of some texts: those of text i are hashes[ends[i] : ends[i + 1]], ascending."""

    ends: npt.NDArray[np.int64]
    hashes: npt.NDArray[np.uint32]


class Shingler:
    """Makes shingles of batches of texts; each distinct word is folded once."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._types = TypeTable()
        self._digests = np.zeros(FIRST_WORD, np.uint64)

    def __call__(self, texts: pa.Array) -> Shingles:
        """The shingles of a batch of texts, given as an Arrow string array; a text of fewer than five words has none."""
        if self._types.size > _MOST_TYPES:
            self._begin()
        stream = tokenise(pa.nulls(len(texts), pa.large_string()), texts, self._types)
        self._digests = np.concatenate([self._digests, _word_digests(self._types.texts(len(self._digests)))])
        hashes = np.empty(len(stream.type), np.uint32)
        ends = np.zeros(stream.documents + 1, np.int64)
        _shingle(stream.parts, stream.type, self._digests, hashes, ends)
        return Shingles(ends, hashes[: ends[-1]].copy())


def _word_digests(words: list[str]) -> npt.NDArray[np.uint64]:
    """A 64-bit hash of each word's folded spelling."""
    folded = pa.array(map(search_fold, words), pa.large_string())
    _, offsets, data = folded.buffers()
    out = np.empty(len(words), np.uint64)
    if len(words):
        _digest_all(np.frombuffer(data or b"", np.uint8), np.frombuffer(offsets, np.int64), out)
    return out


@njit(cache=True)
def _digest_all(data, offsets, out):  # type: ignore[no-untyped-def]
    """out[i] = digest of data[offsets[i] : offsets[i + 1]], all uint64."""
    for i in range(len(out)):
        out[i] = digest_of(data, offsets[i], offsets[i + 1])


@njit(cache=True)
def _shingle(parts, types, digests, hashes, ends):  # type: ignore[no-untyped-def]
    """Fill hashes (uint32) with each body's distinct shingles, ascending, and ends (int64[documents + 1]).

    A shingle's hash is a polynomial of its words' digests, so that the order of words counts; its high half is kept.
    """
    base = np.uint64(0x9E3779B97F4A7C15)
    last = np.uint64(1)
    for _ in range(WORDS):
        last *= base
    at = 0
    window = np.zeros(WORDS, np.uint64)
    for document in range(len(ends) - 1):
        first = at
        words = 0
        rolling = np.uint64(0)
        for i in range(parts[2 * document + 1], parts[2 * document + 2]):
            if types[i] < FIRST_WORD:
                continue
            digest = digests[types[i]]
            slot = words % WORDS
            rolling = rolling * base + digest - (window[slot] * last if words >= WORDS else np.uint64(0))
            window[slot] = digest
            words += 1
            if words >= WORDS:
                mixed = (rolling ^ rolling >> np.uint64(31)) * np.uint64(0xD6E8FEB86659FD93)
                hashes[at] = mixed >> np.uint64(32)
                at += 1
        hashes[first:at].sort()
        kept = first
        for i in range(first, at):
            if i == first or hashes[i] != hashes[i - 1]:
                hashes[kept] = hashes[i]
                kept += 1
        at = kept
        ends[document + 1] = at

