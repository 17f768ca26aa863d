"""The long rows behind the counts, for those who count for themselves."""

import numpy as np
import pyarrow as pa

from dashboard.cache import index
from dashboard.corpus import View
from dashboard.errors import CallError
from dashboard.records import PARTS, VOICES

KINDS = ("terms", "mentions")


def rows(view: View, kind: str) -> pa.Table:
    """The rows of a view, one an article and term, or one a mention, as a pyarrow Table.

    "terms": id, term, count (in the view's voice). "mentions": id, actor, form, part_of, start, end, sentence, voice.
    Raises CallError where `kind` is neither.
    """
    if kind not in KINDS:
        raise CallError(f"No rows called {kind!r}. There are: {', '.join(KINDS)}")
    return _terms(view) if kind == "terms" else _mentions(view)


def _terms(view: View) -> pa.Table:
    generation = view.corpus.generation
    entries, row = index.entries_of(view.starts, view.stops, generation.array("doc_pointer"))
    count, reported, direct = (generation.array(f"doc_{name}")[entries].astype(np.int64) for name in ("count", "reported", "direct"))
    count = (count, count - reported - direct, reported, direct)[view.voice]
    term = generation.array("type_term")[generation.array("doc_type")[entries]]
    first = np.flatnonzero(np.diff(row, prepend=-1) | np.diff(term, prepend=-1))
    summed = np.add.reduceat(count, first) if len(first) else count
    held = summed > 0
    return pa.table(
        {
            "id": generation.table("articles")["id"].take(pa.array(row[first][held])),
            "term": generation.table("terms")["term"].take(pa.array(term[first][held])),
            "count": pa.array(summed[held]),
        }
    )


def _mentions(view: View) -> pa.Table:
    generation = view.corpus.generation
    entries, row = index.entries_of(view.starts, view.stops, generation.array("mention_pointer"))
    wanted = ~generation.array("mention_demonym")[entries]
    if view.voice:
        wanted &= generation.array("mention_voice")[entries] == view.voice - 1
    entries, row = entries[wanted], row[wanted]

    def of(name: str) -> pa.Array:
        return pa.array(generation.array(f"mention_{name}")[entries])

    return pa.table(
        {
            "id": generation.table("articles")["id"].take(pa.array(row)),
            "actor": generation.table("actors")["slug"].take(of("actor")),
            "form": generation.table("forms")["form"].take(of("form")),
            "part_of": pa.array(PARTS).take(of("part")),
            "start": of("start"),
            "end": of("end"),
            "sentence": of("sentence"),
            "voice": pa.array(VOICES).take(of("voice")),
        }
    )
