"""Views kept under a name: page, selections and options of panels, as their link has them."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from dashboard.app import page, state
from dashboard.app.marks import literal, safe
from dashboard.app.words import Words
from dashboard.curating import views
from dashboard.curating.files import Change, undo
from dashboard.curating.views import SavedView
from dashboard.errors import MarsadError
from dashboard.settings import Settings

_NAME, _SAID, _DONE = "view_name", "view_said", "view_done"


def show(settings: Settings, words: Words, here: str) -> None:
    """A part of the sidebar: what is saved, each a click away, and a field to save what is on the page; read-only installations only open."""
    try:
        held = views.saved(settings.corpus)
    except MarsadError as problem:
        held, wrong = [], words.problem(problem)
    else:
        wrong = ""
    if settings.read_only and not held:
        return
    with st.expander(words("views"), expanded=bool(_SAID in st.session_state)):
        if wrong:
            st.html(f"<p class='quiet' role='alert'>{safe(wrong)}</p>")
        for number, view in enumerate(held):
            _listed(settings, words, view, number)
        if settings.read_only or wrong:
            return
        if not held:
            st.html(f"<p class='quiet'>{safe(words('views_none'))}</p>")
        st.text_input(words("view_name"), key=_NAME, max_chars=views.LONGEST_NAME)
        st.button(words("view_save"), key="view_save", on_click=_save, args=(settings, words, here), width="stretch")
        _told(words)


def _listed(settings: Settings, words: Words, view: SavedView, number: int) -> None:
    with st.container(key=f"view_{number}", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            literal(view.name), key=f"view_open_{number}", on_click=_open, args=(view,), type="tertiary", help=words("view_open", page=words(f"page_{_page(view)}"))
        )
        if not settings.read_only:
            label = words("view_delete", name=view.name)
            st.button(
                literal(label), key=f"view_delete_{number}", icon=":material/delete:", type="tertiary",
                on_click=_decided, args=(words, lambda: views.delete(settings.corpus, view.name), words("view_deleted", name=view.name)),
            )  # fmt: skip


def _page(view: SavedView) -> str:
    return view.page if view.page in page.NAMES else page.NAMES[0]


def _open(view: SavedView) -> None:
    shown = [(name, value) for name, value in state.pairs() if name in state.DISPLAY]
    state.go_to(_page(view), [*((name, value) for name, value in parse_qsl(view.link) if name not in state.DISPLAY), *shown])


def _save(settings: Settings, words: Words, here: str) -> None:
    link = urlencode([(name, value) for name, value in state.pairs() if name not in state.DISPLAY])
    name = st.session_state[_NAME].strip()
    if _decide(words, lambda: views.save(settings.corpus, SavedView(name, here, link)), words("view_saved", name=name)):
        st.session_state[_NAME] = ""


def _decide(words: Words, change: Callable[[], Change], said: str) -> bool:
    """Change the file and keep what to say of it, with the way back; False where it was refused."""
    try:
        made = change()
    except MarsadError as problem:
        st.session_state[_SAID] = (words.problem(problem), "alert")
        return False
    st.session_state[_SAID], st.session_state[_DONE] = (said, "status"), made
    return True


def _decided(words: Words, change: Callable[[], Change], said: str) -> None:
    _decide(words, change, said)


def _told(words: Words) -> None:
    said = st.session_state.pop(_SAID, None)
    made = st.session_state.get(_DONE)
    if said is None:
        return
    st.html(f"<p class='quiet' role='{said[1]}'>{safe(said[0])}</p>")
    if made and said[1] == "status":
        st.button(words("desk_undo"), key="view_undo", on_click=_decided, args=(words, lambda: _undone(made), words("desk_undone")), icon=":material/undo:")


def _undone(made: Change) -> Change:
    undo(made)
    return Change()
