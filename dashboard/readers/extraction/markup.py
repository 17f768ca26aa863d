"""HTML into lines of text with what their tags tell, and the metadata of a page."""

import html
import json
import re
from typing import Any

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
_LINKED_VALUE = re.compile(r'"(headline|datePublished|articleSection)"\s*:\s*"((?:[^"\\]|\\.){1,2000})"')
_LINKED_TEXTS = {"headline": 2_000, "datePublished": 2_000, "articleSection": 2_000, "articleBody": 200_000}
_MOST_ELEMENTS = 12_000


def page(data: bytes) -> tuple[dict[str, Any], bool]:
    """A page of UTF-8 HTML: its lines with what their tags tell, its metadata, and whether it was cut where it nests too deep; and whether a
    second reading is affordable."""
    from lxml import html as markup

    parser = markup.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = markup.document_fromstring(data, parser=parser)
    except Exception as problem:  # lxml has many errors, and all of them mean the same here
        return {"refused": "no_text", "detail": f"not a page: {type(problem).__name__}"}, False
    elements = sum(1 for _ in tree.iter())
    cut = any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
    return {"page": lines_of_tree(tree), "meta": _metadata(tree), "cut": cut}, elements <= _MOST_ELEMENTS


def second_opinion(data: bytes) -> str | None:
    import trafilatura

    try:
        return trafilatura.extract(data, include_comments=False, include_tables=True, favor_recall=False)
    except Exception:  # a parser's failure on a broken page leaves the first opinion
        return None


def lines_of_tree(tree: Any) -> list[list[Any]]:
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
    except RecursionError:
        return
    except ValueError:  # a comma too many, a line break in a string: what is plain to see still counts
        for key, value in _LINKED_VALUE.findall(text):
            said.setdefault(f"ld:{key}", html.unescape(value.replace('\\"', '"')).strip()[:2000])
        return
    for _ in range(200):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            waiting += [item[key] for key in ("@graph", "mainEntity") if key in item]
            for key, most in _LINKED_TEXTS.items():
                if isinstance(item.get(key), str):
                    said.setdefault(f"ld:{key}", html.unescape(item[key])[:most])
            for key in ("author", "publisher"):
                named = item.get(key)
                named = named[0] if isinstance(named, list) and named else named
                name = named.get("name") if isinstance(named, dict) else named
                if isinstance(name, str):
                    said.setdefault(f"ld:{key}", name[:500])


def plain(markup: str) -> str:
    """HTML of a feed's field as paragraphs of text; what holds no tag stays as it is."""
    if "<" not in markup and "&" not in markup:
        return markup
    from lxml import html as markup_of

    try:
        return "\n".join(line[0] for line in lines_of_tree(markup_of.document_fromstring(f"<div>{markup}</div>")))
    except Exception:  # an empty or broken fragment holds no text
        return ""
