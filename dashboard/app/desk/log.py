"""Everything that was decided and stands in the corpus's own files, and the way to take any of it back."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app import panel, parts
from dashboard.app.data import Scene
from dashboard.app.desk import decisions
from dashboard.app.desk.place import Place
from dashboard.app.parts import Column
from dashboard.app.words import Words
from dashboard.charts.labels import plain
from dashboard.curating import actors, corrections
from dashboard.curating.files import Change

_MOST = 2_000


@st.fragment
def draw(scene: Scene) -> None:
    """One row a decision; those picked are taken back."""
    words = scene.words
    with panel.panel(scene, "log"):
        place = Place.now()
        lines = corrections.statements(place.folders)
        names = actors.statements(place.book)
        rows = [_correction(one, words, scene) for one in lines] + [_naming(one, words, place) for one in names]
        if not rows:
            panel.nothing(scene)
            return

        def acted(action: str, keys: list[str]) -> None:
            picked = {int(key) for key in keys}

            def change(now: Place) -> Change:
                gone = [one for number, one in enumerate(lines) if number in picked]
                unsaid = [one for number, one in enumerate(names, start=len(lines)) if number in picked]
                made = corrections.take_back(now.folders, gone) if gone else Change()
                return made + actors.take_back(now.book, unsaid) if unsaid else made

            decisions.decide(scene, change)

        frame = pd.DataFrame(rows).head(_MOST).assign(number=lambda table: range(len(table)))
        shown = [Column(name, words(f"col_{name}")) for name in ("what", "value", "where")]
        doing = {} if scene.read_only else {"take_back": words("log_taken_back")}
        parts.table(frame, shown, words, label=words("panel_log"), key="table_log", row_key="number", actions=doing, acted=acted)


def _correction(one: corrections.Statement, words: Words, scene: Scene) -> dict[str, Any]:
    """A line, a rule or an article of corrections.toml, in words."""
    said = one.said
    where = words.listed(
        str(said.get("file", "")), scene.sources.get(str(said["source"]), str(said["source"])) if "rule" in said and "source" in said else "",
        words("log_part", part=words.number(said["part"])) if "part" in said else "",
        words("log_record", record=plain(str(said["record"]))) if "record" in said else "",
    )  # fmt: skip
    if one.kind == "article":
        return {"what": words("log_article"), "value": _values(said, words, scene), "where": where}
    kind = "restore_rule" if "rule" in said else one.kind
    value = words.rule(str(said["rule"]), scene.known_outlets) if "rule" in said else plain(str(said["text"]))
    return {"what": words(f"log_{kind}"), "value": value, "where": where or words("log_everywhere")}


def _values(said: Mapping[str, Any], words: Words, scene: Scene) -> str:
    """What an article's entry sets."""
    return words.listed(
        words.date(said.get("date")), words("log_undated") if said.get("undated") else "",
        scene.sources.get(str(said.get("source", "")), str(said.get("source", ""))),
        *(plain(str(said[key])) for key in ("title", "origin", "byline") if key in said),
    )  # fmt: skip


def _naming(one: actors.Statement, words: Words, place: Place) -> dict[str, Any]:
    """An entry of actors.toml, in words."""
    entries = place.book.entries

    def called(slug: str) -> str:
        return plain(entries[slug].actor.ar) if slug in entries else slug

    where = called(one.slug) if one.slug and one.kind in ("name", "silenced") else one.slug or ""
    value = called(one.value) if one.kind == "merged" else plain(one.value)
    return {"what": words(f"log_{one.kind}"), "value": value, "where": words.listed(where, words(f"role_{one.role}") if one.role else "")}
