"""Which part of a lexicon name is the name proper: «الملك عبد الله» without the title, «مدينة غزة» without the word for its kind.

Mentions keep the form as written; this is for `names()`, whose spans hold names alone.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.lexicon.actors import ACRONYM, DEMONYM, SHORT
from dashboard.lexicon.evidence import Evidence, Sign
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.matching import Matcher, Matches
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
            signs = self.evidence.signs[stream.type[first[m] : last[m]]]
            before, after = self._extra(words, int(matches.actor[m]), int(signs[0]), int(signs[-1]))
            first[m] += before
            last[m] -= after
        return first, last

    def described(self, stream: TokenStream, matches: Matches) -> npt.NDArray[np.bool_]:
        """Which names describe rather than name (الجيش اللبناني, العالم العربي) or sign a dispatch (أ ف ب)."""
        heads = word_list("titles.toml", "described")
        several = matches.last - matches.first > 1
        keys = self.matcher.compiled.names
        return several & np.array(
            [keys[name].split(" ")[0] in heads or _is_spelt(keys[name]) for name in matches.name], np.bool_
        )

    def _extra(self, words: list[str], actor: int, sign: int, last: int) -> tuple[int, int]:
        """How many words before and after the name proper."""
        kind, own = self.matcher.lexicon.actors[actor].kind, name_key(self.matcher.lexicon.actors[actor].ar)
        rest, front = " ".join(words[1:]), " ".join(words[:-1])
        if kind == "person":
            return (1, 0) if sign & Sign.PERSON_TITLE and not sign & Sign.GIVEN else (0, 0)
        if kind == "organisation":
            if words[0] in word_list("titles.toml", "organisation_apart") and self._names(rest, actor):
                return 1, 0
            is_described = last & Sign.DEMONYM and " ".join(words) != own
            return (0, 1) if is_described and self._is_name(front) else (0, 0)
        heads = "state_apart" if kind == "state" else "place"
        if words[0] in word_list("titles.toml", heads) and self._is_place(rest):
            return 1, 0
        if kind == "state" or not last & Sign.DEFINITE:
            return 0, 0
        is_adjective = last & (Sign.COMMON | Sign.DEMONYM)
        return (0, 1) if is_adjective and self._is_place(front) else (0, 0)

    def _names(self, key: str, actor: int) -> bool:
        """Is the key a name of the actor that needs no witness?"""
        return any(
            bearer == actor and role <= _SAFE for bearer, role in self.matcher.compiled.bearers_of(key)
        )

    def _is_name(self, key: str) -> bool:
        """Is the key a name of anything but a people?"""
        return any(role != DEMONYM for _, role in self.matcher.compiled.bearers_of(key))

    def _is_place(self, key: str) -> bool:
        """Is the key a name of a state or place that needs no witness?"""
        actors = self.matcher.lexicon.actors
        return any(
            actors[bearer].kind in ("state", "place") and role <= _SAFE
            for bearer, role in self.matcher.compiled.bearers_of(key)
        )


def _is_spelt(key: str) -> bool:
    return all(len(word) == 1 for word in key.split(" "))
