"""corrections.toml: lines and rules put back, articles set right, and any of it taken back."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT

from dashboard.curating.files import Change, edited, own_file, table_of
from dashboard.errors import CallError
from dashboard.readers.corrections import KINDS, SETTABLE, ArticleCorrection, Corrections, RestoredRule
from dashboard.text.dates import typed_date

NAME = "corrections.toml"
Line = tuple[str | None, str]
"""A removed line: its file (None: wherever it stands) and its text."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One entry of the file: its kind (`restore`, `remove`, `article`), its number among its kind from 0, and what it says."""

    kind: str
    number: int
    said: Mapping[str, Any]


def statements(folders: Sequence[Path]) -> list[Statement]:
    """Everything that the file says, in its order by kind.

    Raises DataFileError where it breaks its rules.
    """
    path = own_file(folders, NAME)
    table = table_of(path)
    Corrections.of(table, path)
    return [Statement(kind, number, said) for kind in KINDS for number, said in enumerate(table.get(kind, []))]


def restore_lines(folders: Sequence[Path], lines: Iterable[Line]) -> Change:
    """Put removed lines back. Where the owner took a line out himself, that entry goes instead."""
    wanted = list(dict.fromkeys((file, text.strip()) for file, text in lines))
    _refuse_empty(text for _, text in wanted)

    def change(document: tomlkit.TOMLDocument) -> None:
        own = {_line(entry): number for number, entry in enumerate(document.get("remove", []))}
        _drop(document, "remove", {own[line] for line in wanted if line in own})
        there = {_line(entry) for entry in document.get("restore", [])}
        _append(document, "restore", [_said(text=text, file=file) for file, text in wanted if (file, text) not in {*own, *there}])

    return edited(own_file(folders, NAME), change, Corrections.of)


def remove_lines(folders: Sequence[Path], lines: Iterable[Line]) -> Change:
    """Take lines out that the readers left in."""
    wanted = list(dict.fromkeys((file, text.strip()) for file, text in lines))
    _refuse_empty(text for _, text in wanted)

    def change(document: tomlkit.TOMLDocument) -> None:
        back = {_line(entry): number for number, entry in enumerate(document.get("restore", [])) if "text" in entry}
        _drop(document, "restore", {back[line] for line in wanted if line in back})
        there = {_line(entry) for entry in document.get("remove", [])}
        _append(document, "remove", [_said(text=text, file=file) for file, text in wanted if (file, text) not in there])

    return edited(own_file(folders, NAME), change, Corrections.of)


def restore_rule(folders: Sequence[Path], rule: str, *, file: str | None = None, source: str | None = None) -> Change:
    """Switch a rule of cleaning off: in one file, in one outlet's articles, or everywhere."""
    _refuse_empty([rule])
    said = _said(rule=rule, file=file, source=source)

    def change(document: tomlkit.TOMLDocument) -> None:
        if RestoredRule(**said) not in Corrections.of(document.unwrap(), Path(NAME)).rules:
            _append(document, "restore", [said])

    return edited(own_file(folders, NAME), change, Corrections.of)


def correct(folders: Sequence[Path], articles: Iterable[ArticleCorrection]) -> Change:
    """Set values of articles right; an entry about the same article is brought up to date."""
    wanted = list(articles)

    def change(document: tomlkit.TOMLDocument) -> None:
        there = {_place(entry): entry for entry in document.get("article", [])}
        fresh = []
        for article in wanted:
            place = _place(asdict(article))
            if place not in there:
                fresh.append(_said(**asdict(article)))
                continue
            entry = there[place]
            whole = article.over(ArticleCorrection(**_plain(entry)))
            for key in SETTABLE:
                value = getattr(whole, key)
                if value is None:
                    entry.pop(key, None)
                elif entry.get(key) != value:
                    entry[key] = value
        _append(document, "article", fresh)

    return edited(own_file(folders, NAME), change, Corrections.of)


def take_back(folders: Sequence[Path], gone: Iterable[Statement]) -> Change:
    """Remove entries.

    Raises CallError, and changes nothing, where one of them is no longer there.
    """
    listed = list(gone)

    def change(document: tomlkit.TOMLDocument) -> None:
        numbers: dict[str, set[int]] = defaultdict(set)
        for one in listed:
            entries = document.get(one.kind, [])
            if one.number >= len(entries) or _plain(entries[one.number]) != dict(one.said):
                raise CallError(f"{NAME} has been changed since; it stays as it is", key="changed_since", value=NAME)
            numbers[one.kind].add(one.number)
        for kind, which in numbers.items():
            _drop(document, kind, which)

    return edited(own_file(folders, NAME), change, Corrections.of)


def places(files: Sequence[str], parts: Sequence[int], records: Sequence[str | None]) -> list[ArticleCorrection]:
    """How a correction finds each of a corpus's articles: by its file alone, by its record where that is one of a kind, else by its number.

    The three lists are all articles of a corpus. An archive's member counts its own articles, as its reader does.
    """
    in_file = Counter(files)
    of_record = Counter(zip(files, records, strict=True))
    ranks: dict[int, int] = {}
    seen: Counter[str] = Counter()
    for at in sorted(range(len(files)), key=lambda at: (files[at], parts[at])):
        seen[files[at]] += 1
        ranks[at] = seen[files[at]]
    return [
        ArticleCorrection(file)
        if in_file[file] == 1
        else ArticleCorrection(file, record=record)
        if record and of_record[file, record] == 1
        else ArticleCorrection(file, part=ranks[at])
        for at, (file, record) in enumerate(zip(files, records, strict=True))
    ]


def corrected(place: ArticleCorrection, *, date: str | None = None, source: str | None = None, **said: Any) -> ArticleCorrection:
    """The correction of the article at a place. A date is ISO or as news writes it; "" takes the article's date away.

    Raises CallError where a date is none, or could be two.
    """
    day = _day(date) if date else None
    return replace(place, date=day, undated=True if date == "" else None, source=source or None, **said)


def _day(text: str) -> datetime.date:
    day = typed_date(text)
    if day is None:
        raise CallError(f"{text!r} is no date; write it as 2020-12-31", key="bad_date", value=text, option="date")
    return day


def _refuse_empty(texts: Iterable[str]) -> None:
    if not all(map(str.strip, texts)):
        raise CallError("A line without text cannot be put back or taken out", key="empty_line")


def _line(entry: Mapping[str, Any]) -> Line:
    return entry.get("file"), str(entry.get("text", "")).strip()


def _place(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    return entry.get("file"), entry.get("part"), entry.get("record")


def _plain(entry: Any) -> dict[str, Any]:
    return dict(entry.unwrap())


def _said(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _append(document: tomlkit.TOMLDocument, kind: str, entries: Iterable[Mapping[str, Any]]) -> None:
    tables = []
    for entry in entries:
        table = tomlkit.table()
        for key, value in entry.items():
            table.add(key, value)
        table.trivia.indent = "\n"
        tables.append(table)
    if not tables:
        return
    held = document.get(kind)
    if isinstance(held, AoT):
        for table in tables:
            held.append(table)
    elif held is None:
        document.append(kind, tomlkit.aot())
        for table in tables:
            document[kind].append(table)  # type: ignore[union-attr]
    else:
        held.extend(_plain(table) for table in tables)


def _drop(document: tomlkit.TOMLDocument, kind: str, numbers: set[int]) -> None:
    for number in sorted(numbers, reverse=True):
        del document[kind][number]  # type: ignore[union-attr]
    if numbers and not document[kind]:
        del document[kind]
