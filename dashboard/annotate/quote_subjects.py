"""Who speaks: the subject of a verb, the institution behind a text, the source that an attribution names."""

from dashboard.annotate.quote_classes import (
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
    EVERY,
    FEMININE,
    FEMININE_NOUN,
    FINITE,
    FROM,
    GIVEN,
    JOINED,
    JOINT,
    LIKE,
    MARKS_ONLY,
    NAMELIKE,
    ON,
    OPENER,
    ORDINARY,
    OWN_WORDS,
    OWN_WORDS_OWN,
    PARTICIPLE,
    PAST,
    PLURAL,
    PREPOSITION,
    QUOTED,
    RELATIVE,
    RELAYS,
    ROLE,
    SEIZES,
    SOURCE,
    STATEMENT,
    SURNAME,
    TAKES,
    TEXT,
    THAT,
    THIS,
    TIME,
    TO,
    VERB,
    WEAK,
    WHAT,
)
from dashboard.annotate.quote_content import (
    AFTER_COLON,
    AFTER_THAT,
    AS_NOUN,
    DESCRIBING,
    IN_MARKS,
)
from dashboard.annotate.quote_memory import (
    FIRST,
    FOUND,
    LAST,
    MAIN,
    NAME_FIRST,
    NAME_LAST,
    NEXT,
    put,
)
from dashboard.annotate.quote_phrases import (
    may_speak,
    name_starting,
    noun_phrase,
    subject_before,
)
from dashboard.annotate.quote_scene import (
    BITS,
    PAIR,
    PERSON,
    TRAITS,
    TYPE,
    VERB_CLASS,
)
from dashboard.annotate.quote_speakers import (
    identify,
)
from dashboard.compiling import inner
from dashboard.text.characters import (
    FIRST_WORD,
)

NOBODY, SOMEBODY, SPEAKER_SO_FAR = range(3)
_BEFORE_VERBS = PAST | JOINT | RELATIVE | BREAK | WHAT | OPENER


@inner
def _is_text(s, i):  # type: ignore[no-untyped-def]
    """Is the word at i a statement, a document or an agency, in which something may be said?"""
    return s[i, BITS] & (STATEMENT | DOCUMENT | AGENCY) != 0 or s[i, TRAITS] & TEXT != 0


@inner
def statement_of(s, i, limit, memory):  # type: ignore[no-untyped-def]
    """Read «بيان وزارة …» at i: the institution that follows the text, else the text itself; False where no text is named."""
    if not _is_text(s, i):
        return False
    if not noun_phrase(s, i, limit, False, memory):
        return False
    k = i + 1
    if k < limit and s[k, TYPE] >= FIRST_WORD and not s[i, BITS] & (DEFINITE | AGENCY):
        named = name_starting(s, k) >= 0 or s[k, BITS] & (BODY | ROLE | SOURCE)
        if named and noun_phrase(s, k, limit, False, memory):
            return True
    memory[FOUND, NAME_FIRST], memory[FOUND, NAME_LAST] = memory[FOUND, FIRST], memory[FOUND, LAST]
    if s[i, BITS] & DEFINITE and not s[i, BITS] & AGENCY:
        memory[FOUND, NAME_LAST] = memory[FOUND, LAST] = min(memory[FOUND, LAST], i + 2) if s[i + 1, BITS] & DEFINITE else i + 1
    return True


@inner
def subject_of(s, verb, at, start, memory):  # type: ignore[no-untyped-def]
    """Read the subject of a finite verb into FOUND: after it, else before it; False where it has none of its own."""
    bits = s[verb, BITS]
    if bits & RELAYS:
        for k in range(verb + 1, at):
            if s[k, BITS] & ABOUT and noun_phrase(s, k + 1, at, False, memory):
                return True
    if bits & ARRIVES:
        for k in range(verb + 1, min(verb + 5, at)):
            if _is_text(s, k):
                return statement_of(s, k, at, memory)
    if s[verb - 1, BITS] & PAST and verb > start and subject_before(s, verb, start, memory):
        return True
    first = verb + 1
    while first < at and (s[first, BITS] & ALSO or (s[first, BITS] & TIME and not s[first, BITS] & ROLE)):
        first += 1
        while first < at and s[first - 1, BITS] & TIME and s[first, BITS] & DEFINITE and not may_speak(s, first):
            first += 1
    if first + 1 < at and s[first, BITS] & BESIDE and s[first + 1, PAIR] > first + 1 and s[first + 1, PAIR] < at:
        first = s[first + 1, PAIR] + 1
    if first + 1 < at and s[first, TRAITS] & THIS and not s[first + 1, BITS] & DEFINITE:
        first += 1
    if first < at and s[first, BITS] & STATEMENT and s[first, BITS] & DEFINITE and not s[first, BITS] & PREPOSITION:
        return statement_of(s, first, at, memory)
    read = first < at and noun_phrase(s, first, at, bits & MARKS_ONLY == 0, memory)
    if read and _is_seized(s, verb, first):
        return False
    if read and (may_speak(s, first) or s[first, BITS] & DEFINITE or (memory[FOUND, LAST] - first <= 3 and not s[first, BITS] & VERB)):
        return True
    return (not bits & JOINED or s[start, BITS] & AS_FOR != 0) and subject_before(s, verb, start, memory)


@inner
def _is_seized(s, verb, first):  # type: ignore[no-untyped-def]
    """Is the noun phrase at `first` the object of a verb that takes a person: it differs in gender (وهدد واشنطن …) or names all (ودعا جميع …)?"""
    if not s[verb, TRAITS] & SEIZES or s[verb, BITS] & (FEMININE | PLURAL) or first != verb + 1:
        return False
    if s[first, TRAITS] & EVERY:
        return True
    place = name_starting(s, first) >= 0 and not s[first, PERSON] and s[first, TRAITS] & ORDINARY == 0
    return s[first, TRAITS] & FEMININE_NOUN != 0 or place


