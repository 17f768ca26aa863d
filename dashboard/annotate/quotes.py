"""Who said what: quotations in a token stream, and in whose voice each token stands."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

from dashboard.lexicon.matching import Matches
from dashboard.text.characters import FIRST_WORD
from dashboard.text.tokens import TokenStream
from dashboard.text.vocabulary import TypeTable

VERB_CLASSES = ("neutral",)
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


@njit(cache=True)
def _marked(parts, types, pair, spoken, voice):  # type: ignore[no-untyped-def]
    """Stretches of more than three words in marks: (part, first, last, words) rows of `spoken`; returns how many."""
    n = 0
    for part in range(len(parts) - 1):
        i = parts[part]
        while i < parts[part + 1]:
            if pair[i] > i:
                words = 0
                for j in range(i + 1, pair[i]):
                    words += types[j] >= FIRST_WORD
                if words > 3:
                    spoken[n, 0] = part
                    spoken[n, 1] = i + 1
                    spoken[n, 2] = pair[i]
                    spoken[n, 3] = words
                    n += 1
                    voice[i + 1 : pair[i]] = DIRECT
                    i = pair[i]
            i += 1
    return n


def find_quotes(stream: TokenStream, types: TypeTable, matches: Matches, arabic: npt.NDArray[np.bool_]) -> Quotes:
    """Stretches in quotation marks that are longer than a name."""
    spoken = np.empty((len(stream.type) // 2 + 1, 4), np.int64)
    voice = np.zeros(len(stream.type), np.uint8)
    n = _marked(stream.parts, stream.type, stream.pair, spoken, voice)
    part, first, last, words = spoken[:n].T
    none = np.full(n, -1, np.int32)
    return Quotes(
        document=(part >> 1).astype(np.int32),
        kind=np.zeros(n, np.uint8),
        part=(part & 1).astype(np.uint8),
        start=stream.start[first],
        end=stream.start[last - 1] + stream.length[last - 1].astype(np.int32),
        words=words.astype(np.int32),
        actor=none,
        speaker_start=none,
        speaker_end=none,
        verb_start=none,
        verb_end=none,
        verb_class=np.zeros(n, np.uint8),
        voice=voice,
    )
