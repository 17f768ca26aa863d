"""Tables as files: CSV and XLSX that Excel opens without running anything, JSON, JSONL and Parquet for programs.

What a table counts (its denominator, the selection, the line to cite it by) goes with it as `provenance`: a second sheet in XLSX, the key
`about` beside `rows` in JSON, schema metadata in Parquet. CSV and JSONL have no place for it that programs would not read as data, so they
stay pure and `metadata` gives the file that the W3C's CSV on the Web puts beside them: NAME-metadata.json; `bundle` zips the two.
"""

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from dashboard.errors import CallError

BYTE_ORDER_MARK = "\ufeff"
SIGNS = frozenset("=+-@|%＝＋－＠｜％")
RUNS_AFTER = frozenset("\t\r")
CELL_LIMIT = 32_767
SHEET_LIMIT = 1_048_576
CUT = " […]"
DAYS = ("date", "first", "last")
ABOUT = {"ar": "عن هذا الملف", "en": "About"}
DATA = {"ar": "البيانات", "en": "Data"}
_UNWRITABLE = {
    code: None for code in [*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF] if code not in (0x09, 0x0A)
}
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_EPOCH = (1980, 1, 1, 0, 0, 0)


def escape(text: str) -> str:
    """The text as a CSV cell that no spreadsheet takes for a formula: a leading `'` where it would begin with a sign that runs something.

    A text that already has such a `'` gets another, so that `unescape` gives back exactly what went in.
    """
    return f"'{text}" if _runs(text.lstrip("'")) else text


def unescape(text: str) -> str:
    """What `escape` was given."""
    return text[1:] if text.startswith("'") and _runs(text.lstrip("'")) else text


def _runs(text: str) -> bool:
    """Whether a sign that starts a formula comes first, after white space, format and control characters; or a tab or return does."""
    for letter in text:
        if letter in SIGNS or letter in RUNS_AFTER:
            return True
        if not letter.isspace() and unicodedata.category(letter) not in ("Cf", "Cc"):
            return False
    return False


def to_csv(table: pd.DataFrame) -> bytes:
    """UTF-8 with a byte order mark and CRLF, as Excel wants it; text cells and headings escaped, numbers and dates as they are."""
    cells = table.apply(
        lambda column: column if _typed(column) else column.map(_csv_cell, na_action="ignore")
    )
    cells.columns = [escape(str(name)) for name in table.columns]
    written: str = cells.to_csv(index=False, lineterminator="\r\n")
    return (BYTE_ORDER_MARK + written).encode("utf-8", "replace")


BESIDE = "-metadata.json"
PURE = ("csv", "jsonl")
"""What the name of the file beside ends in, and the formats that need one."""


def metadata(name: str, provenance: Mapping[str, str]) -> bytes:
    """The file to put beside `name` as `name-metadata.json`, after CSV on the Web (W3C 2015): what the table counts and how to cite it."""
    notes = [{"name": key, "value": value} for key, value in provenance.items()]
    about = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name,
        **({"dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"]}} if name.endswith(".csv") else {}),
        "notes": notes,
    }
    return orjson.dumps(about, option=orjson.OPT_INDENT_2)


