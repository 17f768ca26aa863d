"""No English is left in the Arabic interface: not on a page, not in what is spoken, not behind a button. Every page can be used without sight of it."""

import re
from pathlib import Path
from typing import Any

import pytest

from dashboard.app import page as pages
from tests.browser.test_accessibility import violations
from tests.browser.test_road import opened, settled

PAGES = Path(pages.__file__).parent / "pages"
pytestmark = pytest.mark.browser

SEEN = """() => {
    const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const hidden = (element) => element.closest("script, style, [data-testid=stIconMaterial], [data-testid=stToolbarActions], .marsad-table td .link, article, body [lang=en], [class*=st-key-who_] [data-baseweb=select]");
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const holder = node.parentElement;
        if (!hidden(holder) && shown(holder) && node.nodeValue.trim()) found.push(node.nodeValue.trim());
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt], [data-title]")) {
        if (hidden(element) || !shown(element)) continue;
        for (const name of ["aria-label", "title", "placeholder", "alt", "data-title"]) {
            const said = element.getAttribute(name);
            if (said) found.push(`${name}=${said}`);
        }
    }
    return found;
}"""
LATIN = re.compile(r"[A-Za-z]{2,}")
FORMATS = r"PNG|SVG|PDF|HTML|ZIP|CSV|XLSX|JSON|JSONL|PARQUET|GRAPHML|GEXF"
MAY_BE = re.compile(
    r"^(?:aria-label|title|placeholder|alt|data-title)="
    r"|\b(?:" + FORMATS + r"|English|NPMI|logDice|LL)\b"  # names of formats, of measures, and of the other language
    r"|gen-[0-9a-f]+|marsad build(?: --rebuild)?"  # what is to be typed or cited
    r"|[\w.-]+/[\w./-]+|[\w-]+\.(?:txt|html|jsonl|csv|xlsx|zip|warc|rss|json|toml)\b|\butf-8\b"  # files of the corpus
)


def foreign(page: Any) -> list[str]:
    """Every visible or spoken text that holds a Latin word of the interface."""
    return sorted({text for text in page.evaluate(SEEN) if LATIN.search(MAY_BE.sub("", text))})


@pytest.mark.parametrize("name", [name for name in pages.NAMES if (PAGES / f"{name}.py").is_file()])
def test_a_page_holds_no_english_and_can_be_used_without_sight_of_it_in_either_language(page: Any, address: str, name: str) -> None:
    opened(page, f"{address}/{'' if name == 'overview' else name}?lang=ar")
    assert foreign(page) == []
    assert violations(page) == []
    for menu in page.locator("[data-testid=stPopover] button").all():
        menu.click()
        settled(page)
        assert foreign(page) == []
        page.keyboard.press("Escape")
    page.locator(".st-key-language button").click()
    page.wait_for_function("document.documentElement.dir === 'ltr'")
    settled(page)
    page.wait_for_function("!document.querySelector('.marsad-waiting')")
    settled(page)
    assert violations(page) == []


def test_the_sidebar_holds_no_english_when_it_is_used(page: Any, address: str) -> None:
    opened(page, f"{address}/?lang=ar&source=ufuq-al-nahar")
    for part in page.locator("[data-testid=stSidebar] details summary, [data-testid=stSidebar] [data-testid=stExpander] summary").all():
        part.click()
    for held in page.locator("[data-testid=stSidebar] [data-testid=stMultiSelect] input").all():
        held.click()
        held.fill("قققق")
        page.wait_for_timeout(500)
        assert foreign(page) == []
        page.keyboard.press("Escape")


@pytest.mark.parametrize(
    "query",
    [
        "since=1990-01-01&until=1990-01-02",
        "source=ghaib",
        "since=ghadan",
        "voice=sada",
        "undated=rubbama",
        "text=%28",
        "with=voice%3Dsada",
        "with=source%3Ddafatir-al-sharq&side=b",
    ],
)
def test_what_goes_wrong_is_told_without_english(page: Any, address: str, query: str) -> None:
    opened(page, f"{address}/?lang=ar&{query}")
    asked = re.compile("|".join(["ghaib", "ghadan", "sada", "rubbama"]))
    assert [text for text in foreign(page) if LATIN.search(asked.sub("", text))] == []


def test_the_reader_holds_no_english(page: Any, address: str) -> None:
    opened(page, f"{address}/articles?lang=ar")
    page.locator(".marsad-table tbody .link").first.click()
    page.wait_for_selector("article.reader")
    settled(page)
    assert foreign(page) == []


def test_hovering_says_nothing_in_english(page: Any, address: str) -> None:
    opened(page, f"{address}/sources?lang=ar&digits=arab")
    page.wait_for_selector(".st-key-chart_sources .bars")
    page.locator(".st-key-chart_sources").scroll_into_view_if_needed()
    box = page.locator(".st-key-chart_sources .bars .point").first.bounding_box()
    for step in (0, 2):
        page.mouse.move(box["x"] + box["width"] / 2 + step, box["y"] + box["height"] / 2)
        page.wait_for_timeout(300)
    page.wait_for_selector(".st-key-chart_sources .hoverlayer text")
    said = page.locator(".st-key-chart_sources .hoverlayer").text_content()
    assert not LATIN.search(said)
    assert not re.search("[0-9]", said)
