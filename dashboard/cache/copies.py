"""Articles that share their text: found once a generation is live, beside it and outside its hash.

    cache/copies/gen-<hash>-<version>/   cluster.npy, similarity.npy, first.npy and sums.json with their sha256
    cache/copies/work-<generation>-…/    the shingles of each batch of bodies until the clusters stand; a stopped run goes on from them

They follow from the generation's articles alone, so that every machine, order of inputs and number of workers gives the same.
"""

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache import layout
from dashboard.cache.candidates import copies_among, share_of
from dashboard.cache.clusters import clusters_of
from dashboard.cache.generation import Generation
from dashboard.compiling import njit
from dashboard.errors import CacheError
from dashboard.text.shingles import Shingler

VERSION = 1
"""Raised whenever the same articles give other clusters."""

STAGE = "copies"
_ARRAYS = ("cluster", "similarity", "first")
_SUMS = "sums.json"
_BODIES = 2_048
_READ, _PAIRED, _WRITTEN = 0.75, 0.95, 1.0

Progress = Callable[[str, float, float], None]
Run = Callable[[Callable[["_Task"], Path], Iterable["_Task"]], Iterable[Path]]


@dataclass(frozen=True, slots=True, eq=False)
class Copies:
    """For every row the row of its cluster's first article (`cluster` int32, -1: shares its text with none), the share of the shorter text's
    shingles that it and that first article have in common (`similarity` float32), and whether it is the first or the only one of its text
    (`first` bool)."""

    cluster: npt.NDArray[np.int32]
    similarity: npt.NDArray[np.float32]
    first: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Task:
    """Batch `number` of a bodies table, whose shingles go to files in `folder`."""

    bodies: Path
    number: int
    folder: Path


def copies(generation: Generation) -> Copies:
    """The copies of a generation.

    Raises CacheError where they are not found yet, or damaged.
    """
    folder = _folder(generation)
    if folder not in _OPEN:
        if not (folder / _SUMS).is_file():
            raise CacheError(_not_yet(generation))
        found = _loaded(folder, generation.rows)
        _OPEN.clear()
        _OPEN[folder] = found
    return _OPEN[folder]


_OPEN: dict[Path, Copies] = {}


def are_known(generation: Generation) -> bool:
    """Were the copies of a generation found?"""
    return (_folder(generation) / _SUMS).is_file()


def progress_of(generation: Generation) -> float:
    """How much of the search for a generation's copies is done, from 0 to 1, by whatever process searches."""
    if are_known(generation):
        return 1.0
    work = _work(generation)
    if (work / "ends.npy").is_file():
        return _READ
    return _READ * len(list(work.glob("*.npy"))) / max(1, _batches(generation.folder / "bodies.arrow"))


def write_copies(generation: Generation, run: Run = map, progress: Progress = lambda stage, done, total: None) -> bool:
    """Find the copies of a generation: whole, or not at all; False where a newer generation went live meanwhile.

    `run` applies a picklable function to many tasks, here or in other processes. Stopped half-way, the next call goes on.
    """
    home = generation.cache / layout.COPIES
    home.mkdir(parents=True, exist_ok=True)
    with open(home / "lock", "a+b") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        work = _work(generation)
        if are_known(generation) and _is_whole(generation):
            shutil.rmtree(work, ignore_errors=True)
            return True
        _sweep(home, generation)
        progress(STAGE, 0, 1)
        work.mkdir(exist_ok=True)
        if not _read_shingles(generation, work, run, progress):
            return False
        ends = np.load(work / "ends.npy")
        hashes = np.memmap(work / "hashes", np.uint32, "r", shape=(int(ends[-1]),)) if ends[-1] else np.zeros(0, np.uint32)
        _write(_folder(generation), _found(generation, ends, np.asarray(hashes), progress))
        shutil.rmtree(work, ignore_errors=True)
    progress(STAGE, 1, 1)
    return True


def _folder(generation: Generation) -> Path:
    return generation.cache / layout.COPIES / f"{generation.name}-{VERSION}"


def _work(generation: Generation) -> Path:
    return generation.cache / layout.COPIES / f"work-{generation.name}-{VERSION}"


