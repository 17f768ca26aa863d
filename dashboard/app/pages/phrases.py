"""Phrases: sequences of words that stand together oftener than chance."""

import streamlit as st

from dashboard.app import page, panel, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.charts import terms


def draw(scene: Scene) -> None:
    """Bars and the table; a click searches for the phrase."""
    listed(scene)


def _search(scene: Scene, phrase: str) -> None:
    state.choose(scene.selection.replacing(text=f'"{phrase}"'), scene.side or None)


@st.fragment
def listed(scene: Scene) -> None:
    """The strongest phrases, as bars and as a table."""
    with panel.panel(scene, "phrases", hint="hint_phrases"):
        table = scene.table("phrases", limit=300)
        figure = terms.bars(table.rename(columns={"phrase": "term"}).assign(per_million=None).sort_values("count", ascending=False), **scene.look)
        panel.chart(scene, "phrases", figure, table, clicked=lambda point: _search(scene, str(point["term"])))
        shown = columns(scene, "phrase", "count", "articles", "score", link="phrase")
        panel.table(scene, "phrases_table", table, shown, row_key="phrase", chosen=lambda phrase: _search(scene, phrase))


page.show(draw)
