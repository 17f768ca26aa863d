"""Pieces of input files, so that several processes can read one large file of records."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from dashboard.errors import OF_THE_MACHINE
from dashboard.readers.decode import BINARY, UNCERTAIN, detect_in

_LINE_RECORDS = (".jsonl", ".ndjson")
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of one input file: `length` bytes from `offset`, whose first line is line `first_line` of the file.

    `name` is the path relative to the corpus folder with "/" separators. `encoding` is set where lines may be read as
    bytes ("utf-8"), and None where the whole file has to be decoded first. `whole` says that the file is one chunk.
    `kind` is the ending by which its reader is chosen, in small letters. Of a corpus on another filesystem `url` names the
    place that `name` is relative to, and `path` names nothing.
    """

    path: Path
    name: str
    offset: int
    length: int
    first_line: int = 1
    encoding: str | None = None
    whole: bool = True
    kind: str = ""
    url: str = ""


def chunks(path: Path, name: str, *, size: int = 8 << 20, kind: str | None = None) -> list[Chunk]:
    """The pieces of a file, in order; together they hold every byte once.

    UTF-8 files with one record a line are cut at line ends, about every `size` bytes; all others are one chunk. A file
    that cannot be opened is one chunk too: reading it says what is wrong. `kind` overrides the ending of the name.
    """
    kind = PurePosixPath(name).suffix.lower() if kind is None else kind
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or kind not in _LINE_RECORDS:
            return [Chunk(path, name, 0, status.st_size, kind=kind)]
        with path.open("rb") as file:
            encoding = detect_in(file)
            if encoding != "utf-8":
                known = None if encoding in (BINARY, UNCERTAIN) else encoding
                return [Chunk(path, name, 0, status.st_size, encoding=known, kind=kind)]
            file.seek(0)
            cuts = list(_cuts(file, size))
    except OSError as problem:
        if problem.errno in OF_THE_MACHINE:
            raise
        return [Chunk(path, name, 0, 0, kind=kind)]
    return [
        Chunk(path, name, offset, length, line, "utf-8", len(cuts) == 1, kind)
        for offset, length, line in cuts
    ]


def _cuts(file: BinaryIO, size: int) -> Iterator[tuple[int, int, int]]:
    """Offset, length and first line of pieces that end at line ends and hold at least `size` bytes (the last may be shorter)."""
    start = at = 0
    line = first_line = 1
    while block := file.read(_BLOCK):
        done = 0
        while end := block.find(b"\n", max(start + size - 1 - at, done)) + 1:
            line += block.count(b"\n", done, end)
            yield start, at + end - start, first_line
            start, first_line, done = at + end, line, end
        line += block.count(b"\n", done)
        at += len(block)
    if at > start or start == 0:
        yield start, at - start, first_line
