"""What every page begins with: the scenes to draw, side by side where two selections are compared."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from dashboard.app import chips, data, near, state
from dashboard.app.data import Scene
from dashboard.app.marks import safe
from dashboard.app.words import Words
from dashboard.corpus import Corpus
from dashboard.errors import CacheError, CallError, MarsadError
from dashboard.selection import Selection
from dashboard.settings import LANGUAGES, Settings

_HELD, PART = "scenes", "page"
_SENT = 0.03
"""In how many seconds the server has sent what was drawn: it looks every hundredth, and counting keeps it from looking."""
GROUPS = {
    "overview": ("overview",),
    "words": ("terms", "phrases", "keyness", "concordance"),
    "actors": ("actors", "actor", "naming"),
    "voices": ("quotes", "speakers"),
    "sources": ("sources", "copies", "passages"),
    "articles": ("articles",),
    "data": ("data",),
}
"""The pages as the navigation groups them; a group of one page bears its page's name."""
NAMES = tuple(name for names in GROUPS.values() for name in names)


@dataclass(frozen=True)
class Scenes:
    """The scenes of a visit, the one that the sidebar edits, what is wrong with the URL if anything, whether newer data is live, and the page's name."""

    all: tuple[Scene, ...]
    editing: Scene
    wrong: str = ""
    newer: bool = False
    name: str = ""


def dark() -> bool:
    """Does the reader's browser show dark colours?"""
    return st.context.theme.type == "dark"


def narrow() -> bool:
    """Is the reader's window as narrow as a phone? The browser says so once it has drawn the page."""
    return any(bool(st.session_state.get(f"{PART}_{lang}", {}).get("narrow", False)) for lang in LANGUAGES)


def scenes(settings: Settings, words: Words) -> Scenes:
    """The selections of the URL over the corpus that this visit reads."""
    corpus, newer = data.corpus(settings.cache)
    sides = ("a", "b") if state.comparing() else ("a",)
    wrong, drawn = "", []
    for side in sides:
        chosen = state.read_selection(side)
        if isinstance(chosen, CallError):
            wrong, chosen = words.problem(chosen), Selection()
        else:
            wrong = wrong or _unknown(corpus, chosen, words)
        drawn.append(Scene(corpus, settings.cache, chosen, words, dark(), side if len(sides) > 1 else "", settings.read_only, narrow()))
    editing = drawn[-1] if state.active() == "b" else drawn[0]
    return Scenes(tuple(drawn), editing, wrong, newer)


def _unknown(corpus: Corpus, chosen: Selection, words: Words) -> str:
    """What a selection asks for that the corpus does not hold, in words; "" where all is known."""
    try:
        corpus.view(chosen).size  # noqa: B018
    except CallError as problem:
        return words.problem(problem)
    except CacheError as problem:
        # Copies are found after the rest; only a selection of first copies has to wait for them.
        if chosen.copies == "first":
            return words("copies_not_yet")
        raise problem
    return ""


def hold(drawn: Scenes, name: str) -> None:
    """Keep the scenes for the page that is about to run; one that was just opened has its head sent before anything is counted for it."""
    st.session_state[_HELD] = replace(drawn, name=name)
    if not near.is_here(name):
        time.sleep(_SENT)


def name_of(here: object) -> str:
    """The name of the page that `st.navigation` chose."""
    return getattr(here, "url_path", "") or "overview"


def show(draw: Callable[[Scene], None], *, empty: bool = False) -> None:
    """Draw a page for its scene, or for both side by side; an empty selection is told kindly unless the page wants it `empty`."""
    drawn: Scenes | None = st.session_state.pop(_HELD, None)
    if drawn is None:
        # Streamlit runs the first page of a new server straight from the folder called pages/, before it knows our navigation.
        from dashboard.app.main import run

        run()
        return
    with near.whole(drawn.name):
        if len(drawn.all) == 1:
            _one(drawn.all[0], draw, empty)
        else:
            _beside(drawn, draw, empty)


def _beside(drawn: Scenes, draw: Callable[[Scene], None], empty: bool) -> None:
    for column, scene in zip(st.columns(len(drawn.all), gap="medium"), drawn.all, strict=True):
        with column:
            side = scene.words("side_named", side=scene.words(f"side_{scene.side}"))
            st.html(f"<p class='side-name'>{safe(side)}</p>")
            chips.show(scene)
            _one(scene, draw, empty)


def _one(scene: Scene, draw: Callable[[Scene], None], empty: bool) -> None:
    words = scene.words
    try:
        if scene.size[0] or empty:
            draw(scene)
            return
    except MarsadError as problem:
        trouble(words("trouble_title"), words.problem(problem))
        return
    st.html(f"<section class='nothing' role='status'><h2>{safe(words('nothing_title'))}</h2><p>{safe(words('nothing_advice'))}</p></section>")
    if scene.selection != Selection():
        st.button(words("clear"), key=f"nothing_{scene.side}", on_click=state.choose, args=(Selection(), scene.side or "a"), type="primary")


def trouble(title: str, detail: str, *, clear: str = "") -> None:
    """Say what stands in the way, and offer to start afresh."""
    st.html(f"<section class='nothing' role='alert'><h1>{safe(title)}</h1><p>{safe(detail)}</p></section>")
    if clear:
        st.button(clear, key="start_afresh", on_click=state.afresh, type="primary")