@inner
def is_weak_use(s, verb, kind, at, start):  # type: ignore[no-untyped-def]
    """Is a word that is not only a verb of speech used as something else here?"""
    bits = s[verb, BITS]
    if bits & ARRIVES:
        for k in range(verb + 1, min(verb + 5, at)):  # noqa: SIM110 (numba knows no generator expressions)
            if _is_text(s, k):
                return False
        return True
    if not bits & WEAK:
        return False
    inside = verb > start and s[verb - 1, TYPE] >= FIRST_WORD
    if kind == IN_MARKS and not bits & (JOINED | FEMININE) and inside and not s[verb - 1, BITS] & _BEFORE_VERBS:
        return True
    if bits & PREPOSITION:
        if bits & MARKS_ONLY:
            for k in range(verb + 1, min(verb + 7, at)):  # noqa: SIM110 (numba knows no generator expressions)
                if s[k, BITS] & ABOUT:
                    return False
            return True
        return kind != AFTER_THAT or not (bits & JOINED or at == verb + 1)
    if kind == AS_NOUN:
        own_preposition = s[verb, TRAITS] // TAKES & s[at - 1, TRAITS] & (TO | ON | FROM)
        return not bits & JOINED and at > verb + 3 and not own_preposition
    if kind == AFTER_COLON and at - verb > 6:
        return True
    opens = (bits & JOINED and verb == start) or s[verb - 1, BITS] & PAST
    return kind == AFTER_THAT and at - verb > (20 if opens else 12)


@inner
def is_described(s, verb, at, memory):  # type: ignore[no-untyped-def]
    """Is the only noun phrase between a verb of description and what it says the thing described: ووصف روسيا بأنها «…»?"""
    return (
        s[verb, VERB_CLASS] == DESCRIBING
        and s[verb, BITS] & JOINED != 0
        and memory[FOUND, FIRST] > verb
        and memory[FOUND, NAME_LAST] == memory[FOUND, LAST]
        and at - memory[FOUND, NEXT] <= 1
        and s[memory[FOUND, FIRST], BITS] & ROLE == 0
    )


@inner
def remember_main_subject(s, start, limit, memory):  # type: ignore[no-untyped-def]
    """Remember the subject of a sentence whose first verb is no verb of speech."""
    i = start
    while i < limit and (s[i, TYPE] < FIRST_WORD or s[i, BITS] & OPENER) and i - start < 6:
        if s[i, PAIR] > i:
            return
        i += 1
    if i + 1 >= limit or s[i, BITS] & (FINITE | PREPOSITION | THAT | TIME | PARTICIPLE | ACCORDING):
        return
    bits = s[i, BITS]
    noun = bits & (DEFINITE | ROLE | SOURCE | BODY | AGENCY | GIVEN | SURNAME) or name_starting(s, i) >= 0
    first = i if noun else i + 1
    if (not noun and not bits & (VERB | NAMELIKE | JOINED) and not s[i, TRAITS] & ORDINARY) or s[first + 1, BITS] & THAT:
        return
    if may_speak(s, first) and not s[first, BITS] & PREPOSITION and noun_phrase(s, first, limit, False, memory):
        identify(s, memory, not noun and bits & FEMININE != 0)
        put(memory, MAIN, FOUND)


@inner
def source_of(s, i, limit, memory):  # type: ignore[no-untyped-def]
    """Read the source that an attribution at i names into FOUND; FOUND[NEXT] is the token after it.

    Returns NOBODY, SOMEBODY, or SPEAKER_SO_FAR (وفق تعبيره, على حد قوله).
    """
    j = i + 1
    if s[i, BITS] & PREPOSITION:
        j = i + 2
    if j >= limit:
        return NOBODY
    bits = s[j, BITS]
    if bits & OWN_WORDS_OWN and not bits & DEFINITE:
        memory[FOUND, NEXT] = j + 1
        return SPEAKER_SO_FAR
    if bits & OWN_WORDS and j + 1 < limit and noun_phrase(s, j + 1, limit, False, memory):
        return SOMEBODY
    if bits & WHAT or s[i, BITS] & (ACCORDING_VERB | LIKE):
        verb = j + 1 if bits & WHAT else j
        if verb < limit and s[verb, BITS] & (FINITE | QUOTED):
            for k in range(verb + 1, min(verb + 4, limit)):
                if s[k, BITS] & (STATEMENT | DOCUMENT):
                    return SOMEBODY if statement_of(s, k, limit, memory) else NOBODY
                if noun_phrase(s, k, limit, False, memory):
                    return SOMEBODY
            return NOBODY
        return NOBODY
    if s[j, BITS] & BREAK and j + 1 < limit:
        j += 1
    if s[j, BITS] & (STATEMENT | DOCUMENT):
        return SOMEBODY if statement_of(s, j, limit, memory) else NOBODY
    if noun_phrase(s, j, limit, False, memory):
        return SOMEBODY
    if s[j, BITS] & BESIDE and s[j + 1, PAIR] > j + 1:
        j += 1
    if s[j, PAIR] > j:
        memory[FOUND, FIRST] = memory[FOUND, NAME_FIRST] = j + 1
        memory[FOUND, LAST] = memory[FOUND, NAME_LAST] = s[j, PAIR]
        memory[FOUND, NEXT] = s[j, PAIR] + 1
        return SOMEBODY
    return NOBODY
