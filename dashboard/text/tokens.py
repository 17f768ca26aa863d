"""The tokeniser: one pass over UTF-8 bytes turns text into type ids, and everything later reads those.

A document has two parts, title and body. The stream holds the tokens of all parts one after the other:

    parts    int64[2 * documents + 1]  tokens of part p stand at parts[p] : parts[p + 1]; title of d is 2d, body 2d + 1
    type     int32[n]    id in a TypeTable; below FIRST_WORD it is a mark (characters.py names them), else a word
    start    int32[n]    code points before the token in its part
    length   uint16[n]   code points of the token, invisible signs inside it included
    flags    uint8[n]    SPACE_BEFORE, NEWLINE_BEFORE from the kernel; SENTENCE_START, IN_MARKS from sentences.py
    pair     int32[n]    for a quotation mark the index of its partner, else -1 (sentences.py)

A word is a run of letters, digits and combining signs. Kept in one piece: numbers with separators (3.5, 1,000), acronyms
with dots (أ.ف.ب), hashtags and @names, e-mail addresses, host names and URLs. Invisible signs are dropped from a type's
form, nothing else is: tashkeel, tatweel and case are folded later, once a type.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.compiling import njit
from dashboard.text.characters import (
    AT,
    ELLIPSIS,
    FIRST_MARK_CLASS,
    FIRST_WORD,
    HASH,
    LINE_END,
    SPACE,
    STOP,
    UNSEEN,
    WORD,
    character_classes,
)
from dashboard.text.sentences import structure
from dashboard.text.vocabulary import NOTE, NOTED, TypeTable, U, add, digest_of, enter_noted, lookup, note

SPACE_BEFORE, NEWLINE_BEFORE, SENTENCE_START, IN_MARKS = 1, 2, 4, 8

_LONGEST_WORD = 256
_LONGEST_URL = 4096


@dataclass(frozen=True, slots=True, eq=False)
class TokenStream:
    """The tokens of a batch of documents; the module's docstring says what each array holds."""

    parts: npt.NDArray[np.int64]
    type: npt.NDArray[np.int32]
    start: npt.NDArray[np.int32]
    length: npt.NDArray[np.uint16]
    flags: npt.NDArray[np.uint8]
    pair: npt.NDArray[np.int32]

    @property
    def documents(self) -> int:
        """How many documents the stream holds."""
        return len(self.parts) // 2


@njit(cache=True)
def _decode(buffer, i, end):  # type: ignore[no-untyped-def]
    """The code point at byte i and its length in bytes; a malformed or cut sequence is U+FFFD of one byte."""
    first = np.uint32(buffer[i])
    if first < 0x80:
        return np.uint32(first), 1
    if 0xC2 <= first < 0xE0 and i + 1 < end and buffer[i + 1] & 0xC0 == 0x80:
        return np.uint32((first & 0x1F) << 6 | np.uint32(buffer[i + 1] & 0x3F)), 2
    if (
        0xE0 <= first < 0xF0
        and i + 2 < end
        and buffer[i + 1] & 0xC0 == 0x80
        and buffer[i + 2] & 0xC0 == 0x80
        and (first != 0xE0 or buffer[i + 1] >= 0xA0)
        and (first != 0xED or buffer[i + 1] < 0xA0)
    ):
        return np.uint32((first & 0x0F) << 12 | np.uint32(buffer[i + 1] & 0x3F) << 6 | np.uint32(buffer[i + 2] & 0x3F)), 3
    if (
        0xF0 <= first < 0xF5
        and i + 3 < end
        and buffer[i + 1] & 0xC0 == 0x80
        and buffer[i + 2] & 0xC0 == 0x80
        and buffer[i + 3] & 0xC0 == 0x80
        and (first != 0xF0 or buffer[i + 1] >= 0x90)
        and (first != 0xF4 or buffer[i + 1] < 0x90)
    ):
        return (
            np.uint32(
                (first & 0x07) << 18
                | np.uint32(buffer[i + 1] & 0x3F) << 12
                | np.uint32(buffer[i + 2] & 0x3F) << 6
                | np.uint32(buffer[i + 3] & 0x3F)
            ),
            4,
        )
    return np.uint32(0xFFFD), 1


@njit(cache=True)
def _class_at(buffer, i, end, classes):  # type: ignore[no-untyped-def]
    """The character class at byte i (SPACE past the end), its code point and its length in bytes."""
    if i >= end:
        return SPACE, np.uint32(0), 0
    code, size = _decode(buffer, i, end)
    return (np.int64(classes[code]) if code < len(classes) else WORD), code, size


@njit(cache=True)
def _is_digit(code):  # type: ignore[no-untyped-def]
    return 0x30 <= code <= 0x39 or 0x660 <= code <= 0x669 or 0x6F0 <= code <= 0x6F9


@njit(cache=True)
def _is_latin(code):  # type: ignore[no-untyped-def]
    return 0x30 <= code <= 0x39 or 0x41 <= code <= 0x5A or 0x61 <= code <= 0x7A


