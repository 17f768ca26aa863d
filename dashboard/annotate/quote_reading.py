"""The reading of a part, sentence by sentence: its headline, its cues, and then the marks that no cue took."""

import numpy as np

from dashboard.annotate.quote_content import (
    AFTER_THAT,
    IN_MARKS,
    NOTHING,
    is_attribution,
    opening,
    sentence_end,
)
from dashboard.annotate.quote_cues import (
    read_attribution,
    read_finite,
    read_participle,
)
from dashboard.annotate.quote_marks import (
    is_name_in_marks,
    is_said_in_marks,
)
from dashboard.annotate.quote_memory import (
    BEGIN,
    CLASS,
    CURRENT,
    DIRECT,
    END,
    FOUND,
    INDIRECT,
    KIND,
    MAIN,
    carry,
    marked_kind,
    settle,
    write_row,
)
from dashboard.annotate.quote_phrases import (
    after_bracket,
    may_speak,
    name_starting,
    noun_phrase,
    words_between,
)
from dashboard.annotate.quote_scene import (
    NAME_END,
    PAIR,
    SPEAKS,
    TYPE,
)
from dashboard.annotate.quote_speakers import (
    FIRST,
    IS_SET,
    NAME_FIRST,
    NEXT,
)
from dashboard.annotate.quote_subjects import (
    is_described,
    is_weak_use,
    remember_main_subject,
    subject_of,
)
from dashboard.annotate.quote_words import (
    ACCORDING,
    ACCORDING_CLASS,
    BODY,
    DOCUMENT,
    FEMININE,
    FINITE,
    GERUND,
    GERUND_OWN,
    JOINED,
    MARKS_ONLY,
    PARTICIPLE,
    QUOTED,
    RELAYS,
    ROLE,
    SOURCE,
    STATEMENT,
    WEAK,
)
from dashboard.compiling import njit
from dashboard.text.characters import (
    COLON,
    COMMA,
    FIRST_WORD,
    OPEN_BRACKET,
)


@njit(cache=True)
def _is_written(out, first_row, n, p, q):  # type: ignore[no-untyped-def]
    """Does a quote written since `first_row` hold what stands between the marks p and q?"""
    for r in range(first_row, n):
        if out[r, KIND] != INDIRECT and out[r, BEGIN] <= p + 1 and out[r, END] >= q:
            return True
    return False


@njit(cache=True)
def _cue_before(s, p, start, limit):  # type: ignore[no-untyped-def]
    """The nearest cue before the mark at p whose content it is, or -1."""
    at = np.empty(1, np.int64)
    for k in range(p - 1, max(start, p - 30) - 1, -1):
        bits = s.bits[k]
        if bits & (FINITE | PARTICIPLE) and not bits & (ROLE | SOURCE) and s.token[TYPE, k] >= FIRST_WORD:
            kind = opening(s, k, limit, at)
            if bits & WEAK and (kind == NOTHING or is_weak_use(s, k, kind, at[0], start)):
                continue
            if (kind == IN_MARKS and at[0] == p) or (kind == AFTER_THAT and (at[0] == p - 1 or bits & MARKS_ONLY)):
                return k
            return k if bits & MARKS_ONLY and not bits & WEAK else -1
    return -1


@njit(cache=True)
def _judge(s, part, p, start, limit, first_row, memory, context, out, n):  # type: ignore[no-untyped-def]
    """Decide on a marked stretch that no cue took: a part of a reported clause, a sequel, speech by itself, or only a name."""
    q = s.token[PAIR, p]
    colon = p > start and s.token[TYPE, p - 1] == COLON
    name = is_name_in_marks(s, p)
    inside = -1
    before = -1
    for r in range(first_row, n):
        if out[r, KIND] == INDIRECT and out[r, BEGIN] <= p and out[r, END] >= q:
            inside = r
        elif out[r, KIND] != INDIRECT and out[r, END] < p:
            before = r
    if inside >= 0:
        if name or (out[inside, CLASS] == ACCORDING_CLASS and words_between(s, p, q) <= 3):
            return n
        cue = _cue_before(s, p, out[inside, BEGIN], limit)
        if cue >= 0 and subject_of(s, cue, p, out[inside, BEGIN], memory) and may_speak(s, memory[FOUND, FIRST]):
            kept = memory[CURRENT].copy()
            settle(s, memory, s.bits[cue] & FEMININE != 0, context)
            n = write_row(out, n, marked_kind(s, p), part, p + 1, q, memory[FOUND], cue, cue + 1, s.codes[s.token[TYPE, cue], 0])
            memory[CURRENT] = kept
            return n
        out[n] = out[inside]
        out[n, KIND], out[n, BEGIN], out[n, END] = marked_kind(s, p), p + 1, q
        return n + 1
    if name and not colon:
        return n
    if before >= 0 and p - out[before, END] <= 8 and words_between(s, p, q) >= 2:
        out[n] = out[before]
        out[n, KIND], out[n, BEGIN], out[n, END] = marked_kind(s, p), p + 1, q
        return n + 1
    cue = _cue_before(s, p, start, limit)
    if cue >= 0 and s.bits[cue] & MARKS_ONLY:
        told = subject_of(s, cue, p, start, memory) and may_speak(s, memory[FOUND, FIRST])
        if told and not is_described(s, cue, p, memory[FOUND]):
            settle(s, memory, s.bits[cue] & FEMININE != 0, context)
        else:
            carry(memory, s.bits[cue] & FEMININE != 0, True)
        return write_row(out, n, marked_kind(s, p), part, p + 1, q, memory[FOUND], cue, cue + 1, s.codes[s.token[TYPE, cue], 0])
    if not is_said_in_marks(s, p):
        return n
    after = q + 1
    if after < limit and s.token[TYPE, after] == COMMA:
        after += 1
    for k in range(after, min(after + 4, limit)):
        if s.token[TYPE, k] < FIRST_WORD or s.bits[k] & (JOINED | WEAK):
            break
        if s.bits[k] & (FINITE | QUOTED):
            if subject_of(s, k, min(k + 14, limit), k, memory):
                settle(s, memory, s.bits[k] & FEMININE != 0, context)
                return write_row(out, n, DIRECT, part, p + 1, q, memory[FOUND], k, k + 1, s.codes[s.token[TYPE, k], 0])
            break
    memory[FOUND, IS_SET] = 0
    if memory[CURRENT, IS_SET] or memory[MAIN, IS_SET] or words_between(s, start, p) == 0:
        carry(memory, 0, True)
    return write_row(out, n, marked_kind(s, p), part, p + 1, q, memory[FOUND], -1, -1, 0)


