"""What stands around every page: style, the row of pages, the link to copy, display preferences, comparison."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.app import data, page, parts, state
from dashboard.app.marks import safe
from dashboard.app.words import Words
from dashboard.charts import fonts

_HERE = Path(__file__).parent
_LOOK = 15.0
"""Seconds between two looks for newer data."""
_NEEDS = {
    "phrases": "phrases", "keyness": "keyness", "concordance": "concordance", "naming": "naming", "quotes": "quotes",
    "speakers": "speakers", "copies": "copies", "passages": "passages",
}  # fmt: skip


def style(words: Words) -> None:
    """The stylesheet, the page's font and its direction."""
    direction = "rtl" if words.lang == "ar" else "ltr"
    sheet = (_HERE / "style.css").read_text("utf-8").replace("FONT_STACK", fonts.STACK)
    browse = words("data_browse")
    scheme = "dark" if page.dark() else "light"
    st.html(f"<style>{fonts.font_face()}\n:root {{ direction: {direction}; color-scheme: {scheme}; --browse: '{browse}'; }}\n{sheet}</style>")


def pages() -> dict[str, Any]:
    """The pages of this version by name: those whose measures it has."""
    found = {}
    for name in page.NAMES:
        file = _HERE / "pages" / f"{name}.py"
        if file.is_file() and (name not in _NEEDS or data.has(_NEEDS[name])):
            found[name] = st.Page(file, title=name, url_path=name, default=name == "overview")
    return found


def header(words: Words, pages: Mapping[str, Any], here: Any, *, newer: bool, cache: Path, going: Mapping[str, str] | None) -> None:
    """The name, the pages in their groups, and the language, link and theme buttons; from here the browser goes where a click asked it to."""
    st.html(f"<a class='skip' href='#content'>{safe(words('skip'))}</a>")
    with st.container(horizontal=True, key="head", vertical_alignment="center"):
        st.html(f"<p class='brand'><strong>{safe(words('name'))}</strong> <span>{safe(words('tagline'))}</span></p>")
        with st.container(horizontal=True, key="tools", width="content", vertical_alignment="center"):
            st.button(words("language"), key="language", on_click=_switch_language, args=(words,), type="tertiary")
            parts.page(words, list(pages), dark=page.dark(), remember=state.to_remember(words), going=going, key=f"{page.PART}_{words.lang}")
    _navigation(words, pages, page.name_of(here))
    if newer:
        with st.container(horizontal=True, key="newer", vertical_alignment="center"):
            st.html(f"<p role='status'>{safe(words('newer'))}</p>")
            st.button(words("show_newer"), on_click=data.take_newer, args=(cache,), key="take_newer")
    else:
        _watching(cache)


@st.fragment(run_every=_LOOK)
def _watching(cache: Path) -> None:
    """Look now and then whether newer data is live, and have the page offer it; the reader's place is the URL's, and stays."""
    if data.is_newer(cache):
        st.rerun()


def _navigation(words: Words, pages: Mapping[str, Any], current: str) -> None:
    """A row of groups, each leading to its first page, and under it the pages of the group that the reader is in."""
    kept = state.kept()
    groups = {group: [name for name in names if name in pages] for group, names in page.GROUPS.items()}
    inside = next((names for names in groups.values() if current in names), [])
    with st.container(horizontal=True, key="groups", gap="small"):
        for group, names in groups.items():
            if names:
                label = words(f"group_{group}") if len(names) > 1 else words(f"page_{names[0]}")
                _link(pages[names[0]], label, kept, key=f"group_{group}", here=names is inside)
    if len(inside) > 1:
        with st.container(horizontal=True, key="pages", gap="small"):
            for name in inside:
                _link(pages[name], words(f"page_{name}"), kept, key=f"page_{name}", here=name == current)


def _link(target: Any, label: str, kept: Sequence[tuple[str, str]], *, key: str, here: bool) -> None:
    with st.container(key=f"here_{key}" if here else key, width="content"):
        st.page_link(target, label=label, query_params=kept)


def _switch_language(words: Words) -> None:
    state.remember(lang="en" if words.lang == "ar" else "ar")


def preferences(words: Words) -> None:
    """How the reader wants things shown: digits, month names, the first day of the week."""
    with st.expander(words("preferences")):
        for name in ("digits", "months", "week") if words.lang == "ar" else ("week",):
            state.prefer(words(name), name, show=lambda value, name=name: words(f"{name}_{value}"))


def compare(words: Words) -> None:
    """Begin or end a comparison, and choose which of its selections the sidebar edits."""
    if not state.comparing():
        st.button(words("compare"), key="compare", on_click=_begin, width="stretch")
        return
    st.html(f"<p class='label'>{safe(words('compare_edit'))}</p>")
    state.pick(words("compare_edit"), state.SIDE, ("a", "b"), show=lambda side: words(f"side_{side}"))
    st.button(words("compare_end"), key="compare_end", on_click=lambda: state.write(**{state.SECOND: None, state.SIDE: None}), width="stretch")


def _begin() -> None:
    chosen = state.read_selection("a")
    second = "all" if isinstance(chosen, Exception) else chosen.url() or "all"
    state.write(**{state.SECOND: second, state.SIDE: "b"})
