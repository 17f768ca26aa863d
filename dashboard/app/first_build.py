"""The first build, shown as it goes, where nothing was built yet."""

import time

import streamlit as st

from dashboard import building
from dashboard.app import building_job
from dashboard.app.marks import safe
from dashboard.app.words import Words
from dashboard.cache import layout
from dashboard.errors import CacheError
from dashboard.settings import Settings

_LOOK = 0.3
"""Seconds between two looks at a build."""


def inputs_of(settings: Settings) -> building.Inputs:
    """The corpus that the settings name."""
    return building.Inputs(settings.corpus, settings.actors, settings.outlets)


def ensure(settings: Settings, words: Words) -> bool:
    """True where a generation is live, after building one where none is; a build that goes on in another visit is followed.

    Raises CacheError where the cache is damaged, or where nothing was built and this installation is read-only; what the build raised
    where it failed.
    """
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
        job = building_job.start(settings)
        while job.running and not _live(settings):
            bar.progress(share(job), told(job, words))
            time.sleep(_LOOK)
    place.empty()
    if job.problem is not None:
        raise job.problem
    if not _live(settings):
        raise CacheError(f"No cache in {settings.cache} yet. Build it with: marsad build", key="no_cache")
    return True


def share(job: building_job.Job) -> float:
    """How much of its stage a build has done, between 0 and 1."""
    return min(max(job.done / job.total, 0.0), 1.0) if job.total else 0.0


def told(job: building_job.Job, words: Words) -> str:
    """A build's stage in words, with what it has read so far."""
    said = words("desk_stopping") if job.stopped else words.known(f"building_{job.stage}", words("building_other"))
    counts = words("desk_counts", articles=words.count("article", job.articles), refused=words.number(job.refused))
    return f"{said} · {words.percent(share(job), 0)} · {counts}"


def _live(settings: Settings) -> bool:
    try:
        layout.current(settings.cache)
    except CacheError:
        return False
    return True
