"""What each code point is to the tokeniser: a letter of a word, white space, a line end, an invisible sign or a mark.

Marks (punctuation) are tokens with small fixed type ids; the ids of words begin at FIRST_WORD.
"""

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

from dashboard.text.letters import INVISIBLE

SPACE, WORD, UNSEEN, LINE_END = 0, 1, 2, 3
FIRST_MARK_CLASS = 8

# The type ids of marks.
OPEN, CLOSE, STRAIGHT, CURLY_OPEN, CURLY_CLOSE, APOSTROPHE = 1, 2, 3, 4, 5, 6
COLON, COMMA, SEMICOLON, STOP, QUESTION, EXCLAMATION, ELLIPSIS = 7, 8, 9, 10, 11, 12, 13
OPEN_BRACKET, CLOSE_BRACKET, DASH, SLASH, PERCENT, HASH, AT, SYMBOL = 14, 15, 16, 17, 18, 19, 20, 21
FIRST_WORD = 32

_MARKS = {
    OPEN: "«‹《〈",
    CLOSE: "»›》〉",
    STRAIGHT: '"＂״',
    CURLY_OPEN: "“„‟❝",
    CURLY_CLOSE: "”❞",
    APOSTROPHE: "'‘’`´",
    COLON: ":：",
    COMMA: ",،、，",
    SEMICOLON: ";؛",
    STOP: ".。۔",
    QUESTION: "?؟",
    EXCLAMATION: "!",
    ELLIPSIS: "…",
    OPEN_BRACKET: "([{﴿",
    CLOSE_BRACKET: ")]}﴾",
    DASH: "-‐‑‒–—―−",
    SLASH: "/\\|",
    PERCENT: "%٪",
    HASH: "#",
    AT: "@",
}
_WORD_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No"})
_PLANES_LISTED = 0x20000


def _class_of(code: int) -> int:
    character = chr(code)
    category = unicodedata.category(character)
    if character in "\n\u2028\u2029":
        return LINE_END
    if character == "_" or category in _WORD_CATEGORIES:
        return WORD
    if character in INVISIBLE or category == "Cf":
        return UNSEEN
    if category in ("Zs", "Cc", "Cs"):
        return SPACE
    return FIRST_MARK_CLASS + SYMBOL


@cache
def character_classes() -> npt.NDArray[np.uint8]:
    """The class of every code point of the first two planes; those above are ideographs and count as letters."""
    classes = np.fromiter(map(_class_of, range(_PLANES_LISTED)), dtype=np.uint8, count=_PLANES_LISTED)
    for mark, characters in _MARKS.items():
        for character in characters:
            classes[ord(character)] = FIRST_MARK_CLASS + mark
    return classes
