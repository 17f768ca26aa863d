"""Periods of a trend (`2020-10-05`, `2020-W41`, `2020-10-03/2020-10-09`, `2020-10`, `2020-Q4`) as places and names on a time axis."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from babel.dates import get_month_names

from dashboard.charts.labels import isolate
from dashboard.charts.wording import Lang, say
from dashboard.errors import MarsadError

MOST_TICKS = 9
_APART = 0.6
"""The least part of an even step that two ticks keep between them."""
_KEPT = 20_000
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:/\d{4}-\d\d-\d\d)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


@lru_cache(_KEPT)
def start(period: str) -> date:
    """The period's first day; ISO weeks begin on Monday, a week from another day is written with both its ends."""
    if found := _DAY.fullmatch(period):
        return date(*map(int, found.groups()))
    if found := _WEEK.fullmatch(period):
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    if found := _MONTH.fullmatch(period):
        return date(int(found[1]), int(found[2]), 1)
    if found := _QUARTER.fullmatch(period):
        return date(int(found[1]), int(found[2]) * 3 - 2, 1)
    raise MarsadError(
        f"No period {period!r}: a day is written 2020-10-05, a week 2020-W41, a month 2020-10, a quarter 2020-Q4"
    )


@lru_cache(_KEPT)
def name(period: str, *, lang: Lang, months: str | None = None) -> str:
    """The period in words: «تشرين الأول 2020» with `months="ar_SY"`, «أكتوبر 2020» with "ar", where "ar_DZ" has جانفي for January."""
    day = start(period)
    month = get_month_names("wide", "format", months or lang)[day.month]
    if _QUARTER.fullmatch(period):
        quarter = period[-1]
        return isolate(f"الربع {quarter} من {day.year}" if lang == "ar" else f"Q{quarter} {day.year}")
    if _MONTH.fullmatch(period):
        return isolate(f"{month} {day.year}")
    said = f"{day.day} {month} {day.year}"
    return isolate(f"{say('week_of', lang)} {said}" if "W" in period or "/" in period else said)


def last(period: str) -> date:
    """The period's last day."""
    first = start(period)
    if "W" in period or "/" in period:
        return first + timedelta(days=6)
    if _DAY.fullmatch(period):
        return first
    month = first.month + 2 if _QUARTER.fullmatch(period) else first.month
    return date(first.year, month, monthrange(first.year, month)[1])


def axis(periods: Iterable[str], *, lang: Lang, months: str | None = None) -> dict[str, Any]:
    """A time axis whose few ticks carry month names in the reader's language; the year stands under the first tick of each year.

    Where periods are missing, those that stand too close to the one before bear no tick.
    """
    listed = sorted(dict.fromkeys(periods), key=start)
    step = -(-len(listed) // MOST_TICKS) or 1
    least = _APART * (start(listed[-1]) - start(listed[0])) / MOST_TICKS if listed else timedelta()
    shown: list[str] = []
    for period in listed[::step]:
        if not shown or start(period) - start(shown[-1]) >= least:
            shown.append(period)
    texts, year = [], 0
    for period in shown:
        day = start(period)
        month = get_month_names("abbreviated" if lang == "en" else "wide", "format", months or lang)[day.month]
        if _QUARTER.fullmatch(period):
            text = f"الربع {period[-1]}" if lang == "ar" else f"Q{period[-1]}"
        else:
            text = month if _MONTH.fullmatch(period) else f"{day.day} {month}"
        texts.append(isolate(text) + (f"<br>{day.year}" if day.year != year else ""))
        year = day.year
    return {
        "type": "date",
        "tickmode": "array",
        "tickvals": [start(period).isoformat() for period in shown],
        "ticktext": texts,
        "tickangle": 0,
        "showgrid": False,
    }
