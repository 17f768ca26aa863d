"""HTML pages: two readings of a page, its own metadata, and the same judgement of lines that page dumps get."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dashboard.readers.chunks import Chunk
from dashboard.readers.corrections import corrected
from dashboard.readers.dating import Dating
from dashboard.readers.decode import UNCERTAIN, Decoded, clean, decode
from dashboard.readers.dumps import DumpReader
from dashboard.readers.evidence import Evidence, FileFacts, Knowledge
from dashboard.readers.limits import Limits
from dashboard.readers.lines import line_of
from dashboard.readers.outlets import UNKNOWN, Outlets, host, name_key
from dashboard.readers.shapes import Kind, Shaped, settled
from dashboard.readers.slugs import slug
from dashboard.readers.titles import OUTLET_WORDS
from dashboard.readers.windows import weights
from dashboard.readers.worker import worker
from dashboard.records import Article, Refusal
from dashboard.text.letters import visible

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
_SUFFIX = re.compile(r"\s+[|\-–—»:]\s+")
_SPACES = re.compile(r"\s+")
_DATE_KEYS = (
    "article:published_time", "ld:datePublished", "datepublished", "og:article:published_time", "publish_date", "pubdate", "publish-date",
    "date", "dc.date.issued", "dc.date", "parsely-pub-date", "sailthru.date", "<time>",
)  # fmt: skip
_SITE_KEYS = ("og:site_name", "ld:publisher", "application-name", "publisher", "twitter:site")
_URL_KEYS = ("canonical", "og:url", "twitter:url")
_LEAST_SECOND, _LEAST_KNOWN = 40, 4
_SITE_WORDS = 5


def articles(
    chunk: Chunk, outlets: Outlets, knowledge: Knowledge, limits: Limits
) -> Iterator[Article | Refusal | Evidence | FileFacts]:
    """The article of an HTML file, what it tells about the corpus, and the file's encoding and warnings."""
    if chunk.length > limits.html:
        yield Refusal(chunk.name, "too_large", f"a page longer than {limits.html >> 20} MB")
        return
    data = chunk.path.read_bytes()
    yield from page_articles(data, chunk.name, outlets, knowledge, limits)


def page_articles(
    data: bytes, name: str, outlets: Outlets, knowledge: Knowledge, limits: Limits, *, member: str | None = None,
    url: str | None = None, part: int = 1, warnings: tuple[str, ...] = (), stated: Mapping[str, str] | None = None,
) -> Iterator[Article | Refusal | Evidence | FileFacts]:  # fmt: skip
    """The article of a page's bytes; `member` and `url` say where in an archive the page stood.

    `stated` is what the feed that led to the page says of it: its source (a slug), title and date. The source is the feed's own; title and
    date count where the page has none.
    """
    decoded = _decoded(data)
    if decoded.refusal:
        yield Refusal(name, decoded.refusal, decoded.detail, member)
        return
    warnings += decoded.warnings
    page: dict[str, Any] = {}
    for answer in worker("pages").documents("html", limits, text=decoded.text):
        if "refused" not in answer:
            page |= answer
        elif "page" not in page:
            yield Refusal(name, answer["refused"], answer["detail"], member)
            return
    warnings += ("truncated",) * bool(page["cut"])
    if len(page["page"]) > limits.lines:
        yield Refusal(name, "too_large", f"a page of more than {limits.lines} lines", member)
        return
    reader = DumpReader(name, outlets, knowledge, warnings)
    lines = _shaped_lines(page["page"], page["meta"].get("ld:articleBody") or page.get("second"), reader)
    article = reader.article(lines, weights(lines), part, cut_short=False) if lines else None
    if article is None:
        if page["cut"]:
            yield Refusal(name, "truncated", "the page nests deeper than can be read", member)
        else:
            yield Refusal(name, "no_text", "no block of the page reads like an article's text", member)
        return
    described = _described(article, page["meta"], url, outlets, reader.dating, stated or {})
    yield corrected(described, knowledge.corrections)
    yield reader.evidence()
    yield FileFacts(decoded.encoding, warnings, _site_names(described.source, page["meta"]))


