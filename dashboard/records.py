"""The nouns that travel between rooms: an article as read, a line that was removed, an input that was refused."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line of the input that is not part of the article, and the reason; `line` counts from 1 in its file."""

    line: int
    text: str
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article, cleaned: title and body are the input's own text less the removed lines."""

    file: str
    part: int
    source: str
    title: str | None
    body: str
    record: str | None = None
    date: datetime.date | None = None
    date_text: str | None = None
    date_rule: str = "none"
    origin: str | None = None
    byline: str | None = None
    section: str | None = None
    url: str | None = None
    language: str = "ar"
    removed: tuple[RemovedLine, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input, or a part of one, that gave no article; `member` and `line` are None where they do not apply."""

    path: str
    reason: str
    detail: str
    member: str | None = None
    line: int | None = None
