"""What a generation needs of all its shards, reduced over them on an engine: the joint vocabulary, and sums by block of rows.

A shard is a pack with the rows of it that the generation takes. Vocabularies are counted shard by shard and joined as a tree, so
that no process holds more than a joint one. Sums are taken over ranges of rows, each from nothing, and put one upon the other in
the order of rows.
"""

import itertools
import os
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache import merging
from dashboard.cache.layout import save_array
from dashboard.cache.packs import Shard
from dashboard.cache.terms import joint_entries

_BLOCKS = 64
_TOGETHER = 32

Entries = tuple[pa.Array, npt.NDArray[np.int64]]
"""Distinct strings, sorted by their bytes, and how often each occurs."""
Filled = npt.NDArray[np.uint32]


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
    """Blocks to sum: those of rows `first` : `last` of the arrays in `staging`, into files of `folder` with the place in their names."""

    kind: str
    staging: Path
    folder: Path
    first: int
    last: int
    block: int
    kept: int
    width: int


def summed(task: SumTask) -> int:
    """Sum one range of rows from nothing: what stands at each of its blocks' beginnings, and at its end."""
    blocks = (task.last - task.first) // task.block + 1
    for number, sums in enumerate(_KINDS[task.kind](task, blocks)):
        fresh = task.folder / f"{secrets.token_hex(8)}.new"
        with fresh.open("wb") as file:
            save_array(file, sums)
        os.replace(fresh, _part(task.folder, task.first, number))
    return task.first


def _term_sums(task: SumTask, blocks: int) -> list[Filled]:
    out = np.zeros((blocks, 4, 2, task.kept), np.uint32)
    lists = [_map(task, f"doc_{name}") for name in ("type", "count", "reported", "direct")]
    pointer = _map(task, "doc_pointer")[task.first : task.last + 1]
    merging.term_blocks(pointer, *lists, _map(task, "type_term"), task.block, task.kept, out)
    return [out]


def _mention_sums(task: SumTask, blocks: int) -> list[Filled]:
    pairs = task.kept * (task.kept - 1) // 2
    out = [np.zeros((blocks, width), np.uint32) for width in (task.width, task.width, pairs)]
    pointer = _map(task, "mention_pointer")[task.first : task.last + 1]
    merging.actor_blocks(pointer, _map(task, "mention_actor"), _map(task, "mention_demonym"), task.block, task.kept, task.width, *out)
    return out


_KINDS: dict[str, Callable[[SumTask, int], list[Filled]]] = {"terms": _term_sums, "mentions": _mention_sums}


def _map(task: SumTask, name: str) -> npt.NDArray[Any]:
    """An array of the generation that is being made; as a private map, which the kernels know from the local build."""
    path = task.staging / f"{name}.npy"
    try:
        return np.asarray(np.load(path, mmap_mode="c"))
    except ValueError:  # an empty file has nothing to map
        return np.asarray(np.load(path))


def _part(folder: Path, first: int, number: int) -> Path:
    return folder / f"{first}-{number}.npy"


def fill_sums(reducer: Reducer, kind: str, staging: Path, rows: int, block: int, outs: Sequence[Filled], *, kept: int, width: int = 0) -> None:
    """Fill the running sums of a generation, whose lists lie in `staging`, from those of its ranges."""
    step = _BLOCKS * block
    with tempfile.TemporaryDirectory(prefix="staging-", dir=staging.parent) as name:
        folder = Path(name).absolute()
        tasks = [
            SumTask(kind, staging.absolute(), folder, first, min(first + step, rows), block, kept, width) for first in range(0, max(rows, 1), step)
        ]
        for _ in reducer.run(summed, tasks):
            pass
        carried: list[Any] = [0] * len(outs)
        for task in tasks:
            for number, out in enumerate(outs):
                part = np.load(_part(folder, task.first, number))
                at = task.first // block
                whole = part + carried[number]
                out[at : at + len(part)] = whole
                carried[number] = whole[-1]
                _part(folder, task.first, number).unlink()
