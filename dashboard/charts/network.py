"""Actors as nodes and pairs as lines: every node named, no name over another, each actor in one place under every filter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import fonts, places, theme
from dashboard.charts.bars import names_of
from dashboard.charts.labels import hover, label, shorten
from dashboard.charts.wording import Lang, known, say

Measure = Literal["count", "npmi"]
WIDTHS = 4
SYMBOLS = {"person": "circle", "organisation": "square", "state": "diamond", "place": "triangle-up"}
EDGE_KEYS = ("a", "b")
LONGEST_NAME = 26
_EDGE = {"left": 28, "right": 28, "top": 60, "bottom": 28}
_SMALLEST, _LARGEST, _LARGEST_ON_PHONE = 9, 40, 28
_PHONE = 480
_STEP, _REACH = 36, 7


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
    width: int = 900,
    height: int | None = None,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """Actors as nodes (area: articles, colour: community, shape: kind), pairs whose `edge` reaches `threshold` as lines.

    `layout` is what `layout()` gave for the whole corpus; without it, one is made of these pairs. An actor that it lacks stands amid its companions.
    `ego` keeps one actor, its companions and the lines among them; all its companions unless a threshold is given. Names are placed for a figure of
    `width` pixels and stay apart in a wider one; the least named actors are left out where theirs find no room (`layout.meta["left_out"]` says how
    many). Customdata of a node: [actor, null], of the points along a line: [a, b].
    """
    height = height or (560 if width < _PHONE else 660)
    chosen = _chosen(comentions, actors, edge=edge, threshold=threshold, ego=ego, limit=limit)
    if chosen.pairs.empty:
        return theme.empty(say("no_pairs", lang), lang=lang, dark=dark, keys=EDGE_KEYS)
    called = {**(_column(actors, "name") if actors is not None else {}), **(names or {})}
    kinds = _column(actors, "kind") if actors is not None else {}
    held = places.layout(comentions) if layout is None else layout
    stands = places.placed(held, chosen.pairs, chosen.articles.index.tolist()).set_index("actor")
    nodes = _named(chosen, stands, called, width=width, height=height)
    pairs = chosen.pairs[chosen.pairs["a"].isin(nodes.index) & chosen.pairs["b"].isin(nodes.index)]
    hidden = {"visible": False, "showgrid": False, "zeroline": False}
    drawn = theme.figure(
        lang=lang,
        dark=dark,
        keys=EDGE_KEYS,
        title=title,
        height=height,
        showlegend=bool(kinds),
        xaxis={**hidden, "range": [0, 1]},
        yaxis={**hidden, "range": [0, 1]},
        margin={side[0]: room for side, room in _EDGE.items()},
    )
    theme.lay(drawn, meta={**drawn.layout.meta, "left_out": len(stands) - len(nodes)})
    _lines(drawn, pairs, nodes, edge=edge, called=called, frame=_frame(width, height), lang=lang, dark=dark)
    _dots(drawn, nodes, kinds, ego=ego, lang=lang, dark=dark)
    _names(drawn, nodes, dark=dark)
    for kind in [each for each in SYMBOLS if each in {kinds.get(actor) for actor in nodes.index}]:
        symbol = {"symbol": SYMBOLS[kind], "size": 11, "color": theme.QUIET[dark]}
        drawn.add_scatter(mode="markers", x=[None], y=[None], name=label(known(kind, lang)), marker=symbol, hoverinfo="skip")
    return drawn


def default_threshold(pairs: pd.DataFrame, edge: Measure) -> float:
    """A threshold that leaves about three lines a node, and never draws pairs that meet less often than chance."""
    values = pairs[edge].dropna().sort_values(ascending=False)
    wanted = 3 * len({*pairs["a"], *pairs["b"]})
    least = 0.0 if edge == "npmi" else 1.0
    return max(float(values.iloc[wanted - 1]) if len(values) >= wanted > 0 else least, least)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The pairs that are drawn, and the articles of every actor in them, the most important actor first."""

    pairs: pd.DataFrame
    articles: pd.Series


