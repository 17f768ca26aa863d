"""Data: which files the corpus was read from, what was refused or removed, and files to add."""

import json

import pandas as pd
import streamlit as st

from dashboard.app import incoming, page, panel, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene, has
from dashboard.app.marks import safe
from dashboard.cache import layout

_MOST = 500


def draw(scene: Scene) -> None:
    """About the data, its files, what was refused, removed lines, unknown names, and files to add."""
    if scene.side == "b":
        return
    about(scene)
    add(scene)
    files(scene)
    removed(scene)
    if has("suggest"):
        suggestions(scene)


def about(scene: Scene) -> None:
    """The generation that is shown, and when it was built."""
    words, generation = scene.words, scene.corpus.generation
    try:
        built = str(json.loads((generation.folder / layout.BUILD).read_text("utf-8")).get("built", ""))[:10]
    except (OSError, ValueError):
        built = ""
    said = [words("data_generation"), generation.name, words.count("article", generation.rows), words.count("source", len(scene.sources))]
    if built:
        said.append(f"{words('data_built')}: {words.date(built)}")
    st.html(f"<p class='where'>{' · '.join(safe(part) for part in said)}</p>")


@st.fragment
def add(scene: Scene) -> None:
    """Files to add: what was understood of them is shown before they are kept."""
    words = scene.words
    with panel.panel(scene, "add"):
        if scene.read_only:
            st.html(f"<p class='quiet' role='status'>{safe(words('data_read_only'))}</p>")
            return
        given = st.file_uploader(words("data_drop"), type=list(incoming.KINDS), accept_multiple_files=True, key="incoming")
        if not given:
            return
        preview = incoming.preview(tuple((one.name, one.getvalue()) for one in given))
        if len(preview.articles):
            shown = columns(scene, "title", "source", "date", "words", "file", file="col_path")
            panel.table(scene, "preview", preview.articles, shown)
        if len(preview.refused):
            panel.table(scene, "refused_new", preview.refused, columns(scene, "path", "reason", "detail"))
        if len(preview.articles):
            st.button(words("data_keep"), key="keep", type="primary", on_click=_keep, args=(scene, preview))
        if problem := st.session_state.pop("incoming_problem", ""):
            st.html(f"<p role='alert'>{safe(problem)}</p>")


def _keep(scene: Scene, preview: incoming.Preview) -> None:
    """Put the files into the corpus folder and build again; a name that is taken is told and nothing is written."""
    taken = incoming.keep(preview, scene.cache)
    if taken:
        st.session_state["incoming_problem"] = scene.words("data_exists", name=taken)
    else:
        st.session_state.pop("generation", None)
        state.put()


@st.fragment
def files(scene: Scene) -> None:
    """Every input file with its outcome, and what was refused."""
    facts = scene.corpus.generation.manifest
    with panel.panel(scene, "files"):
        table = pd.DataFrame(facts["inputs"])
        listed = [name for name in ("path", "outcome", "articles", "encoding", "warnings") if name in table.columns]
        panel.table(scene, "files", table, columns(scene, *listed))
    if facts["refused"]:
        with panel.panel(scene, "refused"):
            panel.table(scene, "refused", pd.DataFrame(facts["refused"]), columns(scene, "path", "line", "reason", "detail"))


@st.fragment
def removed(scene: Scene) -> None:
    """The lines that cleaning took out of the selection's articles, each with its reason."""
    with panel.panel(scene, "cleaning"):
        table = scene.table("cleaning", limit=_MOST)
        panel.table(scene, "cleaning", table, columns(scene, "text", "reason", "file", "line", file="col_path"))


@st.fragment
def suggestions(scene: Scene) -> None:
    """Names in the articles that the lexicon does not hold yet; a click searches for one."""
    with panel.panel(scene, "suggest"):
        table = scene.attempt("suggest", limit=_MOST)
        if table is None:
            panel.nothing(scene)
            return
        shown = columns(scene, "name", "count", "articles", "kind", "example", link="name")

        def search(name: str) -> None:
            state.choose(scene.selection.replacing(text=f'"{name}"'), scene.side or None)

        panel.table(scene, "suggest", table, shown, row_key="name", chosen=search)


page.show(draw, empty=True)
