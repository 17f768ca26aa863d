"""Articles that share their text: found once a generation is live, beside it and outside its hash.

    cache/copies/gen-<hash>-<version>/   cluster.npy, similarity.npy, first.npy and sums.json with their sha256
    cache/copies/work-<generation>-…/    the signatures of each batch of bodies until the clusters stand; a stopped run goes on from them
    cache/copies/kept-<version>-…/       the signatures of the generation that was searched last, for the next

They follow from the generation's articles alone, so that every machine, order of inputs, number of workers and kept result gives the same.
"""

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.cache import layout
from dashboard.cache.candidates import copies_among, sample_keys, share_of
from dashboard.cache.clusters import clusters_of
from dashboard.cache.generation import Generation
from dashboard.cache.signatures import Run, Signatures, read_signatures, share_read
from dashboard.cache.wordings import Wordings, wordings_of
from dashboard.compiling import njit
from dashboard.errors import CacheError
from dashboard.versions import version_of

VERSION = 2
"""Raised whenever the same articles give other clusters."""

STAGE = "copies"
_ARRAYS = ("cluster", "similarity", "first")
_KEPT = ("digests.npy", "ends.npy", "hashes", "wordings.npy", "keys.npy")
_SUMS = "sums.json"
_READ, _PAIRED = 0.75, 0.95

Progress = Callable[[str, float, float], None]


@dataclass(frozen=True, slots=True, eq=False)
class Copies:
    """For every row the row of its cluster's first article (`cluster` int32, -1: shares its text with none), the share of the shorter text's
    shingles that it and that first article have in common (`similarity` float32), and whether it is the first or the only one of its text
    (`first` bool)."""

    cluster: npt.NDArray[np.int32]
    similarity: npt.NDArray[np.float32]
    first: npt.NDArray[np.bool_]


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
    return _READ * share_read(generation.folder / "bodies.arrow", _work(generation))


def write_copies(generation: Generation, run: Run = map, progress: Progress = lambda stage, done, total: None) -> bool:
    """Find the copies of a generation: whole, or not at all; False where a newer generation went live meanwhile.

    `run` applies a picklable function to many tasks, here or in other processes. Stopped half-way, the next call goes on. What the last
    generation's search kept is taken over: of bodies that stay, the shingles; of wordings that stay, their place among the candidates.
    """
    home = generation.cache / layout.COPIES
    home.mkdir(parents=True, exist_ok=True)
    with open(home / "lock", "a+b") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        work = _work(generation)
        if are_known(generation) and _is_whole(generation):
            shutil.rmtree(work, ignore_errors=True)
            return True
        kept = _kept(home)
        _sweep(home, generation, kept)
        progress(STAGE, 0, 1)
        work.mkdir(exist_ok=True)

        def still_live(share: float) -> bool:
            progress(STAGE, _READ * share, 1)
            return layout.current(generation.cache).name == generation.name

        if not read_signatures(generation.folder / "bodies.arrow", work, kept, run, still_live):
            return False
        _write(_folder(generation), _found(generation, Signatures.of(work), work, kept, progress))
        _keep(work, home / f"{_KEPT_NAME}{generation.name}", kept)
    progress(STAGE, 1, 1)
    return True


def _kept(home: Path) -> Path | None:
    """The folder with the signatures of the generation that was searched last, if it is whole and of these rules."""
    for folder in sorted(home.glob(f"{_KEPT_NAME}*")):
        with contextlib.suppress(CacheError):
            list(_checked(folder, _KEPT))
            return folder
    return None


_KEPT_NAME = f"kept-{VERSION}-{version_of('text')}-"


def _keep(work: Path, folder: Path, before: Path | None) -> None:
    """Leave the signatures of this search for the next."""
    _seal(work, _KEPT)
    for old in {folder, before} - {None}:
        shutil.rmtree(str(old), ignore_errors=True)
    work.rename(folder)


def _folder(generation: Generation) -> Path:
    return generation.cache / layout.COPIES / f"{generation.name}-{VERSION}"


def _work(generation: Generation) -> Path:
    return generation.cache / layout.COPIES / f"work-{generation.name}-{VERSION}"


def _not_yet(generation: Generation) -> str:
    share = progress_of(generation)
    doing = f"are still being looked for ({share:.0%} done)" if share else "were not looked for yet"
    return f"Copies in this corpus {doing}. `marsad build` finds them; until then every article counts: --copies all"