def _chosen(comentions: pd.DataFrame, actors: pd.DataFrame | None, *, edge: Measure, threshold: float | None, ego: str | None, limit: int) -> _Chosen:
    articles = places.frequency(comentions) if actors is None else actors.set_index("actor")["articles"].astype(float).sort_values(ascending=False, kind="stable")
    beside = pd.concat([comentions.loc[comentions["b"] == ego].set_index("a"), comentions.loc[comentions["a"] == ego].set_index("b")])[edge]
    if ego is None:
        kept = articles.index[:limit].tolist()
    else:
        kept = [ego, *beside.sort_values(ascending=False, kind="stable").index[: limit - 1]]
    pairs = comentions[comentions["a"].isin(kept) & comentions["b"].isin(kept)]
    least = default_threshold(pairs, edge) if threshold is None else threshold
    reaches = pairs[edge] >= least
    if ego is not None:
        of_ego = (pairs["a"] == ego) | (pairs["b"] == ego)
        near = {ego, *pairs.loc[of_ego & (reaches | (threshold is None)), list(EDGE_KEYS)].to_numpy().ravel()}
        reaches = (reaches | (of_ego & (threshold is None))) & pairs["a"].isin(near) & pairs["b"].isin(near)
    pairs = pairs[reaches]
    held = {*pairs["a"], *pairs["b"]}
    return _Chosen(pairs, articles.reindex([actor for actor in kept if actor in held]).fillna(1.0))


def _column(actors: pd.DataFrame, column: str) -> dict[str, Any]:
    return dict(zip(actors["actor"], actors[column], strict=True))


def _named(chosen: _Chosen, stands: pd.DataFrame, called: Mapping[str, str], *, width: int, height: int) -> pd.DataFrame:
    """The actors whose names find room, with everything that drawing them needs."""
    largest = _LARGEST_ON_PHONE if width < _PHONE else _LARGEST
    size = (_SMALLEST + (largest - _SMALLEST) * np.sqrt(chosen.articles / chosen.articles.max())).round(1)
    frame = _frame(width, height)
    x, y = ((stands[axis] + 1) / 2 for axis in ("x", "y"))
    texts = [shorten(name, LONGEST_NAME) for name in names_of(stands.index.tolist(), called)]
    spots = places.labels((x * frame[0]).tolist(), (y * frame[1]).tolist(), (size / 2).tolist(), texts, width=frame[0], height=frame[1])
    nodes = stands.assign(x=x, y=y, size=size, articles=chosen.articles, text=texts, spot=pd.Series(spots, index=stands.index, dtype=object))
    return nodes[nodes["spot"].notna()]


def _frame(width: int, height: int) -> tuple[int, int]:
    """Width and height in pixels of the room in which nodes stand."""
    return width - _EDGE["left"] - _EDGE["right"], height - _EDGE["top"] - _EDGE["bottom"]


def _lines(
    drawn: go.Figure, pairs: pd.DataFrame, nodes: pd.DataFrame, *, edge: Measure, called: Mapping[str, str], frame: tuple[int, int], lang: Lang, dark: bool
) -> None:
    """Lines in a few widths (one trace each, not one a line), and unseen points along each that can be hovered and clicked."""
    if pairs.empty:
        return
    ends = {end: nodes.loc[pairs[end], ["x", "y"]].to_numpy(dtype=float) for end in EDGE_KEYS}
    steps = pd.qcut(pairs[edge].rank(method="first"), min(WIDTHS, len(pairs)), labels=False).to_numpy()
    for step in range(int(steps.max()) + 1):
        some = steps == step
        drawn.add_scatter(
            mode="lines",
            x=_broken(ends["a"][some, 0], ends["b"][some, 0]),
            y=_broken(ends["a"][some, 1], ends["b"][some, 1]),
            line={"width": 0.8 + 1.2 * step, "color": theme.QUIET[dark]},
            opacity=0.22 + 0.1 * step,
            hoverinfo="skip",
            showlegend=False,
        )
    line, at = _along(ends["a"], ends["b"], nodes, frame)
    first, second = (names_of(pairs[end].tolist(), called) for end in EDGE_KEYS)
    said = [f"{label(a)} · {label(b)}" for a, b in zip(first, second, strict=True)]
    drawn.add_scatter(
        mode="markers",
        x=at[:, 0].round(4),
        y=at[:, 1].round(4),
        customdata=pairs[[*EDGE_KEYS, "count", "npmi"]].to_numpy()[line].tolist(),
        hovertext=[said[one] for one in line],
        hovertemplate=pair_hover(lang, npmi_at=3),
        marker={"size": 2 * _REACH, "opacity": 0, "color": theme.INK[dark]},
        showlegend=False,
        selected={"marker": {"opacity": 0.5}},
        unselected={"marker": {"opacity": 0}},
    )


