"""Noun phrases in the token stream: who is named after a verb or before it, and which words of the phrase are the name."""


from dashboard.annotate.quote_scene import (
    DEMONYM,
    FLAGS,
    LENGTH,
    NAME,
    NAME_BEGIN,
    NAME_END,
    PAIR,
    PERSON,
    SKIP,
    SPEAKS,
    TYPE,
)
from dashboard.annotate.quote_words import (
    ACCORDING,
    ACCORDING_VERB,
    ADDRESSEE,
    AGENCY,
    ALSO,
    BESIDE,
    BODY,
    BREAK,
    CIRCUMSTANCE,
    CONTENT,
    COUNTERPART,
    DEFINITE,
    FINITE,
    GERUND,
    GERUND_OWN,
    GIVEN,
    JOINED,
    LIMIT,
    NAME_PART,
    NAMELIKE,
    NAMES_FOLLOW,
    NISBA,
    OPENER,
    PARTICIPLE,
    PAST,
    PREPOSITION,
    RELATIVE,
    ROLE,
    SOURCE,
    SPOKEN_FOR,
    STATEMENT,
    SURNAME,
    THAT,
    TIME,
    UNSAID,
    VERB,
    WEAK,
    WHAT,
    WITH_PREPOSITION,
    WITH_WAW,
)
from dashboard.compiling import njit
from dashboard.text.characters import (
    CLOSE_BRACKET,
    COLON,
    COMMA,
    DASH,
    FIRST_WORD,
    OPEN_BRACKET,
    STOP,
)

NEWLINE, SPACED = 2, 3
LONGEST_PHRASE = 16
_FARTHEST_NAME = 9
_LONGEST_BRACKET = 14


_ENDS = THAT | RELATIVE | BREAK | TIME | ACCORDING | ACCORDING_VERB | PAST | UNSAID | WHAT | LIMIT | GERUND_OWN
_HEAD = ROLE | SOURCE | AGENCY | BODY
_NAMING = GIVEN | NAMELIKE | NAME_PART | SURNAME


@njit(cache=True)
def name_starting(s, i):  # type: ignore[no-untyped-def]
    """The match that begins at token i and is no demonym, or -1."""
    m = s.token[NAME, i]
    if m >= 0 and s.names[m, NAME_BEGIN] == i and not s.names[m, DEMONYM]:
        return m
    return -1


@njit(cache=True)
def person_starting(s, i):  # type: ignore[no-untyped-def]
    """The match of a person that begins at token i, or -1."""
    m = name_starting(s, i)
    return m if m >= 0 and s.names[m, PERSON] != 0 else -1


@njit(cache=True)
def after_bracket(s, i, limit):  # type: ignore[no-untyped-def]
    """The token after the bracket that opens at i, or i where it does not close soon."""
    for k in range(i + 1, min(i + _LONGEST_BRACKET, limit)):
        if s.token[TYPE, k] == CLOSE_BRACKET:
            return k + 1
    return i


@njit(cache=True)
def words_between(s, first, last):  # type: ignore[no-untyped-def]
    """How many words stand among the tokens first : last."""
    words = 0
    for k in range(first, last):
        words += s.token[TYPE, k] >= FIRST_WORD
    return words


@njit(cache=True)
def _name_ahead(s, i, limit):  # type: ignore[no-untyped-def]
    """Does a person's name follow the prepositional phrase that begins at i, before anything is said?"""
    if i + 1 >= limit or s.bits[i + 1] & (STATEMENT | TIME | CIRCUMSTANCE):
        return False
    for k in range(i + 1, min(i + _FARTHEST_NAME, limit)):
        if s.token[TYPE, k] < FIRST_WORD or s.bits[k] & (THAT | STATEMENT | TIME | FINITE | PARTICIPLE):
            return False
        if k < i + 2:
            continue
        if person_starting(s, k) >= 0 or s.bits[k] & GIVEN or (s.bits[k] & ROLE and s.bits[k] & DEFINITE):
            return True
        if s.bits[k] & NAMELIKE and s.token[NAME, k] < 0 and s.bits[k - 1] & DEFINITE:
            return True
    return False


