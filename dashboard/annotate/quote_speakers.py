"""Who a speaker is: the actor of the name, or the one who holds the office that a description names."""

import datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dashboard.annotate.quote_phrases import name_starting
from dashboard.annotate.quote_scene import ACTOR_OF, DEMONYM, NAME, PERSON, SPEAKS, TYPE
from dashboard.annotate.quote_words import (
    AGENCY,
    BODY,
    COUNTERPART_ROLE,
    FINITE,
    ROLE,
    SPOKEN_FOR,
    STATEMENT,
    THAT,
    office_codes,
)
from dashboard.compiling import njit
from dashboard.lexicon.lexicon import Lexicon

FIRST, LAST, NAME_FIRST, NAME_LAST, NEXT, ACTOR, FEMALE, IS_SET = range(8)
"""The columns of a speaker: its noun phrase, the name in it, the token after it, the actor or -1, feminine, told at all."""

_FARTHEST_ROLE = 8
NO_DAY = np.iinfo(np.int32).min
_EVER = np.iinfo(np.int32).max


class Offices(NamedTuple):
    """Offices held, in the order of `key` (role, portfolio and state or organisation in one number); days since 1970."""

    key: npt.NDArray[np.int64]
    actor: npt.NDArray[np.int32]
    since: npt.NDArray[np.int32]
    until: npt.NDArray[np.int32]


def _day(text: str | None, *, last: bool) -> int:
    """A date that is known to the year, month or day as days since 1970; of a vague one the first or the last day."""
    if not text:
        return _EVER if last else NO_DAY + 1
    parts = [int(part) for part in str(text)[:10].split("-")]
    year, month, day = (*parts, *((12, 31) if last else (1, 1))[len(parts) - 1 :])[:3]
    while True:
        try:
            return (datetime.date(year, month, day) - datetime.date(1970, 1, 1)).days
        except ValueError:
            day -= 1


def office_table(lexicon: Lexicon) -> Offices:
    """Every office of the lexicon that a description can name."""
    codes = office_codes()
    rows = []
    for i, actor in enumerate(lexicon.actors):
        for office in actor.offices:
            of = lexicon.index.get(office.of or "", -1)
            if office.office in codes and of >= 0:
                role, portfolio = codes[office.office]
                rows.append((_key(role, portfolio, of), i, _day(office.since, last=False), _day(office.until, last=True)))
    table = np.array(sorted(rows), np.int64).reshape(-1, 4)
    return Offices(
        table[:, 0].copy(), *(column.astype(np.int32) for column in (table[:, 1], table[:, 2], table[:, 3]))
    )


def _key(role: int, portfolio: int, of: int) -> int:
    """An office as one number."""
    return role << 40 | portfolio << 32 | of


@njit(cache=True)
def _state_in(s, first, last):  # type: ignore[no-untyped-def]
    """The state that a phrase names, as an adjective or by name; -1 for none."""
    for k in range(first, last):
        m = s.token[NAME, k]
        if m >= 0 and (s.names[m, DEMONYM] or s.names[m, PERSON] == 0) and s.names[m, ACTOR_OF] >= 0:
            return s.names[m, ACTOR_OF]
    return -1


@njit(cache=True)
def _portfolio_in(s, first, last):  # type: ignore[no-untyped-def]
    """The code of the first portfolio that a phrase names; 0 for none."""
    for k in range(first, last):
        if s.codes[s.token[TYPE, k], 2]:
            return np.int64(s.codes[s.token[TYPE, k], 2])
    return np.int64(0)


@njit(cache=True)
def _holder_in_article(s, first, last, document_first):  # type: ignore[no-untyped-def]
    """The person whom the article itself gave this role earlier: «الوزير الروسي» after «وزير الخارجية الروسي سيرغي …»."""
    role, portfolio, state = s.codes[s.token[TYPE, first], 1], _portfolio_in(s, first, last), _state_in(s, first, last)
    k = first - 1
    while k >= document_first:
        m = name_starting(s, k)
        if m >= 0 and s.names[m, PERSON] != 0:
            for r in range(k - 1, max(k - _FARTHEST_ROLE, document_first) - 1, -1):
                if s.bits[r] & (FINITE | THAT):
                    break
                its_role = s.codes[s.token[TYPE, r], 1]
                if its_role == role or (its_role == COUNTERPART_ROLE and state >= 0):
                    its_state, its_portfolio = _state_in(s, r, k), _portfolio_in(s, r, k)
                    if (state < 0 or its_state == state) and (portfolio == 0 or its_portfolio == portfolio or its_role == COUNTERPART_ROLE):
                        return s.names[m, ACTOR_OF]
        k -= 1
    return -1


@njit(cache=True)
def _holder_by_date(s, first, last, offices, day):  # type: ignore[no-untyped-def]
    """Who held the office that the phrase names on that day, where exactly one did."""
    state = _state_in(s, first, last)
    if state < 0 or day == NO_DAY:
        return -1
    key = np.int64(s.codes[s.token[TYPE, first], 1]) << 40 | _portfolio_in(s, first, last) << 32 | np.int64(state)
    found = -1
    for i in range(np.searchsorted(offices.key, key), len(offices.key)):
        if offices.key[i] != key:
            break
        if offices.since[i] <= day <= offices.until[i]:
            if found >= 0 and found != offices.actor[i]:
                return -1
            found = offices.actor[i]
    return found


@njit(cache=True)
def actor_of(s, speaker, last_actor, document_first, offices, day):  # type: ignore[no-untyped-def]
    """The actor that a speaker's phrase names, or -1."""
    first, last = speaker[FIRST], speaker[LAST]
    m = name_starting(s, speaker[NAME_FIRST])
    if m >= 0 and s.names[m, SPEAKS] != 0 and (s.names[m, PERSON] != 0 or s.bits[first] & ROLE == 0):
        return s.names[m, ACTOR_OF]
    head = s.bits[first]
    spoken_for = False
    for k in range(first, last):
        m = name_starting(s, k)
        if m >= 0 and s.names[m, PERSON] != 0 and k >= speaker[NAME_FIRST] and k < speaker[NAME_LAST] and not spoken_for:
            return s.names[m, ACTOR_OF]
        spoken_for = spoken_for or s.bits[k] & SPOKEN_FOR != 0
    if head & (STATEMENT | BODY | AGENCY) or spoken_for:
        for k in range(first, last):
            m = name_starting(s, k)
            if m >= 0 and s.names[m, SPEAKS] != 0 and s.names[m, PERSON] == 0:
                return s.names[m, ACTOR_OF]
        return last_actor if head & STATEMENT and last - first <= 2 else -1
    if s.codes[s.token[TYPE, first], 1] and speaker[NAME_FIRST] == first:
        found = _holder_in_article(s, first, last, document_first)
        return found if found >= 0 else _holder_by_date(s, first, last, offices, day)
    return -1