@njit(cache=True)
def _sentence(s, part, start, limit, last, memory, context, out, n):  # type: ignore[no-untyped-def]
    """Read one sentence; returns the rows written and the token at which the next one begins."""
    first_row = n
    memory[CURRENT, IS_SET] = 0
    memory[MAIN, IS_SET] = 0
    step = np.empty(1, np.int64)
    remember_main_subject(s, start, limit, memory, context)
    since = i = start
    while i < limit:
        rows = n
        bits = s.bits[i]
        if s.token[PAIR, i] > i:
            i = s.token[PAIR, i] + 1
            continue
        if s.token[TYPE, i] == OPEN_BRACKET:
            i = max(after_bracket(s, i, limit), i + 1)
            continue
        step[0] = i + 1
        if s.token[TYPE, i] < FIRST_WORD:
            pass
        elif is_attribution(s, i, limit) and (i > start or bits & ACCORDING):
            n = read_attribution(s, part, i, start, since, limit, memory, context, out, n, step)
        elif bits & QUOTED and not bits & (FINITE | RELAYS):
            if not memory[CURRENT, IS_SET] and noun_phrase(s, i + 1, limit, True, memory[FOUND]) and may_speak(s, i + 1):
                settle(s, memory, bits & FEMININE != 0, context)
        elif bits & FINITE and not bits & (ROLE | SOURCE):
            n = read_finite(s, part, i, start, limit, last, memory, context, out, n, step)
        elif bits & (PARTICIPLE | GERUND | GERUND_OWN) and not bits & (ROLE | SOURCE | STATEMENT | DOCUMENT | BODY):
            n = read_participle(s, part, i, limit, last, memory, context, out, n, step)
        if n > rows:
            since = step[0]
        i = max(step[0], i + 1)
    reached = max(i, limit)
    for p in range(start, limit):
        if s.token[PAIR, p] > p and s.token[PAIR, p] <= last and not _within_marks(s, p, start) and not _is_written(out, first_row, n, p, s.token[PAIR, p]):
            n = _judge(s, part, p, start, max(limit, s.token[PAIR, p] + 1), first_row, memory, context, out, n)
    return n, reached


@njit(cache=True)
def _within_marks(s, p, start):  # type: ignore[no-untyped-def]
    """Does the mark at p stand inside an outer pair?"""
    for k in range(p - 1, start - 1, -1):  # noqa: SIM110 (numba knows no generator expressions)
        if s.token[PAIR, k] > s.token[PAIR, p]:
            return True
    return False


@njit(cache=True)
def _headline(s, part, begin, end, memory, context, out, n):  # type: ignore[no-untyped-def]
    """Read «X: …» at the head of a title; returns the rows written and the token after what X says."""
    found = memory[FOUND]
    if begin >= end or not may_speak(s, begin) or not noun_phrase(s, begin, end, False, found):
        return n, begin
    colon = found[NEXT]
    m = name_starting(s, found[NAME_FIRST])
    known = m >= 0 and s.names[m, NAME_END] == colon and s.names[m, SPEAKS] != 0
    if colon >= end or s.token[TYPE, colon] != COLON or not (known or s.bits[begin] & ROLE) or colon - begin > 7:
        return n, begin
    first = colon + 1
    final = end
    if first < end and s.token[PAIR, first] > first:
        first, final = first + 1, s.token[PAIR, first]
    if words_between(s, first, final) < 3:
        return n, begin
    settle(s, memory, 0, context)
    return write_row(out, n, DIRECT, part, first, final, memory[FOUND], -1, -1, 0), min(final + 1, end)


@njit(cache=True)
def read_parts(s, parts, counted, offices, day, out):  # type: ignore[no-untyped-def]
    """Write the quotes of every part of the stream to the rows of `out`; returns how many."""
    n = 0
    memory = np.zeros((6, 8), np.int64)
    for part in range(len(parts) - 1):
        if not counted[part >> 1]:
            continue
        memory[:, IS_SET] = 0
        context = (parts[part & ~1], offices, day[part >> 1])
        i, last = parts[part], parts[part + 1]
        if part & 1 == 0:
            n, i = _headline(s, part, i, last, memory, context, out, n)
        while i < last:
            limit = sentence_end(s, i, last)
            n, i = _sentence(s, part, i, limit, last, memory, context, out, n)
    return n
