"""Stretches in quotation marks: which are names, titles and terms, and which are said without a word that says so."""

import numpy as np

from dashboard.annotate.quote_phrases import (
    name_starting,
    words_between,
)
from dashboard.annotate.quote_scene import (
    DEMONYM,
    LENGTH,
    NAME,
    NAME_END,
    PAIR,
    TYPE,
)
from dashboard.annotate.quote_words import (
    AGENCY,
    BESIDE,
    BODY,
    BREAK,
    DEFINITE,
    FINITE,
    FIRST_PERSON,
    FOREIGN,
    GIVEN,
    JOINED,
    NAMELIKE,
    NAMES_FOLLOW,
    NISBA,
    PARTICIPLE,
    PREPOSITION,
    ROLE,
    SOURCE,
    SURNAME,
    THAT,
    TITLES_FOLLOW,
    VERB,
)
from dashboard.compiling import njit
from dashboard.text.characters import (
    COMMA,
    FIRST_WORD,
)

_CLAUSE_IN_MARKS = 4


@njit(cache=True)
def _head_of_list(s, p):  # type: ignore[no-untyped-def]
    """The first mark of a row of marked words (صلاة" و"نار" و"شهاب») that the mark at p stands in."""
    for _ in range(12):
        k = p - 1
        while k > 0 and (s.token[TYPE, k] == COMMA or (s.token[TYPE, k] >= FIRST_WORD and s.token[LENGTH, k] <= 2 and s.bits[k] & (PREPOSITION | BREAK | JOINED | BESIDE) != 0)) and p - k < 3:
            k -= 1
        if k == p - 1 or k <= 0 or s.token[PAIR, k] < 0 or s.token[PAIR, k] > k or words_between(s, s.token[PAIR, k], k) > 4:
            return p
        p = s.token[PAIR, k]
    return p


@njit(cache=True)
def is_name_in_marks(s, p):  # type: ignore[no-untyped-def]
    """Is the stretch that opens at mark p a name, a title or a term, going by the words before it and in it?"""
    q = s.token[PAIR, p]
    words = words_between(s, p, q)
    if words == 0:
        return True
    m = name_starting(s, p + 1)
    if m >= 0 and s.names[m, NAME_END] == q:
        return True
    if words <= 4:
        p = _head_of_list(s, p)
        if s.token[PAIR, p] != q and is_named_in_marks(s, p, s.token[PAIR, p]):
            return True
        p = s.token[PAIR, q]
    return is_named_in_marks(s, p, q)


@njit(cache=True)
def is_named_in_marks(s, p, q):  # type: ignore[no-untyped-def]
    """Is the stretch between marks p and q a name, going by the words before p and its own words?"""
    words = words_between(s, p, q)
    m = name_starting(s, p + 1)
    if m >= 0 and s.names[m, NAME_END] == q:
        return True
    before = s.bits[p - 1] if p > 0 and s.token[TYPE, p - 1] >= FIRST_WORD else np.int64(0)
    further = s.bits[p - 2] if p > 1 and s.token[TYPE, p - 2] >= FIRST_WORD else np.int64(0)
    if before & TITLES_FOLLOW and words <= 14:
        return True
    if further & TITLES_FOLLOW and words <= 8 and not before & (FINITE | THAT | PREPOSITION):
        return True
    if before & THAT:
        return False
    if words <= 5:
        k = p - 1
        while k >= 0 and p - k <= 4:
            bits = s.bits[k]
            if s.token[TYPE, k] < FIRST_WORD or bits & THAT or (bits & PREPOSITION and s.token[LENGTH, k] > 2):
                break
            if bits & (NAMES_FOLLOW | AGENCY):
                return True
            if bits & (FINITE | PARTICIPLE) or (bits & VERB and not bits & DEFINITE):
                break
            k -= 1
        if before & BESIDE and words <= 4:
            return True
        if words <= 3 and (before & (ROLE | SOURCE) or (further & ROLE and before & (NISBA | DEFINITE))):
            return True
    if words <= 2 and before & VERB and p + 1 < q and s.bits[p + 1] & DEFINITE:
        return True
    if words > 3:
        return is_list_of_names(s, p, q)
    known, unknown = _words_of_names(s, p, q)
    unknown += words > 1 and s.bits[p + 1] & (NAMES_FOLLOW | BODY) != 0 and not s.bits[p + 1] & DEFINITE
    known += unknown == words and s.bits[p + 1] & (NAMES_FOLLOW | BODY) != 0
    return known == words or (unknown == words and (before & NISBA != 0 or known > 0))


@njit(cache=True)
def _words_of_names(s, p, q):  # type: ignore[no-untyped-def]
    """How many words between the marks are known names, and how many are known or no ordinary words."""
    known = unknown = 0
    for k in range(p + 1, q):
        named = s.token[NAME, k] >= 0 and s.names[s.token[NAME, k], DEMONYM] == 0
        known += named or s.bits[k] & (GIVEN | FOREIGN) != 0
        unknown += named or s.bits[k] & (NAMELIKE | GIVEN | SURNAME | FOREIGN) != 0
    return known, unknown


@njit(cache=True)
def is_list_of_names(s, p, q):  # type: ignore[no-untyped-def]
    """Are the words between the marks names for the most part?"""
    words = words_between(s, p, q)
    known, unknown = _words_of_names(s, p, q)
    return words > 3 and 10 * unknown >= 7 * words and 10 * known >= 3 * words


@njit(cache=True)
def is_said_in_marks(s, p):  # type: ignore[no-untyped-def]
    """Is a stretch that no cue introduces long enough, or in the first person, to be taken for speech?"""
    words = words_between(s, p, s.token[PAIR, p])
    if words <= _CLAUSE_IN_MARKS:
        return False
    if words >= 8:
        return True
    for k in range(p + 1, s.token[PAIR, p]):
        if s.bits[k] & (FIRST_PERSON | VERB | FINITE | THAT):
            return True
    return words >= 7
