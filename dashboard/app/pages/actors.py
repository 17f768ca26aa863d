"""Actors: who is named, how often, and who beside whom."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app import chips, clicks, downloads, near, page, panel, state, who
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.marks import safe
from dashboard.app.panels import chosen_counting, counting, evidence
from dashboard.charts import actors, comentions
from dashboard.errors import CallError
from dashboard.exports import networks
from dashboard.selection import Selection

_BY = ("mentions", "articles", "sources")
_KINDS = ("all", *actors.KINDS)
_WITHIN = ("article", "paragraph", "sentence")
_PLACES = ("heatmap", "network", "rising", "pairs")
_MATRIX, _NODES = 60, 80
_CELLS, _CELLS_NARROW = 22, 11


def draw(scene: Scene) -> None:
    """Bars, the heatmap of pairs with the sentences behind a cell, the network, pairs that rose and fell, and both tables."""
    with st.container(horizontal=True, gap="medium"):
        counting(scene)
    bars(scene)
    heatmap(scene)
    network(scene)
    if scene.side != "b":
        rising(scene)
    listed(scene)
    pairs(scene)


def _kind(scene: Scene, key: str) -> str | None:
    chosen = state.pick(scene.words("kind"), "kind", _KINDS, side=scene.side, show=lambda kind: scene.words(f"kind_{kind}"), key=key)
    return None if chosen == "all" else chosen


def _within(scene: Scene, key: str) -> Any:
    return state.pick(scene.words("within"), "within", _WITHIN, side=scene.side, show=lambda value: scene.words(f"within_{value}"), key=key)


@near.part
def bars(scene: Scene) -> None:
    """The actors most mentioned; a click keeps the articles that name one."""
    words = scene.words
    with panel.panel(scene, "actors", hint="hint_actors"):
        with st.container(horizontal=True, gap="medium"):
            by = state.pick(words("show_as"), "actors_by", _BY, side=scene.side, show=lambda value: words(f"by_{value}"))
            kind = _kind(scene, "kind_bars")
        table = scene.table("actors", limit=200, kind=kind, lang=scene.lang, **chosen_counting()).sort_values(by, ascending=False, kind="stable")
        figure = actors.bars(table, by=by, **scene.look)
        panel.chart(scene, "actors", figure, table, clicked=clicks.adding(scene, "actor"), linked=partial(who.linked, scene=scene))


@near.part
def heatmap(scene: Scene) -> None:
    """Pairs as cells; a click on one shows the sentences behind it."""
    words = scene.words
    with panel.panel(scene, "heatmap", hint="hint_pairs"):
        with st.container(horizontal=True, gap="medium"):
            within = _within(scene, "within_heatmap")
            measure = state.pick(words("show_as"), "pairs_by", ("count", "npmi"), side=scene.side, show=lambda value: words(f"by_{value}"))
            order = state.pick(words("order"), "order", ("cluster", "frequency"), side=scene.side, show=lambda value: words(f"order_{value}"))
        table = scene.table("comentions", within=within, actors=_MATRIX, **chosen_counting())
        figure = comentions.heatmap(table, names=scene.actors, order=order, measure=measure, limit=_CELLS_NARROW if scene.narrow or scene.side else _CELLS, **scene.look)  # type: ignore[arg-type]
        panel.chart(scene, "heatmap", figure, table, clicked=partial(_chosen_pair, at="heatmap"), stays=True, linked=partial(who.linked, scene=scene))
        _evidence(scene, within, at="heatmap")


def _chosen_pair(point: dict[str, object], *, at: str) -> None:
    if point.get("a") and point.get("b"):
        state.put(pair=f"{point['a']}~{point['b']}", at=at)


def _evidence(scene: Scene, within: str, *, at: str) -> None:
    """The sentences behind the pair that the URL names, in the panel where it was clicked."""
    pair = tuple(slug for slug in state.free("pair").split("~") if slug in scene.actors)
    if len(pair) != 2 or state.option("at", _PLACES) != at:
        return
    st.button(scene.words("close"), key=f"close_{at}{scene.side}", on_click=state.write, kwargs={"pair": None}, icon=":material/close:")
    evidence(scene, pair, within, **chosen_counting())


@near.part
def network(scene: Scene) -> None:
    """Actors as nodes, pairs as lines, each actor in the same place under every selection; or one actor and its companions."""
    words = scene.words
    with panel.panel(scene, "network", hint="hint_network"):
        with st.container(horizontal=True, gap="medium"):
            within = _within(scene, "within_network")
            edge = state.pick(words("show_as"), "edge", ("npmi", "count"), side=scene.side, show=lambda value: words(f"by_{value}"))
        ego = _ego(scene)
        named = scene.table("actors", limit=0, lang=scene.lang, details=False, **chosen_counting())
        table = scene.table("comentions", within=within, actors=_NODES, **chosen_counting())
        if ego is not None:
            own = scene.table("comentions", within=within, beside=ego, limit=_NODES, **chosen_counting())
            table = pd.concat([own, table[(table["a"] != ego) & (table["b"] != ego)]], ignore_index=True)
        least = _threshold(scene, table, edge)
        figure = comentions.network(
            table, named, layout=scene.layout, edge=edge, threshold=least, ego=ego, names=scene.actors, width=_room(scene), **scene.look
        )

        def clicked(point: dict[str, object]) -> None:
            if point.get("b"):
                _chosen_pair(point, at="network")
            elif point.get("a"):
                state.put(ego=str(point["a"]))

        made = {form: partial(networks.write, table, form, named, layout=scene.layout, provenance=downloads.provenance(scene)) for form in networks.FORMATS}
        panel.chart(scene, "network", figure, table, clicked=clicked, network=made, linked=partial(who.linked, scene=scene))
        if ego is not None:
            with st.container(horizontal=True, gap="small"):
                st.button(words("all_actors"), key=f"all_actors{scene.side}", on_click=state.write, kwargs={"ego": None}, icon=":material/hub:")
                st.button(words("open_actor"), key=f"open_ego{scene.side}", on_click=state.open_actor, args=(ego,), icon=":material/person:")
                st.button(
                    words("keep_articles"), key=f"keep_ego{scene.side}", on_click=lambda: clicks.adding(scene, "actor")({"actor": ego}),
                    icon=":material/filter_alt:",
                )  # fmt: skip
        _evidence(scene, within, at="network")


def _room(scene: Scene) -> int:
    """The least width in pixels that the network is drawn in."""
    return 340 if scene.narrow else 420 if scene.side else 800


def _ego(scene: Scene) -> str | None:
    held, _ = who.understood(scene, list(filter(None, [state.free("ego")])))
    who.pick(scene, scene.words("ego"), held[0] if held else None, name="ego", chosen=lambda slug: state.put(ego=slug), hint=scene.words("ego_hint"))
    return held[0] if held else None


def _threshold(scene: Scene, table: pd.DataFrame, edge: str) -> float | None:
    """The least value of a line, as the reader's slider says; None until it is moved."""
    values = table[edge].dropna()
    most = float(values.max()) if len(values) else 0.0
    step = 0.05 if edge == "npmi" else 1.0
    low = 0.0 if edge == "npmi" else 1.0
    if most <= low:
        return None
    held = state.free(f"least_{edge}")
    chosen = float(held) if held.replace(".", "", 1).isdigit() else None
    key = f"least_{edge}{scene.side}"
    default = comentions.default_threshold(table[table["count"] > 0], edge)  # type: ignore[arg-type]
    top = max(round(most, 2), low + step)
    st.session_state[key] = min(max(round(default, 2) if chosen is None else chosen, low), top)
    st.slider(
        scene.words("threshold"), low, top, step=step, key=key, format="%.2f" if edge == "npmi" else "%d",
        on_change=lambda: state.put(**{f"least_{edge}": f"{st.session_state[key]:g}"}),
    )  # fmt: skip
    return chosen


