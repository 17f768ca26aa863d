"""Names that the lexicon does not hold, told by what stands around and in them: titles, given names, shapes, repetition.

The signs of types (evidence.py) are read left to right; where the lexicon has found a name, its words are taken as given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.lexicon.evidence import Evidence, Sign
from dashboard.text.characters import FIRST_WORD
from dashboard.text.tokens import NEWLINE_BEFORE, SENTENCE_START, TokenStream

_LONGEST_PERSON = 7
_LONGEST_PLACE = 3
_LONGEST_ORGANISATION = 6
_FARTHEST_TITLE = 6
_NOTHING, _PERSON, _OTHER = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name told by evidence: tokens first to before last, proclitics to skip, kind, and what told it."""

    first: int
    last: int
    skip: int
    kind: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Names of the lexicon over tokens: 1 for a person's, 2 for any other, 0 for none; and where each name ends."""

    kind: npt.NDArray[np.uint8]
    end: npt.NDArray[np.int64]


def discover(stream: TokenStream, evidence: Evidence, taken: Taken) -> Iterator[Candidate]:
    """The unknown names in a stream, in its order; one may swallow a person's name of the lexicon and go beyond it."""
    evidence.extend()
    signs = evidence.signs[stream.type]
    breaks = (stream.flags & (NEWLINE_BEFORE | SENTENCE_START)) != 0
    words = stream.type >= FIRST_WORD
    starters = signs & (Sign.GIVEN | Sign.NOVEL | Sign.JOINING | Sign.WITHIN) != 0
    starters |= taken.kind == _PERSON
    for part in range(len(stream.parts) - 1):
        begin, end = int(stream.parts[part]), int(stream.parts[part + 1])
        reader = _Reader(begin, end, signs, breaks, words, taken, evidence.skip[stream.type])
        i = begin
        for start in begin + np.flatnonzero(starters[begin:end]):
            if start >= i:
                candidate = reader.at(int(start))
                if candidate:
                    yield candidate
                    i = candidate.last


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads names in one part of a stream."""

    begin: int
    end: int
    signs: npt.NDArray[np.int32]
    breaks: npt.NDArray[np.bool_]
    words: npt.NDArray[np.bool_]
    taken: Taken
    skip: npt.NDArray[np.uint8]

    def at(self, i: int) -> Candidate | None:
        """The name that begins at token i."""
        if self.taken.kind[i] == _OTHER or not self.words[i]:
            return None
        return self._person(i) or self._organisation(i) or self._place(i)

    def _follows(self, i: int) -> bool:
        """May token i go on a name that token i - 1 is part of?"""
        return i < self.end and bool(self.words[i]) and not self.breaks[i]

    def _person(self, i: int) -> Candidate | None:
        sign = int(self.signs[i])
        known = self.taken.kind[i] == _PERSON
        title = self._title(i)
        speech = i > self.begin and not self.breaks[i] and bool(self.signs[i - 1] & Sign.SPEECH)
        if not known and not sign & (Sign.GIVEN | Sign.NOVEL | Sign.JOINING):
            return None
        last, parts, given = self._chain(i)
        if last == i or (known and last == self.taken.end[i]):
            return None
        strong = bool(sign & (Sign.SURE | Sign.SURNAME)) or known
        several = parts > 1
        novel = bool(sign & Sign.NOVEL) and not sign & Sign.DEFINITE
        if title and (sign & (Sign.SURE | Sign.SURNAME | Sign.FOREIGN) or novel or (several and given)):
            told = "title"
        elif novel and several and bool((self.taken.kind[i:last] == _PERSON).any()):
            told = "surname"
        elif several and (sign & Sign.SURE or (given and strong) or (sign & Sign.GIVEN and speech)):
            told = "given name"
        elif several and sign & Sign.GIVEN and self._all_name_like(i + 1, last):
            told = "given name"
        elif sign & Sign.JOINING and several and given:
            told = "name part"
        elif (
            speech
            and (several or sign & (Sign.FOREIGN | Sign.SURE | Sign.SURNAME))
            and sign & (Sign.NOVEL | Sign.SURE)
        ):
            told = "verb of speech"
        elif sign & Sign.FOREIGN and (several or sign & Sign.SURNAME):
            told = "shape"
        else:
            return None
        return Candidate(i, last, int(self.skip[i]) if sign & Sign.PREFIXED else 0, "person", told)

    def _all_name_like(self, first: int, last: int) -> bool:
        return all(
            self.signs[k] & (Sign.SURNAME | Sign.NISBA | Sign.FOREIGN | Sign.GIVEN | Sign.JOINING)
            for k in range(first, last)
        )

    def _chain(self, i: int) -> tuple[int, int, bool]:
        """The token after a person's name that begins at i, how many parts it has, and whether one is a given name."""
        j, parts, given = i, 0, False
        while j - i < _LONGEST_PERSON and (j == i or self._follows(j)):
            sign = int(self.signs[j])
            if j > i and sign & Sign.PREFIXED and not sign & Sign.JOINING:
                break
            if self.taken.kind[j] == _PERSON:
                j = int(self.taken.end[j])
            elif self.taken.kind[j] == _OTHER:
                break
            elif sign & Sign.JOINING and not (j > i and sign & Sign.PREFIXED):
                if not self._follows(j + 1) or not self._is_part(j + 1):
                    break
                j = max(j + 2, int(self.taken.end[j + 1]))
            elif self._is_part(j) or (j > i and sign & Sign.NISBA):
                given = given or bool(sign & Sign.GIVEN)
                j += 1
            else:
                break
            parts += 1
        return j, parts, given

    def _is_part(self, j: int) -> bool:
        return (
            bool(self.signs[j] & (Sign.GIVEN | Sign.SURNAME | Sign.NOVEL | Sign.FOREIGN))
            or self.taken.kind[j] == _PERSON
        )

    def _title(self, i: int) -> bool:
        """Does a person's title stand before token i, adjectives and a complement between them passed over?"""
        for k in range(i, max(self.begin, i - _FARTHEST_TITLE), -1):
            if self.breaks[k] or not self.words[k - 1]:
                return False
            sign = int(self.signs[k - 1])
            if sign & Sign.PERSON_TITLE:
                return True
            if not sign & (Sign.SKIPPED | Sign.DEMONYM) and not (self.taken.kind[k - 1] == _OTHER and k < i):
                return False
        return False

    def _place(self, i: int) -> Candidate | None:
        """A word after «مدينة» and its like that is no common word."""
        if not self.signs[i] & Sign.NOVEL or i == self.begin or self.breaks[i]:
            return None
        before = int(self.signs[i - 1])
        if not before & Sign.PLACE_TITLE or before & (Sign.PERSON_TITLE | self.signs[i] & Sign.DEFINITE):
            return None
        last = self._run(i, _LONGEST_PLACE, Sign.NOVEL)
        return Candidate(i, last, 0, "place", "title")

    def _organisation(self, i: int) -> Candidate | None:
        """A word after «شركة», or «حزب» and «جامعة» with what follows them."""
        if self.signs[i] & Sign.WITHIN and self._follows(i + 1):
            last = self._run(i + 1, _LONGEST_ORGANISATION, Sign.NOVEL | Sign.DEFINITE)
            if (
                last > i + 1
                and not self.signs[i + 1] & Sign.DEMONYM
                and any(self.signs[i + 1 : last] & (Sign.NOVEL | Sign.DEFINITE))
            ):
                return Candidate(
                    i,
                    last,
                    int(self.skip[i]) if self.signs[i] & Sign.PREFIXED else 0,
                    "organisation",
                    "title",
                )
        if (
            self.signs[i] & Sign.NOVEL
            and i > self.begin
            and not self.breaks[i]
            and self.signs[i - 1] & Sign.BEFORE
        ):
            return Candidate(i, self._run(i, _LONGEST_ORGANISATION, Sign.NOVEL), 0, "organisation", "title")
        return None

    def _run(self, i: int, longest: int, wanted: Sign) -> int:
        """The token after a run of words with one of the wanted signs, demonyms and names of the lexicon out."""
        j = i
        while (
            j - i < longest
            and (j == i or self._follows(j))
            and self.signs[j] & wanted
            and not self.signs[j] & Sign.DEMONYM
        ):
            if self.taken.kind[j] != _NOTHING:
                break
            j += 1
        return j


def last_words(candidates: Sequence[Candidate], stream: TokenStream) -> dict[int, str]:
    """The types that end a discovered person's name of several words: a short form that may stand alone later."""
    return {
        int(stream.type[c.last - 1]): c.kind
        for c in candidates
        if c.kind == "person" and c.last - c.first > 1
    }
