"""The articles themselves: a page of the list, and one whole."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from dashboard.cache.sums import UNDATED
from dashboard.corpus import View

COLUMNS = (
    "id", "record", "file", "part", "source", "source_name", "region", "origin", "date", "date_text", "date_rule", "title", "byline", "section",
    "language", "words", "url",
)  # fmt: skip
_COUNTED = ("part", "words")
_HEADINGS = pd.Index(COLUMNS)
_HELD = [name for name in COLUMNS if name not in ("source_name", "region")]


def articles(view: View, *, limit: int = 50, offset: int = 0, body: bool = False, lang: str = "ar") -> pd.DataFrame:
    """The articles of a view, newest first and the undated last.

    Returns a DataFrame, one row an article, with the columns of COLUMNS (dates as ISO strings or null, source_name in `lang`), and `body` where asked for.
    `limit` 0 gives all; `offset` skips that many first.
    """
    return rows_as_articles(view, newest(view, offset + limit if limit else view.size)[offset:], body=body, lang=lang)


def rows_as_articles(view: View, rows: npt.NDArray[np.int64], *, body: bool = False, lang: str = "ar") -> pd.DataFrame:
    """The articles of some rows, in the order given."""
    generation = view.corpus.generation
    table = generation.table("articles").select(_HELD).take(pa.array(rows))
    columns = {name: _values(table[name]) for name in _HELD}
    names = view.corpus.outlet_names(lang)
    numbers = generation.array("row_source")[rows]
    columns["source_name"] = np.array([names[slug] for slug in generation.source_slugs], object)[numbers]
    columns["region"] = generation.table("sources")["region"].to_numpy()[numbers]
    cells = np.empty((len(rows), len(COLUMNS)), object)
    for place, name in enumerate(COLUMNS):
        cells[:, place] = columns[name]
    frame = pd.DataFrame(cells, columns=_HEADINGS.view(), dtype=object)
    for name in _COUNTED:
        frame.isetitem(COLUMNS.index(name), columns[name])
    if body:
        frame["body"] = pd.array(_values(generation.bodies(rows)), dtype=object)
    return frame


def _values(column: pa.ChunkedArray) -> npt.NDArray[Any]:
    """A column's texts as Python strings or None, dates in ISO form, and its numbers as they are."""
    return np.asarray((column.cast(pa.string()) if pa.types.is_date(column.type) else column).to_numpy())


def newest(view: View, count: int) -> npt.NDArray[np.int64]:
    """The rows of the `count` newest articles, newest first, undated last; ties in order of source."""
    if count >= view.size:
        rows = view.row_numbers()
    else:
        tails = [tail for source, ranges in view.by_source.items() for tail in _tails(view, source, *ranges, count)]
        rows = np.concatenate(tails) if tails else np.zeros(0, np.int64)
    return np.asarray(rows[newest_first(view, rows, count)], np.int64)


def _tails(view: View, source: int, starts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64], count: int) -> Iterator[npt.NDArray[np.int64]]:
    """The rows of one source among which its `count` newest and its first `count` undated are, in order; its ranges are `starts` : `stops`."""
    undated = int(view.corpus.generation.dated_ends[source])
    past, first = int(np.searchsorted(starts, undated)), int(np.searchsorted(stops, undated, side="right"))
    for start, stop in zip(starts[max(0, past - count) : past].tolist(), stops[max(0, past - count) : past].tolist(), strict=True):
        yield np.arange(max(start, min(stop, undated) - count), min(stop, undated))
    for start, stop in zip(starts[first : first + count].tolist(), stops[first : first + count].tolist(), strict=True):
        yield np.arange(max(start, undated), min(stop, max(start, undated) + count))


def newest_first(view: View, rows: npt.NDArray[np.integer], count: int | None = None) -> npt.NDArray[np.int64]:
    """The order that puts rows newest first and the undated last, or the first `count` places of it; ties stay as they are."""
    days = view.corpus.generation.array("row_day")[rows]
    key = np.where(days == UNDATED, np.iinfo(np.int32).min, days).astype(np.int64)
    if count is None or count >= len(key):
        return np.asarray(np.argsort(-key, kind="stable"), np.int64)
    candidates = np.flatnonzero(key >= np.partition(key, len(key) - count)[len(key) - count]) if count else np.zeros(0, np.int64)
    return np.asarray(candidates[np.argsort(-key[candidates], kind="stable")][:count], np.int64)
