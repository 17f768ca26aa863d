"""Dates as Arabic news writes them.

A wrong date costs more than a missing one: what contradicts itself (weekday, dual month names, calendar) or can be read in two ways gives none.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Literal

from dashboard.errors import CallError
from dashboard.text.date_words import DIGITS, Calendar, Piece, pieces
from dashboard.text.letters import western_digits
from dashboard.text.relative_dates import Told, relative_dates, with_year
from dashboard.text.stated_dates import Stated, Yearless, gregorian, stated_dates

Order = Literal["dmy", "mdy"]

_MAY_HOLD_A_DATE = re.compile(rf"[{DIGITS}]{{4}}|[{DIGITS}][^{DIGITS}]+[{DIGITS}]{{2}}")
_BARE_DAY = re.compile(rf"\s*([{DIGITS}]{{4}})([{DIGITS}]{{2}})([{DIGITS}]{{2}})(?:T[{DIGITS}]{{4,6}}\S{{0,6}})?\s*")
_BARE_YEARS = range(1900, 2100)
_YEAR_FIRST = re.compile(r"\d{4}([-/.])(\d{1,2})\1\d{1,2}")
_MONTHS = 12
# Months begin with the sighted moon, which may differ from the computed calendar.
_SIGHTING_DAYS = 2


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a line; `line[start:end] == text`, with the weekday beside it.

    `date` is None where it cannot be told: `ambiguous` then holds the two readings (day first, month first), or is None where the parts
    contradict each other. `order` is the order that a numeric date proves by itself («13/11/2020»: dmy), which settles others of its outlet.
    """

    date: datetime.date | None
    text: str
    start: int
    end: int
    ambiguous: tuple[datetime.date, datetime.date] | None = None
    order: Order | None = None
    calendar: Calendar = "gregorian"


def typed_date(text: str) -> datetime.date | None:
    """The day that somebody typed as 2020-12-31 or as news writes it; behind a year that stands first comes the month, so 2020-13-01 is no day."""
    plain = western_digits(text).strip()
    try:
        return datetime.date.fromisoformat(plain)
    except ValueError:
        year_first = _YEAR_FIRST.fullmatch(plain)
    return None if year_first and int(year_first[2]) > _MONTHS else read_date(plain)


def read_date(text: str, anchor: datetime.date | str | None = None) -> datetime.date | None:
    """The one day that a date string names, or None.

    Days told from another day («أمس», «15 نوفمبر» without a year) need the anchor. A Hijri day is converted after Umm al-Qura, and gives
    way to the Gregorian day written beside it.
    """
    bare = _BARE_DAY.fullmatch(text)
    if bare:
        year, month, day = map(int, bare.groups())
        return gregorian(year, month, day) if year in _BARE_YEARS else None
    line, told_from = pieces(text), _anchor(anchor)
    found = list(stated_dates(line))
    full = [one for one in found if isinstance(one, Stated)]
    yearless = [one for one in found if isinstance(one, Yearless)]
    if full:
        return _one_day(full, yearless, line)
    if told_from is None:
        return None
    days = [with_year(one, line, told_from) for one in yearless] or list(relative_dates(line, told_from))
    return days[0].day if len({told.day for told in days}) == 1 else None


def find_date(
    line: str, *, order: Order | None = None, anchor: datetime.date | str | None = None
) -> FoundDate | None:
    """The first date that a short line states in full; with an anchor, else the first that it tells from there.

    `order` settles a numeric date whose day and month could change places.
    """
    told_from = _anchor(anchor)
    if told_from is None and not _MAY_HOLD_A_DATE.search(line):
        return None
    cut, yearless = pieces(line), []
    for found in stated_dates(cut):
        if isinstance(found, Stated):
            return _found(found, line, cut, order)
        yearless.append(found)
    if told_from is None:
        return None
    told = with_year(yearless[0], cut, told_from) if yearless else next(relative_dates(cut, told_from), None)
    return None if told is None else FoundDate(told.day, *_span(told, line, cut))


def _anchor(anchor: datetime.date | str | None) -> datetime.date | None:
    if isinstance(anchor, str):
        try:
            return datetime.date.fromisoformat(anchor[:10])
        except ValueError:
            raise CallError(f"The anchor {anchor!r} is no date; write it as 2020-11-13.") from None
    return anchor.date() if isinstance(anchor, datetime.datetime) else anchor


def _one_day(full: list[Stated], yearless: list[Yearless], line: list[Piece]) -> datetime.date | None:
    """The day that all dates of a string agree on."""
    if any(len(found.choices) != 1 for found in full):
        return None
    western = {found.choices[0] for found in full if found.calendar == "gregorian"}
    hijri = {found.choices[0] for found in full if found.calendar == "hijri"}
    if not western:
        beside = {with_year(found, line, min(hijri)).day for found in yearless}
        western = {day for day in beside if day is not None} or hijri
    elif {(found.month, found.day) for found in yearless if found.calendar == "gregorian"} - {
        (day.month, day.day) for day in western
    }:
        return None
    if len(western) != 1 or len(hijri) > 1:
        return None
    (day,) = western
    return day if all(abs((day - other).days) <= _SIGHTING_DAYS for other in hijri) else None


def _found(found: Stated, line: str, cut: list[Piece], order: Order | None) -> FoundDate:
    span = _span(found, line, cut)
    if len(found.choices) == 2:
        first, second = found.choices
        settled = None if order is None else first if order == "dmy" else second
        return FoundDate(
            settled, *span, ambiguous=None if order else (first, second), calendar=found.calendar
        )
    proven: Order | None = "dmy" if found.order == "dmy" else "mdy" if found.order == "mdy" else None
    return FoundDate(
        found.choices[0] if found.choices else None, *span, order=proven, calendar=found.calendar
    )


def _span(found: Stated | Told, line: str, cut: list[Piece]) -> tuple[str, int, int]:
    start, end = cut[found.first].start, cut[found.last - 1].end
    return line[start:end], start, end
