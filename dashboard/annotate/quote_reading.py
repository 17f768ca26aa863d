"""The reading of a part, sentence by sentence: its headline, its cues, and then the marks that no cue took."""

import numpy as np

from dashboard.annotate.quote_classes import (
    ACCORDING,
    ASKED,
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
    RELATIVE,
    RELAYS,
    ROLE,
    SOURCE,
    STATEMENT,
    WEAK,
)
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
    marked_kind,
)
from dashboard.annotate.quote_memory import (
    BEGIN,
    CLASS,
    CURRENT,
    DIRECT,
    END,
    FIRST,
    FOUND,
    INDIRECT,
    IS_SET,
    KEPT,
    KIND,
    MAIN,
    MEMORY,
    NAME_FIRST,
    NEXT,
    SKIPPED,
    SPEAKER_FIRST,
    SPEAKER_LAST,
    VERB_FIRST,
    VERB_LAST,
    carry,
    copy_row,
    put,
    write_row,
)
from dashboard.annotate.quote_pairs import (
    repair_marks,
)
from dashboard.annotate.quote_phrases import (
    after_bracket,
    may_speak,
    name_starting,
    noun_phrase,
    words_between,
)
from dashboard.annotate.quote_scene import (
    BITS,
    COLUMNS,
    FIRST_TOKEN,
    NAME_END,
    PAIR,
    ROWS_AROUND,
    SPEAKS,
    TRAITS,
    TYPE,
    VERB_CLASS,
    set_scene,
)
from dashboard.annotate.quote_speakers import (
    proclitics,
    settle,
)
from dashboard.annotate.quote_subjects import (
    is_described,
    is_weak_use,
    remember_main_subject,
    subject_of,
)
from dashboard.annotate.quote_verbs import (
    ACCORDING_CLASS,
)
from dashboard.compiling import inner, njit
from dashboard.text.characters import (
    COLON,
    COMMA,
    FIRST_WORD,
    OPEN_BRACKET,
)


@inner
def _is_written(out, first_row, n, p, q):  # type: ignore[no-untyped-def]
    """Does a quote written since `first_row` hold what stands between the marks p and q?"""
    for r in range(first_row, n):
        if out[r, KIND] != INDIRECT and out[r, BEGIN] <= p + 1 and out[r, END] >= q:
            return True
    return False


@inner
def _cue_before(s, p, start, limit):  # type: ignore[no-untyped-def]
    """The nearest cue before the mark at p whose content it is, or -1."""
    for k in range(p - 1, max(start, p - 30) - 1, -1):
        bits = s[k, BITS]
        if bits & (FINITE | PARTICIPLE) and not bits & (ROLE | SOURCE) and s[k, TYPE] >= FIRST_WORD:
            kind, at = opening(s, k, limit)
            if bits & WEAK and (kind == NOTHING or s[k - 1, BITS] & RELATIVE or is_weak_use(s, k, kind, at, start)):
                continue
            if (kind == IN_MARKS and at == p) or (kind == AFTER_THAT and (at == p - 1 or bits & MARKS_ONLY)):
                return k
            return k if bits & MARKS_ONLY and not bits & WEAK else -1
    return -1


@inner
def _judge(s, part, p, start, limit, first_row, memory, out, n):  # type: ignore[no-untyped-def]
    """Decide on a marked stretch that no cue took: a part of a reported clause, a sequel, speech by itself, or only a name."""
    q = s[p, PAIR]
    colon = p > start and s[p - 1, TYPE] == COLON
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
            put(memory, KEPT, CURRENT)
            settle(s, memory, s[cue, BITS] & FEMININE != 0)
            n = write_row(out, n, marked_kind(s, p), part, p + 1, q, memory, cue, cue + 1, s[cue, VERB_CLASS])
            put(memory, CURRENT, KEPT)
            return n
        return copy_row(out, n, inside, marked_kind(s, p), p + 1, q)
    if name and not colon:
        return n
    if before >= 0 and p - out[before, END] <= 8 and words_between(s, p, q) >= 2:
        return copy_row(out, n, before, marked_kind(s, p), p + 1, q)
    cue = _cue_before(s, p, start, limit)
    if cue >= 0 and s[cue, BITS] & MARKS_ONLY:
        told = subject_of(s, cue, p, start, memory) and may_speak(s, memory[FOUND, FIRST])
        if told and not is_described(s, cue, p, memory):
            settle(s, memory, s[cue, BITS] & FEMININE != 0)
        else:
            carry(memory, s[cue, BITS] & FEMININE != 0, True)
        return write_row(out, n, marked_kind(s, p), part, p + 1, q, memory, cue, cue + 1, s[cue, VERB_CLASS])
    if not is_said_in_marks(s, p):
        return n
    if s[p - 1, TRAITS] & ASKED or s[p - 2, TRAITS] & ASKED:
        memory[FOUND, IS_SET] = 0
        return write_row(out, n, DIRECT, part, p + 1, q, memory, -1, -1, 0)
    after = q + 1
    if after < limit and s[after, TYPE] == COMMA:
        after += 1
    for k in range(after, min(after + 4, limit)):
        if s[k, TYPE] < FIRST_WORD or s[k, BITS] & (JOINED | WEAK):
            break
        if s[k, BITS] & (FINITE | QUOTED):
            if subject_of(s, k, min(k + 14, limit), k, memory):
                settle(s, memory, s[k, BITS] & FEMININE != 0)
                return write_row(out, n, DIRECT, part, p + 1, q, memory, k, k + 1, s[k, VERB_CLASS])
            break
    memory[FOUND, IS_SET] = 0
    if memory[CURRENT, IS_SET] or memory[MAIN, IS_SET] or words_between(s, start, p) == 0:
        carry(memory, False, True)
    return write_row(out, n, marked_kind(s, p), part, p + 1, q, memory, -1, -1, 0)


