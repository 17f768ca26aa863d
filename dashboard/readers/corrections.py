"""The corpus owner's corrections: lines put back or taken out, and an article's date, title, source or origin set right."""

import datetime
import hashlib
import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePosixPath
from typing import Any

from dashboard.errors import DataFileError
from dashboard.records import Article

KINDS = ("restore", "remove", "article")
SETTABLE = {"date": datetime.date, "undated": bool, "title": str, "source": str, "origin": str, "byline": str}
WHICH = {"file": str, "part": int, "record": str}


@dataclass(frozen=True, slots=True)
class ArticleCorrection:
    """New values for one article, found by its file and its part or record; what is None stays as read.

    An `undated` one loses the date that was read.
    """

    file: str
    part: int | None = None
    record: str | None = None
    date: datetime.date | None = None
    undated: bool | None = None
    title: str | None = None
    source: str | None = None
    origin: str | None = None
    byline: str | None = None

    def over(self, other: "ArticleCorrection") -> "ArticleCorrection":
        """This correction, with what only the other says; of a date and `undated` the later word counts."""
        said = {one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name) is not None}
        if self.date:
            said["undated"] = None
        elif self.undated:
            said["date"] = None
        return replace(other, **said)


@dataclass(frozen=True, slots=True)
class RestoredRule:
    """A rule of cleaning that takes nothing out: in one file, in one outlet's articles, or anywhere."""

    rule: str
    file: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Corrections:
    """Lines by their text and file (None: every file) that are to stay or to go, rules that are off, and corrected articles."""

    restored: frozenset[tuple[str | None, str]] = frozenset()
    removed: frozenset[tuple[str | None, str]] = frozenset()
    articles: tuple[ArticleCorrection, ...] = ()
    rules: frozenset[RestoredRule] = frozenset()

    @classmethod
    def load(cls, path: Path) -> "Corrections":
        """The corrections of a TOML file with [[restore]], [[remove]] and [[article]] entries.

        Raises DataFileError that names the entry at fault.
        """
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise DataFileError(path, "the file", str(problem)) from problem
        return cls.of(table, path)

    @classmethod
    def of(cls, table: Mapping[str, Any], path: Path) -> "Corrections":
        """The corrections of a table already parsed; `path` is what a complaint names."""
        unknown = sorted(set(table) - set(KINDS))
        if unknown:
            raise DataFileError(path, unknown[0], "known entries are [[restore]], [[remove]] and [[article]]")
        restored = _numbered(path, table, "restore")
        return cls(
            frozenset(_line(path, "restore", n, entry) for n, entry in restored if "rule" not in entry),
            frozenset(_line(path, "remove", n, entry) for n, entry in _numbered(path, table, "remove")),
            tuple(_article(path, n, entry) for n, entry in _numbered(path, table, "article")),
            frozenset(_rule(path, n, entry) for n, entry in restored if "rule" in entry),
        )

    def restores(self, file: str, line: str) -> bool:
        """Whether a line of a file is to stay whatever the witnesses say."""
        return bool(self.restored) and ((file, line) in self.restored or (None, line) in self.restored)

    def restores_rule(self, rule: str, file: str, source: str) -> bool:
        """Whether a rule is off in a file of an outlet."""
        return any(
            one.rule == rule and one.file in (None, file) and one.source in (None, source) for one in self.rules
        )

    def removes(self, file: str, line: str) -> bool:
        """Whether a line of a file is to go."""
        return bool(self.removed) and ((file, line) in self.removed or (None, line) in self.removed)

    def article(self, file: str, part: int, record: str | None) -> ArticleCorrection | None:
        """All that is said about one article, a later entry over an earlier one; None where nothing is."""
        found: ArticleCorrection | None = None
        for entry in self.articles:
            if entry.file == file and entry.part in (None, part) and entry.record in (None, record):
                found = entry.over(found) if found else entry
        return found

    def concerning(self) -> Callable[[str], str]:
        """What tells one state of the corrections from another for one file: a hash of those that may touch it, "" for none.

        A correction of an archive's member touches the archive.
        """
        everywhere: list[str] = []
        by_file: dict[str, list[str]] = defaultdict(list)
        entries = [("restored", *pair) for pair in self.restored] + [("removed", *pair) for pair in self.removed]
        for kind, file, text in sorted(entries, key=repr):
            (by_file[file] if file else everywhere).append(repr((kind, file, text)))
        for rule in sorted(self.rules, key=lambda one: repr(one)):
            (by_file[rule.file] if rule.file else everywhere).append(repr(rule))
        for article in self.articles:
            by_file[article.file].append(repr(article))
        for file, said in list(by_file.items()):
            for place in PurePosixPath(file).parents:
                by_file[str(place)] += said
        marks = {file: _hash([*everywhere, *said]) for file, said in by_file.items()}
        otherwise = _hash(everywhere) if everywhere else ""
        return lambda file: marks.get(file, otherwise)

    def files(self) -> frozenset[str]:
        """The files that the corrections name; a line or a rule that names none may stand in any file."""
        named = [*(file for file, _ in self.restored | self.removed), *(rule.file for rule in self.rules)]
        return frozenset(file for file in named if file) | {article.file for article in self.articles}

    def numbered(self) -> frozenset[str]:
        """The files where an article is found by its number, so that they must be read from their beginnings."""
        return frozenset(entry.file for entry in self.articles if entry.part is not None)

    def fingerprint(self) -> str:
        """A hash of all corrections, equal wherever they are equal."""
        return _hash([*map(_sorted, (self.restored, self.removed, self.rules)), self.articles])


