"""Quotation marks paired, and sentences told apart, over the token stream.

A sentence ends at . ! ؟ … and at a line end; not at the dot of a one-letter abbreviation (د. محمد), of one of several letters
(أ.ف.ب. إن) unless و follows, or of a number that opens a line (1. …). A stop inside quotation marks ends a sentence only where words follow it within the marks.
"""

import numpy as np
import numpy.typing as npt

from dashboard.compiling import njit
from dashboard.text.characters import (
    CLOSE,
    CURLY_CLOSE,
    CURLY_OPEN,
    ELLIPSIS,
    EXCLAMATION,
    FIRST_WORD,
    OPEN,
    OPEN_BRACKET,
    QUESTION,
    STOP,
    STRAIGHT,
)
from dashboard.text.vocabulary import TypeTable

_SPACE_BEFORE, _NEWLINE_BEFORE, _SENTENCE_START, _IN_MARKS = 1, 2, 4, 8
_DEEPEST = 4
_DOT, _LETTERS_FROM = 0x2E, 0x41
_FARTHEST = 600


@njit(cache=True)
def _looks_opening(types, flags, i, last):  # type: ignore[no-untyped-def]
    """A mark with space before it and a word or an opening sign right after it."""
    if flags[i] & (_SPACE_BEFORE | _NEWLINE_BEFORE) == 0 or i + 1 >= last:
        return False
    after = types[i + 1]
    follows = after >= FIRST_WORD or after == OPEN or after == OPEN_BRACKET or after == CURLY_OPEN or after == ELLIPSIS
    return follows and flags[i + 1] & (_SPACE_BEFORE | _NEWLINE_BEFORE) == 0


@njit(cache=True)
def _looks_closing(types, flags, i, last):  # type: ignore[no-untyped-def]
    """A mark right after a word, with space, a mark or the end after it."""
    if flags[i] & (_SPACE_BEFORE | _NEWLINE_BEFORE):
        return False
    if i + 1 >= last:
        return True
    return types[i + 1] < FIRST_WORD or flags[i + 1] & (_SPACE_BEFORE | _NEWLINE_BEFORE) != 0


@njit(cache=True)
def pair_marks(parts, types, flags):  # type: ignore[no-untyped-def]
    """For each token the index of the quotation mark that it pairs with, or -1; int32[n].

    Guillemets may stay open over line ends (a statement of several paragraphs), straight and curly marks may not. Curly and
    straight marks are told apart by the spaces around them, since many outlets print them the wrong way round.
    """
    pair = np.full(len(types), -1, np.int32)
    stacks = np.full((3, _DEEPEST), -1, np.int64)
    depth = np.zeros(3, np.int64)
    for part in range(len(parts) - 1):
        depth[:] = 0
        last = parts[part + 1]
        for i in range(parts[part], last):
            if flags[i] & _NEWLINE_BEFORE:
                depth[1] = 0
                depth[2] = 0
                if depth[0] > 1:
                    depth[0] = 1
            mark = types[i]
            if mark == OPEN or mark == CLOSE:
                family = 0
            elif mark == STRAIGHT:
                family = 1
            elif mark == CURLY_OPEN or mark == CURLY_CLOSE:
                family = 2
            else:
                continue
            deep = depth[family]
            while deep > 0 and i - stacks[family, deep - 1] > _FARTHEST:
                deep -= 1
            opening = _looks_opening(types, flags, i, last)
            closing = _looks_closing(types, flags, i, last)
            if family == 0:
                opens = mark == OPEN if deep > 0 else not (mark == CLOSE and not opening)
                if mark == OPEN and deep > 0 and closing and not opening:
                    opens = False
                if opens and deep > 0 and mark == OPEN:
                    for j in range(stacks[0, 0] + 1, i + 1):
                        if flags[j] & _NEWLINE_BEFORE:
                            deep = 0
                            break
            elif family == 2 and deep == 0:
                opens = mark == CURLY_OPEN or not closing
            else:
                opens = not closing if deep == 0 else opening and not closing
            if opens:
                if deep < _DEEPEST:
                    stacks[family, deep] = i
                    deep += 1
            elif deep > 0:
                deep -= 1
                j = stacks[family, deep]
                pair[i] = j
                pair[j] = i
            depth[family] = deep
    return pair


