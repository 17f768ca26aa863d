"""From a vocabulary to its conflation keys."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from dashboard.text.letters import fold
from dashboard.text.terms.affixes import endings, proclitics, restored_texts
from dashboard.text.terms.coding import ALPHABET, LONGEST, TANWEEN_FATH, coded
from dashboard.text.terms.lookup import word_lists
from dashboard.text.terms.readings import guessed_lemma, readings
from dashboard.text.terms.weighing import chosen
from dashboard.text.terms.weights import weights
from dashboard.text.written import undecorated

_ARABIC = re.compile(f"[{ALPHABET}]{{1,{LONGEST}}}")


def term_keys(words: Sequence[str], counts: Sequence[int] | None = None) -> list[str]:
    """One key for each word of a vocabulary: words with the same key are forms of one term.

    A key reads lemma/n (nouns and all other nominals) or lemma/v (verbs), spelled as the lists have it, else folded; what is not written in Arabic letters is its own folded
    spelling. The vocabulary is read as a whole: a reading holds if the word lists or the vocabulary's other words bear it out, common words
    (by their counts) somewhat more than rare ones. The order of the words does not matter.
    """
    spelled = [(undecorated(word), word.rstrip().endswith((TANWEEN_FATH, TANWEEN_FATH + "ا"))) for word in words]
    distinct = sorted({(fold(text), text, marked) for text, marked in spelled})
    keys: dict[tuple[str, bool], str] = {}
    arabic = []
    for word in distinct:
        folded, text, marked = word
        if _ARABIC.fullmatch(folded):
            arabic.append(word)
        else:
            keys[text, marked] = folded
    if arabic:
        totals: Counter[str] = Counter()
        for (text, _), count in zip(spelled, counts if counts is not None else (), strict=counts is not None):
            totals[fold(text)] += count
        keys.update(_arabic_keys(arabic, totals))
    return [keys[identity] for identity in spelled]


def _arabic_keys(distinct: list[tuple[str, str, bool]], totals: Mapping[str, int]) -> dict[tuple[str, bool], str]:
    lists, suffixes, values = word_lists(), endings(), weights()
    letters = coded([text for _, text, _ in distinct], [folded for folded, _, _ in distinct])
    marked = np.array([mark for _, _, mark in distinct], np.bool_)
    found = readings(letters, marked, proclitics(), suffixes, lists.table, values.readings)
    new = [at for at in range(len(distinct)) if not at or distinct[at][0] != distinct[at - 1][0]]
    groups = np.array([*new, len(distinct)], np.int64)
    common = np.array([max(totals.get(distinct[at][0], 1), 1) for at in new], np.float64) ** values.count_power
    share = np.repeat(common / np.diff(groups), np.diff(groups))
    base = values.unlisted + values.listed * (found.source >= 0)
    best = chosen(found.lemma, found.weight, base, found.starts, groups, share, rounds=values.rounds, sharpness=values.sharpness)
    restored = restored_texts()
    keys = {}
    for (folded, text, mark), reading in zip(distinct, best.tolist(), strict=True):
        if reading < 0:
            keys[text, mark] = folded
            continue
        source = int(found.source[reading])
        if source >= 0:
            keys[text, mark] = lists.lemmas[source]
        else:
            lemma, verb = guessed_lemma(folded, source, restored)
            keys[text, mark] = lemma + ("/v" if verb else "/n")
    return keys
