"""The lexicon as arrays: words and names by integer id, who may bear each name, and what witnesses an actor."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from dashboard.compiling.keeping import kept
from dashboard.lexicon.actors import CHANNEL, CLUB, DEMONYM, FULL, PRESS, VARIANT
from dashboard.lexicon.common_words import NOT_COMMON, common
from dashboard.lexicon.kernels import (
    CLUB_TITLE,
    ORGANISATION_TITLE,
    PERSON_TITLE,
    PLACE_TITLE,
    PRESS_TITLE,
    Bearers,
    Witnesses,
)
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.nisba import ARTICLE
from dashboard.lexicon.ordinary import is_ordinary
from dashboard.lexicon.trie import Trie, trie_of
from dashboard.lexicon.wordlists import given_names
from dashboard.versions import annotating_version

_TITLE_SIGN = {
    "person": PERSON_TITLE,
    "place": PLACE_TITLE,
    "state": PLACE_TITLE,
    "organisation": ORGANISATION_TITLE,
    CLUB: CLUB_TITLE,
    PRESS: PRESS_TITLE,
    CHANNEL: PRESS_TITLE,
}


@dataclass(frozen=True, eq=False)
class Compiled:
    """What matching reads of a lexicon.

    `words` gives the id of each word key, `first_words` holds the keys that begin a name or a companion, `single` the keys
    that are a name by themselves; `names` are the name keys in order of name id.
    """

    words: dict[str, int]
    first_words: frozenset[str]
    single: frozenset[str]
    names: list[str]
    trie: Trie
    bearers: Bearers
    companions: Trie
    witnesses: Witnesses

    def bearers_of(self, key: str) -> list[tuple[int, int]]:
        """The actors that may bear a name, each with its role."""
        name = self.ids.get(key)
        if name is None:
            return []
        low, high = self.bearers.at[name], self.bearers.at[name + 1]
        return list(
            zip(self.bearers.actor[low:high].tolist(), self.bearers.role[low:high].tolist(), strict=True)
        )

    @cached_property
    def ids(self) -> dict[str, int]:
        """The name id of each name key."""
        return {name: i for i, name in enumerate(self.names)}

    @cached_property
    def demonyms(self) -> frozenset[str]:
        """The words that are demonyms and nothing else."""
        at = self.bearers.at
        others = np.concatenate([[0], np.cumsum(self.bearers.role != DEMONYM)])
        return frozenset(itertools.compress(self.names, (others[at[1:]] == others[at[:-1]]).tolist()))


@lru_cache(maxsize=2)
def compile_lexicon(lexicon: Lexicon) -> Compiled:
    """Compile a lexicon; the order of its names decides all ids, so equal lexicons give equal arrays. One that was compiled before is loaded."""
    if not lexicon.files:
        return _compiled(lexicon)
    return kept("compiled", f"{annotating_version()} {lexicon.fingerprint()} {len(lexicon.names)}", lambda: _compiled(lexicon))


def _compiled(lexicon: Lexicon) -> Compiled:
    bearers = _bearers(lexicon)
    names = list(bearers)
    companions: dict[str, int] = {}
    companions_of = [
        [companions.setdefault(key, len(companions)) for key in map(name_key, actor.companions) if key]
        for actor in lexicon.actors
    ]
    words: dict[str, int] = {}
    sequences, companion_sequences = _sequences(names, words), _sequences(companions, words)
    return Compiled(
        words=words,
        first_words=frozenset(key.split(" ", 1)[0] for key in (*names, *companions)),
        single=frozenset(name for name in names if " " not in name),
        names=names,
        trie=trie_of(sequences, len(words)),
        bearers=Bearers(
            *_ragged([list(roles) for roles in bearers.values()]),
            np.array([role for roles in bearers.values() for role in roles.values()], np.uint8),
            np.array([not name.startswith(ARTICLE) for name in names], np.bool_),
            np.array([is_ordinary(name) for name in names], np.bool_),
            _are_words(names),
            np.array([DEMONYM in roles.values() for roles in bearers.values()], np.bool_),
            np.array([name in given_names() for name in names], np.bool_),
        ),
        companions=trie_of(companion_sequences, len(words)),
        witnesses=Witnesses(
            np.array([_TITLE_SIGN[actor.sort or actor.kind] for actor in lexicon.actors], np.uint16),
            np.array([actor.sort in (PRESS, CHANNEL) for actor in lexicon.actors], np.bool_),
            np.array([actor.sort == PRESS for actor in lexicon.actors], np.bool_),
            *_ragged(companions_of),
            *_ragged(_words_of_full_names(len(lexicon.actors), sequences, bearers.values())),
        ),
    )


def _are_words(names: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which names the word lists can read as words, be it in another spelling of their hamza (اطار is إطار, not the town أطار)."""
    single = [name if " " not in name else "" for name in names]
    spelt = [[f"{alif}{name[1:]}" if name.startswith("ا") else name for name in single] for alif in "اأإآ"]
    read: npt.NDArray[np.bool_] = np.any([common(words) != NOT_COMMON for words in spelt], axis=0)
    return read


def _bearers(lexicon: Lexicon) -> dict[str, dict[int, int]]:
    """The actors that may bear each name key, with the most trusted role."""
    bearers: dict[str, dict[int, int]] = {}
    for name in lexicon.names:
        roles = bearers.setdefault(name_key(name.text), {})
        roles[name.actor] = min(name.role, roles.get(name.actor, name.role))
    bearers.pop("", None)
    return bearers


def _sequences(keys: Iterable[str], words: dict[str, int]) -> list[list[int]]:
    return [[words.setdefault(word, len(words)) for word in key.split(" ")] for key in keys]


def _words_of_full_names(
    actors: int, sequences: Iterable[Sequence[int]], bearers: Iterable[dict[int, int]]
) -> list[list[int]]:
    own: list[set[int]] = [set() for _ in range(actors)]
    for sequence, roles in zip(sequences, bearers, strict=True):
        for actor, role in roles.items():
            if role in (FULL, VARIANT):
                own[actor].update(sequence)
    return [sorted(words) for words in own]


def _ragged(lists: Sequence[Sequence[int]]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """Lists of unequal length one after the other: list i is values[at[i] : at[i + 1]]."""
    at = np.zeros(len(lists) + 1, np.int64)
    np.cumsum([len(values) for values in lists], out=at[1:])
    return at, np.array([value for values in lists for value in values], np.int32)
