"""Dates told from another date, the anchor: «أمس»، «الخميس الماضي»، «منذ 3 أيام»، «15 من الشهر الجاري»."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dashboard.text.date_words import DateWords, Piece, date_words
from dashboard.text.letters import fold
from dashboard.text.numbers import CARDINALS, ORDINALS, cardinal, ordinal
from dashboard.text.stated_dates import Yearless, gregorian, in_year, nearest

_ARTICLE = "ال"
_FROM, _AND = "من", "و"
_JOINS = frozenset("،,و")
_MONTH, _YEAR = fold("الشهر"), frozenset(map(fold, ("العام", "السنة")))


class Told(NamedTuple):
    """A day told from the anchor at pieces `first` to `last` (exclusive); `day` is None where the words contradict the anchor."""

    day: date | None
    first: int
    last: int


def relative_dates(line: list[Piece], anchor: date) -> Iterator[Told]:
    """The days that a line tells from the anchor, from its start."""
    words, at = date_words(), 0
    while at < len(line):
        found = (
            _days_ago(line, at, anchor, words)
            or _day_of_the_month(line, at, anchor, words)
            or _day_word(line, at, anchor, words)
            or _weekday(line, at, anchor, words)
        )
        if found is not None:
            yield found
        at = found.last if found is not None else at + 1


def with_year(found: Yearless, line: list[Piece], anchor: date) -> Told:
    """A day and month in the year that the words behind it name («الماضي»، «من العام المقبل»), else in the year nearest to the anchor.

    A weekday in front chooses among the years, and refutes them where none agrees.
    """
    words = date_words()
    weekday, first = _weekday_before(line, found.first, words)
    here = found.last + (found.last < len(line) and line[found.last].text == _FROM)
    of_year = _direction(line, here + 1, words) if here < len(line) and line[here].text in _YEAR else None
    shifts = (-1, 0, 1) if of_year is None else (of_year,)
    days = [day for shift in shifts if (day := in_year(found, anchor, shift)) is not None]
    days = [day for day in days if weekday in (None, day.isoweekday())]
    if of_year is not None:
        return Told(days[0] if days else None, first, here + 2)
    shift = _direction(line, found.last, words)
    if shift is None:
        return Told(nearest(days, anchor), first, found.last)
    if shift < 0:
        days = [day for day in days if day < anchor][-1:]
    elif shift > 0:
        days = [day for day in days if day > anchor][:1]
    else:
        days = [day for day in days if abs(day - anchor) <= timedelta(days=31)]
    return Told(days[0] if len(days) == 1 else None, first, found.last + 1)


def _weekday_before(line: list[Piece], at: int, words: DateWords) -> tuple[int | None, int]:
    """The weekday right before a piece, if any, and the index where the two begin."""
    weekday = words.weekdays.get(line[at - 1].text) if at else None
    return weekday, at if weekday is None else at - 1


def _direction(line: list[Piece], at: int, words: DateWords) -> int | None:
    """-1 for «الماضي», 0 for «الجاري», 1 for «المقبل»."""
    if at >= len(line):
        return None
    for name, shift in (("past", -1), ("current", 0), ("next", 1)):
        if line[at].text in words.words[f"direction.{name}"]:
            return shift
    return None


def _days_ago(line: list[Piece], at: int, anchor: date, words: DateWords) -> Told | None:
    """منذ 3 أيام · قبل أسبوعين · 3 أيام مضت · بعد يومين · منذ سنة وشهرين."""
    word = line[at].text
    ago, later = word in words.words["direction.ago"], word in words.words["direction.later"]
    here = at + (ago or later)
    lengths: list[tuple[int, str]] = []
    while (length := _length(line, here, words)) is not None:
        lengths.append(length[:2])
        last = here = length[2]
        here += here < len(line) and line[here].text in _JOINS
    if not lengths:
        return None
    passed = last < len(line) and line[last].text in words.words["direction.passed"]
    if not (ago or later or passed):
        return None
    day: date | None = anchor
    for count, unit in lengths:
        day = day and _shifted(day, unit, count if later else -count)
    return Told(None if _goes_on(line, here, words) else day, at, last + passed)


def _goes_on(line: list[Piece], at: int, words: DateWords) -> bool:
    """Whether what follows a length of time makes it another one: «قبل عام ونصف»، «منذ عام 1992»، «قبل يوم الأحد»."""
    if at >= len(line):
        return False
    if line[at].text == _FROM and at + 1 < len(line) and line[at + 1].text in words.words["length.now"]:
        return False
    word = line[at].text
    bare = word.removeprefix(_AND)
    inexact = words.words["length.inexact"]
    return (
        line[at].kind in ("number", "time")
        or word in words.weekdays
        or word in inexact
        or bare in inexact
        or bare in CARDINALS
    )


def _length(line: list[Piece], at: int, words: DateWords) -> tuple[int, str, int] | None:
    """A length of time: how many, of which unit, and the index after it."""
    if at >= len(line):
        return None
    count: int | None = None
    here = at
    if line[at].kind == "number":
        count, here = line[at].number, at + 1
    elif (said := cardinal([piece.text for piece in line[at : at + 4]])) is not None:
        count, here = said[0], at + said[1]
    if here >= len(line):
        return None
    word = line[here].text
    unit = words.units.get(word) or (words.units.get(word.removeprefix(_AND)) if here == at else None)
    if unit is None:
        return None
    name, number = unit
    if count is None:
        count = {"singular": 1, "dual": 2}.get(number, 0)
    elif number == "dual":
        return None
    return (count, name, here + 1) if 0 < count < 1000 else None


def _shifted(anchor: date, unit: str, count: int) -> date | None:
    """The anchor moved by whole units; a month without that day gives its last one."""
    try:
        if unit in ("day", "week"):
            return anchor + timedelta(days=count * (7 if unit == "week" else 1))
        months = anchor.year * 12 + anchor.month - 1 + count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def _day_of_the_month(line: list[Piece], at: int, anchor: date, words: DateWords) -> Told | None:
    """الخامس من الشهر الجاري · 20 من الشهر المقبل."""
    day, here = line[at].number, at + 1
    if day < 0:
        said = ordinal([piece.text for piece in line[at : at + 2]])
        if said is None:
            return None
        day, here = said[0], at + said[1]
    if here + 2 >= len(line) or line[here].text != _FROM or line[here + 1].text != _MONTH:
        return None
    shift = _direction(line, here + 2, words)
    if shift is None:
        return None
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + shift, 12)
    weekday, first = _weekday_before(line, at, words)
    told = gregorian(year, month + 1, day)
    agrees = told is not None and weekday in (None, told.isoweekday())
    return Told(told if agrees else None, first, here + 3)


def _day_word(line: list[Piece], at: int, anchor: date, words: DateWords) -> Told | None:
    """أمس · اليوم الثلاثاء · غداً; a weekday behind it has to agree."""
    found = words.day_word(line, at)
    if found is None:
        return None
    shift, last = found
    after = line[last].text if last < len(line) else ""
    if shift == 0 and (after in words.words["not_a_day.after_today"] or after in ORDINALS):
        return None
    if _direction(line, last, words) is not None:
        return None
    day = _shifted(anchor, "day", shift)
    weekday = words.weekdays.get(after)
    if weekday is None:
        return Told(day, at, last)
    return Told(day if day and day.isoweekday() == weekday else None, at, last + 1)


def _weekday(line: list[Piece], at: int, anchor: date, words: DateWords) -> Told | None:
    """The last such weekday up to the anchor; «الماضي» excludes the anchor's own day, «المقبل» looks ahead.

    News names the weekday of what has happened; a bare name without the article («أحد») is an ordinary word.
    """
    weekday = words.weekdays.get(line[at].text)
    if weekday is None or not line[at].text.startswith(_ARTICLE):
        return None
    back = (anchor.isoweekday() - weekday) % 7
    shift = _direction(line, at + 1, words)
    if shift == 1:
        return Told(_shifted(anchor, "day", 7 - back), at, at + 2)
    if shift == -1:
        return Told(_shifted(anchor, "day", -(back or 7)), at, at + 2)
    return Told(_shifted(anchor, "day", -back), at, at + 1)
