"""Where actors stand in the network, and where their names stand beside them: both computed, so that nothing overlaps and nothing jumps."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.charts.wordcloud import advance
from dashboard.corpus import Corpus
from dashboard.measures.comentions import comentions

SEED = 20_01
NEIGHBOURS, LAYOUT_ACTORS = 5, 250
ASPECT = 1.6
LABEL_SIZE = 12
_FONT_MARGIN = 1.12
"""The reader's font may run wider than the one that is measured."""
_RINGS = (3, 9, 17, 28, 42, 60)
_ANGLES = np.radians([90, 270, 0, 180, 60, 120, 240, 300, 30, 150, 210, 330])
_ROUNDS = 250
_PROMINENT, _FILLED = 60, 0.6
_ASIDE, _TURN = 0.12, 2.4
_Points = npt.NDArray[np.float64]


def layout(pairs: pd.DataFrame, *, limit: int = LAYOUT_ACTORS) -> pd.DataFrame:
    """Where each actor stands in the network, and its community: actor, x, y (both in -1 … 1), community (0 the largest).

    Compute it once over the whole corpus and give it to every `network`, so that actors keep place and colour under any filter. Both are drawn
    from each actor's strongest associations alone, without which a news corpus is one ball. Positions are Fruchterman and Reingold's (1991), then
    moved apart; communities are Louvain's (Blondel et al. 2008), both from one seed: the same pairs give the same picture.
    """
    actors = frequency(pairs).head(limit).index.tolist()
    graph = _backbone(pairs, sorted(actors))
    if not len(graph):
        return pd.DataFrame({"actor": [], "x": [], "y": [], "community": []}).astype({"actor": str, "x": float, "y": float, "community": int})
    found = nx.spring_layout(graph, seed=SEED, k=2.2 / np.sqrt(len(graph)), iterations=150, weight="weight")
    rank = {actor: at for at, actor in enumerate(actors)}
    spread = _apart(np.array([found[actor] for actor in graph], float), np.array([rank[actor] for actor in graph]))
    groups = sorted(nx.community.louvain_communities(graph, seed=SEED, weight="weight"), key=lambda group: (-len(group), min(group)))
    community = {actor: at for at, group in enumerate(groups) for actor in group}
    rows = [(actor, round(x, 4), round(y, 4), community[actor]) for actor, (x, y) in zip(graph, spread.tolist(), strict=True)]
    return pd.DataFrame(rows, columns=["actor", "x", "y", "community"])


def corpus_layout(corpus: Corpus) -> pd.DataFrame:
    """The layout of a corpus's most named actors, under whatever selection they are looked at; made once a generation."""
    if "network layout" not in corpus.memory:
        corpus.memory["network layout"] = layout(comentions(corpus.view(), actors=LAYOUT_ACTORS), limit=LAYOUT_ACTORS)
    made: pd.DataFrame = corpus.memory["network layout"]
    return made


def placed(layout: pd.DataFrame, pairs: pd.DataFrame, actors: Sequence[str]) -> pd.DataFrame:
    """The layout's rows for some actors, in their order; an actor that it lacks stands beside its companions, slightly aside, and is of their community."""
    held = layout.set_index("actor")
    ends = pd.concat([pairs[["a", "b"]], pairs[["a", "b"]].rename(columns={"a": "b", "b": "a"})])
    rows = []
    for at, actor in enumerate(actors):
        if actor in held.index:
            x, y, community = held.loc[actor, ["x", "y", "community"]]
        else:
            beside = held.reindex(ends.loc[ends["a"] == actor, "b"]).dropna()
            middle = beside[["x", "y"]].mean().to_numpy() if len(beside) else np.zeros(2)
            x, y = np.clip(middle + _ASIDE * np.array([np.cos(_TURN * at), np.sin(_TURN * at)]), -1, 1)
            community = beside["community"].mode().iloc[0] if len(beside) else 0
        rows.append((actor, float(x), float(y), int(community)))
    return pd.DataFrame(rows, columns=["actor", "x", "y", "community"])


def frequency(pairs: pd.DataFrame) -> pd.Series:
    """In how many windows each actor is named (`count_a`, `count_b`), the commonest first, ties by slug."""
    counts = pd.concat([pairs.set_index("a")["count_a"], pairs.set_index("b")["count_b"]])
    most = counts.groupby(level=0).max().sort_index().sort_values(ascending=False, kind="stable")
    return most.astype(float)


def _backbone(pairs: pd.DataFrame, actors: Sequence[str]) -> nx.Graph:
    """The actors with each one's strongest associations as edges."""
    graph = nx.Graph()
    graph.add_nodes_from(actors)
    pairs = pairs[pairs["a"].isin(actors) & pairs["b"].isin(actors)]
    pairs = pairs.assign(weight=pairs["npmi"].fillna(0.0).clip(lower=0.02))
    ends = pd.concat([pairs, pairs.rename(columns={"a": "b", "b": "a"})])
    best = ends.sort_values(["a", "weight", "count", "b"], ascending=[True, False, False, True]).groupby("a").head(NEIGHBOURS)
    graph.add_weighted_edges_from(sorted((min(a, b), max(a, b), float(weight)) for a, b, weight in best[["a", "b", "weight"]].itertuples(index=False)))
    return graph


