"""How often terms or actors occur in every day, week, month or quarter."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from dashboard.cache import by_period
from dashboard.cache.adding import on_cores
from dashboard.corpus import UnknownActor, View
from dashboard.errors import CallError
from dashboard.measures import periods
from dashboard.measures.columns import frame, text
from dashboard.measures.mentions import mention_lists
from dashboard.measures.remembering import remembered
from dashboard.measures.terms import voiced_lists

BY = ("source", "region", "all")
COLUMNS = ("series", "period", "count", "articles", "total_articles", "share")


def trend(
    view: View, series: Sequence[str] | str, *, every: str = "month", demonyms: bool = False, fold_capitals: bool = False, limit: int = 0
) -> pd.DataFrame:
    """Counts of terms or actors by period.

    Each of `series` is an actor where the corpus knows one of that slug or full name, else a term, else an actor that is so written or sounds so. Returns a DataFrame, one
    row a series and period, empty periods included and the undated in a last row with period null: series, period, count
    (occurrences or mentions), articles (that hold any), total_articles (of the period), share (articles / total_articles).
    `limit`: how many of these rows, from the first on; 0 gives all. Raises CallError where a series is neither a term nor an actor of this corpus.
    """
    wanted = [series] if isinstance(series, str) else list(series)
    if not wanted:
        raise CallError("Name at least one term or actor for the trend")
    meant = [remembered(view.corpus, "meant", name, partial(_meant, view, name)) for name in wanted]
    first, count = periods.span(view, every)
    total = periods.articles(view, every, first, count)
    sums = _sums(view, meant, every, first, count, demonyms=demonyms, fold_capitals=fold_capitals)
    rows = count + 1 if view.undated > 0 else count
    total = np.tile(total[:rows], len(wanted))
    labels = pa.array([*periods.labels(first, count, every), None][:rows], pa.large_string())
    told = sums[:, :, :rows]
    table = frame(
        {
            "series": text(pa.array(wanted, pa.large_string()).take(pa.array(np.repeat(np.arange(len(wanted)), rows)))),
            "period": text(labels.take(pa.array(np.tile(np.arange(rows), len(wanted))))),
            "count": told[:, 0].ravel(),
            "articles": told[:, 1].ravel(),
            "total_articles": total,
            "share": np.divide(told[:, 1].ravel(), total, out=np.zeros(len(total)), where=total > 0),
        }
    )
    return table.head(limit) if limit else table


def timeline(view: View, *, every: str = "month", by: str = "source") -> pd.DataFrame:
    """Articles by period and by source (slug), by the outlets' `region` (code, "" for none), or all together (`by="all"`: series "").

    Returns a DataFrame, empty periods included, the undated last: series, period, count, total_articles (of the whole corpus in
    that period, copies counted as the view counts them), share (count / total_articles).
    """
    if by not in BY:
        raise CallError(f"by={by!r} is none of: {', '.join(BY)}")
    generation = view.corpus.generation
    first, count = periods.span(view, every)
    labels = [*periods.labels(first, count, every), None]
    whole = view.corpus.view(copies=view.selection.copies)
    earliest, all_periods = periods.span(whole, every)
    everything = periods.articles(whole, every, earliest, all_periods)
    total = np.append(everything[first - earliest : first - earliest + count], everything[-1])
    regions = generation.table("sources")["region"].to_pylist()
    of_row = periods.of_rows(view, every)
    found: dict[str, np.ndarray] = {}
    for source, (starts, stops) in view.by_source.items():
        series = {"source": generation.source_slugs[source], "region": regions[source] or "", "all": ""}[by]
        found[series] = found.get(series, 0) + by_period.rows_by_period(starts, stops, of_row, first, count)
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


def _sums(
    view: View, meant: Sequence[tuple[str, int]], every: str, first: int, count: int, *, demonyms: bool, fold_capitals: bool
) -> npt.NDArray[np.int64]:
    """Occurrences and articles of each series in every period, the undated last: int64[series, 2, periods + 1]."""
    found = np.zeros((len(meant), 2, count + 1), np.int64)
    terms = np.array([number if kind == "term" else -1 for kind, number in meant], np.int64)
    kept = view.corpus.generation.array("cell_terms").shape[0]
    in_cells = (terms >= 0) & (terms < kept) & (view.voice == 0 and every in periods.OF_MONTHS and not len(view.mask))
    if in_cells.any():
        names = ("cell_row", "cell_terms"), ("term_first", "post_pointer", "post_row", "post_count")
        cells, postings = (tuple(map(view.corpus.generation.array, one)) for one in names)
        found[in_cells] = by_period.terms_by_cell(
            view.starts, view.stops, terms[in_cells], *cells, periods.of_cells(view, every), first, count, *postings
        )
    voiced = (terms >= 0) & (view.voice > 0)
    if voiced.any():
        found[voiced] = _in_voice(view, terms[voiced], every, first, count)
    for place in np.flatnonzero(~in_cells & ~voiced).tolist():
        kind, number = meant[place]
        if kind == "actor":
            found[place] = _of_actor(view, number, every, first, count, demonyms=demonyms, fold_capitals=fold_capitals)
        else:
            found[place] = _of_term(view, number, every, first, count)
    return found


def _in_voice(view: View, terms: npt.NDArray[np.int64], every: str, first: int, count: int) -> npt.NDArray[np.int64]:
    """Occurrences and articles of each term in the view's voice by period, all counted in one pass."""
    generation = view.corpus.generation
    wanted, series = np.unique(terms, return_inverse=True)
    types = generation.array("term_first")
    series_of_type = np.full(int(types[wanted[-1] + 1]), -1, np.int32)
    for place, term in enumerate(wanted.tolist()):
        series_of_type[types[term] : types[term + 1]] = place
    spoken = np.zeros(0, np.int32) if view.selection.voice == "outlet" else generation.array(f"row_words_{view.selection.voice}")
    lists, of_row = voiced_lists(view), periods.of_rows(view, every)
    counted = on_cores(
        lambda starts, stops: by_period.voiced_terms_by_period(
            starts, stops, series_of_type, spoken, *lists, view.voice, of_row, first, count, len(wanted)
        ),
        view.starts, view.stops,
    )  # fmt: skip
    return counted[series]


def _of_actor(
    view: View, actor: int, every: str, first: int, count: int, *, demonyms: bool, fold_capitals: bool
) -> npt.NDArray[np.int64]:
    of_row = periods.of_rows(view, every)
    if view.voice or demonyms or fold_capitals:
        lists = mention_lists(view, fold_capitals=fold_capitals)
        return np.asarray(by_period.voiced_actor_by_period(view.starts, view.stops, actor, *lists, view.voice, demonyms, of_row, first, count))
    lists = tuple(map(view.corpus.generation.array, ("actor_pointer", "actor_row", "actor_count")))
    return np.asarray(by_period.actor_by_period(view.starts, view.stops, view.mask, actor, *lists, of_row, first, count))


def _of_term(view: View, term: int, every: str, first: int, count: int) -> npt.NDArray[np.int64]:
    generation = view.corpus.generation
    of_row = periods.of_rows(view, every)
    first_type, last_type = generation.array("term_first")[term : term + 2].tolist()
    postings = map(generation.array, ("post_pointer", "post_row", "post_count"))
    return np.asarray(by_period.term_by_period(view.starts, view.stops, view.mask, first_type, last_type, *postings, of_row, first, count))


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
