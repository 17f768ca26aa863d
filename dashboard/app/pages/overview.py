"""Overview: how much there is, when it appeared, and what it speaks of."""

import streamlit as st

from dashboard.app import clicks, downloads, near, page, panel, state, stopping
from dashboard.app.data import Scene
from dashboard.app.marks import safe
from dashboard.app.panels import articles_over_time, cloud_of_terms
from dashboard.charts import actors, sources, terms
from dashboard.measures.totals import words as word_total


def draw(scene: Scene) -> None:
    """Figures first, then time, words, actors and outlets."""
    numbers(scene)
    articles_over_time(scene)
    wide = not scene.side
    left, right = st.columns(2, gap="medium") if wide else (st.container(), st.container())
    with left:
        top_terms(scene)
    with right:
        top_actors(scene)
    cloud_of_terms(scene, filters=True)
    top_sources(scene)
    report(scene)


def numbers(scene: Scene) -> None:
    """The sizes of the selection, and how much of the corpus that is."""
    words = scene.words
    size, undated, _ = scene.size
    held = scene.table("actors", limit=0, details=False)
    said = {
        "page_articles": size, "page_sources": len(scene.view.by_source), "page_actors": len(held), "by_words": word_total(scene.view), "col_undated": undated,
    }  # fmt: skip
    share = f"<small>{safe(scene.share)}</small>"
    cards = "".join(
        f"<li data-number='{key}'><span>{safe(words(key))}</span><strong>{safe(words.number(number))}</strong>{share if key == 'page_articles' else ''}</li>"
        for key, number in said.items()
    )
    st.html(f"<ul class='numbers'>{cards}</ul>")
    panel.left_out(scene)


@near.part
def top_terms(scene: Scene) -> None:
    """The commonest terms; a click shows where one stands."""
    with panel.panel(scene, "top_terms", hint="hint_contexts"):
        table = scene.table("terms", limit=15, details=False, **stopping.options())
        panel.chart(scene, "top_terms", terms.bars(table, limit=15, **scene.look), table, clicked=clicks.contexts())


@near.part
def top_actors(scene: Scene) -> None:
    """The actors most mentioned; a click keeps the articles that name one."""
    with panel.panel(scene, "top_actors", hint="hint_actors"):
        table = scene.table("actors", limit=15, lang=scene.lang)
        panel.chart(scene, "top_actors", actors.bars(table, limit=15, **scene.look), table, clicked=clicks.adding(scene, "actor"))


@near.part
def top_sources(scene: Scene) -> None:
    """Articles of each source; a click keeps one source."""
    with panel.panel(scene, "top_sources", hint="hint_sources"):
        table = scene.table("sources")
        named = table.assign(name=table["source"].map(scene.sources))
        figure = sources.bars(named, by="articles", colours=scene.colours, limit=20, **scene.look)
        panel.chart(scene, "top_sources", figure, table, clicked=clicks.only_source(scene))


@st.fragment
def report(scene: Scene) -> None:
    """The selection as one file to mail."""
    state.settle()
    downloads.report_buttons(scene)


page.show(draw)
