"""What a generation needs of all its shards, reduced over them on an engine: the joint vocabulary, and sums by block of rows.

A shard is a pack with the rows of it that the generation takes. Vocabularies are counted shard by shard and joined as a tree, so
that no process holds more than a joint one. Sums are taken over ranges of rows, each from nothing, and put one upon the other in
the order of rows.
"""

import itertools
import math
import os
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache import merging
from dashboard.cache.layout import save_array
from dashboard.cache.packs import Shard
from dashboard.cache.sums import (
    ActorSums,
    Grain,
    TermSums,
    fill_actor_sums,
    fill_term_sums,
    room_for_actors,
    room_for_terms,
)
from dashboard.cache.terms import joint_entries

_BLOCKS = 64
_TOGETHER = 32

Entries = tuple[pa.Array, npt.NDArray[np.int64]]
"""Distinct strings, sorted by their bytes, and how often each occurs."""


class Reducer(Protocol):
    """An engine, as far as reducing needs it."""

    def run(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        """The result of each task, in any order."""
        ...

    def reduce(self, function: Callable[[Any], Any], join: Callable[[Sequence[Any]], Any], tasks: Sequence[Any]) -> Any:
        """The results of all tasks, joined as a tree."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """The entries of term lists, and the forms of mentions, that occur in one shard or several."""

    terms: Entries
    forms: Entries


@dataclass(frozen=True, slots=True, eq=False)
class Reduction:
    """What an engine whose processes see the cache has counted in all shards of a generation, and that engine for the rest."""

    counted: Counted
    engine: Reducer


def reduced(shards: Sequence[Shard], engine: Reducer) -> Reduction | None:
    """The reduction over the shards of a generation; None where there are none."""
    return Reduction(engine.reduce(counted, joined, shards), engine) if shards else None


def counted(shard: Shard) -> Counted:
    """What occurs in one shard."""
    rows = shard.rows()
    return Counted(_entries(rows.column("term"), rows.column("count")), _entries(rows.column("mention_form"), None))


def joined(parts: Sequence[Counted]) -> Counted:
    """What occurs in several shards together."""
    return Counted(_joined([part.terms for part in parts]), _joined([part.forms for part in parts]))


def _entries(lists: pa.ListArray, counts: pa.ListArray | None) -> Entries:
    """The entries of a column of lists; `counts` says how often each occurs there, None once each."""
    _, values = merging.list_parts(lists)
    weights = None if counts is None else merging.list_parts(counts)[1].to_numpy()
    total = np.bincount(values.indices.to_numpy(), weights, len(values.dictionary)).astype(np.int64)
    used = np.flatnonzero(total)
    entries = values.dictionary.take(pa.array(used))
    order = pc.array_sort_indices(entries)
    return entries.take(order), total[used][order.to_numpy()]


def _joined(parts: Sequence[Entries]) -> Entries:
    entries, ids = joint_entries([entries for entries, _ in parts])
    total = np.zeros(len(entries), np.int64)
    for of_part, (_, counts) in zip(ids, parts, strict=True):
        total[of_part] += counts
    return entries, total


def ids_in(entries: pa.Array, dictionaries: Sequence[pa.Array]) -> Iterator[npt.NDArray[np.int32]]:
    """For each dictionary the places of its entries among the joint ones, in turn; the end for those that are not among them."""
    for begin in range(0, len(dictionaries), _TOGETHER):
        several = dictionaries[begin : begin + _TOGETHER]
        encoded = pa.chunked_array([entries, *several], pa.large_string()).combine_chunks().dictionary_encode()
        ends = len(entries) + np.cumsum([0, *map(len, several)])
        ids = encoded.indices.to_numpy()
        yield from (np.minimum(ids[first:last], len(entries)) for first, last in itertools.pairwise(ends))


@dataclass(frozen=True, slots=True)
class SumTask:
    """Rows `first` : `last` of the arrays in `staging` to be summed, into files of `folder` with the place in their names.

    kept: terms, or actors; in_cells: terms whose sums over cells are kept; step: rows between two sums of actors.
    """

    kind: str
    staging: Path
    folder: Path
    first: int
    last: int
    grain: Grain
    kept: int
    in_cells: int = 0
    step: int = 0


def summed(task: SumTask) -> int:
    """Sum one range of rows from nothing: what stands at each of its sums' places."""
    for number, sums in enumerate(_KINDS[task.kind](task)):
        fresh = task.folder / f"{secrets.token_hex(8)}.new"
        with fresh.open("wb") as file:
            save_array(file, sums)
        os.replace(fresh, _part(task.folder, task.first, number))
    return task.first


def _zeros(name: str, shape: tuple[int, ...], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    del name
    return np.zeros(shape, dtype)


def _terms_of(task: SumTask) -> TermSums:
    cell_row = _map(task, "cell_row")
    cells = cell_row[_cells_of(cell_row, task.first, task.last)] - task.first
    sums = room_for_terms(_zeros, task.grain, task.last - task.first, task.kept, task.in_cells, len(cells))
    lists = (_map(task, f"doc_{name}") for name in ("type", "count", "reported", "direct"))
    fill_term_sums((_map(task, "doc_pointer")[task.first : task.last + 1], *lists), _map(task, "type_term"), task.grain, cells, sums)
    return sums


def _actors_of(task: SumTask) -> ActorSums:
    sums = room_for_actors(_zeros, task.grain, task.last - task.first, task.step, task.kept)
    pointer = _map(task, "mention_pointer")[task.first : task.last + 1]
    fill_actor_sums(pointer, _map(task, "mention_actor"), _map(task, "mention_demonym"), task.grain, task.step, sums)
    return sums


_KINDS: dict[str, Callable[[SumTask], Iterable[npt.NDArray[Any]]]] = {"terms": _terms_of, "actors": _actors_of}


def _cells_of(cell_row: npt.NDArray[np.int64], first: int, last: int) -> slice:
    """Which cells begin in the rows, or at their end."""
    return slice(int(np.searchsorted(cell_row, first)), int(np.searchsorted(cell_row, last, side="right")))


def _map(task: SumTask, name: str) -> npt.NDArray[Any]:
    """An array of the generation that is being made; as a private map, which the kernels know from the local build."""
    path = task.staging / f"{name}.npy"
    try:
        return np.asarray(np.load(path, mmap_mode="c"))
    except ValueError:  # an empty file has nothing to map
        return np.asarray(np.load(path))


def _part(folder: Path, first: int, number: int) -> Path:
    return folder / f"{first}-{number}.npy"


def _in_ranges(reducer: Reducer, model: SumTask, rows: int, step: int) -> Iterator[tuple[SumTask, Callable[[int], npt.NDArray[Any]]]]:
    """Sum all rows by ranges on an engine; each range in turn, with what reads its sums."""
    with tempfile.TemporaryDirectory(prefix="staging-", dir=model.staging.parent) as name:
        folder = Path(name).absolute()
        tasks = [replace(model, folder=folder, first=first, last=min(first + step, rows)) for first in range(0, max(rows, 1), step)]
        for _ in reducer.run(summed, tasks):
            pass
        for task in tasks:
            yield task, partial(_taken, folder, task.first)


def _taken(folder: Path, first: int, number: int) -> npt.NDArray[Any]:
    """The sums of one kind of a range, whose file is no longer needed."""
    path = _part(folder, first, number)
    sums: npt.NDArray[Any] = np.load(path)
    path.unlink()
    return sums


def _put(out: npt.NDArray[Any], at: int, part: npt.NDArray[Any], carried: Any) -> Any:
    """Put the sums of a range upon what was carried to it; returns what is carried further."""
    out[at : at + len(part)] = part + carried
    return out[at + len(part) - 1].copy()


def term_sums(reducer: Reducer, staging: Path, rows: int, grain: Grain, cell_row: npt.NDArray[np.int64], sums: TermSums) -> None:
    """Fill the running sums of the terms of a generation, whose lists lie in `staging`, from those of its ranges."""
    kept, in_cells = sums.blocks.shape[2], sums.cells.shape[0]
    steps = (grain.rows, grain.voice_rows, grain.rows)
    model = SumTask("terms", staging.absolute(), staging, 0, 0, grain, kept, in_cells)
    carried: list[Any] = [np.zeros((2, kept), np.uint32), 0, 0]
    for task, taken in _in_ranges(reducer, model, rows, math.lcm(_BLOCKS * grain.rows, *steps)):
        before = carried[0][:, :in_cells].T
        sums.cells[:, :, _cells_of(cell_row, task.first, task.last)] = taken(len(steps)) + before[:, :, None]
        for number, step in enumerate(steps):
            carried[number] = _put(sums[number], task.first // step, taken(number), carried[number])


def actor_sums(reducer: Reducer, staging: Path, rows: int, grain: Grain, sums: ActorSums) -> None:
    """Fill the running sums of the actors of a generation, whose lists lie in `staging`, from those of its ranges."""
    number = sums.mentions.shape[1]
    actor_step = grain.actor_rows(rows, number)
    steps = (actor_step, actor_step, grain.rows)
    model = SumTask("actors", staging.absolute(), staging, 0, 0, grain, number, step=actor_step)
    carried: list[Any] = [0, 0, 0]
    for task, taken in _in_ranges(reducer, model, rows, math.lcm(_BLOCKS * grain.rows, *steps)):
        for place, step in enumerate(steps):
            carried[place] = _put(sums[place], task.first // step, taken(place), carried[place])