def _not_yet(generation: Generation) -> str:
    share = progress_of(generation)
    doing = f"are still being looked for ({share:.0%} done)" if share else "were not looked for yet"
    return f"Copies in this corpus {doing}. `marsad build` finds them; until then every article counts: --copies all"


def _sweep(home: Path, generation: Generation) -> None:
    """Remove what belongs to generations that are gone, and what a killed run left."""
    keep = {_folder(generation).name, _work(generation).name, "lock"}
    for old in home.iterdir():
        gone = not (generation.cache / old.name.removeprefix("work-").rsplit("-", 1)[0]).is_dir()
        if old.name not in keep and (gone or not old.name.startswith("gen-")):
            shutil.rmtree(old, ignore_errors=True)


def _batches(bodies: Path) -> int:
    with pa.memory_map(str(bodies)) as source:
        return int(pa.ipc.open_file(source).num_record_batches)


def _read_shingles(generation: Generation, work: Path, run: Run, progress: Progress) -> bool:
    """The shingles of all bodies in row order: `hashes` (plain uint32) and ends.npy (int64[rows + 1], written last)."""
    if (work / "ends.npy").is_file():
        return True
    bodies = generation.folder / "bodies.arrow"
    number = _batches(bodies)
    tasks = [_Task(bodies, one, work) for one in range(number)]
    missing = [task for task in tasks if not _is_done(task)]
    done = number - len(missing)
    for _ in run(_shingled, missing):
        done += 1
        progress(STAGE, _READ * done / number, 1)
        if layout.current(generation.cache).name != generation.name:
            return False
    lengths = [np.load(_file(task, "npy")) for task in tasks]
    ends = np.concatenate([[0], *lengths]).astype(np.int64).cumsum()
    with open(work / "hashes", "wb") as out:
        for task in tasks:
            with _file(task, "hashes").open("rb") as piece:
                shutil.copyfileobj(piece, out, 1 << 22)
    with open(work / "ends.new", "wb") as out:
        layout.save_array(out, ends)
    os.replace(work / "ends.new", work / "ends.npy")
    for task in tasks:
        for kind in ("hashes", "npy"):
            _file(task, kind).unlink()
    return True


def _is_done(task: _Task) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return _file(task, "hashes").stat().st_size == 4 * int(np.load(_file(task, "npy")).sum())
    return False


def _file(task: _Task, kind: str) -> Path:
    return task.folder / f"batch-{task.number:05}.{kind}"


def _shingled(task: _Task) -> Path:
    """Write the shingles of one batch of bodies and then, as the sign that they are whole, how many each body has."""
    with pa.memory_map(str(task.bodies)) as source:
        bodies = pa.ipc.open_file(source).get_batch(task.number).column(0)
        lengths = [np.zeros(0, np.int64)]
        with tempfile.NamedTemporaryFile(dir=task.folder, delete=False) as out:
            for first in range(0, len(bodies), _BODIES):
                shingles = _SHINGLER(bodies.slice(first, _BODIES))
                out.write(shingles.hashes.tobytes())
                lengths.append(np.diff(shingles.ends))
    os.replace(out.name, _file(task, "hashes"))
    with tempfile.NamedTemporaryFile(dir=task.folder, delete=False) as counts:
        layout.save_array(counts, np.concatenate(lengths))
    os.replace(counts.name, _file(task, "npy"))
    return _file(task, "npy")


_SHINGLER = Shingler()


def _found(generation: Generation, ends: npt.NDArray[np.int64], hashes: npt.NDArray[np.uint32], progress: Progress) -> Copies:
    """Clusters of the distinct texts, carried over to all rows."""
    row_of = _in_time(generation)
    text_of, rows = _distinct(row_of, ends, hashes)
    begins, finishes = ends[rows], ends[rows + 1]
    pairs = copies_among(begins, finishes, hashes)
    progress(STAGE, _PAIRED, 1)
    cluster_of_text = clusters_of(begins, finishes, hashes, pairs)
    repeated = np.bincount(text_of[text_of >= 0], minlength=len(rows)) > 1
    alone = (cluster_of_text < 0) & repeated
    cluster_of_text[alone] = np.flatnonzero(alone)
    cluster = np.full(generation.rows, -1, np.int32)
    clustered = (text_of >= 0) & (cluster_of_text[text_of] >= 0) if len(rows) else np.zeros(generation.rows, np.bool_)
    cluster[clustered] = rows[cluster_of_text[text_of[clustered]]]
    similarity = np.zeros(generation.rows, np.float32)
    _shares(cluster, ends, hashes, similarity)
    first = (cluster < 0) | (cluster == np.arange(generation.rows))
    return Copies(cluster, similarity, first)


