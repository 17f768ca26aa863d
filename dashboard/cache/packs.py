"""Results of single inputs, kept by content: a later build takes them from here instead of analysing again.

A pack is one Arrow file: annotated articles of some units, and in its metadata what each unit is. A unit is one piece of
one input file under one state of knowledge; its key names its bytes, its place and everything that reading depends on.
"""

import errno
import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.cache.layout import check_of, checks_of, write_whole
from dashboard.compiling.threads import side_by_side
from dashboard.records import Refusal

_UNITS = b"units"
_RULES = b"rules"
PASSING = ("permission", "unreadable")
"""Reasons that lie in how an input is kept, not in what it holds: it is read again by the next build."""


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
            return pa.ipc.open_stream(source).read_next_batch().replace_schema_metadata(None)


@dataclass(frozen=True, slots=True, eq=False)
class Shard:
    """The rows of a pack that one generation takes (None: all)."""

    pack: Pack
    chosen: npt.NDArray[np.int64] | None

    def rows(self) -> pa.RecordBatch:
        """These articles, memory-mapped where they are all of the pack's."""
        batch = self.pack.rows()
        return batch if self.chosen is None else batch.take(pa.array(self.chosen))


class Rows(Sequence[pa.RecordBatch]):
    """The articles of several shards, each opened anew when it is asked for: memory holds those that are being read."""

    def __init__(self, shards: Sequence[Shard]) -> None:
        self._shards = shards
        self._taken = {number: shard.rows() for number, shard in enumerate(shards) if shard.chosen is not None}

    @property
    def paths(self) -> list[Path]:
        """The file of each shard's pack."""
        return [shard.pack.path for shard in self._shards]

    def __len__(self) -> int:
        return len(self._shards)

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        return self._taken[number] if number in self._taken else self._shards[number].rows()


def write_pack(folder: Path, units: Sequence[Unit], rules: str, rows: pa.RecordBatch) -> Pack:
    """Write a pack whole; a pack of the same units and rules is overwritten by the same bytes. Its name ends with the check of its bytes."""
    digest = hashlib.sha256(
        json.dumps([rules, [(unit.key, unit.verdict) for unit in units]]).encode()
    ).hexdigest()
    # Two workers that do one task twice at one time may bear the same process number on two machines.
    fresh = folder / f"{digest[:24]}.{secrets.token_hex(8)}.new"
    said = json.dumps([asdict(unit) for unit in units], ensure_ascii=False).encode()
    schema = rows.schema.with_metadata({_UNITS: said, _RULES: rules.encode()})
    with pa.OSFile(str(fresh), "wb") as sink, pa.ipc.new_stream(sink, schema) as writer:
        writer.write_batch(pa.RecordBatch.from_arrays(rows.columns, schema=schema))
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    path = folder / f"{digest[:24]}-{_check(fresh)}.arrow"
    os.replace(fresh, path)
    return Pack(path, tuple(units), rules)


def take_pack(folder: Path, pack: Pack, data: bytes) -> Pack:
    """Keep a pack that was written on another machine, from its bytes.

    Raises OSError where they are not the bytes that were written there.
    """
    path = folder / pack.path.name
    write_whole(path, data)
    if path.stem.rpartition("-")[2] != _check(path):
        path.unlink(missing_ok=True)
        raise OSError(errno.EIO, "a result was damaged on its way from a worker", str(path))
    return replace(pack, path=path)


def _check(path: Path) -> str:
    return check_of("".join(checks_of(path)).encode())


def read_packs(folder: Path) -> Iterator[Pack]:
    """The packs of a folder, in order of name; one that cannot be read (cut by a crash, damaged) is removed."""
    for pack in side_by_side(_read_pack, sorted(folder.glob("*.arrow"))):
        if pack:
            yield pack


def _read_pack(path: Path) -> Pack | None:
    try:
        if path.stem.rpartition("-")[2] != _check(path):
            raise ValueError("other bytes than were written")
        with pa.memory_map(str(path)) as source:
            metadata = pa.ipc.open_stream(source).schema.metadata
        units = tuple(Unit.of_json(one) for one in json.loads(metadata[_UNITS]))
        return Pack(path, units, metadata[_RULES].decode())
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError):
        path.unlink(missing_ok=True)
        return None


