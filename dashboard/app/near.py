"""Which parts of a page are drawn first: those near what the reader sees. The others keep their heading and their place until the reader comes or rests.

The browser says which parts are near as the reader scrolls, and the next change of the selection draws those alone; it asks for the others
when the reader comes to them or needs the whole page, and one by one once the reader rests. What the browser has not seen yet is drawn: all of
a page that was just opened, and what a change adds. A part that runs by itself is drawn always: it was asked for, or the reader acts in it.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import Concatenate, ParamSpec, cast

import streamlit as st

from dashboard.app import parts, state
from dashboard.app.data import Scene
from dashboard.app.marks import safe
from dashboard.app.words import Words

_SAID, _HERE, _WHOLE, _PART, _LEFT = "near", "near_page", "near_whole", "near_part", "near_left"
P = ParamSpec("P")


class _Waits(Exception):
    """The part that is being drawn has said that it waits, and is done."""


def is_here(page: str) -> bool:
    """Is this the page that was drawn last in this visit?"""
    return bool(st.session_state.get(_HERE) == page)


@contextmanager
def whole(page: str) -> Iterator[None]:
    """A page is drawn as a whole; what was near on another page is forgotten, and the browser is heard from then on."""
    if st.session_state.get(_HERE) != page:
        st.session_state[_SAID] = {}
    st.session_state[_HERE], st.session_state[_WHOLE], st.session_state[_LEFT] = page, Counter(), set()
    try:
        yield
        if st.session_state[_WHOLE]:
            _listen(page)
    finally:
        st.session_state[_WHOLE] = None


def part(draw: Callable[Concatenate[Scene, P], None]) -> Callable[Concatenate[Scene, P], None]:
    """A part of a page that runs by itself and, while the whole page is drawn, goes no further than its heading where the reader is far."""

    @wraps(draw)
    def named(scene: Scene, *args: P.args, **options: P.kwargs) -> None:
        counted: Counter[str] = st.session_state[_WHOLE]
        said = f"{draw.__name__}{scene.side}"
        counted[said] += 1
        name = f"{said}{counted[said]}"

        def drawn() -> None:
            with st.container(key=f"part_{name}"), _drawing(name), suppress(_Waits):
                draw(scene, *args, **options)

        st.fragment(drawn, key=f"part_{name}")()

    return cast(Callable[Concatenate[Scene, P], None], named)


@contextmanager
def _drawing(name: str) -> Iterator[None]:
    """This part is being drawn; what follows it is no part of it."""
    st.session_state[_PART] = name
    try:
        yield
    finally:
        st.session_state[_PART] = None


def unless_far(words: Words) -> None:
    """Under the heading of a part: go on where the part is drawn; else put what waits in its place and leave the part. Panels of no part are drawn always."""
    name = st.session_state.get(_PART)
    heights, near = (st.session_state.get(_SAID, {}).get(said, ()) for said in ("heights", "near"))
    if st.session_state.get(_WHOLE) is None or name not in heights or name in near:
        st.session_state.get(_LEFT, set()).discard(name)
        return
    st.session_state[_LEFT].add(name)
    st.html(f"<button type='button' class='marsad-waiting' style='height: {heights[name]}px'>{safe(words('waiting'))}</button>")
    raise _Waits


@st.fragment
def _listen(page: str) -> None:
    """Hear from the browser which parts are near, how high those are that are drawn, and which are to be drawn now."""

    def heard(near: list[str], come: list[str], heights: dict[str, int]) -> None:
        st.session_state[_SAID] = {"near": near, "heights": {**st.session_state[_SAID].get("heights", {}), **heights}}
        coming = [f"part_{name}" for name in come if name in st.session_state.get(_LEFT, ())]
        if coming:
            st.rerun(coming)

    state.settle(elsewhere=True)
    parts.near(key=f"near_{page}", heard=heard)
