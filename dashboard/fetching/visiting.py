"""A visitor to other people's servers: it asks robots.txt first, waits between requests, and stays on the sites it was sent to."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx2
from protego import Protego

from dashboard.errors import MarsadError

LONGEST_WAIT = 60.0
_ROBOTS_BYTES = 512 << 10
_REDIRECTS = 5
_SECONDS, _WHOLE = 30.0, 120.0
"""Seconds without a byte, and for a whole answer."""
_BUSY = (429, 503)
_MOVED = (301, 302, 303, 307, 308)


class Refused(MarsadError):
    """A page that was not got: why, in one word and in words."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave: the address that it came from at last, status, headers in small letters, and the bytes, unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Visitor:
    """Gets pages one after another, politely (RFC 9309 for robots.txt, RFC 9110 for the rest). Used as a context."""

    def __init__(self, agent: str, *, delay: float, sleep: Callable[[float], None] = time.sleep) -> None:
        self._agent, self._delay, self._sleep = agent, delay, sleep
        self._client = httpx2.Client(
            headers={"user-agent": agent, "accept-encoding": "gzip, deflate"}, timeout=_SECONDS, follow_redirects=False
        )
        self._robots: dict[str, Protego | str] = {}
        self._last: dict[str, float] = {}
        self._busy: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def get(self, url: str, *, hosts: Collection[str], cap: int, headers: Mapping[str, str] | None = None) -> Answer:
        """A page of one of the hosts, or of a site below one; redirects are followed as far as they stay there.

        Raises Refused where it lies elsewhere, robots.txt forbids it, or there is no answer of 200 or 304 with at most `cap` bytes.
        """
        for _ in range(_REDIRECTS + 1):
            site = _site(url, hosts)
            if site in self._busy:
                raise Refused("busy", "the site asked to be left alone for now")
            rules = self._rules(site, hosts)
            if isinstance(rules, str):
                raise Refused("robots", f"the site cannot be asked now what it allows (robots.txt): {rules}")
            if not rules.can_fetch(url, self._agent):
                raise Refused("robots", "the site's robots.txt forbids it")
            answer = self._asked(url, site, cap, headers or {}, rules.crawl_delay(self._agent) or 0.0)
            if answer.status in _MOVED and "location" in answer.headers:
                url = urljoin(url, answer.headers["location"])
                continue
            if answer.status in _BUSY:
                self._busy.add(site)
            if answer.status not in (200, 304):
                raise Refused("status", f"the server answered {answer.status}")
            return answer
        raise Refused("redirects", f"more than {_REDIRECTS} redirects")

    def _rules(self, site: str, hosts: Collection[str]) -> Protego | str:
        """What a site allows; everything where it has no robots.txt. Where it cannot be asked, why."""
        if site not in self._robots:
            self._robots[site] = self._read_rules(site, hosts)
        return self._robots[site]

    def _read_rules(self, site: str, hosts: Collection[str]) -> Protego | str:
        url = f"{site}/robots.txt"
        for _ in range(_REDIRECTS + 1):
            try:
                answer = self._asked(url, _site(url, hosts), _ROBOTS_BYTES, {}, 0.0, cut=True)
            except Refused as problem:
                return Protego.parse("") if problem.reason == "elsewhere" else problem.detail
            if answer.status in _MOVED and "location" in answer.headers:
                url = urljoin(url, answer.headers["location"])
                continue
            if answer.status >= 500 or answer.status == 429:
                return f"the server answered {answer.status}"
            return Protego.parse(answer.body.decode("utf-8", "replace") if answer.status == 200 else "")
        return Protego.parse("")

    def _asked(self, url: str, site: str, cap: int, headers: Mapping[str, str], pause: float, *, cut: bool = False) -> Answer:
        """One request's answer, after the wait that its site is due; an answer beyond `cap` is refused, or `cut`."""
        due = self._last.get(site, float("-inf")) + max(self._delay, min(pause, LONGEST_WAIT))
        if (wait := due - time.monotonic()) > 0:
            self._sleep(wait)
        until = time.monotonic() + _WHOLE
        body = bytearray()
        try:
            with self._client.stream("GET", url, headers=dict(headers)) as response:
                for piece in response.iter_bytes(1 << 16):
                    body += piece
                    if len(body) > cap and cut:
                        break
                    if len(body) > cap:
                        raise Refused("too_large", f"more than {cap >> 20} MB")
                    if time.monotonic() > until:
                        raise Refused("timeout", f"not whole after {_WHOLE:g} s")
                return Answer(url, response.status_code, {name.lower(): value for name, value in response.headers.items()}, bytes(body[:cap]))
        except httpx2.TimeoutException as problem:
            raise Refused("timeout", f"no answer within {_SECONDS:g} s") from problem
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, ValueError) as problem:
            raise Refused("no_answer", str(problem) or type(problem).__name__) from problem
        finally:
            self._last[site] = time.monotonic()


def host_of(url: str) -> str | None:
    """The host that a web address names, without `www`; None for anything that is no web address."""
    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError, TypeError):
        return None
    return parsed.host.lower().removeprefix("www.") or None if parsed.scheme in ("http", "https") else None


def _site(url: str, hosts: Collection[str]) -> str:
    """The scheme, host and port of an address.

    Raises Refused where it lies on none of the hosts: a feed must not send the visitor about in somebody's own network.
    """
    host = host_of(url)
    if host is None or not any(host == one or host.endswith(f".{one}") for one in hosts):
        raise Refused("elsewhere", f"not on a site of this outlet ({', '.join(sorted(hosts))}); further ones are its domains in outlets.toml")
    parsed = httpx2.URL(url)
    return f"{parsed.scheme}://{parsed.netloc.decode('ascii')}"
