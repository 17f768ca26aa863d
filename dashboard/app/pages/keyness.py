"""Keyness: the terms that set one selection apart from another, or from the rest."""

import streamlit as st

from dashboard.app import chips, clicks, near, page, panel, state, stopping
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.marks import safe
from dashboard.charts import terms
from dashboard.corpus import View
from dashboard.errors import CallError, MarsadError
from dashboard.measures.keyness import sides
from dashboard.selection import Selection

_COMPARED = 150  # so few that their dispersion is looked up term by term


def draw(scene: Scene) -> None:
    """One chart for both sides: A against B where two selections are compared, else the selection against the rest."""
    if scene.side != "b":
        stopping.control(scene)
        apart(scene)


@near.part
def apart(scene: Scene) -> None:
    """The surest terms of each side, and the table."""
    words = scene.words
    other = state.read_selection("b") if state.comparing() else None
    with panel.panel(scene, "keyness", hint="hint_contexts"):
        views = None if isinstance(other, CallError) else _sides(scene, other)
        table = None if views is None or isinstance(other, CallError) else scene.under(Selection()).attempt(
            "keyness", a=scene.selection, b=other, limit=_COMPARED, **stopping.options()
        )  # fmt: skip
        if table is None or views is None or isinstance(other, CallError):
            st.html(f"<p class='quiet' role='status'>{safe(words('keyness_needs'))}</p>")
            return
        names = chips.name(scene, scene.selection), words("the_rest") if other is None else chips.name(scene, other)
        st.html(f"<p role='status'>{safe(_said(scene, views, names, other))}</p>")
        for view in views:
            panel.few_words(scene, view)
        figure = terms.keyness(table, a=names[0], b=names[1], limit=8 if scene.narrow else 15, **scene.look)
        panel.chart(scene, "keyness", figure, table, clicked=clicks.contexts())
        shown = columns(scene, "term", "count_a", "count_b", "log_likelihood", "log_ratio", "p_adjusted", "dispersion_a", "dispersion_b", link="term")
        panel.table(scene, "keyness_table", table, shown, row_key="term", chosen=state.open_contexts)


def _sides(scene: Scene, other: Selection | None) -> tuple[View, View] | None:
    """The two views that are compared; None where they are the same or one is empty."""
    try:
        return sides(scene.corpus.view(), scene.selection, other)
    except MarsadError:
        return None


def _said(scene: Scene, views: tuple[View, View], names: tuple[str, str], other: Selection | None) -> str:
    """What is compared with what, with the articles on each side."""
    words = scene.words
    shown, rest = (words.count("article", view.size) for view in views)
    if other is not None:
        return words("keyness_sides", a=names[0], b=names[1], shown=shown, rest=rest)
    same = views[0].size == views[1].size == scene.everything
    return words("keyness_voice", a=names[0], shown=shown) if same else words("keyness_rest", a=names[0], shown=shown, rest=rest)


page.show(draw)
