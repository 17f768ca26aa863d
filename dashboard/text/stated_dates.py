"""Dates that a line states in full, and day-and-month dates that lack their year."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

from dashboard.text.date_words import Calendar, DateWords, Piece, date_words
from dashboard.text.numbers import cardinal, ordinal

_SEPARATORS = frozenset("/-.–—‐‑−\\")
_COMMAS = frozenset("،,")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_APOSTROPHES = frozenset("'’‘")
_HIJRI_YEARS = range(1300, 1501)
_GREGORIAN_YEARS = range(1000, 2200)
_NUMERIC_YEARS = range(1600, 2200)
_LIKELY_YEARS = frozenset(range(1800, 2200)) | frozenset(_HIJRI_YEARS)
_CENTURY_TURNS_AT = 70


@dataclass(frozen=True, slots=True)
class Stated:
    """A full date at pieces `first` to `last` (exclusive).

    `choices` holds its Gregorian readings: one, two where day and month cannot be told apart (day first, then month first), none where the
    parts or the weekday contradict each other. `order` is the order of day and month that a numeric date proves by itself.
    """

    first: int
    last: int
    choices: tuple[date, ...]
    calendar: Calendar = "gregorian"
    order: str | None = None


@dataclass(frozen=True, slots=True)
class Yearless:
    """A day of a month without its year at pieces `first` to `last` (exclusive)."""

    first: int
    last: int
    calendar: Calendar
    month: int
    day: int


def stated_dates(line: list[Piece]) -> Iterator[Stated | Yearless]:
    """The dates of a line from its start, none overlapping; a weekday beside a date belongs to it and must agree."""
    words, at, floor = date_words(), 0, 0
    while at < len(line):
        found = _numeric(line, at, words) or _named(line, at, words)
        if found is None or _ends_a_range(line, at, floor, words):
            at = found.last if found is not None else at + 1
            continue
        yield _with_weekday(found, line, floor, words) if isinstance(found, Stated) else found
        at = floor = found.last


def gregorian(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def from_hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a day in the Umm al-Qura calendar (1343 to 1500), None outside it."""
    try:
        converted = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(converted.year, converted.month, converted.day)


def _numeric(line: list[Piece], at: int, words: DateWords) -> Stated | None:
    """Three numbers between like separators: 13/11/2020, 2020-11-13, 14-09-1432 هـ."""
    if at + 4 >= len(line) or line[at + 1].text not in _SEPARATORS or line[at + 3].text != line[at + 1].text:
        return None
    parts = (line[at], line[at + 2], line[at + 4])
    separator = line[at + 1].text
    if any(part.number < 0 for part in parts) or _goes_on(line, at, at + 5, separator):
        return None
    if separator == "." and line[at + 4].end - line[at].start != sum(len(part.text) for part in parts) + 2:
        return None
    calendar, last = _era(line, at + 5, words)
    digits = tuple(len(part.text) for part in parts)
    numbers = tuple(part.number for part in parts)
    if digits[0] == 4 and max(digits[1:]) <= 2:
        return _year_first(numbers, calendar, at, last)
    if max(digits[:2]) > 2 or digits[2] not in (2, 4):
        return None
    year = numbers[2] if digits[2] == 4 else _full_year(numbers[2])
    return _year_last(numbers[0], numbers[1], year, calendar, at, last)


def _goes_on(line: list[Piece], at: int, last: int, separator: str) -> bool:
    """Whether the three numbers are part of a longer row, as in a version or a telephone number."""
    before = at >= 2 and line[at - 1].text == separator and line[at - 2].number >= 0
    touching_before = before and line[at - 1].end == line[at].start and line[at - 2].end == line[at - 1].start
    after = last + 1 < len(line) and line[last].text == separator and line[last + 1].number >= 0
    touching_after = (
        after and line[last].end == line[last + 1].start and line[last].start == line[last - 1].end
    )
    return touching_before or touching_after


