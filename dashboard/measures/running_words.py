"""The words of a selection in their order, as one array: read from the texts again, and kept for the whole corpus as soon as that pays."""

import tempfile
from dataclasses import dataclass
from typing import IO

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.corpus import Corpus, View
from dashboard.measures.streams import Batch, batches
from dashboard.text.tokens import SENTENCE_START
from dashboard.text.vocabulary import TypeTable

BREAK, ARTICLE_END = -1, -2
_MOST_KEPT = 1 << 28
"""So many words at most are kept, in a temporary file of four bytes each."""
_READ, _KEPT = "articles read for running words", "running words"


@dataclass(frozen=True, slots=True, eq=False)
class RunningWords:
    """The type of every word, with BREAK at each mark, sentence's end and change of voice, and ARTICLE_END after each article: int32[n].

    types: the types; forms: each as written.
    """

    words: npt.NDArray[np.int32]
    types: TypeTable
    forms: pa.Array


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """The running words of the whole corpus, and where each row's begin: int64[rows + 1]."""

    whole: RunningWords
    starts: npt.NDArray[np.int64]


def running_words(view: View, file: IO[bytes]) -> RunningWords:
    """The view's running words; what is read anew is written into `file`.

    Once as many articles were read as the corpus holds, its words are kept, and every selection is cut from them: together this never
    costs more than twice what reading what was asked for would have.
    """
    corpus = view.corpus
    kept: _Kept | None = corpus.memory.get(_KEPT)
    if view.voice or not (kept or _pays(corpus, view.size)):
        types = _write(view, file)
        return RunningWords(mapped(file), types, types.column())
    if kept is None:
        kept = corpus.memory[_KEPT] = _keep(corpus)
    pieces = [kept.whole.words[kept.starts[first] : kept.starts[last]] for first, last in zip(view.starts, view.stops, strict=True)]
    words = pieces[0] if len(pieces) == 1 else np.concatenate([np.zeros(0, np.int32), *pieces])
    return RunningWords(words, kept.whole.types, kept.whole.forms)


def _pays(corpus: Corpus, size: int) -> bool:
    """Is what was read so far, with so many articles more, as much as the corpus, and may its words be kept?"""
    generation = corpus.generation
    corpus.memory[_READ] = corpus.memory.get(_READ, 0) + size
    return bool(corpus.memory[_READ] >= generation.rows and int(generation.array("row_words").sum()) < _MOST_KEPT)


def _keep(corpus: Corpus) -> _Kept:
    with tempfile.TemporaryFile() as file:
        types = _write(corpus.view(), file)
        words = mapped(file)
    lengths = np.zeros(corpus.generation.rows, np.int64)
    lengths[corpus.generation.array("row_arabic")] = np.diff(np.flatnonzero(words == ARTICLE_END), prepend=-1)
    return _Kept(RunningWords(words, types, types.column()), np.concatenate([[0], np.cumsum(lengths)]))


def mapped(file: IO[bytes]) -> npt.NDArray[np.int32]:
    """The integers that were written into a file, which stay readable after it is closed."""
    file.flush()
    return np.asarray(np.memmap(file, np.int32, mode="r")) if file.tell() else np.zeros(0, np.int32)


def _write(view: View, file: IO[bytes]) -> TypeTable:
    types = TypeTable()
    for batch in batches(view):
        types = batch.types
        file.write(_sequence(batch, view.voice).tobytes())
    return types


def _sequence(batch: Batch, voice: int) -> npt.NDArray[np.int32]:
    """The batch's words with BREAK and ARTICLE_END between them."""
    stream = batch.stream
    said = batch.word & (batch.voice == voice - 1) if voice else batch.word
    words = np.where(said, stream.type, np.int32(BREAK))
    ends = stream.parts[2::2]
    breaks = np.flatnonzero(stream.flags & SENTENCE_START)
    places = np.concatenate([breaks, stream.parts[1::2], ends])
    marks = np.concatenate([np.full(len(breaks) + len(ends), BREAK), np.full(len(ends), ARTICLE_END)])
    order = np.argsort(places, kind="stable")
    return np.insert(words, places[order], marks[order]).astype(np.int32)
