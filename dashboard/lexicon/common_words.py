"""Which words of a vocabulary are common ones: those that the word lists of the term keys can read, names left out."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from dashboard.lexicon.keys import word_key
from dashboard.lexicon.ordinary import is_ordinary
from dashboard.text.letters import fold
from dashboard.text.terms.affixes import endings, proclitics
from dashboard.text.terms.coding import LONGEST, coded, undecorated
from dashboard.text.terms.readings import readings
from dashboard.text.terms.weights import weights
from dashboard.text.terms.wordlists import entries, word_lists

_COMMON = ("nouns.txt", "adjectives.txt", "function_words.txt")


def common(words: Sequence[str]) -> npt.NDArray[np.bool_]:
    """For each word as written: can it be read as an inflected noun, adjective, verb or function word?"""
    known = np.array([is_ordinary(word_key(word)) for word in words], np.bool_)
    plain = [undecorated(word)[:LONGEST] or "؟" for word in words]
    letters = coded(plain)
    found = readings(
        letters, np.zeros(len(words), np.bool_), proclitics(), endings(), word_lists(), weights().readings
    )
    listed = (found.source >= 0) & _common_lemmas()[np.maximum(found.source, 0)]
    word = np.repeat(np.arange(len(words)), np.diff(found.starts))
    known[word[listed]] = True
    return known


@cache
def _common_lemmas() -> npt.NDArray[np.bool_]:
    """Which listed lemmas are no names."""
    nouns = {fold(entry.words[0]) for file in _COMMON for entry in entries(file)}
    names = {fold(entry.words[0]) + "/n" for entry in entries("names.txt")} - {noun + "/n" for noun in nouns}
    return np.array([lemma not in names for lemma in word_lists().lemmas], np.bool_)
