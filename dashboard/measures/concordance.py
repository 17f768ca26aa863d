"""Concordance: every occurrence of a word, name or phrase in its context."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from dashboard.cache.text_index import folded_words, matching
from dashboard.corpus import View
from dashboard.errors import CallError
from dashboard.measures.articles import newest_first
from dashboard.measures.collocates import Node, is_node, node_of, node_rows
from dashboard.measures.streams import BATCH, Batch, batches
from dashboard.records import PARTS
from dashboard.text.characters import FIRST_WORD
from dashboard.text.letters import search_fold

COLUMNS = ("id", "source", "date", "part_of", "start", "end", "left", "match", "right")
CONTEXT = 80
ORDERS = ("newest", "left", "right")
_ORDERED = 1_000
_FEW = 256
_MARKED = re.compile(r"""\s*(?:["“”](?P<phrase>[^"“”]*)["“”]|«(?P<guillemets>[^«»]*)»)\s*\Z""")


@dataclass(frozen=True, slots=True)
class _Words:
    """Words one after the other, folded as in text search; with `prefix` the last only has to begin so."""

    words: tuple[str, ...]
    prefix: bool = False


def concordance(view: View, text: str, *, limit: int = 50, context: int = CONTEXT, order: str = "newest") -> pd.DataFrame:
    """Where a text occurs, newest article first, with what stands left (before) and right (after) of it in its line.

    A word stands for all forms of its term, a name or an actor's slug for its mentions; "a phrase" in quotation marks and prefix* are
    compared as in text search, word by word, and so is what the corpus knows as no term. `context`: code points on either side
    at most, cut between words. `limit` 0 gives all; the search ends as soon as the limit is reached. `order`: newest, or by the words that stand
    left or right of it, the nearest first; then the newest thousand occurrences are ordered, or as many as the limit where it is higher.

    Returns a DataFrame: id, source, date (ISO or null), part_of ("title" or "body"), start, end (code points in it), left, match, right.
    Raises CallError where the text holds no word, or a single word that the corpus does not hold, or where `order` is none.
    """
    if order not in ORDERS:
        raise CallError(f"--order {order!r} is none of: {', '.join(ORDERS)}", key="bad_choice", option="order", value=order, known=ORDERS)
    table = _newest(view, text, limit if order == "newest" or not limit else max(limit, _ORDERED), context)
    return table if order == "newest" else _ordered(table, order, limit)


def _ordered(table: pd.DataFrame, side: str, limit: int) -> pd.DataFrame:
    """The lines in the order of the words on one side of the match, the nearest word first."""
    words = [folded_words(text) for text in table[side]]
    keys = [words_of[::-1] if side == "left" else words_of for words_of in words]
    places = sorted(range(len(table)), key=lambda at: keys[at])
    return table.iloc[places[: limit or None]].reset_index(drop=True)


def _newest(view: View, text: str, limit: int, context: int) -> pd.DataFrame:
    """The first occurrences, newest article first."""
    sought = _sought(view, text)
    rows = node_rows(view, sought) if isinstance(sought, tuple) else _candidates(view, sought)
    rows = rows[newest_first(view, rows)]
    places = _Places(view, sought)
    found: list[dict[str, object]] = []
    for batch in batches(view, rows, size=_FEW if limit else BATCH):
        spans = places(batch)
        found += _shown(view, batch, spans.head(limit - len(found)) if limit else spans, context)
        if limit and len(found) >= limit:
            break
    table = pd.DataFrame({name: pd.array([one[name] for one in found], dtype=object) for name in COLUMNS})
    return table.astype({"start": np.int64, "end": np.int64})


def _shown(view: View, batch: Batch, spans: pd.DataFrame, context: int) -> list[dict[str, object]]:
    """The rows of the answer for the occurrences in a batch."""
    held = np.unique(spans["document"].to_numpy())
    articles = view.corpus.generation.table("articles").select(["id", "source", "date"]).take(pa.array(batch.rows[held]))
    about = dict(zip(held.tolist(), articles.to_pylist(), strict=True))
    texts = {part: batch.text(part) for part in set(spans["part"].tolist())}
    found = []
    for one in spans.to_dict("records"):
        article = about[one["document"]]
        found.append(
            {
                "id": article["id"],
                "source": article["source"],
                "date": article["date"].isoformat() if article["date"] else None,
                "part_of": PARTS[one["part"] & 1],
                "start": one["start"],
                "end": one["end"],
                **_line(texts[one["part"]], one["start"], one["end"], context),
            }
        )
    return found


