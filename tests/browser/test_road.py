"""What a reader does in the first five minutes, in a real browser."""

import re
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
SECONDS = 120_000
QUIET = """async () => {
    const idle = () => document.querySelector("[data-test-script-state]")?.dataset.testScriptState === "notRunning";
    const began = performance.now();
    for (let since = began; performance.now() - since < 700; await new Promise((go) => setTimeout(go, 20))) {
        if (!idle()) since = performance.now();
        if (since - began > 120000) throw new Error("the page does not come to rest");
    }
}"""

AGAIN = """() => {
    window.again = [];
    const heard = (chart) => {
        if (!chart.on || chart.heard) return;
        chart.heard = true;
        chart.once("plotly_afterplot", () => {
            const { width } = chart._fullLayout;
            chart.on("plotly_beforeplot", () => {
                if (chart._fullLayout.width === width) window.again.push(chart.closest("[class*=st-key-chart_]").className);
            });
        });
    };
    new MutationObserver(() => document.querySelectorAll(".js-plotly-plot").forEach(heard))
        .observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
}"""
"""Notes every chart that is drawn anew, as wide as before, after it came onto the page."""
MISSED = """() => [...document.querySelectorAll(".marsad-cloud g.word")].filter((word) => {
    const [left, top, width, height] = word.dataset.ink.split(" ").map(Number);
    const at = new DOMPoint(left + width / 2, top + height / 2).matrixTransform(word.getScreenCTM());
    return document.elementFromPoint(at.x, at.y)?.closest("g.word") !== word;
}).map((word) => word.dataset.term)"""

UNDER = """(svg) => {
    const held = document.createElement("div");
    held.innerHTML = svg;
    document.body.append(held);
    const [lines, picture] = [".gtitle", "svg"].map((part) => held.querySelector(part));
    const found = [[...lines.querySelectorAll("tspan")].map((line) => line.textContent), lines.getBoundingClientRect().bottom - picture.getBoundingClientRect().bottom];
    held.remove();
    return found;
}"""


def number(page: Any, key: str) -> str:
    """One of the overview's numbers."""
    return str(page.locator(f"li[data-number={key}] strong").inner_text())


def opened(page: Any, url: str) -> None:
    """Go to a page and wait until it stands, or says what stands in its way."""
    page.goto(url)
    page.wait_for_selector("h1#content, [role=alert] h1", timeout=SECONDS)
    page.wait_for_selector(".marsad-actions", state="attached", timeout=SECONDS)
    settled(page)


def settled(page: Any) -> None:
    """Wait until the server has had nothing to draw for a while: a click before that may meet a part that is just being replaced."""
    page.evaluate(QUIET)


def downloaded(page: Any, menu: str, button: str) -> bytes:
    """The file that a button of a panel's export menu gives."""
    settled(page)
    if not page.locator(button).is_visible():
        page.locator(f"{menu} button").first.click()
        page.wait_for_selector(button)
        settled(page)
    with page.expect_download() as waiting:
        page.locator(button).click()
    return Path(waiting.value.path()).read_bytes()


def until(page: Any, key: str, value: str) -> None:
    """Wait until a number of the overview reads so."""
    page.wait_for_function("([key, value]) => document.querySelector(`li[data-number=${key}] strong`)?.textContent === value", arg=[key, value])


def point(page: Any, chart: str) -> None:
    """Click on the strongest cell of a heatmap: where the figure's own axes say that it lies."""
    page.wait_for_selector(f".st-key-{chart} .js-plotly-plot .hm")
    page.locator(f".st-key-{chart}").scroll_into_view_if_needed()
    place = page.evaluate(
        """(chart) => {
            const plot = document.querySelector(`.st-key-${chart} .js-plotly-plot`);
            const layer = plot._fullData.find((trace) => trace.type === "scatter");
            const at = layer.customdata.reduce((best, one, i, all) => (one[2] > all[best][2] ? i : best), 0);
            const { xaxis, yaxis } = plot._fullLayout;
            const box = plot.getBoundingClientRect();
            return [
                box.left + xaxis._offset + xaxis.d2p(layer.x[at]),
                box.top + yaxis._offset + yaxis.d2p(layer.y[at]),
                layer.customdata[at],
            ];
        }""",
        chart,
    )
    page.mouse.move(place[0] - 3, place[1] - 3)
    page.mouse.move(place[0], place[1])
    page.wait_for_timeout(300)
    page.mouse.click(place[0], place[1])


def test_the_first_visit_builds_the_sample_and_switches_language_in_place(page: Any, address: str) -> None:
    opened(page, address)
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert number(page, "page_articles") == "72"
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("h1:has-text('Overview')")
    page.wait_for_function("document.documentElement.dir === 'ltr'")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    assert page.left == []


