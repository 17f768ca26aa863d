"""Days, ISO weeks, months and quarters as running numbers, and as the labels that people read."""

import datetime

import numpy as np
import numpy.typing as npt

from dashboard.cache.writing import UNDATED
from dashboard.corpus import View
from dashboard.errors import CallError

EVERY = ("day", "week", "month", "quarter")
WEEKS = {"week": 3, "week-sun": 4, "week-sat": 5}
"""Weeks by the day on which they begin (`week` is ISO's, from Monday), with that day's distance from Thursday, 1 January 1970."""


def numbers(days: npt.NDArray[np.int32], every: str) -> npt.NDArray[np.int32]:
    """The running number of the period that each day (since 1970) lies in; UNDATED stays as it is.

    Raises CallError where `every` is none of EVERY or WEEKS.
    """
    if every not in EVERY and every not in WEEKS:
        raise CallError(f"--every {every!r} is none of: {', '.join(EVERY)}")
    if every == "day":
        return days
    if every in WEEKS:
        found = (days.astype(np.int64) + WEEKS[every]) // 7
    else:
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        found = months if every == "month" else months // 3
    return np.where(days == UNDATED, UNDATED, found).astype(np.int32)


def label(number: int, every: str) -> str:
    """A period as text: 2020-12-29, 2020-W53 (ISO week), 2020-12-26/2021-01-01 (another week), 2020-12, 2020-Q4."""
    if every == "day":
        return str(np.datetime64(number, "D"))
    if every in WEEKS:
        first = datetime.date(1970, 1, 1) + datetime.timedelta(days=number * 7 - WEEKS[every])
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02d}" if every == "week" else f"{first}/{first + datetime.timedelta(days=6)}"
    if every == "month":
        return str(np.datetime64(number, "M"))
    return f"{1970 + number // 4}-Q{number % 4 + 1}"


def of_rows(view: View, every: str) -> npt.NDArray[np.int32]:
    """The running number of each row's period, for all rows of the corpus; worked out once a generation."""
    memory = view.corpus.memory
    key = ("periods", every)
    if key not in memory:
        days = view.corpus.generation.array("row_day")
        distinct, inverse = np.unique(days, return_inverse=True)
        memory[key] = numbers(distinct, every)[inverse].astype(np.int32)
    found: npt.NDArray[np.int32] = memory[key]
    return found


def span(view: View, every: str) -> tuple[int, int]:
    """The first period of the view and how many follow up to its last, both included; (0, 0) where nothing is dated."""
    days = view.corpus.generation.array("row_day")
    first, last = [], []
    for start, stop in view.pieces:
        end = start + int(np.searchsorted(days[start:stop], UNDATED))
        if end > start:
            first.append(days[start])
            last.append(days[end - 1])
    if not first:
        return 0, 0
    low, high = numbers(np.array([min(first), max(last)], np.int32), every).tolist()
    return low, high - low + 1
