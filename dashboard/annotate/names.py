"""Names in a token stream as units of counting: a name of several words is one unit, and its words are not counted again."""

import numpy as np
import numpy.typing as npt

from dashboard.compiling import njit
from dashboard.lexicon.matching import Matches
from dashboard.text.characters import DASH, FIRST_WORD
from dashboard.text.tokens import TokenStream
from dashboard.text.vocabulary import TypeTable, add, digest_of, lookup

_SIGN = 0x1F
_FULL = -1
_LONGEST = 4096


@njit(cache=True)
def _write_words(types, offsets, arena, first, last, out, n):  # type: ignore[no-untyped-def]
    """Append the words of a name with a space between each two, a hyphen where one stands; returns the new length."""
    joined = True
    for i in range(first, last):
        token = types[i]
        if token < FIRST_WORD:
            if token == DASH and n < _LONGEST:
                out[n] = 0x2D
                n += 1
                joined = True
            continue
        if not joined:
            out[n] = 0x20
            n += 1
        for k in range(offsets[token], min(offsets[token + 1], offsets[token] + _LONGEST // 8)):
            out[n] = arena[k]
            n += 1
        joined = False
    return n


@njit(cache=True)
def _enter(types, offsets, arena, firsts, lasts, skips, restored, slots, name_offsets, name_arena, size, ids, bare_ids, bare_slots, bare_offsets, bare_arena, bare_size):  # type: ignore[no-untyped-def]
    """Number every match's unit (as written + bare) and its bare form; sizes of both tables, _FULL where one must grow."""
    scratch = np.empty(4 * _LONGEST, np.uint8)
    for m in range(len(firsts)):
        scratch[0] = _SIGN
        n = _write_words(types, offsets, arena, firsts[m], lasts[m], scratch, 1)
        written = n
        scratch[n] = _SIGN
        n += 1
        begin = n
        if restored[m] >= 1:
            scratch[n] = 0xD8
            scratch[n + 1] = 0xA7
            n += 2
        if restored[m] >= 2:
            scratch[n] = 0xD9
            scratch[n + 1] = 0x84
            n += 2
        at = 1
        for _ in range(skips[m]):
            at += 1
            while at < written and scratch[at] & 0xC0 == 0x80:
                at += 1
        while at < written:
            scratch[n] = scratch[at]
            n += 1
            at += 1
        digest = digest_of(scratch, 0, n)
        word, slot = lookup(scratch, 0, n, digest, slots, name_arena)
        if word < 0:
            if not add(scratch, 0, n, digest, slot, slots, name_offsets, name_arena, size):
                return _FULL, size, bare_size
            word = size
            size += 1
        ids[m] = word
        digest = digest_of(scratch, begin, n)
        word, slot = lookup(scratch, begin, n, digest, bare_slots, bare_arena)
        if word < 0:
            if not add(scratch, begin, n, digest, slot, bare_slots, bare_offsets, bare_arena, bare_size):
                return _FULL, size, bare_size
            word = bare_size
            bare_size += 1
        bare_ids[m] = word
    return len(firsts), size, bare_size


@njit(cache=True)
def _cover(units, firsts, lasts, ids, beyond):  # type: ignore[no-untyped-def]
    for m in range(len(firsts)):
        units[firsts[m]] = beyond + ids[m]
        for i in range(firsts[m] + 1, lasts[m]):
            units[i] = -1


class NameForms:
    """The written forms of names met so far: units for counting (with proclitic and bare) and bare forms for mentions."""

    def __init__(self) -> None:
        self.units = TypeTable()
        self.bare = TypeTable()

    def enter(
        self, stream: TokenStream, matches: Matches, types: TypeTable
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """The unit id and the bare form id of every match: int32[matches] each."""
        ids, bare = np.empty(len(matches), np.int32), np.empty(len(matches), np.int32)
        while True:
            done, self.units.size, self.bare.size = _enter(
                stream.type, types.offsets, types.arena, matches.first, matches.last, matches.skip, matches.restored,
                self.units.slots, self.units.offsets, self.units.arena, self.units.size, ids,
                bare, self.bare.slots, self.bare.offsets, self.bare.arena, self.bare.size,
            )  # fmt: skip
            if done != _FULL:
                return ids, bare
            self.units.grow()
            self.bare.grow()


def units_of(stream: TokenStream, matches: Matches, ids: npt.NDArray[np.int32], beyond: int) -> npt.NDArray[np.int32]:
    """The unit that each token counts as: its type, or `beyond` + the name's id at a name's first word and -1 in the rest."""
    units = stream.type.copy()
    _cover(units, matches.first, matches.last, ids, beyond)
    return units
