"""The parts of the page that run in the browser: tables, the cloud, chips, picture buttons. Data reaches them as data, never as markup."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import streamlit as st
import streamlit.components.v2 as components

from dashboard.app.words import Words
from dashboard.charts.labels import plain
from dashboard.charts.wordcloud import Cloud

_SCRIPTS = Path(__file__).with_name("browser")
_LABELS = {
    '[data-testid="stSidebar"]': "selection",
    '[data-testid="stExpandSidebarButton"]': "sidebar_open",
    '[data-testid="stSidebarCollapseButton"] button': "sidebar_close",
    '[data-testid="stFileUploaderDropzone"] > span button': "data_browse",
}
_MOST_PARTS = 12
Kind = Literal["text", "number", "decimal", "percent", "date"]


@cache
def _script(name: str) -> str:
    return (_SCRIPTS / f"{name}.js").read_text("utf-8")


def _said(key: str, name: str) -> Any:
    """What a part of the page says under a name; None where the page that it stood on has gone meanwhile."""
    return st.session_state.get(key, {}).get(name)


def _mount(name: str, data: Any, key: str, **callbacks: Callable[[], None]) -> Any:
    part = components.component(f"marsad_{name}", js=_script(name), isolate_styles=False)
    return part(data=data, key=key, **callbacks)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: which field, under which heading, how its values read.

    `shown` puts a value into words (sorting still goes by the value). The `link` column's values can be clicked; those of an `edit`
    column can be written: a text, or a text that is offered from `options`; `hint` stands in an empty one.
    """

    field: str
    label: str
    kind: Kind = "text"
    shown: Callable[[Any], str] | None = None
    link: bool = False
    colour: bool = False
    note: bool = False
    edit: Literal["", "text", "list"] = ""
    options: Sequence[str] = ()
    hint: str = ""


def table(
    frame: pd.DataFrame,
    columns: Sequence[Column],
    words: Words,
    *,
    label: str,
    key: str,
    row_key: str | None = None,
    colours: Mapping[str, str] | None = None,
    colour_of: str = "source",
    notes: Sequence[str | None] | None = None,
    chosen: Callable[[str], None] | None = None,
    actions: Mapping[str, str] | None = None,
    row_actions: Mapping[str, str] | None = None,
    acted: Callable[[str, list[str]], None] | None = None,
    picking: bool = False,
    saved: Callable[[dict[str, dict[str, str]]], None] | None = None,
) -> None:
    """A table that sorts and searches in the browser; `chosen` is called with the `row_key` of a row whose link is clicked.

    With `actions` (label by name) rows can be picked, and `acted` is called with an action and the keys of the rows picked; each of
    `row_actions` is a button in every row. `saved` is called with what was written into `edit` columns, by row key and field; with
    `picking` one value can be written into all the rows picked.
    """
    data = {
        "key": key,
        "label": label,
        "lang": words.lang,
        "locale": _locale(words),
        "columns": [
            {
                "field": one.field, "label": one.label, "kind": one.kind, "link": one.link, "colour": one.colour, "note": one.note,
                "edit": one.edit, "hint": one.hint,
            }
            for one in columns
        ],
        "rows": rows(frame, columns, words, row_key=row_key, colours=colours, colour_of=colour_of, notes=notes),
        "options": [{"id": one.field, "values": list(one.options)} for one in columns if one.edit == "list"],
        "picking": picking or bool(actions),
        "actions": [{"name": name, "label": label} for name, label in (actions or {}).items()],
        "row_actions": [{"name": name, "label": label} for name, label in (row_actions or {}).items()],
        "words": {
            "search": words("table_search"),
            "more": words("table_more"),
            "sort": words("table_sort"),
            "rows": words("table_rows"),
            "save": words("table_save"),
            "fill": words("table_fill"),
            "pick": words("table_pick"),
            "pick_all": words("table_pick_all"),
            "picked": words("table_picked"),
        },
    }

    def clicked() -> None:
        value = _said(key, "chosen")
        if value is not None and chosen is not None:
            chosen(str(value))

    def decided() -> None:
        value = _said(key, "acted")
        if value is not None and acted is not None:
            acted(str(value["action"]), [str(one) for one in value["keys"]])

    def written() -> None:
        value = _said(key, "saved")
        if value is not None and saved is not None:
            saved({str(row): {str(field): str(text) for field, text in fields.items()} for row, fields in value.items()})

    _mount("table", data, key, on_chosen_change=clicked, on_acted_change=decided, on_saved_change=written)


def rows(
    frame: pd.DataFrame,
    columns: Sequence[Column],
    words: Words,
    *,
    row_key: str | None = None,
    colours: Mapping[str, str] | None = None,
    colour_of: str = "source",
    notes: Sequence[str | None] | None = None,
) -> list[dict[str, Any]]:
    """The rows as the browser's table takes them: each cell a value, or the value to sort by and the text to show."""
    cells = [[_cell(value, column, words) for value in frame[column.field]] for column in columns]
    keys = frame[row_key].tolist() if row_key else [None] * len(frame)
    paint = [colours.get(value) for value in frame[colour_of]] if colours else [None] * len(frame)
    said = list(notes) if notes else [None] * len(frame)
    return [
        {"key": key, "colour": colour, "note": note, "cells": list(row)}
        for key, colour, note, row in zip(keys, paint, said, zip(*cells, strict=True), strict=True)
    ]


