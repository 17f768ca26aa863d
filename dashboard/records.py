"""The nouns that travel between rooms: an article as read, a line that was removed, an input that was refused."""

import datetime
from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line of the input that is not part of the article, and the reason; `line` counts from 1 in its file."""

    line: int
    text: str
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article, cleaned: title and body are the input's own text less the removed lines."""

    file: str
    part: int
    source: str
    title: str | None
    body: str
    record: str | None = None
    date: datetime.date | None = None
    date_text: str | None = None
    date_rule: str = "none"
    origin: str | None = None
    byline: str | None = None
    section: str | None = None
    url: str | None = None
    language: str = "ar"
    removed: tuple[RemovedLine, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input, or a part of one, that gave no article; `member` and `line` are None where they do not apply."""

    path: str
    reason: str
    detail: str
    member: str | None = None
    line: int | None = None


REMOVED = pa.list_(
    pa.struct({"line": pa.int32(), "text": pa.string(), "reason": pa.string(), "rule": pa.string()})
)

ARTICLES = pa.schema(
    {
        "file": pa.string(),
        "part": pa.int32(),
        "source": pa.string(),
        "title": pa.large_string(),
        "body": pa.large_string(),
        "record": pa.string(),
        "date": pa.date32(),
        "date_text": pa.string(),
        "date_rule": pa.string(),
        "origin": pa.string(),
        "byline": pa.string(),
        "section": pa.string(),
        "url": pa.string(),
        "language": pa.string(),
        "warnings": pa.list_(pa.string()),
        "removed": REMOVED,
    }
)
"""Articles as they enter annotate: one row an article."""

WORD_LIST = pa.list_(pa.dictionary(pa.int32(), pa.large_string()))
COUNT_LIST = pa.list_(pa.int32())

MENTION_FIELDS = {
    "actor": pa.int32(),
    "form": pa.dictionary(pa.int32(), pa.large_string()),
    "part": pa.uint8(),
    "start": pa.int32(),
    "end": pa.int32(),
    "paragraph": pa.int32(),
    "sentence": pa.int32(),
    "voice": pa.uint8(),
    "in_marks": pa.bool_(),
    "demonym": pa.bool_(),
}
"""A mention: an actor's index in the lexicon, the form as written without proclitics, where it stands, and in whose voice."""

QUOTE_FIELDS = {
    "kind": pa.uint8(),
    "part": pa.uint8(),
    "start": pa.int32(),
    "end": pa.int32(),
    "words": pa.int32(),
    "actor": pa.int32(),
    "speaker_start": pa.int32(),
    "speaker_end": pa.int32(),
    "verb_start": pa.int32(),
    "verb_end": pa.int32(),
    "verb_class": pa.uint8(),
}
"""A quote: its span, who says it (-1 where the lexicon or the text does not tell) and with which verb (-1: none)."""

ROWS = pa.schema(
    [
        *ARTICLES,
        pa.field("id", pa.string()),
        pa.field("words", pa.int32()),
        pa.field("words_reported", pa.int32()),
        pa.field("words_direct", pa.int32()),
        pa.field("paragraphs", pa.int32()),
        pa.field("sentences", pa.int32()),
        pa.field("segments", pa.int32()),
        pa.field("segment_types", pa.int32()),
        pa.field("term", WORD_LIST),
        pa.field("count", COUNT_LIST),
        pa.field("count_reported", COUNT_LIST),
        pa.field("count_direct", COUNT_LIST),
        *(pa.field(f"mention_{name}", pa.list_(kind)) for name, kind in MENTION_FIELDS.items()),
        *(pa.field(f"quote_{name}", pa.list_(kind)) for name, kind in QUOTE_FIELDS.items()),
    ]
)
"""Articles as annotate leaves them: the article, its counts, its distinct terms with counts, its mentions and quotes.

`segments` is the number of whole 100-word segments, `segment_types` the distinct forms in each, added up.
"""

VOICES = ("outlet", "reported", "direct")
QUOTE_KINDS = ("direct", "partial", "indirect")
PARTS = ("title", "body")
NAME_SIGN = "\x1f"
"""In a term list a name stands as NAME_SIGN + as written + NAME_SIGN + without its proclitic; every other entry is a word."""
