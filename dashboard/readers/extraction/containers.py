"""Feeds, WARC files, workbooks and Parquet files into documents, each a JSON object."""

import contextlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from markup import plain  # type: ignore[import-not-found]  # beside this file, see __main__.py

_BATCH = 256
_HTML_TYPES = ("text/html", "application/xhtml")
_LONGEST_HEADER = 64 << 10
_DEEPEST = 250
_STATED = "marsad-"
"""What marks the fields that `marsad fetch` writes before a page: what the feed states of it."""


def feed(data: bytes) -> Iterator[dict[str, Any]]:
    """The entries of an RSS or Atom feed, as records; their HTML as plain paragraphs."""
    import feedparser

    if _depth(data) > _DEEPEST:
        yield {"refused": "bad_record", "detail": "nested too deep"}
        return
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        yield {"refused": "unknown_format", "detail": "neither RSS nor Atom"}
        return
    outlet = parsed.feed.get("title", "")
    for number, entry in enumerate(parsed.entries, start=1):
        contents = [part.get("value", "") for part in entry.get("content", ())] + [entry.get("summary", "")]
        body = max(contents, key=len, default="")
        yield {
            "record": {
                "id": entry.get("id") or None,
                "source": outlet or None,
                "date": entry.get("published") or entry.get("updated") or None,
                "title": plain(entry.get("title", "")) or None,
                "text": plain(body),
                "url": entry.get("link") or None,
                "author": entry.get("author") or None,
                "section": "، ".join(tag.get("term") or "" for tag in entry.get("tags", ())[:5]) or None,
            },
            "line": number,
        }


def _depth(data: bytes) -> int:
    """How deep the elements of XML nest, as far as it is well-formed."""
    deepest = depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal deepest, depth
        depth += 1
        deepest = max(deepest, depth)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    with contextlib.suppress(expat.ExpatError):
        parser.Parse(data, True)
    return deepest


def warc(path: Path, cap: int) -> Iterator[dict[str, Any]]:
    """The HTML responses of a WARC file: raw bytes are decoded by whoever asked, so they come as Latin-1."""
    from warcio.archiveiterator import ArchiveIterator

    stated: dict[str, dict[str, str]] = {}
    with path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream, arc2warc=True):
                if record.rec_type == "metadata":
                    stated = _fields(record)
                    continue
                for answer in _response(record, cap):
                    yield {**answer, "stated": stated.get(answer.get("member") or "", {})}
        except Exception as problem:  # warcio raises what the bytes provoke
            yield {
                "refused": "bad_record",
                "detail": f"broken WARC record: {type(problem).__name__}: {problem}"[:200],
            }


def _fields(record: Any) -> dict[str, dict[str, str]]:
    """What a metadata record states of the page that it is about, by that page's address."""
    lines = record.content_stream().read(_LONGEST_HEADER).decode("utf-8", "replace").split("\r\n")
    pairs = (line.partition(": ") for line in lines if line.startswith(_STATED))
    return {(record.rec_headers.get_header("WARC-Target-URI") or "")[:2048]: {name.removeprefix(_STATED): value for name, _, value in pairs}}


def _response(record: Any, cap: int) -> Iterator[dict[str, Any]]:
    """The page of a WARC record; nothing for records of other kinds."""
    headers = record.rec_headers.headers
    uri = (record.rec_headers.get_header("WARC-Target-URI") or "")[:2048]
    if sum(len(name) + len(value) for name, value in headers) > _LONGEST_HEADER or not record.rec_type:
        yield {
            "member": uri or None,
            "refused": "bad_record",
            "detail": "a WARC header too long or without a type",
        }
        return
    if record.rec_type != "response":
        return
    if record.http_headers is None:
        if (record.rec_headers.get_header("Content-Type") or "").startswith("application/http"):
            yield {"member": uri or None, "refused": "bad_record", "detail": "a response without an http address"}
        return
    if not (record.http_headers.get_header("Content-Type") or "").lower().startswith(_HTML_TYPES):
        return
    body = record.content_stream().read(cap + 1)
    stated = record.http_headers.get_header("Content-Length") or ""
    if len(body) > cap:
        yield {"member": uri, "refused": "too_large", "detail": f"a page longer than {cap >> 20} MB"}
    else:
        yield {"member": uri, "bytes": body.decode("latin-1"), "truncated": _cut_short(record, body, stated)}


def _cut_short(record: Any, body: bytes, stated: str) -> bool:
    """Whether a record holds less than its headers promise."""
    left = getattr(record.raw_stream, "limit", 0)
    return (isinstance(left, int) and left > 0) or (stated.isdigit() and len(body) < int(stated))


def xlsx(path: Path, cap: int, record: int) -> Iterator[dict[str, Any]]:
    """The rows of every sheet of a workbook, in batches, None for one that is too long; the first row of a sheet names its fields."""
    from python_calamine import CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > 20 * cap:
                yield {"refused": "ratio", "detail": "the workbook inflates beyond the cap"}
                return
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for start in range(0, len(rows), _BATCH):
                batch = [[_cell(value) for value in row] for row in rows[start : start + _BATCH]]
                fitting = [row if start + at == 0 or _fits(row, record) else None for at, row in enumerate(batch)]
                yield from ({**_too_long(start + at + 1, record), "member": name} for at, row in enumerate(fitting) if row is None)
                yield {"member": name, "rows": fitting, "first": start}
    except MemoryError:
        raise
    except Exception as problem:  # calamine names its errors by cause
        yield {"refused": "bad_archive", "detail": f"not a readable workbook: {problem}"[:200]}


def parquet(path: Path, record: int) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file, in batches of records, None for one that is too long."""
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path, memory_map=False) as file:
            line = 1
            for batch in file.iter_batches(batch_size=_BATCH, use_threads=False):
                rows = ({key: _cell(value) for key, value in row.items()} for row in batch.to_pylist())
                records = [row if _fits(row.values(), record) else None for row in rows]
                yield from (_too_long(line + at, record) for at, row in enumerate(records) if row is None)
                yield {"records": records, "line": line}
                line += len(records)
    except MemoryError:
        raise
    except Exception as problem:  # pyarrow raises what the bytes provoke
        yield {"refused": "bad_record", "detail": f"not a readable Parquet file: {problem}"[:200]}


def _fits(cells: Iterable[object], record: int) -> bool:
    return sum(len(cell) if len(cell) * 4 < record else len(cell.encode("utf-8", "replace")) for cell in cells if isinstance(cell, str)) <= record


def _too_long(line: int, record: int) -> dict[str, Any]:
    return {"refused": "too_large", "detail": f"a record longer than {record >> 20} MB", "line": line}


def _cell(value: object) -> object:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return (
            int(value)
            if value.is_integer()
            else value
            if value == value and abs(value) != float("inf")
            else None
        )
    if isinstance(value, list | tuple):
        return [_cell(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _cell(item) for key, item in value.items()}
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