def _year_first(numbers: tuple[int, ...], calendar: Calendar | None, at: int, last: int) -> Stated | None:
    year, month, day = numbers
    if calendar != "gregorian" and year in _HIJRI_YEARS:
        return Stated(at, last, _known(from_hijri(year, month, day)), "hijri")
    if calendar == "hijri" or year not in _NUMERIC_YEARS:
        return None
    if month > 12:
        month, day = day, month
    return Stated(at, last, _known(gregorian(year, month, day)))


def _year_last(a: int, b: int, year: int, calendar: Calendar | None, at: int, last: int) -> Stated | None:
    """Day first and month first where both are days; a Hijri date is written day first."""
    if calendar != "gregorian" and year in _HIJRI_YEARS:
        return Stated(at, last, _known(from_hijri(year, b, a)), "hijri", "dmy")
    if calendar == "hijri" or year not in _NUMERIC_YEARS:
        return None
    choices = _known(gregorian(year, b, a), gregorian(year, a, b) if a != b else None)
    proven = None if a == b or len(choices) != 1 else ("dmy" if a > 12 else "mdy")
    return Stated(at, last, choices, "gregorian", proven)


def _known(*days: date | None) -> tuple[date, ...]:
    return tuple(day for day in days if day is not None)


def _full_year(two_digits: int) -> int:
    return two_digits + (2000 if two_digits < _CENTURY_TURNS_AT else 1900)


def _named(line: list[Piece], at: int, words: DateWords) -> Stated | Yearless | None:
    return _day_first(line, at, words) or _month_first(line, at, words) or _year_month_day(line, at, words)


def _day_first(line: list[Piece], at: int, words: DateWords) -> Stated | Yearless | None:
    """13 نوفمبر 2020 · 10 آذار/مارس 2018 · 16 يوليو (تموز) سنة 2015 · الأول من يناير 2020."""
    day = _day(line, at, words)
    if day is None:
        return None
    here = _skip(line, day[1], words.words["between.month"], _SEPARATORS)
    months = _months(line, here, words)
    if months is None:
        return None
    calendar, month, here = months
    year = _year(line, here, words)
    if year is None:
        return Yearless(at, here, calendar, month, day[0]) if month else None
    stated_calendar, last = _era(line, year[1], words)
    return _settled(calendar, stated_calendar, year[0], month, day[0], at, last)


def _day(line: list[Piece], at: int, words: DateWords) -> tuple[int, int] | None:
    """The day of a month: one or two digits, or an ordinal with «من» after it; and the index after it."""
    piece = line[at]
    of = words.words["between.of"]
    if 1 <= piece.number <= 31 and len(piece.text) <= 2:
        here = _skip(line, at + 1, words.words["between.ordinal_ending"], frozenset())
        return piece.number, _skip(line, here, of, frozenset())
    if piece.kind != "word":
        return None
    if piece.text in words.words["between.first_day"]:
        return 1, at + 1
    month_before = words.month(line, at - 1) if at else None
    if month_before is not None and month_before[2] > at:
        # «الثاني» of «تشرين الثاني» is no day.
        return None
    found = ordinal([here.text for here in line[at : at + 2]])
    if found is None or not found[0] <= 31:
        return None
    last = at + found[1]
    return (found[0], last + 1) if last < len(line) and line[last].text in of else None


def _months(line: list[Piece], at: int, words: DateWords) -> tuple[Calendar, int, int] | None:
    """The month at a piece with its second name if it has one, and the index after both; month 0 where two names contradict each other."""
    first = words.month(line, at)
    if first is None:
        return None
    calendar, month, here = first
    sign = line[here].text if here < len(line) else ""
    second = words.month(line, here + (sign in _OPENING | _SEPARATORS | _COMMAS))
    if second is None or second[0] != calendar or (second[1] != month and sign not in _OPENING | _SEPARATORS):
        return first
    last = second[2]
    last += last < len(line) and line[last].text in _CLOSING
    return calendar, month if second[1] == month else 0, last


