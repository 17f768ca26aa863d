"""Feeds are got politely from a server on this machine, and their pages become articles."""

import gzip
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dashboard.errors import CallError
from dashboard.fetching import fetching
from dashboard.fetching.visiting import Refused, Visitor
from dashboard.readers.chunks import chunks
from dashboard.readers.evidence import Knowledge
from dashboard.readers.limits import Limits
from dashboard.readers.outlets import Outlets
from dashboard.readers.reading import read
from dashboard.records import Article

TEXT = "أعلنت هيئة الموانئ في المدينة الساحلية أن حركة السفن عادت إلى طبيعتها بعد العاصفة التي ضربت المنطقة مطلع الأسبوع، وأن الأرصفة كلها تعمل."
PAGE = f"<html><head><title>الميناء يعود إلى العمل</title></head><body><h1>الميناء يعود إلى العمل</h1>{f'<p>{TEXT}</p>' * 4}</body></html>"
AGENT = "marsad/test"


class Site:
    """Answers by path, (status, headers, body) or a function of the request's headers, and a note of what was asked for."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                status, headers, body = site.answers.get(self.path, (404, {}, b""))
                if status == 200 and "ETag" in headers and self.headers.get("If-None-Match") == headers["ETag"]:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *said: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.home = f"http://127.0.0.1:{self.server.server_port}"

    def feed(self, *links: str, etag: str = '"1"') -> None:
        items = "".join(
            f"<item><title>خبر {number}</title><link>{link}</link><pubDate>Tue, 03 Nov 2020 10:00:00 GMT</pubDate></item>" for number, link in enumerate(links)
        )
        said = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
        self.answers["/feed"] = (200, {"Content-Type": "application/rss+xml", "ETag": etag}, said.encode())

    def page(self, path: str, page: str = PAGE, **headers: str) -> None:
        self.answers[path] = (200, {"Content-Type": "text/html; charset=utf-8", **headers}, page.encode())


@pytest.fixture
def site() -> Iterator[Site]:
    held = Site()
    yield held
    held.server.shutdown()
    held.server.server_close()


@pytest.fixture
def fetched(site: Site, tmp_path: Path) -> Callable[[], fetching.Fetched]:
    outlets = Outlets.with_own({"raseef": {"name": "رصيف", "feeds": [f"{site.home}/feed"]}}, tmp_path / "outlets.toml")
    return lambda: fetching.fetch([tmp_path], outlets, only=["raseef"], agent=AGENT, delay=0.0)[0]


def articles(folder: Path) -> list[Article]:
    """What a build reads from the folder's archives."""
    outlets = Outlets.with_own({"raseef": {"name": "رصيف"}}, folder / "outlets.toml")
    return [
        item
        for path in sorted(folder.rglob("*.warc.gz"))
        for piece in chunks(path, path.relative_to(folder).as_posix())
        for item in read(piece, outlets=outlets, knowledge=Knowledge(), limits=Limits())
        if isinstance(item, Article)
    ]


def test_new_pages_become_articles_of_the_feed_s_outlet_and_come_once(site: Site, tmp_path: Path, fetched: Callable[[], fetching.Fetched]) -> None:
    site.feed("/one?utm_source=rss", f"{site.home}/two")
    site.page("/one?utm_source=rss", PAGE.replace("<title>", "<meta property='article:published_time' content='2020-11-02'><title>"))
    site.page("/two")
    assert fetched().articles == 2
    first, second = articles(tmp_path)
    assert (first.source, first.title, str(first.date), first.date_rule) == ("raseef", "الميناء يعود إلى العمل", "2020-11-02", "stated")
    assert TEXT in first.body
    assert (second.source, str(second.date), second.date_rule, second.url) == ("raseef", "2020-11-03", "record", f"{site.home}/two")
    again = fetched()
    assert (again.outcome, again.articles) == ("unchanged", 0)
    site.feed("/one?utm_source=other", "/two", "/three", etag='"2"')
    site.page("/three")
    third = fetched()
    assert (third.articles, third.known) == (1, 2)
    assert [path for path in site.asked if path in ("/two", "/three")] == ["/two", "/three"]
    assert len(articles(tmp_path)) == 3