def keep_only(folder: Path, packs: Iterable[Pack]) -> None:
    """Remove every file of the folder that belongs to none of the packs."""
    kept = {pack.path for pack in packs}
    for path in folder.iterdir():
        if path not in kept:
            path.unlink(missing_ok=True)


class Kept:
    """The kept results of a cache, found by the key and verdict of a unit."""

    def __init__(self, folder: Path, rules: str) -> None:
        self.folder = folder
        self.rules = rules
        self.packs: list[Pack] = []
        self._found: dict[tuple[str, str], tuple[int, int]] = {}
        self._outdated: list[Pack] = []

    @classmethod
    def of(cls, folder: Path, rules: str) -> "Kept":
        """What a folder keeps."""
        kept = cls(folder, rules)
        for pack in read_packs(folder):
            if pack.rules == rules:
                kept.add(pack, earlier=True)
            else:
                kept._outdated.append(pack)
        return kept

    def add(self, pack: Pack, *, earlier: bool = False) -> None:
        """Take in a pack; of an earlier build not the units whose refusal may have passed."""
        for number, unit in enumerate(pack.units):
            if earlier and any(one.reason in PASSING for one in unit.refusals):
                continue
            self._found.setdefault((unit.key, unit.verdict), (len(self.packs), number))
        self.packs.append(pack)

    def without_outdated(self) -> None:
        """Let go of packs of other rules: their articles are read again rather than matched again."""
        self._outdated.clear()

    def stale(self, wanted: set[str]) -> list[Pack]:
        """Packs that only matching must be done again for: of other rules, with wanted units that no current pack holds."""
        return [
            pack
            for pack in self._outdated
            if any(unit.key in wanted and (unit.key, unit.verdict) not in self._found for unit in pack.units)
        ]

    def has(self, key: str, verdict: str) -> bool:
        """Is the result of a unit here?"""
        return (key, verdict) in self._found

    def has_any(self, key: str) -> bool:
        """Is the first reading of a unit here, or will re-matching an outdated pack bring it?"""
        return self.has(key, "") or any(
            unit.key == key and not unit.verdict for pack in self._outdated for unit in pack.units
        )

    def unit(self, key: str, verdict: str) -> Unit:
        """The unit as it was read under a verdict."""
        pack, number = self._found[key, verdict]
        return self.packs[pack].units[number]

    def base(self, key: str) -> Unit:
        """The unit as first read, with what it teaches."""
        return self.unit(key, "")

    def shards(self, pieces: Sequence[tuple[str, str, str]]) -> tuple[list[Shard], list[npt.NDArray[np.int32]]]:
        """The articles of the pieces (file name, key, verdict), a shard a pack, and the number of each in its file, from 1."""
        first: dict[tuple[str, str], int] = {}
        gave: dict[str, int] = {}
        for name, key, verdict in pieces:
            first[key, verdict] = gave.get(name, 0) + 1
            gave[name] = gave.get(name, 0) + self.unit(key, verdict).rows
        wanted = {self._found[key, verdict] for _, key, verdict in pieces}
        shards, parts = [], []
        for pack_number, pack in enumerate(self.packs):
            chosen, numbers, row = [], [], 0
            for unit_number, unit in enumerate(pack.units):
                if (pack_number, unit_number) in wanted:
                    chosen.append(np.arange(row, row + unit.rows))
                    begin = first[unit.key, unit.verdict]
                    numbers.append(np.arange(begin, begin + unit.rows, dtype=np.int32))
                row += unit.rows
            if not chosen or not sum(map(len, chosen)):
                continue
            index = np.concatenate(chosen)
            shards.append(Shard(pack, None if len(index) == row else index))
            parts.append(np.concatenate(numbers))
        return shards, parts

    def drop_unused(self, pieces: Sequence[tuple[str, str, str]]) -> None:
        """Remove the packs that neither a piece's reading nor its first reading stands in."""
        used = {self._found[key, one][0] for _, key, verdict in pieces for one in {"", verdict}}
        keep_only(self.folder, (self.packs[number] for number in used))
