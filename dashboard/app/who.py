"""Actors as a reader picks them, by Arabic or Latin name in any spelling, and the links to the page of each."""

from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import urlencode

import plotly.graph_objects as go
import streamlit as st

from dashboard.app import state
from dashboard.app.data import Scene
from dashboard.app.marks import safe
from dashboard.errors import MarsadError

_MOST = 4_000
_BESIDE = " · "
PAGE = "actor"


def both_names(scene: Scene, slug: str) -> str:
    """An actor's name in the reader's language and in the other, so that either can be typed."""
    here, there = scene.actors.get(slug, slug), scene.other_actors.get(slug, "")
    return f"{here}{_BESIDE}{there}" if there and there != here else here


def heading(scene: Scene, slug: str) -> str:
    """Both names as HTML, each said to be in its language."""
    here, there = scene.actors.get(slug, slug), scene.other_actors.get(slug, "")
    other = "en" if scene.lang == "ar" else "ar"
    return f"{safe(here)} · <span lang='{other}'>{safe(there)}</span>" if there and there != here else safe(here)


def understood(scene: Scene, typed: Sequence[str]) -> tuple[list[str], str]:
    """The slugs of names in any spelling, and what is wrong with the last that means nobody.

    Both names of an actor, as a field shows them in either language, mean that actor.
    """
    slugs, wrong = [], ""
    for name in typed:
        try:
            slugs.append(scene.corpus.actor_slug(name.partition(_BESIDE)[0]))
        except MarsadError as problem:
            wrong = scene.words.problem(problem)
    return list(dict.fromkeys(slugs)), wrong


def pick(scene: Scene, label: str, held: str | None, *, name: str, chosen: Callable[[str | None], None], options: Sequence[str] = (), hint: str = "") -> None:
    """A field for one actor; a name that is none of the options is understood in any spelling, or said to mean nobody."""
    key, problem = f"who_{name}{scene.side}", f"who_wrong_{name}{scene.side}"
    listed = list(dict.fromkeys([*([held] if held else []), *options, *scene.ranked_actors[:_MOST]]))
    st.session_state[key] = held

    def changed() -> None:
        typed = st.session_state[key]
        slugs, wrong = understood(scene, [typed] if typed else [])
        if wrong:
            st.session_state[problem] = wrong
        else:
            chosen(slugs[0] if slugs else None)

    st.selectbox(
        label, listed, key=key, index=None, format_func=lambda slug: both_names(scene, slug), on_change=changed,
        placeholder=hint or scene.words("actor_hint"), accept_new_options=True,
    )  # fmt: skip
    if wrong := st.session_state.pop(problem, ""):
        st.html(f"<p class='quiet' role='alert'>{safe(wrong)}</p>")


def address(slug: str) -> str:
    """The link to an actor's page, under the same selection and display."""
    kept = [(name, value) for name, value in state.kept() if name != "focus"]
    return f"{PAGE}?{urlencode([*kept, ('focus', slug)])}"


def linked(figure: go.Figure, scene: Scene) -> go.Figure:
    """The figure with every actor's name on an axis or beside a node as a link to the actor's page."""
    shown = go.Figure(figure)
    for axis in (shown.layout.xaxis, shown.layout.yaxis):
        if axis.tickvals and axis.ticktext and any(str(value) in scene.actors for value in axis.tickvals):
            axis.ticktext = [_link(str(value), text, scene) for value, text in zip(axis.tickvals, axis.ticktext, strict=True)]
    for note in shown.layout.annotations:
        if note.name:
            note.text = _link(note.name, note.text, scene)
    return shown


def _link(slug: str, text: str, scene: Scene) -> str:
    return f'<a href="{escape(address(slug), quote=True)}" target="_self">{text}</a>' if slug in scene.actors else text
