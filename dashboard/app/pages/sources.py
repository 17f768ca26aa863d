"""Sources: one row an outlet, and how much of each is its own text."""

import streamlit as st

from dashboard.app import clicks, page, panel, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.panels import articles_over_time
from dashboard.charts import sources

_BY = ("articles", "words", "words_per_article", "lexical_diversity", "quotes", "actors")


def draw(scene: Scene) -> None:
    """Bars by the reader's measure, agencies, time, and the table of statistics."""
    bars(scene)
    origins(scene)
    articles_over_time(scene)
    listed(scene)


@st.fragment
def bars(scene: Scene) -> None:
    """One bar a source; a click keeps it alone."""
    with panel.panel(scene, "sources", hint="hint_sources"):
        by = state.pick(scene.words("show_as"), "sources_by", _BY, side=scene.side, show=lambda value: scene.words(f"by_{value}"))
        table = scene.table("sources").sort_values(by, ascending=False, kind="stable")
        named = table.assign(name=table["source"].map(scene.sources))
        panel.chart(scene, "sources", sources.bars(named, by=by, colours=scene.colours, **scene.look), table, clicked=clicks.only_source(scene))


@st.fragment
def origins(scene: Scene) -> None:
    """Each source's own text and that of agencies."""
    with panel.panel(scene, "origins"):
        table = scene.table("sources")
        named = table.assign(name=table["source"].map(scene.sources))
        panel.chart(scene, "origins", sources.origins(named, **scene.look), table)


@st.fragment
def listed(scene: Scene) -> None:
    """Every statistic of every source."""
    with panel.panel(scene, "sources_table"):
        table = scene.table("sources")
        named = table.assign(name=table["source"].map(scene.sources))
        shown = columns(
            scene, "name", "region", "articles", "undated", "first", "last", "words", "words_per_article", "sentences", "lexical_diversity",
            "quotes", "speakers", "actors", "own_share", link="name", name="col_source",
        )  # fmt: skip
        panel.table(
            scene, "sources_table", named, shown, export=table, row_key="source", colours=scene.colours,
            chosen=lambda source: clicks.only_source(scene)({"source": source}),
        )  # fmt: skip


page.show(draw)
