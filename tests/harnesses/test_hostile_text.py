"""What strangers wrote is shown as they wrote it: nothing in it runs, makes an element, leaves the machine or becomes a formula.

One corpus holds all payloads in every field, in the names of its saved views and of the files that are dragged in. A few pages are walked in every
test run; MARSAD_HARNESS=1 walks all in both languages, two selections side by side, every desk of the Data page, every article.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from dashboard.app.page import NAMES
from dashboard.charts.labels import ELLIPSIS, plain
from dashboard.cli.main import main
from dashboard.cli.views import FIGURES, TABLES
from dashboard.corpus import Corpus
from dashboard.curating import views
from dashboard.curating.views import SavedView
from dashboard.exports.networks import FORMATS as NETWORKS
from dashboard.exports.tables import unescape
from dashboard.measures import articles
from tests.browser.conftest import serving
from tests.browser.test_road import opened, settled

from . import anvil
from .payloads import AWAY, FIRST, corpus_of, payloads
from .telling import noted, told

FEW_PAGES = (("sources", "en"), ("data", "ar"))
ASKED = {"concordance": "q=الميناء", "naming": "actor=turkey", "actor": "focus=turkey", "keyness": "term=الميناء", "terms": "term=الميناء"}
DESKS = ("lines", "articles", "names", "lexicon", "log")
READ = ("lang=ar", "lang=en&text=" + quote("الميناء"))
"""What the reader is asked: every article as it is, and with a word of its own marked."""
BESIDE = "with=" + quote("since=2024-06-01")
ASKING = ("text", "source", "actor", "term", "since", "q", "article", "focus", "series", "with", "desk", "who", "said", "pair")
"""Parameters of an address that hold what somebody wrote."""
WORDS = {"trend": ["الميناء"], "collocates": ["الميناء"], "concordance": ["الميناء"], "naming": ["turkey"], "keyness": ["--a", "since=2024-06-01"]}
HOVERS = 12
LONGEST_LINK = 2048
POINTS = """([chart, most]) => {
    const drawn = [...chart.querySelectorAll(".point, .points path, .slice, .hm image, .scatterlayer .points *, .bars .point path")];
    const places = drawn.map((one) => one.getBoundingClientRect()).filter((box) => box.width && box.height && box.top > 0 && box.bottom < innerHeight);
    const step = Math.max(1, Math.floor(places.length / most));
    return places.filter((_, at) => at % step === 0).slice(0, most).map((box) => [box.left + box.width / 2, box.top + box.height / 2]);
}"""
"""Where points of a chart lie on the screen."""
TOLD = """() => [...document.querySelectorAll(".hoverlayer .hovertext, [role=tooltip], [data-testid=stTooltipContent]")].map((one) => one.textContent).filter(Boolean)"""
"""What the page says of the point under the mouse."""
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
FOREIGN = """(linked) => {
    const own = new Set(["SPAN", "BDI", "MARK", "BUTTON", "A", "BR"]);
    const told = [];
    for (const one of document.querySelectorAll("*")) {
        const attributes = [...one.attributes].map((each) => each.name);
        if (attributes.some((name) => /^on/i.test(name) || name === "srcdoc" || name === "formaction")) told.push(one.outerHTML.slice(0, 200));
        for (const name of ["href", "src", "action", "data", "xlink:href"]) {
            let value = one.getAttribute?.(name) || "";
            // The address of the article that is read, where it is to be a link: that one and no other.
            if (name === "href" && linked.includes(value) && one.matches("article.reader .where a")) continue;
            // A link to a page of ours holds the reader's own question, as a parameter.
            if (/^(?!\\/\\/)[\\/\\w-]*\\?/.test(value)) value = value.split("?")[0];
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
    // What is our own in a chart: names of actors lead to their pages, and a heatmap is drawn as a picture.
    const ours = { a: "actor?", image: "data:image/png" };
    for (const one of document.querySelectorAll(".js-plotly-plot svg a, .js-plotly-plot svg image"))
        if (!(one.getAttribute("xlink:href") ?? one.getAttribute("href") ?? "").startsWith(ours[one.localName])) told.push(one.outerHTML.slice(0, 200));
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
    for text in payloads()[: views.MOST if anvil.whole() else 8]:
        if len(text) <= views.LONGEST_NAME and text.isprintable():
            views.save([corpus], SavedView(text, "terms", f"text={quote(text)}"))
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
    shown.left, shown.own, shown.linked = [], [address], []

    def guard(route: Any) -> None:
        url = route.request.url
        if url.startswith(("data:", "blob:", "file:")) or url in shown.own or (url.startswith(tuple(shown.own)) and not re.search(r"/x1\d{3}|pwn", url)):
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
    assert page.evaluate(FOREIGN, page.linked) == []
    assert page.evaluate(STEERING) == []
    assert page.left == []


def hover_over_charts(page: Any) -> tuple[int, list[str]]:
    """Move the mouse over points of every chart, over words of the cloud, marks and whatever bears a title; returns how many charts there were, and the labels.

    The page is looked at while it says what the mouse is over.
    """
    charts, told = page.locator(".js-plotly-plot"), list[str]()
    for number in range(charts.count()):
        chart = charts.nth(number)
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        across = [[box["x"] + box["width"] * step / 4, box["y"] + box["height"] * step / 4] for step in (1, 2, 3)]
        for left, top in [*chart.evaluate("(chart, most) => (" + POINTS + ")([chart, most])", HOVERS), *across]:
            page.mouse.move(left - 2, top)
            page.mouse.move(left, top)
            page.wait_for_timeout(80)
            told += page.evaluate(TOLD)
        inert(page)
    for other in page.locator(".marsad-cloud g.word, mark[title], [data-testid=stTooltipIcon]").all()[:HOVERS]:
        if other.is_visible():
            other.hover(force=True)
    inert(page)
    return int(charts.count()), told


def show_all(page: Any) -> None:
    """Have every table show all its rows."""
    while page.locator("button.more:visible").count():
        page.locator("button.more:visible").first.click()


def named(label: str) -> list[str]:
    """The payloads whose numbers a label shows."""
    numbers = dict.fromkeys(int(number) - FIRST for number in re.findall(r"(?<![\d,.])[0-9]{4}(?![\d,.])", label))
    return [payloads()[number] for number in numbers if 0 <= number < len(payloads())]


def altered(label: str) -> list[str]:
    """Payloads that a label, which shows their numbers, does not show as they are: whole, up to where it says that it is cut, or pieces of them.

    A piece is what was found in a payload, such as the word x1421 or a speaker; its number alone is what is left of one that was taken for markup.
    """
    parts = [part for part in re.split("[\u2066-\u2069]+", label) if part.strip()]
    return [text for text in named(label) if not _whole(text, label) and not all(_piece(part, text) for part in parts if text in named(part))]


def _whole(text: str, label: str) -> bool:
    said = _letters(label)
    return any(start in said for start in _starts(_letters(text)))


def _piece(part: str, text: str) -> bool:
    return not _letters(part).isdecimal() and _letters(part) in _letters(text)


def _starts(letters: str) -> list[str]:
    return [letters, *(f"{letters[:length]}{ELLIPSIS}" for length in range(len(letters), 4, -1))]


def walked() -> tuple[tuple[str, str, str], ...]:
    """The pages to walk, each with its language and what its address asks."""
    if not anvil.whole():
        return tuple((name, lang, ASKED.get(name, "")) for name, lang in FEW_PAGES)
    alone = [(name, lang, ASKED.get(name, "")) for name in NAMES for lang in ("ar", "en")]
    beside = [(name, lang, f"{ASKED.get(name, '')}&{BESIDE}") for name, lang in zip(NAMES, ("ar", "en") * len(NAMES), strict=False)]
    return (*alone, *beside, *(("data", lang, f"desk={desk}") for desk in DESKS for lang in ("ar", "en")))


def test_every_page_shows_payloads_as_text(page: Any, address: str) -> None:
    charts, told, findings = 0, list[str](), list[str]()
    for name, lang, asks in walked():
        with noted(findings, (name, lang, asks)):
            opened(page, f"{address}/{'' if name == 'overview' else name}?lang={lang}&{asks}")
            assert page.locator("[role=alert] h1").count() == 0
            show_all(page)
            for part in page.locator("[data-testid=stExpander] summary:visible").all():
                part.click()
            settled(page)
            inert(page)
            found, labels = hover_over_charts(page)
            charts, told = charts + found, told + labels
            assert [(label, altered(label)) for label in labels if altered(label)] == []
            print(f"{name} {lang} {asks}: {found} charts, {len(labels)} hover labels", flush=True)
    shown = sum(bool(named(label)) for label in told)
    print(f"{len(walked())} pages, {charts} charts, {len(told)} hover labels, {shown} of them of payloads")
    assert findings == []
    assert charts >= (1 if not anvil.whole() else 20)
    assert len(told) >= (1 if not anvil.whole() else 100)
    assert shown


def test_saved_views_bear_their_names_as_they_were_written(page: Any, address: str, hostile: tuple[Path, Path]) -> None:
    opened(page, f"{address}/phrases?lang=en")
    page.locator("[data-testid=stSidebar] [data-testid=stExpander] summary").filter(has_text="Saved views").click()
    page.wait_for_selector(".st-key-view_0 button")
    settled(page)
    # A button that says what it does when hovered over stands in the page twice.
    shown = page.evaluate("[...document.querySelectorAll('[class*=st-key-view_open_]')].map((one) => one.querySelector('button').textContent)")
    wanted = [view.name for view in views.saved([hostile[0]])]
    assert [(name, text) for name, text in zip(wanted, shown, strict=True) if _drawn(name) != _drawn(text)] == []
    inert(page)


@pytest.mark.whole
def test_what_an_address_asks_for_is_answered_as_text(page: Any, address: str) -> None:
    texts = payloads()
    chosen = [(name, texts[(at * 37 + step * 13) % len(texts)]) for at, name in enumerate(ASKING) for step in range(6)]
    pages = {"q": "concordance", "article": "articles", "focus": "actor", "series": "terms", "desk": "data", "who": "data", "said": "speakers", "pair": "actors"}
    for name, text in chosen:
        page.own[:] = [address, f"{address}/{pages.get(name, 'sources')}?lang=ar&{name}={quote(text)}"]
        opened(page, page.own[1])
        inert(page)


@pytest.mark.whole
def test_files_that_are_dragged_in_are_previewed_as_text(page: Any, address: str, hostile: tuple[Path, Path], tmp_path: Path) -> None:
    for number, file in enumerate(sorted(hostile[0].glob("*.jsonl"))[:12]):
        (tmp_path / file.name).write_bytes(file.read_bytes() if number % 2 else b"broken" + file.read_bytes())
    before = sorted(hostile[0].rglob("*"))
    with serving(*hostile) as desks:
        page.own.append(desks)
        for lang in ("ar", "en"):
            opened(page, f"{desks}/data?lang={lang}")
            page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(sorted(tmp_path.iterdir()))
            page.wait_for_selector(".found")
            settled(page)
            inert(page)
            page.locator("[class*=st-key-panel_add] .marsad-table .link").first.click()
            page.wait_for_selector(".st-key-panel_add article.reader")
            settled(page)
            inert(page)
    assert sorted(hostile[0].rglob("*")) == before


def test_the_list_shows_every_title_and_the_reader_every_word(page: Any, address: str, hostile: tuple[Path, Path]) -> None:
    table = articles(Corpus.open(hostile[1]).view(), limit=0, body=True)
    opened(page, f"{address}/articles?lang=ar")
    show_all(page)
    shown = set(page.evaluate("[...document.querySelectorAll('td')].map((cell) => cell.textContent)"))
    assert len(table) == len(payloads())
    assert [title for title in table["title"].dropna() if plain(title) not in shown] == []
    rows = [*(table if anvil.whole() else table.iloc[::100]).itertuples()]
    findings = list[str]()
    for asks in READ if anvil.whole() else READ[:1]:
        for at, row in enumerate(told(rows, f"articles, {asks}")):
            if at == 0 or not anvil.whole():
                opened(page, f"{address}/articles?{asks}&article={row.id}")
            else:
                said = page.locator("article.reader").text_content()
                page.locator(".st-key-next button").click()
                page.wait_for_function("(said) => (document.querySelector('article.reader')?.textContent ?? said) !== said", arg=said)
            with noted(findings, (asks, row.id)):
                read(page, row)
        print(f"{len(rows)} articles read, {asks}")
    assert findings == []


def read(page: Any, row: Any) -> None:
    """The reader shows every word of an article, and its address as a link, as it was written, where that is a plain one."""
    said = page.locator("article.reader").text_content()
    assert _letters(row.body) in _letters(said), row.title
    assert _letters(row.title or "") in _letters(said)
    page.linked[:] = [row.url] if str(row.url).startswith("https://news.example/") and len(row.url) <= LONGEST_LINK else []
    assert page.locator("article.reader .where a").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))") == page.linked
    inert(page)


def _letters(text: str) -> str:
    """What of a text every display keeps: all but white space, controls and the tail of floods of signs."""
    return re.sub(r"\s", "", plain(re.sub(r"[\n\u2028\u2029]", "", text)))


def _drawn(text: str) -> str:
    """The same without the word joiner, which is not drawn."""
    return _letters(text).replace("\u2060", "")


@pytest.fixture(scope="module")
def exported(hostile: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Views of the corpus as files, and a report."""
    home = tmp_path_factory.mktemp("exported")
    ids = articles(Corpus.open(hostile[1]).view(), limit=2)["id"].tolist()
    words = {**WORDS, "passages": ids, "quotations": ids[:1]}
    for view in TABLES if anvil.whole() else ("articles", "sources"):
        for ending in ("csv", "xlsx", "html", *(["svg"] if view in FIGURES else [])):
            file = home / f"{view}.{ending}"
            status = main(["export", view, *words.get(view, []), "-o", str(file), "--limit", "0", "--cache", str(hostile[1])])
            assert status == 0, file.name
    for ending in ("html", "pdf") if anvil.whole() else ("html",):
        assert main(["report", "-o", str(home / f"report.{ending}"), "--cache", str(hostile[1])]) == 0
    for ending in NETWORKS if anvil.whole() else NETWORKS[:1]:
        assert main(["export", "comentions", "-o", str(home / f"network.{ending}"), "--cache", str(hostile[1])]) == 0
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
        told = page.evaluate(FOREIGN, page.linked) or page.evaluate("window.ran") or page.left
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


def test_reports_on_paper_and_networks_hold_no_link_and_no_script(exported: Path) -> None:
    for file in exported.glob("*.pdf"):
        assert [word for word in (b"/URI", b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"203.0.113") if word in file.read_bytes()] == []
    networks = [file for ending in NETWORKS for file in exported.glob(f"*.{ending}")]
    assert networks
    for file in networks:
        assert {one.tag.rpartition("}")[2].lower() for one in ElementTree.parse(file).iter()} & {"script", "img", "svg", "a", "iframe", "b"} == set()