def test_filters_change_the_numbers_and_a_copied_link_restores_them(page: Any, address: str) -> None:
    opened(page, f"{address}/?lang=en")
    settled(page)
    page.locator(".st-key-side_source input").click()
    option = page.get_by_role("option", name="Ufuq al-Nahar")
    option.hover()  # the list draws the option anew that the pointer comes upon: a press at that very moment would be lost
    settled(page)
    option.click()
    until(page, "page_articles", "11")
    page.keyboard.press("Escape")
    settled(page)
    page.get_by_role("radio", name="Last 3 months").click()
    page.wait_for_url(re.compile("since="))
    page.wait_for_function("document.querySelector('li[data-number=page_articles] strong').textContent !== '11'")
    read = [number(page, key) for key in ("page_articles", "page_sources", "page_actors", "by_words")]
    assert 0 < int(read[0]) < 11
    page.get_by_role("button", name="Copy link").click()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "source=ufuq-al-nahar" in link
    second = page.context.new_page()
    opened(second, link)
    assert [number(second, key) for key in ("page_articles", "page_sources", "page_actors", "by_words")] == read
    page.go_back()
    until(page, "page_articles", "11")


def test_parts_far_from_the_reader_wait_until_the_reader_comes_or_rests(page: Any, address: str) -> None:
    opened(page, f"{address}/terms?lang=en")
    page.wait_for_function("[...document.querySelectorAll('*')].some((one) => one.kept?.told)")
    settled(page)
    page.get_by_role("radio", name="Last 3 months").click()
    page.wait_for_selector(".marsad-waiting", state="attached")
    last = page.locator("[class*=st-key-panel_]").last
    assert last.locator(".marsad-waiting").count() == 1
    last.locator(".marsad-waiting").scroll_into_view_if_needed()
    last.locator(".marsad-table").wait_for()
    page.wait_for_function("!document.querySelector('.marsad-waiting')")


@pytest.mark.parametrize("name", ["", "actors", "speakers"])
def test_a_chart_is_drawn_once_when_the_selection_changes(page: Any, address: str, name: str) -> None:
    opened(page, f"{address}/{name}?lang=en")
    page.evaluate(AGAIN)
    page.evaluate("document.querySelectorAll('.js-plotly-plot').forEach((chart) => (chart.old = true))")
    page.get_by_role("radio", name="Last 3 months").click()
    page.wait_for_function("[...document.querySelectorAll('.js-plotly-plot')].some((chart) => !chart.old)")
    settled(page)
    assert page.evaluate("window.again") == []


def test_a_cell_of_the_heatmap_shows_its_sentences_and_they_lead_to_the_article(page: Any, address: str) -> None:
    opened(page, f"{address}/actors?lang=en")
    point(page, "chart_heatmap")
    page.wait_for_selector("blockquote mark.actor")
    first = page.locator("blockquote").first
    assert first.locator("mark.actor").count() >= 1
    assert "pair=" in page.url
    page.locator("[class*=st-key-evidence_]").get_by_role("link", name="Read the article").first.click()
    page.wait_for_selector("article.reader mark.actor")


def test_a_chart_leaves_as_png_and_svg_and_a_table_as_csv_and_xlsx(page: Any, address: str) -> None:
    opened(page, f"{address}/sources?lang=en")
    page.wait_for_selector(".st-key-chart_sources .js-plotly-plot .bars")
    menu = ".st-key-export_sources"
    assert downloaded(page, menu, ".marsad-actions button[data-format=png]").startswith(b"\x89PNG")
    svg = downloaded(page, menu, ".marsad-actions button[data-format=svg]").decode()
    assert svg.startswith("<svg")
    lines, below = page.evaluate(UNDER, svg)
    assert "all 72 articles" in lines[0]
    assert "Marsad, data gen-" in lines[1]
    assert below <= 1
    text = downloaded(page, menu, ".st-key-take_sources_csv button").decode("utf-8-sig")
    assert text.startswith("source,name,region,articles")
    assert "ufuq-al-nahar,Ufuq al-Nahar,EG,11," in text
    assert downloaded(page, menu, ".st-key-take_sources_xlsx button").startswith(b"PK")


def test_a_word_of_the_cloud_is_met_where_it_stands_and_is_a_button_that_filters(page: Any, address: str) -> None:
    opened(page, f"{address}/?lang=ar")
    page.locator(".marsad-cloud svg").scroll_into_view_if_needed()
    assert page.evaluate(MISSED) == []
    word = page.locator(".marsad-cloud g.word").first
    term = word.get_attribute("data-term")
    word.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".marsad-chips .chip")
    assert term in page.locator(".marsad-chips").inner_text()
    page.locator(".marsad-chips .chip").first.click()
    page.wait_for_selector(".marsad-chips .chip", state="detached")


