"""A dashboard that is served on this machine, and a real Chromium to look at it with."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpus"
SECONDS = 120


@dataclass(frozen=True)
class Server:
    """A dashboard that runs: its address, and the process that serves it."""

    address: str
    pid: int


@contextlib.contextmanager
def serving(corpus: Path, cache: Path, *, through: Sequence[str] = (), options: Mapping[str, str] | None = None, **environment: str) -> Iterator[str]:
    """The address of a dashboard over a corpus, as a hosting service would start it; it is ended afterwards.

    It is started `through` another command, if one is told; `options` are further ones of the server.
    """
    with started(corpus, cache, through=through, options=options, **environment) as server:
        yield server.address


@contextlib.contextmanager
def started(
    corpus: Path, cache: Path, *, through: Sequence[str] = (), options: Mapping[str, str] | None = None, said: Path | None = None, **environment: str
) -> Iterator[Server]:
    """The same with its process; what the server says stands in the file `said`, if one is told."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = {"server.address": "127.0.0.1", "server.port": port, "server.headless": "true", "browser.gatherUsageStats": "false", **(options or {})}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")}
    with open(said or os.devnull, "wb") as log:
        process = subprocess.Popen(
            [*through, sys.executable, "-m", "streamlit", "run", str(ROOT / "streamlit_app.py"), *(f"--{name}={value}" for name, value in told.items())],
            cwd=ROOT, env={**kept, "MARSAD_CORPUS": str(corpus), "MARSAD_CACHE": str(cache), **environment}, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{told['server.port']}"
        _wait(f"{address}/_stcore/health", process)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(SECONDS)


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(SECONDS * 2):
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        assert process.poll() is None, "the dashboard ended before it was asked to"
        time.sleep(0.5)
    raise TimeoutError(f"{url} did not answer")


@pytest.fixture(scope="session")
def address(sample_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard over the sample corpus with an empty cache: it builds what is missing when it is first opened.

    A first call after installation compiles; the sample's own build has done that before.
    """
    with serving(SAMPLE, tmp_path_factory.mktemp("cache")) as served:
        yield served


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page of 1400 pixels; every request that leaves the machine is noted in `page.left` and stopped."""
    context = browser.new_context(viewport={"width": 1400, "height": 950}, accept_downloads=True, permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.set_default_timeout(int(os.environ.get("MARSAD_BROWSER_SECONDS", "300")) * 1000)
    opened.left = []

    def guard(route: Any) -> None:
        if route.request.url.startswith((address, "data:", "blob:")):
            route.continue_()
        else:
            opened.left.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    yield opened
    context.close()