@njit(cache=True)
def _joins(buffer, i, end, classes, code, size, before, letters):  # type: ignore[no-untyped-def]
    """Does the mark at byte i stand inside a word? `before` is the code point before it, `letters` the letters since the last dot."""
    kind, after, after_size = _class_at(buffer, i + size, end, classes)
    if kind != WORD:
        return False
    if code == 0x2E or code == 0x2C or code == 0x66B or code == 0x66C:
        if _is_digit(before) and _is_digit(after):
            return True
        if code == 0x2E and _is_latin(before) and _is_latin(after):
            return True
        if code == 0x2E and letters == 1:
            further, _, _ = _class_at(buffer, i + size + after_size, end, classes)
            return further != WORD and not _is_digit(after) and not _is_digit(before)
        return False
    return code == 0x40 and _is_latin(before) and _is_latin(after)


@njit(cache=True)
def _url_end(buffer, i, end, classes):  # type: ignore[no-untyped-def]
    """The byte after a URL whose scheme's colon stands at byte i, or i where no // follows; and the code points passed."""
    if i + 2 >= end or buffer[i + 1] != 0x2F or buffer[i + 2] != 0x2F:
        return i, 0
    j, passed = i, 0
    while j < end and passed < _LONGEST_URL:
        code, size = _decode(buffer, j, end)
        kind = np.int64(classes[code]) if code < len(classes) else WORD
        if kind == SPACE or kind == LINE_END or kind == UNSEEN:
            break
        if code == 0x22 or code == 0x3C or code == 0x3E or code == 0xAB or code == 0xBB or code == 0x29 or code == 0x60C:
            break
        j += size
        passed += 1
    while passed > 0 and (buffer[j - 1] == 0x2E or buffer[j - 1] == 0x2C):
        j -= 1
        passed -= 1
    return j, passed


@njit(cache=True)
def _is_scheme(buffer, first, last):  # type: ignore[no-untyped-def]
    n = last - first
    return (
        (n == 4 or n == 5)
        and buffer[first] | 0x20 == 0x68
        and buffer[first + 1] | 0x20 == 0x74
        and buffer[first + 2] | 0x20 == 0x74
        and buffer[first + 3] | 0x20 == 0x70
        and (n == 4 or buffer[first + 4] | 0x20 == 0x73)
    )


@njit(cache=True)
def _seen_bytes(buffer, first, last, classes, scratch):  # type: ignore[no-untyped-def]
    """Copy bytes first : last without invisible signs into scratch; returns how many."""
    n, i = 0, first
    while i < last:
        kind, _, step = _class_at(buffer, i, last, classes)
        if kind != UNSEEN:
            for k in range(step):
                scratch[n] = buffer[i + k]
                n += 1
        i += step
    return n