@inner
def _sentence(s, part, start, limit, last, memory, out, n):  # type: ignore[no-untyped-def]
    """Read one sentence; returns the rows written and the token at which the next one begins."""
    first_row = n
    memory[CURRENT, IS_SET] = 0
    memory[MAIN, IS_SET] = 0
    remember_main_subject(s, start, limit, memory)
    since = i = start
    while i < limit:
        rows = n
        bits = s[i, BITS]
        if s[i, PAIR] > i:
            i = s[i, PAIR] + 1
            continue
        if s[i, TYPE] == OPEN_BRACKET:
            i = max(after_bracket(s, i, limit), i + 1)
            continue
        step = i + 1
        if s[i, TYPE] < FIRST_WORD:
            pass
        elif is_attribution(s, i, limit) and (i > start or bits & ACCORDING):
            n, step = read_attribution(s, part, i, start, since, limit, memory, out, n)
        elif bits & QUOTED and not bits & (FINITE | RELAYS):
            if not memory[CURRENT, IS_SET] and noun_phrase(s, i + 1, limit, True, memory) and may_speak(s, i + 1):
                settle(s, memory, bits & FEMININE != 0)
        elif bits & FINITE and not bits & (ROLE | SOURCE):
            n, step = read_finite(s, part, i, start, limit, last, memory, out, n)
        elif bits & (PARTICIPLE | GERUND | GERUND_OWN) and not bits & (ROLE | SOURCE | STATEMENT | DOCUMENT | BODY):
            n, step = read_participle(s, part, i, limit, last, memory, out, n)
        if n > rows:
            since = step
        i = max(step, i + 1)
    reached = max(i, limit)
    for p in range(start, limit):
        if s[p, PAIR] > p and s[p, PAIR] <= last and not _within_marks(s, p, start) and not _is_written(out, first_row, n, p, s[p, PAIR]):
            n = _judge(s, part, p, start, max(limit, s[p, PAIR] + 1), first_row, memory, out, n)
    return n, reached


@inner
def _within_marks(s, p, start):  # type: ignore[no-untyped-def]
    """Does the mark at p stand inside an outer pair?"""
    for k in range(p - 1, start - 1, -1):  # noqa: SIM110 (numba knows no generator expressions)
        if s[k, PAIR] > s[p, PAIR]:
            return True
    return False


@inner
def _headline(s, part, begin, end, memory, out, n):  # type: ignore[no-untyped-def]
    """Read «X: …» at the head of a title; returns the rows written and the token after what X says."""
    if begin >= end or not may_speak(s, begin) or not noun_phrase(s, begin, end, False, memory):
        return n, begin
    colon = memory[FOUND, NEXT]
    m = name_starting(s, memory[FOUND, NAME_FIRST])
    known = m >= 0 and s[m, NAME_END] == colon and s[m, SPEAKS] != 0
    if colon >= end or s[colon, TYPE] != COLON or not (known or s[begin, BITS] & ROLE) or colon - begin > 7:
        return n, begin
    first = colon + 1
    final = end
    if first < end and s[first, PAIR] > first:
        first, final = first + 1, s[first, PAIR]
    if words_between(s, first, final) < 3:
        return n, begin
    settle(s, memory, False)
    return write_row(out, n, DIRECT, part, first, final, memory, -1, -1, 0), min(final + 1, end)


@inner
def _part(s, part, begin, end, memory, out, n):  # type: ignore[no-untyped-def]
    """Read the title (part 0) or the body (1), tokens begin : end of the scene; returns the rows written."""
    repair_marks(s, begin, end)
    for row in range(memory.shape[0]):
        memory[row, IS_SET] = 0
    i = begin
    if part & 1 == 0:
        n, i = _headline(s, part, i, end, memory, out, n)
    while i < end:
        n, i = _sentence(s, part, i, sentence_end(s, i, end), end, memory, out, n)
    return n


@njit(cache=True)
def read_documents(parts, types, flags, length, pair, counted, classes, names, out):  # type: ignore[no-untyped-def]
    """Write the quotes of every counted document of a stream to the rows of `out` (int64[tokens + 1, ROW]); returns how many.

    The other arrays are those of `set_scene`.
    """
    n = name = 0
    scene = np.empty((1024, COLUMNS), np.int64)
    memory = np.zeros(MEMORY, np.int64)
    for document in range(len(parts) // 2):
        first, middle, last = parts[2 * document], parts[2 * document + 1], parts[2 * document + 2]
        if last - first + ROWS_AROUND > len(scene):
            scene = np.empty((2 * (last - first + ROWS_AROUND), COLUMNS), np.int64)
        name = set_scene(scene, first, last, types, flags, length, pair, classes, names, name)
        if not counted[document]:
            continue
        shift = first - FIRST_TOKEN
        row = n
        n = _part(scene, 2 * document, first - shift, middle - shift, memory, out, n)
        n = _part(scene, 2 * document + 1, middle - shift, last - shift, memory, out, n)
        while row < n:
            if out[row, SPEAKER_FIRST] >= 0:
                out[row, SKIPPED] = proclitics(scene, out[row, SPEAKER_FIRST])
            for column in (BEGIN, END, SPEAKER_FIRST, SPEAKER_LAST, VERB_FIRST, VERB_LAST):
                if out[row, column] >= 0:
                    out[row, column] += shift
            row += 1
    return n
