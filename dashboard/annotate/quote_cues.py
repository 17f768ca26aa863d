"""Cues of speech read one at a time: finite verbs, participles and verbal nouns, attributions."""

from dashboard.annotate.quote_classes import (
    ACCORDING,
    AGENCY,
    ARRIVES,
    DEFINITE,
    FEMININE,
    GERUND,
    GERUND_OWN,
    JOINED,
    NEGATING,
    OWN,
    PARTICIPLE,
    PREPOSITION,
    PURE_PREPOSITION,
    RELAYS,
    ROLE,
    SPOKEN_FOR,
    THAT,
    TIME,
    UNSAID,
    WEAK,
)
from dashboard.annotate.quote_content import (
    AFTER_COLON,
    AFTER_THAT,
    AS_NOUN,
    DESCRIBING,
    IN_MARKS,
    NOTHING,
    attributes_to_speaker,
    clause_end,
    colon_end,
    is_attribution,
    opening,
)
from dashboard.annotate.quote_marks import (
    is_name_in_marks,
    marked_kind,
)
from dashboard.annotate.quote_memory import (
    ACTOR,
    DIRECT,
    END,
    FIRST,
    FOUND,
    INDIRECT,
    NAME_FIRST,
    NAME_LAST,
    NEXT,
    OFFICE,
    OFFICE_HELD,
    PART,
    SPEAKER_FIRST,
    SPEAKER_LAST,
    WHO,
    carry,
    write_row,
)
from dashboard.annotate.quote_pairs import (
    NEWLINE,
)
from dashboard.annotate.quote_phrases import (
    may_speak,
    noun_phrase,
    words_between,
)
from dashboard.annotate.quote_scene import (
    BITS,
    FLAGS,
    LENGTH,
    PAIR,
    TRAITS,
    TYPE,
    VERB_CLASS,
)
from dashboard.annotate.quote_speakers import (
    settle,
)
from dashboard.annotate.quote_subjects import (
    NOBODY,
    SOMEBODY,
    is_described,
    is_weak_use,
    source_of,
    subject_of,
)
from dashboard.annotate.quote_verbs import (
    ACCORDING_CLASS,
)
from dashboard.compiling import inner
from dashboard.text.characters import (
    COLON,
    COMMA,
    FIRST_WORD,
    STOP,
)


@inner
def _said_after_that(s, that, limit):  # type: ignore[no-untyped-def]
    """The mark that أن at `that` leads into, where the speech is all in marks; else -1."""
    p = that + 1
    if p < limit and s[p, TYPE] == COLON:
        p += 1
    if p < limit and s[p, TYPE] == COMMA:
        p += 1
    if p >= limit or s[p, PAIR] <= p:
        return -1
    after = s[p, PAIR] + 1
    ends = (
        after >= limit
        or s[after, TYPE] < FIRST_WORD
        or s[after, BITS] & (PARTICIPLE | ACCORDING | JOINED | TIME) != 0
        or s[after, FLAGS] & NEWLINE != 0
        or is_attribution(s, after, limit)
    )
    words = words_between(s, p, s[p, PAIR])
    if words >= 5 or (ends and words >= 2 and not is_name_in_marks(s, p)):
        return p
    return -1


@inner
def _report(s, part, cue, kind, at, limit, last, memory, out, n):  # type: ignore[no-untyped-def]
    """Write what the cue introduces, said by the found speaker; returns the rows written and the token at which reading goes on."""
    verb_class = s[cue, VERB_CLASS]
    if kind == IN_MARKS:
        n = write_row(out, n, marked_kind(s, at), part, at + 1, s[at, PAIR], memory, cue, cue + 1, verb_class)
        return n, s[at, PAIR] + 1
    if kind == AFTER_COLON:
        end = step = colon_end(s, at, last)
        while at < end and s[at, TYPE] < FIRST_WORD and s[at, PAIR] < 0:
            at += 1
        while end > at and (s[end - 1, TYPE] == COMMA or s[end - 1, TYPE] == STOP):
            end -= 1
        if words_between(s, at, end) < 2:
            return n, step
        return write_row(out, n, DIRECT, part, at, end, memory, cue, cue + 1, verb_class), step
    begin = at
    if kind == AFTER_THAT:
        p = _said_after_that(s, at, limit)
        if p >= 0:
            n = write_row(out, n, marked_kind(s, p), part, p + 1, s[p, PAIR], memory, cue, cue + 1, verb_class)
            return n, s[p, PAIR] + 1
        begin = at + 1
        while begin < limit and s[begin, TYPE] < FIRST_WORD and s[begin, PAIR] < 0:
            begin += 1
    if verb_class == DESCRIBING:
        return n, at + 1
    end, step = clause_end(s, begin, limit)
    if end <= begin or words_between(s, begin, end) < 2:
        return n, max(step, begin + 1)
    return write_row(out, n, INDIRECT, part, begin, end, memory, cue, cue + 1, verb_class), step


