"""Every way to read a word: proclitics, a stem, endings, and the lemma they leave."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from dashboard.compiling import njit
from dashboard.compiling.threads import side_by_side
from dashboard.text.folding import column_of
from dashboard.text.terms.affixes import ARTICLE_BEFORE_LAM, NO_ARTICLE, NOUN, PAST, Affixes, Need
from dashboard.text.terms.coding import ALPHABET, HASH_BASE, HINTS, LONGEST, Coded
from dashboard.text.terms.lookup import KIND_MIX, VERB_LEMMA_MIX, FormTable, slot_of
from dashboard.text.terms.weights import ReadingWeights

_BARE_WITH_TANWEEN = 5.0
_ROOM = 256
_TOGETHER = 1 << 15
_ALEF, _LAM, _TEH, _NOON, _SEEN, _WAW, _YEH, _HEH, _MEEM, _KAF, _TEH_MARBUTA, _BEH, _FEH = (ALPHABET.index(letter) + 1 for letter in "التنسويهمكةبف")
_ALEF_MAQSURA, _BARE_ALEF = HINTS["ى"], HINTS["ا"]
_FEM, _MPL, _DUAL, _TANWEEN, _PRONOUN = Need.FEM, Need.MPL, Need.DUAL, Need.TANWEEN, Need.PRONOUN
_NO_ARTICLE_BEFORE = Need.CONSTRUCT | Need.PRONOUN | Need.TANWEEN
_IMPOSSIBLE, _PLAIN, _WITH_ALEF, _HOLLOW, _HOLLOW_TEN = -1, 0, 1, 2, 3
_LETTERS = np.array([[0, 0], *(list(letter.encode()) for letter in ALPHABET)], np.uint8)


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings of words, word by word (starts: int64, words + 1).

    lemma: uint64 hash; weight: float32 log weight; source: int64, the number of a listed lemma, or a packed guess (negative, see
    `guessed_lemmas`).
    """

    lemma: np.ndarray
    weight: np.ndarray
    source: np.ndarray
    starts: np.ndarray


class _Found(NamedTuple):
    """Room for readings: lemma uint64, weight float64 or float32, source int64."""

    lemma: np.ndarray
    weight: np.ndarray
    source: np.ndarray


@njit(cache=True, nogil=True)
def _hint_cost(listed: int, written: int) -> float:
    """How odd it is to write a listed letter so: dropping a hamza is usual, a wrong one is not."""
    if listed == written or listed == 0 or written == 0:
        return 0.0
    if listed >= _ALEF_MAQSURA or written >= _ALEF_MAQSURA:
        return -1.0
    return -0.3 if written == _BARE_ALEF else -3.5


@njit(cache=True, nogil=True)
def _like_adjective(x: np.ndarray, n: int) -> bool:
    """Is the stem (uint8 codes, n of them) shaped like a participle, a فعيل or a relative adjective?"""
    if n < 3:
        return False
    return bool((x[0] == _MEEM and n >= 4) or x[n - 1] == _YEH or (n == 4 and (x[1] == _ALEF or x[2] == _YEH)))


@njit(cache=True, nogil=True)
def _doubt(x: np.ndarray, n: int, weights: ReadingWeights) -> float:
    """What it costs to guess a lemma (uint8 codes, n of them) that itself looks inflected."""
    if n < 4:
        return 0.0
    cost = 0.0
    last, before = x[n - 1], x[n - 2]
    if (last == _TEH and before == _ALEF) or (last == _NOON and (before == _WAW or before == _YEH)) or (last == _ALEF and before == _WAW):
        cost += weights.looks_inflected
    elif (last == _ALEF and (before == _HEH or before == _NOON)) or (last == _MEEM and (before == _HEH or before == _KAF)) or last == _HEH:
        cost += weights.looks_suffixed
    at = 1 if n >= 5 and (x[0] == _WAW or x[0] == _BEH or x[0] == _FEH or x[0] == _KAF) else 0
    if x[at + 1] == _LAM and (x[at] == _ALEF or x[at] == _LAM):
        cost += weights.looks_defined
    return cost


