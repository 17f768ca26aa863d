"""The listed words as a hash table of spellings that a kernel can look into."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from dashboard.compiling import njit
from dashboard.compiling.keeping import kept
from dashboard.text.terms.coding import HINTS, coded, hashes
from dashboard.text.terms.wordlists import Form, forms
from dashboard.versions import version_of

KIND_MIX = np.array([0, 0x5851F42D4C957F2D, 0x14057B7EF767814F], np.uint64)
VERB_LEMMA_MIX = np.uint64(0x2545F4914F6CDD1D)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


class FormTable(NamedTuple):
    """Every listed spelling in a hash table.

    slots: uint64 hash of kind and spelling (0: free), slot_first, slot_last: int32, the rows of that spelling in form_*: the endings it
    takes, its weight, the number of its lemma, the hints of its first and last letter. lemma_*: one row a lemma.
    """

    slots: np.ndarray
    slot_first: np.ndarray
    slot_last: np.ndarray
    form_takes: np.ndarray
    form_weight: np.ndarray
    form_lemma: np.ndarray
    form_first_hint: np.ndarray
    form_last_hint: np.ndarray
    lemma_hash: np.ndarray


@dataclass(frozen=True)
class WordLists:
    """The lists ready for use: the table of forms, and the key of each lemma."""

    table: FormTable
    lemmas: tuple[str, ...]

    @cached_property
    def lemma_column(self) -> pa.Array:
        """The keys of the lemmas as a large_string column."""
        return pa.array(self.lemmas, pa.large_string())


@njit(cache=True)
def _placed(keys: np.ndarray, size: int) -> np.ndarray:
    """The slot of each distinct nonzero key (uint64) in an open-addressing table of `size` (a power of two): int64."""
    taken = np.zeros(size, np.uint64)
    out = np.empty(keys.size, np.int64)
    for at in range(keys.size):
        slot = np.int64((keys[at] * _SPREAD) >> np.uint64(40)) & (size - 1)
        while taken[slot] != 0:
            slot = (slot + 1) & (size - 1)
        taken[slot] = keys[at]
        out[at] = slot
    return out


@njit(cache=True)
def slot_of(slots: np.ndarray, key: np.uint64) -> int:
    """The slot that holds a key (uint64) in the table that `_placed` laid out; -1 if none does."""
    slot = np.int64((key * _SPREAD) >> np.uint64(40)) & (slots.size - 1)
    while slots[slot] != 0:
        if slots[slot] == key:
            return int(slot)
        slot = (slot + 1) & (slots.size - 1)
    return -1


def _distinct_forms() -> list[Form]:
    """The listed forms, each once, at its best weight."""
    best: dict[tuple[str, int, int, str, bool], float] = {}
    for form in forms():
        reading = (form.text, form.kind, form.takes, form.lemma, form.verb)
        best[reading] = max(best.get(reading, form.weight), form.weight)
    return [Form(*reading, weight) for reading, weight in best.items()]


@cache
def word_lists() -> WordLists:
    """The lists that ship with the program, ready for lookup; made once after installation."""
    return kept("word-lists", version_of("text"), _word_lists)


def _word_lists() -> WordLists:
    listed = _distinct_forms()
    letters = coded([form.text for form in listed])
    keys = hashes(letters.codes, letters.starts) ^ KIND_MIX[np.array([form.kind for form in listed], np.int64)]
    order = np.lexsort((np.array([form.lemma for form in listed]), keys))
    listed = [listed[at] for at in order]
    distinct, first = np.unique(keys[order], return_index=True)
    size = 1 << int(distinct.size * 2.5).bit_length()
    place = _placed(distinct, size)
    slots, slot_first, slot_last = np.zeros(size, np.uint64), np.zeros(size, np.int32), np.zeros(size, np.int32)
    slots[place], slot_first[place], slot_last[place] = distinct, first, np.append(first[1:], order.size)
    lemmas = sorted({(form.lemma, form.verb) for form in listed})
    number = {lemma: at for at, lemma in enumerate(lemmas)}
    table = FormTable(
        slots, slot_first, slot_last,
        np.array([form.takes for form in listed], np.int64),
        np.array([form.weight for form in listed], np.float64),
        np.array([number[form.lemma, form.verb] for form in listed], np.int64),
        np.array([HINTS.get(form.text[0], 0) for form in listed], np.uint8),
        np.array([HINTS.get(form.text[-1], 0) for form in listed], np.uint8),
        _lemma_hashes(lemmas),
    )  # fmt: skip
    return WordLists(table, tuple(lemma + ("/v" if verb else "/n") for lemma, verb in lemmas))


def _lemma_hashes(lemmas: list[tuple[str, bool]]) -> np.ndarray:
    """uint64, one a lemma: with the hamzas and the alef maqsura that folding hides, so that بدأ and بدا, إمام and أمام differ."""
    letters = coded([lemma for lemma, _ in lemmas])
    hidden = np.where(letters.hints == HINTS["ي"], 0, letters.hints).astype(np.uint8)
    found: np.ndarray = hashes(letters.codes, letters.starts) ^ (hashes(hidden, letters.starts) << np.uint64(1))
    found[[verb for _, verb in lemmas]] ^= VERB_LEMMA_MIX
    return found
