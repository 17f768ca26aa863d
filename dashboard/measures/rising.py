"""Pairs of actors that are named together oftener in one selection than in another."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.corpus import View
from dashboard.measures import comentions as pairs
from dashboard.measures.actors import actor_sums
from dashboard.measures.association import adjusted, chance_of, log_likelihood, log_ratio, npmi, two_rates
from dashboard.measures.keyness import Side, of_both_sides, sides
from dashboard.measures.totals import windows

COLUMNS = (*pairs.COLUMNS, "count_in_a", "count_in_b", "log_ratio", "p_adjusted", "npmi_in_a", "npmi_in_b")
MOST_ACTORS = 1_000


def rising(
    view: View, *, a: Side = None, b: Side = None, within: str = "article", limit: int = 50, demonyms: bool = False, fold_capitals: bool = False
) -> pd.DataFrame:
    """Pairs whose share of windows differs between two selections: first those that rose in `a`, the surest foremost, at the end those that fell.

    `a` and `b` as in keyness; pairs among the thousand actors named in most articles are looked at. With a limit, half of the rows rose and half fell
    where there are so many of both; 0 gives all.

    Returns a DataFrame: the columns of comentions, counted over both selections together (an article of both counts twice), then
    count_in_a, count_in_b, log_ratio (above 0 where a has more), p_adjusted (Benjamini and Hochberg 1995, over all pairs), npmi_in_a, npmi_in_b
    (in each selection by itself; null where it does not name both).
    Raises CallError where the selections are the same, one is empty, or `within` is no window.
    """
    pairs.checked(within)
    views = sides(view, a, b)
    sums = [actor_sums(one, demonyms=demonyms, fold_capitals=fold_capitals) for one in views]
    articles = sums[0][1] + sums[1][1]
    chosen = np.argsort(-articles, kind="stable")[: min(np.count_nonzero(articles), MOST_ACTORS)]
    counted = [
        pairs.pair_counts(one, chosen, own[1], within, demonyms=demonyms, fold_capitals=fold_capitals)
        for one, own in zip(views, sums, strict=True)
    ]
    table = _table(view, counted, chosen, [windows(one, within) for one in views], limit)
    table["within"] = within
    return table[list(COLUMNS)].reset_index(drop=True)


def _table(view: View, counted: list[npt.NDArray[np.int64]], chosen: npt.NDArray[np.int64], sizes: list[int], limit: int) -> pd.DataFrame:
    together = counted[0] + counted[1]
    alone = np.diag(together)
    x, y = np.nonzero(np.triu(together, 1))
    swap = alone[x] < alone[y]
    first, second = np.where(swap, y, x), np.where(swap, x, y)
    count, count_a, count_b = together[x, y], alone[first], alone[second]
    in_a, in_b = counted[0][x, y], counted[1][x, y]
    strength, ratio = two_rates(in_a, in_b, *sizes), log_ratio(in_a, in_b, *sizes)
    npmi_in_a, npmi_in_b = (_own_npmi(one, x, y, size) for one, size in zip(counted, sizes, strict=True))
    slugs = np.array(view.corpus.generation.table("actors")["slug"].to_pylist(), object)[chosen]
    table = pd.DataFrame(
        {
            "a": slugs[first],
            "b": slugs[second],
            "count": count,
            "count_a": count_a,
            "count_b": count_b,
            "expected": count_a * count_b / max(sum(sizes), 1),
            "npmi": npmi(count, count_a, count_b, sum(sizes)),
            "log_likelihood": log_likelihood(count, count_a, count_b, sum(sizes)),
            "count_in_a": in_a,
            "count_in_b": in_b,
            "log_ratio": ratio,
            "p_adjusted": adjusted(chance_of(strength)),
            "npmi_in_a": npmi_in_a,
            "npmi_in_b": npmi_in_b,
        }
    )
    surest = np.lexsort((slugs[second].astype(str), slugs[first].astype(str), -count, -strength)) if len(count) else np.zeros(0, np.int64)
    kept = of_both_sides(surest, ratio, limit)
    rose, fell = ratio[kept] > 0, ratio[kept] < 0
    return table.iloc[np.concatenate([kept[rose], kept[~rose & ~fell], kept[fell][::-1]])]


def _own_npmi(pairs: npt.NDArray[np.int64], x: npt.NDArray[np.int64], y: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.float64]:
    alone = np.diag(pairs)
    score = npmi(pairs[x, y], alone[x], alone[y], size)
    return np.where((alone[x] > 0) & (alone[y] > 0), score, np.nan)
