"""One input file, or a piece of one, into articles: what kind it is, and which reader takes it."""

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from dashboard.errors import OF_THE_MACHINE, MarsadError
from dashboard.readers import archives, csv_table, dumps, feeds, jsonl, pages, workbooks
from dashboard.readers.chunks import Chunk
from dashboard.readers.evidence import Evidence, FileFacts, Knowledge
from dashboard.readers.limits import Limits
from dashboard.readers.outlets import Outlets
from dashboard.readers.record_articles import RecordReader
from dashboard.readers.remote import at_hand
from dashboard.records import Article, Refusal

_READ = ".txt .jsonl .ndjson .csv .tsv .xlsx .parquet .html .rss .atom .xml .warc .zip .gz"

Read = Article | Refusal | Evidence | FileFacts


def read(chunk: Chunk, *, outlets: Outlets, knowledge: Knowledge, limits: Limits) -> Iterator[Read]:
    """The articles and refusals of a chunk in the order of the input, what it tells about the corpus, and last its file's facts.

    Nothing is raised for what an input holds or how it is kept: every line ends in an article, in an article's removed lines
    or in a refusal. OSError is raised where the machine has no room or no file handle left, CallError where it lacks the package
    that reaches a chunk's filesystem.
    """
    refusal = None if chunk.url else _unreadable(chunk)
    if refusal:
        yield refusal
        return
    facts: list[FileFacts] = []
    reader = _read_fetched if chunk.url else read_unguarded
    try:
        for item in reader(chunk, outlets=outlets, knowledge=knowledge, limits=limits):
            if isinstance(item, FileFacts):
                facts.append(item)
            else:
                yield item
    except MarsadError:
        raise
    except PermissionError as problem:
        yield Refusal(chunk.name, "permission", problem.strerror or "not readable")
    except OSError as problem:
        if problem.errno in OF_THE_MACHINE:
            raise
        yield Refusal(chunk.name, "unreadable", problem.strerror or str(problem))
    except MemoryError:
        yield Refusal(chunk.name, "memory", "reading it takes more memory than there is")
    except Exception as problem:  # an input that no reader foresaw must not keep the others from loading
        yield Refusal(chunk.name, "bad_record", f"{type(problem).__name__}: {problem}"[:200])
    if facts:
        yield _joined(facts)


def _read_fetched(chunk: Chunk, *, outlets: Outlets, knowledge: Knowledge, limits: Limits) -> Iterator[Read]:
    """What a chunk of another filesystem gives once its bytes are here."""
    length = None if chunk.whole else chunk.length
    with at_hand(chunk.url, chunk.name, scratch=limits.scratch, offset=chunk.offset, length=length) as path:
        here = replace(chunk, path=path, url="")
        refusal = _unreadable(here)
        if refusal:
            yield refusal
        else:
            yield from read_unguarded(here, outlets=outlets, knowledge=knowledge, limits=limits)


def _joined(facts: list[FileFacts]) -> FileFacts:
    """The facts of a file that holds several documents."""
    encodings = sorted({one.encoding for one in facts})
    names: dict[str, str] = {}
    for one in facts:
        for slug, name in one.source_names:
            names.setdefault(slug, name)
    warnings = sorted({warning for one in facts for warning in one.warnings})
    return FileFacts(", ".join(encodings), tuple(warnings), tuple(sorted(names.items())))


def read_unguarded(chunk: Chunk, *, outlets: Outlets, knowledge: Knowledge, limits: Limits) -> Iterator[Read]:
    """What the reader of a chunk's kind gives, and whatever it raises."""
    name = chunk.name.lower()
    kind = chunk.kind or PurePosixPath(name).suffix

    def records() -> RecordReader:
        return RecordReader(chunk.name, outlets, knowledge)

    def inner(piece: Chunk) -> Iterator[Read]:
        return read_unguarded(piece, outlets=outlets, knowledge=knowledge, limits=limits)

    if kind == ".txt":
        yield from dumps.articles(chunk, outlets, knowledge, limits)
    elif kind in (".jsonl", ".ndjson"):
        yield from jsonl.articles(chunk, records(), limits)
    elif kind in (".csv", ".tsv"):
        yield from csv_table.articles(chunk, records(), limits)
    elif kind in (".html", ".htm", ".xhtml"):
        yield from pages.articles(chunk, outlets, knowledge, limits)
    elif kind in (".rss", ".atom", ".xml", ".rdf"):
        yield from feeds.articles(chunk, records(), limits)
    elif kind in (".xlsx", ".parquet"):
        yield from workbooks.articles(chunk, kind[1:], records(), limits)
    elif kind == ".warc" or name.endswith(".warc.gz"):
        yield from archives.warc_articles(chunk, outlets, knowledge, limits)
    elif kind == ".zip":
        yield from archives.zip_articles(chunk, inner, limits)
    elif kind == ".gz":
        yield from archives.gzip_articles(chunk, inner, limits)
    else:
        yield Refusal(chunk.name, "unknown_format", f"no reader for {kind or 'a file without an ending'}; read are {_READ}")


def _unreadable(chunk: Chunk) -> Refusal | None:
    """Why a chunk is not read at all, told without opening it."""
    try:
        status = chunk.path.stat()
    except PermissionError as problem:
        return Refusal(chunk.name, "permission", problem.strerror or "not readable")
    except OSError as problem:
        if problem.errno in OF_THE_MACHINE:
            raise
        return Refusal(chunk.name, "not_a_file", problem.strerror or "it cannot be reached")
    if stat.S_ISDIR(status.st_mode) and chunk.path.is_symlink():
        return Refusal(chunk.name, "not_a_file", "a link to a folder, which is not followed")
    if stat.S_ISDIR(status.st_mode) and not os.access(chunk.path, os.R_OK | os.X_OK):
        return Refusal(chunk.name, "permission", "the folder cannot be listed")
    if not stat.S_ISREG(status.st_mode):
        return Refusal(chunk.name, "not_a_file", "not a regular file")
    if chunk.path.is_symlink() and not _stays_inside(chunk):
        return Refusal(chunk.name, "not_a_file", "a link that leads out of the corpus folder")
    if status.st_size == 0:
        return Refusal(chunk.name, "empty", "the file is empty")
    if not chunk.length and os.access(chunk.path, os.R_OK):
        return Refusal(chunk.name, "unreadable", "it could not be read when the build began")
    return None


def _stays_inside(chunk: Chunk) -> bool:
    """Whether a link's target lies in the corpus folder, told from the chunk's path and its name relative to that folder."""
    depth = len(PurePosixPath(chunk.name).parts)
    folder = chunk.path.absolute().parents[depth - 1].resolve()
    return chunk.path.resolve().is_relative_to(folder)
