"""The files that the data was read from, and what was refused of them."""

import pandas as pd
import streamlit as st

from dashboard.app import panel
from dashboard.app.columns import columns, telling
from dashboard.app.data import Scene
from dashboard.app.desk import arriving
from dashboard.app.marks import safe
from dashboard.cache import layout

_MOST = 2_000


def draw(scene: Scene) -> None:
    """About the data, files to add, what was refused and why, and every input file."""
    about(scene)
    if not scene.read_only:
        arriving.add(scene)
    refused(scene)
    files(scene)


def about(scene: Scene) -> None:
    """The generation that is shown, and when it was built."""
    words, generation = scene.words, scene.corpus.generation
    built = str(layout.made(generation.folder).get("built", ""))[:10]
    said = [words("data_generation"), generation.name, words.count("article", generation.rows), words.count("source", len(scene.sources))]
    if built:
        said.append(f"{words('data_built')}: {words.date(built)}")
    st.html(f"<p class='where'>{' · '.join(safe(part) for part in said)}</p>")


@st.fragment
def refused(scene: Scene) -> None:
    """What could not be read, with the reason."""
    listed = scene.corpus.generation.manifest["refused"]
    if listed:
        with panel.panel(scene, "refused"):
            table = pd.DataFrame(listed[:_MOST])
            shown = telling(table, "path", "member", "line", "reason", "detail")
            panel.table(scene, "refused", table, columns(scene, *shown), export=pd.DataFrame(listed))


@st.fragment
def files(scene: Scene) -> None:
    """Every input file with its outcome."""
    words = scene.words
    listed = scene.corpus.generation.manifest["inputs"]
    with panel.panel(scene, "files"):
        table = pd.DataFrame(listed[:_MOST])
        said = [[words.known(f"warning_{one}", one) for one in warnings] for warnings in table["warnings"]]
        shown = telling(table.assign(warnings=said), "path", "outcome", "articles", "encoding", "warnings")
        panel.table(scene, "files", table.assign(warnings=said), columns(scene, *shown), export=pd.DataFrame(listed))
