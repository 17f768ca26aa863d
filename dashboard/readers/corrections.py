"""The corpus owner's corrections: lines put back or taken out, and an article's date, title, source or origin set right."""

import datetime
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import DataFileError

_SET = {"date": datetime.date, "title": str, "source": str, "origin": str, "byline": str}
_WHICH = {"file": str, "part": int, "record": str}


@dataclass(frozen=True, slots=True)
class ArticleCorrection:
    """New values for one article, found by its file and its part or record; what is None stays as read."""

    file: str
    part: int | None = None
    record: str | None = None
    date: datetime.date | None = None
    title: str | None = None
    source: str | None = None
    origin: str | None = None
    byline: str | None = None


@dataclass(frozen=True, slots=True)
class Corrections:
    """Lines by their text and file (None: every file) that are to stay or to go, and corrected articles."""

    restored: frozenset[tuple[str | None, str]] = frozenset()
    removed: frozenset[tuple[str | None, str]] = frozenset()
    articles: tuple[ArticleCorrection, ...] = ()

    @classmethod
    def load(cls, path: Path) -> "Corrections":
        """The corrections of a TOML file with [[restore]], [[remove]] and [[article]] entries.

        Raises DataFileError that names the entry at fault.
        """
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise DataFileError(path, "the file", str(problem)) from problem
        unknown = sorted(set(table) - {"restore", "remove", "article"})
        if unknown:
            raise DataFileError(path, unknown[0], "known entries are [[restore]], [[remove]] and [[article]]")
        return cls(
            frozenset(_line(path, "restore", n, entry) for n, entry in _numbered(path, table, "restore")),
            frozenset(_line(path, "remove", n, entry) for n, entry in _numbered(path, table, "remove")),
            tuple(_article(path, n, entry) for n, entry in _numbered(path, table, "article")),
        )

    def restores(self, file: str, line: str) -> bool:
        """Whether a line of a file is to stay whatever the witnesses say."""
        return bool(self.restored) and ((file, line) in self.restored or (None, line) in self.restored)

    def removes(self, file: str, line: str) -> bool:
        """Whether a line of a file is to go."""
        return bool(self.removed) and ((file, line) in self.removed or (None, line) in self.removed)

    def article(self, file: str, part: int, record: str | None) -> ArticleCorrection | None:
        """The corrections of one article, if there are any."""
        for entry in self.articles:
            if entry.file == file and entry.part in (None, part) and entry.record in (None, record):
                return entry
        return None

    def files(self) -> frozenset[str]:
        """The files that the corrections name; a line that names none may stand in any file."""
        return frozenset(file for file, _ in self.restored | self.removed if file) | {
            entry.file for entry in self.articles
        }

    def fingerprint(self) -> str:
        """A hash of all corrections, equal wherever they are equal."""
        said = (sorted(map(repr, self.restored)), sorted(map(repr, self.removed)), self.articles)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _numbered(path: Path, table: Mapping[str, object], kind: str) -> list[tuple[int, dict[str, object]]]:
    entries = table.get(kind, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise DataFileError(path, kind, f"write each entry under its own [[{kind}]]")
    return list(enumerate(entries, start=1))


def _line(path: Path, kind: str, number: int, entry: Mapping[str, object]) -> tuple[str | None, str]:
    text, file = entry.get("text"), entry.get("file")
    if (
        not isinstance(text, str)
        or not text.strip()
        or not isinstance(file, str | None)
        or set(entry) - {"text", "file"}
    ):
        raise DataFileError(
            path, f"[[{kind}]] number {number}", "an entry holds text (the line) and may hold file"
        )
    return file, text.strip()


def _article(path: Path, number: int, entry: Mapping[str, object]) -> ArticleCorrection:
    place = f"[[article]] number {number}"
    if "file" not in entry or not set(entry) & set(_SET):
        raise DataFileError(path, place, f"an entry holds file and one of {', '.join(_SET)}")
    for key, value in entry.items():
        kind = (_SET | _WHICH).get(key)
        if kind is None:
            raise DataFileError(path, f"{place}, {key}", f"known keys are {', '.join((*_WHICH, *_SET))}")
        if not isinstance(value, kind) or isinstance(value, datetime.datetime):
            raise DataFileError(path, f"{place}, {key}", f"this is a {kind.__name__}")
    return ArticleCorrection(**entry)  # type: ignore[arg-type]
