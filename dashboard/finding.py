"""Finding an actor by whatever name a person types: slug, Arabic, English, a form of the corpus, or something that sounds like it.

Khadafi, Gaddafi and Qaddafi are one name by three habits of writing; so are Lavrov, Lawrow and Lavroff. Words in Latin letters are reduced to
keys: consonants by sound, and vowels only in words that have few consonants. The rules are data that the browser's pickers read, too.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from dashboard.lexicon.actors import IDENTIFYING, Actor
from dashboard.lexicon.lexicon import Lexicon
from dashboard.text.letters import search_fold

_FEWEST_CONSONANTS = 3
_PARTED = re.compile(r"[^\w'’‘ʼʻʾʿ`´]+|_")
_VOWELS = re.compile("(?<=.)[aiu]")
_DOUBLED = re.compile(r"(.)\1+")
_DOTTED_I = "i\u0307"
_NEAREST, _FAR_AHEAD = 3, 10


@cache
def rules() -> dict[str, Any]:
    """The rules of sound, as their file has them: letters, articles, sounds, readings."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _apply(pairs: Iterable[Sequence[str]], word: str) -> str:
    for pattern, replacement in pairs:
        word = re.sub(pattern, replacement, word)
    return word


def latin_words(text: str) -> list[str]:
    """The words of a text in lower case, Arabic articles before a word left out: al-Sisi → sisi."""
    words = [word for word in _PARTED.split(text.casefold().replace(_DOTTED_I, "i")) if word]
    kept = [word for word in words[:-1] if not re.match(rules()["articles"], word)]
    return [*kept, *words[-1:]]


@lru_cache(maxsize=1 << 16)
def word_keys(word: str) -> frozenset[str]:
    """What a lower-case word sounds like, one key a reading; none for a word without Latin letters."""
    own = unicodedata.normalize("NFD", _apply(rules()["letters"], unicodedata.normalize("NFC", word)).replace("ç", "\0"))
    plain = "".join(letter for letter in own if not unicodedata.combining(letter)).replace("\0", "ç")
    if not any("a" <= letter <= "z" for letter in plain):
        return frozenset()
    readings = {_apply(reading, plain) for reading in rules()["readings"].values()}
    return frozenset(_key(_apply(rules()["sounds"], reading)) for reading in readings)


def _key(sounds: str) -> str:
    """Doubled sounds once; without vowels where enough consonants are left, but for the first letter, any vowel there being one."""
    once = _DOUBLED.sub(r"\1", sounds)
    bare = _DOUBLED.sub(r"\1", re.sub("^[aiu]+", "a", _VOWELS.sub("", once)))
    return bare if len(bare) - bare.startswith("a") >= _FEWEST_CONSONANTS else once


def folded(text: str) -> str:
    """The spelling under which names are the same whatever their case, diacritics, vowel signs and hyphens."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[-_‐‑–]", " ", search_fold(bare)).split())


@dataclass(frozen=True)
class Finder:
    """Finds actors, which are numbers in order of frequency, by name.

    names: what each is called, in any script, its slug first. mentions: how often each is named. forms: written forms, folded, with the
    mentions of each actor that they stand for.
    """

    names: Sequence[Sequence[str]]
    mentions: Sequence[int]
    forms: Mapping[str, Mapping[int, int]]

    def candidates(self, text: str) -> list[int]:
        """The actors that a name may mean: those of that very name, else so written in the corpus, else with all its words in a name of theirs, else
        with words that sound alike; of each the most mentioned first.
        """
        return next((sorted(counts, key=lambda actor: (-counts[actor], actor)) for counts in self._meant(text) if counts), [])

    def found(self, text: str) -> int | None:
        """The actor that a name means; None where none does, or where several do and none of them far outnumbers the others."""
        for counts in self._meant(text):
            if counts:
                first = max(counts, key=lambda actor: (counts[actor], -actor))
                return first if all(counts[first] >= _FAR_AHEAD * count for actor, count in counts.items() if actor != first) else None
        return None

    def called(self, text: str) -> int | None:
        """The actor of that very name, the most mentioned where several bear it."""
        return min(self._by_name.get(folded(text), ()), key=lambda actor: (-self.mentions[actor], actor), default=None)

    def _meant(self, text: str) -> Iterator[Mapping[int, int]]:
        """The actors that a name may mean with their mentions, in order of trust."""
        wanted = folded(text)
        yield self._counted(self._by_name.get(wanted, ()))
        yield self.forms.get(wanted, {})
        words = latin_words(text)
        yield self._counted(_common(self._by_word.get(folded(word), ()) for word in words))
        yield self._counted(_common({actor for key in word_keys(word) for actor in self._by_sound.get(key, ())} for word in words))

    def _counted(self, actors: Iterable[int]) -> dict[int, int]:
        return {actor: self.mentions[actor] for actor in actors}

    def near(self, text: str, limit: int = _NEAREST) -> list[int]:
        """The actors whose names look most like a text."""
        spellings, actors = self._spellings
        found = process.extract(folded(text), spellings, scorer=fuzz.ratio, limit=limit * 8)
        return list(dict.fromkeys(actors[at] for _, _, at in found))[:limit]

    @cached_property
    def _by_name(self) -> dict[str, set[int]]:
        return self._actors_by(lambda names: map(folded, names))

    @cached_property
    def _by_word(self) -> dict[str, set[int]]:
        return self._actors_by(lambda names: (folded(word) for name in names for word in latin_words(name)))

    @cached_property
    def _by_sound(self) -> dict[str, set[int]]:
        return self._actors_by(sound_keys)

    def _actors_by(self, keys_of: Callable[[Sequence[str]], Iterable[str]]) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for actor, names in enumerate(self.names):
            for key in keys_of(names):
                found.setdefault(key, set()).add(actor)
        return found

    @cached_property
    def _spellings(self) -> tuple[list[str], list[int]]:
        pairs = [(spelling, actor) for actor, names in enumerate(self.names) for name in names for spelling in {folded(name), *folded(name).split()}]
        return [spelling for spelling, _ in pairs], [actor for _, actor in pairs]


@lru_cache(maxsize=256)
def known_actor(name: str) -> Actor | None:
    """The one actor of the built-in lexicon that a slug or a whole name, in Arabic or English, means; None where none or several are called so."""
    lexicon, wanted = Lexicon.load(), folded(name)
    called = {actor for actor in lexicon.actors for text in (actor.slug, actor.ar, actor.en, *actor.latin) if folded(text) == wanted}
    called |= {lexicon.actors[one.actor] for one in lexicon.names if one.role in IDENTIFYING and folded(one.text) == wanted}
    return called.pop() if len(called) == 1 else None


def sound_keys(names: Iterable[str]) -> set[str]:
    """The keys of every word of some names."""
    return {key for name in names for word in latin_words(name) for key in word_keys(word)}


def _common(groups: Iterable[Iterable[int]]) -> set[int]:
    held = [set(group) for group in groups]
    return set.intersection(*held) if held else set()