def _apart(points: _Points, rank: npt.NDArray[np.int64]) -> _Points:
    """The points in a square from -1 to 1, moved until each has a box to itself where the square is drawn as a wide rectangle.

    Points of the first ranks get boxes for a name, so that whoever is named most stands clear of the others; the boxes together fill a part of the frame.
    """
    count = len(points)
    if count == 1:
        return np.zeros((1, 2))
    frame = np.array([ASPECT, 1.0])
    points = _ranked(points) * frame
    share = np.where(rank < _PROMINENT, 1.0, 0.07)
    area = _FILLED * 4 * ASPECT * share / share.sum()
    boxes = np.minimum(np.sqrt(area)[:, None] * np.array([1.5, 1 / 1.5]), frame / 2)
    needed = (boxes[:, None] + boxes[None]) / 2
    order = np.arange(count)
    for _ in range(_ROUNDS):
        gap = points[:, None] - points[None]
        lacking = needed - np.abs(gap)
        close = (lacking > 0).all(axis=2) & (order[:, None] != order)
        if not close.any():
            break
        sideways = lacking[..., 0] * needed[..., 1] < lacking[..., 1] * needed[..., 0]
        way = np.where(gap == 0, np.sign(order[:, None] - order)[..., None], np.sign(gap))
        push = np.where(close[..., None], lacking * way / 2, 0.0)
        moved = np.stack([np.where(sideways, push[..., 0], 0).sum(axis=1), np.where(sideways, 0, push[..., 1]).sum(axis=1)], axis=1)
        points = np.clip(points + 0.4 * moved, -frame, frame)
    return np.asarray(points / frame, float)


def _ranked(points: _Points) -> _Points:
    """The points half way to an even spread along each axis: outliers come nearer, crowds open."""
    ranks = points.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(len(points) - 1, 1) * 2 - 1
    low, high = points.min(axis=0), points.max(axis=0)
    plain = 2 * (points - low) / np.where(high > low, high - low, 1) - 1
    return np.asarray((ranks + plain) / 2, float)


@dataclass(frozen=True, slots=True)
class Label:
    """A name's place: how far its middle stands from its node's, in pixels, upwards and to the right positive; `led` where a line should lead there."""

    right: float
    up: float
    led: bool


@lru_cache(maxsize=4096)
def label_width(text: str) -> float:
    """The pixels that a label takes in the reader's font, or a little less than that."""
    return advance(text, LABEL_SIZE) * _FONT_MARGIN


def labels(x: Sequence[float], y: Sequence[float], radius: Sequence[float], texts: Sequence[str], *, width: float, height: float) -> list[Label | None]:
    """A place for the name of each node, the most important node first; None for a node whose name finds no room.

    x, y: pixels from the left and the bottom of a frame. Names overlap neither each other nor a node that is named, and stand inside the frame. They
    still do where the frame is drawn wider: names keep their distance from their nodes in pixels, and side by side they stand in the order of their
    nodes. Nodes without a name are no obstacle: leave them out.
    """
    centres = np.column_stack([np.asarray(x, float), np.asarray(y, float)])
    round_nodes = np.asarray(radius, float)
    sizes = np.array([(label_width(text), LABEL_SIZE * 1.5) for text in texts]).reshape(-1, 2)
    shown = np.ones(len(texts), bool)
    while True:
        placed = _greedy(centres, round_nodes, sizes, shown, (width, height))
        lost = [at for at in np.flatnonzero(shown).tolist() if placed[at] is None]
        if not lost:
            return placed
        shown[lost[len(lost) // 2 :]] = False


def _greedy(centres: _Points, radius: _Points, sizes: _Points, shown: npt.NDArray[np.bool_], frame: tuple[float, float]) -> list[Label | None]:
    boxes = np.empty((0, 4))
    owners: list[int] = []
    placed: list[Label | None] = [None] * len(sizes)
    discs = np.column_stack([centres - radius[:, None] - 1, centres + radius[:, None] + 1])
    for at in np.flatnonzero(shown).tolist():
        offsets, rings = _candidates(float(radius[at]), sizes[at])
        middle = centres[at] + offsets
        tried = np.column_stack([middle - sizes[at] / 2, middle + sizes[at] / 2])
        inside = (tried[:, :2] >= 0).all(axis=1) & (tried[:, 2:] <= frame).all(axis=1)
        others = np.flatnonzero(shown & (np.arange(len(shown)) != at))
        taken = np.vstack([boxes, discs[others]])
        aside = np.sign(centres[[*owners, *others], 0] - centres[at, 0])
        free = inside & ~_touching(tried, _open_aside(taken, aside)).any(axis=1)
        if not free.any():
            continue
        best = int(np.flatnonzero(free)[0])
        boxes = np.vstack([boxes, tried[best]])
        owners.append(at)
        placed[at] = Label(float(offsets[best, 0]), float(offsets[best, 1]), bool(rings[best] > 1))
    return placed


def _candidates(radius: float, size: _Points) -> tuple[_Points, npt.NDArray[np.int64]]:
    """Offsets of a label's middle from its node's, the best first, and the ring of each."""
    around = np.column_stack([np.cos(_ANGLES), np.sin(_ANGLES)])
    rings = [around * (radius + gap + size / 2) for gap in _RINGS]
    return np.vstack(rings), np.repeat(np.arange(len(_RINGS)), len(_ANGLES))


def _open_aside(boxes: _Points, aside: _Points) -> _Points:
    """The boxes without an end on the right where `aside` is positive, on the left where it is negative: as far as a wider frame may carry them."""
    opened = boxes.copy()
    opened[aside < 0, 0], opened[aside > 0, 2] = -np.inf, np.inf
    return opened


def _touching(tried: _Points, boxes: _Points) -> npt.NDArray[np.bool_]:
    """Which of the tried boxes (left, bottom, right, top) overlap which others: bool[tried, boxes]."""
    a, b = tried[:, None], boxes[None]
    return (a[..., 0] < b[..., 2]) & (b[..., 0] < a[..., 2]) & (a[..., 1] < b[..., 3]) & (b[..., 1] < a[..., 3])
