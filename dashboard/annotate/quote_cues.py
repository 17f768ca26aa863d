"""The reading of a part, sentence by sentence: cues of speech, what they introduce and who speaks."""

import numpy as np
from numba import njit

from dashboard.annotate.quote_content import (
    AFTER_COLON,
    AFTER_THAT,
    AS_NOUN,
    IN_MARKS,
    NOTHING,
    attributes_to_speaker,
    clause_end,
    colon_end,
    is_attribution,
    is_name_in_marks,
    is_said_in_marks,
    opening,
    sentence_end,
)
from dashboard.annotate.quote_phrases import (
    NEWLINE,
    after_bracket,
    may_speak,
    name_starting,
    noun_phrase,
    subject_before,
    words_between,
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
    ACCORDING_CLASS,
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
    GERUND,
    GERUND_OWN,
    GIVEN,
    JOINED,
    JOINT,
    LIKE,
    MARKS_ONLY,
    NAMELIKE,
    NEGATING,
    OPENER,
    OWN,
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
    UNSAID,
    VERB,
    VERB_CLASSES,
    WEAK,
    WHAT,
)
from dashboard.text.characters import COLON, COMMA, FIRST_WORD, OPEN_BRACKET, STOP

DIRECT, PARTIAL, INDIRECT = range(3)
KIND, PART, BEGIN, END, SPEAKER_FIRST, SPEAKER_LAST, WHO, VERB_FIRST, VERB_LAST, CLASS = range(10)
"""The columns of a row that the kernel writes; tokens throughout, -1 for none."""

MASCULINE_CARRIED, FEMININE_CARRIED, LATEST, CURRENT, MAIN, FOUND = range(6)
"""Whom the reading remembers: the last speaker of each gender, the last at all, this sentence's, its subject; the one found now."""

_DESCRIBING = VERB_CLASSES.index("describing")
_PARTIAL_WORDS = 5
_FARTHEST_TAIL = 8


@njit(cache=True)
def _remember(memory, row, kind):  # type: ignore[no-untyped-def]
    memory[kind] = memory[row]


@njit(cache=True)
def _settle(s, memory, female, context):  # type: ignore[no-untyped-def]
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
def _carry(memory, female, any_gender):  # type: ignore[no-untyped-def]
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
def _write(out, n, kind, part, begin, end, speaker, verb_first, verb_last, verb_class):  # type: ignore[no-untyped-def]
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
def _marked_kind(s, p):  # type: ignore[no-untyped-def]
    return DIRECT if words_between(s, p, s.pair[p]) > _PARTIAL_WORDS or s.types[p - 1] == COLON else PARTIAL


@njit(cache=True)
def _statement_of(s, i, limit, found):  # type: ignore[no-untyped-def]
    """Read «بيان وزارة …» at i: the institution that follows the text, else the text itself; False where no text is named."""
    if not s.bits[i] & (STATEMENT | DOCUMENT | AGENCY):
        return False
    if not noun_phrase(s, i, limit, False, found):
        return False
    k = i + 1
    if k < limit and s.types[k] >= FIRST_WORD and not s.bits[i] & (DEFINITE | AGENCY):
        named = name_starting(s, k) >= 0 or s.bits[k] & (BODY | ROLE | SOURCE)
        if named and noun_phrase(s, k, limit, False, found):
            return True
    found[NAME_FIRST], found[NAME_LAST] = found[FIRST], found[LAST]
    if s.bits[i] & DEFINITE and s.bits[i] & (STATEMENT | DOCUMENT):
        found[NAME_LAST] = found[LAST] = min(found[LAST], i + 2) if s.bits[i + 1] & DEFINITE else i + 1
    return True


@njit(cache=True)
def _subject(s, verb, at, start, memory):  # type: ignore[no-untyped-def]
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
                return _statement_of(s, k, at, found)
        return False
    if s.bits[verb - 1] & PAST and verb > start and subject_before(s, verb, start, found):
        return True
    first = verb + 1
    while first < at and (s.bits[first] & ALSO or (s.bits[first] & TIME and not s.bits[first] & ROLE)):
        first += 1
        while first < at and s.bits[first - 1] & TIME and s.bits[first] & DEFINITE and not may_speak(s, first):
            first += 1
    if first + 1 < at and s.bits[first] & BESIDE and s.pair[first + 1] > first + 1 and s.pair[first + 1] < at:
        first = s.pair[first + 1] + 1
    if first < at and s.bits[first] & STATEMENT and s.bits[first] & DEFINITE and not s.bits[first] & PREPOSITION:
        return _statement_of(s, first, at, found)
    if first < at and noun_phrase(s, first, at, bits & MARKS_ONLY == 0, found):
        if may_speak(s, first) or s.bits[first] & DEFINITE or (found[LAST] - first <= 3 and not s.bits[first] & VERB):
            return True
    return (not bits & JOINED or s.bits[start] & AS_FOR != 0) and subject_before(s, verb, start, found)


