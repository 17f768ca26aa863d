"""Keyness: the terms that set one selection apart from another."""

from collections.abc import Collection
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.corpus import View
from dashboard.errors import CallError
from dashboard.measures.association import adjusted, chance_of, log_ratio, two_rates
from dashboard.measures.dispersion import deviations
from dashboard.measures.rest import Rest, rest
from dashboard.measures.stopping import stopped
from dashboard.measures.terms import term_counts
from dashboard.measures.totals import words
from dashboard.selection import Selection

COLUMNS = ("term", "count_a", "count_b", "log_likelihood", "log_ratio", "p_adjusted", "dispersion_a", "dispersion_b")
Side = Selection | View | str | None


def keyness(
    view: View,
    *,
    a: Side = None,
    b: Side = None,
    limit: int = 50,
    stop_words: bool = False,
    floor: int = 3,
    stop_categories: Collection[str] | None = None,
    stop: Collection[str] = (),
) -> pd.DataFrame:
    """Terms whose share of all words differs between selections a and b, the surest first.

    `a` and `b`: selections, also in URL form, each within the view; a side that is not given is the rest of the view, so that no article is compared with
    itself. Terms that occur less than `floor` times on both sides together are not compared. With a limit, half of the rows are for each side where both have so
    many, so that no side hides the other; 0 gives all.

    Returns a DataFrame: term, count_a, count_b, log_likelihood (G², the more the surer), log_ratio (log₂ of the ratio of shares, above 0
    where a has more), p_adjusted (Benjamini and Hochberg 1995, over all terms compared), dispersion_a, dispersion_b (0 even … 1
    in one article only, null where a side lacks the term).
    Raises CallError where both sides are the same or one is empty. Log-likelihood after Dunning (1993), log ratio after Hardie (2014),
    dispersion after Gries (2008).
    """
    first, second = sides(view, a, b)
    size = words(first), words(second)
    counts = np.stack(_counts(first, second))
    compared = counts.sum(axis=0) >= max(floor, 1)
    if not stop_words:
        compared &= ~stopped(view, stop_categories, stop)
    number = np.flatnonzero(compared)
    in_a, in_b = counts[:, number]
    strength = two_rates(in_a, in_b, *size)
    ratio = log_ratio(in_a, in_b, *size)
    order = of_both_sides(np.lexsort((number, -strength)), ratio, limit)
    number, in_a, in_b = number[order], in_a[order], in_b[order]
    return pd.DataFrame(
        {
            "term": view.corpus.terms_at(number),
            "count_a": in_a,
            "count_b": in_b,
            "log_likelihood": strength[order],
            "log_ratio": ratio[order],
            "p_adjusted": adjusted(chance_of(strength))[order],
            "dispersion_a": deviations(first, number, in_a),
            "dispersion_b": deviations(second, number, in_b),
        }
    )


def _counts(first: View, second: View) -> list[npt.NDArray[np.int64]]:
    """How often each term occurs on each side; of two sides that are the whole corpus the smaller is counted, the larger is the rest."""
    whole = first.corpus.generation.rows
    if first.voice or second.voice or not isinstance(second, Rest) or first.size + second.size != whole:
        return [term_counts(one)[0] for one in (first, second)]
    everything = first.corpus.generation.array("term_count").astype(np.int64)
    counted = term_counts(min(first, second, key=lambda side: side.size))[0]
    both = [counted, everything - counted]
    return both if first.size <= second.size else both[::-1]


def sides(view: View, a: Side, b: Side) -> tuple[View, View]:
    """The two views that are compared; a side that is not given is the rest of the view.

    Raises CallError where they are the same or one of them is empty.
    """
    first, second = (_within(view, side) for side in (a, b))
    if first.selection != second.selection:
        first, second = (rest(view, second) if a is None else first), (rest(view, first) if b is None else second)
    if first.selection == second.selection and not isinstance(first, Rest) and not isinstance(second, Rest):
        raise CallError("The two selections are the same. Give --a and --b, such as --a since=2021-01-01 --b until=2020-12-31")
    for name, side in (("a", first), ("b", second)):
        if not words(side):
            raise CallError(f"Selection {name} ({side.selection.url() or 'everything'}) holds no words to compare. Widen it")
    return first, second


def _within(view: View, side: Side) -> View:
    """The view under one side's options as well: where both set one, the side's counts."""
    if isinstance(side, View):
        return side
    chosen = Selection.of_url(side) if isinstance(side, str) else side or Selection()
    default = Selection()
    changed: dict[str, Any] = {
        name: getattr(chosen, name) for name in Selection.__slots__ if getattr(chosen, name) != getattr(default, name)
    }
    return view.corpus.view(view.selection.replacing(**changed)) if changed else view


def of_both_sides(order: npt.NDArray[np.int64], ratio: npt.NDArray[np.float64], limit: int) -> npt.NDArray[np.int64]:
    """The first `limit` of an order, half of them with a ratio above 0 and half not; where one side has few, the other fills up. 0 keeps all."""
    if not limit or len(order) <= limit:
        return order
    up = np.flatnonzero(ratio[order] > 0)
    down = np.flatnonzero(ratio[order] <= 0)
    of_down = min(len(down), max(limit // 2, limit - len(up)))
    kept = np.sort(np.concatenate([up[: limit - of_down], down[:of_down]]))
    return np.asarray(order[kept], np.int64)
