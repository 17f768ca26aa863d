"""The date of an article from a stated string, and what its dates prove about the order in which an outlet writes them."""

import datetime
import email.utils
import functools
from collections import Counter

from dashboard.readers.evidence import Knowledge
from dashboard.text.dates import FoundDate, Order, find_date

_LONGEST = 160
_SECONDS = range(10**8, 5 * 10**9)


@functools.lru_cache(maxsize=1 << 14)
def found_date(text: str, order: Order | None = None) -> FoundDate | None:
    """The first date that a line states; the one place where readers ask for dates."""
    return find_date(text[:_LONGEST], order=order)


class Dating:
    """Reads the dates of one chunk and keeps count of what they prove."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._known = knowledge.orders
        self.orders: Counter[tuple[str, Order]] = Counter()
        self.ambiguous: set[str] = set()

    def of_record(self, value: object, source: str) -> tuple[datetime.date | None, str | None, bool]:
        """The date of a record's date field, the text it was read from, and whether it could be read in two ways."""
        if isinstance(value, str):
            text = value.strip()
            if len(text) >= 10 and text[4] == "-" == text[7]:
                try:
                    return datetime.date.fromisoformat(text[:10]), text, False
                except ValueError:
                    pass
            if not text:
                return None, None, False
            day, _, ambiguous = self.of_line(text, source)
            return day or _day_of_mail(text), text, ambiguous
        if isinstance(value, datetime.datetime):
            return value.date(), value.isoformat(), False
        if isinstance(value, datetime.date):
            return value, value.isoformat(), False
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _day_of_clock(value), str(value), False
        return None, None, False

    def of_line(self, text: str, source: str) -> tuple[datetime.date | None, str | None, bool]:
        """The first date that a line states, its text, and whether it could be read in two ways."""
        found = found_date(text, self._known.get(source))
        if found is None:
            return None, None, False
        if found.order:
            self.orders[source, found.order] += 1
        if found.ambiguous:
            self.ambiguous.add(source)
        return found.date, found.text, found.ambiguous is not None


@functools.lru_cache(maxsize=1 << 10)
def _day_of_mail(text: str) -> datetime.date | None:
    """The day of an RFC 2822 date («Thu, 12 Nov 2020 10:00:00 GMT»), as written there."""
    parsed = email.utils.parsedate(text)
    try:
        return datetime.date(*parsed[:3]) if parsed else None
    except (ValueError, OverflowError):
        return None


def _day_of_clock(value: float) -> datetime.date | None:
    """The UTC day of a Unix time in seconds or milliseconds; of yyyymmdd the day it spells."""
    try:
        if value == int(value) and 19000101 <= value <= 21001231:
            return datetime.datetime.strptime(str(int(value)), "%Y%m%d").date()
        seconds = value / 1000 if value > _SECONDS.stop else value
        return (
            datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
            if seconds >= _SECONDS.start
            else None
        )
    except (ValueError, OverflowError, OSError):
        return None
