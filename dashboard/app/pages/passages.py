"""Passages: two versions of a story side by side, and each quotation as its sources trimmed it; the URL's `article` and `other` say which."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app import downloads, near, page, panel, reader, state, versions
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.marks import safe
from dashboard.app.panels import read_link
from dashboard.measures.alignment import aligned

_LISTED = 200


def draw(scene: Scene) -> None:
    """The two versions where the URL names an article that this corpus holds, else the texts to choose from."""
    article = state.free("article")
    if not article or scene.corpus.generation.row_of(article) is None:
        if article:
            st.html(f"<p class='quiet' role='alert'>{safe(scene.words('unknown_article'))}</p>")
        choices(scene)
        return
    pair = chosen(scene, article)
    if pair:
        side_by_side(scene, *pair)
        quotations(scene, article)


@near.part
def choices(scene: Scene) -> None:
    """The texts that were printed more than once, the most printed first; a click lays the first beside the next."""
    words = scene.words
    with panel.panel(scene, "clusters"):
        table = scene.table("copies", limit=0)
        firsts = table.drop_duplicates("cluster").head(_LISTED)
        if firsts.empty:
            st.html(f"<p class='quiet' role='status'>{safe(words('passages_none'))}</p>")
            return
        count = table.groupby("cluster").size()
        shown = firsts.assign(title=[reader.title_or_start(scene, one) for one in firsts["cluster"]], articles=firsts["cluster"].map(count))
        listing = columns(scene, "title", "articles", "date", link="title")
        panel.table(scene, "clusters", shown, listing, export=firsts, row_key="cluster", chosen=lambda one: state.put(article=one, other=None))


def chosen(scene: Scene, article: str) -> tuple[str, str] | None:
    """The two articles to compare, after fields to choose them from the versions of the story."""
    words = scene.words
    with panel.panel(scene, "passages", hint="hint_passages"):
        found = versions_of(scene, article)
        held = state.free("other")
        known = held != article and scene.corpus.generation.row_of(held) is not None
        other = held if known else next((one for one in found if one != article), "")
        options = list(dict.fromkeys([*found, *([other] if other else [])]))
        if len(options) < 2:
            st.html(f"<p class='quiet' role='status'>{safe(words('passages_alone'))}</p>")
            read_link(scene, article)
            return None
        with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
            _pick(scene, "article", article, [one for one in options if one != other])
            _pick(scene, "other", other, [one for one in options if one != article])
            st.button(
                words("swap_versions"), key=f"swap{scene.side}", on_click=state.write, kwargs={"article": other, "other": article}, icon=":material/swap_horiz:",
            )  # fmt: skip
    return article, other


def versions_of(scene: Scene, article: str) -> list[str]:
    """The articles that share the text of one, that one among them."""
    found: list[str] = scene.table("versions", id=article)
    return found


def _pick(scene: Scene, name: str, held: str, options: list[str]) -> None:
    key = f"versions_{name}{scene.side}"
    st.session_state[key] = held

    def changed() -> None:
        if state.offered(key, options):
            state.write(**{name: st.session_state[key]})

    st.selectbox(
        scene.words("one_version" if name == "article" else "other_version"), options, key=key, format_func=lambda one: _called(scene, one),
        on_change=changed,
    )  # fmt: skip


def _called(scene: Scene, article: str) -> str:
    """An article's source, date and title."""
    generation = scene.corpus.generation
    row = generation.row_of(article)
    source, date = (generation.table("articles")[name][row].as_py() for name in ("source", "date"))
    return " · ".join((scene.sources.get(source, source), scene.words.date(date) or scene.words("no_date"), reader.title_or_start(scene, article)))


def side_by_side(scene: Scene, one: str, other: str) -> None:
    """Both bodies, passage beside passage."""
    generation = scene.corpus.generation
    body, another = (generation.body(int(generation.row_of(article) or 0)) for article in (one, other))
    passages = aligned(body, another)
    heads = (safe(_called(scene, one)), safe(_called(scene, other)))
    with st.container(border=True, key=f"panel_versions{scene.side}"):
        st.html(versions.tally(scene, passages) + versions.side_by_side(scene, body, another, passages, heads))
        with st.container(horizontal=True, gap="medium"):
            read_link(scene, one)
            read_link(scene, other)
        table = scene.table("passages", id=one, other=other, words=True)
        downloads.menu(scene, "passages", table)


@near.part
def quotations(scene: Scene, article: str) -> None:
    """Each quotation that stands in more than one version, as each source trimmed it."""
    words = scene.words
    with panel.panel(scene, "quotations", hint="hint_quotations"):
        table = scene.table("quotations", id=article)
        several = table[table.groupby("quotation")["id"].transform("nunique") > 1]
        if several.empty:
            st.html(f"<p class='quiet' role='status'>{safe(words('no_quotations'))}</p>")
            return
        for _, group in several.groupby("quotation", sort=True):
            st.html(_quotation(scene, group))
        downloads.menu(scene, "quotations", table)


def _quotation(scene: Scene, group: pd.DataFrame) -> str:
    words = scene.words
    longest = group.loc[group["text"].str.len().idxmax(), "text"]
    said = next((name for name in group["speaker_text"] if name), words("nobody_named"))
    return f"<section class='quotation'><h3>{safe(said)}</h3>{''.join(_version(scene, row, str(longest)) for row in group.itertuples())}</section>"


def _version(scene: Scene, row: Any, longest: str) -> str:
    words = scene.words
    parts = (scene.sources.get(row.source, row.source), words.date(row.date) or words("no_date"), words("kept_words", share=words.percent(row.kept, 0)))
    where = " · ".join(safe(part) for part in parts)
    return f"<p class='where'>{where}</p><blockquote dir='auto'>{versions.trimmed(longest, row.text)}</blockquote>"


page.show(draw)