@inner
def _goes_on_with_that(s, verb, limit, memory):  # type: ignore[no-untyped-def]
    """Is the phrase after a verb of description what it describes, since بأن follows at once?"""
    after = memory[FOUND, NEXT]
    return after < limit and s[after, BITS] & THAT != 0 and is_described(s, verb, after, memory)


@inner
def read_finite(s, part, i, start, limit, last, memory, out, n):  # type: ignore[no-untyped-def]
    """Read a finite verb of speech at i; returns the rows written and the token at which reading goes on."""
    bits = s[i, BITS]
    kind, at = opening(s, i, limit)
    if bits & UNSAID and kind == AFTER_THAT and at <= i + 2:
        return n, at + 1
    if i > start and (s[i - 1, BITS] & NEGATING or (s[i - 1, BITS] & THAT and not s[i - 1, BITS] & OWN)):
        return n, i + 1
    if s[i - 1, TRAITS] & PURE_PREPOSITION and not bits & JOINED:
        return n, i + 1
    if kind != NOTHING and is_weak_use(s, i, kind, at, start):
        kind = NOTHING
    female = bits & FEMININE != 0
    if kind == NOTHING:
        opens = i <= start + 1 and (bits & PREPOSITION == 0 or bits & JOINED)
        told = subject_of(s, i, limit, start, memory)
        certain = bits & (WEAK | ARRIVES) == 0 or opens or (told and s[memory[FOUND, NEXT], BITS] & PARTICIPLE != 0)
        if told and certain and may_speak(s, memory[FOUND, FIRST]) and not _goes_on_with_that(s, i, limit, memory):
            settle(s, memory, female)
        return n, i + 1
    if subject_of(s, i, at, start, memory) and not is_described(s, i, at, memory):
        settle(s, memory, female)
    else:
        carry(memory, female, bits & RELAYS != 0)
    return _report(s, part, i, kind, at, limit, last, memory, out, n)


@inner
def read_participle(s, part, i, limit, last, memory, out, n):  # type: ignore[no-untyped-def]
    """Read a participle or a verbal noun of speech at i, said by whoever the sentence is about; returns like `read_finite`."""
    bits = s[i, BITS]
    kind, at = opening(s, i, limit)
    if bits & PARTICIPLE and (s[i - 1, BITS] & PREPOSITION or s[i + 1, BITS] & SPOKEN_FOR):
        return n, i + 1
    if kind == NOTHING or (kind == AS_NOUN and bits & (GERUND | GERUND_OWN)):
        return n, i + 1
    if bits & GERUND and kind == IN_MARKS and not bits & (DEFINITE | PARTICIPLE):
        return n, i + 1
    if bits & (GERUND | GERUND_OWN) and at > i + 3:
        return n, i + 1
    if bits & GERUND and kind == AFTER_THAT and not bits & PARTICIPLE and at > i + 2:
        return n, i + 1
    female = bits & FEMININE != 0
    own = i + 1 < at and s[i + 1, BITS] & ROLE != 0 and noun_phrase(s, i + 1, at, True, memory)
    if own and memory[FOUND, NEXT] >= at - 1:
        settle(s, memory, female)
    else:
        carry(memory, female, True)
    return _report(s, part, i, kind, at, limit, last, memory, out, n)


