"""How often terms or actors occur in every day, week, month or quarter."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.cache import index
from dashboard.corpus import UnknownActor, View
from dashboard.errors import CallError
from dashboard.measures import periods
from dashboard.measures.mentions import mention_lists

BY = ("source", "region", "all")
COLUMNS = ("series", "period", "count", "articles", "total_articles", "share")


def trend(view: View, series: Sequence[str] | str, *, every: str = "month", demonyms: bool = False, fold_capitals: bool = False) -> pd.DataFrame:
    """Counts of terms or actors by period.

    Each of `series` is an actor where the corpus knows one of that slug or full name, else a term, else an actor that is so written or sounds so. Returns a DataFrame, one
    row a series and period, empty periods included and the undated in a last row with period null: series, period, count
    (occurrences or mentions), articles (that hold any), total_articles (of the period), share (articles / total_articles).
    Raises CallError where a series is neither a term nor an actor of this corpus.
    """
    wanted = [series] if isinstance(series, str) else list(series)
    if not wanted:
        raise CallError("Name at least one term or actor for the trend")
    of_row = periods.of_rows(view, every)
    first, count = periods.span(view, every)
    total = index.rows_by_period(view.starts, view.stops, of_row, first, count)
    labels = [*(periods.label(first + i, every) for i in range(count)), None]
    shown = np.ones(count + 1, bool)
    shown[-1] = view.undated > 0
    frames = []
    for name in wanted:
        sums = _by_period(view, name, of_row, first, count, demonyms=demonyms, fold_capitals=fold_capitals)
        share = np.divide(sums[1], total, out=np.zeros(len(total)), where=total > 0)
        frames.append(
            pd.DataFrame(
                {
                    "series": name,
                    "period": pd.array(labels, dtype=object),
                    "count": sums[0],
                    "articles": sums[1],
                    "total_articles": total,
                    "share": share,
                }
            )[shown]
        )
    return pd.concat(frames, ignore_index=True)


def timeline(view: View, *, every: str = "month", by: str = "source") -> pd.DataFrame:
    """Articles by period and by source (slug), by the outlets' `region` (code, "" for none), or all together (`by="all"`: series "").

    Returns a DataFrame, empty periods included, the undated last: series, period, count, total_articles (of the whole corpus in
    that period, copies counted as the view counts them), share (count / total_articles).
    """
    if by not in BY:
        raise CallError(f"by={by!r} is none of: {', '.join(BY)}")
    generation = view.corpus.generation
    of_row = periods.of_rows(view, every)
    first, count = periods.span(view, every)
    labels = [*(periods.label(first + i, every) for i in range(count)), None]
    whole = view.corpus.view(copies=view.selection.copies)
    earliest, all_periods = periods.span(whole, every)
    everything = index.rows_by_period(whole.starts, whole.stops, of_row, earliest, all_periods)
    total = np.append(everything[first - earliest : first - earliest + count], everything[-1])
    regions = generation.table("sources")["region"].to_pylist()
    found: dict[str, np.ndarray] = {}
    for source, (starts, stops) in view.by_source().items():
        series = {"source": generation.source_slugs[source], "region": regions[source] or "", "all": ""}[by]
        found[series] = found.get(series, 0) + index.rows_by_period(starts, stops, of_row, first, count)
    frames = [
        pd.DataFrame(
            {
                "series": series, "period": pd.array(labels, dtype=object), "count": counts, "total_articles": total,
                "share": np.divide(counts, total, out=np.full(len(total), np.nan), where=total > 0),
            }
        )
        for series, counts in found.items()
    ]  # fmt: skip
    empty = pd.DataFrame({name: [] for name in ("series", "period", "count", "total_articles", "share")})
    return pd.concat(frames, ignore_index=True) if frames else empty


def _by_period(view: View, name: str, of_row: np.ndarray, first: int, count: int, *, demonyms: bool, fold_capitals: bool) -> np.ndarray:
    generation = view.corpus.generation
    kind, number = _meant(view, name)
    if kind == "actor":
        lists = mention_lists(view, fold_capitals=fold_capitals)
        return np.asarray(index.actor_by_period(view.starts, view.stops, number, *lists, view.voice, demonyms, of_row, first, count))
    first_type, last_type = (int(generation.array("term_first")[number + k]) for k in (0, 1))
    if view.voice:
        names = ("doc_pointer", "doc_type", "doc_count", "doc_reported", "doc_direct")
        lists = tuple(generation.array(one) for one in names)
        return np.asarray(
            index.voiced_term_by_period(view.starts, view.stops, first_type, last_type, *lists, view.voice, of_row, first, count)
        )
    postings = (generation.array(one) for one in ("post_pointer", "post_row", "post_count"))
    return np.asarray(index.term_by_period(view.starts, view.stops, first_type, last_type, *postings, of_row, first, count))


def _meant(view: View, name: str) -> tuple[str, int]:
    """The actor of that slug or full name, else the term, else the actor that is so written or sounds so."""
    called = view.corpus.actor_called(name)
    if called is not None:
        return "actor", called
    try:
        return "term", view.corpus.term(name)
    except CallError:
        try:
            return "actor", view.corpus.actor(name)
        except UnknownActor as unknown:
            raise CallError(f"{name!r} is neither a term nor an actor of this corpus. {unknown}") from None