@njit(cache=True)
def _tokenise(title, title_at, body, body_at, classes, slots, offsets, arena, size, done, parts, types, starts, lengths, flags):  # type: ignore[no-untyped-def]
    """Fill the stream's arrays from part `done` on; returns (parts, types), fewer parts than there are where the type table must grow first."""
    n = parts[done]
    scratch = np.empty(4 * (_LONGEST_URL + _LONGEST_WORD), np.uint8)
    noted = np.empty((NOTED, NOTE), np.uint64)
    waiting = 0
    for part in range(done, len(parts) - 1):
        document = part >> 1
        parts[part] = n
        if part & 1:
            buffer, i, end = body, body_at[document], body_at[document + 1]
        else:
            buffer, i, end = title, title_at[document], title_at[document + 1]
        position = 0
        pending = np.uint8(NEWLINE_BEFORE)
        while i < end:
            if buffer[U(i)] == 0x20:
                pending |= np.uint8(SPACE_BEFORE)
                i += 1
                position += 1
                continue
            code, step = _decode(buffer, i, end)
            kind = np.int64(classes[U(code)]) if code < len(classes) else WORD
            if kind == SPACE:
                pending |= np.uint8(SPACE_BEFORE)
                i += step
                position += 1
                continue
            if kind == LINE_END:
                pending |= np.uint8(NEWLINE_BEFORE)
                i += step
                position += 1
                continue
            if kind == UNSEEN:
                i += step
                position += 1
                continue
            if kind != WORD:
                mark = kind - FIRST_MARK_CLASS
                opens_word = False
                if (mark == HASH or mark == AT) and (n == parts[part] or pending != 0 or types[n - 1] < 32):
                    following, _, _ = _class_at(buffer, i + step, end, classes)
                    opens_word = following == WORD
                if not opens_word:
                    if mark == STOP and n > parts[part] and pending == 0 and (types[n - 1] == STOP or types[n - 1] == ELLIPSIS):
                        types[n - 1] = ELLIPSIS
                        lengths[n - 1] = position + 1 - starts[n - 1]
                    else:
                        types[U(n)] = mark
                        starts[U(n)] = position
                        lengths[U(n)] = 1
                        flags[U(n)] = pending
                        n += 1
                        pending = np.uint8(0)
                    i += step
                    position += 1
                    continue
            first, at = i, position
            unseen = False
            letters = 0
            before = code
            while True:
                before = code
                letters += 1
                i += step
                position += 1
                run = i
                stop = min(end - 1, i + 2 * (_LONGEST_WORD - (position - at)))
                while i < stop:
                    lead, trail = np.uint32(buffer[U(i)]), np.uint32(buffer[U(i + 1)])
                    if lead & np.uint32(0xFC) != 0xD8 or trail & np.uint32(0xC0) != 0x80:
                        break
                    code = (lead & np.uint32(0x1F)) << np.uint32(6) | trail & np.uint32(0x3F)
                    if classes[U(code)] != WORD:
                        break
                    before = code
                    i += 2
                letters += (i - run) >> 1
                position += (i - run) >> 1
                finish, finish_at = i, position
                if position - at >= _LONGEST_WORD or i >= end or buffer[U(i)] == 0x20:
                    break
                code, step = _decode(buffer, i, end)
                kind = np.int64(classes[U(code)]) if code < len(classes) else WORD
                while kind == UNSEEN:
                    unseen = True
                    i += step
                    position += 1
                    if i >= end:
                        kind = SPACE
                        break
                    code, step = _decode(buffer, i, end)
                    kind = np.int64(classes[code]) if code < len(classes) else WORD
                if kind == WORD:
                    continue
                if kind >= FIRST_MARK_CLASS and _joins(buffer, i, end, classes, code, step, before, letters):
                    letters = -1
                    continue
                if code == 0x3A and _is_scheme(buffer, first, i):
                    i, passed = _url_end(buffer, i, end, classes)
                    position += passed
                    finish, finish_at = i, position
                break
            i, position = finish, finish_at
            if unseen or waiting == NOTED:
                entered, size = enter_noted(buffer, noted, waiting, slots, offsets, arena, size, types)
                if entered < waiting:
                    return part, size
                waiting = 0
            if unseen:
                span = _seen_bytes(buffer, first, finish, classes, scratch)
                digest = digest_of(scratch, 0, span)
                word, slot = lookup(scratch, 0, span, digest, slots, arena)
                if word < 0:
                    if not add(scratch, 0, span, digest, slot, slots, offsets, arena, size):
                        return part, size
                    word = np.int64(size)
                    size += 1
                types[U(n)] = word
            else:
                note(buffer, first, finish, n, noted, waiting)
                waiting += 1
                types[U(n)] = FIRST_WORD
            starts[U(n)] = at
            lengths[U(n)] = finish_at - at
            flags[U(n)] = pending
            n += 1
            pending = np.uint8(0)
        entered, size = enter_noted(buffer, noted, waiting, slots, offsets, arena, size, types)
        if entered < waiting:
            return part, size
        waiting = 0
    parts[len(parts) - 1] = n
    return len(parts) - 1, size


def _bytes_and_offsets(strings: pa.Array) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The UTF-8 buffer and the offsets of an Arrow string array; a null is an empty string."""
    strings = strings.cast(pa.large_string()) if strings.type != pa.large_string() else strings
    if strings.null_count:
        strings = strings.fill_null("")
    _, offsets, data = strings.buffers()
    at = np.frombuffer(offsets, np.int64)[strings.offset : strings.offset + len(strings) + 1]
    empty = np.frombuffer(b"", np.uint8)
    return (np.frombuffer(data, np.uint8) if data is not None and data.size else empty), at


def tokenise(titles: pa.Array, bodies: pa.Array, types: TypeTable) -> TokenStream:
    """The token stream of a batch of documents, given as Arrow string arrays of one length; new forms enter `types`.

    A null title has no tokens. Offsets count code points in the string as given.
    """
    parts, word, start, length, flags = words_and_marks(titles, bodies, types)
    pair = structure(parts, word, length, flags, types)
    return TokenStream(parts, word, start, length, flags, pair)


def words_and_marks(
    titles: pa.Array, bodies: pa.Array, types: TypeTable
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.uint16], npt.NDArray[np.uint8]]:
    """The stream's parts, types, starts, lengths and flags, before sentences and quotation marks are looked for."""
    title, title_at = _bytes_and_offsets(titles)
    body, body_at = _bytes_and_offsets(bodies)
    documents = len(bodies)
    room = int(title_at[-1] - title_at[0] + body_at[-1] - body_at[0]) + 1 if documents else 1
    parts = np.zeros(2 * documents + 1, np.int64)
    word, start = np.empty(room, np.int32), np.empty(room, np.int32)
    length, flags = np.empty(room, np.uint16), np.empty(room, np.uint8)
    done = 0
    while True:
        done, types.size = _tokenise(
            title, title_at, body, body_at, character_classes(), types.slots, types.offsets, types.arena, types.size, done, parts,
            word, start, length, flags,
        )  # fmt: skip
        if done == 2 * documents:
            break
        types.grow()
    n = int(parts[-1])
    return parts, word[:n].copy(), start[:n].copy(), length[:n].copy(), flags[:n].copy()
