"""The matcher: actors named in a token stream, by type ids.

Each type is read once, whatever the corpus's size: as a word of a name, with and without proclitics, and as a title, given
name or companion. The stream is then a walk through integers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dashboard.compiling.collecting import undisturbed
from dashboard.lexicon.actors import DEMONYM
from dashboard.lexicon.common_words import NOT_COMMON, common
from dashboard.lexicon.compiled import Compiled, compile_lexicon
from dashboard.lexicon.kernels import (
    CLUB_TITLE,
    DEFINITE,
    DETAIL,
    GIVEN,
    IN,
    ORGANISATION_TITLE,
    PERSON_TITLE,
    PLACE_TITLE,
    PRESS_TITLE,
    SKIPPED,
    TOWARDS,
    Read,
    Tokens,
    find,
    resolve,
)
from dashboard.lexicon.keys import word_key, word_keys
from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.nisba import ARTICLE
from dashboard.lexicon.ordinary import is_ordinary
from dashboard.lexicon.proclitics import Reading, are_definite, is_preposition_on, is_readable, readings
from dashboard.lexicon.wordlists import core_names, function_words, given_names, titles, word_list
from dashboard.text.characters import FIRST_WORD
from dashboard.text.letters import fold
from dashboard.text.tokens import TokenStream
from dashboard.text.vocabulary import TypeTable

_SHORTEST_STRIPPED = 3
_RESTORED = ("", "ا", "ال")


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Names found in a stream, in its order, none overlapping; one entry a name.

    part      int32   the part of the stream; the document is part >> 1
    first     int64   the first token
    last      int64   the token after the last
    actor     int32   index into the lexicon's actors, or -1 where the article does not tell (only if asked for)
    role      uint8   the role of the name for that actor, an index into ROLES
    name      int32   index into the matcher's name keys
    skip      uint8   code points of proclitics at the start of the first token
    restored  uint8   letters of the article that a contraction swallowed: للأمم is ل + الأمم
    kind      uint16  without an actor: the sign of the title of those that the article does not decide between, or 0
    """

    part: npt.NDArray[np.int32]
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    actor: npt.NDArray[np.int32]
    role: npt.NDArray[np.uint8]
    name: npt.NDArray[np.int32]
    skip: npt.NDArray[np.uint8]
    restored: npt.NDArray[np.uint8]
    kind: npt.NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.actor)

    @property
    def document(self) -> npt.NDArray[np.int32]:
        """The document of each match."""
        return self.part >> 1

    @property
    def demonym(self) -> npt.NDArray[np.bool_]:
        """Which matches are words for a state's people, not its name."""
        return np.equal(self.role, DEMONYM)

    def where(self, chosen: npt.NDArray[np.bool_]) -> "Matches":
        """The chosen matches."""
        return Matches(*(getattr(self, field)[chosen] for field in self.__slots__))

    def spans(self, stream: TokenStream) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Start and end of each name in code points of its part, proclitics left out."""
        start = stream.start[self.first] + self.skip
        end = stream.start[self.last - 1] + stream.length[self.last - 1]
        return start.astype(np.int32), end.astype(np.int32)


def written_form(text: str, restored: int) -> str:
    """The form of a name as written, less its proclitics, with the article whole: لأمم المتحدة → الأمم المتحدة."""
    return _RESTORED[restored] + text


class Matcher:
    """Finds the actors of a lexicon in token streams over one type table; types that are new are read when first met."""

    def __init__(self, lexicon: Lexicon, types: TypeTable) -> None:
        self.lexicon = lexicon
        self.types = types
        with undisturbed():
            self.compiled = compile_lexicon(lexicon)
        self._signs_of = _signs_by_key(self.compiled)
        self._given = given_names()
        self._spelt = _spelt(lexicon)
        self._known = _known(self.compiled)
        self.read = _read_of_marks()

    def match(self, stream: TokenStream, *, unresolved: bool = False) -> Matches:
        """The names in a stream and whose they are; demonyms included.

        A name that could be several actors', or an ordinary word, counts where the article witnesses it. With
        `unresolved` the names without a witness stand too, their actor -1.
        """
        self.extend()
        tokens = Tokens(stream.parts, stream.type, stream.flags, stream.length, stream.pair)
        found = find(tokens, self.read, self.compiled.trie)
        actor, role, kind = resolve(
            tokens,
            self.read,
            found,
            self.compiled.bearers,
            self.compiled.witnesses,
            self.compiled.companions,
        )
        matches = Matches(
            found.part, found.first, found.last, actor, role, found.name, found.skip, found.restored, kind
        )
        return matches if unresolved else matches.where(actor >= 0)

    def extend(self) -> None:
        """Read the types that the table has gained since the last call."""
        size = len(self.read.whole)
        if size == self.types.size:
            return
        words = self.compiled.words
        fresh = self.types.texts(size)
        counts, signs = np.zeros(len(fresh), np.int64), np.where(are_definite(fresh), DEFINITE, 0).astype(np.uint16)
        whole, bare = np.full(len(fresh), -1, np.int32), np.full(len(fresh), -1, np.int32)
        found: list[tuple[Reading, bool]] = []
        places = [place for place, key in enumerate(word_keys(fresh)) if is_readable(key, self._known)]
        texts = [fresh[place] for place in places]
        read = [readings(text, self._known) for text in texts]
        misspelt = self._misspelt(texts, read)
        for i, (place, text, every) in enumerate(zip(places, texts, read, strict=True)):
            usable = list(self._usable(text, every, misspelt.get(i, ())))
            found += usable
            counts[place] = len(usable)
            whole[place] = -1 if every[0].skip else words.get(every[0].key, -1)
            bare[place] = next((words[reading.key] for reading in every if reading.key in words), -1)
            sign = next((self._signs_of[reading.key] for reading in every if reading.key in self._signs_of), 0)
            signs[place] |= sign & ~GIVEN if word_key(text) in function_words() else sign
        at = self.read.at
        self.read = Read(
            np.concatenate([at, at[-1] + np.cumsum(counts)]),
            np.append(self.read.word, np.array([words[reading.key] for reading, _ in found], np.int32)),
            np.append(self.read.skip, np.array([reading.skip for reading, _ in found], np.uint8)),
            np.append(self.read.restored, np.array([reading.restored for reading, _ in found], np.uint8)),
            np.append(self.read.alone, np.array([alone for _, alone in found], np.bool_)),
            np.append(self.read.whole, whole),
            np.append(self.read.bare, bare),
            np.append(self.read.signs, signs),
        )

    def _misspelt(
        self, texts: Sequence[str], read: Sequence[Sequence[Reading]]
    ) -> dict[int, list[Reading]]:
        """By type the readings that equal a name of one word in its key only, while the word as written is a common one.

        مصيره is «his fate» and not the island مصيرة, تبرئة no slip for طبرية.
        """
        doubtful = {}
        for i, (text, every) in enumerate(zip(texts, read, strict=True)):
            loose = [reading for reading in every if self._is_loose(text, reading)]
            if loose:
                doubtful[i] = loose
        kinds = common([texts[i] for i in doubtful])
        return {i: loose for (i, loose), kind in zip(doubtful.items(), kinds, strict=True) if kind != NOT_COMMON}

    def _is_loose(self, text: str, reading: Reading) -> bool:
        """Is a reading a name of one word that no one spells so? Behind the article no pronoun hides in the last letter."""
        if reading.key not in self.compiled.single or reading.key.startswith(ARTICLE):
            return False
        return fold(text)[len(word_key(text)) - len(reading.key) :] not in self._spelt

    def _usable(
        self, text: str, every: Sequence[Reading], misspelt: Sequence[Reading]
    ) -> Iterator[tuple[Reading, bool]]:
        """The readings that begin a name or a companion, and whether each may be a name of one word.

        Proclitics come off a name of one word only where the whole is no word of its own: باكو is not ب + اكو.
        """
        own = word_key(text)
        is_word = own in self.compiled.single or own in self._given or is_ordinary(own)
        for reading in every:
            if reading.key in self.compiled.first_words and not is_preposition_on(text, reading):
                bare = not reading.skip or (not is_word and len(reading.key) >= _SHORTEST_STRIPPED)
                yield reading, bare and reading not in misspelt


def _read_of_marks() -> Read:
    """Marks are no words of names and no titles."""
    none = np.full(FIRST_WORD, -1, np.int32)
    nothing = np.zeros(0, np.uint8)
    at = np.zeros(FIRST_WORD + 1, np.int64)
    return Read(
        at,
        np.zeros(0, np.int32),
        nothing,
        nothing,
        np.zeros(0, np.bool_),
        none,
        none,
        np.zeros(FIRST_WORD, np.uint16),
    )


@lru_cache(maxsize=2)
def _spelt(lexicon: Lexicon) -> frozenset[str]:
    """The names of one word as they are listed."""
    return frozenset(fold(name.text) for name in lexicon.names if " " not in name.text)


@lru_cache(maxsize=2)
def _known(compiled: Compiled) -> frozenset[str]:
    """The keys of the words that a name holds or that say something of one."""
    return frozenset(compiled.words.keys() | _signs_by_key(compiled).keys())


@lru_cache(maxsize=2)
def _signs_by_key(compiled: Compiled) -> dict[str, int]:
    """What each listed word says of the name after it."""
    listed = titles()
    signs: dict[str, int] = {}
    for keys, sign in (
        (listed.person, PERSON_TITLE),
        (listed.place, PLACE_TITLE),
        (listed.organisation, ORGANISATION_TITLE),
        (listed.skipped | compiled.demonyms, SKIPPED),
        (core_names() | {key for key in given_names() if not is_ordinary(key)}, GIVEN),
        (listed.club, CLUB_TITLE),
        (listed.press, PRESS_TITLE),
        (word_list("titles.toml", "detail"), DETAIL),
        (word_list("titles.toml", "towards"), TOWARDS),
        ({word_key("في")}, IN),
    ):
        for key in keys:
            signs[key] = signs.get(key, 0) | sign
    return signs
