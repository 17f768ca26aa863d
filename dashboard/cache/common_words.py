"""Which articles hold each of the commonest words of a text index, a bit an article.

An engine hands over the articles that it finds one by one, or counts them in groups; where a word stands in a large part of a corpus that
takes longer than all the rest of a query. For such words the answer lies here: 1/8 byte an article and word.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache.arrays import write_table
from dashboard.text.characters import FIRST_WORD

Bits = npt.NDArray[np.uint8]
"""A bit a row, the first row in the lowest bit of the first byte."""

SHARE = 20
"""A word is common where one article in so many holds it."""


class CommonWords:
    """The common words of a text index, and the rows that hold each."""

    def __init__(self, path: Path) -> None:
        with pa.memory_map(str(path)) as source:
            table = pa.ipc.open_file(source).read_all().combine_chunks()
        self._rows = table["rows"].combine_chunks()
        self._place = {word: place for place, word in enumerate(table["word"].to_pylist())}

    def rows(self, word: str) -> Bits | None:
        """The rows that hold a word; None where it is not common."""
        place = self._place.get(word)
        return None if place is None else np.frombuffer(self._rows[place].as_buffer(), np.uint8)

    def beginning(self, prefix: str) -> list[str]:
        """The common words that begin so."""
        return [word for word in self._place if word.startswith(prefix)]


class Holding:
    """Collects, batch by batch in row order, which articles hold each of some words."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = list(words)
        self._place = {word: place for place, word in enumerate(words)}
        self._of_type = np.full(FIRST_WORD, -1, np.int32)
        self._parts: list[Bits] = []

    def name(self, words: Sequence[str]) -> None:
        """Say which words the next types are."""
        self._of_type = np.concatenate([self._of_type, np.array([self._place.get(word, -1) for word in words], np.int32)])

    def add(self, types: npt.NDArray[np.int32], ends: npt.NDArray[np.int64]) -> None:
        """The types of a batch's words, article after article; `ends` (from 0 on) where each article's begin. Every batch but the last has a multiple of eight articles."""
        articles = len(ends) - 1
        place = self._of_type[types[ends[0] : ends[-1]]]
        article = np.repeat(np.arange(articles, dtype=np.int32), np.diff(ends))
        common = place >= 0
        held = np.zeros((len(self._words), articles), np.bool_)
        held[place[common], article[common]] = True
        self._parts.append(np.packbits(held, axis=1, bitorder="little"))

    def write(self, path: Path) -> None:
        """Write what CommonWords reads."""
        bits = np.concatenate(self._parts, axis=1) if self._parts else np.zeros((len(self._words), 0), np.uint8)
        rows = pa.array([row.tobytes() for row in bits], pa.large_binary())
        write_table(path, pa.table({"word": pa.array(self._words, pa.large_string()), "rows": rows}))


def common_among(words: Sequence[str], articles: npt.NDArray[np.int64], number: int) -> list[str]:
    """The words that one article in SHARE holds. words, articles: every word of a sample of `number` articles, with the article that holds it."""
    pairs = pa.table({"word": pa.array(words, pa.large_string()), "article": articles})
    held = pairs.group_by("word").aggregate([("article", "count_distinct")])
    common = held.filter(pc.greater_equal(held["article_count_distinct"], max(1, number // SHARE)))
    return sorted(word for word in common["word"].to_pylist() if word)