@njit(cache=True)
def _is_weak_use(s, verb, kind, at, start):  # type: ignore[no-untyped-def]
    """Is a word that is not only a verb of speech used as something else here?"""
    bits = s.bits[verb]
    if bits & ARRIVES:
        for k in range(verb + 1, min(verb + 5, at)):
            if s.bits[k] & (STATEMENT | DOCUMENT | AGENCY):
                return False
        return True
    if not bits & WEAK:
        return False
    if kind == IN_MARKS and not bits & (JOINED | FEMININE) and verb > start and s.types[verb - 1] >= FIRST_WORD:
        if not s.bits[verb - 1] & (PAST | JOINT | RELATIVE | BREAK | WHAT | OPENER):
            return True
    if bits & PREPOSITION:
        if bits & MARKS_ONLY:
            for k in range(verb + 1, min(verb + 7, at)):
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
def _main_subject(s, start, limit, memory, context):  # type: ignore[no-untyped-def]
    """Remember the subject of a sentence whose first verb is no verb of speech."""
    i = start
    while i < limit and (s.types[i] < FIRST_WORD or s.bits[i] & OPENER) and i - start < 6:
        if s.pair[i] > i:
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
def _said_after_that(s, that, limit):  # type: ignore[no-untyped-def]
    """The mark that أن at `that` leads into, where the speech is all in marks; else -1."""
    p = that + 1
    if p < limit and s.types[p] == COLON:
        p += 1
    if p < limit and s.types[p] == COMMA:
        p += 1
    if p >= limit or s.pair[p] <= p:
        return -1
    after = s.pair[p] + 1
    ends = (
        after >= limit
        or s.types[after] < FIRST_WORD
        or s.bits[after] & (PARTICIPLE | ACCORDING | JOINED | TIME) != 0
        or s.flags[after] & NEWLINE != 0
        or is_attribution(s, after, limit)
    )
    words = words_between(s, p, s.pair[p])
    if words >= 5 or (ends and words >= 2 and not is_name_in_marks(s, p)):
        return p
    return -1


@njit(cache=True)
def _report(s, part, cue, kind, at, limit, last, memory, out, n, step):  # type: ignore[no-untyped-def]
    """Write what the cue introduces, said by FOUND; step[0] is the token at which reading goes on."""
    speaker, verb_class = memory[FOUND], s.verb_class[cue]
    if kind == IN_MARKS:
        step[0] = s.pair[at] + 1
        return _write(out, n, _marked_kind(s, at), part, at + 1, s.pair[at], speaker, cue, cue + 1, verb_class)
    if kind == AFTER_COLON:
        end = colon_end(s, at, last)
        while at < end and s.types[at] < FIRST_WORD and s.pair[at] < 0:
            at += 1
        step[0] = end
        while end > at and (s.types[end - 1] == COMMA or s.types[end - 1] == STOP):
            end -= 1
        if words_between(s, at, end) < 2:
            return n
        return _write(out, n, DIRECT, part, at, end, speaker, cue, cue + 1, verb_class)
    begin = at
    if kind == AFTER_THAT:
        p = _said_after_that(s, at, limit)
        if p >= 0:
            step[0] = s.pair[p] + 1
            return _write(out, n, _marked_kind(s, p), part, p + 1, s.pair[p], speaker, cue, cue + 1, verb_class)
        begin = at + 1
        while begin < limit and s.types[begin] < FIRST_WORD and s.pair[begin] < 0:
            begin += 1
    if s.verb_class[cue] == _DESCRIBING:
        step[0] = at + 1
        return n
    end = clause_end(s, begin, limit, step)
    if end <= begin or words_between(s, begin, end) < 2:
        step[0] = max(step[0], begin + 1)
        return n
    return _write(out, n, INDIRECT, part, begin, end, speaker, cue, cue + 1, verb_class)


