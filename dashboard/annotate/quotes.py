"""Who said what: quotations in a token stream, and in whose voice each token stands."""

import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.annotate.quote_classes import Word
from dashboard.annotate.quote_memory import (
    BEGIN,
    CLASS,
    END,
    INDIRECT,
    KIND,
    OFFICE_HELD,
    PART,
    ROW,
    SKIPPED,
    SPEAKER_FIRST,
    SPEAKER_LAST,
    VERB_FIRST,
    VERB_LAST,
    WHO,
)
from dashboard.annotate.quote_reading import read_documents
from dashboard.annotate.quote_speakers import NO_DAY, holders, office_table
from dashboard.annotate.quote_verbs import VERB_CLASSES
from dashboard.annotate.quote_words import classify
from dashboard.compiling import njit
from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.matching import Matches
from dashboard.text.characters import FIRST_WORD
from dashboard.text.tokens import TokenStream
from dashboard.text.vocabulary import TypeTable

__all__ = ["DIRECT", "NO_DAY", "OUTLET", "REPORTED", "VERB_CLASSES", "QuoteFinder", "Quotes"]

OUTLET, REPORTED, DIRECT = range(3)


@dataclass(frozen=True, slots=True, eq=False)
class Quotes:
    """Quotes of a batch in the order of its stream (fields as in records.QUOTE_FIELDS), and the voice of every token."""

    document: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    part: npt.NDArray[np.uint8]
    start: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    words: npt.NDArray[np.int32]
    actor: npt.NDArray[np.int32]
    speaker_start: npt.NDArray[np.int32]
    speaker_end: npt.NDArray[np.int32]
    verb_start: npt.NDArray[np.int32]
    verb_end: npt.NDArray[np.int32]
    verb_class: npt.NDArray[np.uint8]
    voice: npt.NDArray[np.uint8]


class QuoteFinder:
    """Finds quotations in token streams over one type table; types that are new are classed when first met."""

    def __init__(self, lexicon: Lexicon, types: TypeTable) -> None:
        self.types = types
        self.offices = office_table(lexicon)
        self._person = np.array([actor.kind == "person" for actor in lexicon.actors], np.bool_)
        self._speaks = np.array([actor.kind != "place" or actor.stands_for is not None for actor in lexicon.actors], np.bool_)
        self._classes = np.zeros((FIRST_WORD, len(Word._fields)), np.int64)

    def extend(self) -> None:
        """Class the types that the table has gained since the last call."""
        known = len(self._classes)
        if known < self.types.size:
            fresh = np.fromiter(itertools.chain.from_iterable(classify(self.types.texts(known))), np.int64)
            self._classes = np.concatenate([self._classes, fresh.reshape(-1, self._classes.shape[1])])

    def find(
        self,
        stream: TokenStream,
        matches: Matches,
        arabic: npt.NDArray[np.bool_],
        day: npt.NDArray[np.int32] | None = None,
    ) -> Quotes:
        """The quotes of a stream; documents that are not in Arabic have none.

        `day` is each document's date as days since 1970, NO_DAY where it has none.
        """
        self.extend()
        if day is None:
            day = np.full(stream.documents, NO_DAY, np.int32)
        rows = np.empty((len(stream.type) + 1, ROW), np.int64)
        names = self._names(matches)
        tokens = (stream.parts, stream.type, stream.flags, stream.length, stream.pair)
        n = read_documents(*tokens, arabic, self._classes, names, rows)
        rows = rows[:n]
        rows[:, WHO] = np.where(rows[:, WHO] >= 0, rows[:, WHO], holders(self.offices, rows[:, OFFICE_HELD], day[rows[:, PART] >> 1]))
        rows = rows[np.lexsort((-rows[:, END], rows[:, BEGIN]))]
        quotes = _quotes(stream, rows)
        quotes.speaker_start[:] += rows[:, SKIPPED].astype(np.int32)
        return quotes

    def _names(self, matches: Matches) -> npt.NDArray[np.int64]:
        """The names of a stream as `set_scene` reads them."""
        actor = matches.actor
        columns = (matches.first, matches.last, actor, matches.demonym, matches.skip, self._person[actor], self._speaks[actor])
        return np.stack([np.asarray(column, np.int64) for column in columns], axis=1)


@njit(cache=True)
def _voices(types, begin, end, kind, voice, words):  # type: ignore[no-untyped-def]
    """Fill the voice of tokens (direct over reported) and the number of words of each quote."""
    for quote in range(len(begin)):
        direct = kind[quote] != INDIRECT
        for i in range(begin[quote], end[quote]):
            words[quote] += types[i] >= FIRST_WORD
            if direct:
                voice[i] = DIRECT
            elif voice[i] == OUTLET:
                voice[i] = REPORTED


def _quotes(stream: TokenStream, rows: npt.NDArray[np.int64]) -> Quotes:
    """The rows of the kernel, in tokens, as quotes in code points."""
    begin, end, kind = rows[:, BEGIN], rows[:, END], rows[:, KIND]
    voice = np.zeros(len(stream.type), np.uint8)
    words = np.zeros(len(rows), np.int32)
    _voices(stream.type, begin, end, kind, voice, words)
    finish = stream.start + stream.length

    def place(first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int32], ...]:
        """Start and end in code points of the tokens first : last, -1 for none."""
        told = (first >= 0) & (last > first)
        start, stop = np.where(told, first, 0), np.where(told, last - 1, 0)
        if not len(stream.start):
            return np.zeros(0, np.int32), np.zeros(0, np.int32)
        return (
            np.where(told, stream.start[start], -1).astype(np.int32),
            np.where(told, finish[stop], -1).astype(np.int32),
        )

    start, stop = place(begin, end)
    speaker_start, speaker_end = place(rows[:, SPEAKER_FIRST], rows[:, SPEAKER_LAST])
    verb_start, verb_end = place(rows[:, VERB_FIRST], rows[:, VERB_LAST])
    return Quotes(
        document=(rows[:, PART] >> 1).astype(np.int32),
        kind=kind.astype(np.uint8),
        part=(rows[:, PART] & 1).astype(np.uint8),
        start=start,
        end=stop,
        words=words,
        actor=rows[:, WHO].astype(np.int32),
        speaker_start=speaker_start,
        speaker_end=speaker_end,
        verb_start=verb_start,
        verb_end=verb_end,
        verb_class=rows[:, CLASS].astype(np.uint8),
        voice=voice,
    )
