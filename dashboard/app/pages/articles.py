"""Articles: the list, and each article as it stands."""

import streamlit as st

from dashboard.app import page, panel, reader, state
from dashboard.app.data import Scene
from dashboard.app.marks import safe
from dashboard.app.panels import articles_over_time
from dashboard.app.parts import Column

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


@st.fragment
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
        titles = table["title"].where(~untitled, "…")
        if untitled.any():
            titles = titles.where(~untitled, table["id"].map(lambda one: reader.first_words(scene, one, _FIRST_WORDS)))
        shown = table.assign(title=titles, source_name=table["source"].map(scene.sources))
        columns = [
            Column("title", words("col_title"), link=True, note=True),
            Column("source_name", words("col_source"), colour=True),
            Column("date", words("col_date"), "date", shown=words.date),
            Column("words", words("col_words"), "number"),
            Column("section", words("col_section")),
            Column("origin", words("col_origin")),
        ]
        panel.table(
            scene, "articles", shown, columns, export=table, formats=_FORMATS, row_key="id", colours=scene.colours,
            notes=[words("no_title") if missing else None for missing in untitled], chosen=_open,
        )  # fmt: skip


def _open(article: str) -> None:
    state.write(article=article)
    st.session_state["fresh"] = True


def _turn(scene: Scene, number: int) -> None:
    words = scene.words
    last = (scene.size[0] - 1) // _PAGE
    st.html(f"<p class='quiet'>{safe(words('newest_only', count=words.number(_PAGE)) if number == 0 else words('of_list', place=words.number(number + 1), all=words.number(last + 1)))}</p>")
    with st.container(horizontal=True, gap="small"):
        st.button(words("newer_page"), key=f"newer_page{scene.side}", disabled=number == 0, on_click=state.write, kwargs={"page": str(number - 1)})
        st.button(words("older_page"), key=f"older_page{scene.side}", disabled=number == last, on_click=state.write, kwargs={"page": str(number + 1)})


page.show(draw)
