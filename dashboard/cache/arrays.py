"""The files of a generation that is being written: arrays whole or as maps to be filled, and tables."""

import os
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.cache.layout import save_array

_ROWS = 1 << 22


class Arrays:
    """The .npy files of a staging folder: written whole, or opened as a map to be filled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._maps: list[npt.NDArray[Any]] = []

    def write(self, name: str, values: npt.NDArray[Any]) -> None:
        """Write one array."""
        with (self.folder / f"{name}.npy").open("wb") as file:
            save_array(file, values)

    def open(self, name: str, shape: int | tuple[int, ...], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
        """A new array of zeros on disk, to be filled in place; its room is taken at once, since a full disk would kill the writer of a map."""
        shape = (shape,) if isinstance(shape, int) else shape
        if 0 in shape:
            self.write(name, np.zeros(shape, dtype))
            return np.zeros(shape, dtype)
        path = self.folder / f"{name}.npy"
        array = np.lib.format.open_memmap(path, mode="w+", dtype=np.dtype(dtype), shape=shape)  # type: ignore[no-untyped-call]
        with path.open("rb+") as file:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)
        self._maps.append(array)
        return array

    def flush(self) -> None:
        """Write out what was filled in, for readers on other machines."""
        for array in self._maps:
            array.flush()  # type: ignore[attr-defined]  # a memmap


def write_table(path: Path, table: pa.Table, rows: int = _ROWS) -> None:
    """Write a table; one batch as long as that is small, since rows are taken from one batch far quicker than from several."""
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks(), max_chunksize=rows)