@njit(cache=True, nogil=True)
def _verb_guess(x: np.ndarray, n: int, kind: int) -> tuple[int, float]:
    """How a regular verb would have this stem (uint8 codes, n of them): what to do to get its lemma, and what the guess costs."""
    if n < 2 or n > 6:
        return _IMPOSSIBLE, 0.0
    for at in range(n):
        if x[at] == _TEH_MARBUTA:
            return _IMPOSSIBLE, 0.0
    if kind == PAST:
        derived = 4 <= n <= 6 and (x[0] == _ALEF or x[0] == _TEH or x[1] == _ALEF)
        return _PLAIN, 0.0 if n == 3 or derived else -2.0
    if n == 3 and (x[1] == _WAW or x[1] == _YEH):
        return _HOLLOW, -0.5
    if n <= 3 or x[0] == _TEH:
        return _PLAIN, 0.0 if n > 2 else -2.0
    if x[0] == _SEEN and x[1] == _TEH:
        return _HOLLOW_TEN if n == 5 and x[3] == _YEH else _WITH_ALEF, 0.0
    if x[0] == _NOON or x[1] == _TEH:
        return _WITH_ALEF, 0.0
    return _PLAIN, 0.0 if x[1] == _ALEF else -1.0


@njit(cache=True, nogil=True)
def _hash(x: np.ndarray, n: int, change: int) -> np.uint64:
    """The rolling hash of n codes (uint8) after a change."""
    value = np.uint64(_ALEF) if change in (_WITH_ALEF, _HOLLOW_TEN) else np.uint64(0)
    hollow = 1 if change == _HOLLOW else n - 2 if change == _HOLLOW_TEN else -1
    for at in range(n):
        value = value * HASH_BASE + np.uint64(_ALEF if at == hollow else x[at])
    return value


@njit(cache=True, nogil=True)
def _stands_at(codes: np.ndarray, begin: int, affixes: Affixes, row: int) -> bool:
    """Does an affix stand at this place of the codes (uint8)?"""
    for at in range(affixes.length[row]):  # noqa: SIM110 (numba has no generators here)
        if codes[begin + at] != affixes.codes[row, at]:
            return False
    return True


@njit(cache=True, nogil=True)
def _endings_of(codes: np.ndarray, begin: int, end: int, endings: Affixes, matched: np.ndarray, found: np.ndarray) -> None:
    """Fill matched (int64 [3, endings]) with the endings of a word by kind, found (int64 [3]) with their numbers."""
    found[:] = 0
    for e in range(endings.length.size):
        if endings.length[e] < end - begin and _stands_at(codes, end - endings.length[e], endings, e):
            kind = endings.kind[e]
            matched[kind, found[kind]] = e
            found[kind] += 1


@njit(cache=True, nogil=True)
def _listed(slot: int, kind: int, needs: int, restored: bool, first: int, last: int, weight: float, table: FormTable, weights: ReadingWeights, out: _Found, count: int) -> int:
    """Add the listed forms of a spelling that can take an ending; the new count. first, last: hints of the word's letters (last 0: not its last)."""
    for row in range(table.slot_first[slot], table.slot_last[slot]):
        fine = weight + table.form_weight[row] + _hint_cost(table.form_first_hint[row], first) + _hint_cost(table.form_last_hint[row], last)
        if kind == NOUN:
            if table.form_last_hint[row] == _ALEF_MAQSURA and needs & (_PRONOUN | _TANWEEN) and not restored:
                continue
            if needs & ~table.form_takes[row]:
                fine += weights.odd_ending * (1.0 if table.form_takes[row] & _DUAL else 2.0)
        elif not needs & table.form_takes[row]:
            continue
        if count < _ROOM:
            lemma = table.form_lemma[row]
            out.lemma[count], out.weight[count], out.source[count] = table.lemma_hash[lemma], fine, lemma
            count += 1
    return count


