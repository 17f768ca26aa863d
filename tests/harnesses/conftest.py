"""How much of each harness runs: a tenth in every test run, all of it where MARSAD_HARNESS=1."""

import math
import os
from collections.abc import Callable

import pytest

TENTH = 0.1


@pytest.fixture(scope="session")
def share() -> Callable[[int], int]:
    """Of so many trials, how many are made."""
    part = float(os.environ.get("MARSAD_HARNESS") or TENTH)
    return lambda trials: math.ceil(trials * part)
