"""Stretches in quotation marks: which are names, titles and terms, and which are said without a word that says so."""

from dashboard.annotate.quote_classes import (
    AGENCY,
    ALSO,
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
    ORDINARY,
    PARTICIPLE,
    PREPOSITION,
    RELATIVE,
    ROLE,
    SOURCE,
    SURNAME,
    THAT,
    TIME,
    TITLES_FOLLOW,
    VERB,
    WITH_OBJECT,
    WITH_PREPOSITION,
)
from dashboard.annotate.quote_memory import (
    DIRECT,
    PARTIAL,
)
from dashboard.annotate.quote_phrases import (
    name_starting,
    words_between,
)
from dashboard.annotate.quote_scene import (
    BITS,
    DEMONYM,
    LENGTH,
    NAME,
    NAME_END,
    PAIR,
    TRAITS,
    TYPE,
)
from dashboard.compiling import inner
from dashboard.text.characters import (
    COLON,
    COMMA,
    FIRST_WORD,
)

_CLAUSE_IN_MARKS = 4
_PARTIAL_WORDS = 5


@inner
def _head_of_list(s, p):  # type: ignore[no-untyped-def]
    """The first mark of a row of marked words (صلاة" و"نار" و"شهاب») that the mark at p stands in."""
    for _ in range(12):
        k = p - 1
        while k > 0 and (s[k, TYPE] == COMMA or (s[k, TYPE] >= FIRST_WORD and s[k, LENGTH] <= 2 and s[k, BITS] & (PREPOSITION | BREAK | JOINED | BESIDE) != 0)) and p - k < 3:
            k -= 1
        if k == p - 1 or k <= 0 or s[k, PAIR] < 0 or s[k, PAIR] > k or words_between(s, s[k, PAIR], k) > 4:
            return p
        p = s[k, PAIR]
    return p


@inner
def is_name_in_marks(s, p):  # type: ignore[no-untyped-def]
    """Is the stretch that opens at mark p a name, a title or a term, going by the words before it and in it?"""
    q = s[p, PAIR]
    words = words_between(s, p, q)
    if words == 0:
        return True
    m = name_starting(s, p + 1)
    if m >= 0 and s[m, NAME_END] == q:
        return True
    if words <= 4:
        p = _head_of_list(s, p)
        if s[p, PAIR] != q and is_named_in_marks(s, p, s[p, PAIR]):
            return True
        p = s[q, PAIR]
    return is_named_in_marks(s, p, q)


@inner
def is_named_in_marks(s, p, q):  # type: ignore[no-untyped-def]
    """Is the stretch between marks p and q a name, going by the words before p and its own words?"""
    words = words_between(s, p, q)
    m = name_starting(s, p + 1)
    if m >= 0 and s[m, NAME_END] == q:
        return True
    before = s[p - 1, BITS] if p > 0 and s[p - 1, TYPE] >= FIRST_WORD else 0
    further = s[p - 2, BITS] if p > 1 and s[p - 2, TYPE] >= FIRST_WORD else 0
    if before & TITLES_FOLLOW and words <= 14:
        return True
    if further & TITLES_FOLLOW and words <= 8 and not before & (FINITE | THAT | PREPOSITION):
        return True
    if before & THAT:
        return False
    if words <= 5:
        k = p - 1
        while k >= 0 and p - k <= 4:
            bits = s[k, BITS]
            if s[k, TYPE] < FIRST_WORD or bits & THAT or (bits & PREPOSITION and s[k, LENGTH] > 2):
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
    if words <= 2 and before & VERB and p + 1 < q and s[p + 1, BITS] & DEFINITE:
        return True
    if words <= 4 and s[p - 1, TYPE] >= FIRST_WORD and s[p - 1, TRAITS] & WITH_OBJECT:
        return True
    if words == 1 and _is_part_of_phrase(s, p, q, before):
        return True
    if words > 3:
        return is_list_of_names(s, p, q)
    known, unknown = _words_of_names(s, p, q)
    unknown += words > 1 and s[p + 1, BITS] & (NAMES_FOLLOW | BODY) != 0 and not s[p + 1, BITS] & DEFINITE
    known += unknown == words and s[p + 1, BITS] & (NAMES_FOLLOW | BODY) != 0
    return known == words or (unknown == words and (before & NISBA != 0 or known > 0))


@inner
def _is_part_of_phrase(s, p, q, before):  # type: ignore[no-untyped-def]
    """Does one marked word stand as a noun within a phrase: لمسيري «العالمي», تنفيذ «توسعة» المحطة?"""
    plain = s[p - 1, TYPE] >= FIRST_WORD and s[p - 1, TRAITS] & ORDINARY and not before & (DEFINITE | PREPOSITION | THAT | VERB | FINITE | BREAK | PARTICIPLE)
    if not plain:
        return False
    if s[p + 1, BITS] & DEFINITE:
        return True
    if s[q + 1, TYPE] < FIRST_WORD or not s[q + 1, TRAITS] & ORDINARY:
        return False
    return not s[q + 1, BITS] & (PREPOSITION | WITH_PREPOSITION | RELATIVE | JOINED | VERB | FINITE | PARTICIPLE | BREAK | THAT | TIME | ALSO)


@inner
def _words_of_names(s, p, q):  # type: ignore[no-untyped-def]
    """How many words between the marks are known names, and how many are known or no ordinary words."""
    known = unknown = 0
    for k in range(p + 1, q):
        named = s[k, NAME] >= 0 and s[s[k, NAME], DEMONYM] == 0
        given = s[k, BITS] & GIVEN != 0 and not (s[k, TRAITS] & ORDINARY and q - p == 3)
        known += named or given or s[k, BITS] & FOREIGN != 0
        unknown += named or given or s[k, BITS] & (NAMELIKE | SURNAME | FOREIGN) != 0
    return known, unknown


@inner
def is_list_of_names(s, p, q):  # type: ignore[no-untyped-def]
    """Are the words between the marks names for the most part?"""
    words = words_between(s, p, q)
    known, unknown = _words_of_names(s, p, q)
    return words > 3 and 10 * unknown >= 7 * words and 10 * known >= 3 * words


@inner
def is_said_in_marks(s, p):  # type: ignore[no-untyped-def]
    """Is a stretch that no cue introduces long enough, or in the first person, to be taken for speech?"""
    words = words_between(s, p, s[p, PAIR])
    if words <= _CLAUSE_IN_MARKS:
        return False
    if words >= 8:
        return True
    for k in range(p + 1, s[p, PAIR]):
        if s[k, BITS] & (FIRST_PERSON | VERB | FINITE | THAT):
            return True
    return words >= 7


@inner
def marked_kind(s, p):  # type: ignore[no-untyped-def]
    """Direct where a clause stands in the marks or a colon before them, else partial."""
    return DIRECT if words_between(s, p, s[p, PAIR]) > _PARTIAL_WORDS or s[p - 1, TYPE] == COLON else PARTIAL
