"""Counts of a batch: the distinct terms of every article with their counts by voice, and the size of every article."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.compiling import njit
from dashboard.text.characters import FIRST_WORD

SEGMENT = 100
"""Words in a segment of the mean segmental type-token ratio (Johnson 1944)."""
_SENTENCE_START = 4


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Ragged lists of distinct units (type ids) with counts: those of document d stand at ends[d] : ends[d + 1]."""

    ends: npt.NDArray[np.int32]
    unit: npt.NDArray[np.int32]
    count: npt.NDArray[np.int32]
    reported: npt.NDArray[np.int32]
    direct: npt.NDArray[np.int32]
    words: npt.NDArray[np.int32]
    words_reported: npt.NDArray[np.int32]
    words_direct: npt.NDArray[np.int32]
    sentences: npt.NDArray[np.int32]
    segments: npt.NDArray[np.int32]
    segment_types: npt.NDArray[np.int32]


@njit(cache=True)
def _counts(parts, types, units, flags, voice, is_word, counted, ends, unit, count, reported, direct, words, words_by_voice, sentences, segments, segment_types):  # type: ignore[no-untyped-def]
    place = np.full(len(is_word), -1, np.int32)
    segment_of = np.full(len(is_word), -1, np.int64)
    segment = 0
    n = 0
    for document in range(len(parts) // 2):
        begin = n
        size = 0
        fresh = 0
        for i in range(parts[2 * document], parts[2 * document + 2]):
            if flags[i] & _SENTENCE_START:
                sentences[document] += 1
            token = types[i]
            if token < FIRST_WORD or not is_word[token]:
                continue
            size += 1
            words_by_voice[voice[i], document] += 1
            if segment_of[token] != segment:
                segment_of[token] = segment
                fresh += 1
            if size % SEGMENT == 0:
                segments[document] += 1
                segment_types[document] += fresh
                segment += 1
                fresh = 0
            one = units[i]
            if one < 0 or not counted[document]:
                continue
            at = place[one]
            if at < begin:
                at = n
                place[one] = n
                unit[n] = one
                count[n] = 0
                reported[n] = 0
                direct[n] = 0
                n += 1
            count[at] += 1
            if voice[i] == 1:
                reported[at] += 1
            elif voice[i] == 2:
                direct[at] += 1
        segment += 1
        words[document] = size
        ends[document + 1] = n
    return n


def count_units(
    parts: npt.NDArray[np.int64],
    types: npt.NDArray[np.int32],
    units: npt.NDArray[np.int32],
    flags: npt.NDArray[np.uint8],
    voice: npt.NDArray[np.uint8],
    is_word: npt.NDArray[np.bool_],
    counted: npt.NDArray[np.bool_],
) -> Counts:
    """Count the units of each document; a unit of -1 belongs to a name that was counted at its first word.

    `is_word` tells for each type (names included) whether it is a word and not a number or an address; `counted` for each
    document whether its terms count (they do not where it is not in Arabic). Words and sentences are counted for all.
    """
    documents, tokens = len(parts) // 2, len(types)
    ends = np.zeros(documents + 1, np.int32)
    unit, count, reported, direct = (np.empty(tokens, np.int32) for _ in range(4))
    words, sentences, segments, segment_types = (np.zeros(documents, np.int32) for _ in range(4))
    by_voice = np.zeros((3, documents), np.int32)
    n = _counts(
        parts, types, units, flags, voice, is_word, counted, ends, unit, count, reported, direct, words, by_voice,
        sentences, segments, segment_types,
    )  # fmt: skip
    return Counts(ends, unit[:n], count[:n], reported[:n], direct[:n], words, by_voice[1], by_voice[2], sentences, segments, segment_types)
