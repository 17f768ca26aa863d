"""Who a speaker is: the actor of the name, or the one who holds the office that a description names."""

import datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dashboard.annotate.quote_classes import (
    AGENCY,
    BODY,
    DEFINITE,
    FINITE,
    JOINED,
    ROLE,
    SPOKEN_FOR,
    STATEMENT,
    THAT,
    WITH_PREPOSITION,
)
from dashboard.annotate.quote_memory import (
    ACTOR,
    CURRENT,
    FEMALE,
    FEMININE_CARRIED,
    FIRST,
    FOUND,
    IS_SET,
    LAST,
    LATEST,
    MASCULINE_CARRIED,
    NAME_FIRST,
    NAME_LAST,
    OFFICE,
    put,
)
from dashboard.annotate.quote_phrases import (
    name_starting,
)
from dashboard.annotate.quote_scene import (
    ACTOR_OF,
    BITS,
    DEMONYM,
    FIRST_TOKEN,
    NAME,
    OFFICE_ROLE,
    PERSON,
    PORTFOLIO,
    SKIP,
    SPEAKS,
)
from dashboard.annotate.quote_words import (
    COUNTERPART_ROLE,
    office_codes,
)
from dashboard.compiling import inner
from dashboard.lexicon.lexicon import Lexicon

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


def holders(offices: Offices, key: npt.NDArray[np.int64], day: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Who held each office (a key, -1 for none) on its day, where exactly one did; else -1."""
    held = np.full(len(key), -1, np.int32)
    for i in np.flatnonzero((key >= 0) & (day != NO_DAY)):
        rows = slice(*np.searchsorted(offices.key, [key[i], key[i] + 1]))
        then = (offices.since[rows] <= day[i]) & (day[i] <= offices.until[rows])
        who = np.unique(offices.actor[rows][then])
        if len(who) == 1:
            held[i] = who[0]
    return held


@inner
def _state_in(s, first, last):  # type: ignore[no-untyped-def]
    """The state that a phrase names, as an adjective or by name; -1 for none."""
    for k in range(first, last):
        m = s[k, NAME]
        if m >= 0 and (s[m, DEMONYM] or s[m, PERSON] == 0) and s[m, ACTOR_OF] >= 0:
            return s[m, ACTOR_OF]
    return -1


@inner
def _portfolio_in(s, first, last):  # type: ignore[no-untyped-def]
    """The code of the first portfolio that a phrase names; 0 for none."""
    for k in range(first, last):
        if s[k, PORTFOLIO]:
            return s[k, PORTFOLIO]
    return 0


@inner
def _holder_in_article(s, first, last):  # type: ignore[no-untyped-def]
    """The person whom the article itself gave this role earlier: «الوزير الروسي» after «وزير الخارجية الروسي سيرغي …»."""
    role, portfolio, state = s[first, OFFICE_ROLE], _portfolio_in(s, first, last), _state_in(s, first, last)
    k = first - 1
    while k >= FIRST_TOKEN:
        m = name_starting(s, k)
        if m >= 0 and s[m, PERSON] != 0:
            for r in range(k - 1, max(k - _FARTHEST_ROLE, FIRST_TOKEN) - 1, -1):
                if s[r, BITS] & (FINITE | THAT):
                    break
                its_role = s[r, OFFICE_ROLE]
                if its_role == role or (its_role == COUNTERPART_ROLE and state >= 0):
                    its_state, its_portfolio = _state_in(s, r, k), _portfolio_in(s, r, k)
                    if (state < 0 or its_state == state) and (portfolio == 0 or its_portfolio == portfolio or its_role == COUNTERPART_ROLE):
                        return s[m, ACTOR_OF]
        k -= 1
    return -1


@inner
def _actor_of(s, memory):  # type: ignore[no-untyped-def]
    """The actor that the found speaker's phrase names, or -1."""
    first, last, name = memory[FOUND, FIRST], memory[FOUND, LAST], memory[FOUND, NAME_FIRST]
    m = name_starting(s, name)
    if m >= 0 and s[m, SPEAKS] and (s[m, PERSON] or s[first, BITS] & ROLE == 0):
        return s[m, ACTOR_OF]
    head = s[first, BITS]
    spoken_for = False
    for k in range(first, last):
        m = name_starting(s, k)
        if m >= 0 and s[m, PERSON] and name <= k < memory[FOUND, NAME_LAST] and not spoken_for:
            return s[m, ACTOR_OF]
        spoken_for = spoken_for or s[k, BITS] & SPOKEN_FOR != 0
    if head & (STATEMENT | BODY | AGENCY) or spoken_for:
        for k in range(first, last):
            m = name_starting(s, k)
            if m >= 0 and s[m, SPEAKS] and not s[m, PERSON]:
                return s[m, ACTOR_OF]
        return -1
    return _holder_in_article(s, first, last) if s[first, OFFICE_ROLE] and name == first else -1


@inner
def identify(s, memory, female):  # type: ignore[no-untyped-def]
    """Tell the actor of the found speaker, or the office by which its date will tell; «البيان» is of whoever spoke last."""
    first, last = memory[FOUND, FIRST], memory[FOUND, LAST]
    memory[FOUND, FEMALE] = female
    memory[FOUND, IS_SET] = 1
    memory[FOUND, ACTOR] = _actor_of(s, memory)
    memory[FOUND, OFFICE] = -1
    if memory[FOUND, ACTOR] >= 0:
        return
    if s[first, BITS] & STATEMENT:
        if last - first <= 2 and memory[LATEST, IS_SET]:
            memory[FOUND, ACTOR], memory[FOUND, OFFICE] = memory[LATEST, ACTOR], memory[LATEST, OFFICE]
    elif s[first, OFFICE_ROLE] and memory[FOUND, NAME_FIRST] == first:
        state = _state_in(s, first, last)
        if state >= 0:
            memory[FOUND, OFFICE] = s[first, OFFICE_ROLE] << 40 | _portfolio_in(s, first, last) << 32 | state


@inner
def proclitics(s, first):  # type: ignore[no-untyped-def]
    """How many letters before a speaker's name that begins at token `first` are proclitics: وفق لوزارة is said of وزارة."""
    if s[first, NAME] == first:
        return s[first, SKIP]
    bits = s[first, BITS]
    if s[first, NAME] < 0 and bits & WITH_PREPOSITION and not bits & DEFINITE:
        return 2 if bits & JOINED else 1
    return 0


@inner
def settle(s, memory, female):  # type: ignore[no-untyped-def]
    """The found phrase becomes a speaker: its actor is told and it is carried on."""
    identify(s, memory, female)
    put(memory, CURRENT, FOUND)
    put(memory, LATEST, FOUND)
    put(memory, FEMININE_CARRIED if female else MASCULINE_CARRIED, FOUND)
