"""Noun phrases in the token stream: who is named after a verb or before it, and which words of the phrase are the name."""


from dashboard.annotate.quote_classes import (
    ACCORDING,
    ACCORDING_VERB,
    ADDRESSEE,
    AGENCY,
    ALSO,
    AT_PLACE,
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
    SON,
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
from dashboard.annotate.quote_memory import (
    FIRST,
    FOUND,
    LAST,
    NAME_FIRST,
    NAME_LAST,
    NEXT,
)
from dashboard.annotate.quote_pairs import (
    NEWLINE,
    SPACED,
)
from dashboard.annotate.quote_scene import (
    BITS,
    DEMONYM,
    FLAGS,
    LENGTH,
    NAME,
    NAME_END,
    PAIR,
    PERSON,
    SKIP,
    SPEAKS,
    TRAITS,
    TYPE,
)
from dashboard.compiling import inner
from dashboard.text.characters import (
    CLOSE_BRACKET,
    COLON,
    COMMA,
    DASH,
    FIRST_WORD,
    OPEN_BRACKET,
    STOP,
)

LONGEST_PHRASE = 16
_FARTHEST_NAME = 9
_LONGEST_BRACKET = 14


_ENDS = THAT | RELATIVE | BREAK | TIME | ACCORDING | ACCORDING_VERB | PAST | UNSAID | WHAT | LIMIT | GERUND_OWN
_HEAD = ROLE | SOURCE | AGENCY | BODY
_NAMING = GIVEN | NAMELIKE | NAME_PART | SURNAME


@inner
def name_starting(s, i):  # type: ignore[no-untyped-def]
    """Token i where a name begins there that is no demonym, else -1."""
    return i if s[i, NAME] == i and not s[i, DEMONYM] else -1


@inner
def person_starting(s, i):  # type: ignore[no-untyped-def]
    """Token i where a person's name begins there, else -1."""
    m = name_starting(s, i)
    return m if m >= 0 and s[m, PERSON] != 0 else -1


@inner
def after_bracket(s, i, limit):  # type: ignore[no-untyped-def]
    """The token after the bracket that opens at i, or i where it does not close soon."""
    for k in range(i + 1, min(i + _LONGEST_BRACKET, limit)):
        if s[k, TYPE] == CLOSE_BRACKET:
            return k + 1
    return i


@inner
def words_between(s, first, last):  # type: ignore[no-untyped-def]
    """How many words stand among the tokens first : last."""
    words = 0
    for k in range(first, last):
        words += s[k, TYPE] >= FIRST_WORD
    return words


@inner
def _name_ahead(s, i, limit):  # type: ignore[no-untyped-def]
    """Does a person's name follow the prepositional phrase that begins at i, before anything is said?"""
    if i + 1 >= limit or s[i + 1, BITS] & (STATEMENT | TIME | CIRCUMSTANCE):
        return False
    for k in range(i + 1, min(i + _FARTHEST_NAME, limit)):
        if s[k, TYPE] < FIRST_WORD or s[k, BITS] & (THAT | STATEMENT | TIME | FINITE | PARTICIPLE):
            return False
        if k < i + 2:
            continue
        if person_starting(s, k) >= 0 or s[k, BITS] & GIVEN or (s[k, BITS] & ROLE and s[k, BITS] & DEFINITE):
            return True
        if s[k, BITS] & NAMELIKE and s[k, NAME] < 0 and s[k - 1, BITS] & DEFINITE:
            return True
    return False


@inner
def phrase_end(s, first, limit, content_ends):  # type: ignore[no-untyped-def]
    """The token after the noun phrase that begins at `first`; `first` itself where none begins there.

    A phrase runs over adjectives and genitives; it ends at particles, verbs, times and most prepositions. With
    `content_ends` it ends at a verbal noun as well (أكد المجلس ضرورة …).
    """
    j = first
    named = spoken_for = False
    while j < limit and j - first < LONGEST_PHRASE:
        kind = s[j, TYPE]
        if j > first and s[j, FLAGS] & NEWLINE:
            break
        if kind == OPEN_BRACKET:
            after = after_bracket(s, j, limit)
            if after == j or j == first:
                break
            j = after
            continue
        if kind < FIRST_WORD:
            if (
                s[j, PAIR] > j
                and j > first
                and s[j - 1, BITS] & (NAMES_FOLLOW | AGENCY | SOURCE | BODY)
                and words_between(s, j, s[j, PAIR]) <= 4
            ):
                j = s[j, PAIR] + 1
                continue
            joins = kind == DASH and j > first and s[j, FLAGS] & SPACED == 0
            if joins or (kind == STOP and j > first and s[j - 1, LENGTH] <= 1 and s[j, FLAGS] & SPACED == 0):
                j += 1
                continue
            break
        bits = s[j, BITS]
        m = name_starting(s, j)
        if m >= 0:
            if s[m, SKIP] > 0 and j > first and (named or spoken_for or not s[first, BITS] & ROLE) and not bits & JOINED:
                break
            named = named or s[m, PERSON] != 0
            j = s[m, NAME_END]
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
            if bits & STATEMENT and not bits & (BODY | SOURCE | DEFINITE) and s[first, BITS] & _HEAD == 0:
                break
        lone = s[j, LENGTH] <= 2 and bits & BESIDE
        if s[j, TRAITS] & AT_PLACE and j > first and s[first, BITS] & (BODY | ROLE) and (s[j + 1, BITS] & DEFINITE or name_starting(s, j + 1) >= 0):
            j += 1
            continue
        if bits & PREPOSITION or (bits & ADDRESSEE and bits & WITH_PREPOSITION):
            if j > first and s[first, BITS] & ROLE and not named and not lone and _name_ahead(s, j, limit):
                j += 1
                continue
            break
        if bits & ALSO and j > first:
            break
        named = named or bits & GIVEN != 0
        spoken_for = spoken_for or bits & SPOKEN_FOR != 0
        j += 1
    return j


@inner
def _runs_as_name(s, first, last):  # type: ignore[no-untyped-def]
    """The token after the run of words of a name that begins at `first`: one word at least, no role, no ordinary word."""
    k = first + 1
    while k < last:
        bits = s[k, BITS]
        m = s[k, NAME]
        part = bits & _NAMING or bits & DEFINITE or s[k, TYPE] < FIRST_WORD or (m >= 0 and m < k)
        part = part or (s[k - 1, BITS] & (GIVEN | NAME_PART) and not bits & ~(WITH_WAW | NISBA | VERB))
        if not part or bits & ROLE:
            break
        k += 1
    return k


@inner
def split_name(s, first, last):  # type: ignore[no-untyped-def]
    """(first, last, told) of the name in a noun phrase: a known person, else what follows the role; else the phrase whole.

    Who is spoken for does not speak (المتحدث باسم الرئيس فلان), but a person may follow the body that is spoken for (المتحدث باسم الحكومة فلان).
    """
    spoken = -1
    officer = False
    begin = first + 1
    anonymous = s[first, BITS] & SOURCE != 0 and s[first, BITS] & ROLE == 0
    for k in range(first, last):
        if s[k, BITS] & SPOKEN_FOR:
            spoken = k
        elif spoken >= 0 and s[k, BITS] & ROLE:
            officer = True
        m = person_starting(s, k)
        after_body = k > spoken + 1 and not officer and (s[k - 1, BITS] & DEFINITE or (s[k - 1, NAME] >= 0 and not s[s[k - 1, NAME], PERSON]))
        if m >= 0 and (spoken < 0 or after_body) and not anonymous:
            if k > first and s[k - 1, BITS] & BODY and not s[k - 1, BITS] & DEFINITE:
                begin = s[m, NAME_END]
                continue
            return k, s[m, NAME_END], True
    if s[first, BITS] & ROLE == 0:
        if s[first, BITS] & (AGENCY | BODY | STATEMENT | SOURCE):
            return first, last, False
        m = name_starting(s, first)
        if m >= 0:
            return first, max(s[m, NAME_END], first + 1), True
        if s[first, BITS] & DEFINITE and not s[first, BITS] & SURNAME and first + 1 < last and s[first + 1, BITS] & (DEFINITE | NAMELIKE | GIVEN) == 0:
            return first, last, False
        return first, _runs_as_name(s, first, last), s[first, BITS] & _NAMING != 0 or s[first + 1, TRAITS] & SON != 0
    for k in range(begin, last):
        bits = s[k, BITS]
        if s[k, NAME] >= 0 and s[s[k, NAME], DEMONYM] != 0:
            continue
        if spoken >= 0 and k < spoken + 3:
            continue
        if s[k, TYPE] < FIRST_WORD or s[k - 1, BITS] & SPOKEN_FOR:
            continue
        foreign = bits & NAMELIKE and s[k - 1, BITS] & (DEFINITE | ROLE) and s[k, NAME] < 0
        foreign = foreign or (bits & SURNAME and s[k, NAME] < 0 and (k + 1 == last or (k == first + 1 and not s[k + 1, BITS] & DEFINITE)))
        titled = k - 1 > first and s[k - 1, BITS] & ROLE and s[k - 1, BITS] & DEFINITE and bits & ~(_NAMING | VERB | WITH_WAW) == 0
        if bits & GIVEN or foreign or titled or bits & NAME_PART or s[k + 1, TRAITS] & SON:
            return k, _runs_as_name(s, k, last), True
    return first, last, False


@inner
def _next_comma(s, first, limit):  # type: ignore[no-untyped-def]
    """The next comma, close by and before anything is said; -1 for none."""
    for k in range(first, min(first + 10, limit)):
        if s[k, TYPE] == COMMA:
            return k
        if s[k, TYPE] == COLON or (s[k, PAIR] > k + 4) or s[k, BITS] & THAT:
            break
    return -1


@inner
def noun_phrase(s, first, limit, content_ends, memory):  # type: ignore[no-untyped-def]
    """Read the phrase at `first` with its appositions as the found speaker.

    Returns False where no phrase begins there. «وزير الخارجية الروسي، سيرغي لافروف،» is one phrase, its name the apposition.
    """
    end = phrase_end(s, first, limit, content_ends)
    if end == first:
        return False
    name_first, name_last, told = split_name(s, first, end)
    after = end
    k = end
    if not told and s[first, BITS] & (ROLE | SOURCE) and k < limit and s[k, BITS] & (PREPOSITION | WITH_PREPOSITION) and not s[min(k + 1, limit - 1), BITS] & (STATEMENT | TIME | CIRCUMSTANCE):
        comma = _next_comma(s, k + 1, limit)
        if comma > 0 and comma + 1 < limit and (s[comma + 1, BITS] & (GIVEN | NAMELIKE) or s[comma + 2, TRAITS] & SON) and not s[comma + 1, BITS] & JOINED:
            k = comma
    for _ in range(3):
        if k + 1 >= limit or s[k, TYPE] != COMMA or s[k + 1, FLAGS] & NEWLINE or s[k + 1, TYPE] < FIRST_WORD:
            break
        bits = s[k + 1, BITS]
        end2 = phrase_end(s, k + 1, limit, content_ends)
        if end2 > k + 1 and not bits & (VERB | JOINED):
            first2, last2, told2 = split_name(s, k + 1, end2)
            if not told and s[first, BITS] & (ROLE | SOURCE) and told2 and end2 - k <= 8:
                name_first, name_last, told = first2, last2, True
                after = k = end2
                continue
            if told and (bits & ROLE or (bits & NAMELIKE and end2 < limit and s[end2, TYPE] == COMMA)):
                after = k = end2
                continue
        comma = _next_comma(s, k + 1, limit) if not told and s[first, BITS] & ROLE and bits & (DEFINITE | WITH_PREPOSITION) and not bits & ROLE else -1
        if comma < 0:
            break
        k = comma
    memory[FOUND, FIRST], memory[FOUND, LAST], memory[FOUND, NEXT] = first, end, after
    memory[FOUND, NAME_FIRST], memory[FOUND, NAME_LAST] = name_first, name_last
    return True


@inner
def may_speak(s, first):  # type: ignore[no-untyped-def]
    """Can the noun phrase that begins here be somebody who speaks?"""
    bits = s[first, BITS]
    if bits & (ROLE | SOURCE | AGENCY | BODY | GIVEN | NAMELIKE | SURNAME | NAME_PART):
        return True
    m = name_starting(s, first)
    return m >= 0 and s[m, SPEAKS] != 0


@inner
def _phrase_ending(s, start, top, memory):  # type: ignore[no-untyped-def]
    """Read the phrase of a speaker that ends right before token `top` into memory; False where none does."""
    end = top - 1 if top > start and s[top - 1, TYPE] == COMMA else top
    for c in range(max(start, end - 12), end):
        if may_speak(s, c) and not s[c, BITS] & (NISBA | PREPOSITION) and noun_phrase(s, c, top, False, memory) and memory[FOUND, LAST] == end:
            return True
    return False


@inner
def subject_before(s, verb, start, memory):  # type: ignore[no-untyped-def]
    """Read the subject that stands before a verb (الوزير … قال) into memory; False where there is none."""
    top = verb
    while top > start and s[top - 1, BITS] & (PAST | ALSO):
        top -= 1
    if top > start and s[top - 1, BITS] & RELATIVE:
        return _phrase_ending(s, start, top - 1, memory)
    c = top
    while c > start:
        k = c - 1
        bits = s[k, BITS]
        if s[k, PAIR] >= 0:
            if s[k, PAIR] < k and s[k, PAIR] > start and words_between(s, s[k, PAIR], k) <= 4:
                c = s[k, PAIR]
                continue
            break
        if s[k, TYPE] == COLON or s[k, TYPE] == STOP:
            break
        if bits & (THAT | RELATIVE | PARTICIPLE | BREAK | PAST) and not bits & (ROLE | SOURCE):
            break
        if bits & FINITE and not bits & (ROLE | SOURCE | WEAK):
            break
        c = k
        if top - c > 30:
            return False
    while c < top and (s[c, TYPE] < FIRST_WORD or s[c, BITS] & (OPENER | PAST | BREAK | TIME)):
        c += 1
    if c >= top or s[c, BITS] & (VERB | PREPOSITION):
        return False
    bits = s[c, BITS]
    near = top - c <= 3 or (c > start and s[c - 1, BITS] & THAT)
    noun = bits & (ROLE | SOURCE | AGENCY | BODY | GIVEN | SURNAME) or (bits & DEFINITE and not bits & WITH_PREPOSITION)
    if not noun and name_starting(s, c) < 0 and not (bits & NAMELIKE and near):
        return False
    return noun_phrase(s, c, top, False, memory) and top - memory[FOUND, NEXT] <= 8