def _along(
    start: npt.NDArray[np.float64], end: npt.NDArray[np.float64], nodes: pd.DataFrame, frame: tuple[int, int]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """Points every `_STEP` pixels of each line, so that a click anywhere on it finds one: the line of each, and where it is.

    Those that would take clicks from a node are left out; of a line that has no other, the middle stays.
    """
    pixels = np.array(frame, dtype=float)
    number = np.maximum((np.linalg.norm((end - start) * pixels, axis=1) / _STEP).astype(int), 1)
    line = np.repeat(np.arange(len(number)), number)
    nth = np.arange(len(line)) - np.repeat(np.cumsum(number) - number, number)
    part = ((nth + 0.5) / number[line])[:, None]
    at = start[line] * (1 - part) + end[line] * part
    away = np.linalg.norm((at[:, None] - nodes[["x", "y"]].to_numpy(dtype=float)[None]) * pixels, axis=2)
    clear = (away > nodes["size"].to_numpy(dtype=float) / 2 + _REACH).all(axis=1)
    blocked = np.flatnonzero(~np.isin(np.arange(len(number)), line[clear]))
    return np.append(line[clear], blocked), np.vstack([at[clear], (start[blocked] + end[blocked]) / 2])


def _broken(start: npt.NDArray[np.float64], end: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The ends of separate lines as one line with gaps."""
    return np.column_stack([start, end, np.full(len(start), np.nan)]).ravel()


def _dots(drawn: go.Figure, nodes: pd.DataFrame, kinds: Mapping[str, str], *, ego: str | None, lang: Lang, dark: bool) -> None:
    paint = theme.colours(int(nodes["community"].max()) + 1, dark=dark) if len(nodes) else []
    drawn.add_scatter(
        mode="markers",
        name="nodes",
        cliponaxis=False,
        x=nodes["x"].to_numpy(),
        y=nodes["y"].to_numpy(),
        customdata=[[actor, None, int(count), known(kinds.get(actor, ""), lang)] for actor, count in nodes["articles"].items()],
        hovertext=[label(text) for text in nodes["text"]],
        hovertemplate=hover("%{hovertext}", ("articles", "%{customdata[2]:,}"), *([("kind", "%{customdata[3]}")] if kinds else []), lang=lang),
        marker={
            "size": nodes["size"].to_numpy(),
            "color": [paint[int(each)] for each in nodes["community"]],
            "symbol": [SYMBOLS.get(kinds.get(actor, ""), "circle") for actor in nodes.index],
            "line": {
                "width": [4 if actor == ego else 1.5 for actor in nodes.index],
                "color": [theme.INK[dark] if actor == ego else theme.PAPER[dark] for actor in nodes.index],
            },
            "opacity": 1,
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        showlegend=False,
    )


def _names(drawn: go.Figure, nodes: pd.DataFrame, *, dark: bool) -> None:
    """Every node's name at its place, with a halo, and a thin line to it where it stands off."""
    halo = ", ".join(f"{x}px {y}px 2px {theme.PAPER[dark]}" for x, y in ((0, 0), (1, 1), (-1, -1), (1, -1), (-1, 1)))
    theme.lay(
        drawn,
        annotations=[
            {
                "x": node.x,
                "y": node.y,
                "name": actor,
                "text": label(node.text),
                "font": {"size": places.LABEL_SIZE, "color": theme.INK[dark], "family": fonts.STACK, "shadow": halo},
                "showarrow": node.spot.led,
                "arrowhead": 0,
                "arrowwidth": 0.8,
                "arrowcolor": theme.QUIET[dark],
                "standoff": node.size / 2,
                "borderpad": 0,
                **({"ax": node.spot.right, "ay": -node.spot.up} if node.spot.led else {"xshift": node.spot.right, "yshift": node.spot.up}),
            }
            for actor, node in zip(nodes.index, nodes.itertuples(), strict=True)
        ]
    )


def pair_hover(lang: Lang, *, npmi_at: int) -> str:
    """The hover text of a pair whose customdata holds its count third."""
    return hover("%{hovertext}", ("together", "%{customdata[2]:,}"), ("npmi", f"%{{customdata[{npmi_at}]:.2f}}"), lang=lang)

