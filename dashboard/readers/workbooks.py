"""XLSX and Parquet files: one article a row."""

from collections.abc import Iterator
from typing import Any

from dashboard.readers.chunks import Chunk
from dashboard.readers.evidence import Evidence, FileFacts
from dashboard.readers.limits import Limits
from dashboard.readers.record_articles import RecordReader, as_text
from dashboard.readers.worker import worker
from dashboard.records import Article, Refusal

_MAGIC = {"xlsx": (b"PK\x03\x04",), "parquet": (b"PAR1",)}


def articles(
    chunk: Chunk, kind: str, reader: RecordReader, limits: Limits
) -> Iterator[Article | Refusal | Evidence | FileFacts]:
    """The rows of a workbook or a Parquet file as articles; of each sheet the first row names the fields."""
    if kind == "xlsx" and chunk.length > limits.file:
        yield Refusal(chunk.name, "too_large", f"a workbook larger than {limits.file >> 20} MB")
        return
    with chunk.path.open("rb") as file:
        if not file.read(8).startswith(_MAGIC[kind]):
            yield Refusal(chunk.name, "bad_archive", f"not an {kind} file inside")
            return
    warnings, part, anything = set[str](), 0, False
    header: tuple[str, ...] = ()
    for answer in worker("files").documents(kind, limits, path=chunk.path):
        anything = True
        if "refused" in answer:
            yield Refusal(chunk.name, answer["refused"], answer["detail"], answer.get("member"), answer.get("line"))
            continue
        if "rows" in answer and answer["first"] == 0:
            header = tuple((as_text(cell) or "").strip() for cell in answer["rows"][0])
            if len(header) > limits.columns:
                detail = f"{len(header)} columns; at most {limits.columns}"
                yield Refusal(chunk.name, "too_many_columns", detail, answer["member"], 1)
        if len(header) > limits.columns:
            continue
        for line, record in _records(answer, header):
            read = reader.article(record, line, part + 1, member=answer.get("member"))
            if isinstance(read, Article):
                part += 1
                warnings.update(read.warnings)
            yield read
    if not anything:
        yield Refusal(chunk.name, "empty", "the file holds no rows")
    evidence = reader.evidence()
    if evidence:
        yield evidence
    yield FileFacts(kind, tuple(sorted(warnings)), tuple(sorted(reader.source_names.items())))


def _records(answer: dict[str, Any], header: tuple[str, ...]) -> Iterator[tuple[int, dict[str, object]]]:
    """The records of one answer with their row numbers; rows without anything are left out."""
    if "records" in answer:
        yield from ((line, record) for line, record in enumerate(answer["records"], start=answer["line"]) if record is not None)
        return
    for number, row in enumerate(answer["rows"], start=answer["first"] + 1):
        if number > 1 and row is not None and any(cell not in (None, "") for cell in row):
            record: dict[str, object] = {}
            for name, cell in zip(header, row, strict=False):
                record.setdefault(name, cell)
            yield number, record
