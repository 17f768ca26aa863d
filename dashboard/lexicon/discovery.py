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
    starters = signs & (Sign.GIVEN | Sign.NOVEL | Sign.JOINING | Sign.WITHIN) != 0
    starters |= taken.kind == _PERSON
    lists = (
        signs.tolist(),
        ((stream.flags & (NEWLINE_BEFORE | SENTENCE_START)) != 0).tolist(),
        (stream.type >= FIRST_WORD).tolist(),
        taken.kind.tolist(),
        taken.end.tolist(),
        evidence.skip[stream.type].tolist(),
    )
    for part in range(len(stream.parts) - 1):
        begin, end = int(stream.parts[part]), int(stream.parts[part + 1])
        reader = _Reader(begin, end, *lists)
        i = begin
        for start in (begin + np.flatnonzero(starters[begin:end])).tolist():
            if start >= i:
                candidate = reader.at(start, after_person=start == i and i > begin)
                if candidate:
                    yield candidate
                    i = candidate.last


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads names in one part of a stream."""

    begin: int
    end: int
    signs: Sequence[int]
    breaks: Sequence[bool]
    words: Sequence[bool]
    kind: Sequence[int]
    ends: Sequence[int]
    skip: Sequence[int]

    def at(self, i: int, *, after_person: bool) -> Candidate | None:
        """The name that begins at token i, or None; it may be coordinated to another right before it."""
        if self.kind[i] == _OTHER or not self.words[i]:
            return None
        return self._person(i, after_person=after_person) or self._organisation(i) or self._place(i)

    def _follows(self, i: int) -> bool:
        """May token i go on a name that token i - 1 is part of?"""
        return i < self.end and self.words[i] and not self.breaks[i]

    def _person(self, i: int, *, after_person: bool) -> Candidate | None:
        sign = self.signs[i]
        known = self.kind[i] == _PERSON
        if not known and (not sign & (Sign.GIVEN | Sign.NOVEL | Sign.JOINING) or not self._is_a_name_here(i)):
            return None
        if not known and (sign & Sign.SKIPPED or self._describes_a_title(i) or self._is_a_verb_before_a_name(i)):
            return None
        last, parts, given = self._chain(i)
        if sign & Sign.SON_OF and last > i and self._has_a_father(i):
            return Candidate(i - 1, last, 0, "person", "son of")
        if last == i or (known and last == self.ends[i]):
            return None
        several = parts > 1
        told = (
            self._longer(i)
            if known
            else self._told(i, last, several=several, given=given, after_person=after_person)
        )
        if told is None:
            return None
        first = i
        while (
            self.signs[first] & Sign.PERSON_TITLE and not self.signs[first] & Sign.GIVEN and first + 1 < last
        ):
            first += 1
        prefixed = first == i and sign & (Sign.PREFIXED | Sign.COORDINATED)
        return Candidate(first, last, self.skip[i] if prefixed else 0, "person", told)

    def _longer(self, i: int) -> str | None:
        """Does a known person's name go on with words that belong to names only?"""
        beyond = self.signs[self.ends[i]]
        if self.ends[i] == i + 1 and self.signs[i] & Sign.GIVEN and beyond & (Sign.SURE | Sign.FOREIGN | Sign.SURNAME):
            return None if beyond & Sign.COMMON else "longer name"
        goes_on = beyond & Sign.JOINING or (beyond & (Sign.SURNAME | Sign.NISBA) and not beyond & Sign.COMMON)
        return "longer name" if goes_on else None

    def _told(self, i: int, last: int, *, several: bool, given: bool, after_person: bool) -> str | None:
        """What tells that the chain i : last is a person's name."""
        sign = self.signs[i]
        novel = bool(sign & Sign.NOVEL) and not sign & Sign.DEFINITE
        speech = i > self.begin and not self.breaks[i] and bool(self.signs[i - 1] & Sign.SPEECH)
        shaped = bool(sign & (Sign.SURE | Sign.SURNAME | Sign.FOREIGN))
        known_after = self._follows(i + 1) and self.kind[i + 1] == _PERSON
        if sign & Sign.BEFORE_ANY and (known_after or self._is_followed_by_a_name(i)):
            return "name part"
        if sign & Sign.SON_OF or (self._is_a_word_too(i) and not self._introduced(i)):
            return None
        if self._title(i) and (shaped or (several and (novel or given))):
            return "title"
        if several and novel and after_person and sign & Sign.COORDINATED:
            return "coordination"
        if several and (
            sign & Sign.SURE
            or (given and sign & (Sign.SURNAME | Sign.GIVEN) and (speech or self._all_name_like(i + 1, last)))
            or (sign & Sign.GIVEN and self.signs[i + 1] & Sign.SURE)
        ):
            return "given name"
        if several and novel and self._ends_in_a_surname(i, last):
            return "surname"
        if speech and shaped and sign & (Sign.NOVEL | Sign.SURE):
            return "verb of speech"
        if sign & Sign.CORE and novel and self._stands_alone(i, last):
            return "given name alone"
        return None

    def _is_a_word_too(self, i: int) -> bool:
        """Is a given name, as written here, an everyday word (أمل, خطاب, لصالح), and what follows no surname by its shape?"""
        sign = self.signs[i]
        if sign & Sign.CORE or not (sign & Sign.LISTED or (sign & Sign.PREFIXED and sign & Sign.COMMON)):
            return False
        after = self.signs[i + 1] if self._follows(i + 1) and self.kind[i + 1] == _NOTHING else 0
        surname = after & Sign.DEFINITE and after & (Sign.NISBA | Sign.GIVEN | Sign.SURNAME) and not after & Sign.COMMON
        return not surname and not after & Sign.JOINING

    def _has_a_father(self, i: int) -> bool:
        """Does a word that may be a name stand before بن at token i?"""
        if i == self.begin or self.breaks[i] or not self.words[i - 1] or self.kind[i - 1] != _NOTHING:
            return False
        return not self.signs[i - 1] & (Sign.FUNCTION | Sign.PERSON_TITLE | Sign.SPEECH | Sign.DEFINITE)

    def _is_a_name_here(self, i: int) -> bool:
        """A function word (علي, which Egyptians write for على) is a name only before another part of one."""
        after_given = i > self.begin and not self.breaks[i] and bool(self.signs[i - 1] & Sign.CORE)
        return not self.signs[i] & Sign.FUNCTION or after_given or self._is_followed_by_a_name(i)

    def _ends_in_a_surname(self, i: int, last: int) -> bool:
        """Does a chain hold a known person's name, and only its last part? A whole name has no further given name before it."""
        return any(self.kind[k] == _PERSON and self.ends[k] == k + 1 for k in range(i + 1, last))

    def _is_a_verb_before_a_name(self, i: int) -> bool:
        """Is the unknown word behind «و» at token i followed by a given name, which then begins the name: وحض عصام الزرقطي?"""
        sign = self.signs[i]
        listed = sign & (Sign.GIVEN | Sign.SURNAME | Sign.FOREIGN | Sign.JOINING)
        after = self.signs[i + 1] if self._follows(i + 1) else 0
        return bool(sign & Sign.COORDINATED and not listed and after & Sign.SURE)

    def _describes_a_title(self, i: int) -> bool:
        """Is the definite everyday word at token i an adjective of the title before it: الصحفي العربي?"""
        adjective = self.signs[i] & Sign.DEFINITE and self.signs[i] & Sign.LISTED
        return bool(adjective) and i > self.begin and not self.breaks[i] and bool(self.signs[i - 1] & Sign.PERSON_TITLE)

    def _is_followed_by_a_name(self, i: int) -> bool:
        """Is the word after token i a listed name and no common word?"""
        after = self.signs[i + 1] if self._follows(i + 1) else 0
        return bool(after & (Sign.SURE | Sign.SURNAME)) and not after & (Sign.COMMON | Sign.FUNCTION)

    def _stands_alone(self, i: int, last: int) -> bool:
        """Is no word beside the tokens i : last unknown, so that they are no part of a longer name?"""
        before = (
            i > self.begin
            and not self.breaks[i]
            and bool(self.signs[i - 1] & (Sign.NOVEL | Sign.PLACE_TITLE))
        )
        return not before and not (self._follows(last) and bool(self.signs[last] & Sign.NOVEL))

    def _all_name_like(self, first: int, last: int) -> bool:
        return all(
            self.signs[k] & (Sign.SURNAME | Sign.NISBA | Sign.FOREIGN | Sign.GIVEN | Sign.JOINING | Sign.BETWEEN)
            for k in range(first, last)
        )

    def _chain(self, i: int) -> tuple[int, int, bool]:
        """The token after a person's name that begins at i, how many parts it has, and whether one is a given name."""
        j, parts, given = i, 0, False
        while j - i < _LONGEST_PERSON and (j == i or self._follows(j)):
            sign = self.signs[j]
            if j > i and sign & (Sign.COORDINATED | Sign.PREFIXED):
                break
            if j > i and self.kind[j] == _NOTHING and self._heads_a_phrase(j, parts):
                break
            if self.kind[j] == _PERSON:
                j = self.ends[j]
            elif self.kind[j] == _OTHER:
                break
            elif sign & Sign.JOINING:
                after = self._after_joining(j)
                if after == j:
                    break
                j = after
            elif (self._is_part(j) and self._is_a_name_here(j)) or (j > i and self._goes_on(i, j, parts)):
                given = given or bool(sign & Sign.GIVEN)
                j += 1
            else:
                break
            parts += 1
        return j, parts, given

    def _heads_a_phrase(self, j: int, parts: int) -> bool:
        """Does an everyday word at token j govern the word after it: محمد رسول الإسلام, سمير عوض مساعد وزير الداخلية?"""
        sign = self.signs[j]
        if sign & (Sign.CORE | Sign.DEFINITE | Sign.JOINING) or not self._follows(j + 1):
            return False
        after = self.signs[j + 1]
        described = after & Sign.DEFINITE and after & Sign.COMMON and not after & (Sign.NISBA | Sign.GIVEN)
        if sign & Sign.PERSON_TITLE:
            return bool(described or after & (Sign.PERSON_TITLE | Sign.SKIPPED))
        if not sign & Sign.LISTED:
            return False
        return bool(described) or (parts > 1 and self.kind[j + 1] == _OTHER)

    def _after_joining(self, j: int) -> int:
        """The token after what the joining word at j joins (بن أبي طالب), or j where nothing fits."""
        following = j + 1
        if not self._follows(following):
            return j
        if self.kind[following] == _PERSON:
            return self.ends[following]
        sign = self.signs[following]
        if sign & Sign.BETWEEN and self._follows(following + 1) and self._is_part(following + 1):
            return following + 2
        if sign & Sign.JOINING and not sign & Sign.PREFIXED:
            after = self._after_joining(following)
            return after if after > following else j
        fits = self._is_part(following) or (
            bool(self.signs[j] & Sign.BEFORE_ANY) and not sign & Sign.FUNCTION
        )
        return following + 1 if fits or sign & (Sign.NISBA | Sign.NOMINAL) else j

    def _goes_on(self, i: int, j: int, parts: int) -> bool:
        """May the word at token j, no name by itself, be a surname?

        A relative adjective may; right after a given name also a demonym (جون كندي, أحمد المصري), a noun of a name's shape,
        and after a title and a given name any definite word that is not among the most ordinary.
        """
        sign = self.signs[j]
        if sign & Sign.NISBA:
            return True
        if not self.signs[j - 1] & Sign.SURE or sign & (Sign.PERSON_TITLE | Sign.SKIPPED | Sign.PLACE_TITLE):
            return False
        if (
            sign & Sign.DEFINITE
            and parts == 1
            and not sign & (Sign.LISTED | Sign.FUNCTION)
            and self._introduced(i)
        ):
            return True
        return bool(sign & Sign.NOMINAL) or (
            bool(sign & Sign.DEMONYM) and (parts == 1 or not sign & Sign.DEFINITE)
        )

    def _introduced(self, i: int) -> bool:
        """Does a title or a verb of speech stand before token i?"""
        return self._title(i) or (
            i > self.begin and not self.breaks[i] and bool(self.signs[i - 1] & Sign.SPEECH)
        )

    def _is_part(self, j: int) -> bool:
        return (
            bool(self.signs[j] & (Sign.GIVEN | Sign.SURNAME | Sign.NOVEL | Sign.FOREIGN))
            or self.kind[j] == _PERSON
        )

    def _title(self, i: int) -> bool:
        """Does a person's title stand before token i, adjectives and a complement between them passed over?"""
        for k in range(i, max(self.begin, i - _FARTHEST_TITLE), -1):
            if self.breaks[k] or not self.words[k - 1]:
                return False
            sign = self.signs[k - 1]
            if sign & Sign.PERSON_TITLE:
                return True
            if not sign & (Sign.SKIPPED | Sign.DEMONYM) and not (self.kind[k - 1] == _OTHER and k < i):
                return False
        return False

    def _place(self, i: int) -> Candidate | None:
        """A word after «مدينة» and its like that is no common word."""
        if not self.signs[i] & Sign.NOVEL or i == self.begin or self.breaks[i]:
            return None
        before = self.signs[i - 1]
        if not before & Sign.PLACE_TITLE or before & (Sign.PERSON_TITLE | self.signs[i] & Sign.DEFINITE):
            return None
        last = self._run(i, _LONGEST_PLACE, Sign.NOVEL)
        return Candidate(i, last, 0, "place", "title") if last > i else None

    def _organisation(self, i: int) -> Candidate | None:
        """A word that is no common one after «شركة», or «حزب» and «جامعة» together with it or with the place they are called after."""
        sign = self.signs[i]
        if sign & Sign.WITHIN and self._follows(i + 1):
            place = self.kind[i + 1] == _OTHER
            last = self.ends[i + 1] if place or sign & Sign.OF_PLACE else self._run(i + 1, _LONGEST_ORGANISATION, Sign.NOVEL)
            if last > i + 1:
                return Candidate(
                    i, last, self.skip[i] if sign & Sign.PREFIXED else 0, "organisation", "title"
                )
        if sign & Sign.NOVEL and i > self.begin and not self.breaks[i] and self.signs[i - 1] & Sign.BEFORE:
            last = self._run(i, _LONGEST_ORGANISATION, Sign.NOVEL)
            return Candidate(i, last, 0, "organisation", "title") if last > i else None
        return None

    def _run(self, i: int, longest: int, wanted: int) -> int:
        """The token after a run of words with one of the wanted signs, demonyms and names of the lexicon out."""
        j = i
        while (
            j - i < longest
            and (j == i or self._follows(j))
            and self.signs[j] & wanted
            and not self.signs[j] & Sign.DEMONYM
        ):
            if self.kind[j] != _NOTHING:
                break
            j += 1
        return j
