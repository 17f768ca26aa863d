"""Who is named beside whom: a heatmap of pairs, and a network of actors."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import networkx as nx
import numpy as np
import pandas as pd
import plotly.graph_objects as go
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

from dashboard.charts import theme
from dashboard.charts.bars import TICK_LENGTH, names_of
from dashboard.charts.labels import hover, label
from dashboard.charts.wording import Lang, known, say

Measure = Literal["count", "npmi"]
Order = Literal["cluster", "frequency"]
SEED = 20_01
WIDTHS = 4
SYMBOLS = {"person": "circle", "organisation": "square", "state": "diamond", "place": "triangle-up"}
EDGE_KEYS = ("a", "b")


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
        hovertemplate=_pair_hover(lang, npmi_at=3),
        marker={"symbol": "square", "size": cell, "opacity": 0, "color": theme.INK[dark]},
        selected={"marker": {"opacity": 0.25}},
        unselected={"marker": {"opacity": 0}},
    )
    return drawn


def layout(comentions: pd.DataFrame, *, limit: int = 150) -> pd.DataFrame:
    """Where each actor stands in the network, and its community: actor, x, y (both in -1 … 1), community (0 the largest).

    Compute it once over the whole corpus and give it to every `network`, so that actors keep place and colour under any filter. Positions
    are Fruchterman and Reingold's (1991), communities Louvain's (Blondel et al. 2008), both from one seed: the same pairs give the same picture.
    """
    actors = frequency(comentions).head(limit).index.tolist()
    graph = nx.Graph()
    graph.add_nodes_from(sorted(actors))
    pairs = comentions[comentions["a"].isin(actors) & comentions["b"].isin(actors)].sort_values(["a", "b"])
    graph.add_weighted_edges_from(
        (a, b, max(float(npmi), 0.02))
        for a, b, npmi in zip(pairs["a"], pairs["b"], pairs["npmi"].fillna(0.0), strict=True)
    )
    if not len(graph):
        return pd.DataFrame({"actor": [], "x": [], "y": [], "community": []}).astype(
            {"actor": str, "x": float, "y": float, "community": int}
        )
    places = nx.spring_layout(graph, seed=SEED, k=2.2 / np.sqrt(len(graph)), iterations=120, weight="weight")
    found = sorted(
        nx.community.louvain_communities(graph, seed=SEED, weight="weight"),
        key=lambda group: (-len(group), min(group)),
    )
    community = {actor: at for at, group in enumerate(found) for actor in group}
    rows = [
        (actor, round(float(places[actor][0]), 4), round(float(places[actor][1]), 4), community[actor])
        for actor in graph
    ]
    return pd.DataFrame(rows, columns=["actor", "x", "y", "community"])


def network(
    comentions: pd.DataFrame,
    actors: pd.DataFrame | None = None,
    *,
    layout: pd.DataFrame | None = None,
    edge: Measure = "npmi",
    threshold: float | None = None,
    ego: str | None = None,
    names: Mapping[str, str] | None = None,
    limit: int = 60,
    named: int = 40,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """Actors as nodes (area: articles, colour: community, shape: kind), pairs whose `edge` reaches `threshold` as lines.

    `layout` is what `layout()` gave for the whole corpus; without it, one is made of these pairs. `ego` keeps one actor, its companions and
    the lines among them; all its companions unless a threshold is given. Customdata of a node: [actor, null], of a point in the middle of a line: [a, b].
    """
    places = (_layout(comentions) if layout is None else layout).set_index("actor")
    articles = _articles(comentions, actors)
    called = {
        **(dict(zip(actors["actor"], actors["name"], strict=True)) if actors is not None else {}),
        **(names or {}),
    }
    kinds = dict(zip(actors["actor"], actors["kind"], strict=True)) if actors is not None else {}
    kept = [actor for actor in articles.index if actor in places.index][:limit]
    pairs = comentions[comentions["a"].isin(kept) & comentions["b"].isin(kept)]
    if ego is not None:
        beside = {ego, *pairs.loc[pairs["b"] == ego, "a"], *pairs.loc[pairs["a"] == ego, "b"]}
        pairs = pairs[pairs["a"].isin(beside) & pairs["b"].isin(beside)]
    least = default_threshold(pairs, edge) if threshold is None else threshold
    pairs = pairs[(pairs[edge] >= least) | ((pairs["a"] == ego) | (pairs["b"] == ego)) & (threshold is None)]
    if pairs.empty:
        return theme.empty(say("no_pairs", lang), lang=lang, dark=dark, keys=EDGE_KEYS)
    kept = [actor for actor in kept if actor in {*pairs["a"], *pairs["b"]}]
    hidden = {"visible": False, "showgrid": False, "zeroline": False}
    drawn = theme.figure(
        lang=lang,
        dark=dark,
        keys=EDGE_KEYS,
        title=title,
        height=620,
        showlegend=bool(kinds),
        xaxis=hidden,
        yaxis=hidden,
        margin={"l": 60, "r": 60, "t": 44, "b": 24},
    )
    _edges(drawn, pairs, places, edge=edge, called=called, lang=lang, dark=dark)
    community = places["community"].reindex(kept)
    paint = theme.colours(int(places["community"].max()) + 1, dark=dark)
    size = articles.reindex(kept)
    shown = [label(name, TICK_LENGTH) for name in names_of(kept, called)]
    drawn.add_scatter(
        mode="markers+text",
        x=places["x"].reindex(kept).to_numpy(),
        y=places["y"].reindex(kept).to_numpy(),
        text=[text if at < named else "" for at, text in enumerate(shown)],
        textposition="top center",
        textfont={"size": 12, "color": theme.INK[dark]},
        customdata=[
            [actor, None, int(count), known(kinds.get(actor, ""), lang)]
            for actor, count in zip(kept, size, strict=True)
        ],
        hovertext=shown,
        hovertemplate=hover(
            "%{hovertext}",
            ("articles", "%{customdata[2]:,}"),
            *([("kind", "%{customdata[3]}")] if kinds else []),
            lang=lang,
        ),
        marker={
            "size": (10 + 34 * np.sqrt(size / size.max())).round(1).to_numpy(),
            "color": [paint[int(each)] for each in community],
            "symbol": [SYMBOLS.get(kinds.get(actor, ""), "circle") for actor in kept],
            "line": {"width": 1.5, "color": theme.PAPER[dark]},
            "opacity": 1,
        },
        showlegend=False,
    )
    for kind in [each for each in SYMBOLS if each in {kinds.get(actor) for actor in kept}]:
        drawn.add_scatter(
            mode="markers",
            x=[None],
            y=[None],
            name=label(known(kind, lang)),
            marker={"symbol": SYMBOLS[kind], "size": 11, "color": theme.QUIET[dark]},
            hoverinfo="skip",
        )
    return drawn


_layout = layout


def frequency(comentions: pd.DataFrame) -> pd.Series:
    """In how many windows each actor is named (`count_a`, `count_b`), the commonest first, ties by slug."""
    counts = pd.concat([comentions.set_index("a")["count_a"], comentions.set_index("b")["count_b"]])
    most = counts.groupby(level=0).max().sort_index().sort_values(ascending=False, kind="stable")
    return most.astype(float)


def default_threshold(pairs: pd.DataFrame, edge: Measure) -> float:
    """A threshold that leaves about three lines a node, and never draws pairs that meet less often than chance."""
    values = pairs[edge].dropna().sort_values(ascending=False)
    wanted = 3 * len({*pairs["a"], *pairs["b"]})
    least = 0.0 if edge == "npmi" else 1.0
    return max(float(values.iloc[wanted - 1]) if len(values) >= wanted > 0 else least, least)


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


def _articles(comentions: pd.DataFrame, actors: pd.DataFrame | None) -> pd.Series:
    if actors is None:
        return frequency(comentions)
    return actors.set_index("actor")["articles"].astype(float).sort_values(ascending=False, kind="stable")


def _far_side(lang: Lang) -> dict[str, Any]:
    return {"x": -0.02, "xanchor": "right"} if lang == "ar" else {"x": 1.02, "xanchor": "left"}


def _pair_hover(lang: Lang, *, npmi_at: int) -> str:
    return hover(
        "%{hovertext}",
        ("together", "%{customdata[2]:,}"),
        ("npmi", f"%{{customdata[{npmi_at}]:.2f}}"),
        lang=lang,
    )


def _edges(
    drawn: go.Figure,
    pairs: pd.DataFrame,
    places: pd.DataFrame,
    *,
    edge: Measure,
    called: Mapping[str, str],
    lang: Lang,
    dark: bool,
) -> None:
    """Lines in a few widths (one trace each, not one a line), and a point in the middle of each that can be hovered and clicked."""
    ends = {end: places.loc[pairs[end], ["x", "y"]].to_numpy(dtype=float) for end in EDGE_KEYS}
    steps = pd.qcut(pairs[edge].rank(method="first"), min(WIDTHS, len(pairs)), labels=False).to_numpy()
    for step in range(int(steps.max()) + 1):
        some = steps == step
        gaps = np.full((int(some.sum()), 1), np.nan)
        drawn.add_scatter(
            mode="lines",
            x=np.hstack([ends["a"][some, :1], ends["b"][some, :1], gaps]).ravel(),
            y=np.hstack([ends["a"][some, 1:], ends["b"][some, 1:], gaps]).ravel(),
            line={"width": 0.8 + 1.3 * step, "color": theme.QUIET[dark]},
            opacity=0.25 + 0.13 * step,
            hoverinfo="skip",
            showlegend=False,
        )
    middle = (ends["a"] + ends["b"]) / 2
    first, second = (names_of(pairs[end].tolist(), called) for end in EDGE_KEYS)
    drawn.add_scatter(
        mode="markers",
        x=middle[:, 0],
        y=middle[:, 1],
        customdata=pairs[[*EDGE_KEYS, "count", "npmi"]].to_numpy().tolist(),
        hovertext=[f"{label(a)} · {label(b)}" for a, b in zip(first, second, strict=True)],
        hovertemplate=_pair_hover(lang, npmi_at=3),
        marker={"size": 14, "opacity": 0, "color": theme.INK[dark]},
        showlegend=False,
        selected={"marker": {"opacity": 0.5}},
        unselected={"marker": {"opacity": 0}},
    )
