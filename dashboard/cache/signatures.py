"""The shingles of a generation's bodies, kept by each body's digest: what was shingled once the next generation takes over.

    digests.npy  uint64[rows, 2]  a digest of each body, in row order
    ends.npy     int64[rows + 1]  where each body's shingles end
    hashes       uint32           the shingles themselves, one body after the other
"""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import xxhash

from dashboard.cache.layout import save_array
from dashboard.cache.merging import gather_bytes, list_pointer
from dashboard.text.shingles import Shingler

_BODIES = 2_048

_FEW = 20_000
"""Fewer bodies are shingled here: starting other processes would take longer."""

Run = Callable[[Callable[["Task"], Path], Iterable["Task"]], Iterable[Path]]
"""Applies a picklable function to many tasks, here or in other processes."""


@dataclass(frozen=True, slots=True, eq=False)
class Signatures:
    """Of every body its digest (uint64[rows, 2]) and its shingles: hashes[ends[row] : ends[row + 1]], ascending."""

    digests: npt.NDArray[np.uint64]
    ends: npt.NDArray[np.int64]
    hashes: npt.NDArray[np.uint32]

    @classmethod
    def of(cls, folder: Path) -> Self:
        """What a folder holds, memory-mapped."""
        ends = np.load(folder / "ends.npy")
        hashes = np.memmap(folder / "hashes", np.uint32, "r", shape=(int(ends[-1]),)) if ends[-1] else np.zeros(0, np.uint32)
        return cls(np.load(folder / "digests.npy"), ends, np.asarray(hashes))


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """Some rows of batch `number` of a bodies table (int64, within the batch), whose shingles go to files in `folder`."""

    bodies: Path
    number: int
    rows: npt.NDArray[np.int64]
    folder: Path


def batches(bodies: Path) -> int:
    """How many batches a bodies table has."""
    with pa.memory_map(str(bodies)) as source:
        return int(pa.ipc.open_file(source).num_record_batches)


def are_read(folder: Path) -> bool:
    """Does the folder hold the signatures of all bodies?"""
    return (folder / "ends.npy").is_file()


def share_read(bodies: Path, folder: Path) -> float:
    """How much of a bodies table is shingled, from 0 to 1."""
    return 1.0 if are_read(folder) else len(list(folder.glob("*.npy"))) / max(1, batches(bodies))


def read_signatures(bodies: Path, folder: Path, kept: Path | None, run: Run, progress: Callable[[float], bool]) -> bool:
    """Write the signatures of all bodies into a folder; what a stopped call left there is not done again.

    `kept`: a folder with the signatures of an earlier generation, from which those of bodies that stay are copied. `run` shingles the others,
    unless they are few. `progress` is told the share that is done and says whether to go on; False where it did not.
    """
    if are_read(folder):
        return True
    old = Signatures.of(kept) if kept else Signatures(np.zeros((0, 2), np.uint64), np.zeros(1, np.int64), np.zeros(0, np.uint32))
    digests = [_digests(_batch(bodies, number)) for number in range(batches(bodies))]
    places = _places(old.digests, digests)
    tasks = [Task(bodies, number, np.flatnonzero(place < 0), folder) for number, place in enumerate(places)]
    missing = [task for task in tasks if len(task.rows) and not _is_done(task)]
    done = len(tasks) - len(missing)
    few = sum(len(task.rows) for task in missing) < _FEW
    for _ in (map if few else run)(shingled, missing):
        done += 1
        if not progress(done / len(tasks)):
            return False
    lengths = [np.zeros(0, np.int64)]
    with open(folder / "hashes", "wb") as out:
        for task, place in zip(tasks, places, strict=True):
            held, hashes = _joined(task, place, old)
            lengths.append(held)
            out.write(hashes.data)
    _save(folder, folder / "digests.npy", np.concatenate([np.zeros((0, 2), np.uint64), *digests]))
    _save(folder, folder / "ends.npy", list_pointer(np.concatenate(lengths)))
    for task in tasks:
        for kind in ("hashes", "npy"):
            _file(task, kind).unlink(missing_ok=True)
    return True


def shingled(task: Task) -> Path:
    """Write the shingles of a task's bodies and then, as the sign that they are whole, each body's row and how many it has."""
    bodies = _batch(task.bodies, task.number)
    lengths = [np.zeros(0, np.int64)]
    with tempfile.NamedTemporaryFile(dir=task.folder, delete=False) as out:
        for first in range(0, len(task.rows), _BODIES):
            made = _SHINGLER(bodies.take(pa.array(task.rows[first : first + _BODIES])))
            out.write(made.hashes.data)
            lengths.append(np.diff(made.ends))
    os.replace(out.name, _file(task, "hashes"))
    _save(task.folder, _file(task, "npy"), np.column_stack([task.rows, np.concatenate(lengths)]))
    return _file(task, "npy")


def _batch(bodies: Path, number: int) -> pa.Array:
    """One batch of a bodies table."""
    with pa.memory_map(str(bodies)) as source:
        return pa.ipc.open_file(source).get_batch(number).column(0)


def _digests(bodies: pa.Array) -> npt.NDArray[np.uint64]:
    """A 128-bit digest (XXH3) of each body: uint64[bodies, 2]."""
    found = b"".join(xxhash.xxh3_128_digest(text.as_buffer()) for text in bodies)
    return np.frombuffer(found, np.uint64).reshape(-1, 2)


def _places(kept: npt.NDArray[np.uint64], digests: Iterable[npt.NDArray[np.uint64]]) -> list[npt.NDArray[np.int64]]:
    """For each digest the row of the same among the kept ones, or -1."""
    order = np.argsort(kept[:, 0], kind="stable")
    first_halves = kept[order, 0]
    places = []
    for wanted in digests:
        place = np.full(len(wanted), -1, np.int64)
        if len(order):
            near = order[np.minimum(np.searchsorted(first_halves, wanted[:, 0]), len(order) - 1)]
            place = np.where((kept[near] == wanted).all(axis=1), near, -1)
        places.append(place)
    return places


def _joined(task: Task, place: npt.NDArray[np.int64], old: Signatures) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
    """How many shingles each body of a batch has, and all of them: those of known bodies copied, those of the others as they were made."""
    known = np.flatnonzero(place >= 0)
    lengths = np.zeros(len(place), np.int64)
    lengths[known] = (old.ends[1:] - old.ends[:-1])[place[known]]
    made, ends = np.zeros(0, np.uint32), np.zeros(1, np.int64)
    if len(task.rows):
        lengths[task.rows] = np.load(_file(task, "npy"))[:, 1]
        made, ends = np.fromfile(_file(task, "hashes"), np.uint32), list_pointer(lengths[task.rows])
    pointer = list_pointer(lengths)
    hashes = np.empty(int(pointer[-1]), np.uint32)
    gather_bytes(old.hashes, old.ends, place[known], hashes, pointer, known)
    gather_bytes(made, ends, np.arange(len(task.rows)), hashes, pointer, task.rows)
    return lengths, hashes


def _is_done(task: Task) -> bool:
    with contextlib.suppress(OSError, ValueError):
        rows, lengths = np.load(_file(task, "npy")).T
        return np.array_equal(rows, task.rows) and _file(task, "hashes").stat().st_size == 4 * int(lengths.sum())
    return False


def _file(task: Task, kind: str) -> Path:
    return task.folder / f"batch-{task.number:05}.{kind}"


def _save(folder: Path, path: Path, array: npt.NDArray[np.generic]) -> None:
    """Write an array so that its file is whole or absent."""
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as out:
        save_array(out, array)
    os.replace(out.name, path)


_SHINGLER = Shingler()
