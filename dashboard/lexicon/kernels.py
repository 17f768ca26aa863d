"""The two loops of matching: names in the token stream, and whose names they are in each article."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dashboard.compiling import njit
from dashboard.lexicon.actors import ACRONYM, DEMONYM, EPITHET, TAIL, UNSURE, VARIANT
from dashboard.lexicon.trie import step
from dashboard.text.characters import DASH, FIRST_WORD, SLASH, STOP, SYMBOL
from dashboard.text.tokens import NEWLINE_BEFORE, SENTENCE_START, SPACE_BEFORE

PERSON_TITLE, PLACE_TITLE, ORGANISATION_TITLE, SKIPPED, GIVEN, IN, DEFINITE = 1, 2, 4, 8, 16, 32, 64
CLUB_TITLE, PRESS_TITLE, DETAIL, TOWARDS = 128, 256, 512, 1024
_TITLE = PERSON_TITLE | PLACE_TITLE | ORGANISATION_TITLE | CLUB_TITLE | PRESS_TITLE
_BREAK = NEWLINE_BEFORE | SENTENCE_START
_FARTHEST_TITLE = 5
_LONGEST_SPELT, _LONGEST_SPACED = 4, 2
_BY_FULL_NAME, _BY_COMPANION, _BY_TITLE, _BY_ITSELF, _AS_DEMONYM = 5, 4, 3, 2, 1


class Tokens(NamedTuple):
    """The arrays of a TokenStream that matching reads."""

    parts: npt.NDArray[np.int64]
    types: npt.NDArray[np.int32]
    flags: npt.NDArray[np.uint8]
    lengths: npt.NDArray[np.uint16]
    pair: npt.NDArray[np.int32]


class Read(NamedTuple):
    """What each type can be.

    Type t has the readings at[t] : at[t + 1]: the word id, the proclitics to skip, the letters of the article to restore,
    and whether it may be a name alone. whole and bare are the word id of the type and of its first known reading, or -1;
    signs tell what it says of the name after it.
    """

    at: npt.NDArray[np.int64]
    word: npt.NDArray[np.int32]
    skip: npt.NDArray[np.uint8]
    restored: npt.NDArray[np.uint8]
    alone: npt.NDArray[np.bool_]
    whole: npt.NDArray[np.int32]
    bare: npt.NDArray[np.int32]
    signs: npt.NDArray[np.uint16]


class Bearers(NamedTuple):
    """Who may bear name n: actor[at[n] : at[n + 1]] in those roles.

    Does it lack the article, is it an ordinary word, or any word at all, a demonym, a given name?
    """

    at: npt.NDArray[np.int64]
    actor: npt.NDArray[np.int32]
    role: npt.NDArray[np.uint8]
    indefinite: npt.NDArray[np.bool_]
    ordinary: npt.NDArray[np.bool_]
    word: npt.NDArray[np.bool_]
    people: npt.NDArray[np.bool_]
    given: npt.NDArray[np.bool_]


class Witnesses(NamedTuple):
    """What speaks for actor a: the sign of its title, its companions and the words of its full names, both ragged lists.

    `printed`: marks around its name do too; `afresh`: a name that is an everyday word needs a witness wherever it stands.
    """

    title: npt.NDArray[np.uint16]
    printed: npt.NDArray[np.bool_]
    afresh: npt.NDArray[np.bool_]
    companions_at: npt.NDArray[np.int64]
    companion: npt.NDArray[np.int32]
    words_at: npt.NDArray[np.int64]
    word: npt.NDArray[np.int32]


class Found(NamedTuple):
    """Names in the stream: part, first token, token after the last, name id, proclitics to skip, article to restore."""

    part: npt.NDArray[np.int32]
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    name: npt.NDArray[np.int32]
    skip: npt.NDArray[np.uint8]
    restored: npt.NDArray[np.uint8]


@njit(cache=True, inline="always")
def _next_word(tokens, i, end):  # type: ignore[no-untyped-def]
    """The index of the word after token i in the same name, or -1.

    One hyphen, stroke or sign is passed over, and the dot of a spelt acronym: سي.إن.إن
    """
    j = i + 1
    if j >= end:
        return -1
    mark = tokens.types[j]
    if mark >= FIRST_WORD:
        return j if tokens.flags[j] & _BREAK == 0 else -1
    if j + 1 >= end or tokens.types[j + 1] < FIRST_WORD or tokens.flags[j] & _BREAK:
        return -1
    if mark == STOP:
        longest = _LONGEST_SPACED if tokens.flags[j + 1] & SPACE_BEFORE else _LONGEST_SPELT
        return j + 1 if max(tokens.lengths[i], tokens.lengths[j + 1]) <= longest else -1
    return j + 1 if mark in (DASH, SLASH, SYMBOL) and tokens.flags[j + 1] & _BREAK == 0 else -1


@njit(cache=True)
def find(tokens, read, trie):  # type: ignore[no-untyped-def]
    """Names in the stream (Found), longest first, none inside another; a whole word goes before a reading without proclitics."""
    n = len(tokens.types)
    part_of, first, last = np.empty(n, np.int32), np.empty(n, np.int64), np.empty(n, np.int64)
    name, skip, restored = np.empty(n, np.int32), np.empty(n, np.uint8), np.empty(n, np.uint8)
    m = 0
    for part in range(len(tokens.parts) - 1):
        i, end = tokens.parts[part], tokens.parts[part + 1]
        while i < end:
            best, best_end, best_reading = -1, i, -1
            for r in range(read.at[tokens.types[i]], read.at[tokens.types[i] + 1]):
                node = trie.root[read.word[r]]
                j = i
                while node >= 0:
                    if trie.terminal[node] >= 0 and j + 1 > best_end and (j > i or read.alone[r]):
                        best, best_end, best_reading = trie.terminal[node], j + 1, r
                    j = _next_word(tokens, j, end)
                    if j < 0 or read.whole[tokens.types[j]] < 0:
                        break
                    node = step(trie, node, read.whole[tokens.types[j]])
            if best < 0:
                i += 1
                continue
            part_of[m], first[m], last[m], name[m] = part, i, best_end, best
            skip[m], restored[m] = read.skip[best_reading], read.restored[best_reading]
            m += 1
            i = best_end
    return Found(
        part_of[:m].copy(),
        first[:m].copy(),
        last[:m].copy(),
        name[:m].copy(),
        skip[:m].copy(),
        restored[:m].copy(),
    )


@njit(cache=True)
def _stamp_companions(tokens, document, read, trie, stamps):  # type: ignore[no-untyped-def]
    """Mark every companion that occurs in the document."""
    end = tokens.parts[2 * document + 2]
    for i in range(tokens.parts[2 * document], end):
        for r in range(read.at[tokens.types[i]], read.at[tokens.types[i] + 1]):
            node = trie.root[read.word[r]]
            j = i
            while node >= 0:
                if trie.terminal[node] >= 0:
                    stamps[trie.terminal[node]] = document
                j = _next_word(tokens, j, end)
                if j < 0 or read.whole[tokens.types[j]] < 0:
                    break
                node = step(trie, node, read.whole[tokens.types[j]])


@njit(cache=True)
def _stands_in_marks(tokens, i, last, begin):  # type: ignore[no-untyped-def]
    """Do the tokens i : last stand alone between a pair of quotation marks?"""
    return i > begin and tokens.pair[i - 1] == last


@njit(cache=True)
def _is_detailed(tokens, read, found, m):  # type: ignore[no-untyped-def]
    """Does what follows match m tell which one is meant, so that it describes: «الإقليم المتنازع عليه بين …»، «… في تايلاند»?"""
    last = found.last[m]
    if last >= tokens.parts[found.part[m] + 1] or tokens.flags[last] & _BREAK:
        return False
    sign = read.signs[tokens.types[last]]
    names_one = m + 1 < len(found.first) and found.first[m + 1] == last + 1
    return sign & DETAIL != 0 or (sign & IN != 0 and names_one)


@njit(cache=True)
def _title_before(tokens, signs, i, last, begin):  # type: ignore[no-untyped-def]
    """The title signs of the word that announces the name at tokens i : last, adjectives and a complement passed over; 0 for none.

    Quotation marks may stand around the name: صحيفة «الحياة».
    """
    if _stands_in_marks(tokens, i, last, begin) and tokens.flags[i] & _BREAK == 0:
        i -= 1
    for _ in range(_FARTHEST_TITLE):
        if i <= begin or tokens.flags[i] & _BREAK or tokens.types[i - 1] < FIRST_WORD:
            return 0
        i -= 1
        sign = signs[tokens.types[i]]
        if sign & _TITLE:
            return sign & _TITLE
        if sign & SKIPPED == 0:
            return 0
    return 0


@njit(cache=True)
def _sign_before(tokens, signs, i, begin):  # type: ignore[no-untyped-def]
    """The signs of the word right before token i in its sentence."""
    if i <= begin or tokens.flags[i] & _BREAK:
        return 0
    return signs[tokens.types[i - 1]]


@njit(cache=True)
def _bears(witnesses, actor, word):  # type: ignore[no-untyped-def]
    """Is the word one of the actor's full names?"""
    for k in range(witnesses.words_at[actor], witnesses.words_at[actor + 1]):
        if witnesses.word[k] == word:
            return True
    return False