@njit(cache=True)
def _is_object_of(s, verb, at, found):  # type: ignore[no-untyped-def]
    """Is the only noun phrase between a verb of description and what it says the thing described: ووصف روسيا بأنها «…»?"""
    return s.verb_class[verb] == _DESCRIBING and s.bits[verb] & JOINED != 0 and found[FIRST] > verb and at - found[NEXT] <= 1 and s.bits[found[FIRST]] & ROLE == 0


@njit(cache=True)
def _finite(s, part, i, start, limit, last, memory, context, out, n, step):  # type: ignore[no-untyped-def]
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
    if kind != NOTHING and _is_weak_use(s, i, kind, at[0], start):
        kind = NOTHING
    female = bits & FEMININE != 0
    if kind == NOTHING:
        opens = i <= start + 1 and (bits & PREPOSITION == 0 or bits & JOINED)
        if (bits & (WEAK | ARRIVES) == 0 or opens) and _subject(s, i, limit, start, memory) and may_speak(s, memory[FOUND, FIRST]):
            _settle(s, memory, female, context)
        return n
    if _subject(s, i, at[0], start, memory) and not _is_object_of(s, i, at[0], memory[FOUND]):
        _settle(s, memory, female, context)
    else:
        _carry(memory, female, s.bits[i] & RELAYS != 0)
    return _report(s, part, i, kind, at[0], limit, last, memory, out, n, step)


@njit(cache=True)
def _participle(s, part, i, limit, last, memory, context, out, n, step):  # type: ignore[no-untyped-def]
    """Read a participle or a verbal noun of speech at i: said by whoever the sentence is about."""
    bits = s.bits[i]
    step[0] = i + 1
    at = np.empty(1, np.int64)
    kind = opening(s, i, limit, at)
    if bits & PARTICIPLE and i > 0 and s.bits[i - 1] & PREPOSITION:
        return n
    if kind == NOTHING or kind == AS_NOUN and bits & (GERUND | GERUND_OWN):
        return n
    if bits & GERUND and kind == IN_MARKS and not bits & (DEFINITE | PARTICIPLE):
        return n
    if bits & (GERUND | GERUND_OWN) and at[0] > i + 3:
        return n
    if bits & GERUND and kind == AFTER_THAT and not bits & PARTICIPLE and at[0] > i + 2:
        return n
    own = i + 1 < at[0] and s.bits[i + 1] & ROLE and noun_phrase(s, i + 1, at[0], True, memory[FOUND])
    if own and memory[FOUND, NEXT] >= at[0] - 1:
        _settle(s, memory, bits & FEMININE != 0, context)
    else:
        _carry(memory, bits & FEMININE != 0, True)
    return _report(s, part, i, kind, at[0], limit, last, memory, out, n, step)


@njit(cache=True)
def _source_of(s, i, limit, memory):  # type: ignore[no-untyped-def]
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
                    return 1 if _statement_of(s, k, limit, found) else 0
                if noun_phrase(s, k, limit, False, found):
                    return 1
            return 0
        return 0
    if s.bits[j] & BREAK and j + 1 < limit:
        j += 1
    if s.bits[j] & (STATEMENT | DOCUMENT):
        return 1 if _statement_of(s, j, limit, found) else 0
    if noun_phrase(s, j, limit, False, found):
        return 1
    if s.pair[j] > j:
        found[FIRST], found[LAST], found[NAME_FIRST], found[NAME_LAST], found[NEXT] = j + 1, s.pair[j], j + 1, s.pair[j], s.pair[j] + 1
        return 1
    return 0


@njit(cache=True)
def _between_commas(s, since, i, after, end):  # type: ignore[no-untyped-def]
    """The stretch between commas that an attribution in the middle of a sentence is about."""
    begin = i
    while begin > since and s.types[begin - 1] != COMMA:
        begin -= 1
    k = after
    while k < end and s.types[k] != COMMA:
        k = s.pair[k] + 1 if s.pair[k] > k else k + 1
    return begin, min(k, end)