def _sweep(home: Path, generation: Generation, kept: Path | None) -> None:
    """Remove what belongs to generations that are gone, and what a killed run left."""
    keep = {_folder(generation).name, _work(generation).name, "lock", kept.name if kept else ""}
    for old in home.iterdir():
        gone = not (generation.cache / old.name.removeprefix("work-").rsplit("-", 1)[0]).is_dir()
        if old.name not in keep and (gone or not old.name.startswith("gen-")):
            shutil.rmtree(old, ignore_errors=True)


def _found(generation: Generation, signatures: Signatures, work: Path, kept: Path | None, progress: Progress) -> Copies:
    """Clusters of the distinct wordings, carried over to all rows; what the next search can take over goes to `work`."""
    ends, hashes = signatures.ends, signatures.hashes
    wordings = wordings_of(generation, signatures)
    begins, finishes = ends[wordings.row], ends[wordings.row + 1]
    keys = _sorted_keys(begins, finishes, hashes, wordings, kept)
    for name, array in (("wordings", wordings.digest), ("keys", keys)):
        with (work / f"{name}.npy").open("wb") as out:
            layout.save_array(out, array)
    pairs = copies_among(begins, finishes, hashes, keys)
    progress(STAGE, _PAIRED, 1)
    cluster_of = clusters_of(begins, finishes, hashes, pairs)
    number = wordings.number
    repeated = np.bincount(number[number >= 0], minlength=len(wordings.row)) > 1
    alone = (cluster_of < 0) & repeated
    cluster_of[alone] = np.flatnonzero(alone)
    cluster = np.full(generation.rows, -1, np.int32)
    clustered = (number >= 0) & (cluster_of[number] >= 0) if len(wordings.row) else np.zeros(generation.rows, np.bool_)
    cluster[clustered] = wordings.row[cluster_of[number[clustered]]]
    similarity = np.zeros(generation.rows, np.float32)
    _shares(cluster, ends, hashes, similarity)
    first = (cluster < 0) | (cluster == np.arange(generation.rows))
    return Copies(cluster, similarity, first)


def _sorted_keys(
    begins: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], hashes: npt.NDArray[np.uint32], wordings: Wordings, kept: Path | None
) -> npt.NDArray[np.uint64]:
    """The sorted samples of all wordings: those of wordings that stay as they were kept, joined with those of new ones."""
    if kept is None:
        return sample_keys(begins, ends, hashes)
    return sample_keys(begins, ends, hashes, np.load(kept / "keys.npy"), wordings.numbers_of(np.load(kept / "wordings.npy")))


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
        for name in _ARRAYS:
            with (staging / f"{name}.npy").open("wb") as out:
                layout.save_array(out, getattr(found, name))
        _seal(staging, tuple(f"{name}.npy" for name in _ARRAYS))
        shutil.rmtree(folder, ignore_errors=True)
        staging.rename(folder)
        layout.sync_folder(folder.parent)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _seal(folder: Path, names: Sequence[str]) -> None:
    """Put files on disk, and last the sums that tell that they are whole."""
    for name in names:
        with (folder / name).open("rb") as file:
            os.fsync(file.fileno())
    sums = {name: layout.sha256_of(folder / name) for name in names}
    layout.write_whole(folder / _SUMS, json.dumps(sums, sort_keys=True).encode())


def _loaded(folder: Path, rows: int) -> Copies:
    """Raises CacheError where a file is not what was written."""
    arrays: dict[str, Any] = {}
    for path in _checked(folder, tuple(f"{name}.npy" for name in _ARRAYS)):
        arrays[path.stem] = np.load(path)
    if any(len(array) != rows for array in arrays.values()):
        raise CacheError(f"The copies in {folder.name} are of another generation. Run: marsad build")
    return Copies(**arrays)


def _checked(folder: Path, names: Sequence[str]) -> Iterator[Path]:
    """The files of a folder, each compared with its sum.

    Raises CacheError where one is not what was written.
    """
    try:
        sums = json.loads((folder / _SUMS).read_text("ascii"))
        for name in names:
            if layout.sha256_of(folder / name) != sums[name]:
                raise ValueError(name)
            yield folder / name
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CacheError(f"The copies in {folder.name} are damaged ({error}). Run: marsad build") from None


def _is_whole(generation: Generation) -> bool:
    with contextlib.suppress(CacheError):
        copies(generation)
        return True
    return False
