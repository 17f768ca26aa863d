"""Files to add: dragged in, shown as they are understood, and only then kept and built."""

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import building
from dashboard.app import panel, parts, state, uploads
from dashboard.app.columns import columns, telling
from dashboard.app.data import Scene
from dashboard.app.desk import decisions
from dashboard.app.desk.place import Place, stored
from dashboard.app.marks import marked, paragraphs, safe
from dashboard.charts.labels import plain
from dashboard.curating import arrivals
from dashboard.curating.arrivals import Arrival, Understood
from dashboard.curating.files import Change
from dashboard.readers.evidence import Knowledge
from dashboard.readers.outlets import UNKNOWN
from dashboard.records import Article

_ROUND, _HELD, _OPEN = "arriving_round", "arriving_held", "arriving_open"
_SHOWN, _FIRST_WORDS = 500, 12
_MEGABYTE = 1 << 20


@st.fragment
def add(scene: Scene) -> None:
    """Files to add; what was understood of them is shown before they are kept."""
    words = scene.words
    with panel.panel(scene, "add"):
        size = words.number(int(st.get_option("server.maxUploadSize")))
        st.html(f"<p class='hint'>{safe(words('add_hint', size=size))}</p>")
        number = st.session_state.setdefault(_ROUND, 0)
        uploads.taken()
        given = st.file_uploader(words("data_drop"), accept_multiple_files=True, key=f"arriving{number}")
        if given:
            _preview(scene, _arrived(given))


def _arrived(given: list[Any]) -> tuple[list[Arrival], str]:
    """The files under safe names, and what tells them from others."""
    return arrivals.arrivals([(one.name, one.getvalue()) for one in given]), "|".join(one.file_id for one in given)


def _preview(scene: Scene, arrived: tuple[list[Arrival], str]) -> None:
    """What was understood of the files, where they stand to the corpus, and the buttons that keep them."""
    words = scene.words
    files, which = arrived
    held = st.session_state.get(_HELD)
    if held is None or held[0] != which:
        with st.spinner(words("add_understanding")):
            held = (which, _understood(scene, files))
        st.session_state[_HELD] = held
        st.session_state.pop(_OPEN, None)
    found: Understood = held[1]
    place = Place.now()
    standing = arrivals.standing(files, place.folders, stored(scene))
    said = words(
        "add_found", articles=words.count("article", len(found.articles)), files=words.count("file", len(files)), refused=words.number(len(found.refused))
    )
    st.html(f"<p class='found' role='status'>{safe(said)}{' ' + safe(words('add_more')) if found.more else ''}</p>")
    _listed(scene, files, found, standing)
    _keeping(scene, files, standing)
    if found.articles:
        _articles(scene, place, found)
    if found.refused:
        refusals = pd.DataFrame([{name: getattr(one, name) for name in ("path", "member", "line", "reason", "detail")} for one in found.refused])
        panel.subtitle(scene, "refused_new")
        parts.table(
            refusals.assign(path=[_bare(path) for path in refusals["path"]]),
            columns(scene, *telling(refusals, "path", "member", "line", "reason", "detail")), words, label=words("panel_refused_new"), key="table_refused_new",
        )  # fmt: skip


def _understood(scene: Scene, files: list[Arrival]) -> Understood:
    place = Place.now()
    return arrivals.understood(
        files, scene.cache / "incoming", outlets=place.outlets, knowledge=_knowledge(scene, place), limits=place.inputs.limits
    )


def _knowledge(scene: Scene, place: Place) -> Knowledge:
    """What the corpus taught, so that new files are read as the next build will read them."""
    return _taught(str(scene.cache), scene.corpus.generation.name, place.stamp, place)


@st.cache_resource(max_entries=2, show_spinner=False)
def _taught(cache: str, generation: str, stamp: str, _place: Place) -> Knowledge:
    return building.taught(_place.inputs, Path(cache))


def _listed(scene: Scene, files: list[Arrival], found: Understood, standing: dict[str, tuple[str, str]]) -> None:
    """Each file with its size, its standing, and what it gave."""
    words = scene.words

    def of(name: str, path: str) -> bool:
        return path == f"{arrivals.FOLDER}/{name}" or path.startswith(f"{arrivals.FOLDER}/{name}/")

    rows = [
        {
            "path": one.name,
            "size": len(one.content),
            "standing": words(f"add_{standing[one.name][0]}", name=standing[one.name][1]),
            "articles": sum(of(one.name, article.file) for article in found.articles),
            "refused": sum(of(one.name, refusal.path) for refusal in found.refused),
        }
        for one in files[:_SHOWN]
    ]
    shown = columns(scene, "path", "size", "standing", "articles", "refused")
    parts.table(pd.DataFrame(rows), shown, words, label=words("panel_add"), key="table_arriving")


