"""One generation, opened: arrays and tables as memory maps, checked against the manifest at their first touch.

Lengths are compared on opening, bytes when a file is first asked for; of the bodies only the blocks that are read.
"""

import contextlib
import fcntl
import itertools
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache import layout
from dashboard.cache.sums import UNDATED
from dashboard.cache.writing import BODIES
from dashboard.errors import CacheError


class Generation:
    """A generation's files by name. It stays readable while a newer one goes live, and is not swept as long as it is open."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self.folder, self._held = _held(cache)
        self.manifest = layout.manifest(self.folder)
        self._sound: set[tuple[str, int]] = set()
        self._arrays: dict[str, npt.NDArray[Any]] = {}
        self._tables: dict[str, pa.Table] = {}
        for name, facts in self.manifest["data"].items():
            self._check_length(name, facts)

    @property
    def name(self) -> str:
        """The generation's name, gen-<hash>."""
        return self.folder.name

    def _check_length(self, name: str, facts: dict[str, Any]) -> None:
        try:
            length = (self.folder / name).stat().st_size
        except OSError:
            raise CacheError(f"{name} is missing from {self.folder.name}. Run: marsad build", key="damaged_cache") from None
        if length != facts["bytes"]:
            raise CacheError(f"{name} in {self.folder.name} has {length} bytes, not {facts['bytes']}. Run: marsad build", key="damaged_cache")

    def _checked(self, name: str) -> Path:
        """The path of a file whose bytes were compared with the manifest."""
        facts = self.manifest["data"].get(name)
        if facts is None:
            raise CacheError(f"{self.folder.name} lists no {name}. Run: marsad build", key="damaged_cache")
        self._check_bytes(name, 0, facts["bytes"])
        return self.folder / name

    def _check_bytes(self, name: str, begin: int, end: int) -> None:
        """Compare the blocks that hold these bytes of a file with the manifest, each once."""
        checks = self.manifest["data"][name]["checks"]
        blocks = [one for one in range(begin // layout.CHECKED, -(-end // layout.CHECKED)) if (name, one) not in self._sound]
        if not blocks:
            return
        with (self.folder / name).open("rb", buffering=0) as file:
            for block in blocks:
                if layout.check_of_block(file, block) != checks[block]:
                    raise CacheError(f"{name} in {self.folder.name} is damaged. Run: marsad build", key="damaged_cache")
                self._sound.add((name, block))

    def array(self, name: str) -> npt.NDArray[Any]:
        """An array, memory-mapped."""
        if name not in self._arrays:
            path = self._checked(f"{name}.npy")
            try:
                loaded = np.load(path, mmap_mode="r")
            except ValueError:
                loaded = self._empty(path)
            self._arrays[name] = np.asarray(loaded)
        return self._arrays[name]

    def _empty(self, path: Path) -> npt.NDArray[Any]:
        """An array without elements, which cannot be mapped."""
        try:
            return np.load(path)  # type: ignore[no-any-return]
        except ValueError as problem:
            raise OSError(f"{path.name} in {self.folder.name} cannot be read ({problem})") from problem

    def table(self, name: str) -> pa.Table:
        """A table, memory-mapped."""
        if name not in self._tables:
            path = self._checked(f"{name}.arrow")
            with pa.memory_map(str(path)) as source:
                self._tables[name] = pa.ipc.open_file(source).read_all()
        return self._tables[name]

    @cached_property
    def rows(self) -> int:
        """How many articles."""
        return len(self.array("row_day"))

    @cached_property
    def source_slugs(self) -> list[str]:
        """The sources in order of their numbers."""
        return [str(slug) for slug in self.table("sources")["slug"].to_pylist()]

    @cached_property
    def source_firsts(self) -> npt.NDArray[np.int64]:
        """Where each source's rows begin, and the end."""
        return np.concatenate([self.table("sources")["first"].to_numpy(), [self.rows]]).astype(np.int64)

    @cached_property
    def dated_ends(self) -> npt.NDArray[np.int64]:
        """Where the dated articles of each source end and its undated begin."""
        days, firsts = self.array("row_day"), self.source_firsts
        return np.array([first + np.searchsorted(days[first:last], UNDATED) for first, last in itertools.pairwise(firsts.tolist())], np.int64)

    @cached_property
    def actor_slugs(self) -> npt.NDArray[np.object_]:
        """The actors that occur, by number."""
        return np.array(self.table("actors")["slug"].to_pylist(), object)

    @cached_property
    def actor_numbers(self) -> dict[str, int]:
        """The number of each actor that occurs, by slug."""
        return {slug: number for number, slug in enumerate(self.actor_slugs.tolist())}

    @cached_property
    def actor_places(self) -> npt.NDArray[np.int64]:
        """The place of each actor in the order of the slugs."""
        return np.argsort(np.argsort(self.actor_slugs.astype(str), kind="stable"), kind="stable")

    @cached_property
    def steps(self) -> tuple[int, int, int]:
        """Rows between two running sums: of terms, of terms in one voice, of actors (sums.py)."""
        terms, voices, actors = self.array("block_rows").tolist()
        return terms, voices, actors

    def row_of(self, id: str) -> int | None:
        """The row of the article with this id, if there is one."""
        row = pc.index(self.table("articles")["id"], id).as_py()
        return None if row < 0 else int(row)

    def body(self, row: int) -> str:
        """The body of one article."""
        return str(self.bodies(np.array([row]))[0].as_py())

    def bodies(self, rows: npt.NDArray[np.int64]) -> pa.ChunkedArray:
        """The bodies of some rows; consecutive rows are a slice of the map."""
        numbers, place = np.unique(rows // BODIES, return_inverse=True)
        column = pa.chunked_array([self._body_batch(int(number)) for number in numbers], pa.large_string())
        at = place * BODIES + rows % BODIES
        if len(at) and at[-1] - at[0] + 1 == len(at) and (np.diff(at) == 1).all():
            return column.slice(int(at[0]), len(at))
        return column.take(pa.array(at))

    def _body_batch(self, number: int) -> pa.Array:
        """A batch of bodies whose bytes were compared with the manifest before they are read as Arrow."""
        begin, end = self.array("body_batches")[number : number + 2].tolist()
        self._check_bytes(_BODIES, begin, end)
        return self._body_file.get_batch(number).column(0)

    @cached_property
    def _body_file(self) -> pa.ipc.RecordBatchFileReader:
        places = self.array("body_batches").tolist()
        self._check_bytes(_BODIES, 0, places[0])
        self._check_bytes(_BODIES, places[-1], self.manifest["data"][_BODIES]["bytes"])
        return pa.ipc.open_file(pa.memory_map(str(self.folder / _BODIES)))


def _held(cache: Path) -> tuple[Path, BinaryIO]:
    """The live generation's folder, and its manifest held open so that no builder sweeps it away."""
    while True:
        folder = layout.current(cache)
        try:
            handle = (folder / layout.MANIFEST).open("rb")
        except FileNotFoundError:
            if _is_live(cache, folder):
                raise CacheError(f"The manifest of {folder.name} is missing. Run: marsad build", key="damaged_cache") from None
            continue
        fcntl.flock(handle, fcntl.LOCK_SH)
        if _is_live(cache, folder):
            return folder, handle
        handle.close()


def _is_live(cache: Path, folder: Path) -> bool:
    with contextlib.suppress(CacheError):
        return layout.current(cache) == folder
    return False


_BODIES = "bodies.arrow"
