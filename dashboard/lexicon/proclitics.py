"""What one written word can be as the first word of a name: the word whole, or what is left when و ف ب ل ك are taken off."""

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from dashboard.lexicon.keys import word_key
from dashboard.lexicon.nisba import ARTICLE
from dashboard.text.folding import as_column, fold_column

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_PROCLITICS = frozenset(_CONJUNCTIONS + _PREPOSITIONS)
_NO_LETTER = re.compile("[\u0640]")
_ARTICLE = "[وف]?(?:[بك]?ال|لل)"
_ON = "علي"


class Reading(NamedTuple):
    """A reading of a written word: `key` is the name's word, `skip` the code points before it.

    `restored` letters of the article are not written: للأمم is ل + الأمم, and its span لأمم lacks one.
    """

    key: str
    skip: int = 0
    restored: int = 0


def readings(word: str, known: Container[str]) -> list[Reading]:
    """The readings of a word whose keys are known, the whole one first."""
    whole = word_key(word)
    found = [Reading(whole)] if whole in known else []
    found.extend(Reading(key, _code_points(word, letters), restored) for key, letters, restored in _stripped(whole) if key in known)
    return found


def is_readable(key: str, known: Container[str]) -> bool:
    """Has a word of this key a reading whose key is known?"""
    return key in known or (key[:1] in _PROCLITICS and any(rest in known for rest, _, _ in _stripped(key)))


def is_preposition_on(word: str, reading: Reading) -> bool:
    """Is this على, which folds like the name علي but never begins a name?"""
    return reading.key == _ON and word.endswith("ى")


def are_definite(words: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which words begin with the article, a proclitic before it or not."""
    begins: npt.NDArray[np.bool_] = pc.match_substring_regex(fold_column(as_column(words)), f"^(?:{_ARTICLE})").to_numpy(zero_copy_only=False)
    return begins


def _stripped(whole: str) -> Iterator[tuple[str, int, int]]:
    """What is left of a key without its proclitics, how many letters those are, and how many letters of the article are restored."""
    if whole[:1] not in _PROCLITICS:
        return
    for letters in _prefixes(whole):
        rest = whole[letters:]
        if rest[:1] == "ل" and whole[letters - 1] == "ل":
            for restored in (1, 2):
                yield ARTICLE[:restored] + rest, letters, restored
        yield rest, letters, 0


def _prefixes(key: str) -> Iterator[int]:
    """How many letters may be proclitics: one conjunction, one preposition, or both."""
    conjunction = key[:1] in _CONJUNCTIONS and len(key) > 1
    if conjunction:
        yield 1
        if key[1] in _PREPOSITIONS:
            yield 2
    elif key[:1] in _PREPOSITIONS:
        yield 1


def _code_points(word: str, letters: int) -> int:
    """The length of the first letters of a word with the signs that hang on them."""
    at = 0
    for _ in range(letters):
        at += 1
        while at < len(word) and (unicodedata.combining(word[at]) or _NO_LETTER.match(word[at])):
            at += 1
    return at