def _keeping(scene: Scene, files: list[Arrival], standing: dict[str, tuple[str, str]]) -> None:
    """The buttons that keep the files, as far as the corpus does not have them."""
    words = scene.words
    states = {state for state, _ in standing.values()}
    if states == {"known"}:
        st.html(f"<p class='quiet' role='status'>{safe(words('add_none'))}</p>")
        return
    replacing = "taken" in states and st.checkbox(words("add_replace"), key="arriving_replace")
    with st.container(horizontal=True, gap="small"):
        st.button(words("add_keep"), key="keep", type="primary", on_click=_keep, args=(scene, files, bool(replacing), True))
        st.button(words("add_keep_only"), key="keep_only", on_click=_keep, args=(scene, files, bool(replacing), False))
        st.button(words("add_again"), key="arriving_again", type="tertiary", on_click=_again)


def _keep(scene: Scene, files: list[Arrival], replacing: bool, building_too: bool) -> None:
    """Keep the files, and build where that was asked for."""

    def change(place: Place) -> Change:
        return arrivals.keep(files, place.folders, stored(scene), replacing=replacing)

    if decisions.decide(scene, change, said=lambda made: scene.words("add_done", files=scene.words.count("file", len(made.edits)))):
        _again()
        if building_too:
            decisions.build(scene)


def _again() -> None:
    """An empty place for other files."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    for name in (_HELD, _OPEN):
        st.session_state.pop(name, None)
    state.refresh()


def _articles(scene: Scene, place: Place, found: Understood) -> None:
    """The articles that were understood; a click on one shows it whole, with what was removed from it."""
    words = scene.words
    rows = [
        {
            "number": str(number), "title": one.title or _first_words(one), "source": _outlet(scene, place, found, one.source),
            "date": one.date and one.date.isoformat(), "date_text": one.date_text and plain(one.date_text), "words": len(one.body.split()),
            "removed": len(one.removed), "warnings": [words.known(f"warning_{warning}", warning) for warning in one.warnings], "path": _bare(one.file),
        }
        for number, one in enumerate(found.articles[:_SHOWN])
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    shown = telling(frame, "title", "source", "date", "date_text", "words", "removed", "warnings", "path")
    panel.subtitle(scene, "preview")
    parts.table(
        frame, columns(scene, *shown, link="title"), words, label=words("panel_preview"), key="table_preview", row_key="number",
        chosen=lambda number: st.session_state.update({_OPEN: int(number)}),
    )  # fmt: skip
    opened = st.session_state.get(_OPEN)
    if opened is not None and opened < len(found.articles):
        _opened(scene, place, found, found.articles[opened])


def _opened(scene: Scene, place: Place, found: Understood, article: Article) -> None:
    """One article as it was understood, and the lines that were removed from it."""
    words = scene.words
    where = words.listed(_outlet(scene, place, found, article.source), words.date(article.date) or words("no_date"), _bare(article.file))
    removed = "".join(
        f"<tr><td>{safe(words.number(line.line))}</td><td><del dir='auto'>{safe(line.text.strip())}</del></td>"
        f"<td>{safe(words.known(f'reason_{line.reason}', line.reason))}</td><td>{safe(words.rule(line.rule, scene.known_outlets))}</td></tr>"
        for line in article.removed
    )
    st.html(
        f"<article class='reader'><p class='where'>{safe(where)}</p><h3 class='title' dir='auto'>{marked(article.title or words('no_title'))}</h3>"
        f"{paragraphs(article.body)}</article><h3>{safe(words('removed_lines'))} ({safe(words.count('line', len(article.removed)))})</h3>"
        + (f"<table class='removed'><tbody>{removed}</tbody></table>" if removed else "")
    )
    st.button(words("close"), key="arriving_close", on_click=lambda: st.session_state.pop(_OPEN, None))


def _outlet(scene: Scene, place: Place, found: Understood, slug: str) -> str:
    """An outlet's name: as outlets are called, as the file calls it, or that nothing tells it."""
    if slug == UNKNOWN:
        return scene.known_outlets.get(UNKNOWN, UNKNOWN)
    outlet = place.outlets.by_slug.get(slug)
    return plain((outlet.en if outlet and scene.lang == "en" and outlet.en else outlet.name) if outlet else found.names.get(slug, slug))


def _bare(path: str) -> str:
    """A file's name without the folder that added files go to."""
    return path.removeprefix(f"{arrivals.FOLDER}/")


def _first_words(article: Article) -> str:
    return " ".join(article.body.split(None, _FIRST_WORDS)[:_FIRST_WORDS]) + "…"
