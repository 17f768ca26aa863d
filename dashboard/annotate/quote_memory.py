"""Whom the reading remembers, and the rows that it writes."""

from dashboard.compiling import inner

DIRECT, PARTIAL, INDIRECT = range(3)
KIND, PART, BEGIN, END, SPEAKER_FIRST, SPEAKER_LAST, WHO, OFFICE_HELD, VERB_FIRST, VERB_LAST, CLASS, SKIPPED = range(12)
"""The columns of a row that the kernel writes; tokens throughout, -1 for none. OFFICE_HELD tells WHO where the date must,
SKIPPED how many letters of proclitics stand before the speaker's name."""
ROW = 12
FIRST, LAST, NAME_FIRST, NAME_LAST, NEXT, ACTOR, OFFICE, FEMALE, IS_SET = range(9)
"""The columns of a speaker: its noun phrase, the name in it, the token after it, the actor or -1, the office where only the date can
tell the actor or -1, feminine, told at all."""
MASCULINE_CARRIED, FEMININE_CARRIED, LATEST, CURRENT, MAIN, FOUND, KEPT = range(7)
"""Whom the reading remembers, memory[row, column]: the last speaker of each gender, the last at all, this sentence's, its subject;
the one found now, one set aside."""
MEMORY = (7, 9)


@inner
def put(memory, row, other):  # type: ignore[no-untyped-def]
    """Write to a row of the memory what another one holds."""
    for column in range(memory.shape[1]):
        memory[row, column] = memory[other, column]


@inner
def carry(memory, female, any_gender):  # type: ignore[no-untyped-def]
    """The speaker of a verb without a subject: this sentence's, then the last of its gender."""
    carried = FEMININE_CARRIED if female else MASCULINE_CARRIED
    memory[FOUND, IS_SET] = 0
    if memory[CURRENT, IS_SET] and (any_gender or memory[CURRENT, FEMALE] == female):
        put(memory, FOUND, CURRENT)
    elif memory[MAIN, IS_SET] and (any_gender or memory[MAIN, FEMALE] == female):
        put(memory, FOUND, MAIN)
    elif memory[carried, IS_SET]:
        put(memory, FOUND, carried)
    elif any_gender and memory[LATEST, IS_SET]:
        put(memory, FOUND, LATEST)
    if memory[FOUND, IS_SET]:
        put(memory, CURRENT, FOUND)
        put(memory, LATEST, FOUND)


@inner
def write_row(out, n, kind, part, begin, end, memory, verb_first, verb_last, verb_class):  # type: ignore[no-untyped-def]
    """Write one quote, said by the found speaker; returns the number of rows written so far."""
    told = memory[FOUND, IS_SET] != 0
    out[n, KIND] = kind
    out[n, PART] = part
    out[n, BEGIN] = begin
    out[n, END] = end
    out[n, SPEAKER_FIRST] = memory[FOUND, NAME_FIRST] if told else -1
    out[n, SPEAKER_LAST] = memory[FOUND, NAME_LAST] if told else -1
    out[n, WHO] = memory[FOUND, ACTOR] if told else -1
    out[n, OFFICE_HELD] = memory[FOUND, OFFICE] if told else -1
    out[n, VERB_FIRST] = verb_first
    out[n, VERB_LAST] = verb_last
    out[n, CLASS] = verb_class
    out[n, SKIPPED] = 0
    return n + 1


@inner
def copy_row(out, n, row, kind, begin, end):  # type: ignore[no-untyped-def]
    """Write one quote that is said as another is; returns the number of rows written so far."""
    for column in range(out.shape[1]):
        out[n, column] = out[row, column]
    out[n, KIND], out[n, BEGIN], out[n, END] = kind, begin, end
    return n + 1
