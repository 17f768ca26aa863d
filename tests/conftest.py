"""Fixtures that every room's tests share."""

import os
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
