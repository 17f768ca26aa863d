"""Concordance: a word or phrase wherever it stands, and the words that keep it company."""

from typing import Any

import streamlit as st

from dashboard.app import downloads, near, page, panel, parts, state, stopping
from dashboard.app.columns import columns
from dashboard.app.data import Scene, has
from dashboard.app.marks import safe
from dashboard.charts import collocates
from dashboard.charts.labels import seen
from dashboard.errors import MarsadError
from dashboard.measures.concordance import ORDERS

_LINES = 200
_BY = ("log_dice", "log_likelihood", "count")


def draw(scene: Scene) -> None:
    """The text looked for, its lines, and its collocates."""
    text = asked(scene)
    lines(scene, text)
    if has("collocates"):
        stopping.control(scene)
        company(scene, text)


def asked(scene: Scene) -> str:
    """The word or phrase that the URL names, else one that the selection is about, else the commonest term."""
    words, chosen = scene.words, scene.selection
    common = scene.table("terms", limit=1, details=False, **stopping.options())["term"].tolist()
    held = state.free("q") or next(iter((*chosen.term, *chosen.actor)), None) or chosen.text or (common[0] if common else "")
    key = f"asked{scene.side}"
    st.session_state[key] = scene.actors.get(held, held)
    st.text_input(words("focus_term"), key=key, max_chars=200, on_change=lambda: state.write(q=st.session_state[key].strip()))
    return held


def _unanswered(scene: Scene) -> None:
    st.html(f"<p class='quiet' role='status'>{safe(scene.words('concordance_none'))}</p>")


@near.part
def lines(scene: Scene, text: str) -> None:
    """The lines that hold the text, aligned at it; a click opens the article."""
    words = scene.words
    with panel.panel(scene, "concordance", hint="hint_kwic"):
        with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
            order = state.pick(words("kwic"), "kwic", ORDERS, side=scene.side, show=lambda value: words(f"kwic_{value}"))
            _keep(scene, text)
        table = scene.attempt("concordance", text=text, limit=_LINES, order=order) if text else None
        if table is None:
            _unanswered(scene)
            return
        panel.denominator(scene)
        shown = words.count("occurrence", len(table))
        said = words("kwic_more", shown=shown) if len(table) == _LINES else words("kwic_shown", shown=shown, articles=words.count("article", table["id"].nunique()))
        st.html(f"<p class='quiet' role='status'>{safe(said)}</p>")
        parts.kwic([_line(scene, row) for row in table.to_dict("records")], label=words("panel_concordance"), key=f"kwic_lines{scene.side}", chosen=state.open_article)
        downloads.menu(scene, "concordance", table, formats=downloads.TABLES)


def _line(scene: Scene, row: dict[Any, Any]) -> dict[str, Any]:
    where = f"{scene.sources.get(row['source'], row['source'])} · {scene.words.date(row['date']) or scene.words('no_date')}"
    said = {name: seen(row[name]) for name in ("left", "match", "right")}
    return {"id": row["id"], **said, "where": where, "open": scene.words("read_article"), "colour": scene.colours.get(row["source"], "")}


def _keep(scene: Scene, text: str) -> None:
    """A button that narrows the selection to the articles that hold the text, where the selection does not say so already."""
    field, value = _field(scene, text)
    held = getattr(scene.selection, field)
    if not text or value == held or (isinstance(held, tuple) and value in held):
        return
    changed = scene.selection.adding(field, value) if isinstance(held, tuple) else scene.selection.replacing(text=value)
    st.button(scene.words("keep_articles"), key=f"keep{scene.side}", on_click=state.choose, args=(changed, scene.side or None), type="tertiary")


def _field(scene: Scene, text: str) -> tuple[str, str]:
    """Under which option of a selection a text falls: an actor, a term, or words to search for."""
    for field, find in (("actor", scene.corpus.actor_slug), ("term", lambda one: scene.corpus.terms[scene.corpus.term(one)])):
        try:
            return field, str(find(text))
        except MarsadError:
            continue
    return "text", text


@near.part
def company(scene: Scene, text: str) -> None:
    """The words that stand near it oftener than chance."""
    words = scene.words
    with panel.panel(scene, "collocates", hint="hint_collocates"):
        by = state.pick(words("show_as"), "near_by", _BY, side=scene.side, show=lambda value: words(f"by_{value}"))
        table = scene.attempt("collocates", term=text, limit=100, **stopping.options()) if text else None
        if table is None:
            _unanswered(scene)
            return
        ranked = table.sort_values(by, ascending=False, kind="stable")
        panel.chart(
            scene, "collocates", collocates.bars(ranked, by=by, limit=20, **scene.look), ranked, clicked=lambda point: state.put(q=str(point["collocate"]))
        )
        shown = columns(scene, "collocate", "count", "expected", "log_dice", "log_likelihood", link="collocate")
        panel.table(scene, "collocates_table", table, shown, row_key="collocate", chosen=lambda word: state.put(q=word))


page.show(draw)
