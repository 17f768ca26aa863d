"""Articles: the list, and each article as it stands."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.app import near, page, panel, reader, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.marks import safe
from dashboard.app.panels import articles_over_time
from dashboard.measures.articles import articles

_PAGE = 500
_FIRST_WORDS = 12
_FORMATS = ("csv", "xlsx", "json", "jsonl", "parquet")


def draw(scene: Scene) -> None:
    """The reader where the URL names an article, else the list."""
    chosen = state.free("article")
    if chosen:
        reader.show(scene, chosen)
    else:
        articles_over_time(scene)
        listed(scene)


@near.part
def listed(scene: Scene) -> None:
    """The articles, newest first; a click on a title opens one."""
    words = scene.words
    with panel.panel(scene, "articles", hint="hint_articles"):
        number = int(state.free("page")) if state.free("page").isdecimal() else 0
        number = min(number, max(scene.size[0] - 1, 0) // _PAGE)
        table = scene.table("articles", limit=_PAGE, offset=number * _PAGE)
        if scene.size[0] > _PAGE:
            _turn(scene, number)
        untitled = table["title"].isna()
        titles = [title or reader.first_words(scene, one, _FIRST_WORDS) for title, one in zip(table["title"], table["id"], strict=True)]
        shown = table.assign(title=titles)
        listing = columns(scene, "title", "source", "date", "words", "section", "origin", link="title", noted="title")
        panel.table(
            scene, "articles", shown, listing, export=partial(_all, scene), formats=_FORMATS, row_key="id", colours=scene.colours,
            notes=[words("no_title") if missing else None for missing in untitled], chosen=state.open_article,
        )  # fmt: skip


def _all(scene: Scene, format: str) -> pd.DataFrame:
    """Every article of the selection, with its body where the format is for programs."""
    return articles(scene.view, limit=0, body=format == "jsonl", lang=scene.lang)


def _turn(scene: Scene, number: int) -> None:
    words = scene.words
    last = (scene.size[0] - 1) // _PAGE
    st.html(f"<p class='quiet'>{safe(words('newest_only', count=words.number(_PAGE)) if number == 0 else words('of_list', place=words.number(number + 1), all=words.number(last + 1)))}</p>")
    with st.container(horizontal=True, gap="small"):
        st.button(words("newer_page"), key=f"newer_page{scene.side}", disabled=number == 0, on_click=state.write, kwargs={"page": str(number - 1)})
        st.button(words("older_page"), key=f"older_page{scene.side}", disabled=number == last, on_click=state.write, kwargs={"page": str(number + 1)})


page.show(draw)