@njit(cache=True)
def phrase_end(s, first, limit, content_ends):  # type: ignore[no-untyped-def]
    """The token after the noun phrase that begins at `first`; `first` itself where none begins there.

    A phrase runs over adjectives and genitives; it ends at particles, verbs, times and most prepositions. With
    `content_ends` it ends at a verbal noun as well (أكد المجلس ضرورة …).
    """
    j = first
    named = spoken_for = False
    while j < limit and j - first < LONGEST_PHRASE:
        kind = s.token[TYPE, j]
        if j > first and s.token[FLAGS, j] & NEWLINE:
            break
        if kind == OPEN_BRACKET:
            after = after_bracket(s, j, limit)
            if after == j or j == first:
                break
            j = after
            continue
        if kind < FIRST_WORD:
            if (
                s.token[PAIR, j] > j
                and j > first
                and s.bits[j - 1] & (NAMES_FOLLOW | AGENCY | SOURCE | BODY)
                and words_between(s, j, s.token[PAIR, j]) <= 4
            ):
                j = s.token[PAIR, j] + 1
                continue
            joins = kind == DASH and j > first and s.token[FLAGS, j] & SPACED == 0
            if joins or (kind == STOP and j > first and s.token[LENGTH, j - 1] <= 1 and s.token[FLAGS, j] & SPACED == 0):
                j += 1
                continue
            break
        bits = s.bits[j]
        m = name_starting(s, j)
        if m >= 0:
            if s.names[m, SKIP] > 0 and j > first and (named or spoken_for or not s.bits[first] & ROLE) and not bits & JOINED:
                break
            named = named or s.names[m, PERSON] != 0
            j = s.names[m, NAME_END]
            continue
        if bits & _ENDS and not (bits & TIME and bits & ROLE):
            break
        if bits & COUNTERPART and j > first:
            break
        if bits & (FINITE | PARTICIPLE) and not bits & (ROLE | SOURCE) and not (bits & DEFINITE):
            break
        if bits & GERUND and bits & WITH_PREPOSITION:
            break
        if j > first and bits & ~WITH_WAW == WITH_PREPOSITION:
            break
        if j > first:
            if content_ends and bits & CONTENT and not bits & (DEFINITE | ROLE | BODY):
                break
            if bits & STATEMENT and not bits & (BODY | SOURCE | DEFINITE) and s.bits[first] & _HEAD == 0:
                break
        lone = s.token[LENGTH, j] <= 2 and bits & BESIDE
        if bits & PREPOSITION or (bits & ADDRESSEE and bits & WITH_PREPOSITION):
            if j > first and s.bits[first] & ROLE and not named and not lone and _name_ahead(s, j, limit):
                j += 1
                continue
            break
        if bits & ALSO and j > first:
            break
        named = named or bits & GIVEN != 0
        spoken_for = spoken_for or bits & SPOKEN_FOR != 0
        j += 1
    return j


@njit(cache=True)
def _runs_as_name(s, first, last):  # type: ignore[no-untyped-def]
    """The token after the run of words of a name that begins at `first`: one word at least, no role, no ordinary word."""
    k = first + 1
    while k < last:
        bits = s.bits[k]
        m = s.token[NAME, k]
        part = bits & _NAMING or bits & DEFINITE or s.token[TYPE, k] < FIRST_WORD or (m >= 0 and s.names[m, NAME_BEGIN] < k)
        if not part or bits & ROLE:
            break
        k += 1
    return k


@njit(cache=True)
def split_name(s, first, last):  # type: ignore[no-untyped-def]
    """(first, last, told) of the name in a noun phrase: a known person, else what follows the role; else the phrase whole."""
    spoken = -1
    begin = first + 1
    anonymous = s.bits[first] & SOURCE != 0 and s.bits[first] & ROLE == 0
    for k in range(first, last):
        if s.bits[k] & SPOKEN_FOR:
            spoken = k
        m = person_starting(s, k)
        if m >= 0 and spoken < 0 and not anonymous:
            if k > first and s.bits[k - 1] & BODY and not s.bits[k - 1] & DEFINITE:
                begin = s.names[m, NAME_END]
                continue
            return k, s.names[m, NAME_END], True
    if s.bits[first] & ROLE == 0:
        if s.bits[first] & (AGENCY | BODY | STATEMENT | SOURCE):
            return first, last, False
        m = name_starting(s, first)
        if m >= 0:
            return first, max(s.names[m, NAME_END], first + 1), True
        if s.bits[first] & DEFINITE and not s.bits[first] & SURNAME and first + 1 < last and s.bits[first + 1] & (DEFINITE | NAMELIKE | GIVEN) == 0:
            return first, last, False
        return first, _runs_as_name(s, first, last), s.bits[first] & _NAMING != 0
    for k in range(begin, last):
        bits = s.bits[k]
        if s.token[NAME, k] >= 0 and s.names[s.token[NAME, k], DEMONYM] != 0:
            continue
        if spoken >= 0 and k < spoken + 3:
            continue
        if s.token[TYPE, k] < FIRST_WORD or s.bits[k - 1] & SPOKEN_FOR:
            continue
        foreign = bits & NAMELIKE and s.bits[k - 1] & (DEFINITE | ROLE) and s.token[NAME, k] < 0
        foreign = foreign or (bits & SURNAME and s.token[NAME, k] < 0 and (k + 1 == last or (k == first + 1 and not s.bits[k + 1] & DEFINITE)))
        titled = k - 1 > first and s.bits[k - 1] & ROLE and s.bits[k - 1] & DEFINITE and bits & ~(_NAMING | VERB | WITH_WAW) == 0
        if bits & GIVEN or foreign or titled or bits & NAME_PART:
            return k, _runs_as_name(s, k, last), True
    return first, last, False


