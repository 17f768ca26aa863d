"""Which part of a lexicon name is the name proper: «الملك عبد الله» without the title, «مدينة غزة» without the word for its kind.

Mentions keep the form as written; this is for `names()`, whose spans hold names alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.lexicon.actors import ACRONYM, DEMONYM, SHORT, TAIL
from dashboard.lexicon.evidence import Evidence, Sign
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.matching import Matcher, Matches
from dashboard.lexicon.nisba import ARTICLE
from dashboard.lexicon.wordlists import titles, word_list
from dashboard.text.tokens import TokenStream

_SAFE = max(SHORT, ACRONYM)


class Proper(NamedTuple):
    """A name proper: tokens first to before last, the proclitics to skip, and whose it is."""

    first: int
    last: int
    skip: int
    actor: int


@dataclass(frozen=True, slots=True)
class Trimmer:
    """Trims the names that one matcher finds."""

    matcher: Matcher
    evidence: Evidence

    def proper(self, stream: TokenStream, matches: Matches) -> Iterator[Proper]:
        """The names proper in the names of a stream, in their order.

        A name that describes (الجيش اللبناني, العاصمة العراقية, مطار لندن) or signs a dispatch (أ ف ب) is none; what it is called after may be.
        """
        for m in range(len(matches)):
            whole = Proper(
                int(matches.first[m]), int(matches.last[m]), int(matches.skip[m]), int(matches.actor[m])
            )
            words = self.matcher.compiled.names[matches.name[m]].split(" ")
            if len(words) == 1 or whole.last - whole.first != len(words):
                yield whole
            elif not _is_spelt(words):
                name = self._within(words, whole) if self._describes(words, whole) else self._trimmed(stream, words, whole)
                if name:
                    yield name

    def _describes(self, words: list[str], whole: Proper) -> bool:
        if self._kind(whole.actor) == "person":
            return words[0] in titles().person and words[1] in self.matcher.compiled.demonyms
        site = self._kind(whole.actor) == "place" and words[0] in word_list("titles.toml", "site")
        return site or words[0] in word_list("titles.toml", "described")

    def _within(self, words: list[str], whole: Proper) -> Proper | None:
        """The longest end of a description that is a name itself, with the proclitic that joins it: الجمعية العامة للأمم المتحدة."""
        for k in range(1, len(words)):
            rest = " ".join(words[k:])
            joined = {0: rest, 1: _after_lam(rest)}
            for skip, key in joined.items():
                sure = self._sure_bearers(key) if key else []
                if len(sure) == 1:
                    return Proper(whole.first + k, whole.last, skip, sure[0])
        return None

    def _trimmed(self, stream: TokenStream, words: list[str], whole: Proper) -> Proper:
        """The name without the title or word for its kind before it, and without an adjective behind it."""
        first, last = (int(self.evidence.signs[stream.type[i]]) for i in (whole.first, whole.last - 1))
        kind, rest, front = self._kind(whole.actor), " ".join(words[1:]), " ".join(words[:-1])
        without_first = Proper(whole.first + 1, whole.last, 0, whole.actor)
        without_last = whole._replace(last=whole.last - 1)
        if kind == "person":
            return without_first if first & Sign.PERSON_TITLE and not first & Sign.GIVEN else whole
        if kind == "organisation":
            if words[0] in word_list("titles.toml", "organisation_apart") and self._bears(rest, whole.actor):
                return without_first
            named_front = any(role != DEMONYM for _, role in self.matcher.compiled.bearers_of(front))
            return without_last if last & Sign.DEMONYM and named_front and not self._is_own(words, whole) else whole
        return self._trimmed_place(words, whole, last)

    def _trimmed_place(self, words: list[str], whole: Proper, last: int) -> Proper:
        """A place or state without the word for its kind, and without an adjective such as «السابقة» or, for a part of a place, «الغربية»."""
        kind, name = self._kind(whole.actor), whole
        if words[0] in word_list("titles.toml", "state_apart" if kind == "state" else "place"):
            ends = [end for end in (len(words), len(words) - 1) if end > 1]
            end = next((end for end in ends if self._is_place(" ".join(words[1:end]), whole.actor)), None)
            if end is not None and (end == len(words) or words[-1] in word_list("titles.toml", "apart_behind")):
                actor = self._bearer(" ".join(words[1:end]), whole.actor)
                apart = words[0] in word_list("titles.toml", "place_apart") and actor is not None
                name = Proper(whole.first + 1, whole.first + end, 0, actor if apart and actor is not None else whole.actor)
                words = words[1:end]
        front = " ".join(words[:-1])
        if words[-1] in word_list("titles.toml", "apart_behind") and self._bears(front, whole.actor):
            return name._replace(last=name.last - 1)
        is_part = kind == "place" and last & Sign.DEFINITE and last & (Sign.COMMON | Sign.DEMONYM)
        return name._replace(last=name.last - 1) if is_part and name == whole and self._is_place(front) else name

    def _kind(self, actor: int) -> str:
        return self.matcher.lexicon.actors[actor].kind

    def _is_own(self, words: list[str], whole: Proper) -> bool:
        """Is this the name that the lexicon gives first?"""
        return " ".join(words) == name_key(self.matcher.lexicon.actors[whole.actor].ar)

    def _bears(self, key: str, actor: int) -> bool:
        """Is the key a name of the actor, be it one that needs a witness?"""
        return any(bearer == actor and role not in (TAIL, DEMONYM) for bearer, role in self.matcher.compiled.bearers_of(key))

    def _bearer(self, key: str, actor: int) -> int | None:
        """The actor itself if it bears the key, else the only one that bears it without need of a witness."""
        if self._bears(key, actor):
            return actor
        sure = self._sure_bearers(key)
        return sure[0] if len(sure) == 1 else None

    def _sure_bearers(self, key: str) -> list[int]:
        return [bearer for bearer, role in self.matcher.compiled.bearers_of(key) if role <= _SAFE]

    def _is_place(self, key: str, actor: int = -1) -> bool:
        """Is the key a name of the actor, or a name of a state or place that needs no witness?"""
        return self._bears(key, actor) or any(self._kind(bearer) in ("state", "place") for bearer in self._sure_bearers(key))


def _after_lam(key: str) -> str | None:
    """What ل was joined to, the article whole: للامم المتحده → الامم المتحده."""
    if key.startswith("لل"):
        return ARTICLE + key[2:]
    return key[1:] if key.startswith("ل") else None


def _is_spelt(words: list[str]) -> bool:
    return all(len(word) == 1 for word in words)