@njit(cache=True)
def _is_dotted(word, length, offsets, arena):  # type: ignore[no-untyped-def]
    """Is the type an abbreviation of single letters with dots between them, and no number?"""
    first = arena[offsets[word]]
    second = arena[offsets[word] + 1]
    digit = first < _LETTERS_FROM or (first == 0xD9 and 0xA0 <= second <= 0xA9) or (first == 0xDB and 0xB0 <= second <= 0xB9)
    if digit or length < 3:
        return False
    dots = 0
    for k in range(offsets[word], offsets[word + 1]):
        dots += arena[k] == _DOT
    return length == 2 * dots + 1


@njit(cache=True)
def _begins_with_and(word, offsets, arena):  # type: ignore[no-untyped-def]
    """Does the type begin with the letter و?"""
    return word >= FIRST_WORD and arena[offsets[word]] == 0xD9 and arena[offsets[word] + 1] == 0x88


@njit(cache=True)
def _mark_sentences(parts, types, lengths, flags, pair, offsets, arena):  # type: ignore[no-untyped-def]
    """Set SENTENCE_START on the first token of each sentence and IN_MARKS on tokens between paired quotation marks."""
    for part in range(len(parts) - 1):
        first, last = parts[part], parts[part + 1]
        pending = True
        inside = 0
        for i in range(first, last):
            token = types[i]
            if flags[i] & _NEWLINE_BEFORE:
                pending = True
            opens = pair[i] > i
            if pair[i] >= 0 and pair[i] < i:
                inside -= 1
            if inside > 0:
                flags[i] |= _IN_MARKS
            if opens:
                inside += 1
            if pending and (token >= FIRST_WORD or opens or token == OPEN_BRACKET):
                flags[i] |= _SENTENCE_START
                pending = False
            if token == STOP or token == QUESTION or token == EXCLAMATION or token == ELLIPSIS:
                if i + 1 < last and pair[i + 1] >= 0 and pair[i + 1] < i:
                    continue
                if token == STOP and i > first and types[i - 1] >= FIRST_WORD and flags[i] & (_SPACE_BEFORE | _NEWLINE_BEFORE) == 0:
                    opens_line = flags[i - 1] & _NEWLINE_BEFORE != 0
                    if lengths[i - 1] == 1 or (opens_line and lengths[i - 1] <= 2):
                        continue
                    goes_on = i + 1 < last and types[i + 1] >= FIRST_WORD and not _begins_with_and(types[i + 1], offsets, arena)
                    if goes_on and _is_dotted(types[i - 1], lengths[i - 1], offsets, arena):
                        continue
                pending = True


def structure(
    parts: npt.NDArray[np.int64],
    types: npt.NDArray[np.int32],
    lengths: npt.NDArray[np.uint16],
    flags: npt.NDArray[np.uint8],
    table: TypeTable,
) -> npt.NDArray[np.int32]:
    """Pair the quotation marks and write sentence starts and the inside of marks into `flags`; returns the pairs.

    `table` holds the types' bytes.
    """
    pair: npt.NDArray[np.int32] = pair_marks(parts, types, flags)
    _mark_sentences(parts, types, lengths, flags, pair, table.offsets, table.arena)
    return pair


@njit(cache=True)
def sentence_numbers(parts, flags):  # type: ignore[no-untyped-def]
    """For each token the number of its sentence in its document, title first, from 0; int32[n]."""
    numbers = np.zeros(len(flags), np.int32)
    for document in range(len(parts) // 2):
        number = -1
        for i in range(parts[2 * document], parts[2 * document + 2]):
            if flags[i] & _SENTENCE_START:
                number += 1
            numbers[i] = max(number, 0)
    return numbers


@njit(cache=True)
def paragraph_numbers(parts, flags):  # type: ignore[no-untyped-def]
    """For each token the number of its paragraph in its document, title first, from 0; int32[n]."""
    numbers = np.zeros(len(flags), np.int32)
    for document in range(len(parts) // 2):
        number = -1
        for i in range(parts[2 * document], parts[2 * document + 2]):
            if flags[i] & _NEWLINE_BEFORE:
                number += 1
            numbers[i] = max(number, 0)
    return numbers