@near.part
def rising(scene: Scene) -> None:
    """The pairs that are named together more in one selection than in the other, or than in everything."""
    words = scene.words
    other = state.read_selection("b") if state.comparing() else Selection()
    with panel.panel(scene, "rising", hint="hint_rising"):
        if isinstance(other, CallError) or other == scene.selection:
            st.html(f"<p class='quiet' role='status'>{safe(words('rising_needs'))}</p>")
            return
        within = _within(scene, "within_rising")
        table = scene.under(Selection()).attempt("comentions", a=scene.selection, b=other, within=within, limit=200, **chosen_counting())
        if table is None:
            st.html(f"<p class='quiet' role='status'>{safe(words('rising_needs'))}</p>")
            return
        figure = comentions.rising(
            table, names=scene.actors, a=chips.name(scene, scene.selection), b=chips.name(scene, other), limit=8 if scene.narrow else 15, **scene.look
        )
        panel.chart(scene, "rising", figure, table, clicked=partial(_chosen_pair, at="rising"))
        keyed = table.assign(pair=table["a"] + "~" + table["b"])
        shown = columns(scene, "a", "b", "count_in_a", "count_in_b", "log_ratio", "p_adjusted", "npmi_in_a", "npmi_in_b", link="a")
        panel.table(
            scene, "rising_table", keyed, shown, export=table, row_key="pair", chosen=lambda pair: state.put(pair=pair, at="rising")
        )
        _evidence(scene, within, at="rising")


@near.part
def listed(scene: Scene) -> None:
    """Every actor with its forms."""
    with panel.panel(scene, "actors_table"):
        table = scene.table("actors", limit=500, lang=scene.lang, **chosen_counting())
        shown = columns(scene, "name", "kind", "mentions", "articles", "sources", "forms", link="name")
        panel.table(scene, "actors_table", table, shown, row_key="actor", chosen=state.open_actor)


@near.part
def pairs(scene: Scene) -> None:
    """The commonest pairs, with how much oftener than chance."""
    with panel.panel(scene, "pairs_table"):
        table = scene.table("comentions", within=_within(scene, "within_pairs"), limit=300, **chosen_counting())
        keyed = table.assign(pair=table["a"] + "~" + table["b"])
        shown = columns(scene, "a", "b", "count", "expected", "npmi", "log_likelihood", link="a", count="col_together")

        panel.table(scene, "pairs_table", keyed, shown, export=table, row_key="pair", chosen=lambda pair: state.put(pair=pair, at="pairs"))
        _evidence(scene, state.option("within", _WITHIN), at="pairs")


page.show(draw)
