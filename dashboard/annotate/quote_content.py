"""What is said: how a verb of speech opens it, and where a reported clause or a speech without marks ends."""

import numpy as np

from dashboard.annotate.quote_marks import (
    is_list_of_names,
    is_name_in_marks,
)
from dashboard.annotate.quote_phrases import (
    NEWLINE,
    SPACED,
    after_bracket,
    words_between,
)
from dashboard.annotate.quote_scene import (
    DEMONYM,
    FLAGS,
    LENGTH,
    NAME,
    NAME_BEGIN,
    PAIR,
    SPEAKS,
    TYPE,
)
from dashboard.annotate.quote_words import (
    ABOUT,
    ACCORDING,
    ACCORDING_VERB,
    AGENCY,
    BODY,
    CONTENT,
    DEFINITE,
    DOCUMENT,
    FINITE,
    GIVEN,
    JOINED,
    JOINT,
    LIKE,
    LIMIT,
    MARKS_ONLY,
    NAMELIKE,
    NOT_SAID,
    OPENER,
    OWN_WORDS,
    OWN_WORDS_OWN,
    PARTICIPLE,
    PREPOSITION,
    QUOTED,
    RELATIVE,
    ROLE,
    SINCE,
    SOURCE,
    SURNAME,
    THAT,
    VERB_CLASSES,
    WEAK,
    WHAT,
    WITH_NOUN,
    WITH_PREPOSITION,
    WITH_WAW,
)
from dashboard.compiling import njit
from dashboard.text.characters import (
    COLON,
    COMMA,
    DASH,
    ELLIPSIS,
    FIRST_WORD,
    OPEN_BRACKET,
    SEMICOLON,
    STOP,
)

NOTHING, IN_MARKS, AFTER_COLON, AFTER_THAT, AS_NOUN = range(5)
_SENTENCE_START = 4
_FARTHEST = 45
_FARTHEST_WEAK = 14
_DEMANDING, DESCRIBING, _CRITICISING, _PRAISING, _CONSIDERING = (
    VERB_CLASSES.index(name) for name in ("demanding", "describing", "criticising", "praising", "considering")
)


@njit(cache=True)
def _is_initial(s, i):  # type: ignore[no-untyped-def]
    """Is the stop before token i that of a letter's name within a person's name: جورج دبليو. بوش?"""
    return (
        i > 1
        and s.token[TYPE, i - 1] == STOP
        and s.token[FLAGS, i] & SPACED == 0
        and (s.token[LENGTH, i - 2] <= 3 or (s.bits[i] & NAMELIKE != 0 and not s.bits[i] & JOINED))
    ) or (
        i > 1
        and s.token[TYPE, i - 1] == STOP
        and s.bits[i - 2] & NAMELIKE != 0
        and s.token[LENGTH, i - 2] <= 5
        and s.bits[i] & (NAMELIKE | SURNAME | GIVEN) != 0
        and not s.bits[i] & JOINED
        and s.token[FLAGS, i] & NEWLINE == 0
    )


@njit(cache=True)
def sentence_end(s, first, last):  # type: ignore[no-untyped-def]
    """The token after the sentence that begins at `first`; sentences inside quotation marks do not end it."""
    i = first + 1 if s.token[PAIR, first] <= first else s.token[PAIR, first]
    while i < last:
        if s.token[FLAGS, i] & _SENTENCE_START:
            before = s.token[TYPE, i - 1]
            opens_marks = s.token[PAIR, i] > i
            if not (before == COLON and opens_marks) and before != COMMA and not _is_initial(s, i):
                return i
        if s.token[PAIR, i] > i:
            i = s.token[PAIR, i]
        elif (
            0 <= s.token[PAIR, i] < i
            and i + 1 < last
            and s.token[TYPE, i - 1] == STOP
            and s.token[TYPE, i + 1] >= FIRST_WORD
            and s.bits[i + 1] & (JOINED | WITH_WAW)
            and not s.bits[i + 1] & THAT
        ):
            return i + 1
        i += 1
    return last


