"""Which part of a lexicon name is the name proper: «الملك عبد الله» without the title, «مدينة غزة» without the word for its kind.

Mentions keep the form as written; this is for `names()`, whose spans hold names alone.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.lexicon.actors import ACRONYM, SHORT
from dashboard.lexicon.evidence import Evidence, Sign
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.matching import Matcher, Matches
from dashboard.lexicon.nisba import ARTICLE
from dashboard.lexicon.ordinary import is_ordinary
from dashboard.lexicon.wordlists import word_list
from dashboard.text.tokens import TokenStream

_SAFE = max(SHORT, ACRONYM)


@dataclass(frozen=True, slots=True)
class Trimmer:
    """Trims the names that one matcher finds."""

    matcher: Matcher
    evidence: Evidence

    def bounds(
        self, stream: TokenStream, matches: Matches
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """First token and token after the last of each name proper."""
        first, last = matches.first.copy(), matches.last.copy()
        for m in np.flatnonzero(matches.last - matches.first > 1):
            words = self.matcher.compiled.names[matches.name[m]].split(" ")
            before, after = self._extra(
                words, int(matches.actor[m]), int(self.evidence.signs[stream.type[first[m]]])
            )
            first[m] += before
            last[m] -= after
        return first, last

    def _extra(self, words: list[str], actor: int, sign: int) -> tuple[int, int]:
        """How many words before and after the name proper."""
        kind, own = self.matcher.lexicon.actors[actor].kind, name_key(self.matcher.lexicon.actors[actor].ar)
        rest, front = " ".join(words[1:]), " ".join(words[:-1])
        if kind == "person":
            return (1, 0) if sign & Sign.PERSON_TITLE and not sign & Sign.GIVEN else (0, 0)
        if kind == "organisation":
            if words[0] in word_list("titles.toml", "organisation_apart") and self._names(rest, actor):
                return 1, 0
            is_described = words[-1] in self.matcher.compiled.demonyms and " ".join(words) != own
            return (0, 1) if is_described and self._names(front, actor, safe=False) else (0, 0)
        heads = "state_apart" if kind == "state" else "place"
        if words[0] in word_list("titles.toml", heads) and self._is_place(rest):
            return 1, 0
        is_adjective = (
            words[-1].startswith(ARTICLE)
            and is_ordinary(words[-1])
            and words[-1] not in self.matcher.compiled.demonyms
        )
        return (0, 1) if is_adjective and self._names(front, actor) else (0, 0)

    def _names(self, key: str, actor: int, *, safe: bool = True) -> bool:
        """Is the key a name of the actor, and one that needs no witness?"""
        bearers = self.matcher.compiled.bearers_of(key)
        return any(bearer == actor and (role <= _SAFE or not safe) for bearer, role in bearers)

    def _is_place(self, key: str) -> bool:
        """Is the key a name of a state or place?"""
        actors = self.matcher.lexicon.actors
        return any(
            actors[bearer].kind in ("state", "place") for bearer, _ in self.matcher.compiled.bearers_of(key)
        )
