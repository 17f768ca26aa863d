"""The foldings of letters.py and written.py over whole columns of words: a vocabulary is folded in milliseconds.

Most letters become one other letter, or none, whatever stands beside them; a table holds these. A word with any other letter
(a presentation form, a capital whose small letter depends on its place) is handed to the function for single words.
"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.compiling import njit
from dashboard.text.letters import fold
from dashboard.text.written import undecorated

_LISTED = 0x3000
_ASK = 0xFFFF
_PLACE_BOUND = "\u03a3\u0130"
"""Capitals that become small by their place, or become two letters."""


@cache
def _table(function: Callable[[str], str]) -> npt.NDArray[np.uint16]:
    """What a function for single words makes of each letter: its code point, 0 for none, _ASK where the word must be asked for."""
    table = np.full(_LISTED, _ASK, np.uint16)
    for code in range(1, _LISTED):
        letter = chr(code)
        made = function(letter)
        if letter not in _PLACE_BOUND and len(made) <= 1 and len(made.encode()) <= len(letter.encode()):
            table[code] = ord(made) if made else 0
    return table


@njit(cache=True, nogil=True)
def _mapped(data, offsets, table, out, out_offsets, asked):  # type: ignore[no-untyped-def]
    """Write the mapped words (UTF-8 uint8 data, int64 offsets) into `out`; asked[word]: bool, it holds a letter the table does not tell."""
    n = 0
    for word in range(len(offsets) - 1):
        out_offsets[word] = n
        i, end = offsets[word], offsets[word + 1]
        while i < end:
            first = np.uint32(data[i])
            code = np.uint32(0xFFFFFF)
            if first < 0x80:
                code = first
                size = 1
            elif first < 0xE0:
                code = (first & np.uint32(0x1F)) << np.uint32(6) | np.uint32(data[i + 1]) & np.uint32(0x3F)
                size = 2
            elif first < 0xF0:
                code = (first & np.uint32(0x0F)) << np.uint32(12) | (np.uint32(data[i + 1]) & np.uint32(0x3F)) << np.uint32(6) | np.uint32(data[i + 2]) & np.uint32(0x3F)
                size = 3
            else:
                size = 4
            i += size
            made = np.uint32(table[code]) if code < len(table) else np.uint32(0xFFFF)
            if made == 0xFFFF:
                asked[word] = True
                i = end
            elif made == 0:
                continue
            elif made < 0x80:
                out[n] = made
                n += 1
            elif made < 0x800:
                out[n] = 0xC0 | made >> np.uint32(6)
                out[n + 1] = 0x80 | made & np.uint32(0x3F)
                n += 2
            else:
                out[n] = 0xE0 | made >> np.uint32(12)
                out[n + 1] = 0x80 | made >> np.uint32(6) & np.uint32(0x3F)
                out[n + 2] = 0x80 | made & np.uint32(0x3F)
                n += 3
    out_offsets[len(offsets) - 1] = n
    return n


def column_parts(words: pa.Array) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The UTF-8 bytes and the offsets into them of a large_string column without nulls."""
    _, offsets, data = words.buffers()
    at = np.frombuffer(offsets, np.int64)[words.offset : words.offset + len(words) + 1] if len(words) else np.zeros(1, np.int64)
    return np.frombuffer(data if data is not None and data.size else b"", np.uint8), at


def column_of(data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64]) -> pa.Array:
    """UTF-8 bytes and offsets as a large_string column."""
    return pa.LargeStringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data))


def as_column(words: Sequence[str] | pa.Array) -> pa.Array:
    """Words as a large_string column; a lone surrogate, which no text file holds, is U+FFFD there."""
    if isinstance(words, pa.Array):
        return words if words.type == pa.large_string() else words.cast(pa.large_string())
    try:
        return pa.array(words, pa.large_string())
    except UnicodeEncodeError:
        return pa.array([word.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for word in words], pa.large_string())


def mapped_column(words: pa.Array, function: Callable[[str], str]) -> pa.Array:
    """A function that maps words letter by letter, over a large_string column; the places of letters do not matter to it."""
    data, offsets = column_parts(words)
    out = np.empty(int(offsets[-1] - offsets[0]), np.uint8)
    out_offsets, asked = np.zeros(len(offsets), np.int64), np.zeros(len(words), np.bool_)
    n = _mapped(data, offsets, _table(function), out, out_offsets, asked)
    made = column_of(out[:n], out_offsets)
    if not asked.any():
        return made
    told = [function(word) for word in words.filter(pa.array(asked)).to_pylist()]
    return pc.replace_with_mask(made, pa.array(asked), pa.array(told, pa.large_string()))


def fold_column(words: pa.Array) -> pa.Array:
    """letters.fold of every word of a large_string column."""
    return mapped_column(words, fold)


def undecorated_column(words: pa.Array) -> pa.Array:
    """written.undecorated of every word of a large_string column."""
    return mapped_column(words, undecorated)
