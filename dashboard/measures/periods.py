"""Days, ISO weeks, months and quarters as running numbers, and as the labels that people read."""

import datetime

import numpy as np
import numpy.typing as npt

from dashboard.cache import by_period
from dashboard.cache.sums import UNDATED
from dashboard.corpus import View
from dashboard.errors import CallError

EVERY = ("day", "week", "month", "quarter")
OF_MONTHS = ("month", "quarter")
"""The periods that are whole months."""
WEEKS = {"week": 3, "week-sun": 4, "week-sat": 5}
"""Weeks by the day on which they begin (`week` is ISO's, from Monday), with that day's distance from Thursday, 1 January 1970."""


def numbers(days: npt.NDArray[np.int32], every: str) -> npt.NDArray[np.int32]:
    """The running number of the period that each day (since 1970) lies in; UNDATED stays as it is.

    Raises CallError where `every` is none of EVERY or WEEKS.
    """
    _check(every)
    if every == "day":
        return days
    if every in WEEKS:
        found = (days.astype(np.int64) + WEEKS[every]) // 7
    else:
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        found = months if every == "month" else months // 3
    return np.where(days == UNDATED, UNDATED, found).astype(np.int32)


def _check(every: str) -> None:
    if every not in EVERY and every not in WEEKS:
        raise CallError(f"--every {every!r} is none of: {', '.join(EVERY)}")


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


def labels(first: int, count: int, every: str) -> list[str]:
    """The labels of `count` periods from `first` on."""
    if every in ("day", "month"):
        unit = "D" if every == "day" else "M"
        return [str(one) for one in np.arange(first, first + count).astype(f"datetime64[{unit}]").astype(str).tolist()]
    return [label(first + i, every) for i in range(count)]


def of_rows(view: View, every: str) -> npt.NDArray[np.int32]:
    """The running number of each row's period, for all rows of the corpus; worked out once a generation."""
    return _numbered(view, "rows", every, view.corpus.generation.array("row_day"))


def of_cells(view: View, every: str) -> npt.NDArray[np.int32]:
    """The running number of the period that each cell of the corpus (cache.sums) lies in, where periods are whole months."""
    generation = view.corpus.generation
    return _numbered(view, "cells", every, generation.array("row_day")[generation.array("cell_row")[:-1]])


def _numbered(view: View, what: str, every: str, days: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    memory = view.corpus.memory
    key = ("periods", what, every)
    if key not in memory:
        dated = days[days != UNDATED]
        low, high = (int(dated.min()), int(dated.max())) if len(dated) else (0, 0)
        table = np.append(numbers(np.arange(low, high + 1, dtype=np.int32), every), UNDATED)
        memory[key] = table[np.minimum(days - np.int64(low), high - low + 1)].astype(np.int32)
    found: npt.NDArray[np.int32] = memory[key]
    return found


def articles(view: View, every: str, first: int, count: int) -> npt.NDArray[np.int64]:
    """The articles of a view in each of `count` periods from `first` on, the undated last: int64[count + 1]."""
    if every not in OF_MONTHS or len(view.mask):
        return np.asarray(by_period.rows_by_period(view.starts, view.stops, of_rows(view, every), first, count))
    cells = view.corpus.generation.array("cell_row")
    return np.asarray(by_period.rows_by_cell(view.starts, view.stops, cells, of_cells(view, every), first, count))


def span(view: View, every: str) -> tuple[int, int]:
    """The first period of the view and how many follow up to its last, both included; (0, 0) where nothing is dated.

    Raises CallError where `every` is none of EVERY or WEEKS.
    """
    _check(every)
    generation = view.corpus.generation
    first, last = by_period.dated_span(view.starts, view.stops, generation.source_firsts, generation.array("row_day"), int(UNDATED))
    if last < first:
        return 0, 0
    low, high = numbers(np.array([first, last], np.int32), every).tolist()
    return low, high - low + 1
