"""Whom the reading remembers, and the rows that it writes."""

from dashboard.annotate.quote_phrases import (
    words_between,
)
from dashboard.annotate.quote_scene import (
    PAIR,
    TYPE,
)
from dashboard.annotate.quote_speakers import (
    ACTOR,
    FEMALE,
    IS_SET,
    NAME_FIRST,
    NAME_LAST,
    actor_of,
)
from dashboard.compiling import njit
from dashboard.text.characters import (
    COLON,
)

DIRECT, PARTIAL, INDIRECT = range(3)
KIND, PART, BEGIN, END, SPEAKER_FIRST, SPEAKER_LAST, WHO, VERB_FIRST, VERB_LAST, CLASS = range(10)
"""The columns of a row that the kernel writes; tokens throughout, -1 for none."""
MASCULINE_CARRIED, FEMININE_CARRIED, LATEST, CURRENT, MAIN, FOUND = range(6)
"""Whom the reading remembers: the last speaker of each gender, the last at all, this sentence's, its subject; the one found now."""
_PARTIAL_WORDS = 5


@njit(cache=True)
def settle(s, memory, female, context):  # type: ignore[no-untyped-def]
    """The found phrase becomes a speaker: its actor is told and it is carried on."""
    document_first, offices, day = context
    memory[FOUND, FEMALE] = female
    memory[FOUND, IS_SET] = 1
    last_actor = memory[LATEST, ACTOR] if memory[LATEST, IS_SET] else -1
    memory[FOUND, ACTOR] = actor_of(s, memory[FOUND], last_actor, document_first, offices, day)
    memory[CURRENT] = memory[FOUND]
    memory[LATEST] = memory[FOUND]
    memory[FEMININE_CARRIED if female else MASCULINE_CARRIED] = memory[FOUND]


@njit(cache=True)
def carry(memory, female, any_gender):  # type: ignore[no-untyped-def]
    """The speaker of a verb without a subject: this sentence's, then the last of its gender."""
    memory[FOUND, IS_SET] = 0
    if memory[CURRENT, IS_SET] and (any_gender or memory[CURRENT, FEMALE] == female):
        memory[FOUND] = memory[CURRENT]
    elif memory[MAIN, IS_SET] and (any_gender or memory[MAIN, FEMALE] == female):
        memory[FOUND] = memory[MAIN]
    elif memory[FEMININE_CARRIED if female else MASCULINE_CARRIED, IS_SET]:
        memory[FOUND] = memory[FEMININE_CARRIED if female else MASCULINE_CARRIED]
    elif any_gender and memory[LATEST, IS_SET]:
        memory[FOUND] = memory[LATEST]
    if memory[FOUND, IS_SET]:
        memory[CURRENT] = memory[FOUND]
        memory[LATEST] = memory[FOUND]


@njit(cache=True)
def write_row(out, n, kind, part, begin, end, speaker, verb_first, verb_last, verb_class):  # type: ignore[no-untyped-def]
    """Write one quote; returns the number of rows written so far."""
    out[n, KIND] = kind
    out[n, PART] = part
    out[n, BEGIN] = begin
    out[n, END] = end
    told = speaker[IS_SET] != 0
    out[n, SPEAKER_FIRST] = speaker[NAME_FIRST] if told else -1
    out[n, SPEAKER_LAST] = speaker[NAME_LAST] if told else -1
    out[n, WHO] = speaker[ACTOR] if told else -1
    out[n, VERB_FIRST] = verb_first
    out[n, VERB_LAST] = verb_last
    out[n, CLASS] = verb_class
    return n + 1


@njit(cache=True)
def marked_kind(s, p):  # type: ignore[no-untyped-def]
    """Direct where a clause stands in the marks or a colon before them, else partial."""
    return DIRECT if words_between(s, p, s.token[PAIR, p]) > _PARTIAL_WORDS or s.token[TYPE, p - 1] == COLON else PARTIAL