def _site_names(source: str, meta: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The name that a page gives the site it comes from, where the source's slug was made of it."""
    sites = (meta[key] for key in _SITE_KEYS if meta.get(key))
    return tuple((source, site) for site in sites if slug(site) == source)[:1]


def _decoded(data: bytes) -> Decoded:
    """The page's text: its bytes decide, and where they cannot, the encoding that it declares."""
    decoded = decode(data)
    if decoded.refusal != UNCERTAIN:
        return decoded
    declared = _CHARSET.search(data[:4096])
    try:
        text = data.decode(declared[1].decode("ascii")) if declared else None
    except (LookupError, UnicodeDecodeError):
        text = None
    return (
        decoded
        if text is None or declared is None
        else Decoded(clean(text)[0], declared[1].decode("ascii").lower())
    )


def _shaped_lines(blocks: list[list[Any]], second: str | None, reader: DumpReader) -> list[Shaped]:
    """The blocks of a page as lines, weighed by their own looks, by their tags, and by whether the second reading kept them."""
    other = _SPACES.sub(" ", second or "")
    other = other if len(other.split()) >= _LEAST_SECOND else ""
    kept = [(number, block, visible(block[0]).strip()) for number, block in enumerate(blocks, start=1)]
    kept = [(number, block, seen) for number, block, seen in kept if seen]
    lines = settled([reader.shaped(line_of(((number, block[0]),), seen, 0)) for number, block, seen in kept])
    return [
        _hinted(shaped, linked, tag, edge=edge, aside=comment or related, other=other)
        for shaped, (_, (_, linked, tag, edge, comment, related), _) in zip(lines, kept, strict=True)
    ]


def _hinted(shaped: Shaped, linked: float, tag: str, *, edge: bool, aside: bool, other: str) -> Shaped:
    """A line weighed by its tag, its links, where it stands, and whether another reading of the page kept it."""
    line = shaped.line
    known = bool(other) and line.words >= _LEAST_KNOWN
    kept = known and _SPACES.sub(" ", line.physical[0][1]).strip() in other
    if shaped.furniture:
        return shaped
    if tag == "figcaption":
        return Shaped(line, Kind.CAPTION, None, -3.0)
    if linked > 0.6:
        return Shaped(line, Kind.MENU, None, -6.0)
    if (edge or aside) and not kept:
        return Shaped(line, shaped.kind if not shaped.is_text else Kind.SHORT, None, min(shaped.weight, -4.0))
    if kept and shaped.is_text:
        return Shaped(line, shaped.kind, None, shaped.weight + 0.5 * line.words + 2.0)
    if kept:
        least = 1.0 + 0.3 * line.words if shaped.kind is Kind.SHORT else 0.2 * line.words if line.words >= 12 else -2.0
        return Shaped(line, shaped.kind, None, max(shaped.weight, least))
    if known:
        return Shaped(line, shaped.kind, None, 0.4 * shaped.weight - 2.0)
    return shaped


def _described(
    article: Article, meta: dict[str, str], url: str | None, outlets: Outlets, dating: Dating, stated: Mapping[str, str]
) -> Article:
    """The article with what its page's metadata say: title, outlet, date, author, section and address."""
    address = url or next((meta[key] for key in _URL_KEYS if meta.get(key)), None)
    sites = [meta[key] for key in _SITE_KEYS if meta.get(key)]
    named = stated.get("source", "")
    source = named if named in outlets.by_slug else _source(article, sites, address, outlets)
    day, date_text, rule = article.date, article.date_text, article.date_rule
    for key in _DATE_KEYS:
        if key in meta:
            found, text, _ = dating.of_record(meta[key], source)
            if found:
                day, date_text, rule = found, text, "stated"
                break
    if rule in ("none", "file") and stated.get("date"):
        found, text, _ = dating.of_record(stated["date"], source)
        day, date_text, rule = (found, text, "record") if found else (day, date_text, rule)
    title = _title(meta, article.title, sites, outlets)
    return replace(
        article,
        source=source,
        title=title or article.title or stated.get("title"),
        date=day,
        date_text=date_text,
        date_rule=rule,
        origin=None if article.origin == source else article.origin,
        byline=article.byline or meta.get("author") or meta.get("ld:author"),
        section=meta.get("article:section") or meta.get("ld:articleSection"),
        url=address,
    )


def _source(article: Article, sites: list[str], address: str | None, outlets: Outlets) -> str:
    for said in (address, *sites):
        known = outlets.source_of_name(said) if said else None
        if known:
            return known
    if article.source != UNKNOWN:
        return article.source
    site = host(address) if address else None
    return (
        slug(sites[0]) if sites else slug(site) if site and not site.replace(".", "").isdigit() else UNKNOWN
    )


def _title(meta: dict[str, str], read: str | None, sites: list[str], outlets: Outlets) -> str | None:
    """The headline: the first heading, or the line read as title, where the page's own title repeats it; else that title
    without the outlet's name."""
    stated = [meta[key] for key in ("ld:headline", "og:title", "<title>", "twitter:title") if meta.get(key)]
    names = {name_key(site) for site in sites}

    def is_site(text: str) -> bool:
        return name_key(text) in names or outlets.source_of_name(text) is not None

    for title in (meta.get("<h1>"), read):
        if title and not is_site(title) and any(name_key(title) in name_key(other) for other in stated):
            return title
    if not stated:
        return read or meta.get("<h1>")
    parts = _SUFFIX.split(stated[0])
    while len(parts) > 1 and (is_site(parts[-1]) or _ends_as_site(parts)):
        parts.pop()
    while len(parts) > 1 and is_site(parts[0]):
        parts.pop(0)
    start = stated[0].find(parts[0])
    return stated[0][start : stated[0].find(parts[-1], start) + len(parts[-1])].strip() or None


def _ends_as_site(parts: list[str]) -> bool:
    """Whether a page's title closes with the name of an outlet that no list knows."""
    return len(parts[-1].split()) <= _SITE_WORDS and parts[-1].startswith(OUTLET_WORDS) and len(parts[0].split()) >= _SITE_WORDS
