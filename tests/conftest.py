"""Fixtures that every room's tests share."""

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard import building

SAMPLE = Path(__file__).parents[1] / "corpus"
_MEMORY = Path("/dev/shm")
_ROOM = 4 << 30
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""How Chromium is started: it asks nothing of the network by itself."""
STILL = """new MutationObserver((_, watching) => {
    if (!document.documentElement) return;
    watching.disconnect();
    const still = new CSSStyleSheet();
    still.replaceSync("*, *::before, *::after { animation: none !important; transition: none !important }");
    document.adoptedStyleSheets.push(still);
}).observe(document, { childList: true, subtree: true })"""
"""Nothing moves on a page that is tested: drawing what moves while a page loads, without a graphics card, took half a browser's time."""


def chromium() -> str | None:
    """The browser of this machine, if it has one."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def required(variable: str) -> bool:
    return os.environ.get(variable, "") not in ("", "0")


def pytest_configure() -> None:
    """The folders of tests lie in memory where there is room: what is written there is read as from a disk, and nobody waits for one."""
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first: the builds that are killed, which no other file waits for, then what drives a browser."""
    items.sort(key=lambda item: (item.path.name != "test_crashes.py", item.get_closest_marker("browser") is None))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real examples and their gold; a skip where it is absent, a failure where CI promised it."""
    folder = Path(os.environ.get("MARSAD_SHARED", ""))
    if folder.name and (folder / "seeds").is_dir():
        return folder
    if required("MARSAD_NO_SKIPS"):
        pytest.fail("MARSAD_SHARED names no folder with seeds/, and this run may not skip")
    pytest.skip("MARSAD_SHARED is not set")


@pytest.fixture(scope="session")
def sample_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus, built once."""
    cache = tmp_path_factory.mktemp("sample")
    building.build(building.Inputs((SAMPLE,)), cache, jobs=1)
    return cache


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium, one for the whole run; a skip where there is none, a failure where CI promised one."""
    program = chromium()
    if program is None:
        if required("MARSAD_NO_SKIPS"):
            pytest.fail("No Chromium on this machine, and this run may not skip")
        pytest.skip("No Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        plain = opened.new_context

        def still(**options: Any) -> Any:
            context = plain(**options)
            context.add_init_script(STILL)
            return context

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(opened, "new_context", still)
            yield opened
        opened.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where MARSAD_NO_SKIPS is set, a skipped test has failed."""
    report = yield
    if report.skipped and required("MARSAD_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and this run may not skip: {report.longrepr}"
    return report
