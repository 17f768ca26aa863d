"""axe-core finds nothing serious on any page, in either language."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from dashboard.app import page as pages
from tests.browser.test_road import opened, settled

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
FORBIDDEN = ("serious", "critical")
pytestmark = pytest.mark.browser


def violations(page: Any) -> list[str]:
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found if one["impact"] in FORBIDDEN for node in one["nodes"]]


@pytest.mark.parametrize("name", pages.NAMES)
def test_a_page_can_be_used_without_sight_of_it(page: Any, address: str, name: str) -> None:
    opened(page, f"{address}/{'' if name == 'overview' else name}?lang=en")
    page.evaluate(AXE.read_text("utf-8"))
    assert violations(page) == []
    page.locator(".st-key-language button").click()
    page.wait_for_function("document.documentElement.dir === 'rtl'")
    settled(page)
    assert violations(page) == []


def test_a_page_with_a_selection_can_be_read_in_the_dark(page: Any, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    opened(page, f"{address}/keyness?lang=en&source=ufuq-al-nahar")
    page.evaluate(AXE.read_text("utf-8"))
    assert violations(page) == []