def test_a_feed_cannot_send_us_elsewhere_or_where_robots_may_not_go(site: Site, tmp_path: Path, fetched: Callable[[], fetching.Fetched]) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private\n")
    site.answers["/moved"] = (302, {"Location": "http://169.254.169.254/latest"}, b"")
    site.answers["/picture"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    site.answers["/loop"] = (301, {"Location": "/loop"}, b"")
    site.feed("/private/one", "http://localhost:1/x", "file:///etc/passwd", "/moved", "/picture", "/gone", "/loop", "/good")
    site.page("/private/one")
    site.page("/good")
    found = fetched()
    assert found.articles == 1
    assert [row["reason"] for row in found.refused] == ["robots", "elsewhere", "elsewhere", "elsewhere", "not_html", "status", "redirects"]
    assert "/private/one" not in site.asked
    # What may come another time is asked for again, and the feed with it.
    again = fetched()
    assert (again.outcome, [row["reason"] for row in again.refused]) == ("fetched", ["robots", "status", "redirects"])


def test_a_site_that_cannot_be_asked_is_left_alone_and_says_why(site: Site) -> None:
    site.answers["/robots.txt"] = (503, {}, b"")
    with Visitor(AGENT, delay=0.0) as visitor:
        with pytest.raises(Refused, match=r"robots\.txt.*answered 503"):
            visitor.get(f"{site.home}/one", hosts=["127.0.0.1"], cap=1 << 20)
        with pytest.raises(Refused, match=r"robots\.txt.*(?i:refused|connect)"):
            visitor.get("http://127.0.0.1:1/one", hosts=["127.0.0.1"], cap=1 << 20)
    assert "/one" not in site.asked


def test_a_server_that_is_busy_is_left_alone(site: Site, fetched: Callable[[], fetching.Fetched]) -> None:
    site.feed("/one", "/two")
    site.answers["/one"] = (429, {}, b"")
    site.page("/two")
    assert [row["reason"] for row in fetched().refused] == ["status", "busy"]
    assert "/two" not in site.asked


def test_a_bomb_is_not_unpacked_and_a_feed_with_entities_is_not_read(site: Site, fetched: Callable[[], fetching.Fetched]) -> None:
    site.feed("/bomb")
    site.answers["/bomb"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b"a" * (20 << 20)))
    assert [row["reason"] for row in fetched().refused] == ["too_large"]
    site.answers["/feed"] = (200, {}, b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><rss><channel/></rss>')
    assert fetched().outcome == "refused"


def test_it_waits_between_two_requests_as_long_as_robots_asks(site: Site) -> None:
    waited: list[float] = []
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7\n")
    site.page("/one")
    with Visitor(AGENT, delay=3.0, sleep=waited.append) as visitor:
        for _ in range(2):
            visitor.get(f"{site.home}/one", hosts=["127.0.0.1"], cap=1 << 20)
        with pytest.raises(Refused, match="elsewhere"):
            visitor.get(f"{site.home.replace('127.0.0.1', 'localhost')}/one", hosts=["127.0.0.1"], cap=1 << 20)
    assert [round(seconds) for seconds in waited] == [7, 7]


def test_a_call_that_names_no_feed_says_what_would_be_right(tmp_path: Path) -> None:
    with pytest.raises(CallError, match=r"No outlet lists a feed\. Add one"):
        fetching.fetch([tmp_path], Outlets({}), agent=AGENT)
    with pytest.raises(CallError, match="lists no feed of 'x'"):
        fetching.fetch([tmp_path], Outlets({}), only=["x"], agent=AGENT)
    with pytest.raises(CallError, match=r"No corpus folder .*nowhere\. Name a folder that is there"):
        fetching.fetch([tmp_path / "nowhere"], Outlets({}), agent=AGENT)