def _year(line: list[Piece], at: int, words: DateWords) -> tuple[int, int] | None:
    """The year at a piece, with or without «عام», comma or separator before it; and the index after it.

    Two digits are a year only after a separator or apostrophe or with nothing but signs behind them: «13 نوفمبر 20 قتيلا» has none.
    """
    here = _skip(line, at, words.words["between.of"], _SEPARATORS | _COMMAS)
    said = here < len(line) and line[here].text in words.words["between.year"]
    here += said
    marked = here < len(line) and line[here].text in _APOSTROPHES
    here += marked
    if here >= len(line):
        return None
    piece = line[here]
    if piece.kind == "number" and len(piece.text) == 4:
        # «في 13 نوفمبر، 1250 شخصا» has no year.
        doubtful = not said and at < here and line[at].text in _COMMAS and piece.number not in _LIKELY_YEARS
        return None if doubtful else (piece.number, here + 1)
    if piece.kind == "number" and len(piece.text) == 2:
        separated = here > at and line[here - 1].text in _SEPARATORS
        ends = here + 1 >= len(line)
        alone = ends or (separated and line[here + 1].kind == "sign")
        return (_full_year(piece.number), here + 1) if marked or alone else None
    in_words = cardinal([here.text for here in line[here : here + 8]]) if piece.kind == "word" else None
    return (in_words[0], here + in_words[1]) if in_words and in_words[0] >= 1000 else None


def _era(line: list[Piece], at: int, words: DateWords) -> tuple[Calendar | None, int]:
    """The calendar that a mark after the year names («م», «هـ»), if any, and the index after the mark."""
    here = at + 1 if at < len(line) and line[at].text in _OPENING else at
    if here >= len(line):
        return None, at
    calendar: Calendar | None = None
    if line[here].text in words.words["era.gregorian"]:
        calendar = "gregorian"
    elif line[here].text in words.words["era.hijri"]:
        calendar = "hijri"
    if calendar is None:
        return None, at
    closed = here > at and here + 1 < len(line) and line[here + 1].text in _CLOSING
    return calendar, here + 1 + closed


def _settled(
    calendar: Calendar, stated: Calendar | None, year: int, month: int, day: int, first: int, last: int
) -> Stated:
    """A date by its month's name; no reading where month, year and era do not fit each other."""
    years = _HIJRI_YEARS if calendar == "hijri" else _GREGORIAN_YEARS
    misplaced = calendar == "gregorian" and stated is None and year in _HIJRI_YEARS
    if not month or stated not in (None, calendar) or year not in years or misplaced:
        return Stated(first, last, (), calendar)
    convert = from_hijri if calendar == "hijri" else gregorian
    return Stated(first, last, _known(convert(year, month, day)), calendar)


def _month_first(line: list[Piece], at: int, words: DateWords) -> Stated | None:
    """نوفمبر 13, 2020."""
    months = _months(line, at, words) if line[at].kind == "word" else None
    if months is None:
        return None
    calendar, month, here = months
    if here >= len(line) or not (1 <= line[here].number <= 31 and len(line[here].text) <= 2):
        return None
    day = line[here].number
    here = _skip(line, here + 1, words.words["between.ordinal_ending"], frozenset())
    here = _skip(line, here, words.words["between.of"], _COMMAS | _SEPARATORS)
    if here >= len(line) or line[here].kind != "number" or len(line[here].text) != 4:
        return None
    stated, last = _era(line, here + 1, words)
    return _settled(calendar, stated, line[here].number, month, day, at, last)


