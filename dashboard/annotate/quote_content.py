"""What is said: how a verb of speech opens it, and where a reported clause or a speech without marks ends."""

from dashboard.annotate.quote_classes import (
    ABOUT,
    ACCORDING,
    ACCORDING_VERB,
    AGENCY,
    BESIDE,
    BODY,
    BREAK,
    CLAUSE_IN_MARKS,
    CONTENT,
    DEFINITE,
    DOCUMENT,
    FINITE,
    FROM,
    GERUND,
    GERUND_OWN,
    GIVEN,
    JOINED,
    JOINT,
    LIKE,
    LIMIT,
    MARKS_ONLY,
    NAMELIKE,
    NOT_SAID,
    ON,
    OPENER,
    OWN_WORDS,
    OWN_WORDS_OWN,
    PARTICIPLE,
    PREPOSITION,
    PURE_PREPOSITION,
    QUOTED,
    RELATIVE,
    ROLE,
    SINCE,
    SOURCE,
    SPOKEN_FOR,
    STATEMENT,
    SURNAME,
    TAKES,
    THAT,
    TIME,
    TO,
    VERB,
    VERBAL_NOUN,
    WEAK,
    WHAT,
    WITH_NOUN,
    WITH_PREPOSITION,
    WITH_WAW,
    WITHOUT,
)
from dashboard.annotate.quote_marks import (
    is_list_of_names,
    is_name_in_marks,
)
from dashboard.annotate.quote_pairs import (
    NEWLINE,
    SPACED,
    is_mark,
    leaning,
)
from dashboard.annotate.quote_phrases import (
    after_bracket,
    name_starting,
    person_starting,
    words_between,
)
from dashboard.annotate.quote_scene import (
    BITS,
    FLAGS,
    LENGTH,
    NAME,
    PAIR,
    SPEAKS,
    TRAITS,
    TYPE,
    VERB_CLASS,
)
from dashboard.annotate.quote_verbs import (
    VERB_CLASSES,
)
from dashboard.compiling import inner
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
_SHORTEST_LEFT_OPEN = 5
_FARTHEST = 45
_FARTHEST_WEAK = 14
_DEMANDING, DESCRIBING, _CRITICISING, _PRAISING, _CONSIDERING = (
    VERB_CLASSES.index(name) for name in ("demanding", "describing", "criticising", "praising", "considering")
)


@inner
def _is_initial(s, i):  # type: ignore[no-untyped-def]
    """Is the stop before token i that of a letter's name within a person's name: جورج دبليو. بوش?"""
    return (
        i > 1
        and s[i - 1, TYPE] == STOP
        and s[i, FLAGS] & SPACED == 0
        and (s[i - 2, LENGTH] <= 3 or (s[i, BITS] & NAMELIKE != 0 and not s[i, BITS] & JOINED))
    ) or (
        i > 1
        and s[i - 1, TYPE] == STOP
        and s[i - 2, BITS] & NAMELIKE != 0
        and s[i - 2, LENGTH] <= 5
        and s[i, BITS] & (NAMELIKE | SURNAME | GIVEN) != 0
        and not s[i, BITS] & JOINED
        and s[i, FLAGS] & NEWLINE == 0
    )


@inner
def sentence_end(s, first, last):  # type: ignore[no-untyped-def]
    """The token after the sentence that begins at `first`; sentences inside quotation marks do not end it."""
    i = first + 1 if s[first, PAIR] <= first else s[first, PAIR]
    while i < last:
        if s[i, FLAGS] & _SENTENCE_START:
            before = s[i - 1, TYPE]
            opens_marks = s[i, PAIR] > i
            if not (before == COLON and opens_marks) and before != COMMA and not _is_initial(s, i):
                return i
        if s[i, PAIR] > i:
            i = s[i, PAIR]
            continue
        if (
            0 <= s[i, PAIR] < i
            and i + 1 < last
            and s[i - 1, TYPE] == STOP
            and s[i + 1, TYPE] >= FIRST_WORD
            and s[i + 1, BITS] & (JOINED | WITH_WAW)
            and not s[i + 1, BITS] & THAT
        ):
            return i + 1
        i += 1
    return last


