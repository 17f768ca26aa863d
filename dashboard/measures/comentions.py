"""Pairs of actors named together, and how much oftener than chance."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from dashboard.cache import index
from dashboard.cache.adding import added
from dashboard.corpus import View
from dashboard.errors import CallError
from dashboard.measures.actors import actor_sums
from dashboard.measures.association import Counts, log_likelihood, npmi
from dashboard.measures.columns import frame, strings, text
from dashboard.measures.mentions import mention_lists
from dashboard.measures.totals import windows

COLUMNS = ("a", "b", "count", "count_a", "count_b", "expected", "npmi", "log_likelihood", "within")
WITHIN = ("article", "paragraph", "sentence")
_FIRST_TRY = 64
_AT_ONCE = 1_000


def comentions(
    view: View, *, within: str = "article", limit: int = 50, actors: int | None = None, beside: str | None = None, demonyms: bool = False,
    fold_capitals: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Pairs of actors named together, commonest first, with the number of windows that name both.

    Each pair stands once, a the one with more windows of its own. `within="sentence"` is stricter and suits long articles. With
    `actors=50` only pairs among the fifty most mentioned actors are looked at (a matrix), with `beside` only the pairs of that actor, which then
    is a; otherwise the `limit` commonest of all pairs are given (0: all).

    Returns a DataFrame, one row a pair: a, b (actor slugs), count, count_a, count_b (windows that name each), expected (under
    independence), npmi (-1 … 1), log_likelihood (G², signed by direction), within.
    Raises CallError where `within` is no window, UnknownActor where `beside` is nobody. NPMI after Bouma (2009), log-likelihood after Dunning (1993).
    """
    counting: dict[str, Any] = {"demonyms": demonyms, "fold_capitals": fold_capitals}
    if beside is not None:
        return _companions(view, view.corpus.actor(beside), checked(within), limit, **counting)
    checked(within)
    sums = actor_sums(view, **counting)
    ranked = np.argsort(-sums[1], kind="stable")[: np.count_nonzero(sums[1])]
    size = len(ranked) if actors is None and limit == 0 else actors or _FIRST_TRY
    while True:
        chosen = ranked[:size]
        pairs = pair_counts(view, chosen, sums[1], within, **counting)
        if actors is not None or size >= len(ranked) or _settled(pairs, limit, _window_bound(sums, ranked[size:], within)):
            break
        size *= 4
    table = _table(view, pairs, chosen, within)
    return table if not limit or actors is not None else table.head(limit)


def _companions(view: View, actor: int, within: str, limit: int, *, demonyms: bool, fold_capitals: bool) -> pd.DataFrame:
    """The pairs of one actor: those named with it are counted in its own articles alone, then each by itself in all."""
    counting: dict[str, Any] = {"demonyms": demonyms, "fold_capitals": fold_capitals}
    rows = index.ranges_of(_rows_naming(view, actor, **counting))
    inside = actor_sums(view, *rows, **counting)[1]
    others = np.flatnonzero(inside)
    others = others[others != actor]
    both = np.zeros(len(inside), np.int64)
    for some in _parts(others):
        both[some] = pair_counts(view, np.append(actor, some), inside, within, *rows, **counting)[0, 1:]
    others = others[both[others] > 0]
    others = others[np.lexsort((view.corpus.generation.actor_places[others], -both[others]))][: limit or None]
    articles = actor_sums(view, **counting)[1]
    alone = np.array(articles)
    if within != "article":
        for some in _parts(others):
            alone[np.append(actor, some)] = np.diag(pair_counts(view, np.append(actor, some), articles, within, **counting))
    return _frame(view, np.full(len(others), actor), others, both[others], np.full(len(others), alone[actor]), alone[others], within)


def _parts(numbers: npt.NDArray[np.int64]) -> Iterator[npt.NDArray[np.int64]]:
    """Actors in parts of which a square is not too large."""
    return (numbers[first : first + _AT_ONCE] for first in range(0, len(numbers), _AT_ONCE))


