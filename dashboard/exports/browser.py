"""A Chrome that is already on the machine, used offline for what needs a browser: pictures of plotly figures, and pages as PDF."""

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from choreographer.browsers.chromium import Chromium

from dashboard.errors import MarsadError

SECONDS = 60
NOWHERE = "127.0.0.1:9"
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--proxy-server={NOWHERE}",
)


class NoBrowser(MarsadError):
    """What was asked for needs a browser, and none was found or it failed."""

    def __init__(self, wanted: str, reason: str = "no Chrome, Chromium or Edge was found") -> None:
        super().__init__(
            f"{wanted} needs a browser on this machine, and {reason}. Install Chromium, or take html, csv or xlsx, which need none"
        )


@cache
def found() -> str | None:
    """Where a Chrome-like browser stands, or None."""
    return Chromium.find_browser(skip_local=False)


def pdf(page: str) -> bytes:
    """An HTML page printed to PDF; the browser may reach nothing but the page.

    Raises NoBrowser without a browser, or when it does not finish.
    """
    program = found()
    if program is None:
        raise NoBrowser("PDF")
    with TemporaryDirectory(prefix="marsad-") as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, "utf-8")
        call = [
            program,
            *QUIET,
            f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer",
            "--virtual-time-budget=10000",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        try:
            subprocess.run(call, check=True, timeout=SECONDS, capture_output=True)
        except (OSError, subprocess.SubprocessError) as error:
            raise NoBrowser("PDF", f"{Path(program).name} failed ({type(error).__name__})") from error
        if not target.exists():
            raise NoBrowser("PDF", f"{Path(program).name} wrote nothing")
        return target.read_bytes()
