"""The feeds that outlets.toml lists, and the pages that they lead to."""

import contextlib
import fcntl
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit, urlunsplit

from dashboard.errors import CallError
from dashboard.fetching.shelf import FOLDER, Memory, Shelf
from dashboard.fetching.visiting import Refused, Visitor, host_of
from dashboard.readers.feeds import entries
from dashboard.readers.limits import Limits
from dashboard.readers.outlets import Outlet, Outlets
from dashboard.records import Refusal

DELAY = 2.0
_MOST_ENTRIES, _MOST_TRIES = 500, 3
_FOR_GOOD = ("too_large", "not_html", "elsewhere")
_CONDITIONS = {"if-none-match": "etag", "if-modified-since": "last-modified"}
_HTML = ("text/html", "application/xhtml")

Told = Callable[[str, str], None]


@dataclass(slots=True)
class Fetched:
    """What came of one feed: `outcome` is `fetched`, `unchanged` or `refused`; `articles` are new pages, `known` those that are here already.

    `refused` holds a row {url, reason, detail} for each page, or the feed itself, that was not got.
    """

    source: str
    feed: str
    outcome: str = "fetched"
    articles: int = 0
    known: int = 0
    refused: list[dict[str, str]] = field(default_factory=list)


def fetch(folders: Sequence[Path], outlets: Outlets, *, only: Collection[str] = (), agent: str, delay: float = DELAY, told: Told | None = None) -> list[Fetched]:
    """Get the feeds of all outlets, or of `only` some, and the pages that are new in them, into `fetched/` of the first corpus folder.

    A feed that has not changed is asked for no more than that; a page is got once, and one that fails is tried again the next times.
    `told` hears of each page as it is asked for. Raises CallError where the folder is missing, no outlet lists a feed, or another fetch is at work.
    """
    if not folders[0].is_dir():
        raise CallError(f"No corpus folder {folders[0]}. Name a folder that is there: --corpus DIR")
    asked = [outlet for outlet in outlets.by_slug.values() if outlet.feeds and (not only or outlet.slug in only)]
    for slug in only:
        if slug not in outlets.by_slug or not outlets.by_slug[slug].feeds:
            raise CallError(f"outlets.toml lists no feed of {slug!r}. Known: {', '.join(sorted(one.slug for one in outlets.by_slug.values() if one.feeds)) or 'none'}")
    if not asked:
        raise CallError('No outlet lists a feed. Add one to outlets.toml in the corpus folder: [slug], name = "…", feeds = ["https://…"]')
    found: list[Fetched] = []
    with _place(folders) as place, Visitor(agent, delay=delay) as visitor:
        for outlet in asked:
            found += _outlet(outlet, place / outlet.slug, visitor, told or (lambda url, state: None))
    return found


@contextlib.contextmanager
def _place(folders: Sequence[Path]) -> Iterator[Path]:
    """The folder for what is fetched, held by one fetch at a time."""
    place = folders[0] / FOLDER
    if not place.resolve().is_relative_to(folders[0].resolve()):
        raise CallError(f"{place} is a link that leads out of the corpus folder")
    place.mkdir(exist_ok=True)
    handle = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield place
    except BlockingIOError as problem:
        raise CallError(f"Another fetch is at work in {place}. Wait until it has ended") from problem
    finally:
        os.close(handle)


@dataclass(frozen=True)
class _Round:
    """What the feeds of one outlet are got with."""

    outlet: Outlet
    shelf: Shelf
    memory: Memory
    visitor: Visitor
    told: Told

    @property
    def hosts(self) -> set[str]:
        """Where the outlet's pages lie: where its feeds do, and on its domains."""
        return {host for url in self.outlet.feeds if (host := host_of(url))} | {domain.lower().removeprefix("www.") for domain in self.outlet.domains}

    def feed(self, url: str) -> Fetched:
        """A feed, and the pages that are new in it."""
        found, known = Fetched(self.outlet.slug, url), self.memory.feeds.get(url, {})
        self.told(url, "feed")
        conditions = {name: known[key] for name, key in _CONDITIONS.items() if key in known}
        try:
            answer = self.visitor.get(url, hosts=self.hosts, cap=Limits().html, headers=conditions)
        except Refused as problem:
            return _refuse(found, url, problem.reason, problem.detail, outcome="refused")
        if answer.status == 304:
            found.outcome = "unchanged"
            return found
        whole = True
        for entry in islice(entries(answer.body, url, Limits()), _MOST_ENTRIES):
            if isinstance(entry, Refusal):
                return _refuse(found, url, entry.reason, entry.detail, outcome="refused")
            whole &= self.page(entry["record"], answer.url, found)
        # Only where nothing is left to be tried again may the server say that there is nothing new.
        self.memory.feeds[url] = {key: answer.headers[key] for key in _CONDITIONS.values() if whole and key in answer.headers}
        return found

    def page(self, record: dict[str, Any], base: str, found: Fetched) -> bool:
        """Get the page of an entry, unless it is here; False where it is to be tried again another time."""
        if not record["url"]:
            _refuse(found, base, "no_link", f"an entry without a link: {record['title'] or ''}")
            return True
        url = urljoin(base, str(record["url"]).strip())
        key = _key(url)
        tries = self.memory.pages.get(key)
        if tries is not None and (tries == 0 or tries >= _MOST_TRIES):
            found.known += tries == 0
            return True
        self.told(url, "page")
        try:
            answer = self.visitor.get(url, hosts=self.hosts, cap=Limits().html)
            if not answer.headers.get("content-type", _HTML[0]).lower().startswith(_HTML):
                raise Refused("not_html", f"no HTML page but {answer.headers['content-type'][:80]}")
        except Refused as problem:
            _refuse(found, url, problem.reason, problem.detail)
            if problem.reason in ("robots", "busy"):
                return False
            self.memory.pages[key] = _MOST_TRIES if problem.reason in _FOR_GOOD else (tries or 0) + 1
            return self.memory.pages[key] >= _MOST_TRIES
        self.shelf.put(answer, {"source": found.source, "title": str(record["title"] or ""), "date": str(record["date"] or "")})
        self.memory.pages[key] = 0
        found.articles += 1
        return True


def _outlet(outlet: Outlet, folder: Path, visitor: Visitor, told: Told) -> Iterator[Fetched]:
    """Each feed of an outlet; what was got until something stops it is kept."""
    shelf, memory = Shelf(folder), Memory.read(folder)
    asked = _Round(outlet, shelf, memory, visitor, told)
    try:
        for url in outlet.feeds:
            yield asked.feed(url)
    finally:
        shelf.close()
        memory.write(folder)


def _refuse(found: Fetched, url: str, reason: str, detail: str, *, outcome: str | None = None) -> Fetched:
    found.refused.append({"url": url, "reason": reason, "detail": detail})
    found.outcome = outcome or found.outcome
    return found


def _key(url: str) -> str:
    """An address as it is remembered: without its fragment, and without what only tells where a reader came from."""
    parts = urlsplit(urldefrag(url)[0])
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not name.lower().startswith("utm_")]
    return urlunsplit(parts._replace(query=urlencode(query)))
