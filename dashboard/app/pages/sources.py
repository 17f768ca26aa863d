"""Sources: one row an outlet, and how much of each is its own text."""

import pandas as pd
import streamlit as st

from dashboard.app import clicks, near, page, panel, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.marks import safe
from dashboard.app.panels import articles_over_time
from dashboard.charts import sources

_BY = ("articles", "words", "words_per_article", "lexical_diversity", "quotes", "actors")


def draw(scene: Scene) -> None:
    """Bars by the reader's measure, agencies, time, and the table of statistics."""
    bars(scene)
    origins(scene)
    articles_over_time(scene)
    listed(scene)


def _table(scene: Scene) -> pd.DataFrame:
    """The statistics, each source under its name in the reader's language."""
    table: pd.DataFrame = scene.table("sources", lang=scene.lang)
    return table.assign(name=table["source"].map(scene.sources))


@near.part
def bars(scene: Scene) -> None:
    """One bar a source; a click keeps it alone."""
    with panel.panel(scene, "sources", hint="hint_sources"):
        by = state.pick(scene.words("show_as"), "sources_by", _BY, side=scene.side, show=lambda value: scene.words(f"by_{value}"))
        table = _table(scene).sort_values(by, ascending=False, kind="stable")
        panel.chart(scene, "sources", sources.bars(table, by=by, colours=scene.colours, **scene.look), table, clicked=clicks.only_source(scene))


@near.part
def origins(scene: Scene) -> None:
    """Each source's own text and that of agencies; a click keeps an agency's texts in that source."""

    def clicked(point: dict[str, object]) -> None:
        if point.get("origin") in (sources.OWN, sources.OTHER):
            clicks.only_source(scene)(dict(point))
        elif point.get("origin"):
            chosen = state.now(scene.side).replacing(source=(str(point["source"]),), origin=(str(point["origin"]),))
            state.choose(chosen, scene.side or None)

    with panel.panel(scene, "origins", hint="hint_origins"):
        table = _table(scene)
        panel.chart(scene, "origins", sources.origins(table, names=scene.outlets, **scene.look), table, clicked=clicked)


@near.part
def listed(scene: Scene) -> None:
    """Every statistic of every source, and what it leaves out of its counts."""
    with panel.panel(scene, "sources_table"):
        table = _table(scene)
        _left_out(scene, table)
        shown = columns(
            scene, "name", "region", "articles", "not_arabic", "undated", "copies", "first", "last", "words", "words_per_article", "sentences",
            "lexical_diversity", "quotes", "speakers", "actors", "own_share", link="name", name="col_source",
        )  # fmt: skip
        panel.table(
            scene, "sources_table", table, shown, export=table, row_key="source", colours=scene.colours,
            chosen=lambda source: clicks.only_source(scene)({"source": source}),
        )  # fmt: skip


def _left_out(scene: Scene, table: pd.DataFrame) -> None:
    """Say how many articles are not in Arabic, undated or copies, and what becomes of them."""
    words = scene.words
    total = {name: int(pd.to_numeric(table[name]).sum()) for name in ("articles", "not_arabic", "undated", "copies")}
    copies = "sources_no_copies" if table["copies"].isna().any() else f"sources_copies_{scene.selection.copies}"
    parts = [
        words("sources_not_arabic", count=words.count("article", total["not_arabic"])),
        words("sources_undated", count=words.count("article", total["undated"])),
        words(copies, count=words.count("article", total["copies"])),
    ]
    st.html(f"<ul class='notes'>{''.join(f'<li>{safe(part)}</li>' for part in parts)}</ul>")


page.show(draw)
