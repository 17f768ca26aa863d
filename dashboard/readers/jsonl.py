"""Files with one JSON record a line."""

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import orjson

from dashboard.readers.chunks import Chunk
from dashboard.readers.decode import decode
from dashboard.readers.evidence import Evidence, FileFacts
from dashboard.readers.limits import Limits
from dashboard.readers.record_articles import RecordReader
from dashboard.records import Article, Refusal
from dashboard.text.letters import BYTE_ORDER_MARK

_C1_LEAD = 0xC2
_ESCAPED_CONTROL = re.compile(rb"\\(?:u00[01789]|[rbf])")
_READ_AT_ONCE = 32 << 20


def articles(
    chunk: Chunk, reader: RecordReader, limits: Limits
) -> Iterator[Article | Refusal | Evidence | FileFacts]:
    """The records of a chunk as articles, in order; every line that is not blank gives an article or a refusal.

    Of two equal keys in a record the last counts; NaN and infinities count as missing. A record's part is its line's
    number among the lines of the file.
    """
    encoding, warnings = chunk.encoding or "utf-8", set[str]()
    part, anything = chunk.first_line - 1, not chunk.whole
    for line, text, dirty in _lines(chunk, limits):
        anything = True
        if isinstance(text, Refusal):
            yield text
            continue
        try:
            record: object = orjson.loads(text)
        except orjson.JSONDecodeError as problem:
            record, dirty = _mended(text, problem, chunk.name, line), True
            if isinstance(record, _Mended):
                warnings.update(record.warnings)
                record = record.record
            elif isinstance(record, Refusal):
                yield record
                continue
        if not isinstance(record, dict):
            yield Refusal(chunk.name, "bad_record", "the line holds no JSON object", line=line)
            continue
        read = reader.article(record, line, part + 1, dirty=dirty)
        if isinstance(read, Article):
            part += 1
            warnings.update(read.warnings)
        yield read
    if not anything:
        yield Refusal(chunk.name, "empty", "the file holds no records")
    evidence = reader.evidence()
    if evidence:
        yield evidence
    yield FileFacts(encoding, tuple(sorted(warnings)), tuple(sorted(reader.source_names.items())))


class _Mended:
    """A record that strict JSON does not allow, read all the same, and the warnings that this earns."""

    def __init__(self, record: object, warnings: set[str]) -> None:
        self.record = record
        self.warnings = warnings


def _mended(text: bytes, problem: Exception, name: str, line: int) -> "_Mended | Refusal":
    """A line with NaN, lone surrogates, raw control characters or broken UTF-8, read leniently; else why it is refused."""
    try:
        decoded = text.decode("utf-8")
        warnings = set[str]()
    except UnicodeDecodeError:
        decoded, warnings = text.decode("utf-8", errors="replace"), {"invalid_bytes"}
    try:
        return _Mended(json.loads(decoded.lstrip(BYTE_ORDER_MARK), strict=False, parse_constant=lambda _: None), warnings)
    except (ValueError, RecursionError) as worse:
        detail = "nested too deep" if isinstance(worse, RecursionError) else _told(problem)
        return Refusal(name, "bad_record", f"not a JSON record: {detail}", line=line)


def _told(problem: Exception) -> str:
    return str(problem).partition(": line ")[0][:120]


def _lines(chunk: Chunk, limits: Limits) -> Iterator[tuple[int, bytes | Refusal, bool]]:
    """Line numbers, lines (or a refusal of one too long), and whether a line may hold control characters."""
    if chunk.encoding != "utf-8":
        yield from _decoded_lines(chunk, limits)
        return
    with chunk.path.open("rb") as file:
        file.seek(chunk.offset)
        if chunk.length > _READ_AT_ONCE:
            yield from _bounded_lines(file, chunk, limits)
            return
        data = file.read(chunk.length)
    if chunk.offset == 0:
        data = data.removeprefix(b"\xef\xbb\xbf")
    raw_controls = _has_raw_controls(data)
    for line, text in enumerate(data.split(b"\n"), start=chunk.first_line):
        if len(text) > limits.record:
            yield line, _too_long(chunk, line, limits), False
        elif text and not text.isspace():
            yield line, text, raw_controls or (b"\\" in text and _ESCAPED_CONTROL.search(text) is not None)


def _has_raw_controls(data: bytes) -> bool:
    """Whether bytes of UTF-8 hold DEL or a C1 control character; a look over the whole chunk is cheaper than one a record."""
    codes = np.frombuffer(data, dtype=np.uint8)
    leads = np.flatnonzero(codes[:-1] == _C1_LEAD)
    return b"\x7f" in data or bool((codes[leads + 1] < 0xA0).any()) or b"\xef\xbb\xbf" in data


def _bounded_lines(
    file: BinaryIO, chunk: Chunk, limits: Limits
) -> Iterator[tuple[int, bytes | Refusal, bool]]:
    """The lines of a chunk with a line longer than usual, none of them held beyond the cap."""
    left, line = chunk.length, chunk.first_line
    while left > 0:
        text = file.readline(min(limits.record + 1, left))
        left -= len(text)
        if len(text) > limits.record and not text.endswith(b"\n"):
            while left > 0 and not text.endswith(b"\n"):
                text = file.readline(min(1 << 20, left))
                left -= len(text)
            yield line, _too_long(chunk, line, limits), False
        elif not text.isspace():
            yield line, text.removeprefix(b"\xef\xbb\xbf"), True
        line += 1


def _decoded_lines(chunk: Chunk, limits: Limits) -> Iterator[tuple[int, bytes | Refusal, bool]]:
    """The lines of a file that is not UTF-8, decoded whole."""
    decoded = decode(chunk.path.read_bytes())
    if decoded.refusal:
        yield 1, Refusal(chunk.name, decoded.refusal, decoded.detail), False
        return
    for line, text in enumerate(decoded.text.split("\n"), start=1):
        if len(text) * 2 > limits.record:
            yield line, _too_long(chunk, line, limits), False
        elif text.strip():
            yield line, text.encode(), True


def _too_long(chunk: Chunk, line: int, limits: Limits) -> Refusal:
    return Refusal(chunk.name, "too_large", f"a record longer than {limits.record >> 20} MB", line=line)