def bundle(files: Mapping[str, bytes]) -> bytes:
    """Several files as one zip; the same files give the same bytes."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, _EPOCH), content, ZIP_DEFLATED)
    return written.getvalue()


def to_json(table: pd.DataFrame, provenance: Mapping[str, str] | None = None) -> bytes:
    """An array with one object a row; with a provenance, an object of `about` and `rows`."""
    rows = _rows(table)
    return orjson.dumps(
        {"about": dict(provenance), "rows": rows} if provenance else rows, option=orjson.OPT_SERIALIZE_NUMPY
    )


def to_jsonl(table: pd.DataFrame) -> bytes:
    """One object a line."""
    return b"".join(
        orjson.dumps(row, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_APPEND_NEWLINE)
        for row in _rows(table)
    )


def to_parquet(table: pd.DataFrame, provenance: Mapping[str, str] | None = None) -> bytes:
    """Parquet with typed columns; mappings (a term's forms) as JSON text; the provenance under `marsad` in the schema's metadata."""
    flat = table.apply(lambda column: column if _typed(column) else column.map(_flat, na_action="ignore"))
    arrow = pa.Table.from_pandas(flat, preserve_index=False)
    if provenance:
        arrow = arrow.replace_schema_metadata(
            {**(arrow.schema.metadata or {}), b"marsad": orjson.dumps(dict(provenance))}
        )
    written = BytesIO()
    pq.write_table(arrow, written, compression="zstd")
    return written.getvalue()


def to_xlsx(
    table: pd.DataFrame, *, title: str, lang: str = "ar", provenance: Mapping[str, str] | None = None
) -> bytes:
    """A workbook of constant texts, numbers and dates: no formula, no link; right to left in Arabic, headings frozen, rows filterable.

    A text longer than a cell holds is cut and ends in `[…]`; rows beyond a sheet's limit go on in further sheets.
    """
    written = BytesIO()
    book = xlsxwriter.Workbook(
        written,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        },
    )
    book.set_properties({"title": _cell_text(title)[:255]})
    styles = {
        "head": book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
        "text": book.add_format({"valign": "top", "text_wrap": False}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "right"}),
    }
    name = title.translate(_FORBIDDEN_IN_NAMES).strip()[:26] or DATA[lang]
    room = SHEET_LIMIT - 1
    for at in range(0, max(len(table), 1), room):
        sheet = book.add_worksheet(name if at == 0 else f"{name} {at // room + 1}")
        _fill(sheet, table.iloc[at : at + room], styles, lang)
    if provenance:
        about = book.add_worksheet(ABOUT[lang] if name != ABOUT[lang] else f"{ABOUT[lang]} (2)")
        _fill(about, pd.DataFrame({"": list(provenance), title: list(provenance.values())}), styles, lang)
    book.close()
    return written.getvalue()


def write(
    table: pd.DataFrame,
    format: str,
    *,
    title: str,
    lang: str = "ar",
    provenance: Mapping[str, str] | None = None,
) -> bytes:
    """The table in one of csv, xlsx, json, jsonl, parquet.

    Raises CallError for another format.
    """
    writers: dict[str, Callable[[], bytes]] = {
        "csv": lambda: to_csv(table),
        "xlsx": lambda: to_xlsx(table, title=title, lang=lang, provenance=provenance),
        "json": lambda: to_json(table, provenance),
        "jsonl": lambda: to_jsonl(table),
        "parquet": lambda: to_parquet(table, provenance),
    }
    if format not in writers:
        raise CallError(f"No table format {format!r}. Known: {', '.join(writers)}")
    return writers[format]()


def _typed(column: pd.Series) -> bool:
    return bool(
        pd.api.types.is_numeric_dtype(column)
        or pd.api.types.is_bool_dtype(column)
        or pd.api.types.is_datetime64_any_dtype(column)
    )


def _flat(value: Any) -> Any:
    """A value that a table's cell can hold: mappings and lists become JSON text."""
    if isinstance(value, Mapping | list | tuple | set | frozenset):
        return json.dumps(
            sorted(value) if isinstance(value, set | frozenset) else value, ensure_ascii=False, default=str
        )
    return value


def _csv_cell(value: Any) -> Any:
    flat = _flat(value)
    return escape(flat) if isinstance(flat, str) else flat


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as Python values, missing ones as None."""
    values = table.astype(object)
    rows: list[dict[str, Any]] = values.where(values.notna(), None).to_dict("records")
    return rows


def _cell_text(text: str) -> str:
    """The text as XML and a cell can hold it; Excel counts a cell's length in UTF-16 units."""
    clean = text.replace("\r\n", "\n").translate(_UNWRITABLE).encode("utf-8", "replace").decode("utf-8")
    if len(clean.encode("utf-16-le")) <= 2 * CELL_LIMIT:
        return clean
    room = 2 * (CELL_LIMIT - len(CUT))
    return clean.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT


def _day(value: Any) -> datetime | date | None:
    """The value as a date that Excel knows (from 1900 on), or None."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) and value.year >= 1900 else None


def _fill(sheet: Any, table: pd.DataFrame, styles: Mapping[str, Any], lang: str) -> None:
    if lang == "ar":
        sheet.right_to_left()
    for at, name in enumerate(table.columns):
        column = table[name]
        sheet.write_string(0, at, _cell_text(str(name)), styles["head"])
        sheet.set_column(
            at,
            at,
            _width([str(name), *column.head(200).map(lambda value: "" if value is None else str(value))]),
            styles["text"],
        )
        for row, value in enumerate(column.astype(object).where(column.notna(), None), 1):
            _write(sheet, row, at, value, styles, day=str(name) in DAYS)
    sheet.freeze_panes(1, 0)
    if len(table):
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def _write(sheet: Any, row: int, at: int, value: Any, styles: Mapping[str, Any], *, day: bool) -> None:
    flat = _flat(value)
    if flat is None:
        return
    if isinstance(flat, bool):
        sheet.write_boolean(row, at, flat)
    elif isinstance(flat, date) or (day and isinstance(flat, str) and _day(flat)):
        when = _day(flat)
        if when is None:
            sheet.write_string(row, at, str(flat), styles["text"])
        else:
            sheet.write_datetime(row, at, when, styles["day"])
    elif hasattr(flat, "__float__") and not isinstance(flat, str):
        sheet.write_number(row, at, float(flat))
    else:
        sheet.write_string(row, at, _cell_text(str(flat)), styles["text"])


def _width(texts: Sequence[str]) -> float:
    return min(max((len(text) for text in texts), default=8) + 2, 60)