@njit(cache=True)
def opening(s, cue, limit, out):  # type: ignore[no-untyped-def]
    """How what the cue at token `cue` introduces begins, its token in out[0]: in marks, after a colon, after أن, as a noun."""
    bits = s.bits[cue]
    finite = bits & FINITE != 0
    fallback = -1
    noun = -1
    farthest = min(limit, cue + (_FARTHEST_WEAK if bits & WEAK or not finite else _FARTHEST))
    j = cue + 1
    while j < farthest:
        kind = s.token[TYPE, j]
        if s.token[FLAGS, j] & NEWLINE and s.token[TYPE, j - 1] != COLON:
            break
        if s.token[PAIR, j] > j:
            introduced = s.token[TYPE, j - 1] == COLON or s.bits[j - 1] & THAT != 0
            if (is_list_of_names(s, j, s.token[PAIR, j])) if introduced else is_name_in_marks(s, j):
                j = s.token[PAIR, j] + 1
                continue
            if introduced or words_between(s, j, s.token[PAIR, j]) > 4:
                out[0] = j
                return IN_MARKS
            if fallback < 0 and _may_be_said(s, cue, j):
                fallback = j
            j = s.token[PAIR, j] + 1
            continue
        if kind == COLON:
            if j + 1 < limit and s.token[PAIR, j + 1] > j + 1:
                j += 1
                continue
            after_that = j + 1 < limit and s.bits[j + 1] & THAT != 0 and s.token[NAME, j + 1] < 0
            if s.bits[j - 1] & PREPOSITION or after_that:
                j += 1
                continue
            if j + 1 < limit and not s.token[FLAGS, j + 1] & NEWLINE:
                out[0] = j + 1
                return AFTER_COLON
            break
        if kind == SEMICOLON:
            break
        if kind == OPEN_BRACKET:
            after = after_bracket(s, j, limit)
            if after > j:
                j = after
                continue
        word = s.bits[j]
        if word & THAT and s.token[NAME, j] < 0 and (not word & JOINED or j == cue + 1) and not s.bits[j - 1] & NOT_SAID:
            if noun >= 0 and j - noun <= 2:
                break
            if _takes_that(s, cue, j):
                out[0] = j
                return AFTER_THAT
            break
        if noun >= 0 and j - noun > 12:
            break
        if j > cue + 1 or not finite:
            if word & PARTICIPLE and not word & (ROLE | SOURCE):
                break
            if word & FINITE and not word & (WEAK | ROLE | SOURCE | QUOTED | ACCORDING) and not (bits & FINITE and bits == word):
                break
            if word & FINITE and word & WEAK and word & JOINED and not word & MARKS_ONLY:
                break
        if bits & WITH_NOUN and noun < 0 and word & CONTENT and not word & (DEFINITE | WITH_PREPOSITION | ROLE) and _is_object(s, cue, j):
            noun = j
            if not s.bits[j - 1] & PREPOSITION or j <= cue + 2:
                break
        j += 1
    if noun >= 0:
        out[0] = noun
        return AS_NOUN
    if fallback >= 0:
        out[0] = fallback
        return IN_MARKS
    return NOTHING


@njit(cache=True)
def _may_be_said(s, cue, p):  # type: ignore[no-untyped-def]
    """May a few marked words be what the cue says? Of one or two words only right after it or after what it takes."""
    if s.codes[s.token[TYPE, cue], 0] == _CONSIDERING and p == cue + 1:
        return False
    return words_between(s, p, s.token[PAIR, p]) > 2 or p == cue + 1 or s.bits[p - 1] & PREPOSITION != 0 or s.bits[cue] & MARKS_ONLY != 0