@inner
def opening(s, cue, limit):  # type: ignore[no-untyped-def]
    """How what the cue at token `cue` introduces begins (in marks, after a colon, after أن, as a noun), and its token."""
    bits = s[cue, BITS]
    finite = bits & FINITE != 0
    fallback = -1
    noun = -1
    farthest = min(limit, cue + (_FARTHEST_WEAK if bits & WEAK or not finite else _FARTHEST))
    j = cue + 1
    while j < farthest:
        kind = s[j, TYPE]
        if s[j, FLAGS] & NEWLINE and s[j - 1, TYPE] != COLON:
            break
        if s[j, PAIR] > j:
            introduced = s[j - 1, TYPE] == COLON or s[j - 1, BITS] & THAT != 0
            if (is_list_of_names(s, j, s[j, PAIR])) if introduced else is_name_in_marks(s, j):
                j = s[j, PAIR] + 1
                continue
            if introduced or words_between(s, j, s[j, PAIR]) > 4:
                return IN_MARKS, j
            if fallback < 0 and _may_be_said(s, cue, j):
                fallback = j
            j = s[j, PAIR] + 1
            continue
        if kind == COLON:
            if j + 1 < limit and s[j + 1, PAIR] > j + 1:
                j += 1
                continue
            after_that = j + 1 < limit and s[j + 1, BITS] & THAT != 0 and s[j + 1, NAME] < 0
            if s[j - 1, BITS] & PREPOSITION or after_that:
                j += 1
                continue
            if j + 1 < limit and not s[j + 1, FLAGS] & NEWLINE:
                return AFTER_COLON, j + 1
            break
        if _is_left_open(s, j, limit):
            return AFTER_COLON, j + 1
        if kind == SEMICOLON:
            break
        if kind == OPEN_BRACKET:
            after = after_bracket(s, j, limit)
            if after > j:
                j = after
                continue
        word = s[j, BITS]
        taken = not s[j - 1, BITS] & (NOT_SAID | VERB) or j == cue + 1
        if word & THAT and s[j, NAME] < 0 and (not word & JOINED or j == cue + 1) and taken:
            if noun >= 0 and j - noun <= 2:
                break
            if _takes_that(s, cue, j):
                return AFTER_THAT, j
            break
        if noun >= 0 and j - noun > 12:
            break
        if j > cue + 1 or not finite:
            if word & PARTICIPLE and not word & (ROLE | SOURCE):
                if s[j + 1, BITS] & SPOKEN_FOR:
                    j += 2
                    continue
                break
            if word & FINITE and not word & (WEAK | ROLE | SOURCE | QUOTED | ACCORDING) and not (bits & FINITE and bits == word):
                break
            if word & FINITE and word & WEAK and word & JOINED and not word & MARKS_ONLY:
                break
        if noun < 0 and (_is_content(s, cue, j) or _is_after_own_preposition(s, cue, j)):
            noun = j
            if not s[j - 1, BITS] & PREPOSITION or j <= cue + 2:
                break
        j += 1
    if noun >= 0:
        return AS_NOUN, noun
    if fallback >= 0:
        return IN_MARKS, fallback
    return NOTHING, cue


@inner
def _is_left_open(s, p, limit):  # type: ignore[no-untyped-def]
    """Does a mark at p open, after a word that introduces speech or a comma, what is never closed?"""
    if s[p, PAIR] >= 0 or not is_mark(s, p) or leaning(s, p, limit) < 2 or words_between(s, p, limit) < _SHORTEST_LEFT_OPEN:
        return False
    before = s[p - 1, BITS]
    return s[p - 1, TYPE] == COMMA or before & (THAT | FINITE | PARTICIPLE | GERUND | GERUND_OWN | SURNAME | GIVEN | NAMELIKE) != 0

@inner
def _is_content(s, cue, j):  # type: ignore[no-untyped-def]
    """May the word at j be a verbal noun that the cue says: أكد الوزير ضرورة …?"""
    word = s[j, BITS]
    if not s[cue, BITS] & WITH_NOUN or word & (DEFINITE | WITH_PREPOSITION | ROLE):
        return False
    content = word & CONTENT or (s[j, TRAITS] & VERBAL_NOUN and j > cue + 2 and not s[j - 1, BITS] & ROLE and not word & (BODY | SOURCE | STATEMENT | DOCUMENT | JOINED))
    return content and s[j - 1, BITS] & (ROLE | DEFINITE) != ROLE and _is_object(s, cue, j)


@inner
def _is_after_own_preposition(s, cue, j):  # type: ignore[no-untyped-def]
    """Does the word at j stand after the preposition by which the cue says something: أشار إلى …, كشف عن …?"""
    if not s[cue, TRAITS] // TAKES & s[j - 1, TRAITS] & (TO | ON | FROM) or j - 1 == cue:
        return False
    word = s[j, BITS]
    return s[j, TYPE] >= FIRST_WORD and not word & (THAT | FINITE | TIME | RELATIVE | BREAK | PREPOSITION | WHAT) and person_starting(s, j) < 0


