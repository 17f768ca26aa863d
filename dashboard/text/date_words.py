"""The vocabulary of dates, and a line of text cut into the pieces that a date is made of."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from dashboard.errors import DataFileError
from dashboard.text.letters import INVISIBLE, TASHKEEL, TATWEEL, fold, western_digits

Calendar = Literal["gregorian", "hijri"]
Kind = Literal["number", "word", "time", "sign"]
Key = TypeVar("Key")
Meaning = TypeVar("Meaning")

DIGITS = "0-9٠-٩۰-۹"
_WORD_INSIDE = re.escape(TASHKEEL + TATWEEL + INVISIBLE)
_PIECE = re.compile(
    rf"(?P<time>[{DIGITS}]{{1,2}}:[{DIGITS}]{{2}}(?::[{DIGITS}]{{2}})?(?![{DIGITS}]))"
    rf"|(?P<number>[{DIGITS}]+)"
    rf"|(?P<word>[^\W\d_](?:[^\W\d_]|[{_WORD_INSIDE}])*)"
    rf"|(?P<sign>[^\s{re.escape(INVISIBLE)}])"
)
_LONGEST_PHRASE = 3
_OWN_FILE = Path(__file__).with_name("dates.toml")


class Piece(NamedTuple):
    """A number, word, time or sign of a line; `text` is folded, `start` and `end` count in the line as it was."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def number(self) -> int:
        """The value of a number, -1 of anything else; nine digits and more are nobody's date."""
        return int(self.text) if self.kind == "number" and len(self.text) < 9 else -1


def pieces(line: str) -> list[Piece]:
    """The line's numbers, words, times and signs in order; white space and invisible signs lie between them."""
    return list(_pieces(line))


def _pieces(line: str) -> Iterator[Piece]:
    for match in _PIECE.finditer(line):
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        text = match.group()
        folded = western_digits(text) if kind in ("number", "time") else fold(text)
        # A stretching letter on its own is a dash: 13 ـ 11 ـ 2020.
        yield Piece(kind, folded, *match.span()) if folded else Piece("sign", "-", *match.span())


Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateWords:
    """Folded words and phrases by what they mean in a date."""

    months: dict[Phrase, tuple[Calendar, int]]
    weekdays: dict[str, int]
    relative: dict[Phrase, int]
    units: dict[str, tuple[str, str]]
    words: dict[str, frozenset[str]]

    def month(self, line: list[Piece], at: int) -> tuple[Calendar, int, int] | None:
        """The month whose name starts at piece `at`, longest name first: calendar, number, and the index after it."""
        found = _longest(self.months, line, at)
        return None if found is None else (*found[0], found[1])

    def day_word(self, line: list[Piece], at: int) -> tuple[int, int] | None:
        """The shift in days of the relative word that starts at piece `at`, and the index after it."""
        return _longest(self.relative, line, at)


def _longest(phrases: dict[Phrase, Meaning], line: list[Piece], at: int) -> tuple[Meaning, int] | None:
    for length in range(min(_LONGEST_PHRASE, len(line) - at), 0, -1):
        meaning = phrases.get(tuple(piece.text for piece in line[at : at + length]))
        if meaning is not None:
            return meaning, at + length
    return None


@cache
def date_words(file: Path = _OWN_FILE) -> DateWords:
    """The words of dates.toml, checked: a name that means two things is a fault of the file and is named."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    months: dict[Phrase, tuple[Calendar, int]] = {}
    calendars: tuple[Calendar, ...] = ("gregorian", "hijri")
    for calendar in calendars:
        for number, names in tables[calendar].items():
            for name in names:
                _put(months, _phrase(name), (calendar, int(number)), file, calendar)
    weekdays: dict[str, int] = {}
    for number, names in tables["weekdays"].items():
        for name in names:
            _put(weekdays, fold(name), int(number), file, "weekdays")
    relative: dict[Phrase, int] = {}
    for shift, names in tables["relative"].items():
        for name in names:
            _put(relative, _phrase(name), int(shift), file, "relative")
    return DateWords(months, weekdays, relative, _units(tables, file), _word_sets(tables))


def _phrase(name: str) -> Phrase:
    return tuple(fold(word) for word in name.split())


def _put(table: dict[Key, Meaning], key: Key, meaning: Meaning, file: Path, place: str) -> None:
    if table.setdefault(key, meaning) != meaning:
        raise DataFileError(file, f"[{place}]", f"{key} stands for both {table[key]} and {meaning}")


def _units(tables: dict[str, dict[str, list[str]]], file: Path) -> dict[str, tuple[str, str]]:
    """Each word for a length of time with its unit and its grammatical number («يومين»: day, dual)."""
    units: dict[str, tuple[str, str]] = {}
    for number in ("singular", "dual", "plural"):
        for unit, words in tables[number].items():
            for word in words:
                _put(units, fold(word), (unit, number), file, number)
    return units


def _word_sets(tables: dict[str, dict[str, list[str]]]) -> dict[str, frozenset[str]]:
    rooms = ("between", "era", "joins", "direction", "length", "not_a_day")
    return {
        f"{room}.{name}": frozenset(map(fold, words))
        for room in rooms
        for name, words in tables[room].items()
    }
