"""How much of each harness runs: one in ten trials in every test run, all of them with

    MARSAD_HARNESS=1 python -m pytest tests/harnesses
"""

import math
import os
from collections.abc import Callable

import pytest

SHARE = 0.1


@pytest.fixture(scope="session")
def share() -> Callable[[int], int]:
    """Of so many trials, how many are made."""
    part = float(os.environ.get("MARSAD_HARNESS") or SHARE)
    return lambda trials: math.ceil(trials * part)
