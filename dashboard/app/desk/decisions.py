"""What is decided at a desk: done at once, told, undone; and the build that makes it count, as it goes."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard.app import building_job, data, state
from dashboard.app.building_job import Job
from dashboard.app.data import Scene
from dashboard.app.desk.place import Place, waiting
from dashboard.app.first_build import share, told
from dashboard.app.marks import safe
from dashboard.app.words import Words
from dashboard.cache import layout
from dashboard.curating.files import Change, undo
from dashboard.errors import CacheError, CallError, MarsadError

_DONE, _SAID, _BUILDING = "desk_done", "desk_said", "desk_building"
_MOST_UNDONE = 20
_SECOND = 1.0


def decide(scene: Scene, change: Callable[[Place], Change], *, said: Callable[[Change], str] | None = None) -> bool:
    """Do what was decided and say so on the next drawing (in which files, unless `said` says it); what is refused is said instead, and
    False given back."""
    state.refresh()
    try:
        if scene.read_only:
            raise CallError("This installation is read-only", key="read_only")
        made = change(Place.now())
    except MarsadError as problem:
        st.session_state[_SAID] = (scene.words.problem(problem), "alert")
        return False
    if made:
        files = scene.words.listed(*dict.fromkeys(edit.path.name for edit in made.edits))
        st.session_state[_SAID] = (said(made) if said else scene.words("desk_saved", file=files), "status")
        st.session_state[_DONE] = [*st.session_state.get(_DONE, []), made][-_MOST_UNDONE:]
    else:
        st.session_state[_SAID] = (scene.words("desk_nothing"), "status")
    return True


def build(scene: Scene) -> None:
    """Build what was decided, or follow the build that is at work."""
    place = Place.now()
    if not scene.read_only:
        st.session_state[_BUILDING] = _live(place.settings.cache)
        building_job.start(place.settings)
    state.refresh()


def strip(scene: Scene) -> None:
    """What was just done with a way back, what waits for a build, and the build as it goes."""
    words = scene.words
    if scene.read_only:
        st.html(f"<p class='quiet' role='status'>{safe(words('desk_read_only'))}</p>")
        return
    with st.container(key="decisions"):
        job = building_job.current(scene.cache)
        working = job is not None and job.running
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _said(words)
            if not working:
                _ended(words, job)
                _waiting(scene)
        if job is not None and working:
            _following(scene, job)


def pending() -> bool:
    """Whether this visit decided anything, or a build is at work."""
    job = building_job.current(Place.now().settings.cache)
    return bool(st.session_state.get(_DONE) or _SAID in st.session_state or (job is not None and job.running))


def _waiting(scene: Scene) -> None:
    """What the live data does not know yet, and the button that builds."""
    words = scene.words
    own, added = waiting(Place.now())
    if own or added:
        what = words.listed(
            words("desk_pending_own") if own else "", words("desk_pending_added", files=words.count("file", added)) if added else ""
        )
        st.html(f"<p class='waiting' role='status'>{safe(words('desk_pending', what=what))}</p>")
    label = words("desk_build" if own or added else "desk_build_again")
    st.button(label, key="desk_build", type="primary" if own or added else "secondary", on_click=build, args=(scene,))


def _live(cache: Path) -> str:
    """The name of the live generation; "" where there is none."""
    try:
        return layout.current(cache).name
    except CacheError:
        return ""


def _said(words: Words) -> None:
    """What was just done, and the way back from the last thing done."""
    if said := st.session_state.pop(_SAID, None):
        st.html(f"<p class='said {said[1]}' role='{said[1]}'>{safe(said[0])}</p>")
    if st.session_state.get(_DONE):
        st.button(words("desk_undo"), key="desk_undo", icon=":material/undo:", on_click=_undone, args=(words,))


def _undone(words: Words) -> None:
    """Put back what the last decision changed."""
    *kept, last = st.session_state.get(_DONE, [None])
    try:
        if last is not None:
            undo(last)
        st.session_state[_SAID] = (words("desk_undone"), "status")
    except MarsadError as problem:
        st.session_state[_SAID] = (words.problem(problem), "alert")
    st.session_state[_DONE] = kept


@st.fragment(run_every=_SECOND)
def _following(scene: Scene, job: Job) -> None:
    """The build as it goes; once its data is live the whole page learns of it."""
    words = scene.words
    live = _live(scene.cache)
    if live != st.session_state.get(_BUILDING, live):
        st.session_state[_BUILDING] = live
        data.take_newer(scene.cache)
        st.rerun()
    if not job.running:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.progress(share(job), told(job, words))
        st.button(words("desk_stop"), key="desk_stop", disabled=job.stopped, on_click=job.stop)


def _ended(words: Words, job: Job | None) -> None:
    """How the build that this visit started has ended."""
    if job is None or _BUILDING not in st.session_state:
        return
    if job.report is not None:
        articles, files = words.count("article", job.report["articles"]), words.count("file", len(job.report["files"]))
        said, role = words("desk_built", articles=articles, files=files, refused=words.number(len(job.report["refused"]))), "status"
    elif job.problem is not None:
        said, role = words("desk_failed", why=words.problem(job.problem)), "alert"
    else:
        said, role = words("desk_stopped"), "status"
    st.html(f"<p class='said {role}' role='{role}'>{safe(said)}</p>")