def _cell(value: Any, column: Column, words: Words) -> Any:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, Mapping):
        value = " · ".join(f"{name} ({words.number(count)})" for name, count in list(value.items())[:_MOST_PARTS])
    if isinstance(value, list | tuple):
        value = " · ".join(map(str, value))
    if column.shown or column.edit or not isinstance(value, str):
        return [value, column.shown(value)] if column.shown else value
    shown = plain(value)
    return value if shown == value else [value, shown]


def cloud(placed: Cloud, words: Words, *, label: str, key: str, chosen: Callable[[str], None]) -> None:
    """The word cloud; `chosen` is called with the term that is clicked."""

    def clicked() -> None:
        value = _said(key, "term")
        if value is not None:
            chosen(str(value))

    _mount("cloud", {"svg": placed.svg(embed_font=False, figures=words.figures), "label": label}, key, on_term_change=clicked)


def kwic(lines: Sequence[Mapping[str, Any]], *, label: str, key: str, chosen: Callable[[str], None]) -> None:
    """Lines of a concordance: left, match, right, where, open (what a click does), colour, id; `chosen` is called with the id that is clicked."""

    def clicked() -> None:
        value = _said(key, "chosen")
        if value is not None:
            chosen(str(value))

    _mount("kwic", {"rows": [dict(line) for line in lines], "label": label}, key, on_chosen_change=clicked)


def listen(*, key: str, chosen: Callable[[str], None]) -> None:
    """Nothing to see; `chosen` is called with the word that is clicked in the article on the page."""

    def clicked() -> None:
        value = _said(key, "word")
        if value is not None:
            chosen(str(value))

    _mount("listen", None, key, on_word_change=clicked)


def near(*, key: str, heard: Callable[[list[str], list[str], dict[str, int]], None]) -> None:
    """Nothing to see; `heard` is called with the parts of the page near what the reader sees, those that are to be drawn, and heights."""

    def said() -> None:
        value = _said(key, "said")
        if value is not None:
            near, come = ([str(name) for name in value[said]] for said in ("near", "come"))
            heard(near, come, {str(name): int(height) for name, height in value["heights"].items()})

    _mount("near", None, key, on_said_change=said)


def chips(
    shown: Sequence[tuple[str, str]], words: Words, *, key: str, removed: Callable[[str], None], leads: Mapping[str, str] | None = None
) -> None:
    """What is selected: (key, text) pairs; `removed` is called with the key whose button is clicked, "*" for all.

    `leads` are the links of those keys that have a page of their own.
    """
    data = {
        "label": words("chips"),
        "clear": words("clear"),
        "open": words("open_actor"),
        "chips": [{"key": name, "text": text, "title": words("remove_chip", what=text), "leads": (leads or {}).get(name)} for name, text in shown],
    }

    def clicked() -> None:
        value = _said(key, "remove")
        if value is not None:
            removed(str(value))

    _mount("chips", data, key, on_remove_change=clicked)


@dataclass(frozen=True, slots=True)
class Day:
    """A date to choose: its name and label, the date that is set, the one that stands there faintly where none is, and what was wrong."""

    name: str
    label: str
    value: datetime.date | None
    otherwise: datetime.date
    wrong: str = ""


def dates(
    days: Sequence[Day], words: Words, *, low: datetime.date, high: datetime.date, key: str, changed: Callable[[str, str], None]
) -> None:
    """Fields for dates with a calendar; `changed` is called with a field's name and what was typed or picked ("" for nothing)."""
    data = {
        "key": key,
        "fields": [
            {
                "name": day.name, "label": day.label, "value": str(day.value or ""), "text": words.date(day.value), "wrong": day.wrong,
                "placeholder": words.date(day.otherwise), "start": str(day.value or day.otherwise),
            }
            for day in days
        ],
        "low": str(low),
        "high": str(high),
        "rtl": words.lang == "ar",
        "arabicDigits": words.digits == "arab",
        "words": {name: words(name) for name in ("calendar", "year_before", "month_before", "month_after", "year_after")},
        **words.calendar(),
    }  # fmt: skip

    def sent() -> None:
        value = _said(key, "changed")
        if value is not None:
            field, _, given = str(value).partition("=")
            changed(field, given)

    _mount("dates", data, key, on_changed_change=sent)


def pictures(chart: str, filename: str, words: Words, *, citation: str, key: str) -> None:
    """Buttons that save the plotly chart under the container key `chart` as PNG and SVG, with the line to cite it by."""
    data = {"chart": chart, "filename": filename, "title": words("plot_download"), "citation": citation, "rtl": words.lang == "ar"}
    _mount("pictures", data, key)


def _locale(words: Words) -> str:
    return f"ar-u-nu-{words.digits}" if words.lang == "ar" else "en"


def page(words: Words, pages: Sequence[str], *, dark: bool, remember: str, going: Mapping[str, str] | None, key: str) -> None:
    """Set the page's language and direction, and offer its link and the other theme; `remember` is a cookie to set, `going` a page to go to."""
    said = {"copy": "copy_link", "copied": "link_copied", "dark": "theme_dark", "light": "theme_light"}
    labels = {part: words(text) for part, text in _LABELS.items()}
    data = {
        "lang": words.lang, "dark": dark, "pages": list(pages), "labels": labels, "navigation": words("navigation"), "group": words("navigation_group"), "remember": remember,
        "words": {name: words(text) for name, text in said.items()}, "foreign": words.foreign(), "going": going,
    }  # fmt: skip
    _mount("page", data, key, on_narrow_change=lambda: None)
