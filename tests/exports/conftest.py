"""A small table with everything that trips an exporter."""

from datetime import date

import pandas as pd
import pytest

HOSTILE = [
    "=1+1",
    "\ufeff=cmd",
    "＝1",
    "'=1",
    "-2",
    "@x",
    "\tx",
    "سلام، «حرب»\nسطر",
    '"اقتباس"',
    "http://example.org",
    "_x0041_",
    None,
]


@pytest.fixture
def table() -> pd.DataFrame:
    """Text of every dangerous kind, whole numbers, fractions, negative ones, days, mappings and gaps."""
    size = len(HOSTILE)
    return pd.DataFrame(
        {
            "term": HOSTILE,
            "count": range(size),
            "score": [-1.5, *[0.25] * (size - 2), None],
            "date": [date(2020, 10, 5), *[None] * (size - 1)],
            "forms": [{"السلام": 3}, *[{}] * (size - 1)],
        }
    )


@pytest.fixture
def pairs() -> pd.DataFrame:
    return pd.DataFrame(
        [("armenia", "baku", 3, 1.5, 0.3, 7.0), ("armenia", "samir", 1, 1.0, float("nan"), None)],
        columns=["a", "b", "count", "expected", "npmi", "log_likelihood"],
    )


@pytest.fixture
def actors() -> pd.DataFrame:
    return pd.DataFrame(
        [("armenia", "أرمينيا \x01", "state", 9, 5)],
        columns=["actor", "name", "kind", "mentions", "articles"],
    )