@njit(cache=True)
def _takes_that(s, cue, that):  # type: ignore[no-untyped-def]
    """Does the cue take the أن at `that`? After a preposition only verbs that take one; far away only verbs of plain saying."""
    number = s.codes[s.token[TYPE, cue], 0]
    if number == _DEMANDING or number == DESCRIBING:
        return that == cue + 1
    if s.bits[cue] & MARKS_ONLY and that - cue > 12:
        return False
    if s.bits[that - 1] & PREPOSITION and that > cue + 2:
        return number != _CRITICISING and number != _PRAISING and number != _CONSIDERING
    return True


@njit(cache=True)
def _is_object(s, cue, j):  # type: ignore[no-untyped-def]
    """May the verbal noun at j be what the cue says? Not after a preposition that the verb does not take."""
    if j == cue + 1:
        return True
    before = s.bits[j - 1]
    if before & PREPOSITION:
        return j == cue + 2 or before & ABOUT != 0 or s.token[LENGTH, j - 1] <= 3
    return s.token[TYPE, j - 1] >= FIRST_WORD or s.token[TYPE, j - 1] == COMMA or s.token[PAIR, j - 1] >= 0


@njit(cache=True)
def _ends_sentence(s, verb, limit):  # type: ignore[no-untyped-def]
    """Do the verb and its subject, with nothing said after them, end the sentence?"""
    if limit - verb > 12:
        return False
    return not any_of(s, verb + 1, limit, THAT | FINITE | PARTICIPLE | CONTENT | ABOUT)


@njit(cache=True)
def any_of(s, first, last, wanted):  # type: ignore[no-untyped-def]
    """Has a token of the range one of the wanted classes, or does a mark or a colon stand in it?"""
    for k in range(first, last):
        if s.bits[k] & wanted or s.token[PAIR, k] >= 0 or s.token[TYPE, k] == COLON:
            return True
    return False


@njit(cache=True)
def is_attribution(s, i, limit):  # type: ignore[no-untyped-def]
    """Do the words at i attribute what stands before them: بحسب …, على حد قوله, وفق تعبيره, كما قال …?"""
    bits = s.bits[i]
    if i + 1 >= limit:
        return False
    if bits & ACCORDING:
        return True
    if bits & PREPOSITION and i + 2 < limit and s.bits[i + 1] & LIMIT:
        return s.bits[i + 2] & (OWN_WORDS | OWN_WORDS_OWN) != 0
    if bits & LIKE and i > 0 and s.token[TYPE, i - 1] == COMMA and s.bits[i + 1] & FINITE and not s.bits[i + 1] & MARKS_ONLY:
        return _ends_sentence(s, i + 1, limit)
    return bits & ACCORDING_VERB != 0 and s.bits[i + 1] & (FINITE | QUOTED) != 0


@njit(cache=True)
def _subject_and_cue(s, first, limit, scratch):  # type: ignore[no-untyped-def]
    """Do a subject and then a verb of speech begin at `first`: لكن الوزارة أوضحت أن …?"""
    for k in range(first, min(first + 7, limit)):
        if s.token[TYPE, k] < FIRST_WORD or s.bits[k] & (THAT | RELATIVE | PARTICIPLE):
            return False
        if s.bits[k] & FINITE and not s.bits[k] & (ROLE | SOURCE | WEAK):
            return k > first and opening(s, k, limit, scratch) != NOTHING
    return False


