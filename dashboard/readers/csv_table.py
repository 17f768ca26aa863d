"""CSV and TSV files: one record a row, the first row naming the fields."""

import csv
import io
from collections.abc import Iterator
from typing import TextIO

from dashboard.readers.chunks import Chunk
from dashboard.readers.decode import BINARY, UNCERTAIN, detect_in
from dashboard.readers.evidence import Evidence, FileFacts
from dashboard.readers.limits import Limits
from dashboard.readers.record_articles import RecordReader
from dashboard.records import Article, Refusal

_DELIMITERS = ",;\t|"
_MOST_REPAIRS = 200


def articles(
    chunk: Chunk, reader: RecordReader, limits: Limits
) -> Iterator[Article | Refusal | Evidence | FileFacts]:
    """The rows of a CSV file as articles; every row that is not blank gives an article or a refusal."""
    with chunk.path.open("rb") as file:
        encoding = detect_in(file)
    if encoding in (BINARY, UNCERTAIN):
        yield Refusal(
            chunk.name,
            encoding,
            "not a text file" if encoding == BINARY else "no encoding makes these bytes Arabic",
        )
        return
    with chunk.path.open("rb") as raw:
        text = io.TextIOWrapper(raw, encoding, errors="replace", newline="")
        yield from read_table(text, encoding, chunk.name, reader, limits)


def read_table(
    text: TextIO, encoding: str, name: str, reader: RecordReader, limits: Limits
) -> Iterator[Article | Refusal | Evidence | FileFacts]:
    """The articles of an open CSV text."""
    warnings = set[str]()
    rows = _Rows(text, name, limits)
    part, header, anything = 0, None, False
    for line, row in rows:
        anything = header is not None or isinstance(row, Refusal)
        if isinstance(row, Refusal):
            yield row
            if row.reason == "too_many_columns" and header is None:
                break
        elif header is None:
            header = tuple(cell.strip() for cell in row)
        elif len(row) < 2 < len(header):
            yield Refusal(name, "bad_record", f"{len(row)} of {len(header)} fields", line=line)
        else:
            if any(map(str.strip, row[len(header) :])):
                rows.warnings.add("extra_cells")
            read = reader.article(_first_of_each(header, row), line, part + 1)
            if isinstance(read, Article):
                part += 1
                warnings.update(read.warnings)
            yield read
    if not anything:
        yield Refusal(name, "empty", "the file holds no records")
    evidence = reader.evidence()
    if evidence:
        yield evidence
    warnings |= {"invalid_bytes"} if rows.broken else set()
    yield FileFacts(
        encoding, tuple(sorted(warnings | rows.warnings)), tuple(sorted(reader.source_names.items()))
    )


def _first_of_each(header: tuple[str, ...], row: list[str]) -> dict[str, object]:
    """The cells by column name; of columns with one name the first counts."""
    cells: dict[str, object] = {}
    for name, cell in zip(header, row, strict=False):
        cells.setdefault(name, cell)
    return cells


class _Rows:
    """The rows of a CSV text with the lines where they begin, or refusals; recovers after a quote that is never closed.

    A quote left open swallows the rows after it until another quote stands where none may stand, or until the end. Then
    only the line that opened it is refused, and reading goes on with the next line.
    """

    def __init__(self, text: TextIO, name: str, limits: Limits) -> None:
        self._text = text
        self._name = name
        self._limits = limits
        self._ahead: list[str] = []
        self._pending: list[str] = []
        self._size = 0
        self._line = 0
        self._cut = False
        self.broken = False
        self.warnings = set[str]()
        csv.field_size_limit(limits.record)

    def __iter__(self) -> Iterator[tuple[int, list[str] | Refusal]]:
        delimiter = self._dialect()
        repairs = 0
        while True:
            reader = csv.reader(self._lines(), delimiter=delimiter, strict=True)
            try:
                for row in reader:
                    start, self._pending, self._size = self._line - len(self._pending) + 1, [], 0
                    if len(row) > self._limits.columns:
                        detail = f"{len(row)} columns; at most {self._limits.columns}"
                        yield start, Refusal(self._name, "too_many_columns", detail, line=start)
                    elif any(row):
                        yield start, row
                return
            except (csv.Error, _TooLong) as problem:
                repairs += 1
                yield from self._repair(str(problem), delimiter, last=repairs > _MOST_REPAIRS)
                if repairs > _MOST_REPAIRS:
                    return

    def _repair(
        self, problem: str, delimiter: str, *, last: bool
    ) -> Iterator[tuple[int, list[str] | Refusal]]:
        start = self._line - len(self._pending) + 1
        swallowed, self._pending, self._size = self._pending, [], 0
        if last:
            yield (
                start,
                Refusal(
                    self._name,
                    "unclosed_quote",
                    "too many unclosed quotes; the rest was left out",
                    line=start,
                ),
            )
            return
        if "limit" in problem or problem == "":
            yield (
                start,
                Refusal(
                    self._name, "too_large", f"a field longer than {self._limits.record >> 20} MB", line=start
                ),
            )
            self._skip_field(swallowed)
            return
        if len(swallowed) == 1 and "unexpected end" not in problem:
            yield start, next(csv.reader(swallowed, delimiter=delimiter))
            return
        yield (
            start,
            Refusal(
                self._name, "unclosed_quote", "a quotation mark that opens a field is not closed", line=start
            ),
        )
        self._ahead = swallowed[1:] + self._ahead
        self._line -= len(swallowed) - 1

    def _skip_field(self, swallowed: list[str]) -> None:
        """Leave out the rest of a field that is too long: up to the line that closes its quote."""
        if sum(line.count('"') for line in swallowed) % 2 == 0:
            return
        while line := self._next():
            if line.count('"') % 2:
                break
        self._cut = False

    def _lines(self) -> Iterator[str]:
        while line := self._next():
            self._pending.append(line)
            self._size += len(line)
            if self._cut or self._size > 2 * self._limits.record:
                self._cut = False
                raise _TooLong
            yield line

    def _next(self) -> str:
        line = self._ahead.pop(0) if self._ahead else self._read()
        self._line += bool(line)
        return line

    def _read(self) -> str:
        line = self._text.readline(self._limits.record + 1)
        if len(line) > self._limits.record and not line.endswith("\n"):
            quotes = 0
            while rest := self._text.readline(1 << 20):
                quotes += rest.count('"')
                if rest.endswith("\n"):
                    break
            line += '"' * (quotes % 2) + "\n"
            self._cut = True
        if "\0" in line:
            self.warnings.add("nul_removed")
            line = line.replace("\0", "")
        self.broken = self.broken or "\ufffd" in line
        return line.lstrip("\ufeff") if self._line == 0 else line

    def _dialect(self) -> str:
        """The delimiter: named by Excel's `sep=` line, or the one that most often stands in the first line outside quotes."""
        first = self._read()
        named = first.strip().lower()
        if named.startswith("sep=") and len(named) <= 5:
            self._line += 1
            return first.strip("\r\n")[4:5] or ","
        self._ahead = [first] if first else []
        bare = "".join(first.split('"')[::2])
        return max(_DELIMITERS, key=bare.count)


class _TooLong(Exception):
    """A row that grew beyond the cap."""
