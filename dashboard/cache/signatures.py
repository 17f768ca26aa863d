"""The shingles of a generation's bodies, kept by each body's digest: what was shingled once the next generation takes over.

    digests.npy  uint64[rows, 2]  a digest of each body, in row order
    ends.npy     int64[rows + 1]  where each body's shingles end
    hashes       uint32           the shingles themselves, one body after the other
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
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


@dataclass(frozen=True, slots=True)
class Task:
    """Batch `number` of a bodies table, whose shingles go to files in `folder`; those that `kept` holds are copied from there."""

    bodies: Path
    number: int
    folder: Path
    kept: Path | None


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

    `kept`: a folder with the signatures of an earlier generation. `progress` is told the share that is done and says whether to go on;
    False where it did not.
    """
    if are_read(folder):
        return True
    number = batches(bodies)
    tasks = [Task(bodies, one, folder, kept) for one in range(number)]
    missing = [task for task in tasks if not _is_done(task)]
    done = number - len(missing)
    for _ in run(shingled, missing):
        done += 1
        if not progress(done / number):
            return False
    said = np.concatenate([np.zeros((0, 3), np.uint64), *(np.load(_file(task, "npy")) for task in tasks)])
    with open(folder / "hashes", "wb") as out:
        for task in tasks:
            with _file(task, "hashes").open("rb") as piece:
                shutil.copyfileobj(piece, out, 1 << 22)
    _save(folder, folder / "digests.npy", np.ascontiguousarray(said[:, :2]))
    _save(folder, folder / "ends.npy", list_pointer(said[:, 2].astype(np.int64)))
    for task in tasks:
        for kind in ("hashes", "npy"):
            _file(task, kind).unlink()
    return True


def _is_done(task: Task) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return _file(task, "hashes").stat().st_size == 4 * int(np.load(_file(task, "npy"))[:, 2].sum())
    return False


def _file(task: Task, kind: str) -> Path:
    return task.folder / f"batch-{task.number:05}.{kind}"


def _save(folder: Path, path: Path, array: npt.NDArray[np.generic]) -> None:
    """Write an array so that its file is whole or absent."""
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as out:
        save_array(out, array)
    os.replace(out.name, path)


def shingled(task: Task) -> Path:
    """Write the shingles of one batch of bodies and then, as the sign that they are whole, each body's digest and how many it has."""
    with pa.memory_map(str(task.bodies)) as source:
        bodies = pa.ipc.open_file(source).get_batch(task.number).column(0)
        digests = _digests(bodies)
        lengths = np.zeros(len(bodies), np.int64)
        with tempfile.NamedTemporaryFile(dir=task.folder, delete=False) as out:
            for first in range(0, len(bodies), _BODIES):
                here = slice(first, first + _BODIES)
                lengths[here], hashes = _taken(bodies[here], digests[here], task.kept)
                out.write(hashes.tobytes())
    os.replace(out.name, _file(task, "hashes"))
    _save(task.folder, _file(task, "npy"), np.column_stack([digests, lengths.astype(np.uint64)]))
    return _file(task, "npy")


def _digests(bodies: pa.Array) -> npt.NDArray[np.uint64]:
    """A 128-bit digest (XXH3) of each body: uint64[bodies, 2]."""
    found = b"".join(xxhash.xxh3_128_digest(text.as_buffer()) for text in bodies)
    return np.frombuffer(found, np.uint64).reshape(-1, 2)


def _taken(bodies: pa.Array, digests: npt.NDArray[np.uint64], kept: Path | None) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
    """How many shingles each body has, and all of them: known ones from what is kept, the others made."""
    place = _kept(kept).places(digests) if kept else np.full(len(bodies), -1)
    known, new = np.flatnonzero(place >= 0), np.flatnonzero(place < 0)
    made = _SHINGLER(bodies.take(pa.array(new)))
    lengths = np.zeros(len(bodies), np.int64)
    lengths[new] = np.diff(made.ends)
    if kept and len(known):
        old = _kept(kept).signatures
        lengths[known] = (old.ends[1:] - old.ends[:-1])[place[known]]
    pointer = list_pointer(lengths)
    hashes = np.empty(int(pointer[-1]), np.uint32)
    gather_bytes(made.hashes, made.ends, np.arange(len(new)), hashes, pointer, new)
    if kept and len(known):
        gather_bytes(old.hashes, old.ends, place[known], hashes, pointer, known)
    return lengths, hashes


class _Kept:
    """The signatures of an earlier generation, found by digest."""

    def __init__(self, folder: Path) -> None:
        self.signatures = Signatures.of(folder)
        self._order = np.argsort(self.signatures.digests[:, 0], kind="stable")
        self._sorted = self.signatures.digests[self._order, 0]

    def places(self, digests: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
        """The row of each digest, or -1."""
        if not len(self._order):
            return np.full(len(digests), -1)
        near = self._order[np.minimum(np.searchsorted(self._sorted, digests[:, 0]), len(self._order) - 1)]
        return np.where((self.signatures.digests[near] == digests).all(axis=1), near, -1)


@lru_cache(maxsize=1)
def _kept(folder: Path) -> _Kept:
    return _Kept(folder)


_SHINGLER = Shingler()
