"""Who speaks: the subject of a verb, the institution behind a text, the source that an attribution names."""

from dashboard.annotate.quote_content import (
    AFTER_COLON,
    AFTER_THAT,
    AS_NOUN,
    DESCRIBING,
    IN_MARKS,
)
from dashboard.annotate.quote_memory import (
    FOUND,
    LATEST,
    MAIN,
)
from dashboard.annotate.quote_phrases import (
    may_speak,
    name_starting,
    noun_phrase,
    subject_before,
)
from dashboard.annotate.quote_scene import (
    PAIR,
    TYPE,
)
from dashboard.annotate.quote_speakers import (
    ACTOR,
    FEMALE,
    FIRST,
    IS_SET,
    LAST,
    NAME_FIRST,
    NAME_LAST,
    NEXT,
    actor_of,
)
from dashboard.annotate.quote_words import (
    ABOUT,
    ACCORDING,
    ACCORDING_VERB,
    AGENCY,
    ALSO,
    ARRIVES,
    AS_FOR,
    BESIDE,
    BODY,
    BREAK,
    DEFINITE,
    DOCUMENT,
    FEMININE,
    FINITE,
    GIVEN,
    JOINED,
    JOINT,
    LIKE,
    MARKS_ONLY,
    NAMELIKE,
    OPENER,
    OWN_WORDS,
    OWN_WORDS_OWN,
    PARTICIPLE,
    PAST,
    PREPOSITION,
    QUOTED,
    RELATIVE,
    RELAYS,
    ROLE,
    SOURCE,
    STATEMENT,
    SURNAME,
    THAT,
    TIME,
    VERB,
    WEAK,
    WHAT,
)
from dashboard.compiling import njit
from dashboard.text.characters import (
    FIRST_WORD,
)

_BEFORE_VERBS = PAST | JOINT | RELATIVE | BREAK | WHAT | OPENER


@njit(cache=True)
def statement_of(s, i, limit, found):  # type: ignore[no-untyped-def]
    """Read «بيان وزارة …» at i: the institution that follows the text, else the text itself; False where no text is named."""
    if not s.bits[i] & (STATEMENT | DOCUMENT | AGENCY):
        return False
    if not noun_phrase(s, i, limit, False, found):
        return False
    k = i + 1
    if k < limit and s.token[TYPE, k] >= FIRST_WORD and not s.bits[i] & (DEFINITE | AGENCY):
        named = name_starting(s, k) >= 0 or s.bits[k] & (BODY | ROLE | SOURCE)
        if named and noun_phrase(s, k, limit, False, found):
            return True
    found[NAME_FIRST], found[NAME_LAST] = found[FIRST], found[LAST]
    if s.bits[i] & DEFINITE and s.bits[i] & (STATEMENT | DOCUMENT):
        found[NAME_LAST] = found[LAST] = min(found[LAST], i + 2) if s.bits[i + 1] & DEFINITE else i + 1
    return True


@njit(cache=True)
def subject_of(s, verb, at, start, memory):  # type: ignore[no-untyped-def]
    """Read the subject of a finite verb into FOUND: after it, else before it; False where it has none of its own."""
    bits = s.bits[verb]
    found = memory[FOUND]
    if bits & RELAYS:
        for k in range(verb + 1, at):
            if s.bits[k] & ABOUT and noun_phrase(s, k + 1, at, False, found):
                return True
    if bits & ARRIVES:
        for k in range(verb + 1, min(verb + 5, at)):
            if s.bits[k] & (STATEMENT | DOCUMENT | AGENCY):
                return statement_of(s, k, at, found)
    if s.bits[verb - 1] & PAST and verb > start and subject_before(s, verb, start, found):
        return True
    first = verb + 1
    while first < at and (s.bits[first] & ALSO or (s.bits[first] & TIME and not s.bits[first] & ROLE)):
        first += 1
        while first < at and s.bits[first - 1] & TIME and s.bits[first] & DEFINITE and not may_speak(s, first):
            first += 1
    if first + 1 < at and s.bits[first] & BESIDE and s.token[PAIR, first + 1] > first + 1 and s.token[PAIR, first + 1] < at:
        first = s.token[PAIR, first + 1] + 1
    if first < at and s.bits[first] & STATEMENT and s.bits[first] & DEFINITE and not s.bits[first] & PREPOSITION:
        return statement_of(s, first, at, found)
    read = first < at and noun_phrase(s, first, at, bits & MARKS_ONLY == 0, found)
    if read and (may_speak(s, first) or s.bits[first] & DEFINITE or (found[LAST] - first <= 3 and not s.bits[first] & VERB)):
        return True
    return (not bits & JOINED or s.bits[start] & AS_FOR != 0) and subject_before(s, verb, start, found)


