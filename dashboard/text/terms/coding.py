"""Words as small integers: a code a letter, a rolling hash a word, and the spelling details that folding hides."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.compiling import njit
from dashboard.text.folding import as_column, column_parts, fold_column

ALPHABET = "ءؤئابةتثجحخدذرزسشصضطظعغفقكلمنهويپچڤگژ"
TANWEEN_FATH = "\u064b"
LONGEST = 40
HASH_BASE = np.uint64(0x9E3779B97F4A7C55)

_CODES = np.zeros(0x10000, np.uint8)
for _code, _letter in enumerate(ALPHABET, start=1):
    _CODES[ord(_letter)] = _code
# Spellings that fold together: a word list knows which one a word has, and a text often does.
HINTS = {"أ": 1, "إ": 2, "آ": 3, "ا": 4, "ى": 5, "ي": 6}
_HINTS = np.zeros(0x10000, np.uint8)
for _letter, _hint in HINTS.items():
    _HINTS[ord(_letter)] = _hint


@dataclass(frozen=True, slots=True)
class Coded:
    """Words end to end. codes, hints: uint8, one a letter (code 0: not an Arabic letter); starts: int64, one a word and one past the last."""

    codes: np.ndarray
    hints: np.ndarray
    starts: np.ndarray


def coded(words: Sequence[str]) -> Coded:
    """The words, each given undecorated, as arrays."""
    spelled = as_column(words)
    return coded_column(spelled, fold_column(spelled))


def coded_column(spelled: pa.Array, folded: pa.Array) -> Coded:
    """As coded, for large_string columns of the words undecorated and folded."""
    lengths = pc.utf8_length(folded)
    written = pc.if_else(pc.equal(pc.utf8_length(spelled), lengths), spelled, folded)
    starts = np.zeros(len(folded) + 1, np.int64)
    np.cumsum(lengths.to_numpy(), out=starts[1:])
    return Coded(_CODES[_points(folded)], _HINTS[_points(written)], starts)


def _points(words: pa.Array) -> np.ndarray:
    """The code points of all words end to end, those beyond the basic plane as its last one."""
    data, offsets = column_parts(words)
    text = data[offsets[0] : offsets[-1]].tobytes().decode()
    return np.minimum(np.frombuffer(text.encode("utf-32-le"), np.uint32), 0xFFFF)


@njit(cache=True, nogil=True)
def hashes(codes: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """uint64 rolling hash of each word: uint8 codes (letters), int64 starts (words + 1)."""
    out = np.zeros(starts.size - 1, np.uint64)
    for word in range(out.size):
        value = np.uint64(0)
        for at in range(starts[word], starts[word + 1]):
            value = value * HASH_BASE + np.uint64(codes[at])
        out[word] = value
    return out
