"""Actors and their names: what the lexicon holds, as values that do not change."""

from collections.abc import Iterable
from dataclasses import dataclass, field

KINDS = ("person", "organisation", "state", "place")

# Sorts of organisations that the text itself can tell: papers and channels stand in quotation marks, clubs behind their players. A paper that
# is called by an everyday word stands in marks each time.
PRESS, CHANNEL, CLUB = SORTS = ("press", "channel", "club")

# How a name stands to its actor. The order is the order of trust: where one spelling has two roles, the first counts.
ROLES = ("full", "variant", "short", "acronym", "unsure", "epithet", "tail", "demonym", "witness")
FULL, VARIANT, SHORT, ACRONYM, UNSURE, EPITHET, TAIL, DEMONYM, WITNESS = range(len(ROLES))
IDENTIFYING = frozenset({FULL, VARIANT})
NEED_A_WITNESS = frozenset({UNSURE, EPITHET, TAIL})


def _filled(self: object, state: Iterable[object]) -> None:
    """Fill an object with its pickled fields. dataclasses asks each of them for its fields anew, which is most of the time that a lexicon takes to load."""
    for name, value in zip(self.__slots__, state, strict=True):  # type: ignore[attr-defined]
        object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True)
class Office:
    """An office that an actor held; `of` is the slug of a state or organisation, dates are ISO strings as far as they are known."""

    office: str
    of: str | None = None
    since: str | None = None
    until: str | None = None
    __setstate__ = _filled


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, state or place that news may name.

    `companions` are words or names whose presence in an article witnesses an unsure name; `stands_for` is the actor
    that this one is used for (a capital for its state); `merged` are the slugs of actors that a corpus's owner found to be this one.
    """

    slug: str
    ar: str
    en: str
    kind: str
    code: str | None = None
    nisba: tuple[str, ...] = ()
    wikidata: str | None = None
    stands_for: str | None = None
    latin: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    sort: str | None = None
    merged: tuple[str, ...] = ()
    __setstate__ = _filled


@dataclass(frozen=True, slots=True)
class Name:
    """One written name of an actor; `rule` is None for a name from a data file, else the rule that made it."""

    text: str
    actor: int
    role: int
    rule: str | None = field(default=None)
    __setstate__ = _filled