@njit(cache=True)
def _accompanied(witnesses, actor, stamps, document):  # type: ignore[no-untyped-def]
    """Does a companion of the actor occur in the document?"""
    for k in range(witnesses.companions_at[actor], witnesses.companions_at[actor + 1]):
        if stamps[witnesses.companion[k]] == document:
            return True
    return False


@njit(cache=True)
def _evidence(tokens, read, bearers, witnesses, found, m, c, title, stamps):  # type: ignore[no-untyped-def]
    """How well the article shows that match m is bearer c's, the full name and the demonym apart; 0 for not at all."""
    actor, role, name = bearers.actor[c], bearers.role[c], found.name[m]
    kind, begin = witnesses.title[actor], tokens.parts[found.part[m]]
    if witnesses.printed[actor] and _stands_in_marks(tokens, found.first[m], found.last[m], begin):
        return _BY_COMPANION
    if role == TAIL or (bearers.people[name] and role > VARIANT) or (bearers.given[name] and role == UNSURE):
        return 0
    doubtful = bearers.ordinary[name] and role > ACRONYM and kind != PERSON_TITLE
    before = _sign_before(tokens, read.signs, found.first[m], begin)
    placed = found.skip[m] > 0 or before & TOWARDS != 0 or kind != PLACE_TITLE or not bearers.word[name]
    if not doubtful and placed and _accompanied(witnesses, actor, stamps, found.part[m] >> 1):
        return _BY_COMPANION
    if title & kind:
        return _BY_TITLE
    if role <= ACRONYM:
        return _BY_ITSELF
    in_place = kind == PLACE_TITLE and bearers.indefinite[name] and before & IN != 0
    return _BY_TITLE if in_place and not doubtful and not bearers.word[name] else 0


