"""Versions of one story side by side: what the other article kept, added, cut or put in other words, and how each trimmed a quotation."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.corpus import View
from dashboard.errors import CallError
from dashboard.measures.alignment import Passage, aligned, sentences_of
from dashboard.measures.copies import versions
from dashboard.records import QUOTE_KINDS

COLUMNS = ("kind", "id", "text", "start", "end", "other", "other_text", "other_start", "other_end")
QUOTATION_COLUMNS = ("quotation", "id", "source", "date", "speaker_text", "kind", "text", "start", "end", "kept")

_KEPT = 0.6
"""Two quotations are one where the other holds this share of the shorter one's words."""

_FEWEST_WORDS = 3


def passages(view: View, id: str, other: str | None = None, *, words: bool = False, limit: int = 0) -> pd.DataFrame:
    """What another article made of an article's body: one row a stretch, in the order of both texts.

    `other`: by default the first article that printed the text, and for that one the next. `words` gives changed sentences word by word.
    `limit` 0 gives all.

    Returns a DataFrame: kind (same, cut, added, changed), id, text, start, end, other (the id of the other article), other_text, other_start,
    other_end (code points in the bodies). Raises CallError where an article is not in this cache, or shares its text with no other and none is
    named; CacheError where copies are needed and not found yet.
    """
    generation = view.corpus.generation
    row = view.corpus.row(id)
    if other is None:
        found = versions(view, id)
        if len(found) < 2:
            raise CallError(f"No other article of this corpus shares the text of {id}. Name the other: marsad passages {id} OTHER")
        other = next(one for one in found if one != id)
    one, another = generation.body(row), generation.body(view.corpus.row(other))
    rows = []
    for passage in aligned(one, another):
        pieces = passage.words if words and passage.words else (passage,)
        rows += [_stretch(piece, id, one, other, another) for piece in pieces]
    return pd.DataFrame(rows[: limit or None], columns=list(COLUMNS))


def _stretch(piece: Passage, id: str, one: str, other: str, another: str) -> dict[str, object]:
    return {
        "kind": piece.kind,
        "id": id,
        "text": one[piece.start : piece.end],
        "start": piece.start,
        "end": piece.end,
        "other": other,
        "other_text": another[piece.other_start : piece.other_end],
        "other_start": piece.other_start,
        "other_end": piece.other_end,
    }


def quotations(view: View, id: str, *, limit: int = 0) -> pd.DataFrame:
    """The quotations of an article beside the same ones in the other articles of its cluster, as each outlet trimmed them.

    Returns a DataFrame, one row an article's version of a quotation: quotation (number from 1, in order of the article), id, source, date,
    speaker_text, kind, text, start, end (in the body), kept (share of the longest version's words). Quotations that one article alone has are
    listed, too. `limit` 0 gives all. Raises CallError where the article is not in this cache, CacheError where the copies are not found yet.
    """
    groups: list[list[_Version]] = []
    for version in (id, *(one for one in versions(view, id) if one != id)):
        for said in _outermost(list(_quotes_of(view, view.corpus.row(version)))):
            words = [word for sentence in sentences_of(str(said["text"])) for word in sentence.folded]
            found = _Version(said, frozenset(words), len(words))
            home = next((group for group in groups if _one_quotation(found.words, max(group, key=len).words)), None)
            if home is None:
                groups.append([found])
            else:
                home.append(found)
    rows = [
        {"quotation": number, **version.said, "kept": round(len(version) / max(1, *map(len, group)), 4)}
        for number, group in enumerate(groups, 1)
        for version in group
    ]
    return pd.DataFrame(rows, columns=list(QUOTATION_COLUMNS)).head(limit or len(rows))


@dataclass(frozen=True, slots=True)
class _Version:
    """One article's version of a quotation: what the answer says of it, its distinct words, and how many words it has."""

    said: dict[str, Any]
    words: frozenset[str]
    length: int

    def __len__(self) -> int:
        return self.length


def _outermost(quotes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The quotes that do not lie inside another: the marked words of an indirect quote are part of it."""

    spans = [(int(one["start"]), int(one["end"])) for one in quotes]

    def inside(start: int, end: int) -> bool:
        return any((a, b) != (start, end) and a <= start and end <= b for a, b in spans)

    return [one for one, span in zip(quotes, spans, strict=True) if not inside(*span)]


def _one_quotation(words: frozenset[str], others: frozenset[str]) -> bool:
    shorter = min(len(words), len(others))
    return shorter >= _FEWEST_WORDS and len(words & others) >= _KEPT * shorter


def _quotes_of(view: View, row: int) -> Iterator[dict[str, Any]]:
    """The quotes in one article's body, in order."""
    generation = view.corpus.generation
    pointer = generation.array("quote_pointer")
    article = generation.table("articles").slice(row, 1).select(["id", "source", "date"]).to_pylist()[0]
    body = generation.body(row)

    def value(name: str, quote: int) -> int:
        return int(generation.array(f"quote_{name}")[quote])

    for quote in range(int(pointer[row]), int(pointer[row + 1])):
        if value("part", quote) != 1:
            continue
        start, end = value("start", quote), value("end", quote)
        speaker_start, speaker_end = value("speaker_start", quote), value("speaker_end", quote)
        yield {
            "id": article["id"],
            "source": article["source"],
            "date": article["date"].isoformat() if article["date"] else None,
            "speaker_text": body[speaker_start:speaker_end] if speaker_start >= 0 else None,
            "kind": QUOTE_KINDS[value("kind", quote)],
            "text": body[start:end],
            "start": start,
            "end": end,
        }
