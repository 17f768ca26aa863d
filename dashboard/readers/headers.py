"""What the lines around an article's text say about it: its date, its outlet and its agency."""

import re
from collections import Counter
from collections.abc import Sequence

from dashboard.readers.dateline import dateline
from dashboard.readers.lines import Line
from dashboard.readers.outlets import UNKNOWN, Outlets, name_key
from dashboard.readers.shapes import SIGNATURE, Kind, Shaped
from dashboard.readers.tails import first_agency

_DASHED = re.compile(r"\s[-–—]\s")
_SITE_SEPARATOR = re.compile(r"\s+[|\-–—»:]+\s+")
_SITE_COLON = re.compile(r"[:：/\-–]")
_OWNER = re.compile(r"(?:محفوظة|محفوظه|حقوق|©|copyright|\(c\))", re.IGNORECASE)
_HOSTS = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_SOCIAL = (
    "facebook.com",
    "twitter.com",
    "t.co",
    "youtube.com",
    "instagram.com",
    "whatsapp.com",
    "gmail.com",
    "yahoo.com",
    "hotmail.com",
    "google.com",
)
_AFTER_OWNER = re.compile(
    r"(?:محفوظة|محفوظه|النشر|الطبع)?\s*(?:لدى|لـ|ل|©|:|-)?\s*(?:20\d\d|١٤\d\d)?\s*[\"«]?"
)


def date_lines(lines: Sequence[Shaped], first: int, title: int | None, start: int, end: int) -> list[Line]:
    """The lines that may date an article, best first: below its title, just above it, right after the text."""
    anchor = title if title is not None else start
    below = [shaped.line for shaped in lines[anchor:start] if shaped.kind is Kind.DATE]
    above = [
        shaped.line for shaped in reversed(lines[max(first, anchor - 4) : anchor]) if shaped.kind is Kind.DATE
    ]
    after = [shaped.line for shaped in lines[end + 1 : end + 4] if shaped.kind is Kind.DATE]
    return below + above + after


def signed(
    lines: Sequence[Shaped], title: int | None, run: tuple[int, int], outlets: Outlets
) -> tuple[str | None, str | None]:
    """The outlet and the agency that the lines around a text name: its source line, a signature below it, a dateline above."""
    start, end = run
    above = lines[title + 1 if title is not None else max(start - 4, 0) : start + 1]
    outlet = agency = None
    for shaped in (*lines[end : end + 5], *above):
        text = shaped.line.text
        if shaped.furniture and shaped.furniture.kind == "source":
            agency = agency or first_agency(_SITE_COLON.split(text, maxsplit=1)[-1], outlets)
        elif bare := SIGNATURE.fullmatch(text):
            agency = agency or first_agency(bare[1], outlets)
        elif _may_sign(shaped) and (stated := dateline(text, outlets)):
            outlet, agency = outlet or stated.outlet, agency or stated.agency
    return outlet, agency


def _may_sign(shaped: Shaped) -> bool:
    if shaped.furniture:
        return shaped.furniture.kind in ("outlet_line", "agency_tail")
    return shaped.kind in (Kind.BYLINE, Kind.DATE, Kind.PARAGRAPH)


def outlet_of(lines: Sequence[Shaped], body: frozenset[int], named: str | None, outlets: Outlets) -> str:
    """The outlet that a page's own lines name most plainly; `unknown` where none does or two do equally.

    `named` is the outlet of the text's dateline.
    """
    votes: Counter[str] = Counter()
    if named:
        votes[named] += 8
    for at, shaped in enumerate(lines):
        if at in body and shaped.is_text:
            continue
        for slug, weight in _votes(lines, at, outlets):
            votes[slug] += weight
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return UNKNOWN
    return ranked[0][0]


def _votes(lines: Sequence[Shaped], at: int, outlets: Outlets) -> list[tuple[str, int]]:
    text = lines[at].line.text
    found: list[tuple[str, int]] = []
    sign = outlets.signs.get(lines[at].line.seen)
    if sign:
        found.append((sign, 10))
    if lines[at].line.words <= 5 and not lines[at].line.bullet and _stands_alone(lines, at):
        name = outlets.source_of_name(text)
        if name:
            found.append((name, 5))
    furniture = lines[at].furniture
    if furniture and furniture.kind == "source":
        found += [(slug, 3) for slug in _owners(text, outlets) if not outlets.by_slug[slug].agency]
    if lines[at].line.words <= 6 and not lines[at].line.bullet and (parts := _DASHED.split(text))[1:]:
        found += [
            (slug, 4)
            for slug in map(outlets.source_of_name, parts[:1])
            if slug and not outlets.by_slug[slug].agency
        ]
    if _OWNER.search(text):
        found += [(slug, 6) for slug in _owners(text, outlets)]
    if lines[at].line.words < 30 and "." in text:
        for site in _HOSTS.findall(text):
            slug = outlets.source_of_name(site) if site.lower() not in _SOCIAL else None
            if slug:
                found.append((slug, 4))
    if lines[at].kind is Kind.HEADLINE:
        suffix = _SITE_SEPARATOR.split(text)[-1]
        if suffix != text and (slug := outlets.source_of_name(suffix)):
            found.append((slug, 4))
    return found


def _owners(text: str, outlets: Outlets) -> list[str]:
    """The outlets named in a copyright line."""
    words = [word for word in re.split(r"[\s\"«»“”،,.:©|()]+", text) if word]
    found: list[str] = []
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            name = " ".join(words[start : start + size])
            for spelling in (
                name,
                name.removeprefix("لـ"),
                "ال" + name.removeprefix("لل") if name.startswith("لل") else name.removeprefix("ل"),
            ):
                slug = outlets.source_of_name(spelling) if len(name_key(spelling)) > 2 else None
                if slug and slug not in found:
                    found.append(slug)
        if found:
            break
    return found


def _stands_alone(lines: Sequence[Shaped], at: int) -> bool:
    """Whether a short line is no entry of a menu: at most one of its neighbours is as short."""
    near = [shaped.line for shaped in (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2])]
    return sum(line.words <= 3 and not line.blanks_before for line in near) == 0 or len(lines) < 6
