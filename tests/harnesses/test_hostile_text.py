"""What strangers wrote is shown as they wrote it: nothing in it runs, makes an element, leaves the machine or becomes a formula.

One corpus holds all payloads in every field. A few pages are walked in every test run; MARSAD_HARNESS=1 walks all, in both languages.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.app.page import NAMES
from dashboard.charts.labels import plain
from dashboard.cli.main import main
from dashboard.cli.views import FIGURES, TABLES
from dashboard.corpus import Corpus
from dashboard.exports.tables import unescape
from dashboard.measures import articles
from tests.browser.conftest import serving
from tests.browser.test_road import opened

from . import anvil
from .payloads import AWAY, corpus_of, payloads

FEW_PAGES = (("sources", "en"), ("data", "ar"))
ASKED = {"concordance": "q=الميناء", "naming": "actor=turkey", "actor": "actor=turkey", "keyness": "term=الميناء", "terms": "term=الميناء"}
WORDS = {"trend": ["الميناء"], "collocates": ["الميناء"], "concordance": ["الميناء"], "naming": ["turkey"], "keyness": ["--a", "since=2024-06-01"]}
HOVERS = 5
MARKUP = (
    "<img src=x1{n} onerror=pwn({n})>", "<svg onload=pwn({n})>", "<iframe srcdoc='<script>parent.pwn({n})</script>'></iframe>", "<a href=javascript:pwn({n})>x</a>",
    "<a href={away}/{n}>x</a>", "<meta http-equiv=refresh content='9;url={away}/{n}'>", "<base href={away}/{n}/>", "<div style='background:url({away}/{n})'>x</div>",
    "<input autofocus onfocus=pwn({n})>", "<style>@import '{away}/{n}.css'</style>", "<object data={away}/{n}></object>",
)  # fmt: skip

WATCH = """
    window.ran = [];
    window.pwn = (number) => window.ran.push(number);
    for (const name of ["alert", "confirm", "prompt"]) window[name] = window.pwn;
"""
FOREIGN = """() => {
    const own = new Set(["SPAN", "BDI", "MARK", "BUTTON", "A", "BR"]);
    const told = [];
    for (const one of document.querySelectorAll("*")) {
        const attributes = [...one.attributes].map((each) => each.name);
        if (attributes.some((name) => /^on/i.test(name) || name === "srcdoc" || name === "formaction")) told.push(one.outerHTML.slice(0, 200));
        for (const name of ["href", "src", "action", "data", "xlink:href"]) {
            const value = one.getAttribute?.(name) || "";
            if (/203\\.0\\.113|^\\s*(javascript|vbscript|file|mailto):|evil/i.test(value)) told.push(one.outerHTML.slice(0, 200));
        }
        if (/203\\.0\\.113|pwn/.test(one.getAttribute?.("style") || "") || (one.tagName === "STYLE" && /203\\.0\\.113|pwn/.test(one.textContent))) told.push(one.outerHTML.slice(0, 200));
    }
    const never = "object,embed,base,meta[http-equiv=refresh i],marquee,audio,video,math,template script,iframe:not([src^='/']),svg script,svg foreignObject img,img[src*=x1]";
    for (const one of document.querySelectorAll(never)) told.push(one.outerHTML.slice(0, 200));
    for (const one of document.querySelectorAll("td bdi, bdi, article.reader p, mark, .hoverlayer text, .marsad-kwic bdi")) {
        for (const child of one.querySelectorAll("*")) {
            if (!own.has(child.tagName) && child.namespaceURI !== "http://www.w3.org/2000/svg") told.push(child.outerHTML.slice(0, 200));
        }
    }
    for (const one of document.querySelectorAll("[data-testid=stMarkdownContainer] :is(img, code, em, del, h1, h2, h3, table, blockquote, li, .katex, a[href*='203.0'], a[href*='evil'])"))
        told.push(one.outerHTML.slice(0, 200));
    for (const one of document.querySelectorAll(".js-plotly-plot svg a, .js-plotly-plot svg image")) told.push(one.outerHTML.slice(0, 200));
    return told;
}"""
STEERING = """() => {
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    const told = [];
    while (walker.nextNode()) {
        const text = walker.currentNode.data;
        const opened = (text.match(/[\\u2066-\\u2068]/g) || []).length;
        const closed = (text.match(/\\u2069/g) || []).length;
        if (/[\\u202a-\\u202e]/.test(text) || opened !== closed) told.push(JSON.stringify(text.slice(0, 200)));
    }
    return told;
}"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The corpus of payloads, and its cache."""
    home = tmp_path_factory.mktemp("hostile")
    corpus = corpus_of(home / "corpus")
    process = anvil.started(anvil.built, corpus, home / "cache", home / "said")
    process.join()
    assert process.exitcode == 0, (home / "said").read_text()
    return corpus, home / "cache"


