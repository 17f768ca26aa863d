"""Pairs of actors named together, and how much oftener than chance."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.cache import index
from dashboard.corpus import View
from dashboard.errors import CallError
from dashboard.measures.actors import actor_sums
from dashboard.measures.association import log_likelihood, npmi
from dashboard.measures.mentions import mention_lists
from dashboard.measures.totals import windows

COLUMNS = ("a", "b", "count", "count_a", "count_b", "expected", "npmi", "log_likelihood", "within")
WITHIN = ("article", "paragraph", "sentence")
_FIRST_TRY = 64


def comentions(
    view: View, *, within: str = "article", limit: int = 50, actors: int | None = None, demonyms: bool = False, fold_capitals: bool = False
) -> pd.DataFrame:
    """Pairs of actors named together, commonest first, with the number of windows that name both.

    Each pair stands once, a the one with more windows of its own. `within="sentence"` is stricter and suits long articles. With
    `actors=50` only pairs among the fifty most mentioned actors are looked at (a matrix); otherwise the `limit`
    commonest of all pairs are given (0: all).

    Returns a DataFrame, one row a pair: a, b (actor slugs), count, count_a, count_b (windows that name each), expected (under
    independence), npmi (-1 … 1), log_likelihood (G², signed by direction), within.
    Raises CallError where `within` is no window. NPMI after Bouma (2009), log-likelihood after Dunning (1993).
    """
    checked(within)
    sums = actor_sums(view, demonyms=demonyms, fold_capitals=fold_capitals)
    ranked = np.argsort(-sums[1], kind="stable")[: np.count_nonzero(sums[1])]
    size = len(ranked) if actors is None and limit == 0 else actors or _FIRST_TRY
    while True:
        chosen = ranked[:size]
        pairs = pair_counts(view, chosen, sums[1], within, demonyms=demonyms, fold_capitals=fold_capitals)
        if actors is not None or size >= len(ranked) or _settled(pairs, limit, _window_bound(sums, ranked[size:], within)):
            break
        size *= 4
    table = _table(view, pairs, chosen, within)
    return table if not limit or actors is not None else table.head(limit)


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
    view: View, chosen: npt.NDArray[np.int64], articles: npt.NDArray[np.int64], within: str, *, demonyms: bool, fold_capitals: bool
) -> npt.NDArray[np.int64]:
    """Windows that name both of two chosen actors, upper triangle; the windows of each on the diagonal."""
    generation = view.corpus.generation
    window = np.zeros(0, np.int32) if within == "article" else generation.array(f"mention_{within}")
    blocks = generation.array("block_pairs")
    if fold_capitals:
        blocks = blocks[:, :0]
    pairs: npt.NDArray[np.int64] = index.pair_sums(
        view.starts, view.stops, generation.block, blocks, chosen, *mention_lists(view, fold_capitals=fold_capitals),
        window, view.voice, demonyms, len(articles),
    )  # fmt: skip
    if within == "article":
        pairs[np.diag_indices(len(chosen))] = articles[chosen]
    return pairs


def _table(view: View, pairs: npt.NDArray[np.int64], chosen: npt.NDArray[np.int64], within: str) -> pd.DataFrame:
    alone = np.diag(pairs)
    x, y = np.nonzero(np.triu(pairs, 1))
    swap = alone[x] < alone[y]
    a, b = np.where(swap, y, x), np.where(swap, x, y)
    count, count_a, count_b = pairs[x, y], alone[a], alone[b]
    total = windows(view, within)
    slugs = np.array(view.corpus.generation.table("actors")["slug"].to_pylist(), object)[chosen]
    order = np.lexsort((slugs[b].astype(str), slugs[a].astype(str), -count)) if len(count) else np.zeros(0, int)
    table = pd.DataFrame(
        {
            "a": slugs[a],
            "b": slugs[b],
            "count": count,
            "count_a": count_a,
            "count_b": count_b,
            "expected": count_a * count_b / max(total, 1),
            "npmi": npmi(count, count_a, count_b, total),
            "log_likelihood": log_likelihood(count, count_a, count_b, total),
            "within": within,
        }
    )
    return table.iloc[order].reset_index(drop=True)