@njit(cache=True)
def is_weak_use(s, verb, kind, at, start):  # type: ignore[no-untyped-def]
    """Is a word that is not only a verb of speech used as something else here?"""
    bits = s.bits[verb]
    if bits & ARRIVES:
        for k in range(verb + 1, min(verb + 5, at)):
            if s.bits[k] & (STATEMENT | DOCUMENT | AGENCY):
                return False
        return True
    if not bits & WEAK:
        return False
    inside = verb > start and s.token[TYPE, verb - 1] >= FIRST_WORD
    if kind == IN_MARKS and not bits & (JOINED | FEMININE) and inside and not s.bits[verb - 1] & _BEFORE_VERBS:
        return True
    if bits & PREPOSITION:
        if bits & MARKS_ONLY:
            for k in range(verb + 1, min(verb + 7, at)):  # noqa: SIM110 (numba knows no generator expressions)
                if s.bits[k] & ABOUT:
                    return False
            return True
        return kind != AFTER_THAT or not (bits & JOINED or at == verb + 1)
    if kind == AS_NOUN:
        return not bits & JOINED and at > verb + 3
    if kind == AFTER_COLON and at - verb > 6:
        return True
    return kind == AFTER_THAT and at - verb > (20 if bits & JOINED and verb == start else 12)


@njit(cache=True)
def is_described(s, verb, at, found):  # type: ignore[no-untyped-def]
    """Is the only noun phrase between a verb of description and what it says the thing described: ووصف روسيا بأنها «…»?"""
    return (
        s.codes[s.token[TYPE, verb], 0] == DESCRIBING
        and s.bits[verb] & JOINED != 0
        and found[FIRST] > verb
        and found[NAME_LAST] == found[LAST]
        and at - found[NEXT] <= 1
        and s.bits[found[FIRST]] & ROLE == 0
    )


@njit(cache=True)
def remember_main_subject(s, start, limit, memory, context):  # type: ignore[no-untyped-def]
    """Remember the subject of a sentence whose first verb is no verb of speech."""
    i = start
    while i < limit and (s.token[TYPE, i] < FIRST_WORD or s.bits[i] & OPENER) and i - start < 6:
        if s.token[PAIR, i] > i:
            return
        i += 1
    if i + 1 >= limit or s.bits[i] & (FINITE | PREPOSITION | THAT | TIME | PARTICIPLE | ACCORDING):
        return
    bits = s.bits[i]
    noun = bits & (DEFINITE | ROLE | SOURCE | BODY | AGENCY | GIVEN | SURNAME) or name_starting(s, i) >= 0
    first = i if noun else i + 1
    if (not noun and not bits & (VERB | NAMELIKE | JOINED)) or s.bits[first + 1] & THAT:
        return
    if may_speak(s, first) and not s.bits[first] & PREPOSITION and noun_phrase(s, first, limit, False, memory[FOUND]):
        female = not noun and bits & FEMININE != 0
        document_first, offices, day = context
        memory[FOUND, FEMALE] = female
        memory[FOUND, IS_SET] = 1
        last_actor = memory[LATEST, ACTOR] if memory[LATEST, IS_SET] else -1
        memory[FOUND, ACTOR] = actor_of(s, memory[FOUND], last_actor, document_first, offices, day)
        memory[MAIN] = memory[FOUND]


@njit(cache=True)
def source_of(s, i, limit, memory):  # type: ignore[no-untyped-def]
    """Read the source that an attribution at i names into FOUND; FOUND[NEXT] is the token after it.

    0: nobody, 1: a source, 2: the speaker so far (وفق تعبيره, على حد قوله).
    """
    found = memory[FOUND]
    j = i + 1
    if s.bits[i] & PREPOSITION:
        j = i + 2
    if j >= limit:
        return 0
    bits = s.bits[j]
    if bits & OWN_WORDS_OWN and not bits & DEFINITE:
        found[NEXT] = j + 1
        return 2
    if bits & OWN_WORDS and j + 1 < limit and noun_phrase(s, j + 1, limit, False, found):
        return 1
    if bits & WHAT or s.bits[i] & (ACCORDING_VERB | LIKE):
        verb = j + 1 if bits & WHAT else j
        if verb < limit and s.bits[verb] & (FINITE | QUOTED):
            for k in range(verb + 1, min(verb + 4, limit)):
                if s.bits[k] & (STATEMENT | DOCUMENT):
                    return 1 if statement_of(s, k, limit, found) else 0
                if noun_phrase(s, k, limit, False, found):
                    return 1
            return 0
        return 0
    if s.bits[j] & BREAK and j + 1 < limit:
        j += 1
    if s.bits[j] & (STATEMENT | DOCUMENT):
        return 1 if statement_of(s, j, limit, found) else 0
    if noun_phrase(s, j, limit, False, found):
        return 1
    if s.token[PAIR, j] > j:
        found[FIRST], found[LAST], found[NAME_FIRST], found[NAME_LAST], found[NEXT] = j + 1, s.token[PAIR, j], j + 1, s.token[PAIR, j], s.token[PAIR, j] + 1
        return 1
    return 0
