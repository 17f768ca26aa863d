"""The sidebar: the selection as fields to fill; each writes the URL."""

import datetime
from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from dashboard.app import parts, state, who
from dashboard.app.data import Scene, has
from dashboard.app.marks import safe
from dashboard.cache.sums import UNDATED
from dashboard.corpus import Corpus
from dashboard.errors import CallError
from dashboard.selection import Selection

_PRESETS = {"preset_all": 0, "preset_month": 30, "preset_quarter": 91, "preset_year": 365}


def span(corpus: Corpus) -> tuple[datetime.date, datetime.date] | None:
    """The first and last date of the corpus, or None where nothing is dated."""
    days = corpus.generation.array("row_day")
    dated = days[days != UNDATED]
    if not len(dated):
        return None
    first, last = (np.datetime64(int(day), "D").astype(datetime.date) for day in (dated.min(), dated.max()))
    return first, last


def show(scene: Scene) -> None:
    """Fields for the sources, period, undated, actors and text of the active selection."""
    words, chosen = scene.words, scene.selection
    st.html(f"<h2 class='side-title'>{safe(_title(scene))}</h2>")
    regions = sorted({region for region in scene.corpus.generation.table("sources")["region"].to_pylist() if region}, key=words.country)
    _several(scene, "source", list(scene.sources), lambda slug: scene.sources.get(slug, slug))
    if len(regions) > 1:
        _several(scene, "region", regions, words.country)
    _dates(scene)
    _actors(scene)
    _text(scene)
    with st.expander(words("more_filters"), expanded=_unusual(chosen)):
        _one_of(scene, "undated", ("auto", "include", "exclude", "only"))
        _one_of(scene, "voice", ("all", "outlet", "reported", "direct"))
        if has("copies"):
            _one_of(scene, "copies", ("all", "first"))
        origins = [str(one) for one in scene.corpus.generation.table("origins")["origin"].to_pylist()]
        if origins:
            _several(scene, "origin", origins, lambda slug: scene.outlets.get(slug, slug))
    if chosen != Selection():
        st.button(words("clear"), key=f"clear_{scene.side}", on_click=state.choose, args=(Selection(), scene.side or "a"), width="stretch")


def _title(scene: Scene) -> str:
    words = scene.words
    return words("side_named", side=words(f"side_{scene.side}")) if scene.side else words("selection")


def _unusual(chosen: Selection) -> bool:
    return any((chosen.undated != "auto", chosen.voice != "all", chosen.copies != "all", chosen.origin))


def _change(scene: Scene, **changes: Any) -> None:
    side = scene.side or "a"
    state.choose(state.now(side).replacing(**changes), side)


def _several(scene: Scene, field: str, options: list[str], shown: Callable[[str], str]) -> None:
    words = scene.words
    held = [value for value in getattr(scene.selection, field) if value in set(options)]
    key = f"side_{field}{scene.side}"
    st.session_state[key] = held

    def changed() -> None:
        if not state.offered(key, options):
            return
        strange = [value for value in getattr(state.now(scene.side or "a"), field) if value not in set(options)]
        _change(scene, **{field: (*st.session_state[key], *strange)})

    st.multiselect(
        words(field), options, key=key, format_func=shown, on_change=changed, placeholder=words(f"{field}_hint"), select_all=False
    )


def _actors(scene: Scene) -> None:
    """The actors that articles must name, typed in any spelling of either script."""
    key, problem = f"side_actor{scene.side}", f"who_wrong{scene.side}"
    held, _ = who.understood(scene, scene.selection.actor)
    st.session_state[key] = held

    def changed() -> None:
        slugs, st.session_state[problem] = who.understood(scene, st.session_state[key])
        _change(scene, actor=tuple(slugs))

    st.multiselect(
        scene.words("actor"), list(dict.fromkeys([*held, *scene.ranked_actors])), key=key, format_func=lambda slug: who.both_names(scene, slug),
        on_change=changed, placeholder=scene.words("actor_hint"), select_all=False, accept_new_options=True,
    )  # fmt: skip
    if wrong := st.session_state.pop(problem, ""):
        st.html(f"<p class='quiet' role='alert'>{safe(wrong)}</p>")


def _one_of(scene: Scene, field: str, options: tuple[str, ...]) -> None:
    words = scene.words
    key = f"side_{field}{scene.side}"
    st.session_state[key] = getattr(scene.selection, field)

    def changed() -> None:
        if state.offered(key, options):
            _change(scene, **{field: st.session_state[key]})

    st.selectbox(words(field), options, key=key, format_func=lambda value: words(f"{field}_{value}"), on_change=changed)


def _dates(scene: Scene) -> None:
    words, chosen = scene.words, scene.selection
    ends = span(scene.corpus)
    if ends is None:
        return
    first, last = ends
    presets = {name: _preset(days, last) for name, days in _PRESETS.items() if days == 0 or days < (last - first).days}
    current = next((name for name, pair in presets.items() if pair == (chosen.since, chosen.until)), None)
    key = f"side_preset{scene.side}"
    st.session_state[key] = current

    def preset() -> None:
        since, until = presets.get(st.session_state[key] or "preset_all", (None, None))
        _change(scene, since=since, until=until)

    st.pills(words("period"), list(presets), key=key, format_func=words, on_change=preset)
    _between(scene, first, last)


def _between(scene: Scene, first: datetime.date, last: datetime.date) -> None:
    """The two dates, typed as people write them or picked from a calendar; a date that crosses the other takes it along."""
    words, chosen = scene.words, scene.selection
    problems = f"date_problem{scene.side}"
    wrong: dict[str, str] = st.session_state.pop(problems, {})

    def changed(field: str, value: str) -> None:
        other = "until" if field == "since" else "since"
        try:
            day = getattr(Selection.of(**{field: value}), field)
        except CallError as problem:
            st.session_state[problems] = {field: words.problem(problem)}
            return
        held = getattr(chosen, other)
        crossed = day and held and (day > held if field == "since" else day < held)
        _change(scene, **{field: day}, **({other: day} if crossed else {}))

    fields = [
        parts.Day(field, words(field), getattr(chosen, field), end, wrong.get(field, ""))
        for field, end in (("since", first), ("until", last))
    ]
    low, high = min(first, chosen.since or first), max(last, chosen.until or last)
    parts.dates(fields, words, low=low, high=high, key=f"side_dates{scene.side}", changed=changed)


def _preset(days: int, last: datetime.date) -> tuple[datetime.date | None, datetime.date | None]:
    return (last - datetime.timedelta(days=days - 1), last) if days else (None, None)


def _text(scene: Scene) -> None:
    words = scene.words
    key = f"side_text{scene.side}"
    st.session_state[key] = scene.selection.text or ""
    st.text_input(
        words("text"), key=key, placeholder=words("text_hint"), max_chars=500, type="search",
        on_change=lambda: _change(scene, text=st.session_state[key].strip() or None),
    )  # fmt: skip