def _in_time(generation: Generation) -> npt.NDArray[np.int64]:
    """The rows from the earliest date on, the undated last; those of one day in order of file and part."""
    named = generation.table("articles").select(["file", "part", "id"]).append_column("day", pa.array(np.asarray(generation.array("row_day"))))
    keys = [(name, "ascending") for name in ("day", "file", "part", "id")]
    return np.asarray(pc.sort_indices(named, sort_keys=keys).to_numpy(), np.int64)


def _distinct(
    row_of: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], hashes: npt.NDArray[np.uint32]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The number of each row's text (-1: too short to have any shingle), and the earliest row of each text; numbered in order of time."""
    digests = np.zeros(len(row_of), np.uint64)
    _digest_sets(ends, hashes, digests)
    in_time = row_of[np.diff(ends)[row_of] > 0]
    _, earliest, number = np.unique(digests[in_time], return_index=True, return_inverse=True)
    order = np.argsort(earliest)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    text_of = np.full(len(row_of), -1, np.int64)
    text_of[in_time] = rank[number]
    return text_of, in_time[earliest[order]]


@njit(cache=True)
def _digest_sets(ends, hashes, out):  # type: ignore[no-untyped-def]
    """out[i] (uint64) = a hash of the shingles hashes[ends[i] : ends[i + 1]] in their order."""
    for i in range(len(out)):
        digest = np.uint64(0x9E3779B97F4A7C15)
        for at in range(ends[i], ends[i + 1]):
            digest = (digest ^ np.uint64(hashes[at])) * np.uint64(0xD6E8FEB86659FD93)
            digest ^= digest >> np.uint64(32)
        out[i] = digest


@njit(cache=True)
def _shares(cluster, ends, hashes, out):  # type: ignore[no-untyped-def]
    """out[row] (float32) = the share of its text with the first article of its cluster."""
    for row in range(len(cluster)):
        first = cluster[row]
        if first >= 0:
            out[row] = share_of(hashes[ends[row] : ends[row + 1]], hashes[ends[first] : ends[first + 1]])


def _write(folder: Path, found: Copies) -> None:
    staging = layout.staging_folder(folder.parent)
    try:
        sums = {}
        for name in _ARRAYS:
            path = staging / f"{name}.npy"
            with path.open("wb") as out:
                layout.save_array(out, getattr(found, name))
                out.flush()
                os.fsync(out.fileno())
            sums[path.name] = layout.sha256_of(path)
        layout.write_whole(staging / _SUMS, json.dumps(sums, sort_keys=True).encode())
        shutil.rmtree(folder, ignore_errors=True)
        staging.rename(folder)
        layout.sync_folder(folder.parent)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _loaded(folder: Path, rows: int) -> Copies:
    """Raises CacheError where a file is not what was written."""
    arrays: dict[str, Any] = {}
    for name, path in _checked(folder):
        arrays[name] = np.load(path)
    if any(len(array) != rows for array in arrays.values()):
        raise CacheError(f"The copies in {folder.name} are of another generation. Run: marsad build")
    return Copies(**arrays)


def _checked(folder: Path) -> Iterator[tuple[str, Path]]:
    try:
        sums = json.loads((folder / _SUMS).read_text("ascii"))
        for name in _ARRAYS:
            path = folder / f"{name}.npy"
            if layout.sha256_of(path) != sums[path.name]:
                raise ValueError(path.name)
            yield name, path
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CacheError(f"The copies in {folder.name} are damaged ({error}). Run: marsad build") from None


def _is_whole(generation: Generation) -> bool:
    with contextlib.suppress(CacheError):
        copies(generation)
        return True
    return False
