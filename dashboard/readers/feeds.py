"""RSS and Atom files: one article an entry."""

import re
from collections.abc import Iterator
from typing import Any

from dashboard.readers.chunks import Chunk
from dashboard.readers.decode import Decoded, decode
from dashboard.readers.evidence import Evidence, FileFacts
from dashboard.readers.limits import Limits
from dashboard.readers.record_articles import RecordReader
from dashboard.readers.worker import worker
from dashboard.records import Article, Refusal

_DECLARATION = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_STATED_ENCODING = re.compile(
    r"""(<\?xml[^>]{0,100}?)\s+encoding\s*=\s*["'][^"'>]{0,40}["']""", re.IGNORECASE
)
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)[\s>]", re.IGNORECASE)


def articles(
    chunk: Chunk, reader: RecordReader, limits: Limits
) -> Iterator[Article | Refusal | Evidence | FileFacts]:
    """The entries of a feed as articles. A document type is refused unread: feeds need none, and its entities may be bombs."""
    if chunk.length > limits.html:
        yield Refusal(chunk.name, "too_large", f"a feed longer than {limits.html >> 20} MB")
        return
    decoded = decode(chunk.path.read_bytes())
    warnings, part, anything = set(decoded.warnings), 0, False
    for answer in _entries(decoded, chunk.name, limits):
        anything = True
        if isinstance(answer, Refusal):
            yield answer
            continue
        read = reader.article(answer["record"], answer["line"], part + 1)
        if isinstance(read, Article):
            part += 1
            warnings.update(read.warnings)
        yield read
    if _refused(decoded, chunk.name):
        return
    if not anything:
        yield Refusal(chunk.name, "empty", "the feed holds no entries")
    evidence = reader.evidence()
    if evidence:
        yield evidence
    yield FileFacts(decoded.encoding, tuple(sorted(warnings)), tuple(sorted(reader.source_names.items())))


def entries(data: bytes, name: str, limits: Limits) -> Iterator[dict[str, Any] | Refusal]:
    """The entries of a feed's bytes: each a `record` (id, source, date, title, text, url …) with the `line` that counts it; or why there is none."""
    yield from _entries(decode(data), name, limits)


def _entries(decoded: Decoded, name: str, limits: Limits) -> Iterator[dict[str, Any] | Refusal]:
    if refusal := _refused(decoded, name):
        yield refusal
        return
    text = _STATED_ENCODING.sub(r"\1", decoded.text, count=1)
    for answer in worker("files").documents("feed", limits, text=text):
        yield Refusal(name, answer["refused"], answer["detail"]) if "refused" in answer else answer


def _refused(decoded: Decoded, name: str) -> Refusal | None:
    """Why a text is not read as a feed at all."""
    if decoded.refusal:
        return Refusal(name, decoded.refusal, decoded.detail)
    if _DECLARATION.search(decoded.text):
        return Refusal(name, "dtd", "DTD not allowed in a feed")
    if not _ROOT.search(decoded.text[:20_000]):
        return Refusal(name, "unknown_format", "XML, but neither RSS nor Atom")
    return None