@njit(cache=True)
def clause_end(s, first, limit, out):  # type: ignore[no-untyped-def]
    """Where the reported clause that begins at `first` ends: at the next cue, attribution or end of the sentence.

    Returns the token after its last word; out[0] is the token at which reading goes on.
    """
    scratch = np.empty(1, np.int64)
    k = first
    while k < limit:
        if s.token[PAIR, k] > k:
            k = s.token[PAIR, k] + 1
            continue
        bits = s.bits[k]
        if s.token[FLAGS, k] & NEWLINE and k > first and s.token[TYPE, k - 1] != COMMA:
            break
        if k > first and s.token[TYPE, k] >= FIRST_WORD:
            joint = k - 1 > first and (
                s.bits[k - 1] & JOINT != 0 or (s.bits[k - 1] & RELATIVE != 0 and s.token[TYPE, k - 2] == COMMA)
            )
            if bits & JOINT and s.token[TYPE, k - 1] == COMMA and _subject_and_cue(s, k + 1, limit, scratch):
                break
            if bits & SINCE and k + 1 < limit and s.token[TYPE, k - 1] == COMMA and s.bits[k + 1] & FINITE:
                break
            if bits & FINITE and (bits & JOINED or joint) and not bits & (ROLE | SOURCE):
                if opening(s, k, limit, scratch) != NOTHING and not (bits & MARKS_ONLY and not joint and s.token[TYPE, k - 1] != COMMA):
                    k -= 1 if joint else 0
                    break
            elif bits & PARTICIPLE and not bits & (ROLE | SOURCE):
                if s.token[TYPE, k - 1] == COMMA or opening(s, k, limit, scratch) != NOTHING:
                    break
            elif is_attribution(s, k, limit) and (bits & ACCORDING == 0 or attributes_to_speaker(s, k, limit)):
                break
        k += 1
    out[0] = k
    end = k
    while end > first:
        kind = s.token[TYPE, end - 1]
        if (kind < FIRST_WORD and s.token[PAIR, end - 1] < 0 and (kind == COMMA or kind == STOP or kind == SEMICOLON or kind == ELLIPSIS or kind == DASH or kind == COLON)):
            end -= 1
        else:
            break
    return end


@njit(cache=True)
def attributes_to_speaker(s, i, limit):  # type: ignore[no-untyped-def]
    """Does بحسب, وفق … at i name somebody who speaks or a text, and no measure, law or plan?"""
    if i + 1 >= limit:
        return False
    bits = s.bits[i + 1]
    if bits & (OWN_WORDS | OWN_WORDS_OWN | SOURCE | AGENCY | ROLE | WHAT):
        return True
    if bits & (BODY | DOCUMENT):
        return True
    if s.token[PAIR, i + 1] > i + 1:
        return True
    if s.token[TYPE, i + 1] >= FIRST_WORD and i + 2 < limit and s.bits[i + 2] & DOCUMENT:
        return True
    m = s.token[NAME, i + 1]
    if m >= 0 and s.names[m, NAME_BEGIN] == i + 1 and s.names[m, SPEAKS] != 0 and not s.names[m, DEMONYM]:
        return True
    return bits & (GIVEN | NAMELIKE | SURNAME) != 0


@njit(cache=True)
def _opens_speech(s, k, last, scratch):  # type: ignore[no-untyped-def]
    """Does the sentence at k begin with a verb of speech, words like من جهته set aside?"""
    for _ in range(4):
        if k < last and (s.token[TYPE, k] < FIRST_WORD or (s.bits[k] & OPENER and not s.bits[k] & FINITE)):
            k += 1
    return k < last and s.bits[k] & FINITE != 0 and opening(s, k, last, scratch) != NOTHING


@njit(cache=True)
def colon_end(s, first, last):  # type: ignore[no-untyped-def]
    """Where speech without marks ends: at the end of its paragraph, or where a verb of speech opens the next."""
    scratch = np.empty(1, np.int64)
    k = first + 1
    while k < last:
        if s.token[FLAGS, k] & NEWLINE:
            break
        if s.token[PAIR, k] > k:
            k = s.token[PAIR, k] + 1
            continue
        bits = s.bits[k]
        starts = s.token[FLAGS, k] & _SENTENCE_START != 0
        if starts and _opens_speech(s, k, last, scratch):
            break
        if bits & PARTICIPLE and s.token[TYPE, k - 1] == COMMA and not bits & ROLE and opening(s, k, last, scratch) != NOTHING:
            break
        if is_attribution(s, k, last) and attributes_to_speaker(s, k, last):
            break
        k += 1
    return k
