"""Panels that more than one page shows."""

from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.app import clicks, panel, sidebar, state
from dashboard.app.data import Scene
from dashboard.app.marks import actor_spans, marked, safe
from dashboard.charts import articles, wordcloud
from dashboard.measures.periods import EVERY

_CLOUD_WORDS = 90
_WIDE, _PHONE = (760, 430, _CLOUD_WORDS), (380, 480, 45)
"""Width, height and most words of the cloud."""
_ARTICLES = str(Path(__file__).parent / "pages" / "articles.py")


def default_period(scene: Scene) -> str:
    """The period that gives a readable number of points over the corpus's span."""
    ends = sidebar.span(scene.corpus)
    days = (ends[1] - ends[0]).days if ends else 0
    return "day" if days <= 62 else "week" if days <= 400 else "month" if days <= 3000 else "quarter"


def every(scene: Scene) -> str:
    """The reader's choice of period."""
    chosen: str = state.pick(
        scene.words("every"), "every", EVERY, side=scene.side, show=lambda value: scene.words(f"every_{value}"), default=default_period(scene)
    )
    return chosen


@st.fragment
def articles_over_time(scene: Scene) -> None:
    """Articles of each source by period; a click narrows the dates."""
    with panel.panel(scene, "timeline", hint="hint_timeline"):
        table = scene.table("timeline", every=every(scene))
        figure = articles.timeline(table, names=scene.sources, colours=scene.colours, months=scene.words.months if scene.lang == "ar" else None, **scene.look)
        panel.chart(scene, "timeline", figure, table, clicked=clicks.period(scene))


@st.fragment
def cloud_of_terms(scene: Scene) -> None:
    """The commonest terms as a cloud; a click keeps the articles that hold one."""
    with panel.panel(scene, "cloud", hint="hint_terms"):
        table = scene.table("terms", limit=_CLOUD_WORDS, details=False)
        if table.empty:
            panel.nothing(scene)
            return
        width, height, limit = _PHONE if scene.narrow else _WIDE
        placed = wordcloud.cloud(table, width=width, height=height, limit=limit, **scene.look)
        panel.cloud(scene, "cloud", placed, table, clicked=lambda term: clicks.adding(scene, "term")({"term": term}))


def evidence(scene: Scene, actors: tuple[str, ...], within: str) -> None:
    """The windows that name all of some actors, each a step from its article."""
    words = scene.words
    found = scene.table("sentences", actors=actors, within=within, limit=12)
    names = [scene.actors.get(actor, actor) for actor in actors]
    title = words("sentences_of", a=names[0], b=names[-1])
    articles_held = int(found.attrs.get("articles", 0))
    counted = words.count("article", articles_held)
    st.html(f"<h3 class='evidence-title'>{safe(title)}</h3><p class='denominator'>{safe(counted)}</p>")
    if found.empty:
        st.html(f"<p class='quiet'>{safe(words('sentences_none'))}</p>")
        return
    for key, group in found.groupby("id", sort=False):
        with st.container(key=f"evidence_{key}{scene.side}"):
            st.html("".join(_sentence(scene, row) for row in group.itertuples()) + _where(scene, group.iloc[0]))
            read_link(scene, str(key))
    shown = found["id"].nunique()
    if shown < articles_held:
        st.html(f"<p class='quiet'>{safe(words('sentences_more', count=words.count('article', articles_held - shown)))}</p>")


def read_link(scene: Scene, article: str) -> None:
    """A link to an article, under the same selection."""
    query = [(name, value) for name, value in state.pairs() if name not in ("article", "page")] + [("article", article)]
    st.page_link(_ARTICLES, label=scene.words("read_article"), query_params=query)


def _sentence(scene: Scene, row: Any) -> str:
    spans = actor_spans(row.spans, scene.actors, scene.actor_kinds)
    return f"<blockquote dir='auto'>{marked(row.text, spans)}</blockquote>"


def _where(scene: Scene, row: Any) -> str:
    words = scene.words
    parts = [scene.sources.get(row.source, row.source), words.date(row.date) or words("no_date")]
    if row.title:
        parts.append(row.title)
    return f"<p class='where'>{' · '.join(safe(part) for part in parts)}</p>"
