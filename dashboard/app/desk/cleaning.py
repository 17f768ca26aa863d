"""The lines that cleaning removed, by text and by rule, and the way back for a line or for a whole rule."""

from typing import Any

import streamlit as st

from dashboard.app import panel, parts, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.desk import decisions
from dashboard.app.desk.place import Place
from dashboard.app.marks import safe
from dashboard.curating import corrections
from dashboard.readers.corrections import Corrections

_MOST = 500
_RULE, _FILE, _TEXT = "rule", "file", "line"


@st.fragment
def draw(scene: Scene) -> None:
    """Removed lines under the filters of the URL; those picked come back, and so may whatever a rule took out."""
    words = scene.words
    with panel.panel(scene, "cleaning", hint=None if scene.read_only else "hint_cleaning"):
        rule, file, text = _filters(scene)
        table = scene.table("removed_lines", rule=rule or None, file=file or None, text=text or None, limit=0)
        shown = table.head(_MOST)
        if len(table) > _MOST:
            st.html(f"<p class='quiet'>{safe(words('lines_most', shown=words.number(_MOST), all=words.number(len(table))))}</p>")
        said = _said(Place.now())
        notes = [words("lines_pending") if _comes_back(said, row, scene) else None for row in shown.itertuples()]
        keyed = shown.assign(number=range(len(shown)))

        def acted(action: str, keys: list[str]) -> None:
            picked = shown.iloc[[int(key) for key in keys]]
            whole_name = file if file and set(table["file"]) == {file} else None
            lines = [(row.file if row.files == 1 else whole_name, row.text) for row in picked.itertuples()]
            decisions.decide(scene, lambda place: corrections.restore_lines(place.folders, lines))

        doing: dict[str, Any] = {} if scene.read_only else {
            "actions": {"restore": words("lines_restore")}, "row_actions": {"restore": words("lines_restore_one")}, "acted": acted,
        }  # fmt: skip
        panel.table(
            scene, "cleaning", keyed, columns(scene, "text", "reason", "rule", "lines", "files", "file", file="col_path", noted="text"),
            export=table, row_key="number", notes=notes, **doing,
        )  # fmt: skip
        if rule and not scene.read_only:
            _whole_rule(scene, rule)


def _filters(scene: Scene) -> tuple[str, str, str]:
    """The reader's choice of a rule, and what file and line are to hold; all in the URL."""
    words = scene.words
    rules = scene.table("removing_rules")
    counts = rules.groupby("rule", sort=False)["lines"].sum().to_dict()
    options = ["", *counts]
    chosen = state.option(_RULE, options)

    def label(rule: str) -> str:
        return words("lines_of_rule", rule=words.rule(rule, scene.known_outlets), lines=words.number(counts[rule])) if rule else words("lines_all_rules")

    st.session_state["lines_rule"] = chosen
    with st.container(horizontal=True, gap="small"):
        st.selectbox(words("lines_rule"), options, key="lines_rule", format_func=label, on_change=_write, args=(_RULE, "lines_rule"))
        return (
            chosen,
            _text(words("lines_file"), _FILE, words("lines_file_hint")),
            _text(words("lines_text"), _TEXT, ""),
        )


def _text(label: str, name: str, hint: str) -> str:
    key = f"lines_{name}"
    st.session_state[key] = state.free(name)
    st.text_input(label, key=key, placeholder=hint, max_chars=200, on_change=_write, args=(name, key))
    return state.free(name).strip()


def _write(name: str, key: str) -> None:
    state.write(**{name: str(st.session_state[key]).strip() or None})


def _whole_rule(scene: Scene, rule: str) -> None:
    """Buttons that switch a rule off: everywhere, and in the one outlet that is selected."""
    words, sources = scene.words, scene.selection.source

    def off(source: str | None) -> None:
        decisions.decide(scene, lambda place: corrections.restore_rule(place.folders, rule, source=source))

    with st.container(horizontal=True, gap="small"):
        st.button(words("lines_restore_rule"), key="rule_off", on_click=off, args=(None,))
        if len(sources) == 1:
            name = scene.sources.get(sources[0], sources[0])
            st.button(words("lines_restore_rule_of", source=name), key="rule_off_source", on_click=off, args=(sources[0],))


def _said(place: Place) -> Corrections:
    """What corrections.toml says now, whether it was built or not."""
    path = place.inputs.own(corrections.NAME)
    return Corrections.load(path[0]) if path else Corrections()


def _comes_back(said: Corrections, row: Any, scene: Scene) -> bool:
    """Whether a removed line is to stay from the next build on."""
    sources = scene.selection.source
    source = sources[0] if len(sources) == 1 else ""
    return said.restores(row.file if row.files == 1 else "", row.text) or said.restores_rule(row.rule, row.file if row.files == 1 else "", source)


def of_article(scene: Scene) -> None:
    """The lines that were removed from the one article of a scene, each with its reason and rule and the way back."""
    words, table = scene.words, scene.table("cleaning")
    if table.empty:
        st.html(f"<p class='quiet'>{safe(words('removed_none'))}</p>")
        return
    said = _said(Place.now())
    source = str(scene.table("articles", limit=1)["source"].iloc[0])
    notes = [
        words("lines_pending") if said.restores(row.file, row.text.strip()) or said.restores_rule(row.rule, row.file, source) else None
        for row in table.itertuples()
    ]

    def acted(action: str, keys: list[str]) -> None:
        lines = [(str(table["file"][int(key)]), str(table["text"][int(key)])) for key in keys]
        decisions.decide(scene, lambda place: corrections.restore_lines(place.folders, lines))

    parts.table(
        table.assign(number=range(len(table))), columns(scene, "line", "text", "reason", "rule", noted="text"), words,
        label=words("removed_lines"), key=f"table_removed{scene.side}", row_key="number", notes=notes,
        row_actions={} if scene.read_only else {"restore": words("lines_restore_one")}, acted=acted,
    )  # fmt: skip
