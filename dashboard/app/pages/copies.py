"""Copies: articles that share their text, and the agency that it came from."""

import streamlit as st

from dashboard.app import page, panel, reader, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene


def draw(scene: Scene) -> None:
    """The clusters of copies, the most printed first."""
    listed(scene)


@st.fragment
def listed(scene: Scene) -> None:
    """One row an article, cluster by cluster; a click opens it."""
    words = scene.words
    with panel.panel(scene, "copies", hint="hint_articles"):
        table = scene.attempt("copies", limit=500)
        if table is None:
            panel.nothing(scene)
            return
        order = {cluster: number for number, cluster in enumerate(dict.fromkeys(table["cluster"]), 1)}
        shown = table.assign(
            cluster=table["cluster"].map(order),
            title=[reader.title_or_start(scene, one) for one in table["id"]],
            first_copy=[words("yes") if first else "" for first in table["first"]],
        )
        listing = columns(scene, "cluster", "title", "source", "date", "origin", "similarity", "first_copy", link="title")
        panel.table(scene, "copies", shown, listing, export=table, row_key="id", colours=scene.colours, chosen=state.open_article)


page.show(draw)
