"""Who is named beside whom: a heatmap of pairs, and a network of actors."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

from dashboard.charts import theme
from dashboard.charts.bars import FEW, TICK_LENGTH, names_of, opposed
from dashboard.charts.labels import label
from dashboard.charts.network import EDGE_KEYS, Measure, default_threshold, network, pair_hover
from dashboard.charts.places import corpus_layout, frequency, layout
from dashboard.charts.wording import Lang, say

Order = Literal["cluster", "frequency"]

__all__ = ["clustered", "corpus_layout", "default_threshold", "frequency", "heatmap", "layout", "matrix", "network", "rising"]


def heatmap(
    comentions: pd.DataFrame,
    *,
    names: Mapping[str, str] | None = None,
    order: Order = "cluster",
    measure: Measure = "count",
    limit: int = 25,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """A cell a pair, both halves filled; `order="cluster"` puts actors with like companions side by side.

    Cells are carried by a second, invisible layer of points, since plotly selects points and not cells. Customdata: [a, b, count, npmi].
    """
    keys = [*EDGE_KEYS, "count", "npmi"]
    actors = frequency(comentions).head(limit).index.tolist()
    pairs = comentions[comentions["a"].isin(actors) & comentions["b"].isin(actors)].dropna(subset=[measure])
    if pairs.empty:
        return theme.empty(say("no_pairs", lang), lang=lang, dark=dark, keys=keys)
    actors = [actor for actor in actors if actor in {*pairs["a"], *pairs["b"]}]
    if order == "cluster":
        actors = clustered(pairs, actors)
    values = matrix(pairs, actors, measure)
    shown = {
        actor: label(name, TICK_LENGTH) for actor, name in zip(actors, names_of(actors, names), strict=True)
    }
    ends = [len(actors) - 0.5, -0.5]
    cell = max(22, min(44, 640 // len(actors)))
    ticks = {
        "type": "category",
        "tickmode": "array",
        "tickvals": actors,
        "ticktext": list(shown.values()),
        "showgrid": False,
        "categoryorder": "array",
        "categoryarray": actors,
    }
    drawn = theme.figure(
        lang=lang,
        dark=dark,
        keys=keys,
        title=title,
        height=theme.HEAD + 130 + cell * len(actors),
        showlegend=False,
        xaxis={**ticks, "range": ends if lang == "ar" else ends[::-1], "tickangle": -50},
        yaxis={**ticks, "range": ends},
    )
    reach = float(np.nanmax(np.abs(values))) or 1.0
    drawn.add_heatmap(
        x=actors,
        y=actors,
        z=values,
        colorscale=theme.scale(diverging=measure == "npmi", dark=dark),
        zmin=-reach if measure == "npmi" else 0,
        zmax=reach,
        xgap=1,
        ygap=1,
        hoverinfo="skip",
        colorbar={
            "title": {"text": label(say("together" if measure == "count" else "npmi", lang)), "side": "top"},
            "thickness": 12,
            "len": 0.6,
            **({"dtick": 1} if measure == "count" and reach <= FEW else {}),
            **_far_side(lang),
        },
    )
    both = pd.concat([pairs, pairs.rename(columns={"a": "b", "b": "a"})], ignore_index=True)
    drawn.add_scatter(
        mode="markers",
        x=both["b"].tolist(),
        y=both["a"].tolist(),
        customdata=both[keys].to_numpy().tolist(),
        hovertext=[f"{shown[a]} · {shown[b]}" for a, b in zip(both["a"], both["b"], strict=True)],
        hovertemplate=pair_hover(lang, npmi_at=3),
        marker={"symbol": "square", "size": cell, "opacity": 0, "color": theme.INK[dark]},
        selected={"marker": {"opacity": 0.25}},
        unselected={"marker": {"opacity": 0}},
    )
    return drawn


def rising(
    comentions: pd.DataFrame,
    *,
    names: Mapping[str, str] | None = None,
    a: str | None = None,
    b: str | None = None,
    limit: int = 15,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """The pairs that are named together oftener in selection `a` on one side, those of `b` on the other, as long as their log ratio.

    The table is that of two selections, of which the surest pairs of either side are drawn. Customdata: [a, b, side ("a" or "b"), count_in_a,
    count_in_b, p_adjusted].
    """
    rows = comentions.dropna(subset=["log_ratio"]).sort_values("p_adjusted", kind="stable")

    def called(part: pd.DataFrame) -> list[str]:
        first, second = (names_of(part[end].tolist(), names) for end in EDGE_KEYS)
        return [f"{one} · {other}" for one, other in zip(first, second, strict=True)]

    return opposed(
        {"a": rows[rows["log_ratio"] > 0].head(limit), "b": rows[rows["log_ratio"] < 0].head(limit)},
        value="log_ratio",
        keys=[*EDGE_KEYS, "side", "count_in_a", "count_in_b", "p_adjusted"],
        called=called,
        side_names={"a": a or say("selection_a", lang), "b": b or say("selection_b", lang)},
        lines=[
            ("log_ratio", "%{customdata[6]:.2f}"),
            ("selection_a", "%{customdata[3]:,}"),
            ("selection_b", "%{customdata[4]:,}"),
            ("chance", "%{customdata[5]:.2g}"),
        ],
        lang=lang,
        dark=dark,
        title=title,
    )


def matrix(pairs: pd.DataFrame, actors: Sequence[str], measure: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The pairs as a symmetric square in the actors' order; pairs never named together and the diagonal are NaN."""
    place = {actor: at for at, actor in enumerate(actors)}
    values = np.full((len(actors), len(actors)), np.nan)
    rows, columns = pairs["a"].map(place).to_numpy(), pairs["b"].map(place).to_numpy()
    values[rows, columns] = values[columns, rows] = pairs[measure].to_numpy(dtype=float)
    return values


def clustered(pairs: pd.DataFrame, actors: Sequence[str]) -> list[str]:
    """The actors ordered so that those often named together stand together: average linkage, optimal leaf order (Bar-Joseph et al. 2001)."""
    if len(actors) < 3:
        return list(actors)
    counts = np.nan_to_num(matrix(pairs, actors, "count"))
    sizes = np.maximum(counts.max(axis=1), 1)
    distance = 1 - counts / np.sqrt(np.outer(sizes, sizes))
    np.fill_diagonal(distance, 0)
    tree = linkage(
        squareform(np.clip(distance, 0, None), checks=False), method="average", optimal_ordering=True
    )
    return [actors[at] for at in leaves_list(tree)]


def _far_side(lang: Lang) -> dict[str, Any]:
    return {"x": -0.02, "xanchor": "right"} if lang == "ar" else {"x": 1.02, "xanchor": "left"}
