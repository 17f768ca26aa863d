"""Reads what needs a parser, in a process of its own that may be killed: HTML pages, WARC files, feeds, XLSX and Parquet.

Run as a script, it imports nothing of this project, so that it starts fast and stays small. On standard input it takes a
line of JSON, {"kind", "path", "skip", "seconds", "memory", "cap"}, and on standard output it answers with lines of JSON: one
for each document ({"member", ...}, or {"refused", "detail"}), and {"end": true} last. A document that takes more processor time or
memory than allowed ends the process; whoever asked starts another one with a higher "skip".
"""

import importlib
import io
import json
import os
import re
import signal
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, TextIO

_SKIPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "svg",
        "select",
        "object",
        "canvas",
        "head",
        "math",
        "textarea",
        "audio",
        "video",
    )
)
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_EDGE_TAGS = frozenset(("nav", "footer", "aside", "form", "button", "header"))
_COMMENT_NAMES = re.compile(r"\bcomments?\b|disqus|تعليق", re.IGNORECASE)
_RELATED_NAMES = re.compile(
    r"related|recommend|most-?read|popular|trending|sidebar|newsletter|breadcrumb|share|social|tags?\b|widget|menu",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MOST_ELEMENTS = 12_000
_BATCH = 256
_HTML_TYPES = ("text/html", "application/xhtml")
_LONGEST_HEADER = 64 << 10


def main(source: TextIO, answers: BinaryIO) -> None:
    """Answer requests until standard input ends."""
    _say(answers, {"ready": True})
    for line in source:
        request = json.loads(line)
        _limit_memory(0)
        _warm_up(request["kind"])
        _limit_memory(request["memory"])
        try:
            for number, document in enumerate(_documents(request)):
                _stop_clock()
                if number >= request["skip"]:
                    _say(answers, document)
                _start_clock(request["seconds"])
            _stop_clock()
            _say(answers, {"end": True})
        except MemoryError:
            os._exit(77)
        except (
            Exception
        ) as problem:  # a parser's own failure, whatever it is called, is the document's refusal
            _stop_clock()
            _say(answers, {"refused": "bad_record", "detail": f"{type(problem).__name__}: {problem}"[:200]})
            _say(answers, {"end": True})


def _documents(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    _start_clock(request["seconds"])
    path, cap = Path(request["path"]), request["cap"]
    if request["kind"] == "html":
        data = request["text"].encode("utf-8", "replace")
        first, second = page(data)
        yield first
        if second:
            yield {"second": _second_opinion(data)}
    elif request["kind"] == "feed":
        yield from feed(request["text"].encode("utf-8", "replace"))
    elif request["kind"] == "warc":
        yield from warc(path, cap)
    elif request["kind"] == "xlsx":
        yield from xlsx(path, cap)
    elif request["kind"] == "parquet":
        yield from parquet(path)


def page(data: bytes) -> tuple[dict[str, Any], bool]:
    """A page of UTF-8 HTML: its lines with what their tags tell, and its metadata; and whether a second reading is affordable."""
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(data, parser=parser)
    except Exception as problem:  # lxml has many errors, and all of them mean the same here
        return {"refused": "no_text", "detail": f"not a page: {type(problem).__name__}"}, False
    elements = sum(1 for _ in tree.iter())
    return {"page": _lines(tree), "meta": _metadata(tree)}, elements <= _MOST_ELEMENTS


def _second_opinion(data: bytes) -> str | None:
    import trafilatura

    try:
        return trafilatura.extract(data, include_comments=False, include_tables=True, favor_recall=False)
    except Exception:  # a parser's failure on a broken page leaves the first opinion
        return None


def _lines(tree: Any) -> list[list[Any]]:
    """The page's text by block: [text, share of it in links, tag, inside page edges, in comments, in related boxes]."""
    from lxml import etree

    lines: list[list[Any]] = []
    parts: list[str] = []
    linked = 0
    stack: list[tuple[str, bool, bool, bool]] = [("body", False, False, False)]
    skipping = links = 0

    def flush() -> None:
        nonlocal linked
        text = _SPACES.sub(" ", "".join(parts)).strip()
        if text:
            tag, edge, comment, related = stack[-1]
            lines.append([text, round(min(linked / len(text), 1.0), 2), tag, edge, comment, related])
        parts.clear()
        linked = 0

    def take(text: str | None) -> None:
        nonlocal linked
        if text and not skipping:
            parts.append(text)
            linked += len(text.strip()) if links else 0

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            if tag in _BLOCKS:
                flush()
                stack.append(_region(element, tag, stack[-1]))
            skipping += tag in _SKIPPED
            links += tag == "a"
            take(element.text)
        else:
            links -= tag == "a"
            if tag in _BLOCKS:
                flush()
                stack.pop()
            skipping -= tag in _SKIPPED
            take(element.tail)
    flush()
    return lines


def _region(element: Any, tag: str, around: tuple[str, bool, bool, bool]) -> tuple[str, bool, bool, bool]:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    edge = around[1] or tag in _EDGE_TAGS
    if tag in ("body", "html", "main", "article"):
        return tag, edge and tag != "article", around[2], around[3]
    return (
        tag,
        edge,
        around[2] or bool(_COMMENT_NAMES.search(names)),
        around[3] or bool(_RELATED_NAMES.search(names)),
    )


def _metadata(tree: Any) -> dict[str, str]:
    """What a page says of itself: Open Graph, meta and JSON-LD values, its first heading, its title element."""
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        value = (meta.get("content") or "").strip()
        if key and value:
            said.setdefault(key, value[:2000])
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            said.setdefault("canonical", link.get("href")[:2048])
    for name in ("h1", "title", "time"):
        for element in tree.iter(name):
            text = _SPACES.sub(" ", element.text_content()).strip()
            stamp = element.get("datetime") if name == "time" else None
            if text or stamp:
                said.setdefault(f"<{name}>", (stamp or text)[:2000])
                break
    said["lang"] = (tree.get("lang") or "")[:20]
    for script in tree.iter("script"):
        if (
            (script.get("type") or "").lower() == "application/ld+json"
            and script.text
            and len(script.text) < 200_000
        ):
            _linked_data(script.text, said)
    return said


def _linked_data(text: str, said: dict[str, str]) -> None:
    try:
        waiting: list[Any] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(200):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            waiting += [item[key] for key in ("@graph", "mainEntity") if key in item]
            for key in ("headline", "datePublished", "articleSection"):
                if isinstance(item.get(key), str):
                    said.setdefault(f"ld:{key}", item[key][:2000])
            for key in ("author", "publisher"):
                named = item.get(key)
                named = named[0] if isinstance(named, list) and named else named
                name = named.get("name") if isinstance(named, dict) else named
                if isinstance(name, str):
                    said.setdefault(f"ld:{key}", name[:500])


def feed(data: bytes) -> Iterator[dict[str, Any]]:
    """The entries of an RSS or Atom feed, as records; their HTML as plain paragraphs."""
    import feedparser

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
                "title": _plain(entry.get("title", "")) or None,
                "text": _plain(body),
                "url": entry.get("link") or None,
                "author": entry.get("author") or None,
                "section": "، ".join(tag.get("term") or "" for tag in entry.get("tags", ())[:5]) or None,
            },
            "line": number,
        }


