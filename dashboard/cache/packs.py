"""Results of single inputs, kept by content: a later build takes them from here instead of analysing again.

A pack is one Arrow file: annotated articles of some units, and in its metadata what each unit is. A unit is one piece of
one input file under one state of knowledge; its key names its bytes, its place and everything that reading depends on.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from dashboard.records import Refusal

_UNITS = b"units"
_RULES = b"rules"


@dataclass(frozen=True, slots=True)
class Unit:
    """What one piece of input gave: how many articles, what was refused, what was found about its file.

    `verdict` names what the rest of the corpus taught that changed its reading ("" where nothing did); `evidence` is what
    it teaches itself, as plain JSON.
    """

    key: str
    verdict: str
    rows: int
    refusals: tuple[Refusal, ...] = ()
    encoding: str | None = None
    warnings: tuple[str, ...] = ()
    source_names: tuple[tuple[str, str], ...] = ()
    evidence: tuple[dict[str, Any], ...] = field(default=())

    @classmethod
    def of_json(cls, read: dict[str, Any]) -> "Unit":
        """A unit from the JSON that asdict gives."""
        return cls(
            read["key"], read["verdict"], read["rows"], tuple(Refusal(**one) for one in read["refusals"]), read["encoding"],
            tuple(read["warnings"]), tuple((a, b) for a, b in read["source_names"]), tuple(read["evidence"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack on disk: its units in the order of their rows, and the rules (lexicon, code) its rows were made with."""

    path: Path
    units: tuple[Unit, ...]
    rules: str

    def rows(self) -> pa.RecordBatch:
        """The pack's articles, memory-mapped."""
        with pa.memory_map(str(self.path)) as source:
            return pa.ipc.open_stream(source).read_next_batch()


def write_pack(folder: Path, units: Sequence[Unit], rules: str, rows: pa.RecordBatch) -> Pack:
    """Write a pack whole; a pack of the same units and rules is overwritten by the same bytes."""
    digest = hashlib.sha256(
        json.dumps([rules, [(unit.key, unit.verdict) for unit in units]]).encode()
    ).hexdigest()
    path = folder / f"{digest[:24]}.arrow"
    said = json.dumps([asdict(unit) for unit in units], ensure_ascii=False).encode()
    schema = rows.schema.with_metadata({_UNITS: said, _RULES: rules.encode()})
    fresh = path.with_suffix(f".{os.getpid()}.new")
    with pa.OSFile(str(fresh), "wb") as sink, pa.ipc.new_stream(sink, schema) as writer:
        writer.write_batch(pa.RecordBatch.from_arrays(rows.columns, schema=schema))
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(fresh, path)
    return Pack(path, tuple(units), rules)


def read_packs(folder: Path) -> Iterator[Pack]:
    """The packs of a folder, in order of name; one that cannot be read (cut by a crash, damaged) is removed."""
    for path in sorted(folder.glob("*.arrow")):
        try:
            with pa.memory_map(str(path)) as source:
                metadata = pa.ipc.open_stream(source).schema.metadata
            units = tuple(Unit.of_json(one) for one in json.loads(metadata[_UNITS]))
            yield Pack(path, units, metadata[_RULES].decode())
        except (pa.ArrowException, OSError, KeyError, TypeError, ValueError):
            path.unlink(missing_ok=True)


def keep_only(folder: Path, packs: Iterable[Pack]) -> None:
    """Remove every file of the folder that belongs to none of the packs."""
    kept = {pack.path for pack in packs}
    for path in folder.iterdir():
        if path not in kept:
            path.unlink(missing_ok=True)
