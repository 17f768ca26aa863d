"""What kind of token a type is: an Arabic word, a word in another script, a number, a hashtag, an address."""

import re
from collections.abc import Iterable
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.text.letters import fold


class Kind(IntEnum):
    """The kind of a type. Words are those up to OTHER_SCRIPT; the rest are left out of word counts."""

    ARABIC = 0
    PERSIAN_OR_URDU = 1
    LATIN = 2
    OTHER_SCRIPT = 3
    HASHTAG = 4
    ACCOUNT = 5
    NUMBER = 6
    ADDRESS = 7
    MARK = 8


_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_ARABIC_LETTERS_OF_OTHERS = re.compile("[ٹڈڑںےۓڭۇۆۈېۋە]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")
_PLAIN = "^[\u0620-\u064a][\u0620-\u0652]*$"


def kind_of(word: str) -> Kind:
    """The kind of one type; a word that Arabic print borrows a Persian letter for (ڤ پ چ گ) is Arabic."""
    first = word[:1]
    if first == "#":
        return Kind.HASHTAG
    if first == "@":
        return Kind.ACCOUNT
    if "@" in word or "://" in word or ("." in word and _LATIN.search(word) and len(word) > 4):
        return Kind.ADDRESS
    if _ARABIC.search(word):
        return Kind.PERSIAN_OR_URDU if _ARABIC_LETTERS_OF_OTHERS.search(word) else Kind.ARABIC
    if _LATIN.search(word):
        return Kind.LATIN
    return Kind.OTHER_SCRIPT if _LETTER.search(fold(word)) else Kind.NUMBER


def kinds(words: Iterable[str]) -> npt.NDArray[np.uint8]:
    """The kind of every type of a vocabulary, as the numbers of Kind."""
    return np.fromiter(map(kind_of, words), dtype=np.uint8)


def kind_column(words: pa.Array) -> npt.NDArray[np.uint8]:
    """The kind of every word of a large_string column, as the numbers of Kind."""
    found = np.full(len(words), Kind.ARABIC, np.uint8)
    others = pc.invert(pc.match_substring_regex(words, _PLAIN))
    found[others.to_numpy(zero_copy_only=False)] = kinds(words.filter(others).to_pylist())
    return found


def are_words(kinds: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Which kinds count as words: words of any script and hashtags, but no numbers, accounts or addresses."""
    return kinds <= Kind.HASHTAG
