"""Reading an article in a real browser: letters stay joined under marks, a word leads to its contexts, copies are a click away."""

from typing import Any

import pytest

from tests.browser.test_road import opened, settled

pytestmark = pytest.mark.browser

JOINED = """() => [...document.querySelectorAll("article.reader p[dir=auto]")].map((line) => {
    const plain = line.cloneNode(false);
    plain.textContent = line.textContent;
    line.after(plain);
    const width = (part) => {
        const range = document.createRange();
        range.selectNodeContents(part);
        return [...range.getClientRects()].length && Math.max(...[...range.getClientRects()].map((box) => box.right)) - Math.min(...[...range.getClientRects()].map((box) => box.left));
    };
    for (const part of [line, plain]) Object.assign(part.style, { whiteSpace: "nowrap", width: "max-content" });
    const widths = [width(line), width(plain)];
    plain.remove();
    return widths;
})"""
PLACE = """(word) => {
    for (const line of document.querySelectorAll("article.reader p[dir=auto]")) {
        const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const at = node.nodeValue.indexOf(word);
            if (at < 0) continue;
            line.scrollIntoView({ block: "center" });
            const range = document.createRange();
            range.setStart(node, at + 1);
            range.setEnd(node, at + 2);
            const box = range.getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];
        }
    }
}"""


def read_a_copy(page: Any, address: str) -> None:
    """Open the first article that shares its text with others."""
    opened(page, f"{address}/copies?lang=ar")
    page.locator(".marsad-table tbody .link").first.click()
    page.wait_for_url("**/passages?**")
    settled(page)
    page.get_by_role("link", name="اقرأ المقال").first.click()
    page.wait_for_selector("article.reader mark.actor")
    settled(page)


def test_letters_stay_joined_across_the_edge_of_a_mark(page: Any, address: str) -> None:
    read_a_copy(page, address)
    widths = page.evaluate(JOINED)
    assert len(widths) > 2
    assert all(abs(marked - plain) < 0.5 for marked, plain in widths)


def test_a_clicked_word_is_shown_in_its_contexts(page: Any, address: str) -> None:
    read_a_copy(page, address)
    left, top = page.evaluate(PLACE, "وينص")
    page.mouse.click(left, top)
    page.wait_for_url("**word=**")
    page.wait_for_selector(".st-key-panel_contexts .marsad-table tbody tr")
    assert page.locator(".st-key-panel_contexts input[type=text]").first.input_value() == "وينص"
    assert "وينص" in page.locator(".st-key-panel_contexts .marsad-table tbody tr").first.inner_text()


def test_copies_of_an_article_are_a_click_away(page: Any, address: str) -> None:
    read_a_copy(page, address)
    first = page.url
    page.get_by_text("مقالات تتشارك هذا النص").click()
    page.locator("[class*=st-key-copy_] button").first.click()
    page.wait_for_url(lambda url: "article=" in url and url != first)
    page.wait_for_selector("article.reader")
