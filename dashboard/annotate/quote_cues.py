"""Cues of speech read one at a time: finite verbs, participles and verbal nouns, attributions."""

import numpy as np

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
)
from dashboard.annotate.quote_memory import (
    DIRECT,
    END,
    FOUND,
    INDIRECT,
    PART,
    SPEAKER_FIRST,
    SPEAKER_LAST,
    WHO,
    carry,
    marked_kind,
    settle,
    write_row,
)
from dashboard.annotate.quote_phrases import (
    NEWLINE,
    may_speak,
    noun_phrase,
    words_between,
)
from dashboard.annotate.quote_scene import (
    FLAGS,
    LENGTH,
    PAIR,
    TYPE,
)
from dashboard.annotate.quote_speakers import (
    ACTOR,
    FIRST,
    NAME_FIRST,
    NAME_LAST,
    NEXT,
)
from dashboard.annotate.quote_subjects import (
    is_described,
    is_weak_use,
    source_of,
    subject_of,
)
from dashboard.annotate.quote_words import (
    ACCORDING,
    ACCORDING_CLASS,
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
    RELAYS,
    ROLE,
    THAT,
    TIME,
    UNSAID,
    WEAK,
)
from dashboard.compiling import njit
from dashboard.text.characters import (
    COLON,
    COMMA,
    FIRST_WORD,
    STOP,
)


@njit(cache=True)
def _said_after_that(s, that, limit):  # type: ignore[no-untyped-def]
    """The mark that أن at `that` leads into, where the speech is all in marks; else -1."""
    p = that + 1
    if p < limit and s.token[TYPE, p] == COLON:
        p += 1
    if p < limit and s.token[TYPE, p] == COMMA:
        p += 1
    if p >= limit or s.token[PAIR, p] <= p:
        return -1
    after = s.token[PAIR, p] + 1
    ends = (
        after >= limit
        or s.token[TYPE, after] < FIRST_WORD
        or s.bits[after] & (PARTICIPLE | ACCORDING | JOINED | TIME) != 0
        or s.token[FLAGS, after] & NEWLINE != 0
        or is_attribution(s, after, limit)
    )
    words = words_between(s, p, s.token[PAIR, p])
    if words >= 5 or (ends and words >= 2 and not is_name_in_marks(s, p)):
        return p
    return -1


@njit(cache=True)
def _report(s, part, cue, kind, at, limit, last, memory, out, n, step):  # type: ignore[no-untyped-def]
    """Write what the cue introduces, said by FOUND; step[0] is the token at which reading goes on."""
    speaker, verb_class = memory[FOUND], s.codes[s.token[TYPE, cue], 0]
    if kind == IN_MARKS:
        step[0] = s.token[PAIR, at] + 1
        return write_row(out, n, marked_kind(s, at), part, at + 1, s.token[PAIR, at], speaker, cue, cue + 1, verb_class)
    if kind == AFTER_COLON:
        end = colon_end(s, at, last)
        while at < end and s.token[TYPE, at] < FIRST_WORD and s.token[PAIR, at] < 0:
            at += 1
        step[0] = end
        while end > at and (s.token[TYPE, end - 1] == COMMA or s.token[TYPE, end - 1] == STOP):
            end -= 1
        if words_between(s, at, end) < 2:
            return n
        return write_row(out, n, DIRECT, part, at, end, speaker, cue, cue + 1, verb_class)
    begin = at
    if kind == AFTER_THAT:
        p = _said_after_that(s, at, limit)
        if p >= 0:
            step[0] = s.token[PAIR, p] + 1
            return write_row(out, n, marked_kind(s, p), part, p + 1, s.token[PAIR, p], speaker, cue, cue + 1, verb_class)
        begin = at + 1
        while begin < limit and s.token[TYPE, begin] < FIRST_WORD and s.token[PAIR, begin] < 0:
            begin += 1
    if s.codes[s.token[TYPE, cue], 0] == DESCRIBING:
        step[0] = at + 1
        return n
    end = clause_end(s, begin, limit, step)
    if end <= begin or words_between(s, begin, end) < 2:
        step[0] = max(step[0], begin + 1)
        return n
    return write_row(out, n, INDIRECT, part, begin, end, speaker, cue, cue + 1, verb_class)


@njit(cache=True)
def _goes_on_with_that(s, verb, limit, found):  # type: ignore[no-untyped-def]
    """Is the phrase after a verb of description what it describes, since بأن follows at once?"""
    after = found[NEXT]
    return after < limit and s.bits[after] & THAT != 0 and is_described(s, verb, after, found)


@njit(cache=True)
def read_finite(s, part, i, start, limit, last, memory, context, out, n, step):  # type: ignore[no-untyped-def]
    """Read a finite verb of speech at i."""
    bits = s.bits[i]
    step[0] = i + 1
    at = np.empty(1, np.int64)
    kind = opening(s, i, limit, at)
    if bits & UNSAID and kind == AFTER_THAT and at[0] <= i + 2:
        step[0] = at[0] + 1
        return n
    if i > start and (s.bits[i - 1] & NEGATING or (s.bits[i - 1] & THAT and not s.bits[i - 1] & OWN)):
        return n
    if kind != NOTHING and is_weak_use(s, i, kind, at[0], start):
        kind = NOTHING
    female = bits & FEMININE != 0
    if kind == NOTHING:
        opens = i <= start + 1 and (bits & PREPOSITION == 0 or bits & JOINED)
        told = (bits & (WEAK | ARRIVES) == 0 or opens) and subject_of(s, i, limit, start, memory)
        if told and may_speak(s, memory[FOUND, FIRST]) and not _goes_on_with_that(s, i, limit, memory[FOUND]):
            settle(s, memory, female, context)
        return n
    if subject_of(s, i, at[0], start, memory) and not is_described(s, i, at[0], memory[FOUND]):
        settle(s, memory, female, context)
    else:
        carry(memory, female, s.bits[i] & RELAYS != 0)
    return _report(s, part, i, kind, at[0], limit, last, memory, out, n, step)


