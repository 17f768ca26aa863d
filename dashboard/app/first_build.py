"""The first build, shown as it goes, where nothing was built yet."""

import threading
from typing import Any

import streamlit as st

from dashboard import building
from dashboard.app.marks import safe
from dashboard.app.words import Words
from dashboard.cache import layout
from dashboard.errors import CacheError, MarsadError
from dashboard.settings import Settings

_SECOND = 1.0


def inputs_of(settings: Settings) -> building.Inputs:
    """The corpus that the settings name."""
    return building.Inputs(settings.corpus, settings.actors, settings.outlets)


def ensure(settings: Settings, words: Words) -> bool:
    """True where a generation is live, after building one where none is; a build that goes on in another visit is waited for."""
    # The place is there in every run, so that what stands below it keeps its own after the first.
    place = st.empty()
    try:
        layout.current(settings.cache)
    except CacheError:
        if settings.read_only or any(settings.cache.glob("gen-*")):
            raise
    else:
        return True
    with place.container():
        st.html(f"<section class='nothing' role='status'><h1>{safe(words('building_title'))}</h1></section>")
        bar = st.progress(0.0, words("building_plan"))
        problem = _build(settings, words, bar)
    place.empty()
    if problem is not None:
        raise problem
    return True


_BUILDING = threading.Lock()


def _build(settings: Settings, words: Words, bar: Any) -> MarsadError | None:
    """Build once, whoever asked first."""

    def progress(stage: str, done: float, total: float) -> None:
        share = min(max(done / total, 0.0), 1.0) if total else 0.0
        said = words.known(f"building_{stage}", words("building_other"))
        counted = f" · {words.percent(share, 0)}" if stage in ("read", "reread") else ""
        bar.progress(share, said + counted)

    while not _BUILDING.acquire(timeout=_SECOND):
        bar.progress(0.0, words("building_other"))
    try:
        layout.current(settings.cache)
    except CacheError:
        try:
            building.build(inputs_of(settings), settings.cache, progress=progress)
        except MarsadError as problem:
            return problem
    finally:
        _BUILDING.release()
    return None
