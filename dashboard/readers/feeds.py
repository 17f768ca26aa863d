"""RSS and Atom files: one article an entry."""

import re
from collections.abc import Iterator

from dashboard.readers.chunks import Chunk
from dashboard.readers.decode import decode
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
    if decoded.refusal:
        yield Refusal(chunk.name, decoded.refusal, decoded.detail)
        return
    if _DECLARATION.search(decoded.text):
        yield Refusal(chunk.name, "dtd", "DTD not allowed in a feed")
        return
    if not _ROOT.search(decoded.text[:20_000]):
        yield Refusal(chunk.name, "unknown_format", "XML, but neither RSS nor Atom")
        return
    text = _STATED_ENCODING.sub(r"\1", decoded.text, count=1)
    warnings, part = set(decoded.warnings), 0
    for answer in worker("files").documents("feed", limits, text=text):
        if "refused" in answer:
            yield Refusal(chunk.name, answer["refused"], answer["detail"])
            continue
        read = reader.article(answer["record"], answer["line"], part + 1)
        if isinstance(read, Article):
            part += 1
            warnings.update(read.warnings)
        yield read
    if part == 0 and not decoded.text.strip():
        yield Refusal(chunk.name, "empty", "the feed holds no entries")
    evidence = reader.evidence()
    if evidence:
        yield evidence
    yield FileFacts(decoded.encoding, tuple(sorted(warnings)), tuple(sorted(reader.source_names.items())))
