"""Which words lists leave out: the reader's categories of stop words and own words, kept in the URL for every page that lists terms."""

from typing import Any

import streamlit as st

from dashboard.app import state, url
from dashboard.app.data import Scene
from dashboard.text.stopwords import categories, default_categories

ALL_STAY, LEFT_OUT, OWN = "stop", "stop_category", "stop_word"
_NONE, _MOST_OWN = "none", 100


def left_out() -> tuple[str, ...]:
    """The categories that are left out of lists, in the order in which they ship."""
    asked = url.several(LEFT_OUT)
    chosen = set(asked) if asked else set(default_categories())
    return tuple(name for name in categories() if name in chosen)


def own() -> tuple[str, ...]:
    """The reader's further words."""
    return tuple(dict.fromkeys(word for word in url.several(OWN)[:_MOST_OWN] if word.strip()))


def options() -> dict[str, Any]:
    """What measures of terms are asked; nothing where the reader left all as it is."""
    if state.option(ALL_STAY, ("0", "1")) == "1":
        return {"stop_words": True}
    found: dict[str, Any] = {}
    if left_out() != default_categories():
        found["stop_categories"] = left_out()
    if own():
        found["stop"] = own()
    return found


def control(scene: Scene) -> None:
    """A button that opens the choice of categories and words; once a page, where two selections stand side by side."""
    if scene.side == "b":
        return
    words = scene.words
    with st.popover(words("stop_choice"), key="stop_choice", icon=":material/filter_alt:"):
        st.session_state["stop_all_stay"] = state.option(ALL_STAY, ("0", "1")) == "1"
        st.toggle(words("stop_words"), key="stop_all_stay", on_change=_flip)
        st.session_state["stop_left_out"] = list(left_out())
        st.pills(
            words("stop_categories"), list(categories()), key="stop_left_out", selection_mode="multi", on_change=_choose,
            format_func=lambda name: words(f"stop_{name}"), disabled=st.session_state["stop_all_stay"],
        )  # fmt: skip
        st.session_state["stop_own"] = list(own())
        st.multiselect(
            words("stop_own"), list(own()), key="stop_own", on_change=lambda: state.write(**{OWN: st.session_state["stop_own"]}),
            accept_new_options=True, placeholder=words("stop_own_hint"), max_selections=_MOST_OWN, select_all=False,
        )  # fmt: skip
        if options():
            st.button(words("stop_reset"), key="stop_reset", on_click=_reset)


def _flip() -> None:
    state.write(**{ALL_STAY: "1" if st.session_state["stop_all_stay"] else None})


def _choose() -> None:
    chosen = tuple(name for name in categories() if name in st.session_state["stop_left_out"])
    state.write(**{LEFT_OUT: None if chosen == default_categories() else chosen or (_NONE,)})


def _reset() -> None:
    state.write(**{ALL_STAY: None, LEFT_OUT: None, OWN: None})