def corrected(article: Article, said: Corrections) -> Article:
    """The article as its owner says that it is."""
    found = said.article(article.file, article.part, article.record) if said.articles else None
    if found is None:
        return article
    new = {key: getattr(found, key) for key in ("title", "source", "origin", "byline") if getattr(found, key) is not None}
    if found.date or found.undated:
        new |= {"date": found.date, "date_text": None, "date_rule": "correction"}
    return replace(article, **new)


def _sorted(values: Collection[object]) -> list[str]:
    return sorted(map(repr, values))


def _hash(said: list[Any]) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _numbered(path: Path, table: Mapping[str, Any], kind: str) -> list[tuple[int, dict[str, Any]]]:
    entries = table.get(kind, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise DataFileError(path, kind, f"write each entry under its own [[{kind}]]")
    return list(enumerate(entries, start=1))


def _line(path: Path, kind: str, number: int, entry: Mapping[str, Any]) -> tuple[str | None, str]:
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


def _rule(path: Path, number: int, entry: Mapping[str, Any]) -> RestoredRule:
    if set(entry) - {"rule", "file", "source"} or not all(isinstance(value, str) and value.strip() for value in entry.values()):
        raise DataFileError(
            path, f"[[restore]] number {number}", "an entry with rule (as in the cleaning log) may hold file or source"
        )
    return RestoredRule(**entry)


def _article(path: Path, number: int, entry: Mapping[str, Any]) -> ArticleCorrection:
    place = f"[[article]] number {number}"
    if "file" not in entry or not set(entry) & set(SETTABLE):
        raise DataFileError(path, place, f"an entry holds file and one of {', '.join(SETTABLE)}")
    for key, value in entry.items():
        kind = (SETTABLE | WHICH).get(key)
        if kind is None:
            raise DataFileError(path, f"{place}, {key}", f"known keys are {', '.join((*WHICH, *SETTABLE))}")
        if not isinstance(value, kind) or isinstance(value, datetime.datetime) or (kind is int and isinstance(value, bool)):
            raise DataFileError(path, f"{place}, {key}", f"this is a {kind.__name__}")
    return ArticleCorrection(**entry)