@njit(cache=True)
def _next_comma(s, first, limit):  # type: ignore[no-untyped-def]
    """The next comma, close by and before anything is said; -1 for none."""
    for k in range(first, min(first + 10, limit)):
        if s.token[TYPE, k] == COMMA:
            return k
        if s.token[TYPE, k] == COLON or (s.token[PAIR, k] > k + 4) or s.bits[k] & THAT:
            break
    return -1


@njit(cache=True)
def noun_phrase(s, first, limit, content_ends, out):  # type: ignore[no-untyped-def]
    """Read the phrase at `first` with its appositions into out: first, last, name first, name last, next token.

    Returns False where no phrase begins there. «وزير الخارجية الروسي، سيرغي لافروف،» is one phrase, its name the apposition.
    """
    end = phrase_end(s, first, limit, content_ends)
    if end == first:
        return False
    name_first, name_last, told = split_name(s, first, end)
    after = end
    k = end
    if not told and s.bits[first] & (ROLE | SOURCE) and k < limit and s.bits[k] & PREPOSITION and not s.bits[min(k + 1, limit - 1)] & (STATEMENT | TIME | CIRCUMSTANCE):
        comma = _next_comma(s, k + 1, limit)
        if comma > 0 and comma + 1 < limit and s.bits[comma + 1] & (GIVEN | NAMELIKE) and not s.bits[comma + 1] & JOINED:
            k = comma
    for _ in range(3):
        if k + 1 >= limit or s.token[TYPE, k] != COMMA or s.token[FLAGS, k + 1] & NEWLINE or s.token[TYPE, k + 1] < FIRST_WORD:
            break
        bits = s.bits[k + 1]
        end2 = phrase_end(s, k + 1, limit, content_ends)
        if end2 > k + 1 and not bits & (VERB | JOINED):
            first2, last2, told2 = split_name(s, k + 1, end2)
            if not told and s.bits[first] & (ROLE | SOURCE) and told2 and end2 - k <= 8:
                name_first, name_last, told = first2, last2, True
                after = k = end2
                continue
            if told and (bits & ROLE or (bits & NAMELIKE and end2 < limit and s.token[TYPE, end2] == COMMA)):
                after = k = end2
                continue
        comma = _next_comma(s, k + 1, limit) if not told and s.bits[first] & ROLE and bits & DEFINITE and not bits & ROLE else -1
        if comma < 0:
            break
        k = comma
    out[0], out[1], out[2], out[3], out[4] = first, end, name_first, name_last, after
    return True


@njit(cache=True)
def may_speak(s, first):  # type: ignore[no-untyped-def]
    """Can the noun phrase that begins here be somebody who speaks?"""
    bits = s.bits[first]
    if bits & (ROLE | SOURCE | AGENCY | BODY | GIVEN | NAMELIKE | SURNAME | NAME_PART):
        return True
    m = name_starting(s, first)
    return m >= 0 and s.names[m, SPEAKS] != 0


@njit(cache=True)
def _phrase_ending(s, start, top, out):  # type: ignore[no-untyped-def]
    """Read the phrase of a speaker that ends right before token `top` into out; False where none does."""
    end = top - 1 if top > start and s.token[TYPE, top - 1] == COMMA else top
    for c in range(max(start, end - 12), end):
        if may_speak(s, c) and not s.bits[c] & (NISBA | PREPOSITION) and noun_phrase(s, c, top, False, out) and out[1] == end:
            return True
    return False


@njit(cache=True)
def subject_before(s, verb, start, out):  # type: ignore[no-untyped-def]
    """Read the subject that stands before a verb (الوزير … قال) into out; False where there is none."""
    top = verb
    while top > start and s.bits[top - 1] & (PAST | ALSO):
        top -= 1
    if top > start and s.bits[top - 1] & RELATIVE:
        return _phrase_ending(s, start, top - 1, out)
    c = top
    while c > start:
        k = c - 1
        bits = s.bits[k]
        if s.token[PAIR, k] >= 0:
            if s.token[PAIR, k] < k and s.token[PAIR, k] > start and words_between(s, s.token[PAIR, k], k) <= 4:
                c = s.token[PAIR, k]
                continue
            break
        if s.token[TYPE, k] == COLON or s.token[TYPE, k] == STOP:
            break
        if bits & (THAT | RELATIVE | PARTICIPLE | BREAK | PAST) and not bits & (ROLE | SOURCE):
            break
        if bits & FINITE and not bits & (ROLE | SOURCE | WEAK):
            break
        c = k
        if top - c > 30:
            return False
    while c < top and (s.token[TYPE, c] < FIRST_WORD or s.bits[c] & (OPENER | PAST | BREAK | TIME)):
        c += 1
    if c >= top or s.bits[c] & (VERB | PREPOSITION):
        return False
    bits = s.bits[c]
    near = top - c <= 3 or (c > start and s.bits[c - 1] & THAT)
    noun = bits & (ROLE | SOURCE | AGENCY | BODY | GIVEN | SURNAME) or (bits & DEFINITE and not bits & WITH_PREPOSITION)
    if not noun and name_starting(s, c) < 0 and not (bits & NAMELIKE and near):
        return False
    return noun_phrase(s, c, top, False, out) and top - out[4] <= 8