@inner
def _may_be_said(s, cue, p):  # type: ignore[no-untyped-def]
    """May a few marked words be what the cue says? Of one or two words only right after it or after what it takes."""
    if s[cue, TRAITS] & CLAUSE_IN_MARKS:
        return False
    if s[cue, VERB_CLASS] == _CONSIDERING and p == cue + 1:
        return False
    return words_between(s, p, s[p, PAIR]) > 2 or p == cue + 1 or s[p - 1, BITS] & PREPOSITION != 0 or s[cue, BITS] & MARKS_ONLY != 0


@inner
def _takes_that(s, cue, that):  # type: ignore[no-untyped-def]
    """Does the cue take the أن at `that`? After a preposition only verbs that take one; far away only verbs of plain saying."""
    number = s[cue, VERB_CLASS]
    if number == _DEMANDING or number == DESCRIBING:
        return that == cue + 1
    if s[cue, BITS] & MARKS_ONLY and that - cue > 12:
        return False
    if s[that - 1, BITS] & PREPOSITION and that > cue + 2:
        return number != _CRITICISING and number != _PRAISING and number != _CONSIDERING
    return True


@inner
def _is_object(s, cue, j):  # type: ignore[no-untyped-def]
    """May the verbal noun at j be what the cue says? Not after a preposition that the verb does not take."""
    if j == cue + 1:
        return True
    before = s[j - 1, BITS]
    if before & PREPOSITION:
        return j == cue + 2 or before & ABOUT != 0 or s[j - 1, LENGTH] <= 3
    return s[j - 1, TYPE] >= FIRST_WORD or s[j - 1, TYPE] == COMMA or s[j - 1, PAIR] >= 0


@inner
def _ends_sentence(s, verb, limit):  # type: ignore[no-untyped-def]
    """Do the verb and its subject, with nothing said after them, end the sentence?"""
    if limit - verb > 12:
        return False
    return not any_of(s, verb + 1, limit, THAT | FINITE | PARTICIPLE | CONTENT | ABOUT)


@inner
def any_of(s, first, last, wanted):  # type: ignore[no-untyped-def]
    """Has a token of the range one of the wanted classes, or does a mark or a colon stand in it?"""
    for k in range(first, last):  # noqa: SIM110 (numba knows no generator expressions)
        if s[k, BITS] & wanted or s[k, PAIR] >= 0 or s[k, TYPE] == COLON:
            return True
    return False


@inner
def is_attribution(s, i, limit):  # type: ignore[no-untyped-def]
    """Do the words at i attribute what stands before them: بحسب …, على حد قوله, وفق تعبيره, كما قال …?"""
    bits = s[i, BITS]
    if i + 1 >= limit:
        return False
    if bits & ACCORDING:
        return True
    if bits & PREPOSITION and i + 2 < limit and s[i + 1, BITS] & LIMIT:
        return s[i + 2, BITS] & (OWN_WORDS | OWN_WORDS_OWN) != 0
    if bits & LIKE and i > 0 and s[i - 1, TYPE] == COMMA and s[i + 1, BITS] & FINITE and not s[i + 1, BITS] & MARKS_ONLY:
        return _ends_sentence(s, i + 1, limit)
    return bits & ACCORDING_VERB != 0 and s[i + 1, BITS] & (FINITE | QUOTED) != 0


@inner
def _subject_and_cue(s, first, limit):  # type: ignore[no-untyped-def]
    """Do a subject and then a verb of speech begin at `first`: لكن الوزارة أوضحت أن …?"""
    for k in range(first, min(first + 7, limit)):
        if s[k, TYPE] < FIRST_WORD or s[k, BITS] & (THAT | RELATIVE | PARTICIPLE):
            return False
        if s[k, BITS] & FINITE and not s[k, BITS] & (ROLE | SOURCE | WEAK):
            return k > first and opening(s, k, limit)[0] != NOTHING
    return False


@inner
def _is_left_unsaid(s, i, limit):  # type: ignore[no-untyped-def]
    """Do the words at i tell what the speaker left unsaid: من دون أن يوضح …?"""
    k = i + (s[i, TRAITS] & PURE_PREPOSITION != 0 and not s[i, TRAITS] & WITHOUT)
    return k + 2 < limit and s[k, TRAITS] & WITHOUT != 0 and s[k + 1, BITS] & THAT != 0 and s[k + 2, BITS] & FINITE != 0


