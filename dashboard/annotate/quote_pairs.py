"""Quotation marks that the tokeniser could not pair: set the wrong way round, or never closed."""

from dashboard.annotate.quote_scene import (
    FLAGS,
    LENGTH,
    PAIR,
    TYPE,
)
from dashboard.compiling import inner
from dashboard.text.characters import (
    CLOSE,
    COLON,
    CURLY_CLOSE,
    CURLY_OPEN,
    FIRST_WORD,
    OPEN,
    OPEN_BRACKET,
    STRAIGHT,
)

NEWLINE, SPACED = 2, 3
_LONGEST_CLITIC = 2


@inner
def _is_guillemet(s, i):  # type: ignore[no-untyped-def]
    """Is token i « or »?"""
    return s[i, TYPE] == OPEN or s[i, TYPE] == CLOSE


@inner
def _is_other_mark(s, i):  # type: ignore[no-untyped-def]
    """Is token i a straight or a curly mark?"""
    return s[i, TYPE] == STRAIGHT or s[i, TYPE] == CURLY_OPEN or s[i, TYPE] == CURLY_CLOSE


@inner
def is_mark(s, i):  # type: ignore[no-untyped-def]
    """Is token i a quotation mark?"""
    return _is_guillemet(s, i) or _is_other_mark(s, i)


@inner
def leaning(s, i, last):  # type: ignore[no-untyped-def]
    """How the spaces around a mark make it look: from 2 (it opens) over 0 (either) to -2 (it closes)."""
    after_clitic = s[i - 1, TYPE] >= FIRST_WORD and s[i - 1, LENGTH] <= _LONGEST_CLITIC
    opens = s[i, FLAGS] & SPACED or s[i - 1, TYPE] == COLON or s[i - 1, TYPE] == OPEN_BRACKET or after_clitic
    glued = i + 1 < last and s[i + 1, TYPE] >= FIRST_WORD and s[i + 1, FLAGS] & SPACED == 0
    return (1 if opens else -1) + (1 if glued else -1)


@inner
def _pair_guillemets(s, first, last):  # type: ignore[no-untyped-def]
    """Pair the guillemets of a paragraph anew by the spaces around them, since their direction misleads."""
    opener = -1
    for i in range(first, last):
        if not _is_guillemet(s, i):
            continue
        lean = leaning(s, i, last)
        s[i, PAIR] = -1
        if lean > 0 or (lean == 0 and opener < 0):
            opener = i
        elif opener >= 0:
            s[opener, PAIR], s[i, PAIR] = i, opener
            opener = -1


@inner
def _pair_others(s, first, last):  # type: ignore[no-untyped-def]
    """Make a pair of the only two straight or curly marks that a paragraph left over: «قال إن" …"» looks like nothing that opens.

    A mark that closes and then one that opens are no pair: each has lost its partner.
    """
    opener = closer = -1
    count = 0
    for i in range(first, last):
        if _is_other_mark(s, i) and s[i, PAIR] < 0:
            count += 1
            opener, closer = closer, i
    if count == 2 and not (leaning(s, opener, last) < 0 < leaning(s, closer, last)):
        s[opener, PAIR], s[closer, PAIR] = closer, opener


@inner
def repair_marks(s, first, last):  # type: ignore[no-untyped-def]
    """Pair what can be paired of the marks among tokens first : last, paragraph by paragraph."""
    begin = first
    for end in range(first + 1, last + 1):
        if end < last and not s[end, FLAGS] & NEWLINE:
            continue
        left = inside = 0
        for i in range(begin, end):
            if _is_guillemet(s, i):
                left += s[i, PAIR] < 0
                inside += s[i, PAIR] >= 0 and not begin <= s[i, PAIR] < end
        if left > 0 and inside == 0:
            _pair_guillemets(s, begin, end)
        _pair_others(s, begin, end)
        begin = end