def _plain(markup: str) -> str:
    """HTML of a feed's field as paragraphs of text; what holds no tag stays as it is."""
    if "<" not in markup and "&" not in markup:
        return markup
    from lxml import html

    try:
        return "\n".join(line[0] for line in _lines(html.document_fromstring(f"<div>{markup}</div>")))
    except Exception:  # an empty or broken fragment holds no text
        return ""


def warc(path: Path, cap: int) -> Iterator[dict[str, Any]]:
    """The HTML responses of a WARC file: raw bytes are decoded by whoever asked, so they come as Latin-1."""
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream, arc2warc=True):
                yield from _response(record, cap)
        except Exception as problem:  # warcio raises what the bytes provoke
            yield {
                "refused": "bad_record",
                "detail": f"broken WARC record: {type(problem).__name__}: {problem}"[:200],
            }


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
    if record.rec_type != "response" or record.http_headers is None:
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


def xlsx(path: Path, cap: int) -> Iterator[dict[str, Any]]:
    """The rows of every sheet of a workbook, in batches; the first row of a sheet names its fields."""
    from python_calamine import CalamineWorkbook

    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > 20 * cap:
            yield {"refused": "ratio", "detail": "the workbook inflates beyond the cap"}
            return
    try:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for start in range(0, len(rows), _BATCH):
                yield {
                    "member": name,
                    "rows": [[_cell(value) for value in row] for row in rows[start : start + _BATCH]],
                    "first": start,
                }
    except Exception as problem:  # calamine names its errors by cause
        yield {"refused": "bad_archive", "detail": f"not a readable workbook: {problem}"[:200]}


def parquet(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file, in batches of records."""
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path, memory_map=False) as file:
            line = 1
            for batch in file.iter_batches(batch_size=_BATCH, use_threads=False):
                records = [{key: _cell(value) for key, value in row.items()} for row in batch.to_pylist()]
                yield {"records": records, "line": line}
                line += len(records)
    except Exception as problem:  # pyarrow raises what the bytes provoke
        yield {"refused": "bad_record", "detail": f"not a readable Parquet file: {problem}"[:200]}


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


def _say(answers: BinaryIO, message: dict[str, Any]) -> None:
    answers.write(json.dumps(message, ensure_ascii=True).encode("ascii") + b"\n")
    answers.flush()


def _start_clock(seconds: float) -> None:
    """Let the process end itself after so much processor time: the same for a busy machine as for an idle one."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _stop_clock() -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, 0)


def _address_space() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _limit_memory(memory: int) -> None:
    """Cap the address space at so much more than the process has now, where the system allows it; 0 lifts the cap."""
    base = _address_space()
    if not base or sys.platform != "linux":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (base + memory if memory else hard, hard))


def _warm_up(kind: str) -> None:
    """Import a kind's parsers before the memory cap is set, so that it holds for documents alone."""
    if kind == "html":
        importlib.import_module("trafilatura")
    elif kind == "feed":
        importlib.import_module("feedparser")
        importlib.import_module("lxml.html")
    elif kind == "warc":
        importlib.import_module("warcio.archiveiterator")
    elif kind == "xlsx":
        importlib.import_module("python_calamine")
    elif kind == "parquet":
        arrow = importlib.import_module("pyarrow")
        arrow.set_memory_pool(arrow.system_memory_pool())
        importlib.import_module("pyarrow.parquet")


if __name__ == "__main__":
    main(sys.stdin, sys.stdout.buffer)
