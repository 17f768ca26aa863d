"""One generation, opened: arrays and tables as memory maps, each checked against the manifest at its first touch."""

import fcntl
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache import layout
from dashboard.errors import CacheError


class Generation:
    """A generation's files by name. It stays readable while a newer one goes live, and is not swept as long as it is open."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self.folder = layout.current(cache)
        self._held = open(self.folder / layout.MANIFEST, "rb")  # noqa: SIM115
        fcntl.flock(self._held, fcntl.LOCK_SH)
        self.manifest = layout.manifest(self.folder)
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
        path = self.folder / name
        if facts["bytes"] <= _CHECKED_WHOLE and layout.sha256_of(path) != facts["sha256"]:
            raise CacheError(f"{name} in {self.folder.name} is damaged. Run: marsad build", key="damaged_cache")
        return path

    def array(self, name: str) -> npt.NDArray[Any]:
        """An array, memory-mapped."""
        if name not in self._arrays:
            path = self._checked(f"{name}.npy")
            try:
                loaded = np.load(path, mmap_mode="r")
            except ValueError:
                loaded = np.load(path)
            self._arrays[name] = np.asarray(loaded)
        return self._arrays[name]

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
    def actor_numbers(self) -> dict[str, int]:
        """The number of each actor that occurs, by slug."""
        return {slug: number for number, slug in enumerate(self.table("actors")["slug"].to_pylist())}

    @cached_property
    def block(self) -> int:
        """Rows between two running sums."""
        return int(self.manifest["block"])

    def row_of(self, id: str) -> int | None:
        """The row of the article with this id, if there is one."""
        row = pc.index(self.table("articles")["id"], id).as_py()
        return None if row < 0 else int(row)

    def body(self, row: int) -> str:
        """The body of one article."""
        return str(self.table("bodies")["body"][row].as_py())


_CHECKED_WHOLE = 64 << 20
