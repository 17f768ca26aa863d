"""Every way to read a word: proclitics, a stem, endings, and the lemma they leave."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from dashboard.text.terms.affixes import ARTICLE_BEFORE_LAM, NO_ARTICLE, NOUN, PAST, PRESENT, Affixes, Need
from dashboard.text.terms.coding import ALPHABET, HINTS, LONGEST, Coded
from dashboard.text.terms.wordlists import KIND_MIX, VERB_LEMMA_MIX, WordLists

ROOM = 256
_ALEF, _LAM, _TEH, _NOON, _SEEN, _WAW, _YEH, _HEH, _MEEM, _KAF, _TEH_MARBUTA = (ALPHABET.index(letter) + 1 for letter in "التنسويهمكة")
_BEH, _FEH = (ALPHABET.index(letter) + 1 for letter in "بف")
_BASE = np.uint64(0x9E3779B97F4A7C55)
_NO_ARTICLE_BEFORE = Need.CONSTRUCT | Need.PRONOUN | Need.TANWEEN
_DUAL = Need.DUAL
_ALEF_MAQSURA = HINTS["ى"]
_FEM, _MPL, _TANWEEN, _CONSTRUCT, _PRONOUN = Need.FEM, Need.MPL, Need.TANWEEN, Need.CONSTRUCT, Need.PRONOUN
PLAIN, WITH_ALEF, HOLLOW, HOLLOW_TEN = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings of words, word by word (starts: int64, words + 1).

    lemma: uint64 hash; weight: float32 log weight; known: float32, how well the lists know the lemma; source: int64, the number of a
    listed lemma, or a packed guess (negative, see `guessed_lemma`).
    """

    lemma: np.ndarray
    weight: np.ndarray
    known: np.ndarray
    source: np.ndarray
    starts: np.ndarray


@njit(cache=True)
def _hint_cost(listed: int, written: int) -> float:
    """How odd it is to write a listed letter so: dropping a hamza is usual, a wrong one is not."""
    if listed == written or listed == 0 or written == 0:
        return 0.0
    if listed >= 5 or written >= 5:
        return -1.0
    if written == 4:
        return -0.3
    return -3.5