def _year_month_day(line: list[Piece], at: int, words: DateWords) -> Stated | None:
    """2020 نوفمبر 13."""
    if line[at].kind != "number" or len(line[at].text) != 4:
        return None
    months = _months(line, _skip(line, at + 1, frozenset(), _SEPARATORS), words)
    if months is None:
        return None
    calendar, month, here = months
    here = _skip(line, here, frozenset(), _SEPARATORS)
    if here >= len(line) or not (1 <= line[here].number <= 31 and len(line[here].text) <= 2):
        return None
    # In «يناير 2020 نوفمبر 13، 2020» and «2020 نوفمبر 13 قتيلا» the number belongs elsewhere.
    if here + 1 < len(line) and line[here + 1].kind in ("word", "number"):
        return None
    return _settled(calendar, None, line[at].number, month, line[here].number, at, here + 1)


def _skip(line: list[Piece], at: int, words: frozenset[str], signs: frozenset[str]) -> int:
    """The index after at most one such sign and one such word."""
    if at < len(line) and line[at].text in signs:
        at += 1
    if at < len(line) and line[at].text in words:
        at += 1
    return at


def _ends_a_range(line: list[Piece], at: int, floor: int, words: DateWords) -> bool:
    """Whether the date is the end of a span of days, «5-7 نوفمبر» or «بين 5 و7 نوفمبر», which is no one day."""
    if at < floor + 2 or not 1 <= line[at - 2].number <= 31 or len(line[at - 2].text) > 2:
        return False
    if at >= floor + 4 and line[at - 3].text in (".", ":") and line[at - 4].number >= 0:
        # A time of day: 10.30 - 13 نوفمبر.
        return False
    join = line[at - 1].text
    return join in words.words["joins.range"] or join in _SEPARATORS or join in _COMMAS


def _with_weekday(found: Stated, line: list[Piece], floor: int, words: DateWords) -> Stated:
    """The date with the weekday beside it taken in: it chooses between two readings, and refutes a reading that falls on another day."""
    before = _weekday_before(line, found.first, floor, words)
    after = None if before else _weekday_after(line, found.last, words)
    if before is None and after is None:
        return found
    weekday, first, last = (before[0], before[1], found.last) if before else (after[0], found.first, after[1])  # type: ignore[index]
    choices = tuple(day for day in found.choices if day.isoweekday() == weekday)
    return replace(found, first=first, last=last, choices=choices)


def _weekday_before(line: list[Piece], at: int, floor: int, words: DateWords) -> tuple[int, int] | None:
    between = words.words["between.weekday_and_date"]
    for here in range(at - 1, max(floor, at - 6) - 1, -1):
        piece = line[here]
        weekday = words.weekdays.get(piece.text)
        if weekday is not None:
            return weekday, here
        sign = piece.kind == "sign" and piece.text in _COMMAS | _SEPARATORS | _OPENING | {":", "|", "ـ"}
        if not (sign or piece.kind == "time" or piece.text in between):
            return None
    return None


def _weekday_after(line: list[Piece], at: int, words: DateWords) -> tuple[int, int] | None:
    """A weekday behind the date counts only where the line or the parenthesis ends with it: what follows a dateline is the first sentence."""
    here = at + 1 if at < len(line) and line[at].text in _COMMAS | _OPENING | _SEPARATORS else at
    if here >= len(line) or line[here].text not in words.weekdays:
        return None
    ends = here + 1 >= len(line) or line[here + 1].text in _CLOSING
    return (words.weekdays[line[here].text], here + 1) if ends else None


def nearest(days: list[date], anchor: date) -> date | None:
    """The day nearest to the anchor; None where two are about equally near."""
    near = sorted(days, key=lambda day: abs(day - anchor))
    if len(near) > 1 and abs(near[1] - anchor) - abs(near[0] - anchor) < timedelta(days=30):
        return None
    return near[0] if near else None


def in_year(found: Yearless, anchor: date, shift: int) -> date | None:
    """The date in the anchor's year of its calendar, or `shift` years from it."""
    if found.calendar == "gregorian":
        return gregorian(anchor.year + shift, found.month, found.day)
    try:
        year = Gregorian(anchor.year, anchor.month, anchor.day).to_hijri().year
    except (ValueError, OverflowError):
        return None
    return from_hijri(year + shift, found.month, found.day)