@njit(cache=True)
def _attribution(s, part, i, start, since, limit, memory, context, out, n, step):  # type: ignore[no-untyped-def]
    """Read بحسب …, وفق …, على حد قوله at i: the words from `since` are reported, or, at the head, those that follow."""
    step[0] = i + 1
    if s.bits[i] & ACCORDING and not attributes_to_speaker(s, i, limit):
        return n
    told = _source_of(s, i, limit, memory)
    if told == 0:
        return n
    after = memory[FOUND, NEXT]
    step[0] = after
    covered = n > 0 and out[n - 1, PART] == part and i - out[n - 1, END] <= 2 and out[n - 1, END] > start
    if covered and told == 1 and out[n - 1, SPEAKER_FIRST] < 0:
        _settle(s, memory, 0, context)
        out[n - 1, SPEAKER_FIRST], out[n - 1, SPEAKER_LAST] = memory[FOUND, NAME_FIRST], memory[FOUND, NAME_LAST]
        out[n - 1, WHO] = memory[FOUND, ACTOR]
    if covered:
        return n
    if told == 1:
        _settle(s, memory, 0, context)
    else:
        _carry(memory, 0, True)
    verb_last = min(memory[FOUND, NAME_FIRST], i + 3) if told == 1 and memory[FOUND, NAME_FIRST] > i else min(i + 2, after)
    verb_last = max(verb_last, i + 1)
    head = words_between(s, since, i) <= 1
    if head:
        begin = after
        while begin < limit and (s.types[begin] < FIRST_WORD and s.pair[begin] < 0 or s.bits[begin] & THAT or (begin == after + 1 and s.types[begin] >= FIRST_WORD and s.length[begin] <= 3 and s.bits[begin] & JOINED)):
            begin += 1
        end = clause_end(s, begin, limit, step)
    else:
        begin = since
        rest = clause_end(s, after, limit, step) if told == 1 else after
        end = rest if words_between(s, after, rest) > 2 else i
        if end != i and s.types[i - 1] != COMMA:
            begin, end = _between_commas(s, since, i, after, end)
            step[0] = end
        while begin < i and s.types[begin] < FIRST_WORD and s.pair[begin] < 0:
            begin += 1
        if end == i:
            step[0] = after
            while end > begin and s.types[end - 1] == COMMA:
                end -= 1
    if words_between(s, begin, end) < 3:
        return n
    if s.pair[begin] > begin and s.pair[begin] >= end - 1:
        return _write(out, n, _marked_kind(s, begin), part, begin + 1, s.pair[begin], memory[FOUND], i, verb_last, ACCORDING_CLASS)
    return _write(out, n, INDIRECT, part, begin, end, memory[FOUND], i, verb_last, ACCORDING_CLASS)


@njit(cache=True)
def _is_written(out, first_row, n, p, q):  # type: ignore[no-untyped-def]
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
        if bits & (FINITE | PARTICIPLE) and not bits & (ROLE | SOURCE) and s.types[k] >= FIRST_WORD:
            kind = opening(s, k, limit, at)
            if bits & WEAK and (kind == NOTHING or _is_weak_use(s, k, kind, at[0], start)):
                continue
            if kind == IN_MARKS and at[0] == p or (kind == AFTER_THAT and (at[0] == p - 1 or bits & MARKS_ONLY)):
                return k
            return k if bits & MARKS_ONLY and not bits & WEAK else -1
    return -1


