"""Concordance: a word or phrase wherever it stands, and the words that keep it company."""

import streamlit as st

from dashboard.app import page, panel, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene, has
from dashboard.app.marks import safe
from dashboard.charts import collocates

_LINES = 200


def draw(scene: Scene) -> None:
    """The text looked for, its lines, and its collocates."""
    text = asked(scene)
    lines(scene, text)
    if has("collocates"):
        company(scene, text)


def asked(scene: Scene) -> str:
    """The word or phrase that the URL names, else one that the selection is about, else the commonest term."""
    words, chosen = scene.words, scene.selection
    common = scene.table("terms", limit=1, details=False)["term"].tolist()
    held = state.free("q") or next(iter((*chosen.term, *chosen.actor)), None) or chosen.text or (common[0] if common else "")
    key = f"asked{scene.side}"
    st.session_state[key] = scene.actors.get(held, held)
    st.text_input(words("focus_term"), key=key, max_chars=200, on_change=lambda: state.write(q=st.session_state[key].strip()))
    return held


@st.fragment
def lines(scene: Scene, text: str) -> None:
    """The lines that hold the text, with what stands before and after it."""
    with panel.panel(scene, "concordance", hint="hint_articles"):
        table = scene.attempt("concordance", text=text, limit=_LINES) if text else None
        if table is None:
            st.html(f"<p class='quiet' role='status'>{safe(scene.words('concordance_none'))}</p>")
            return
        shown = columns(scene, "left", "match", "right", "source", "date", link="match")
        panel.table(scene, "concordance", table, shown, row_key="id", colours=scene.colours, chosen=state.open_article)


@st.fragment
def company(scene: Scene, text: str) -> None:
    """The words that stand near it oftener than chance."""
    with panel.panel(scene, "collocates", hint="hint_collocates"):
        table = scene.attempt("collocates", term=text, limit=100) if text else None
        if table is None:
            st.html(f"<p class='quiet' role='status'>{safe(scene.words('concordance_none'))}</p>")
            return
        panel.chart(
            scene, "collocates", collocates.bars(table, limit=20, **scene.look), table, clicked=lambda point: state.put(q=str(point["collocate"]))
        )
        shown = columns(scene, "collocate", "count", "expected", "log_dice", "log_likelihood", link="collocate")
        panel.table(scene, "collocates_table", table, shown, row_key="collocate", chosen=lambda word: state.put(q=word))


page.show(draw)