def test_back_and_forward_pressed_quickly_lead_to_what_was_there(page: Any, address: str) -> None:
    opened(page, f"{address}/?lang=en&source=ufuq-al-nahar")
    for name in ("Last 3 months", "Last month", "Month"):
        page.get_by_role("radio", name=name, exact=True).click()
        settled(page)
    wanted = page.url
    for step in (-1, -1, 1, 1):
        page.evaluate("(step) => history.go(step)", step)
        page.wait_for_timeout(300)
    settled(page)
    page.wait_for_timeout(500)
    assert page.url == wanted
    for at, going in enumerate((150, 300, 600), start=1):
        for _ in range(3):
            page.evaluate("history.back()")
            page.wait_for_timeout(going)
        settled(page)
        page.wait_for_timeout(500)
        assert page.url.endswith("/?lang=en&source=ufuq-al-nahar"), at
        page.evaluate("history.go(3)")
        page.wait_for_url(wanted)
        settled(page)


def test_who_removes_a_chip_by_keyboard_goes_on_at_the_next(page: Any, address: str) -> None:
    opened(page, f"{address}/?lang=en&source=ufuq-al-nahar&since=2000-01-01")
    chips = page.locator(".marsad-chips .chip:not(.clear)")
    chips.nth(0).focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.marsad-chips .chip:not(.clear)').length === 1")
    page.wait_for_function("document.activeElement?.matches('.marsad-chips .chip')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".marsad-chips .chip", state="detached")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_click_before_the_page_has_followed_the_last_one_adds_to_it(page: Any, address: str) -> None:
    opened(page, f"{address}/?lang=en")
    settled(page)
    word = page.locator(".marsad-cloud g.word").first
    term = str(word.get_attribute("data-term"))
    word.dispatch_event("click")
    page.get_by_role("radio", name="Last 3 months").click()
    page.wait_for_function("document.querySelectorAll('.marsad-chips .chip:not(.clear)').length === 3")
    assert term in page.locator(".marsad-chips").inner_text()


TOGETHER = """() => {
    const listens = [...document.querySelectorAll("*")].find((one) => one.kept?.send);
    const parts = [...document.querySelectorAll("[class*=st-key-part_]")].map((one) => /st-key-part_(\\S+)/.exec(one.className)[1]);
    listens.kept.send("said", { near: parts.slice(0, 1), come: parts, heights: Object.fromEntries(parts.map((part) => [part, 100])), at: performance.now() });
    document.querySelector(".marsad-chips .chip").click();
}"""


def test_a_click_counts_in_the_moment_in_which_the_page_itself_speaks_too(page: Any, address: str) -> None:
    opened(page, f"{address}/?lang=ar&source=ufuq-al-nahar&since=2000-01-01")
    settled(page)
    for left in (1, 0):
        page.evaluate(TOGETHER)
        page.wait_for_function("(left) => document.querySelectorAll('.marsad-chips .chip:not(.clear)').length === left", arg=left)
        settled(page)
    assert "source=" not in page.url
    assert "since=" not in page.url


def test_a_term_opens_its_contexts_and_one_step_leads_back(page: Any, address: str) -> None:
    clicked_on = f"{address}/terms?lang=ar&source=ufuq-al-nahar"
    opened(page, clicked_on)
    word = page.locator(".marsad-cloud g.word").first
    term = str(word.get_attribute("data-term"))
    word.click()
    page.wait_for_url("**/concordance?**")
    page.wait_for_function("(term) => document.querySelector('[data-testid=stMain] input[type=text]')?.value === term", arg=term)
    settled(page)
    assert page.locator("[data-testid=stMain] input[type=text]").first.input_value() == term
    page.go_back()
    page.wait_for_selector(".marsad-cloud g.word")
    settled(page)
    assert page.url == clicked_on


def test_a_table_sorts_in_arabic_and_searches(page: Any, address: str) -> None:
    opened(page, f"{address}/articles?lang=ar")
    page.wait_for_selector(".marsad-table tbody tr")
    page.get_by_role("button", name="العنوان", exact=True).click()
    assert page.locator(".marsad-table th").first.get_attribute("aria-sort") == "ascending"
    page.locator(".marsad-table input").fill("مصر")
    page.wait_for_function("document.querySelectorAll('.marsad-table tbody tr').length < 50")
    page.locator(".marsad-table tbody .link").first.click()
    page.wait_for_selector("article.reader")


@pytest.mark.parametrize("name", ["", "terms", "actors", "sources", "articles"])
def test_no_page_is_wider_than_a_phone(browser: Any, address: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    opened(page, f"{address}/{name}?lang=ar")
    page.wait_for_timeout(1500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    context.close()


def test_the_page_may_load_nothing_from_elsewhere(page: Any, address: str) -> None:
    refused: list[str] = []
    foreign: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None)
    page.on("request", lambda request: foreign.append(request.url) if "//" in request.url and not request.url.startswith((address, "blob:")) else None)
    answer = page.goto(f"{address}/terms?lang=en")
    page.wait_for_selector(".js-plotly-plot", timeout=SECONDS)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert (refused, foreign) == ([], [])
    asked = "fetch('https://example.org/').then(() => 'sent', () => 'refused')"
    assert page.evaluate(asked) == "refused"
    assert refused
