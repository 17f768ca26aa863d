"""The naming lens: which source uses which form of an actor's name, in marks or not, in its own voice or in somebody's speech."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.cache import index
from dashboard.cache.sums import UNDATED
from dashboard.corpus import View
from dashboard.errors import CallError
from dashboard.lexicon.keys import name_key
from dashboard.measures import periods
from dashboard.measures.mentions import mention_lists
from dashboard.records import PARTS, VOICES

COLUMNS = ("actor", "source", "form", "count", "share", "in_marks", "in_quotes")
DETAILS = ("in_reported", "own", "own_in_marks", "in_titles", "body_in_marks", "articles", "epithet")
_OUTLET, _REPORTED, _DIRECT = (VOICES.index(voice) for voice in ("outlet", "reported", "direct"))
_TITLE = PARTS.index("title")


def naming(
    view: View, actor: str | Sequence[str], *, every: str | None = None, limit: int = 0, demonyms: bool = False, fold_capitals: bool = False
) -> pd.DataFrame:
    """The forms of an actor's name (or of several actors') in each source, the source that names it most first.

    Returns a DataFrame, one row an actor, source and form: actor, source (slugs), form (as written, proclitics off), count, share (of
    that source's mentions of the actor), in_marks (share of the count that stands alone in quotation marks), in_quotes (share inside
    somebody's direct speech). With `every` (day, week, month, quarter) one row each period as well, in the next column (null: undated), and
    share is of the source's mentions in that period. Then in_reported (share inside speech that the outlet retells), own (share in the outlet's
    own voice), own_in_marks (share in its own voice and in marks), in_titles (share in titles), body_in_marks (of those in bodies the share
    in marks; null where none is), articles, epithet (is the form one that describes rather than names: الإقليم المتنازع عليه).
    `demonyms` counts الروسي for the state, `fold_capitals` موسكو for روسيا. `limit` 0 gives all.
    Raises UnknownActor where the corpus does not name the actor, CallError where `every` is no period.
    """
    wanted = [actor] if isinstance(actor, str) else list(actor)
    if not wanted:
        raise CallError("Name an actor for the naming lens: marsad naming russia")
    numbers = [view.corpus.actor(name) for name in wanted]
    mentions = _mentions(view, numbers, every, demonyms=demonyms, fold_capitals=fold_capitals)
    columns = [*COLUMNS, *(["period"] if every else []), *DETAILS]
    if mentions.empty:
        return pd.DataFrame({name: pd.array([], dtype=object) for name in columns})
    place = ["actor", "source", *(["number"] if every else [])]
    table = mentions.groupby([*place, "form"], as_index=False).agg(
        count=("marked", "size"), in_marks=("marked", "mean"), in_quotes=("spoken", "mean"), in_reported=("retold", "mean"), own=("own", "mean"),
        own_in_marks=("own_marked", "mean"), in_titles=("titled", "mean"), body_in_marks=("body_marked", "mean"), articles=("row", "nunique"),
    )  # fmt: skip
    table["share"] = table["count"] / table.groupby(place)["count"].transform("sum")
    table["form"] = view.corpus.generation.table("forms")["form"].take(pa.array(table["form"].to_numpy())).to_pylist()
    table["total"] = table.groupby(["actor", "source"])["count"].transform("sum")
    table["at"] = table["actor"].map({number: at for at, number in enumerate(numbers)})
    table["source"] = [view.corpus.generation.source_slugs[source] for source in table["source"].tolist()]
    keys = {"at": True, "total": False, "source": True, **({"number": True} if every else {}), "count": False, "form": True}
    table = table.sort_values(list(keys), ascending=list(keys.values()), ignore_index=True)
    table["epithet"] = _are_epithets(view, table)
    slugs = view.corpus.generation.table("actors")["slug"]
    table["actor"] = [str(slugs[number].as_py()) for number in table["actor"].tolist()]
    if every:
        table["period"] = pd.array(
            [None if number == UNDATED else periods.label(int(number), every) for number in table["number"].tolist()], dtype=object
        )
    return table[columns].head(limit or len(table))


def _mentions(view: View, numbers: list[int], every: str | None, *, demonyms: bool, fold_capitals: bool) -> pd.DataFrame:
    """The actors' mentions in the view and its voice: actor, source, form (by number), where each stands, and the period's number."""
    generation = view.corpus.generation
    entries, row = index.entries_of(view.starts, view.stops, generation.array("mention_pointer"))
    _, actors, demonym, voice = mention_lists(view, fold_capitals=fold_capitals)
    wanted = np.isin(actors[entries], numbers)
    if not demonyms:
        wanted &= ~demonym[entries]
    if view.voice:
        wanted &= voice[entries] == view.voice - 1
    entries, row = entries[wanted], row[wanted]
    marked = generation.array("mention_in_marks")[entries]
    titled = generation.array("mention_part")[entries] == _TITLE
    own = voice[entries] == _OUTLET
    mentions = pd.DataFrame(
        {
            "actor": actors[entries],
            "source": generation.array("row_source")[row],
            "form": generation.array("mention_form")[entries],
            "row": row,
            "marked": marked,
            "spoken": voice[entries] == _DIRECT,
            "retold": voice[entries] == _REPORTED,
            "own": own,
            "own_marked": own & marked,
            "titled": titled,
            "body_marked": np.where(titled, np.nan, marked.astype(float)),
        }
    )
    if every:
        mentions["number"] = periods.of_rows(view, every)[row]
    return mentions


def _are_epithets(view: View, table: pd.DataFrame) -> list[bool]:
    """Whether each row's form is an epithet of its actor (given by number)."""
    actors = view.corpus.generation.table("actors")
    if "epithets" not in actors.column_names:
        return [False] * len(table)
    held = {number: set(actors["epithets"][number].as_py()) for number in table["actor"].unique().tolist()}
    return [name_key(form) in held[actor] for actor, form in zip(table["actor"].tolist(), table["form"].tolist(), strict=True)]
