"""A small built corpus, and a way to open a page of the dashboard on it."""

import functools
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

MAIN = Path(__file__).parents[2] / "dashboard" / "app" / "main.py"
SAMPLE = Path(__file__).parents[2] / "corpus"
SECONDS = 120


@pytest.fixture(scope="session", autouse=True)
def installed_components() -> Iterator[None]:
    """Every opened page asks all installed packages whether they bring components; here they are asked once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", functools.cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def settings(sample_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of a dashboard over the sample."""
    for name in [name for name in os.environ if name.startswith("MARSAD_") and name not in ("MARSAD_SHARED", "MARSAD_NO_SKIPS")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MARSAD_CORPUS", str(SAMPLE))
    monkeypatch.setenv("MARSAD_CACHE", str(sample_cache))
    return


@pytest.fixture
def open_page(settings: None) -> Callable[..., AppTest]:
    """`open_page("terms", "lang=en&source=…")` runs a page as a reader who follows that link sees it."""

    def opened(name: str = "overview", query: str = "") -> AppTest:
        test = AppTest.from_file(str(MAIN), default_timeout=SECONDS)
        for key, values in parse_qs(query).items():
            test.query_params[key] = values
        if name != "overview":
            test.switch_page(f"pages/{name}.py")
        return test.run()

    return opened


@pytest.fixture
def led_to() -> Callable[[AppTest], tuple[str, str]]:
    """`led_to(page)` is the page that a click has the browser ask for, and its parameters as `open_page` takes them."""

    def asked(test: AppTest) -> tuple[str, str]:
        parts = [part.proto for part in test.get("bidi_component") if part.proto.component_name == "marsad_page"]
        going = json.loads(parts[0].json)["going"]
        return going["page"], going["query"]

    return asked


@pytest.fixture
def shown() -> Callable[[AppTest], str]:
    """`shown(page)` is all the HTML that a page shows."""

    def html(test: AppTest) -> str:
        return "\n".join(str(part.proto.body) for part in [*test.main.get("html"), *test.sidebar.get("html")])

    return html
