"""The sentences behind a number: where two actors (or one) are named, with every name marked by its place."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache import index
from dashboard.corpus import View
from dashboard.errors import CallError
from dashboard.measures.articles import newest
from dashboard.measures.comentions import WITHIN
from dashboard.measures.mentions import mention_lists
from dashboard.text.sentences import paragraph_numbers, sentence_numbers
from dashboard.text.tokens import tokenise
from dashboard.text.vocabulary import TypeTable

COLUMNS = ("id", "source", "date", "title", "part_of", "start", "end", "text", "spans")
_TITLE, _BODY = "title", "body"


def sentences(
    view: View, *, actors: Sequence[str], within: str = "article", form: str | None = None, limit: int = 20, demonyms: bool = False,
    fold_capitals: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """The windows that name all of `actors`, newest article first; `limit` counts articles (0: all). `form`: only names so written.

    Within an article the sentences that name all of them are given, and where none does, the first that names each. Returns a
    DataFrame, one row a window: id, source, date (ISO or null), title, part_of, start, end (code points in that part), text, spans
    (start and end in `text`, and the actor). Its `attrs["articles"]` is how many articles hold such a window.
    Raises UnknownActor or CallError where an actor or `within` is unknown.
    """
    if within not in WITHIN:
        raise CallError(f"--within {within!r} is none of: {', '.join(WITHIN)}")
    numbers = [view.corpus.actor(actor) for actor in actors]
    mentions = _mentions(view, numbers, form, demonyms=demonyms, fold_capitals=fold_capitals)
    chosen = _windows(mentions, numbers, within)
    held = np.unique(chosen["row"])
    order = newest(view, view.size)
    shown = order[np.isin(order, held)]
    rows = []
    for row in shown[: limit or None].tolist():
        rows += _shown(view, row, chosen[chosen["row"] == row], within)
    frame = pd.DataFrame({name: pd.array([row[name] for row in rows], dtype=object) for name in COLUMNS})
    frame.attrs["articles"] = len(held)
    return frame


def _mentions(view: View, numbers: Sequence[int], form: str | None, *, demonyms: bool, fold_capitals: bool) -> pd.DataFrame:
    """The mentions of some actors in the view: row, actor, part, start, end, paragraph, sentence."""
    generation = view.corpus.generation
    entries, row = index.entries_of(view.starts, view.stops, generation.array("mention_pointer"))
    _, actor, demonym, voice = mention_lists(view, fold_capitals=fold_capitals)
    wanted = np.isin(actor[entries], numbers)
    if not demonyms:
        wanted &= ~demonym[entries]
    if view.voice:
        wanted &= voice[entries] == view.voice - 1
    if form is not None:
        wanted &= generation.array("mention_form")[entries] == pc.index(generation.table("forms")["form"], form).as_py()
    entries, row = entries[wanted], row[wanted]
    columns: dict[str, Any] = {"row": row, "actor": actor[entries]}
    columns |= {name: generation.array(f"mention_{name}")[entries] for name in ("part", "start", "end", "paragraph", "sentence")}
    return pd.DataFrame(columns)


def _windows(mentions: pd.DataFrame, numbers: Sequence[int], within: str) -> pd.DataFrame:
    """The mentions to show: those of windows that name every actor, and of whole articles the best sentences."""
    if mentions.empty:
        return mentions
    key = ["row"] if within == "article" else ["row", within]
    complete = mentions.groupby(key)["actor"].transform("nunique") == len(set(numbers))
    inside = mentions[complete]
    if within != "article" or inside.empty:
        return inside
    together = inside.groupby(["row", "sentence"])["actor"].transform("nunique") == len(set(numbers))
    close = inside[together]
    apart = inside[~inside["row"].isin(close["row"])]
    firsts = apart.groupby(["row", "actor"])["sentence"].transform("first") == apart["sentence"]
    return pd.concat([close, apart[firsts]])


def _shown(view: View, row: int, mentions: pd.DataFrame, within: str) -> list[dict[str, Any]]:
    """The windows of one article with their texts and marked names."""
    generation = view.corpus.generation
    article = generation.table("articles").slice(row, 1)
    texts = {_TITLE: article["title"][0].as_py() or "", _BODY: generation.body(row)}
    unit = "paragraph" if within == "paragraph" else "sentence"
    spans = _unit_spans(texts[_TITLE], texts[_BODY], unit)
    slugs = generation.table("actors")["slug"]
    date = article["date"].cast(pa.string())[0].as_py()
    found = []
    for number, part in mentions.groupby(unit, sort=True):
        part_of, start, end = spans[int(number)]
        marked = sorted(
            (int(one.start) - start, int(one.end) - start, str(slugs[int(one.actor)].as_py())) for one in part.itertuples()
        )
        found.append(
            {
                "id": article["id"][0].as_py(), "source": article["source"][0].as_py(), "date": date, "title": texts[_TITLE] or None,
                "part_of": part_of, "start": start, "end": end, "text": texts[part_of][start:end], "spans": marked,
            }
        )  # fmt: skip
    return found


def _unit_spans(title: str, body: str, unit: str) -> list[tuple[str, int, int]]:
    """Every sentence or paragraph of an article, in order: its part, where it starts and ends."""
    stream = tokenise(pa.array([title], pa.large_string()), pa.array([body], pa.large_string()), TypeTable())
    number = (paragraph_numbers if unit == "paragraph" else sentence_numbers)(stream.parts, stream.flags)
    if not len(number):
        return []
    firsts: npt.NDArray[np.int64] = np.flatnonzero(np.diff(number, prepend=-1))
    lasts = np.append(firsts[1:], len(number)) - 1
    ends = stream.start + stream.length.astype(np.int64)
    return [
        (_TITLE if first < stream.parts[1] else _BODY, int(stream.start[first]), int(ends[last]))
        for first, last in zip(firsts, lasts, strict=True)
    ]
