"""Where the reader stands: the URL holds the selection, the options of panels and the display, and nothing else does.

A widget shows what the URL says and, when the reader changes it, writes there; so a copied link, a reload and the browser's back button
all give the same view.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.app.words import LANGUAGES, MONTHS, Words
from dashboard.errors import CallError
from dashboard.selection import Selection

SECOND, SIDE = "with", "side"
DISPLAY = ("lang", "digits", "months")
_LONGEST = 4_000
_FRESH, _GO = "fresh", "go"


def parameters() -> dict[str, list[str]]:
    """All parameters of the URL, each with its values."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def pairs() -> list[tuple[str, str]]:
    """The same as (name, value) pairs."""
    return [(name, value) for name, values in parameters().items() for value in values]


def option(name: str, allowed: Sequence[str], default: str | None = None) -> str:
    """One option of the URL where it holds an allowed value, else its default (the first that is allowed)."""
    value = st.query_params.get(name, "")
    return value if value in allowed else default or allowed[0]


def free(name: str) -> str:
    """One free text of the URL, cut where it is absurdly long."""
    return str(st.query_params.get(name, ""))[:_LONGEST]


def write(**changes: str | Sequence[str] | None) -> None:
    """Change parameters of the URL in one step; None or "" removes one."""
    held: dict[str, Any] = parameters()
    for name, value in changes.items():
        held.pop(name, None)
        if value:
            held[name] = value if isinstance(value, str) else list(value)
    st.query_params.from_dict(held)


def comparing() -> bool:
    """Does the URL hold a second selection?"""
    return SECOND in st.query_params


def active() -> str:
    """The side that the sidebar and clicks change: "a", or "b" while a comparison edits its second selection."""
    return "b" if comparing() and st.query_params.get(SIDE) == "b" else "a"


def selection(side: str = "a") -> Selection:
    """The selection of a side.

    Raises CallError where the URL holds a bad date or an unknown choice.
    """
    if side == "b":
        return Selection.of_url(free(SECOND).removeprefix("all"))
    return Selection.of_parameters(pairs())


def links(chosen: Selection, side: str = "a", **changes: str | None) -> list[tuple[str, str]]:
    """The URL's parameters as they would be with another selection on a side and other options."""
    kept = [(name, value) for name, value in pairs() if name not in changes]
    if side == "b":
        kept = [(name, value) for name, value in kept if name != SECOND]
        kept.append((SECOND, chosen.url() or "all"))
    else:
        kept = [(name, value) for name, value in kept if name not in Selection.__slots__]
        kept += chosen.parameters()
    return kept + [(name, value) for name, value in changes.items() if value]


def choose(chosen: Selection, side: str | None = None, **changes: str | None) -> None:
    """Make another selection the one that everything shows, from the first page of lists on."""
    wanted: dict[str, list[str]] = {}
    for name, value in links(chosen, side or active(), page=None, **changes):
        wanted.setdefault(name, []).append(value)
    st.query_params.from_dict(wanted)
    st.session_state[_FRESH] = True


def put(**changes: str | Sequence[str] | None) -> None:
    """Change parameters of the URL from inside a fragment, and have the whole page follow."""
    write(**changes)
    st.session_state[_FRESH] = True


def open_article(article: str) -> None:
    """Have the articles page show one article."""
    put(article=article)
    st.session_state[_GO] = "articles"


def going() -> str:
    """The page that a click asked for, once; "" where none did."""
    return str(st.session_state.pop(_GO, ""))


def settle() -> None:
    """Inside a fragment: run the whole page anew where a click there changed the selection."""
    if st.session_state.pop(_FRESH, False):
        st.rerun()


def settled() -> None:
    """The page runs as a whole; nothing is left to settle."""
    st.session_state.pop(_FRESH, None)


def words(default: str = "ar") -> Words:
    """The words in the language, digits and month names that the URL asks for."""
    lang = "en" if option("lang", LANGUAGES, default) == "en" else "ar"
    digits = "arab" if lang == "ar" and option("digits", ("latn", "arab")) == "arab" else "latn"
    return Words(lang, digits, option("months", MONTHS))  # type: ignore[arg-type]


def pick(
    label: str, name: str, values: Sequence[str], *, side: str = "", show: Any, default: str | None = None, key: str = ""
) -> Any:
    """A row of choices tied to an option of the URL."""
    current = option(name, values, default)
    widget = f"pick_{key or name}{side}"
    st.session_state[widget] = current

    def changed() -> None:
        value = st.session_state[widget]
        write(**{name: None if value == (default or values[0]) else value})

    st.segmented_control(
        label, values, key=widget, format_func=show, on_change=changed, label_visibility="collapsed", required=True
    )
    return current


def address(chosen: Selection) -> str:
    """A selection in URL form, for links and citations."""
    return urlencode(chosen.parameters())


def read_selection(side: str) -> Selection | CallError:
    """The selection of a side, or what is wrong with it."""
    try:
        return selection(side)
    except CallError as problem:
        return problem