@njit(cache=True)
def resolve(tokens, read, found, bearers, witnesses, companions):  # type: ignore[no-untyped-def]
    """The actor int32 and the role uint8 of each found name; -1 where nothing in the article tells whose it is.

    Where several actors of one kind have the same evidence, the third array holds the sign of their title, else 0.

    The best evidence wins, in this order: the actor's full name earlier in the article (anywhere, for a name in the title), a
    companion in the article, a title before the name, the name itself. Between equals a full name wins over a short one,
    else nobody does. A given name before a short or unsure name that the actor does not bear tells that it is somebody else's,
    there and in the rest of the article.
    """
    n = len(found.name)
    actor_of, role_of = np.full(n, -1, np.int32), np.zeros(n, np.uint8)
    known, known_at = np.full(len(witnesses.title), -1, np.int64), np.zeros(len(witnesses.title), np.int64)
    kind_of = np.zeros(n, np.uint16)
    stamps, somebody_else = np.full(len(companions.terminal), -1, np.int64), np.full(len(bearers.given), -1, np.int64)
    begin_match = 0
    while begin_match < n:
        document = found.part[begin_match] >> 1
        end_match, open_names = begin_match, 0
        while end_match < n and found.part[end_match] >> 1 == document:
            m = end_match
            c = bearers.at[found.name[m]]
            if bearers.at[found.name[m] + 1] == c + 1 and bearers.role[c] <= VARIANT:
                actor_of[m], role_of[m] = bearers.actor[c], bearers.role[c]
                if known[bearers.actor[c]] != document:
                    known[bearers.actor[c]], known_at[bearers.actor[c]] = document, found.first[m]
            else:
                open_names += 1
            end_match += 1
        if open_names:
            _stamp_companions(tokens, document, read, companions, stamps)
        for m in range(begin_match, end_match):
            if actor_of[m] >= 0:
                continue
            i, begin = found.first[m], tokens.parts[found.part[m]]
            title = _title_before(tokens, read.signs, i, found.last[m], begin)
            describes = (
                bearers.people[found.name[m]] and _sign_before(tokens, read.signs, i, begin) & DEFINITE
            )
            before = _sign_before(tokens, read.signs, i, begin)
            given, detailed = found.skip[m] == 0 and before & GIVEN != 0, _is_detailed(tokens, read, found, m)
            best, best_score, tied, kinds = -1, 0, False, 0
            others = given
            for c in range(bearers.at[found.name[m]], bearers.at[found.name[m] + 1]):
                actor, role = bearers.actor[c], bearers.role[c]
                by_last_name = witnesses.title[actor] == PERSON_TITLE and role > VARIANT and role != ACRONYM
                if given and _bears(witnesses, actor, read.bare[tokens.types[i - 1]]):
                    others = False
                elif given and (by_last_name or (role == UNSURE and before & _TITLE == 0)):
                    continue
                if (describes and by_last_name) or (role == EPITHET and detailed):
                    continue
                carried = not (witnesses.afresh[actor] and bearers.ordinary[found.name[m]] and role > ACRONYM)
                if role == DEMONYM:
                    score = _AS_DEMONYM
                elif carried and known[actor] == document and (known_at[actor] < i or found.part[m] & 1 == 0):
                    score = _BY_FULL_NAME
                else:
                    score = _evidence(tokens, read, bearers, witnesses, found, m, c, title, stamps)
                    if score != _BY_TITLE and role > VARIANT and somebody_else[found.name[m]] == document:
                        score = 0
                score = 2 * score + (1 if score and role <= VARIANT else 0)
                if score > best_score:
                    best, best_score, tied, kinds = c, score, False, witnesses.title[actor]
                elif score == best_score and score:
                    tied, kinds = True, kinds & witnesses.title[actor]
            if best >= 0 and not tied:
                actor = bearers.actor[best]
                actor_of[m], role_of[m] = actor, bearers.role[best]
                if known[actor] != document and role_of[m] != DEMONYM:
                    known[actor], known_at[actor] = document, i
            elif tied:
                kind_of[m] = kinds
            elif others and best < 0:
                somebody_else[found.name[m]] = document
        begin_match = end_match
    return actor_of, role_of, kind_of