@pytest.fixture(scope="module")
def address(hostile: tuple[Path, Path]) -> Iterator[str]:
    """A dashboard over it, read-only, since the walk presses no button that writes."""
    with serving(*hostile, MARSAD_READ_ONLY="1") as served:
        yield served


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that notes what leaves the machine, what asks in a window and what goes wrong."""
    context = browser.new_context(viewport={"width": 1400, "height": 950}, locale="ar")
    context.add_init_script(WATCH)
    shown = context.new_page()
    shown.set_default_timeout(300_000)
    shown.left = []

    def guard(route: Any) -> None:
        url = route.request.url
        if url.startswith(("data:", "blob:", "file:")) or (url.startswith(address) and not re.search(r"/x1\\d{3}|pwn", url)):
            route.continue_()
        else:
            shown.left.append(url)
            route.abort()

    context.route("**/*", guard)
    shown.on("dialog", lambda dialog: (shown.left.append(f"dialog {dialog.message}"), dialog.dismiss()))
    yield shown
    context.close()


def inert(page: Any) -> None:
    """Nothing has run, been made, been asked for or turned round on the page as it stands."""
    assert page.evaluate("window.ran") == []
    assert page.evaluate(FOREIGN) == []
    assert page.evaluate(STEERING) == []
    assert page.left == []


def hover_over_charts(page: Any) -> int:
    """Move the mouse over every chart of the page, and look at it while it says what it is over; returns how many there are."""
    charts = page.locator(".js-plotly-plot")
    for number in range(charts.count()):
        chart = charts.nth(number)
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        for step in range(1, HOVERS + 1):
            page.mouse.move(box["x"] + box["width"] * step / (HOVERS + 1), box["y"] + box["height"] * step / (HOVERS + 1))
            page.wait_for_timeout(60)
        inert(page)
    return int(charts.count())


def walked() -> tuple[tuple[str, str], ...]:
    """The pages to walk, with their languages."""
    return FEW_PAGES if not anvil.whole() else tuple((name, lang) for name in NAMES for lang in ("ar", "en"))


def test_every_page_shows_payloads_as_text(page: Any, address: str) -> None:
    charts = 0
    for name, lang in walked():
        opened(page, f"{address}/{'' if name == 'overview' else name}?lang={lang}&{ASKED.get(name, '')}")
        assert page.locator("[role=alert] h1").count() == 0, name
        for more in page.locator("button.more:visible").all():
            more.click()
        inert(page)
        charts += hover_over_charts(page)
    assert charts >= (1 if len(walked()) == len(FEW_PAGES) else 10)


def test_the_list_shows_every_title_and_the_reader_every_word(page: Any, address: str, hostile: tuple[Path, Path]) -> None:
    table = articles(Corpus.open(hostile[1]).view(), limit=0, body=True)
    opened(page, f"{address}/articles?lang=ar")
    while page.locator("button.more:visible").count():
        page.locator("button.more:visible").first.click()
    shown = set(page.evaluate("[...document.querySelectorAll('td')].map((cell) => cell.textContent)"))
    assert len(table) == len(payloads())
    assert [title for title in table["title"].dropna() if plain(title) not in shown] == []
    for row in table.iloc[:: 1 if anvil.whole() else 100].itertuples():
        opened(page, f"{address}/articles?lang=ar&article={row.id}")
        said = page.locator("article.reader").text_content()
        assert _letters(row.body) in _letters(said), row.title
        assert _letters(row.title or "") in _letters(said)
        assert page.locator("article.reader .where a").count() == str(row.url).startswith("https://news.example/")
        inert(page)


def _letters(text: str) -> str:
    """What of a text every display keeps: all but white space, controls and the tail of floods of signs."""
    return re.sub(r"\s", "", plain(re.sub(r"[\n\u2028\u2029]", "", text)))


@pytest.fixture(scope="module")
def exported(hostile: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Views of the corpus as files, and a report."""
    home = tmp_path_factory.mktemp("exported")
    for view in TABLES if anvil.whole() else ("articles", "sources"):
        for ending in ("csv", "xlsx", "html", *(["svg"] if view in FIGURES else [])):
            file = home / f"{view}.{ending}"
            status = main(["export", view, *WORDS.get(view, []), "-o", str(file), "--limit", "0", "--cache", str(hostile[1])])
            assert status == 0, file.name
    assert main(["report", "-o", str(home / "report.html"), "--cache", str(hostile[1])]) == 0
    return home


def test_pages_and_pictures_that_leave_show_payloads_as_text(page: Any, exported: Path) -> None:
    files = sorted([*exported.glob("*.html"), *exported.glob("*.svg")])
    assert len(files) >= 4
    for file in files:
        page.goto(file.as_uri())
        page.wait_for_timeout(500)
        inert(page)


def test_a_page_that_takes_texts_for_markup_is_caught(page: Any) -> None:
    for payload in MARKUP:
        page.set_content(f"<p>{payload.format(n=1000, away=AWAY)}</p>")
        told = page.evaluate(FOREIGN) or page.evaluate("window.ran") or page.left
        assert told, payload
    page.set_content("<p>قبل \u202e بعد</p>")
    assert page.evaluate(STEERING)


def test_tables_that_leave_hold_texts_and_numbers_only(exported: Path, hostile: tuple[Path, Path]) -> None:
    table = articles(Corpus.open(hostile[1]).view(), limit=0)
    for file in exported.glob("*.xlsx"):
        with zipfile.ZipFile(file) as book:
            sheets = [book.read(name).decode() for name in book.namelist() if "sheet" in name]
        assert not [sheet for sheet in sheets if "<f>" in sheet or "<f " in sheet or "hyperlink" in sheet.lower()], file.name
    rows = list(csv.DictReader(io.StringIO((exported / "articles.csv").read_text("utf-8-sig"), newline="")))
    assert sorted(unescape(row["title"]) for row in rows) == sorted(table["title"].fillna(""))
    for file in exported.glob("*.csv"):
        cells = [cell for row in csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")) for cell in row]
        assert not [cell for cell in cells if cell[:1] in "=+@|%\t\r" and cell[:1]], file.name
