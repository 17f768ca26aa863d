"""Articles in, rows out: what analysis makes of a batch of articles. Knows no engine and no file."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.annotate.counting import count_units
from dashboard.annotate.names import NameForms, units_of
from dashboard.annotate.quotes import NO_DAY, QuoteFinder, Quotes
from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.matching import Matcher, Matches
from dashboard.records import ARTICLES, MENTION_FIELDS, QUOTE_FIELDS, ROWS
from dashboard.text.kinds import are_words, kind_column
from dashboard.text.sentences import paragraph_numbers, sentence_numbers
from dashboard.text.tokens import NEWLINE_BEFORE, TokenStream, tokenise
from dashboard.text.vocabulary import TypeTable

_MOST_TYPES = 4_000_000


def annotate(batches: Iterable[pa.RecordBatch], lexicon: Lexicon) -> Iterator[pa.RecordBatch]:
    """Rows (records.ROWS) for batches of articles (records.ARTICLES), one for one and in their order."""
    annotator = Annotator(lexicon)
    for batch in batches:
        yield annotator(batch)


class Annotator:
    """Analyses batches of articles; what it learns of words in one batch (their readings) serves the next."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._begin()

    def _begin(self) -> None:
        self.types = TypeTable()
        self.matcher = Matcher(self.lexicon, self.types)
        self.names = NameForms()
        self.quotes = QuoteFinder(self.lexicon, self.types)
        self._is_word = np.zeros(0, np.bool_)

    def __call__(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The rows of one batch."""
        if self.types.size > _MOST_TYPES:
            self._begin()
        stream = tokenise(batch.column("title"), batch.column("body"), self.types)
        arabic = pc.equal(batch.column("language"), "ar").to_numpy(zero_copy_only=False)
        matches = self.matcher.match(stream)
        matches = matches.where(arabic[matches.document])
        day = batch.column("date").cast(pa.int32()).fill_null(NO_DAY).to_numpy(zero_copy_only=False)
        quotes = self.quotes.find(stream, matches, arabic, day)
        columns: dict[str, Any] = {name: batch.column(name) for name in ARTICLES.names}
        columns["id"] = ids(batch)
        columns |= self._term_columns(stream, matches, quotes, arabic)
        columns |= self._mention_columns(stream, matches, quotes)
        columns |= _quote_columns(stream, quotes)
        return pa.record_batch([columns[name] for name in ROWS.names], schema=ROWS)

    def _word_mask(self) -> npt.NDArray[np.bool_]:
        known = len(self._is_word)
        if known < self.types.size:
            fresh = are_words(kind_column(self.types.column().slice(known)))
            self._is_word = np.concatenate([self._is_word, fresh])
        return self._is_word

    def _term_columns(self, stream: TokenStream, matches: Matches, quotes: Quotes, arabic: npt.NDArray[np.bool_]) -> dict[str, Any]:
        named = matches.where(~matches.demonym)
        ids, _ = self.names.enter(stream, named, self.types)
        beyond = self.types.size
        units = units_of(stream, named, ids, beyond)
        is_word = np.concatenate([self._word_mask(), np.ones(self.names.units.size, np.bool_)])
        counts = count_units(stream.parts, stream.type, units, stream.flags, quotes.voice, is_word, arabic)
        used, local = np.unique(counts.unit, return_inverse=True)
        dictionary = pa.concat_arrays([self.types.take(used[used < beyond]), self.names.units.take(used[used >= beyond] - beyond)])
        ends = pa.array(counts.ends)
        terms = pa.DictionaryArray.from_arrays(pa.array(local.astype(np.int32)), dictionary)
        return {
            "words": pa.array(counts.words),
            "words_reported": pa.array(counts.words_reported),
            "words_direct": pa.array(counts.words_direct),
            "paragraphs": pa.array(_paragraphs(stream)),
            "sentences": pa.array(counts.sentences),
            "segments": pa.array(counts.segments),
            "segment_types": pa.array(counts.segment_types),
            "term": pa.ListArray.from_arrays(ends, terms),
            "count": pa.ListArray.from_arrays(ends, pa.array(counts.count)),
            "count_reported": pa.ListArray.from_arrays(ends, pa.array(counts.reported)),
            "count_direct": pa.ListArray.from_arrays(ends, pa.array(counts.direct)),
        }

    def _mention_columns(self, stream: TokenStream, matches: Matches, quotes: Quotes) -> dict[str, Any]:
        _, bare = self.names.enter(stream, matches, self.types)
        used, local = np.unique(bare, return_inverse=True)
        start, end = matches.spans(stream)
        values: Mapping[str, pa.Array] = {
            "actor": pa.array(matches.actor),
            "form": pa.DictionaryArray.from_arrays(pa.array(local.astype(np.int32)), self.names.bare.take(used)),
            "part": pa.array((matches.part & 1).astype(np.uint8)),
            "start": pa.array(start),
            "end": pa.array(end),
            "paragraph": pa.array(paragraph_numbers(stream.parts, stream.flags)[matches.first]),
            "sentence": pa.array(sentence_numbers(stream.parts, stream.flags)[matches.first]),
            "voice": pa.array(quotes.voice[matches.first]),
            "in_marks": pa.array(_alone_in_marks(stream, matches)),
            "demonym": pa.array(matches.demonym),
        }
        ends = pa.array(_list_ends(matches.document, stream.documents))
        return {f"mention_{name}": pa.ListArray.from_arrays(ends, values[name]) for name in MENTION_FIELDS}


def _alone_in_marks(stream: TokenStream, matches: Matches) -> npt.NDArray[np.bool_]:
    """Which names stand alone between a pair of quotation marks."""
    if not len(matches):
        return np.zeros(0, np.bool_)
    before = np.maximum(matches.first - 1, 0)
    alone: npt.NDArray[np.bool_] = (stream.pair[before] == matches.last) & (matches.first > 0)
    return alone


def _paragraphs(stream: TokenStream) -> npt.NDArray[np.int32]:
    """How many paragraphs each document has, its title among them."""
    running = np.concatenate([[0], np.cumsum((stream.flags & NEWLINE_BEFORE) != 0)])
    return np.diff(running[stream.parts[::2]]).astype(np.int32)


def _list_ends(document: npt.NDArray[np.integer], documents: int) -> npt.NDArray[np.int32]:
    """Where each document's entries end in a list ordered by document, from 0: int32[documents + 1]."""
    return np.searchsorted(document, np.arange(documents + 1)).astype(np.int32)


def _quote_columns(stream: TokenStream, quotes: Quotes) -> dict[str, Any]:
    ends = pa.array(_list_ends(quotes.document, stream.documents))
    return {f"quote_{name}": pa.ListArray.from_arrays(ends, pa.array(getattr(quotes, name))) for name in QUOTE_FIELDS}


def ids(batch: pa.RecordBatch) -> pa.Array:
    """For every article a hash of its file, record, title and body: 16 hex digits, the same in every build."""
    texts = zip(*(batch.column(name).to_pylist() for name in ("file", "record", "title", "body")), strict=True)
    return pa.array(
        [hashlib.blake2b("\0".join(text or "" for text in one).encode("utf-8", "replace"), digest_size=8).hexdigest() for one in texts],
        pa.string(),
    )
