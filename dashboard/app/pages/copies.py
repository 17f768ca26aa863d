"""Copies: articles that share their text, and the agency that it came from."""

import pandas as pd
import streamlit as st

from dashboard.app import near, page, panel, reader, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.marks import safe

_LISTED = 1_000


def draw(scene: Scene) -> None:
    """The clusters of copies, the most printed first."""
    listed(scene)


@near.part
def listed(scene: Scene) -> None:
    """One row an article, cluster by cluster; a click lays it beside the first that was printed."""
    words = scene.words
    with panel.panel(scene, "copies", hint="hint_copies"):
        table = scene.table("copies", limit=0)
        _sizes(scene, table)
        order = {cluster: number for number, cluster in enumerate(dict.fromkeys(table["cluster"]), 1)}
        top = table.head(_LISTED)
        shown = top.assign(
            cluster=top["cluster"].map(order),
            title=[reader.title_or_start(scene, one) for one in top["id"]],
            first_copy=[words("yes") if first else "" for first in top["first"]],
        )
        listing = columns(scene, "cluster", "title", "source", "date", "origin", "similarity", "first_copy", link="title")
        panel.table(scene, "copies", shown, listing, export=table, row_key="id", colours=scene.colours, chosen=_beside)


def _beside(article: str) -> None:
    state.go("passages", article=article, other=None)


def _sizes(scene: Scene, table: pd.DataFrame) -> None:
    """How many texts were printed more than once, in how many articles."""
    words = scene.words
    said = words("copies_sizes", texts=words.count("text", table["cluster"].nunique()), articles=words.count("article", len(table)))
    st.html(f"<p class='denominator'>{safe(said)}</p>")


page.show(draw)
