"""From a vocabulary to its conflation keys."""

from collections.abc import Sequence

import numpy as np

from dashboard.text.letters import fold
from dashboard.text.terms.affixes import endings, proclitics
from dashboard.text.terms.coding import LONGEST, TANWEEN_FATH, coded
from dashboard.text.terms.readings import guessed_lemma, readings
from dashboard.text.terms.weighing import chosen
from dashboard.text.terms.weights import weights
from dashboard.text.terms.wordlists import word_lists
from dashboard.text.written import undecorated


def term_keys(words: Sequence[str], counts: Sequence[int] | None = None) -> list[str]:
    """One key for each word of a vocabulary: words with the same key are forms of one term.

    A key reads lemma/n (nouns and all other nominals) or lemma/v (verbs), folded; what is not written in Arabic letters is its own folded
    spelling. The vocabulary is read as a whole: a reading holds if the word lists or the vocabulary's other words bear it out. The order of
    the words does not matter.
    """
    del counts
    spelled = [(undecorated(word), word.rstrip().endswith((TANWEEN_FATH, TANWEEN_FATH + "ا"))) for word in words]
    distinct = sorted({(fold(text), text, marked) for text, marked in spelled})
    keys: dict[tuple[str, bool], str] = {}
    arabic = []
    letters = coded([text for _, text, _ in distinct])
    bad = np.zeros(len(distinct) + 1, np.int64)
    np.cumsum(np.add.reduceat(np.append(letters.codes == 0, False), np.minimum(letters.starts[:-1], letters.codes.size)) > 0, out=bad[1:])
    for at, (folded, text, marked) in enumerate(distinct):
        if not folded or len(folded) > LONGEST or bad[at + 1] > bad[at]:
            keys[text, marked] = folded
        else:
            arabic.append(distinct[at])
    if arabic:
        keys.update(_arabic_keys(arabic))
    return [keys[identity] for identity in spelled]


def _arabic_keys(distinct: list[tuple[str, str, bool]]) -> dict[tuple[str, bool], str]:
    lists, suffixes, values = word_lists(), endings(), weights()
    letters = coded([text for _, text, _ in distinct])
    marked = np.array([mark for _, _, mark in distinct], np.bool_)
    found = readings(letters, marked, proclitics(), suffixes, lists, values.readings)
    new = [at for at in range(len(distinct)) if not at or distinct[at][0] != distinct[at - 1][0]]
    groups = np.array([*new, len(distinct)], np.int64)
    share = np.repeat(1.0 / np.diff(groups), np.diff(groups))
    base = values.unlisted + values.listed * found.known.astype(np.float64)
    best = chosen(found.lemma, found.weight, base, found.starts, groups, share, rounds=values.rounds, sharpness=values.sharpness)
    keys = {}
    for (folded, text, mark), reading in zip(distinct, best.tolist(), strict=True):
        if reading < 0:
            keys[text, mark] = folded
            continue
        source = int(found.source[reading])
        if source >= 0:
            keys[text, mark] = lists.lemmas[source]
        else:
            lemma, verb = guessed_lemma(folded, source, suffixes)
            keys[text, mark] = lemma + ("/v" if verb else "/n")
    return keys