def _rows_naming(view: View, actor: int, *, demonyms: bool, fold_capitals: bool) -> npt.NDArray[np.int64]:
    """The view's rows that name an actor in its voice."""
    entries, row = index.entries_of(view.starts, view.stops, view.corpus.generation.array("mention_pointer"))
    _, actors, demonym, voice = mention_lists(view, fold_capitals=fold_capitals)
    wanted = actors[entries] == actor
    if not demonyms:
        wanted &= ~demonym[entries]
    if view.voice:
        wanted &= voice[entries] == view.voice - 1
    return np.unique(row[wanted]).astype(np.int64)


def checked(within: str) -> str:
    """The window's name.

    Raises CallError where it is none.
    """
    if within not in WITHIN:
        raise CallError(f"--within {within!r} is none of: {', '.join(WITHIN)}")
    return within


def _window_bound(sums: npt.NDArray[np.int64], left: npt.NDArray[np.int64], within: str) -> int:
    """None of the actors left out stands in more windows than this."""
    return int(sums[1][left[0]]) if within == "article" else int(sums[0][left].max())


def _settled(pairs: npt.NDArray[np.int64], limit: int, bound: int) -> bool:
    """Can no pair outside the matrix belong to the `limit` commonest?"""
    upper = pairs[np.triu_indices(len(pairs), 1)]
    return len(upper) >= limit > 0 and int(np.partition(upper, len(upper) - limit)[len(upper) - limit]) >= bound


def pair_counts(
    view: View,
    chosen: npt.NDArray[np.int64],
    articles: npt.NDArray[np.int64],
    within: str,
    starts: npt.NDArray[np.int64] | None = None,
    stops: npt.NDArray[np.int64] | None = None,
    *,
    demonyms: bool,
    fold_capitals: bool,
) -> npt.NDArray[np.int64]:
    """Windows that name both of two chosen actors, upper triangle; the windows of each on the diagonal. Over the view's rows unless ranges are given."""
    generation = view.corpus.generation
    window = np.zeros(0, np.int32) if within == "article" else generation.array(f"mention_{within}")
    blocks = generation.array("block_pairs")
    if fold_capitals:
        blocks = blocks[:, :0]
    starts, stops = (view.starts, view.stops) if starts is None or stops is None else (starts, stops)
    lists = (*mention_lists(view, fold_capitals=fold_capitals), window, view.voice, demonyms, len(articles))
    rarest = int(chosen.max(initial=0))
    summed = within == "article" and not (view.voice or demonyms) and rarest * (rarest - 1) // 2 < blocks.shape[1]
    pairs = added(
        lambda first, last: np.asarray(index.pair_sums(first, last, generation.steps[0], blocks, chosen, *lists)), starts, stops, summed=summed
    )
    if within == "article":
        pairs[np.diag_indices(len(chosen))] = articles[chosen]
    return pairs


def _table(view: View, pairs: npt.NDArray[np.int64], chosen: npt.NDArray[np.int64], within: str) -> pd.DataFrame:
    alone = np.diag(pairs)
    x, y = np.nonzero(np.triu(pairs, 1))
    swap = alone[x] < alone[y]
    a, b = np.where(swap, y, x), np.where(swap, x, y)
    count = pairs[x, y]
    place = np.argsort(np.argsort(view.corpus.generation.actor_places[chosen]))
    order = np.argsort((place[a] - count * len(place)) * len(place) + place[b])
    a, b = a[order], b[order]
    return _frame(view, chosen[a], chosen[b], count[order], alone[a], alone[b], within)


def _frame(
    view: View, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64], count: Counts, count_a: Counts, count_b: Counts, within: str
) -> pd.DataFrame:
    total = windows(view, within)
    slugs = view.corpus.generation.table("actors")["slug"]
    return frame(
        {
            "a": text(slugs.take(pa.array(a))),
            "b": text(slugs.take(pa.array(b))),
            "count": count,
            "count_a": count_a,
            "count_b": count_b,
            "expected": count_a * count_b / max(total, 1),
            "npmi": npmi(count, count_a, count_b, total),
            "log_likelihood": log_likelihood(count, count_a, count_b, total),
            "within": strings(pa.repeat(within, len(count))),
        }
    )
