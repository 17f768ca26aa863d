"""Which words of a vocabulary are common ones: those that the word lists of the term keys can read, names left out."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from dashboard.lexicon.keys import word_keys
from dashboard.lexicon.ordinary import is_ordinary
from dashboard.text.folding import as_column, fold_column, undecorated_column
from dashboard.text.letters import fold
from dashboard.text.terms.affixes import endings, proclitics
from dashboard.text.terms.coding import ALPHABET, LONGEST, coded_column
from dashboard.text.terms.lookup import word_lists
from dashboard.text.terms.readings import Readings, readings
from dashboard.text.terms.weights import weights
from dashboard.text.terms.wordlists import entries

NOT_COMMON, NOMINAL, VERBAL = 0, 1, 2
_WORSE = 3.0
_CLEARLY, _FAR = 1.5, 50.0
_COMMON = ("nouns.txt", "adjectives.txt", "function_words.txt")
_ARABIC = f"^[{ALPHABET}]{{1,{LONGEST}}}$"


def common(words: Sequence[str]) -> npt.NDArray[np.uint8]:
    """For each word as written: NOMINAL if it can only be read as an inflected noun or adjective, VERBAL if also as a verb.

    A reading counts if it is not much less likely than the best one that names or guesses the word. The most ordinary words
    count as VERBAL, whatever they are: nothing of them goes on a name.
    """
    arabic, found = _read(words)
    return _kinds(words, arabic, found)


def common_and_verbs(words: Sequence[str]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
    """As common; and which words, as written, are finite verbs of the lists and hardly anything else: يعتزم, استمعت, but not كتب (books, he wrote)."""
    arabic, found = _read(words)
    verbs = np.zeros(len(words), np.bool_)
    listed = found.source >= 0
    verbal = listed & _is_verb()[np.maximum(found.source, 0)]
    best = np.full((2, len(found.starts) - 1), -np.inf)
    for row, chosen in enumerate((verbal, listed & ~verbal)):
        np.maximum.at(best[row], _word_of(found)[chosen], found.weight[chosen])
    verbs[arabic] = best[0] > np.maximum(best[1], -_FAR) + _CLEARLY
    return _kinds(words, arabic, found), verbs


def _kinds(words: Sequence[str], arabic: npt.NDArray[np.bool_], found: Readings) -> npt.NDArray[np.uint8]:
    kinds = np.array([VERBAL if is_ordinary(key) else NOT_COMMON for key in word_keys(words)], np.uint8)
    kinds[arabic] = np.maximum(kinds[arabic], _listed_kinds(found))
    return kinds


@cache
def _is_verb() -> npt.NDArray[np.bool_]:
    """Which listed lemmas are verbs."""
    return np.array([lemma.endswith("/v") for lemma in word_lists().lemmas])


def _read(words: Sequence[str]) -> tuple[npt.NDArray[np.bool_], Readings]:
    """Which words are in Arabic letters, and the readings of those."""
    written = as_column(words)
    arabic = pc.match_substring_regex(fold_column(written), _ARABIC)
    spelled = undecorated_column(written.filter(arabic))
    found = readings(
        coded_column(spelled, fold_column(spelled)), np.zeros(len(spelled), np.bool_), proclitics(), endings(), word_lists().table, weights().readings
    )
    return arabic.to_numpy(zero_copy_only=False), found


def _word_of(found: Readings) -> npt.NDArray[np.int64]:
    """The number of the word that each reading is of."""
    return np.repeat(np.arange(len(found.starts) - 1), np.diff(found.starts))


def _listed_kinds(found: Readings) -> npt.NDArray[np.uint8]:
    """The kind of each word by its likely readings in the lists."""
    words = len(found.starts) - 1
    kinds = np.where(found.source >= 0, _kinds_of_lemmas()[np.maximum(found.source, 0)], NOT_COMMON).astype(
        np.uint8
    )
    word = _word_of(found)
    best_other = np.full(words, -np.inf)
    np.maximum.at(best_other, word[kinds == NOT_COMMON], found.weight[kinds == NOT_COMMON])
    kinds[found.weight < best_other[word] - _WORSE] = NOT_COMMON
    likely = np.zeros(words, np.uint8)
    np.maximum.at(likely, word, kinds)
    return likely


@cache
def _kinds_of_lemmas() -> npt.NDArray[np.uint8]:
    """The kind of each listed lemma; names are not common."""
    nouns = {fold(entry.words[0]) for file in _COMMON for entry in entries(file)}
    names = {fold(entry.words[0]) + "/n" for entry in entries("names.txt")} - {noun + "/n" for noun in nouns}
    kind_of = {True: VERBAL, False: NOMINAL}
    lemmas = word_lists().lemmas
    return np.array(
        [NOT_COMMON if lemma in names else kind_of[lemma.endswith("/v")] for lemma in lemmas], np.uint8
    )
