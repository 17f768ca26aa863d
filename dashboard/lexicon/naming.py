"""names(text): every person, place and organisation that a text names, held by the lexicon or told by evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.lexicon.actors import EPITHET, TAIL
from dashboard.lexicon.discovery import Candidate, Taken, discover
from dashboard.lexicon.evidence import Evidence, Sign
from dashboard.lexicon.kernels import CLUB_TITLE, ORGANISATION_TITLE, PERSON_TITLE, PLACE_TITLE, PRESS_TITLE
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.matching import Matcher, Matches
from dashboard.lexicon.trimming import Trimmer
from dashboard.lexicon.wordlists import never_names
from dashboard.text.tokens import NEWLINE_BEFORE, SENTENCE_START, TokenStream, tokenise
from dashboard.text.vocabulary import TypeTable

_MOST_TYPES = 1 << 20
_KINDS = {
    PERSON_TITLE: "person",
    PLACE_TITLE: "place",
    ORGANISATION_TITLE: "organisation",
    CLUB_TITLE: "organisation",
    PRESS_TITLE: "organisation",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: code points start to end, after any proclitic; `actor` is its slug where the lexicon holds it."""

    start: int
    end: int
    kind: str
    actor: str | None


@dataclass(frozen=True, slots=True)
class _Tools:
    matcher: Matcher
    evidence: Evidence


def names(text: str) -> list[Name]:
    """The names in a text in its order, none overlapping.

    Those of the built-in lexicon, resolved as in one article, and unknown ones for which the text itself has enough
    evidence. A state's institution that is described rather than named (وزارة الخارجية الروسية), or an actor by an epithet, is an actor of
    the lexicon but no name here.
    """
    tools = _tools()
    if len(tools.matcher.types) > _MOST_TYPES:
        _tools.cache_clear()
        tools = _tools()
    stream = tokenise(pa.array([""]), pa.array([text]), tools.matcher.types)
    every = tools.matcher.match(stream, unresolved=True)
    matches = every.where((every.actor >= 0) & ~every.demonym & (every.role != EPITHET))
    found = list(discover(stream, tools.evidence, taken(stream, matches, tools.matcher.lexicon)))
    found = [candidate for candidate in found if _key(stream, candidate, tools) not in never_names()]
    found += _left_open(stream, every.where(every.actor < 0), found, tools)
    return sorted(_merged(stream, matches, found, tools), key=lambda name: name.start)


def taken(stream: TokenStream, matches: Matches, lexicon: Lexicon) -> Taken:
    """The tokens that names of the lexicon cover."""
    kind, end = np.zeros(len(stream.type), np.uint8), np.zeros(len(stream.type), np.int64)
    for first, last, actor in zip(matches.first, matches.last, matches.actor, strict=True):
        kind[first:last] = 1 if lexicon.actors[actor].kind == "person" else 2
        end[first:last] = last
    return Taken(kind, end)


def _key(stream: TokenStream, candidate: Candidate, tools: _Tools) -> str:
    words = [tools.matcher.types.text(int(word)) for word in stream.type[candidate.first : candidate.last]]
    return name_key(" ".join(words))


def _left_open(
    stream: TokenStream, unresolved: Matches, found: list[Candidate], tools: _Tools
) -> Iterator[Candidate]:
    """Names that several actors bear, or that need a witness, and that are no common words: the kind alone is sure."""
    covered = {token for candidate in found for token in range(candidate.first, candidate.last)}
    bearers, actors = tools.matcher.compiled.bearers, tools.matcher.lexicon.actors
    for first, last, name, skip, kind in zip(
        *(getattr(unresolved, field) for field in ("first", "last", "name", "skip", "kind")), strict=True
    ):
        if first in covered:
            continue
        roles = {int(bearers.role[c]) for c in range(bearers.at[name], bearers.at[name + 1])}
        titled = bool(tools.evidence.signs[stream.type[first]] & Sign.PERSON_TITLE)
        if kind in _KINDS and roles != {EPITHET} and not (titled and kind == PERSON_TITLE):
            yield Candidate(int(first), int(last), int(skip), _KINDS[kind], "listed")
            continue
        who = range(bearers.at[name], bearers.at[name + 1])
        kinds = {actors[bearers.actor[c]].kind for c in who if bearers.role[c] != TAIL} or {"person"}
        signs = tools.evidence.signs[stream.type[first:last]]
        if any(signs & (Sign.COMMON | Sign.FUNCTION)) and kinds != {"state"}:
            continue
        around = tools.evidence.signs[stream.type[[max(first - 1, 0), min(last, len(stream.type) - 1)]]]
        led = skip == 0 and bool(around[0] & Sign.FUNCTION)
        if kinds <= {"place", "state"} and led and bearers.indefinite[name]:
            yield Candidate(int(first), int(last), int(skip), "place", "listed")
        elif (
            kinds == {"person"} and not any(around & (Sign.NOVEL | Sign.GIVEN)) and _is_surname(int(signs[0]))
        ):
            yield Candidate(int(first), int(last), int(skip), "person", "listed")


def _is_surname(sign: int) -> bool:
    """Not definite unless it is a relative adjective; behind a proclitic only if it is listed."""
    listed = sign & (Sign.SURE | Sign.SURNAME) or not sign & Sign.PREFIXED
    return bool(listed) and (not sign & Sign.DEFINITE or bool(sign & Sign.NISBA))


def _merged(stream: TokenStream, matches: Matches, found: list[Candidate], tools: _Tools) -> Iterator[Name]:
    """The lexicon's names but for those inside a discovered one, and the discovered ones."""
    lexicon, trimmer = tools.matcher.lexicon, Trimmer(tools.matcher, tools.evidence)
    covered = np.zeros(len(stream.type), np.bool_)
    for candidate in found:
        if _is_called_after(stream, candidate.first, candidate.kind, tools):
            continue
        covered[candidate.first : candidate.last] = True
        start = int(stream.start[candidate.first]) + candidate.skip
        yield Name(start, _end(stream, candidate.last), candidate.kind, None)
    for name in trimmer.proper(stream, matches.where(~_covered(covered, matches))):
        actor = lexicon.actors[name.actor]
        if _is_called_after(stream, name.first, actor.kind, tools):
            continue
        yield Name(int(stream.start[name.first]) + name.skip, _end(stream, name.last), actor.kind, actor.slug)


def _is_called_after(stream: TokenStream, first: int, kind: str, tools: _Tools) -> bool:
    """Is the person at a token named only within the name of a building or prize: «مطار محمد الخامس»?"""
    called_after = Sign.NAMED_AFTER if kind == "person" else 0
    signs = tools.evidence.signs
    begin = int(stream.parts[np.searchsorted(stream.parts, first, side="right") - 1])
    while called_after and first > begin and not stream.flags[first] & (NEWLINE_BEFORE | SENTENCE_START):
        first -= 1
        if not signs[stream.type[first]] & Sign.PERSON_TITLE:
            return bool(signs[stream.type[first]] & called_after)
    return False


def _covered(covered: npt.NDArray[np.bool_], matches: Matches) -> npt.NDArray[np.bool_]:
    """Which matches share a token with the covered ones."""
    before = np.concatenate([[0], np.cumsum(covered)])
    shared: npt.NDArray[np.bool_] = before[matches.last] > before[matches.first]
    return shared


def _end(stream: TokenStream, last: int) -> int:
    return int(stream.start[last - 1]) + int(stream.length[last - 1])


@cache
def _tools() -> _Tools:
    types, lexicon = TypeTable(), Lexicon.load(institutions=False)
    return _Tools(Matcher(lexicon, types), Evidence(lexicon, types))
