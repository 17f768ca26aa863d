"""Keyness: the terms that set one selection apart from another, or from everything."""

import streamlit as st

from dashboard.app import chips, clicks, page, panel, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.marks import safe
from dashboard.charts import terms
from dashboard.errors import CallError
from dashboard.selection import Selection


def draw(scene: Scene) -> None:
    """One chart for both sides: A against B where two selections are compared, else the selection against everything."""
    if scene.side != "b":
        apart(scene)


@st.fragment
def apart(scene: Scene) -> None:
    """The surest terms of each side, and the table."""
    words = scene.words
    other = state.read_selection("b") if state.comparing() else Selection()
    with panel.panel(scene, "keyness", hint="hint_terms"):
        if isinstance(other, CallError) or other == scene.selection:
            st.html(f"<p class='quiet' role='status'>{safe(words('keyness_needs'))}</p>")
            return
        whole = scene.under(Selection())
        table = whole.attempt("keyness", a=scene.selection, b=other, limit=200)
        if table is None:
            st.html(f"<p class='quiet' role='status'>{safe(words('keyness_needs'))}</p>")
            return
        figure = terms.keyness(table, a=chips.name(scene, scene.selection), b=chips.name(scene, other), limit=8 if scene.narrow else 15, **scene.look)
        panel.chart(scene, "keyness", figure, table, clicked=clicks.adding(scene, "term"))
        shown = columns(scene, "term", "count_a", "count_b", "log_likelihood", "log_ratio", link="term")
        panel.table(scene, "keyness_table", table, shown, row_key="term", chosen=lambda term: clicks.adding(scene, "term")({"term": term}))


page.show(draw)
