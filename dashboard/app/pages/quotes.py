"""Quotes: who said what, and how it is rendered."""

import streamlit as st

from dashboard.app import clicks, page, panel, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.charts import quotes

_LISTED, _COUNTED = 400, 20_000


def draw(scene: Scene) -> None:
    """Quotes by kind or class of verb, and the quotes themselves."""
    rendered(scene)
    listed(scene)


@st.fragment
def rendered(scene: Scene) -> None:
    """Each source's quotes by kind, or by class of the verb that introduces them."""
    words = scene.words
    with panel.panel(scene, "quotes", hint="hint_sources"):
        part = state.pick(words("show_as"), "quotes_by", ("kind", "verb_class"), side=scene.side, show=lambda value: words(f"by_{value}"))
        table = scene.table("quotes", limit=_COUNTED)
        figure = quotes.bars(table, part=part, names=scene.sources, **scene.look)  # type: ignore[arg-type]
        counted = table.groupby(["source", part], as_index=False).size().rename(columns={"size": "quotes"})
        panel.chart(scene, "quotes", figure, counted, clicked=clicks.only_source(scene))


@st.fragment
def listed(scene: Scene) -> None:
    """The quotes, newest first; a click opens the article."""
    with panel.panel(scene, "quotes_table", hint="hint_articles"):
        table = scene.table("quotes", limit=_LISTED)
        called = table["speaker"].map(lambda slug: scene.actors.get(slug) if slug else None)
        shown = table.assign(speaker_text=called.where(called.notna(), table["speaker_text"]))
        listing = columns(scene, "text", "speaker_text", "verb", "kind", "source", "date", link="text", speaker_text="col_speaker")
        panel.table(
            scene, "quotes_table", shown, listing, export=table, row_key="id", colours=scene.colours, chosen=state.open_article,
            formats=("csv", "xlsx", "json", "jsonl", "parquet"),
        )  # fmt: skip


page.show(draw)