@inner
def clause_end(s, first, limit):  # type: ignore[no-untyped-def]
    """Where the reported clause that begins at `first` ends: at the next cue, attribution or end of the sentence.

    Returns the token after its last word, and the token at which reading goes on.
    """
    k = first
    while k < limit:
        if s[k, PAIR] > k:
            k = s[k, PAIR] + 1
            continue
        bits = s[k, BITS]
        if s[k, FLAGS] & NEWLINE and k > first and s[k - 1, TYPE] != COMMA:
            break
        if k > first and s[k, TYPE] >= FIRST_WORD:
            joint = k - 1 > first and (
                s[k - 1, BITS] & JOINT != 0 or (s[k - 1, BITS] & RELATIVE != 0 and s[k - 2, TYPE] == COMMA)
            )
            if bits & JOINT and s[k - 1, TYPE] == COMMA and _subject_and_cue(s, k + 1, limit):
                break
            if bits & SINCE and k + 1 < limit and s[k - 1, TYPE] == COMMA and s[k + 1, BITS] & FINITE:
                break
            if bits & FINITE and (bits & JOINED or joint) and not bits & (ROLE | SOURCE):
                if opening(s, k, limit)[0] != NOTHING and not (bits & MARKS_ONLY and not joint and s[k - 1, TYPE] != COMMA):
                    k -= 1 if joint else 0
                    break
            elif bits & PARTICIPLE and not bits & (ROLE | SOURCE):
                if s[k - 1, TYPE] == COMMA or opening(s, k, limit)[0] != NOTHING:
                    break
            elif _is_left_unsaid(s, k, limit) or (is_attribution(s, k, limit) and (bits & ACCORDING == 0 or attributes_to_speaker(s, k, limit))):
                break
        k += 1
    end = k
    while end > first:
        kind = s[end - 1, TYPE]
        if (kind < FIRST_WORD and s[end - 1, PAIR] < 0 and (kind == COMMA or kind == STOP or kind == SEMICOLON or kind == ELLIPSIS or kind == DASH or kind == COLON)):
            end -= 1
        else:
            break
    return end, k


@inner
def attributes_to_speaker(s, i, limit):  # type: ignore[no-untyped-def]
    """Does بحسب, وفق … at i name somebody who speaks or a text, and no measure, law or plan?"""
    if i + 1 >= limit:
        return False
    bits = s[i + 1, BITS]
    if bits & (OWN_WORDS | OWN_WORDS_OWN | SOURCE | AGENCY | ROLE | WHAT):
        return True
    if bits & (BODY | DOCUMENT):
        return True
    if s[i + 1, PAIR] > i + 1 or (bits & BESIDE and s[i + 2, PAIR] > i + 2):
        return True
    if s[i + 1, TYPE] >= FIRST_WORD and i + 2 < limit and s[i + 2, BITS] & DOCUMENT:
        return True
    if name_starting(s, i + 1) >= 0 and s[i + 1, SPEAKS]:
        return True
    return bits & (GIVEN | NAMELIKE | SURNAME) != 0


@inner
def _opens_speech(s, k, last):  # type: ignore[no-untyped-def]
    """Does the sentence at k begin with a verb of speech, words like من جهته set aside?"""
    for _ in range(4):
        if k < last and (s[k, TYPE] < FIRST_WORD or (s[k, BITS] & OPENER and not s[k, BITS] & FINITE)):
            k += 1
    return k < last and s[k, BITS] & FINITE != 0 and opening(s, k, last)[0] != NOTHING


@inner
def colon_end(s, first, last):  # type: ignore[no-untyped-def]
    """Where speech without marks ends: at the end of its paragraph, or where a verb of speech opens the next."""
    k = first + 1
    while k < last:
        if s[k, FLAGS] & NEWLINE:
            break
        if s[k, PAIR] > k:
            k = s[k, PAIR] + 1
            continue
        bits = s[k, BITS]
        starts = s[k, FLAGS] & _SENTENCE_START != 0
        if starts and _opens_speech(s, k, last):
            break
        if bits & PARTICIPLE and s[k - 1, TYPE] == COMMA and not bits & ROLE and opening(s, k, last)[0] != NOTHING:
            break
        if is_attribution(s, k, last) and attributes_to_speaker(s, k, last):
            break
        k += 1
    return k
