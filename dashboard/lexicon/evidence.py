"""What each type of a token stream says about names that no list holds: given names, titles, foreign shapes, common words."""

import re
from functools import cache

import numpy as np
import numpy.typing as npt

from dashboard.lexicon.actors import DEMONYM, FULL, VARIANT
from dashboard.lexicon.common_words import NOMINAL, NOT_COMMON, common
from dashboard.lexicon.keys import word_key
from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.nisba import ARTICLE
from dashboard.lexicon.ordinary import is_listed, is_ordinary
from dashboard.lexicon.proclitics import is_preposition_on, readings
from dashboard.lexicon.wordlists import (
    core_names,
    family_names,
    function_words,
    given_names,
    spelt_names,
    titles,
    word_list,
)
from dashboard.text.characters import FIRST_WORD
from dashboard.text.letters import fold
from dashboard.text.vocabulary import TypeTable

_SHORTEST_FOREIGN = 5
_SHORTEST_NOVEL = 2
_PROCLITICS = "وفبلك"
_NAME_SHAPES = re.compile(".ا..|..[ياو].|م...|م..و.|...?ان|.{3,5}ي")
_VERBAL_NOUNS = re.compile("ت.ا.[^ايو]|ت..ي[^ايو]|ا[^اوي]ت.ا.|ان..ا.|است..ا.|است.ا.ه")
FATHATAN = "\u064b"


class Sign:
    """A type's signs. GIVEN to SURNAME may come from a reading without proclitics, and then PREFIXED is set."""

    GIVEN = 1
    SURE = 2
    SURNAME = 4
    JOINING = 8
    PERSON_TITLE = 16
    PLACE_TITLE = 32
    WITHIN = 64
    BEFORE = 128
    SKIPPED = 256
    SPEECH = 512
    FOREIGN = 1024
    NISBA = 2048
    NOVEL = 4096
    PREFIXED = 8192
    DEFINITE = 16384
    DEMONYM = 32768
    NOMINAL = 65536
    COORDINATED = 131072
    BEFORE_ANY = 262144
    FUNCTION = 524288
    COMMON = 1048576
    CORE = 2097152
    SON_OF = 4194304
    LISTED = 8388608
    BETWEEN = 16777216
    NAMED_AFTER = 33554432
    OF_PLACE = 67108864


class Evidence:
    """The signs of the types of one table, read when first met."""

    def __init__(self, lexicon: Lexicon, types: TypeTable) -> None:
        self.types = types
        self.signs: npt.NDArray[np.int32] = np.zeros(FIRST_WORD, np.int32)
        self.skip: npt.NDArray[np.uint8] = np.zeros(FIRST_WORD, np.uint8)
        self._listed = _listed_signs(lexicon)
        self._spelt = spelt_names() | {fold(name.text.split()[-1]) for name in lexicon.names}

    def extend(self) -> None:
        """Read the types that the table has gained since the last call."""
        size = len(self.signs)
        if size < self.types.size:
            words = self.types.texts(size)
            kinds, rests = (
                common(words),
                common([word[1:] if word[0] in _PROCLITICS else "" for word in words]),
            )
            read = [
                self._read(word, int(kind), bool(rest))
                for word, kind, rest in zip(words, kinds, rests, strict=True)
            ]
            self.signs = np.append(self.signs, np.array([signs for signs, _ in read], np.int32))
            self.skip = np.append(self.skip, np.array([skip for _, skip in read], np.uint8))

    def _read(self, word: str, kind: int, prefixed: bool) -> tuple[int, int]:
        key = word_key(word)
        signs, skip = 0, 0
        for reading in readings(word, self._listed):
            if not is_preposition_on(word, reading):
                signs = self._listed[reading.key] | (Sign.PREFIXED if reading.skip else 0)
                skip = reading.skip
                break
        if kind != NOT_COMMON and key not in core_names():
            signs &= ~Sign.SURE
        has_pronoun = kind != NOT_COMMON and word.endswith("ه") and fold(word) not in self._spelt
        if has_pronoun or (key.startswith("و") and key[1:] in function_words()):
            signs &= ~(Sign.GIVEN | Sign.SURE | Sign.CORE | Sign.SURNAME)
        if key.startswith(ARTICLE):
            signs |= Sign.DEFINITE
            if key.endswith("ي") and kind == NOT_COMMON and not signs & Sign.DEMONYM:
                signs |= Sign.NISBA
        if (
            not signs & (Sign.DEMONYM | Sign.PREFIXED)
            and key not in function_words()
            and _is_name_like(word, key)
        ):
            listed = signs & (Sign.GIVEN | Sign.SURNAME)
            is_noun = _VERBAL_NOUNS.fullmatch(key) is not None and not listed
            if kind == NOT_COMMON and not is_noun and not (prefixed and key[1:] in function_words()):
                signs |= Sign.NOVEL
                if not signs & Sign.DEFINITE and len(key) >= _SHORTEST_FOREIGN and _looks_foreign(key):
                    signs |= Sign.FOREIGN
                if (
                    key.startswith("و")
                    and len(key) >= _SHORTEST_FOREIGN
                    and not signs & (Sign.GIVEN | Sign.SURNAME)
                ):
                    signs |= Sign.COORDINATED
                    skip = 1
            elif kind == NOMINAL and not prefixed and _is_shaped_like_a_name(key.removeprefix(ARTICLE)):
                signs |= Sign.NOMINAL
        if key in function_words():
            signs |= Sign.FUNCTION
        if kind != NOT_COMMON:
            signs |= Sign.COMMON
        if is_listed(key):
            signs |= Sign.LISTED
        return int(signs), skip


