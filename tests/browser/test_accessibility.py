"""axe-core finds nothing serious on a page; every page in either language is looked at in test_language.py, where all are opened."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from tests.browser.test_road import opened

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
FORBIDDEN = ("serious", "critical")
pytestmark = pytest.mark.browser


def violations(page: Any) -> list[str]:
    """What axe-core finds serious or critical on the page as it stands."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found if one["impact"] in FORBIDDEN for node in one["nodes"]]


def test_a_page_with_a_selection_can_be_read_in_the_dark(page: Any, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    opened(page, f"{address}/keyness?lang=en&source=ufuq-al-nahar")
    assert violations(page) == []