@inner
def _between_commas(s, since, i, after, end):  # type: ignore[no-untyped-def]
    """The stretch between commas that an attribution in the middle of a sentence is about."""
    begin = i
    while begin > since and s[begin - 1, TYPE] != COMMA:
        begin -= 1
    k = after
    while k < end and s[k, TYPE] != COMMA:
        k = s[k, PAIR] + 1 if s[k, PAIR] > k else k + 1
    return begin, min(k, end)


@inner
def _after_attribution(s, after, limit):  # type: ignore[no-untyped-def]
    """Where the words begin that an attribution at the head of a sentence is about."""
    begin = after
    while begin < limit:
        mark = s[begin, TYPE] < FIRST_WORD and s[begin, PAIR] < 0
        particle = begin == after + 1 and s[begin, TYPE] >= FIRST_WORD and s[begin, LENGTH] <= 3 and s[begin, BITS] & JOINED != 0
        if not mark and not particle and not s[begin, BITS] & THAT:
            break
        begin += 1
    return begin


@inner
def _only_relays(s, i, memory):  # type: ignore[no-untyped-def]
    """Does the attribution at i name who passed the words on: وفق ما نقلته الوكالة, بحسب «رويترز»?"""
    first = memory[FOUND, FIRST]
    for k in range(i + 1, min(i + 4, first)):
        if s[k, BITS] & RELAYS:
            return True
    return s[first, BITS] & AGENCY != 0 or s[first - 1, PAIR] >= first


@inner
def read_attribution(s, part, i, start, since, limit, memory, out, n):  # type: ignore[no-untyped-def]
    """Read بحسب …, وفق …, على حد قوله at i: the words from `since` are reported, or, at the head, those that follow.

    Returns the rows written and the token at which reading goes on.
    """
    if s[i, BITS] & ACCORDING and not attributes_to_speaker(s, i, limit):
        return n, i + 1
    told = source_of(s, i, limit, memory)
    if told == NOBODY:
        return n, i + 1
    after = memory[FOUND, NEXT]
    step = after
    covered = n > 0 and out[n - 1, PART] == part and i - out[n - 1, END] <= 2 and out[n - 1, END] > start
    if covered:
        if told == SOMEBODY and out[n - 1, SPEAKER_FIRST] < 0 and not _only_relays(s, i, memory):
            settle(s, memory, False)
            out[n - 1, SPEAKER_FIRST], out[n - 1, SPEAKER_LAST] = memory[FOUND, NAME_FIRST], memory[FOUND, NAME_LAST]
            out[n - 1, WHO], out[n - 1, OFFICE_HELD] = memory[FOUND, ACTOR], memory[FOUND, OFFICE]
        return n, step
    if told == SOMEBODY:
        settle(s, memory, False)
    else:
        carry(memory, False, True)
    verb_last = min(memory[FOUND, NAME_FIRST], i + 3) if told == SOMEBODY and memory[FOUND, NAME_FIRST] > i else min(i + 2, after)
    verb_last = max(verb_last, i + 1)
    if words_between(s, since, i) <= 1:
        begin = _after_attribution(s, after, limit)
        end, step = clause_end(s, begin, limit)
    else:
        begin = since
        rest = after
        if told == SOMEBODY:
            rest, step = clause_end(s, after, limit)
        end = rest if words_between(s, after, rest) > 2 else i
        if end != i and s[i - 1, TYPE] != COMMA:
            begin, end = _between_commas(s, since, i, after, end)
            step = end
        while begin < i and s[begin, TYPE] < FIRST_WORD and s[begin, PAIR] < 0:
            begin += 1
        if end == i:
            step = after
            while end > begin and s[end - 1, TYPE] == COMMA:
                end -= 1
    if words_between(s, begin, end) < 3:
        return n, step
    if s[begin, PAIR] > begin and s[begin, PAIR] >= end - 1:
        n = write_row(out, n, marked_kind(s, begin), part, begin + 1, s[begin, PAIR], memory, i, verb_last, ACCORDING_CLASS)
        return n, step
    return write_row(out, n, INDIRECT, part, begin, end, memory, i, verb_last, ACCORDING_CLASS), step