def _is_name_like(word: str, key: str) -> bool:
    """No digits, no Latin, and none of the endings that names hardly have: ية, ات, an accusative with its tanween."""
    if len(key) < _SHORTEST_NOVEL or key[0].isascii() or any(letter.isdigit() for letter in key):
        return False
    return not word.endswith(("ية", "يه", "ات", FATHATAN, FATHATAN + "ا"))


def _is_shaped_like_a_name(stem: str) -> bool:
    """Participles, فعيل, فعال, فعلان and relative adjectives: the shapes of Arabic names that are also words."""
    return _NAME_SHAPES.fullmatch(stem) is not None


def _looks_foreign(key: str) -> bool:
    return key.endswith(_foreign_endings())


@cache
def _foreign_endings() -> tuple[str, ...]:
    return tuple(sorted(word_list("discovery.toml", "foreign_endings")))


def _listed_signs(lexicon: Lexicon) -> dict[str, int]:
    """The signs of each listed key; the lexicon's persons give surnames."""
    listed = titles()
    signs: dict[str, int] = {}
    peoples = {word_key(name.text) for name in lexicon.names if name.role == DEMONYM and " " not in name.text}
    other = function_words() | peoples | listed.person
    given = given_names() - other
    groups: list[tuple[set[str] | frozenset[str], int]] = [
        (given | core_names(), Sign.GIVEN),
        (core_names() | {key for key in given if not is_ordinary(key)}, Sign.SURE),
        (core_names(), Sign.CORE),
        ((_surnames(lexicon) | family_names()) - other, Sign.SURNAME),
        (word_list("discovery.toml", "joining"), Sign.JOINING),
        (word_list("discovery.toml", "son_of"), Sign.SON_OF),
        (word_list("discovery.toml", "joining_any"), Sign.JOINING | Sign.BEFORE_ANY),
        (word_list("discovery.toml", "following"), Sign.NISBA),
        (word_list("discovery.toml", "between"), Sign.BETWEEN),
        (word_list("titles.toml", "named_after"), Sign.NAMED_AFTER),
        (listed.person, Sign.PERSON_TITLE),
        (listed.place, Sign.PLACE_TITLE),
        (word_list("titles.toml", "organisation_within"), Sign.WITHIN),
        (word_list("titles.toml", "organisation_of_place"), Sign.WITHIN | Sign.OF_PLACE),
        (word_list("titles.toml", "organisation_before"), Sign.BEFORE),
        (listed.skipped, Sign.SKIPPED),
        (word_list("discovery.toml", "speech_verbs"), Sign.SPEECH),
        (
            {word_key(name.text) for name in lexicon.names if name.role == DEMONYM and " " not in name.text},
            Sign.DEMONYM,
        ),
    ]
    for keys, sign in groups:
        for key in keys:
            signs[key] = signs.get(key, 0) | sign
    return signs


def _surnames(lexicon: Lexicon) -> set[str]:
    """The last words of the persons' full names that are no ordinary words."""
    last = {
        word_key(name.text.split()[-1])
        for name in lexicon.names
        if name.role in (FULL, VARIANT) and " " in name.text and lexicon.actors[name.actor].kind == "person"
    }
    return {key for key in last if not is_ordinary(key)}