@njit(cache=True, nogil=True)
def _readings_of(
    codes: np.ndarray, hints: np.ndarray, begin: int, end: int, tanween: bool, x: np.ndarray, matched: np.ndarray, found: np.ndarray,
    proclitics: Affixes, endings: Affixes, table: FormTable, weights: ReadingWeights, out: _Found,
) -> int:  # fmt: skip
    """Fill `out` with the readings of one word (codes and hints, uint8, from begin to end); their number. x, matched, found: scratch."""
    _endings_of(codes, begin, end, endings, matched, found)
    count = 0
    for p in range(proclitics.length.size):
        start = begin + proclitics.length[p]
        if start >= end or not _stands_at(codes, begin, proclitics, p):
            continue
        if proclitics.flags[p] == ARTICLE_BEFORE_LAM and codes[start] != _LAM:
            continue
        kind = proclitics.kind[p]
        for m in range(found[kind]):
            e = matched[kind, m]
            stop, needs = end - endings.length[e], endings.flags[e]
            n = stop - start
            if n < 1 or (kind == NOUN and proclitics.flags[p] != NO_ARTICLE and needs & _NO_ARTICLE_BEFORE):
                continue
            x[:n] = codes[start:stop]
            restored = endings.restored_length[e]
            x[n : n + restored] = endings.restored[e, :restored]
            n += restored
            if n < 2 and (kind == NOUN or kind == PAST):
                continue
            weight = proclitics.weight[p] + endings.weight[e]
            if kind != NOUN:
                weight += weights.verb - (6.0 if tanween else 0.0)
            elif needs & _TANWEEN:
                weight += 0.5 if tanween else weights.no_tanween
            elif tanween:
                weight -= _BARE_WITH_TANWEEN
            value = _hash(x, n, _PLAIN)
            slot = slot_of(table.slots, value ^ KIND_MIX[kind])
            before = count
            if slot >= 0:
                last = hints[end - 1] if stop == end else np.uint8(0)
                # جداً is listed as جدا: its tanween stands on the word's own alef.
                own_alef = _BARE_WITH_TANWEEN if tanween and kind == NOUN and stop == end and codes[end - 1] == _ALEF else 0.0
                count = _listed(slot, kind, needs, restored > 0, hints[start], last, weight + own_alef, table, weights, out, count)
            if count > before or n < 2 or count >= _ROOM:
                continue
            change = _PLAIN
            if kind == NOUN:
                weight += weights.guess_noun - _doubt(x, n, weights)
                if needs & (_FEM | _MPL) and not _like_adjective(x, n):
                    weight -= weights.unlike_adjective
            else:
                change, cost = _verb_guess(x, n, kind)
                if change == _IMPOSSIBLE:
                    continue
                weight += weights.guess_verb + cost
                value = _hash(x, n, change) ^ VERB_LEMMA_MIX
            out.lemma[count], out.weight[count] = value, weight - weights.letter * n
            out.source[count] = -1 - ((((change * 2 + (kind != NOUN)) * 1024 + e) * 64 + start - begin) * 64 + stop - begin)
            count += 1
    return count


@njit(cache=True, nogil=True)
def _read(
    codes: np.ndarray, hints: np.ndarray, starts: np.ndarray, tanween: np.ndarray,
    proclitics: Affixes, endings: Affixes, table: FormTable, weights: ReadingWeights, out: _Found, out_starts: np.ndarray,
) -> int:  # fmt: skip
    """Fill `out` with the readings of every word that are not too poor; how many there are, which may be more than fit."""
    x = np.zeros(LONGEST + 4, np.uint8)
    matched, found = np.zeros((3, endings.length.size), np.int64), np.zeros(3, np.int64)
    some = _Found(np.zeros(_ROOM, np.uint64), np.zeros(_ROOM, np.float64), np.zeros(_ROOM, np.int64))
    total = 0
    for word in range(starts.size - 1):
        out_starts[word] = total
        count = _readings_of(codes, hints, starts[word], starts[word + 1], tanween[word], x, matched, found, proclitics, endings, table, weights, some)
        top = -1e9
        for r in range(count):
            top = max(top, some.weight[r] + (weights.listed_bonus if some.source[r] >= 0 else 0.0))
        for r in range(count):
            if some.weight[r] + (weights.listed_bonus if some.source[r] >= 0 else 0.0) >= top - weights.margin:
                if total < out.lemma.size:
                    out.lemma[total], out.weight[total], out.source[total] = some.lemma[r], some.weight[r], some.source[r]
                total += 1
    out_starts[starts.size - 1] = total
    return total