@njit(cache=True)
def _judge(s, part, p, start, limit, first_row, memory, context, out, n):  # type: ignore[no-untyped-def]
    """Decide on a marked stretch that no cue took: a part of a reported clause, a sequel, speech by itself, or only a name."""
    q = s.pair[p]
    colon = p > start and s.types[p - 1] == COLON
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
        if cue >= 0 and _subject(s, cue, p, out[inside, BEGIN], memory) and may_speak(s, memory[FOUND, FIRST]):
            kept = memory[CURRENT].copy()
            _settle(s, memory, s.bits[cue] & FEMININE != 0, context)
            n = _write(out, n, _marked_kind(s, p), part, p + 1, q, memory[FOUND], cue, cue + 1, s.verb_class[cue])
            memory[CURRENT] = kept
            return n
        out[n] = out[inside]
        out[n, KIND], out[n, BEGIN], out[n, END] = _marked_kind(s, p), p + 1, q
        return n + 1
    if name and not colon:
        return n
    if before >= 0 and p - out[before, END] <= 8 and words_between(s, p, q) >= 2:
        out[n] = out[before]
        out[n, KIND], out[n, BEGIN], out[n, END] = _marked_kind(s, p), p + 1, q
        return n + 1
    cue = _cue_before(s, p, start, limit)
    if cue >= 0 and s.bits[cue] & MARKS_ONLY:
        if _subject(s, cue, p, start, memory) and may_speak(s, memory[FOUND, FIRST]):
            _settle(s, memory, s.bits[cue] & FEMININE != 0, context)
        else:
            _carry(memory, s.bits[cue] & FEMININE != 0, True)
        return _write(out, n, _marked_kind(s, p), part, p + 1, q, memory[FOUND], cue, cue + 1, s.verb_class[cue])
    if not is_said_in_marks(s, p):
        return n
    after = q + 1
    if after < limit and s.types[after] == COMMA:
        after += 1
    for k in range(after, min(after + 4, limit)):
        if s.types[k] < FIRST_WORD or s.bits[k] & (JOINED | WEAK):
            break
        if s.bits[k] & (FINITE | QUOTED):
            if _subject(s, k, min(k + 14, limit), k, memory):
                _settle(s, memory, s.bits[k] & FEMININE != 0, context)
                return _write(out, n, DIRECT, part, p + 1, q, memory[FOUND], k, k + 1, s.verb_class[k])
            break
    memory[FOUND, IS_SET] = 0
    if memory[CURRENT, IS_SET] or memory[MAIN, IS_SET] or words_between(s, start, p) == 0:
        _carry(memory, 0, True)
    return _write(out, n, _marked_kind(s, p), part, p + 1, q, memory[FOUND], -1, -1, 0)


@njit(cache=True)
def _sentence(s, part, start, limit, last, memory, context, out, n):  # type: ignore[no-untyped-def]
    """Read one sentence; returns the rows written and the token at which the next one begins."""
    first_row = n
    memory[CURRENT, IS_SET] = 0
    memory[MAIN, IS_SET] = 0
    step = np.empty(1, np.int64)
    _main_subject(s, start, limit, memory, context)
    since = i = start
    while i < limit:
        rows = n
        bits = s.bits[i]
        if s.pair[i] > i:
            i = s.pair[i] + 1
            continue
        if s.types[i] == OPEN_BRACKET:
            i = max(after_bracket(s, i, limit), i + 1)
            continue
        step[0] = i + 1
        if s.types[i] < FIRST_WORD:
            pass
        elif is_attribution(s, i, limit) and (i > start or bits & ACCORDING):
            n = _attribution(s, part, i, start, since, limit, memory, context, out, n, step)
        elif bits & QUOTED and not bits & (FINITE | RELAYS):
            if not memory[CURRENT, IS_SET] and noun_phrase(s, i + 1, limit, True, memory[FOUND]) and may_speak(s, i + 1):
                _settle(s, memory, bits & FEMININE != 0, context)
        elif bits & FINITE and not bits & (ROLE | SOURCE):
            n = _finite(s, part, i, start, limit, last, memory, context, out, n, step)
        elif bits & (PARTICIPLE | GERUND | GERUND_OWN) and not bits & (ROLE | SOURCE | STATEMENT | DOCUMENT | BODY):
            n = _participle(s, part, i, limit, last, memory, context, out, n, step)
        if n > rows:
            since = step[0]
        i = max(step[0], i + 1)
    reached = max(i, limit)
    for p in range(start, limit):
        if s.pair[p] > p and s.pair[p] <= last and not _within_marks(s, p, start) and not _is_written(out, first_row, n, p, s.pair[p]):
            n = _judge(s, part, p, start, max(limit, s.pair[p] + 1), first_row, memory, context, out, n)
    return n, reached


@njit(cache=True)
def _within_marks(s, p, start):  # type: ignore[no-untyped-def]
    """Does the mark at p stand inside an outer pair?"""
    for k in range(p - 1, start - 1, -1):
        if s.pair[k] > s.pair[p]:
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
    known = m >= 0 and s.last[m] == colon and s.speaks[s.actor[m]]
    if colon >= end or s.types[colon] != COLON or not (known or s.bits[begin] & ROLE) or colon - begin > 7:
        return n, begin
    first = colon + 1
    final = end
    if first < end and s.pair[first] > first:
        first, final = first + 1, s.pair[first]
    if words_between(s, first, final) < 3:
        return n, begin
    _settle(s, memory, 0, context)
    return _write(out, n, DIRECT, part, first, final, memory[FOUND], -1, -1, 0), min(final + 1, end)


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