@njit(cache=True)
def read_participle(s, part, i, limit, last, memory, context, out, n, step):  # type: ignore[no-untyped-def]
    """Read a participle or a verbal noun of speech at i: said by whoever the sentence is about."""
    bits = s.bits[i]
    step[0] = i + 1
    at = np.empty(1, np.int64)
    kind = opening(s, i, limit, at)
    if bits & PARTICIPLE and i > 0 and s.bits[i - 1] & PREPOSITION:
        return n
    if kind == NOTHING or (kind == AS_NOUN and bits & (GERUND | GERUND_OWN)):
        return n
    if bits & GERUND and kind == IN_MARKS and not bits & (DEFINITE | PARTICIPLE):
        return n
    if bits & (GERUND | GERUND_OWN) and at[0] > i + 3:
        return n
    if bits & GERUND and kind == AFTER_THAT and not bits & PARTICIPLE and at[0] > i + 2:
        return n
    own = i + 1 < at[0] and s.bits[i + 1] & ROLE and noun_phrase(s, i + 1, at[0], True, memory[FOUND])
    if own and memory[FOUND, NEXT] >= at[0] - 1:
        settle(s, memory, bits & FEMININE != 0, context)
    else:
        carry(memory, bits & FEMININE != 0, True)
    return _report(s, part, i, kind, at[0], limit, last, memory, out, n, step)


@njit(cache=True)
def _between_commas(s, since, i, after, end):  # type: ignore[no-untyped-def]
    """The stretch between commas that an attribution in the middle of a sentence is about."""
    begin = i
    while begin > since and s.token[TYPE, begin - 1] != COMMA:
        begin -= 1
    k = after
    while k < end and s.token[TYPE, k] != COMMA:
        k = s.token[PAIR, k] + 1 if s.token[PAIR, k] > k else k + 1
    return begin, min(k, end)


@njit(cache=True)
def read_attribution(s, part, i, start, since, limit, memory, context, out, n, step):  # type: ignore[no-untyped-def]
    """Read بحسب …, وفق …, على حد قوله at i: the words from `since` are reported, or, at the head, those that follow."""
    step[0] = i + 1
    if s.bits[i] & ACCORDING and not attributes_to_speaker(s, i, limit):
        return n
    told = source_of(s, i, limit, memory)
    if told == 0:
        return n
    after = memory[FOUND, NEXT]
    step[0] = after
    covered = n > 0 and out[n - 1, PART] == part and i - out[n - 1, END] <= 2 and out[n - 1, END] > start
    if covered and told == 1 and out[n - 1, SPEAKER_FIRST] < 0:
        settle(s, memory, 0, context)
        out[n - 1, SPEAKER_FIRST], out[n - 1, SPEAKER_LAST] = memory[FOUND, NAME_FIRST], memory[FOUND, NAME_LAST]
        out[n - 1, WHO] = memory[FOUND, ACTOR]
    if covered:
        return n
    if told == 1:
        settle(s, memory, 0, context)
    else:
        carry(memory, 0, True)
    verb_last = min(memory[FOUND, NAME_FIRST], i + 3) if told == 1 and memory[FOUND, NAME_FIRST] > i else min(i + 2, after)
    verb_last = max(verb_last, i + 1)
    head = words_between(s, since, i) <= 1
    if head:
        begin = after
        while begin < limit and ((s.token[TYPE, begin] < FIRST_WORD and s.token[PAIR, begin] < 0) or s.bits[begin] & THAT or (begin == after + 1 and s.token[TYPE, begin] >= FIRST_WORD and s.token[LENGTH, begin] <= 3 and s.bits[begin] & JOINED)):
            begin += 1
        end = clause_end(s, begin, limit, step)
    else:
        begin = since
        rest = clause_end(s, after, limit, step) if told == 1 else after
        end = rest if words_between(s, after, rest) > 2 else i
        if end != i and s.token[TYPE, i - 1] != COMMA:
            begin, end = _between_commas(s, since, i, after, end)
            step[0] = end
        while begin < i and s.token[TYPE, begin] < FIRST_WORD and s.token[PAIR, begin] < 0:
            begin += 1
        if end == i:
            step[0] = after
            while end > begin and s.token[TYPE, end - 1] == COMMA:
                end -= 1
    if words_between(s, begin, end) < 3:
        return n
    if s.token[PAIR, begin] > begin and s.token[PAIR, begin] >= end - 1:
        return write_row(out, n, marked_kind(s, begin), part, begin + 1, s.token[PAIR, begin], memory[FOUND], i, verb_last, ACCORDING_CLASS)
    return write_row(out, n, INDIRECT, part, begin, end, memory[FOUND], i, verb_last, ACCORDING_CLASS)
