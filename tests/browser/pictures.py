"""Pictures of every page, in both languages, themes and widths: `python -m tests.browser.pictures [folder] [page …]`.

They are for looking at: nothing cut, overlapping, reversed or disjoint. `--overview FILE` makes the README's picture alone.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from dashboard.app.page import NAMES
from tests.browser.conftest import SAMPLE, SECONDS, serving
from tests.conftest import QUIET, chromium

WIDTHS = (1400, 390)
TALLEST = 9_000


def take(browser: Any, address: str, name: str, target: Path, *, lang: str, width: int, dark: bool, tallest: int = TALLEST) -> None:
    """One picture of a whole page, as tall as the page is."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
    page.goto(f"{address}/{'' if name == 'overview' else name}?lang={lang}")
    page.wait_for_selector("h1#content", timeout=SECONDS * 1000)
    _settle(page)
    tall = page.evaluate("Math.max(900, ...[...document.querySelectorAll('[data-testid=stMain]')].map((part) => part.scrollHeight))")
    page.set_viewport_size({"width": width, "height": min(int(tall) + 20, tallest)})
    _settle(page)
    page.screenshot(path=target, timeout=SECONDS * 1000)
    page.close()


def _settle(page: Any) -> None:
    """Wait until no part is still being drawn."""
    page.wait_for_timeout(1500)
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]') && !document.querySelector('[data-stale=true]')", timeout=SECONDS * 1000)
    page.wait_for_timeout(700)


def main(arguments: list[str]) -> None:
    """Make the pictures that are asked for."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as cache, serving(SAMPLE, Path(cache)) as address:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        if arguments[:1] == ["--overview"]:
            take(browser, address, "overview", Path(arguments[1]), lang="ar", width=1400, dark=False, tallest=1500)
            return
        folder = Path(arguments[0] if arguments else "pictures")
        folder.mkdir(parents=True, exist_ok=True)
        for name in arguments[1:] or NAMES:
            for lang in ("ar", "en"):
                for dark in (False, True):
                    for width in WIDTHS:
                        target = folder / f"{name}-{lang}-{width}{'-dark' if dark else ''}.png"
                        take(browser, address, name, target, lang=lang, width=width, dark=dark)
                        print(target)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
