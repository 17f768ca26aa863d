"""Panels that more than one page shows."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app import clicks, near, panel, sidebar, state, stopping
from dashboard.app.data import Scene
from dashboard.app.marks import actor_spans, marked, safe
from dashboard.app.who import address
from dashboard.charts import articles, trend, wordcloud
from dashboard.measures.periods import EVERY
from dashboard.measures.trend import BY

_CLOUD_WORDS = 90
_SMOOTHING = ("0", "3", "7")
_WIDE, _PHONE = (760, 430, _CLOUD_WORDS), (380, 480, 45)
"""Width, height and most words of the cloud."""
_ARTICLES = str(Path(__file__).parent / "pages" / "articles.py")


def default_period(scene: Scene) -> str:
    """The period that gives a readable number of points over the corpus's span."""
    ends = sidebar.span(scene.corpus)
    days = (ends[1] - ends[0]).days if ends else 0
    return "day" if days <= 62 else "week" if days <= 400 else "month" if days <= 3000 else "quarter"


def every(scene: Scene) -> str:
    """The reader's choice of period, weeks from the day on which the reader's week begins."""
    chosen: str = state.pick(
        scene.words("every"), "every", EVERY, side=scene.side, show=lambda value: scene.words(f"every_{value}"), default=default_period(scene)
    )
    return f"week-{scene.words.week}" if chosen == "week" and scene.words.week != "mon" else chosen


def smoothing(scene: Scene) -> int | None:
    """Over how many periods the reader wants lines smoothed; None where not at all."""
    chosen = state.pick(scene.words("smoothing"), "smooth", _SMOOTHING, side=scene.side, show=lambda value: scene.words(f"smoothing_{value}"), labelled=True)
    return int(chosen) or None


def months(scene: Scene) -> str | None:
    """The month names that charts use."""
    return scene.words.months if scene.lang == "ar" else None


@near.part
def articles_over_time(scene: Scene) -> None:
    """Articles of each source or country by period, as counts or shares, smoothed on request; a click narrows the dates."""
    words = scene.words
    with panel.panel(scene, "timeline", hint="hint_timeline"):
        with st.container(horizontal=True, gap="medium"):
            period = every(scene)
            share = state.pick(words("show_as"), "time_by", ("count", "share"), side=scene.side, show=lambda value: words(f"by_{value}")) == "share"
            with panel.options(scene, "timeline"):
                by = state.pick(words("split"), "time_split", BY, side=scene.side, show=lambda value: words(f"split_{value}"), labelled=True)
                average = smoothing(scene)
        table = scene.table("timeline", every=period, by=by)
        names, colours = _series(scene, table, by)
        how = {"share": share, "names": names, "colours": colours, "months": months(scene), **scene.look}
        figure = trend.lines(table.assign(articles=table["count"]), smoothing=average, **how) if average else articles.timeline(table, **how)
        panel.chart(scene, "timeline", figure, table, clicked=clicks.period(scene))


def _series(scene: Scene, table: pd.DataFrame, by: str) -> tuple[dict[str, str], dict[str, str] | None]:
    """The names and colours of the timeline's series."""
    if by == "source":
        return scene.sources, scene.colours
    if by == "region":
        return {code: scene.words.country(code) for code in table["series"].unique()}, None
    return {"": scene.words("split_all")}, None


@near.part
def cloud_of_terms(scene: Scene, *, filters: bool = False) -> None:
    """The commonest terms as a cloud; a click shows where one stands, or, where it `filters`, keeps the articles that hold it."""
    with panel.panel(scene, "cloud", hint="hint_terms" if filters else "hint_contexts"):
        table = scene.table("terms", limit=_CLOUD_WORDS, details=False, **stopping.options())
        if table.empty:
            panel.nothing(scene)
            return
        width, height, limit = _PHONE if scene.narrow else _WIDE
        placed = wordcloud.cloud(table, width=width, height=height, limit=limit, **scene.look)
        panel.cloud(scene, "cloud", placed, table, clicked=_keep(scene) if filters else state.open_contexts)


def _keep(scene: Scene) -> Callable[[str], None]:
    keep = clicks.adding(scene, "term")
    return lambda term: keep({"term": term})


def evidence(scene: Scene, actors: tuple[str, ...], within: str, *, form: str | None = None, **counting: bool) -> None:
    """The windows that name all of some actors, or one of them in one form, each a step from its article."""
    words = scene.words
    found = scene.table("sentences", actors=actors, within=within, limit=12, form=form, **counting)
    names = [scene.actors.get(actor, actor) for actor in actors]
    title = words("sentences_form", form=form, a=names[0]) if form else words("sentences_of", a=names[0], b=names[-1])
    articles_held = int(found.attrs.get("articles", 0))
    counted = words.count("article", articles_held)
    about = escape("~".join((*actors, form or "")))
    st.html(f"<h3 class='evidence-title' data-about='{about}'>{safe(title)}</h3><p class='denominator'>{safe(counted)}</p>")
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


def read_link(scene: Scene, article: str, *, place: str = "") -> None:
    """A link to an article, or to a place in it, under the same selection."""
    query = [*state.kept(), ("article", article), *([("place", place)] if place else [])]
    st.page_link(_ARTICLES, label=scene.words("read_article"), query_params=query)


def _sentence(scene: Scene, row: Any) -> str:
    spans = actor_spans(row.spans, scene.actors, scene.actor_kinds, address)
    return f"<blockquote dir='auto'>{marked(row.text, spans)}</blockquote>"


def _where(scene: Scene, row: Any) -> str:
    words = scene.words
    parts = [scene.sources.get(row.source, row.source), words.date(row.date) or words("no_date")]
    if row.title:
        parts.append(row.title)
    return f"<p class='where'>{' · '.join(safe(part) for part in parts)}</p>"


def counting(scene: Scene) -> None:
    """Whether relative adjectives count for their states, and capitals for theirs; held by the URL, the same for every panel of actors."""
    words = scene.words
    for name in ("demonyms", "fold_capitals"):
        key = f"{name}{scene.side}"
        st.session_state[key] = state.option(name, ("0", "1")) == "1"
        st.toggle(words(name), key=key, on_change=_switched, args=(name, key))


def _switched(name: str, key: str) -> None:
    state.put(**{name: "1" if st.session_state[key] else None})


def chosen_counting() -> dict[str, Any]:
    """What the switches of `counting` say."""
    return {name: state.option(name, ("0", "1")) == "1" for name in ("demonyms", "fold_capitals")}
