"""How much of each harness runs: a tenth of the trials in every test run, all of them with

    MARSAD_HARNESS=1 python -m pytest tests/harnesses
"""

import math
import os
from collections.abc import Callable

import pytest

SHARE = 0.1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What only the full command runs is no part of other runs."""
    if os.environ.get("MARSAD_HARNESS") != "1":
        left_out = [item for item in items if item.get_closest_marker("whole")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def share() -> Callable[[int], int]:
    """Of so many trials, how many are made."""
    part = float(os.environ.get("MARSAD_HARNESS") or SHARE)
    return lambda trials: math.ceil(trials * part)
