"""Actors looked up by anything they are called: an Arabic or Latin spelling, a part of it, or the slug."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from dashboard.lexicon.actors import Actor
from dashboard.lexicon.keys import name_key

_MARKS = re.compile("[\u0300-\u036f]")
_OTHER = re.compile(r"[^\w\s]+")
_ARTICLE = re.compile(r"\bال(?=\w\w)")
_EXACT, _BEGINS, _WORD, _INSIDE = range(4)


@dataclass(frozen=True, slots=True)
class Directory:
    """The actors of a lexicon by the keys of their names."""

    keys: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, actors: Iterable[Actor], names: Iterable[tuple[str, str]]) -> Self:
        """The directory of some actors and of (slug, written name) pairs."""
        keys = dict.fromkeys((name_key(text), slug) for slug, text in names)
        for actor in actors:
            keys |= dict.fromkeys((latin_key(text), actor.slug) for text in (actor.en, actor.slug, *actor.latin, *actor.merged))
            keys[name_key(actor.ar), actor.slug] = None
        return cls(tuple(keys))

    def find(self, query: str, *, limit: int = 20, weights: Mapping[str, int] | None = None) -> list[str]:
        """The slugs of the actors that a query may mean, the likeliest first.

        A whole name counts before one that begins so, that before a word that begins so, that before letters inside; among equals
        the one with more `weights` (mentions, say), then the shorter name. Words in any order must all begin a word of the name.
        """
        keys = [key for key in dict.fromkeys((name_key(query), latin_key(query))) if key]
        best: dict[str, tuple[int, int]] = {}
        for key, slug in self.keys:
            for wanted in keys:
                place = _place(wanted, key)
                if place is not None and (place, len(key)) < best.get(slug, (_INSIDE + 1, 0)):
                    best[slug] = (place, len(key))
        heavy = weights or {}
        return sorted(best, key=lambda slug: (best[slug][0], -heavy.get(slug, 0), best[slug][1], slug))[:limit]


def latin_key(text: str) -> str:
    """The spelling under which two Latin printings of a name are one: small letters without accents and marks."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return " ".join(_OTHER.sub(" ", plain).split())


def _place(wanted: str, key: str) -> int | None:
    """How a key holds what is wanted; None where it does not."""
    if key == wanted:
        return _EXACT
    if key.startswith(wanted):
        return _BEGINS
    words = f" {_ARTICLE.sub('', key)}"
    if all(f" {word}" in words for word in _ARTICLE.sub("", wanted).split()):
        return _WORD
    return _INSIDE if len(wanted) > 2 and wanted in key else None