@njit(cache=True)
def _slot(slots, key):
    size = slots.size
    slot = np.int64((key * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(40)) & (size - 1)
    while slots[slot] != 0:
        if slots[slot] == key:
            return slot
        slot = (slot + 1) & (size - 1)
    return -1


@njit(cache=True)
def _like_adjective(x, n):
    """Is the stem shaped like a participle, a فعيل or a relative adjective?"""
    if n < 3:
        return False
    return (x[0] == _MEEM and n >= 4) or x[n - 1] == _YEH or (n == 4 and (x[1] == _ALEF or x[2] == _YEH))


@njit(cache=True)
def _doubt(x, n, cost_ending, cost_pronoun, cost_article):
    """What it costs to guess a lemma that itself looks inflected."""
    cost = 0.0
    if n >= 4:
        last, before = x[n - 1], x[n - 2]
        if (last == _TEH and before == _ALEF) or (last == _NOON and (before == _WAW or before == _YEH)) or (last == _ALEF and before == _WAW):
            cost += cost_ending
        elif (last == _ALEF and (before == _HEH or before == _NOON)) or (last == _MEEM and (before == _HEH or before == _KAF)) or last == _HEH:
            cost += cost_pronoun
    if n >= 4:
        at = 1 if n >= 5 and (x[0] == _WAW or x[0] == _BEH or x[0] == _FEH or x[0] == _KAF) else 0
        if x[at + 1] == _LAM and (x[at] == _ALEF or x[at] == _LAM):
            cost += cost_article
    return cost


@njit(cache=True)
def _verb_guess(x, n, kind):
    """How a regular verb would have this stem: what to do to get its lemma, and what the guess costs; -1 if it cannot be."""
    for at in range(n):
        if x[at] == _TEH_MARBUTA:
            return -1, 0.0
    if kind == PAST:
        if n == 3:
            return PLAIN, 0.0
        return (PLAIN, 0.0) if 4 <= n <= 6 and (x[0] == _ALEF or x[0] == _TEH or x[1] == _ALEF) else (PLAIN, -2.0)
    if n == 3 and (x[1] == _WAW or x[1] == _YEH):
        return HOLLOW, -0.5
    if n <= 3 or x[0] == _TEH:
        return PLAIN, (0.0 if n > 2 else -2.0)
    if x[0] == _SEEN and x[1] == _TEH:
        return (HOLLOW_TEN, 0.0) if n == 5 and x[3] == _YEH else (WITH_ALEF, 0.0)
    if x[0] == _NOON or x[1] == _TEH:
        return WITH_ALEF, 0.0
    return PLAIN, (0.0 if x[1] == _ALEF else -1.0)


@njit(cache=True)
def _guess_hash(x, n, change):
    value = np.uint64(0)
    if change == WITH_ALEF or change == HOLLOW_TEN:
        value = np.uint64(_ALEF)
    hollow = 1 if change == HOLLOW else n - 2 if change == HOLLOW_TEN else -1
    for at in range(n):
        value = value * _BASE + np.uint64(_ALEF if at == hollow else x[at])
    return value


@njit(cache=True)
def _read(
    codes, hints, starts, tanween,
    p_codes, p_length, p_kind, p_weight, p_flags,
    e_codes, e_length, e_kind, e_weight, e_flags, e_restored, e_restored_length,
    slots, slot_first, slot_last, takes, form_weight, form_lemma, first_hint, last_hint, lemma_hash, lemma_prior,
    mix, verb_mix, settings, out_lemma, out_weight, out_known, out_source, out_starts, margin,
):  # fmt: skip
    """Fill the out arrays; the number of readings. tanween: bool, one a word; settings: float64, the order of `weights.toml`."""
    verb_prior, guess_noun, guess_verb, letter_cost, no_tanween, cost_ending, cost_pronoun, cost_article, unlike, odd_ending, listed_bonus = settings
    x = np.zeros(LONGEST + 4, np.uint8)
    matched = np.zeros((3, e_length.size), np.int64)
    found = np.zeros(3, np.int64)
    r_lemma, r_weight = np.zeros(ROOM, np.uint64), np.zeros(ROOM, np.float64)
    r_known, r_source = np.zeros(ROOM, np.float64), np.zeros(ROOM, np.int64)
    total = 0
    for word in range(starts.size - 1):
        out_starts[word] = total
        begin, n = starts[word], starts[word + 1] - starts[word]
        found[:] = 0
        for e in range(e_length.size):
            length = e_length[e]
            if length >= n:
                continue
            fits = True
            for at in range(length):
                if codes[begin + n - length + at] != e_codes[e, at]:
                    fits = False
                    break
            if fits:
                matched[e_kind[e], found[e_kind[e]]] = e
                found[e_kind[e]] += 1
        count = 0
        for p in range(p_length.size):
            a = p_length[p]
            if a >= n:
                continue
            fits = True
            for at in range(a):
                if codes[begin + at] != p_codes[p, at]:
                    fits = False
                    break
            if not fits or (p_flags[p] == ARTICLE_BEFORE_LAM and codes[begin + a] != _LAM):
                continue
            kind = p_kind[p]
            for m in range(found[kind]):
                e = matched[kind, m]
                b = n - e_length[e]
                size = b - a
                if size < 1:
                    continue
                needs = e_flags[e]
                if kind == NOUN and p_flags[p] != NO_ARTICLE and needs & _NO_ARTICLE_BEFORE:
                    continue
                for at in range(size):
                    x[at] = codes[begin + a + at]
                for at in range(e_restored_length[e]):
                    x[size + at] = e_restored[e, at]
                size += e_restored_length[e]
                if size < 2 and kind != PRESENT:
                    continue
                value = np.uint64(0)
                for at in range(size):
                    value = value * _BASE + np.uint64(x[at])
                weight = p_weight[p] + e_weight[e]
                if kind == NOUN:
                    if needs & _TANWEEN:
                        weight += 0.5 if tanween[word] else no_tanween
                    elif tanween[word]:
                        weight -= 5.0
                else:
                    weight += verb_prior - (6.0 if tanween[word] else 0.0)
                slot = _slot(slots, value ^ mix[kind])
                listed = False
                if slot >= 0:
                    for row in range(slot_first[slot], slot_last[slot]):
                        fine = weight + form_weight[row]
                        if kind == NOUN:
                            missing = needs & ~takes[row]
                            if last_hint[row] == _ALEF_MAQSURA and needs & (_PRONOUN | _TANWEEN) and e_restored_length[e] == 0:
                                continue
                            if missing:
                                fine += odd_ending if takes[row] & _DUAL else 2.0 * odd_ending
                        elif not needs & takes[row]:
                            continue
                        fine += _hint_cost(first_hint[row], hints[begin + a])
                        if e_length[e] == 0:
                            fine += _hint_cost(last_hint[row], hints[begin + n - 1])
                        listed = True
                        if count < ROOM:
                            lemma = form_lemma[row]
                            r_lemma[count], r_weight[count] = lemma_hash[lemma], fine
                            r_known[count], r_source[count] = lemma_prior[lemma], lemma
                            count += 1
                if listed or size < 2 or count >= ROOM:
                    continue
                if kind == NOUN:
                    weight += guess_noun - letter_cost * size - _doubt(x, size, cost_ending, cost_pronoun, cost_article)
                    if needs & (_FEM | _MPL) and not _like_adjective(x, size):
                        weight -= unlike
                    change = PLAIN
                else:
                    change, cost = _verb_guess(x, size, kind)
                    if change < 0 or size > 6:
                        continue
                    weight += guess_verb + cost - letter_cost * size
                    value = _guess_hash(x, size, change) ^ verb_mix
                r_lemma[count], r_weight[count], r_known[count] = value, weight, 0.0
                r_source[count] = -1 - ((((change * 2 + (kind != NOUN)) * 1024 + e) * 64 + a) * 64 + b)
                count += 1
        top = -1e9
        for r in range(count):
            if r_weight[r] + listed_bonus * r_known[r] > top:
                top = r_weight[r] + listed_bonus * r_known[r]
        for r in range(count):
            if r_weight[r] + listed_bonus * r_known[r] >= top - margin:
                if total < out_lemma.size:
                    out_lemma[total], out_weight[total], out_known[total], out_source[total] = r_lemma[r], r_weight[r], r_known[r], r_source[r]
                total += 1
    out_starts[starts.size - 1] = total
    return total


def readings(words: Coded, tanween: np.ndarray, proclitics: Affixes, endings: Affixes, lists: WordLists, settings: np.ndarray, *, margin: float = 12.0) -> Readings:
    """Every reading of each word that is not `margin` (in log weight) worse than the word's best one."""
    number = words.starts.size - 1
    room = number * 12 + 1024
    while True:
        arrays = np.zeros(room, np.uint64), np.zeros(room, np.float32), np.zeros(room, np.float32), np.zeros(room, np.int64)
        starts = np.zeros(number + 1, np.int64)
        total = _read(
            words.codes, words.hints, words.starts, tanween,
            proclitics.codes, proclitics.length, proclitics.kind, proclitics.weight, proclitics.flags,
            endings.codes, endings.length, endings.kind, endings.weight, endings.flags, endings.restored, endings.restored_length,
            lists.slots, lists.slot_first, lists.slot_last, lists.form_takes, lists.form_weight, lists.form_lemma, lists.form_first_hint, lists.form_last_hint,
            lists.lemma_hash, lists.lemma_prior, KIND_MIX, VERB_LEMMA_MIX, settings, *arrays, starts, margin,
        )  # fmt: skip
        if total <= room:
            return Readings(*(array[:total] for array in arrays), starts)
        room = total


def guessed_lemma(word: str, source: int, endings: Affixes) -> tuple[str, bool]:
    """The lemma behind a packed guess (a negative source of a reading of the folded `word`), and whether it is a verb."""
    rest, b = divmod(-1 - source, 64)
    rest, a = divmod(rest, 64)
    rest, ending = divmod(rest, 1024)
    change, verb = divmod(rest, 2)
    stem = word[a:b] + endings.restored_text[ending]
    if change == HOLLOW:
        stem = stem[0] + "ا" + stem[2:]
    elif change == HOLLOW_TEN:
        stem = "ا" + stem[:-2] + "ا" + stem[-1]
    elif change == WITH_ALEF:
        stem = "ا" + stem
    return stem, bool(verb)