def readings(words: Coded, tanween: np.ndarray, proclitics: Affixes, endings: Affixes, table: FormTable, weights: ReadingWeights) -> Readings:
    """Every reading of each word that is not far worse than the word's best one. tanween: bool, is the word's last sign a tanween?"""
    number = words.starts.size - 1
    runs = [(first, min(first + _TOGETHER, number)) for first in range(0, max(number, 1), _TOGETHER)]
    parts = side_by_side(lambda run: _readings(words, run, tanween, proclitics, endings, table, weights), runs)
    lemma, weight, source = (np.concatenate([getattr(one, name) for one in parts]) for name in ("lemma", "weight", "source"))
    return Readings(lemma, weight, source, _joined([one.starts for one in parts]))


def _joined(starts: list[np.ndarray]) -> np.ndarray:
    """The starts of several runs of words as those of one."""
    before = np.cumsum([0, *(one[-1] for one in starts)])
    return np.concatenate([np.zeros(1, np.int64), *(one[1:] + first for one, first in zip(starts, before, strict=False))])


def _readings(
    words: Coded, run: tuple[int, int], tanween: np.ndarray, proclitics: Affixes, endings: Affixes, table: FormTable, weights: ReadingWeights
) -> Readings:
    """The readings of the words of one run."""
    first, last = run
    room = (last - first) * 12 + 1024
    while True:
        out = _Found(np.zeros(room, np.uint64), np.zeros(room, np.float32), np.zeros(room, np.int64))
        starts = np.zeros(last - first + 1, np.int64)
        total = _read(words.codes, words.hints, words.starts[first : last + 1], tanween[first:last], proclitics, endings, table, weights, out, starts)
        if total <= room:
            return Readings(out.lemma[:total], out.weight[:total], out.source[:total], starts)
        room = total


@njit(cache=True, nogil=True)
def _write_guesses(codes: np.ndarray, starts: np.ndarray, words: np.ndarray, sources: np.ndarray, restored: np.ndarray, restored_length: np.ndarray, letters: np.ndarray, out: np.ndarray, offsets: np.ndarray) -> int:
    """Write the lemma behind each packed guess as UTF-8 (uint8), with /n or /v; how many bytes.

    codes, starts: the coded words; words: int64, the word of each guess; sources: int64, negative; restored: uint8 codes that each ending
    gives back; letters: uint8 [alphabet + 1, 2], every letter's two bytes.
    """
    lemma = np.zeros(2 * LONGEST, np.uint8)
    at = 0
    for guess in range(words.size):
        offsets[guess] = at
        rest = -1 - sources[guess]
        stop, rest = rest % 64, rest // 64
        start, rest = rest % 64, rest // 64
        ending, rest = rest % 1024, rest // 1024
        verb, change = rest % 2, rest // 2
        n = 0
        if change == _WITH_ALEF or change == _HOLLOW_TEN:
            lemma[0] = _ALEF
            n = 1
        stem = n
        for i in range(starts[words[guess]] + start, starts[words[guess]] + stop):
            lemma[n] = codes[i]
            n += 1
        for i in range(restored_length[ending]):
            lemma[n] = restored[ending, i]
            n += 1
        if change == _HOLLOW:
            lemma[stem + 1] = _ALEF
        elif change == _HOLLOW_TEN:
            lemma[n - 2] = _ALEF
        for i in range(n):
            out[at] = letters[lemma[i], 0]
            out[at + 1] = letters[lemma[i], 1]
            at += 2
        out[at] = 0x2F
        out[at + 1] = 0x76 if verb else 0x6E
        at += 2
    offsets[words.size] = at
    return at


def guessed_lemmas(words: Coded, chosen: np.ndarray, sources: np.ndarray, endings: Affixes) -> pa.Array:
    """The keys behind packed guesses, a large_string column: chosen: int64, the word of each; sources: int64, negative.

    The lemma is what stands between proclitics and ending, with what the ending gives back to the citation form.
    """
    room = int((words.starts[chosen + 1] - words.starts[chosen] + endings.restored.shape[1] + 2).sum()) * 2
    out, offsets = np.empty(room, np.uint8), np.zeros(len(chosen) + 1, np.int64)
    n = _write_guesses(words.codes, words.starts, chosen, sources, endings.restored, endings.restored_length, _LETTERS, out, offsets)
    return column_of(out[:n], offsets)
