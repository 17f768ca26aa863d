"""Rows to the screen or a pipe: a table for people, JSON, JSON lines or CSV for programs."""

import csv
import io
import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import numpy as np
import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dashboard.errors import CallError
from dashboard.text.showing import visible_controls

FORMATS = ("table", "json", "jsonl", "csv")
_WIDEST_CELL = 60
_READABLE = 16
_LEAST_TELLING = (
    "file", "part", "date_rule", "date_text", "record", "language", "url", "section", "byline", "origin", "region", "source_name",
    "speaker_start", "speaker_end", "part_of", "start", "end", "cluster", "id", "expected", "within", "lexical_diversity",
    "sentences", "origins", "dispersion", "dispersion_a", "dispersion_b", "verb_class", "per_million", "name", "speaker_text", "words_per_article", "log_likelihood", "undated", "own_share",
    "epithet", "own_in_marks", "body_in_marks", "in_titles", "actor", "in_reported", "own", "articles", "npmi_in_a", "npmi_in_b", "npmi", "count_in_a", "count_in_b",
    "classes", "other_start", "other_end", "p_adjusted", "about",
)  # fmt: skip


def print_rows(frame: pd.DataFrame, format: str | None, output: Path | None = None) -> None:
    """Print a measure's rows, or write them to `output`; a table on a terminal and JSON lines in a pipe unless told."""
    format = format or ("table" if output is None and sys.stdout.isatty() else "jsonl")
    if format == "table":
        if output is not None:
            raise CallError("A table is for the screen. With -o choose --format json, jsonl or csv")
        console = Console()
        shown = _fitting(frame, console.width)
        console.print(_table(frame[shown]))
        if len(shown) < len(frame.columns):
            left_out = ", ".join(str(name) for name in frame.columns if name not in shown)
            click.echo(f"Not shown for want of room: {left_out}. All of them: --format jsonl", err=True)
        return
    text = _WRITERS[format](frame)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")


def print_parts(parts: Mapping[str, pd.DataFrame], format: str | None, output: Path | None = None) -> None:
    """Print several tables under their names: on a terminal one after another, else as one JSON object with the rows of each."""
    format = format or ("table" if output is None and sys.stdout.isatty() else "json")
    if format in ("jsonl", "csv"):
        raise CallError(f"Several tables do not fit in one {format}. Choose one with --part: {', '.join(parts)}")
    if format == "table":
        for name, frame in parts.items():
            click.secho(name, bold=True)
            print_rows(frame, "table", output)
        return
    text = json.dumps({name: records(frame) for name, frame in parts.items()}, ensure_ascii=False, default=_plain, indent=1) + "\n"
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")


def print_object(said: Mapping[str, Any]) -> None:
    """Print one JSON object."""
    sys.stdout.write(json.dumps(said, ensure_ascii=False, default=_plain) + "\n")


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain Python values, NaN as None."""
    columns = {str(name): [_plain(value) for value in frame[name].tolist()] for name in frame.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if value is pd.NaT or value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value


def _json(frame: pd.DataFrame) -> str:
    return json.dumps(records(frame), ensure_ascii=False, default=_plain, indent=1) + "\n"


def _jsonl(frame: pd.DataFrame) -> str:
    return "".join(json.dumps(row, ensure_ascii=False, default=_plain) + "\n" for row in records(frame))


def _csv(frame: pd.DataFrame) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    for row in records(frame):
        writer.writerow([json.dumps(v, ensure_ascii=False) if isinstance(v, (dict, list)) else "" if v is None else v for v in row.values()])
    return out.getvalue()


def _fitting(frame: pd.DataFrame, width: int) -> list[str]:
    """The columns that a terminal has room for: empty ones go first, then those that tell a reader least."""
    cells = {str(name): [_cell(_plain(value)) for value in frame[name].tolist()] for name in frame.columns}
    room = {name: 3 + min(max([len(name), *map(len, cells[name])]), _READABLE) for name in cells}
    empty = [name for name in cells if set(cells[name]) == {"—"}]
    shown = list(cells)
    for name in (*empty, *_LEAST_TELLING):
        if sum(room[one] for one in shown) <= width:
            break
        if name in shown and len(shown) > 1:
            shown.remove(name)
    return shown


def _table(frame: pd.DataFrame) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for name in frame.columns:
        table.add_column(str(name), justify="right" if pd.api.types.is_numeric_dtype(frame[name]) else "left")
    for row in records(frame):
        table.add_row(*(Text(_cell(value)) for value in row.values()))
    return table


def _cell(value: Any) -> str:
    if value is None:
        return "—"
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict):
        text = "، ".join(f"{key} {count}" for key, count in value.items())
    else:
        text = str(value)
    text = visible_controls(text.replace("\n", " "))
    return text if len(text) <= _WIDEST_CELL else text[: _WIDEST_CELL - 1] + "…"


_WRITERS = {"json": _json, "jsonl": _jsonl, "csv": _csv}
