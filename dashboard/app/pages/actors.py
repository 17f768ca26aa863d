"""Actors: who is named, how often, and who beside whom."""

from functools import partial
from typing import Any

import streamlit as st

from dashboard.app import clicks, page, panel, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.panels import evidence
from dashboard.charts import actors, comentions
from dashboard.exports import networks

_BY = ("mentions", "articles", "sources")
_KINDS = ("all", *actors.KINDS)
_WITHIN = ("article", "paragraph", "sentence")
_PAIRS, _MATRIX = 600, 60
_CELLS, _CELLS_NARROW = 22, 11


def draw(scene: Scene) -> None:
    """Bars, the heatmap of pairs with the sentences behind a cell, the network, and both tables."""
    bars(scene)
    heatmap(scene)
    network(scene)
    listed(scene)
    pairs(scene)


def _kind(scene: Scene, key: str) -> str | None:
    chosen = state.pick(scene.words("kind"), "kind", _KINDS, side=scene.side, show=lambda kind: scene.words(f"kind_{kind}"), key=key)
    return None if chosen == "all" else chosen


def _within(scene: Scene, key: str) -> Any:
    return state.pick(scene.words("within"), "within", _WITHIN, side=scene.side, show=lambda value: scene.words(f"within_{value}"), key=key)


@st.fragment
def bars(scene: Scene) -> None:
    """The actors most mentioned; a click keeps the articles that name one."""
    words = scene.words
    with panel.panel(scene, "actors", hint="hint_actors"):
        with st.container(horizontal=True, gap="medium"):
            by = state.pick(words("show_as"), "actors_by", _BY, side=scene.side, show=lambda value: words(f"by_{value}"))
            kind = _kind(scene, "kind_bars")
        table = scene.table("actors", limit=200, kind=kind, lang=scene.lang).sort_values(by, ascending=False, kind="stable")
        figure = actors.bars(table, by=by, **scene.look)
        panel.chart(scene, "actors", figure, table, clicked=clicks.adding(scene, "actor"))


@st.fragment
def heatmap(scene: Scene) -> None:
    """Pairs as cells; a click on one shows the sentences behind it."""
    words = scene.words
    with panel.panel(scene, "heatmap", hint="hint_pairs"):
        with st.container(horizontal=True, gap="medium"):
            within = _within(scene, "within_heatmap")
            measure = state.pick(words("show_as"), "pairs_by", ("count", "npmi"), side=scene.side, show=lambda value: words(f"by_{value}"))
            order = state.pick(words("order"), "order", ("cluster", "frequency"), side=scene.side, show=lambda value: words(f"order_{value}"))
        table = scene.table("comentions", within=within, actors=_MATRIX)
        figure = comentions.heatmap(table, names=scene.actors, order=order, measure=measure, limit=_CELLS_NARROW if scene.narrow or scene.side else _CELLS, **scene.look)  # type: ignore[arg-type]
        panel.chart(scene, "heatmap", figure, table, clicked=_chosen_pair, stays=True)
        _evidence(scene, within)


def _chosen_pair(point: dict[str, object]) -> None:
    if point.get("a") and point.get("b"):
        state.put(pair=f"{point['a']}~{point['b']}")


def _evidence(scene: Scene, within: str) -> None:
    """The sentences behind the pair that the URL names."""
    pair = tuple(slug for slug in state.free("pair").split("~") if slug in scene.actors)
    if len(pair) != 2:
        return
    st.button(scene.words("close"), key=f"close_pair{scene.side}", on_click=state.write, kwargs={"pair": None}, icon=":material/close:")
    evidence(scene, pair, within)


@st.fragment
def network(scene: Scene) -> None:
    """Actors as nodes, pairs as lines, each actor in the same place under every selection."""
    with panel.panel(scene, "network", hint="hint_network"):
        within = _within(scene, "within_network")
        named = scene.table("actors", limit=150, lang=scene.lang)
        table = scene.table("comentions", within=within, limit=_PAIRS)
        figure = comentions.network(table, named, layout=scene.layout, ego=_ego(scene, named["actor"].tolist()), names=scene.actors, width=360 if scene.narrow else 900, **scene.look)

        def clicked(point: dict[str, object]) -> None:
            if point.get("b"):
                _chosen_pair(point)
            elif point.get("a"):
                clicks.adding(scene, "actor", "a")(dict(point))

        made = {
            form: partial(networks.write, table, form, named, layout=scene.layout) for form in networks.FORMATS
        }
        panel.chart(scene, "network", figure, table, clicked=clicked, network=made)


def _ego(scene: Scene, options: list[str]) -> str | None:
    key = f"ego{scene.side}"
    held = state.free("ego")
    st.session_state[key] = held if held in options else None
    return st.selectbox(
        scene.words("ego"), options, key=key, index=None, format_func=lambda slug: scene.actors.get(slug, slug),
        placeholder=scene.words("ego_hint"), on_change=lambda: state.write(ego=st.session_state[key]),
    )  # fmt: skip


@st.fragment
def listed(scene: Scene) -> None:
    """Every actor with its forms."""
    with panel.panel(scene, "actors_table"):
        table = scene.table("actors", limit=500, lang=scene.lang)
        shown = columns(scene, "name", "kind", "mentions", "articles", "sources", "forms", link="name")
        panel.table(scene, "actors_table", table, shown, row_key="actor", chosen=lambda actor: clicks.adding(scene, "actor")({"actor": actor}))


@st.fragment
def pairs(scene: Scene) -> None:
    """The commonest pairs, with how much oftener than chance."""
    with panel.panel(scene, "pairs_table"):
        table = scene.table("comentions", within=_within(scene, "within_pairs"), limit=300)
        keyed = table.assign(pair=table["a"] + "~" + table["b"])
        shown = columns(scene, "a", "b", "count", "expected", "npmi", "log_likelihood", link="a", count="col_together")

        panel.table(scene, "pairs_table", keyed, shown, export=table, row_key="pair", chosen=lambda pair: state.put(pair=pair))


page.show(draw)
