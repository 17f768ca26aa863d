"""Fixtures that every room's tests share."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest


def required(variable: str) -> bool:
    return os.environ.get(variable, "") not in ("", "0")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real examples and their gold; a skip where it is absent, a failure where CI promised it."""
    folder = Path(os.environ.get("MARSAD_SHARED", ""))
    if folder.name and (folder / "seeds").is_dir():
        return folder
    if required("MARSAD_NO_SKIPS"):
        pytest.fail("MARSAD_SHARED names no folder with seeds/, and this run may not skip")
    pytest.skip("MARSAD_SHARED is not set")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where MARSAD_NO_SKIPS is set, a skipped test has failed."""
    report = yield
    if report.skipped and required("MARSAD_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and this run may not skip: {report.longrepr}"
    return report
