"""Sums that are taken range by range, wherever that is done, are those of one pass over all rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dashboard.cache import merging, reducing
from dashboard.cache.arrays import Arrays
from dashboard.cache.sums import (
    Grain,
    cell_starts,
    fill_actor_sums,
    fill_term_sums,
    open_actor_sums,
    open_term_sums,
)

ROWS, TYPES, ACTORS = 150, 30, 9
GRAIN = Grain(rows=4, voice_rows=8, terms=12, pair_actors=5, actor_sums=200, cell_sums=100)


class Backwards:
    """An engine that does the last task first."""

    def run(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        return map(function, reversed(list(tasks)))

    def reduce(self, function: Callable[[Any], Any], join: Callable[[Sequence[Any]], Any], tasks: Sequence[Any]) -> Any:
        return join([function(task) for task in tasks])


@pytest.fixture(autouse=True)
def short_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reducing, "_BLOCKS", 2)


def held(rng: np.random.Generator, of: int) -> tuple[np.ndarray, np.ndarray]:
    """Lists of distinct numbers, ascending, as a pointer and what it points into."""
    lists = [np.sort(rng.choice(of, rng.integers(0, of // 2), replace=False)) for _ in range(ROWS)]
    return merging.list_pointer(np.array(list(map(len, lists)))), np.concatenate(lists).astype(np.int32)


def test_sums_of_terms(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    pointer, types = held(rng, TYPES)
    voices = rng.integers(0, 4, (2, len(types))).astype(np.uint8)
    lists = {"pointer": pointer, "type": types, "count": voices.sum(axis=0, dtype=np.uint8) + 1, "reported": voices[0], "direct": voices[1]}
    term_of_type = np.repeat(np.arange(20, dtype=np.int32), [2] * 10 + [1] * 10)
    cells = cell_starts(np.repeat([0, 1], ROWS // 2), np.sort(rng.integers(0, 400, ROWS)).astype(np.int32))
    results = []
    for folder in (tmp_path / "one", tmp_path / "other"):
        folder.mkdir()
        arrays = Arrays(folder)
        for name, values in lists.items():
            arrays.write(f"doc_{name}", values)
        arrays.write("type_term", term_of_type)
        results.append(open_term_sums(arrays, GRAIN, ROWS, 20, cells))
    fill_term_sums(tuple(lists.values()), term_of_type, GRAIN, cells, results[0])
    reducing.term_sums(Backwards(), tmp_path / "other", ROWS, GRAIN, cells, results[1])
    assert results[0].cells.shape[0] < results[0].blocks.shape[2] < 20
    for one, other in zip(*results, strict=True):
        assert one.any()
        assert np.array_equal(one, other)


def test_sums_of_actors(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    pointer, actors = held(rng, ACTORS)
    lists = {"pointer": pointer, "actor": actors, "demonym": rng.random(len(actors)) < 0.2}
    results = []
    for folder in (tmp_path / "one", tmp_path / "other"):
        folder.mkdir()
        arrays = Arrays(folder)
        for name, values in lists.items():
            arrays.write(f"mention_{name}", values)
        results.append(open_actor_sums(arrays, GRAIN, ROWS, ACTORS))
    step = GRAIN.actor_rows(ROWS, ACTORS)
    assert GRAIN.rows < step < ROWS
    fill_actor_sums(pointer, actors, lists["demonym"], GRAIN, step, results[0])
    reducing.actor_sums(Backwards(), tmp_path / "other", ROWS, GRAIN, results[1])
    for one, other in zip(*results, strict=True):
        assert one.any()
        assert np.array_equal(one, other)