def _sought(view: View, text: str) -> Node | _Words:
    """What a text asks for.

    Raises CallError where it holds no word, or a single word that the corpus does not hold.
    """
    marked = _MARKED.match(text)
    inside = (marked["phrase"] if marked["phrase"] is not None else marked["guillemets"]) if marked else text
    prefix = inside.rstrip().endswith("*")
    words = tuple(folded_words(inside.rstrip().rstrip("*")))
    if not words:
        raise CallError(f'The concordance needs a word, a "phrase" or a prefix*, not {text!r}')
    if marked or prefix:
        return _Words(words, prefix)
    try:
        return node_of(view.corpus, text.strip())
    except CallError:
        if len(words) == 1 and not matching(view.corpus.generation, f'"{words[0]}"').any():
            raise
        return _Words(words)


def _candidates(view: View, sought: _Words) -> npt.NDArray[np.int64]:
    """The view's rows in which all of the words stand."""
    *firsts, last = sought.words
    query = " ".join([*(f'"{word}"' for word in firsts), f"{last}*" if sought.prefix else f'"{last}"'])
    if len(sought.words) > 1 and not sought.prefix:
        query = f'"{" ".join(sought.words)}"'
    rows = view.row_numbers()
    return rows[matching(view.corpus.generation, query)[rows]]


class _Places:
    """Finds what is sought in batch after batch; a word is folded once, when it is first met."""

    def __init__(self, view: View, sought: Node | _Words) -> None:
        self._view = view
        self._sought = sought
        self._folded = np.array([""] * FIRST_WORD, object)

    def __call__(self, batch: Batch) -> pd.DataFrame:
        """The occurrences in a batch, in its order: document, part (of the stream), start and end."""
        stream = batch.stream
        if isinstance(self._sought, _Words):
            first, last = self._words(batch, self._sought)
        else:
            first = last = np.flatnonzero(is_node(self._view.corpus, batch, self._sought))
        if self._view.voice:
            said = batch.voice[first] == self._view.voice - 1
            first, last = first[said], last[said]
        start, end = stream.start[first], stream.start[last] + stream.length[last]
        if not isinstance(self._sought, _Words):
            start, end = self._of_names(batch.mention[first], start, end)
        part = np.searchsorted(stream.parts, first, side="right") - 1
        return pd.DataFrame({"document": part >> 1, "part": part, "start": start, "end": end})

    def _of_names(
        self, mention: npt.NDArray[np.int32], start: npt.NDArray[np.int32], end: npt.NDArray[np.int32]
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """The spans with those of names without their proclitics and with all their words."""
        array = self._view.corpus.generation.array
        named = mention >= 0
        named[named] = ~array("mention_demonym")[mention[named]]
        start, end = start.copy(), end.astype(np.int32)
        start[named], end[named] = array("mention_start")[mention[named]], array("mention_end")[mention[named]]
        return start, end

    def _words(self, batch: Batch, sought: _Words) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The first and the last token of each run of words; marks between them do not matter, as in text search."""
        stream = batch.stream
        fresh = [search_fold(text) for text in batch.types.texts(len(self._folded))]
        self._folded = np.concatenate([self._folded, np.array(fresh, object)])
        place = np.flatnonzero(stream.type >= FIRST_WORD)
        place = place[self._folded[stream.type[place]] != ""]
        part = np.searchsorted(stream.parts, place, side="right")
        size = len(sought.words)
        begins = np.arange(max(len(place) - size + 1, 0))
        for k, word in enumerate(sought.words):
            is_it = self._folded == word
            if sought.prefix and k == size - 1:
                is_it = np.array([text.startswith(word) for text in self._folded.tolist()], np.bool_)
            begins = begins[is_it[stream.type[place[begins + k]]] & (part[begins + k] == part[begins])]
        return place[begins], place[begins + size - 1]


def _line(text: str, start: int, end: int, context: int) -> dict[str, str]:
    """An occurrence with what stands before and after it in its line, cut between words."""
    left = text[text.rfind("\n", 0, start) + 1 : start]
    if len(left) > context:
        left = left[-context:]
        left = left[left.find(" ") + 1 :]
    line_end = text.find("\n", end)
    right = text[end : line_end if line_end >= 0 else len(text)]
    if len(right) > context:
        right = right[:context]
        right = right[: right.rfind(" ")] if " " in right else right
    return {"left": left, "match": text[start:end], "right": right}
