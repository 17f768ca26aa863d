"""The names and the quotes that each article holds, and the actors that occur."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache import merging
from dashboard.cache.arrays import Arrays, write_table
from dashboard.cache.reducing import Reduction, actor_sums, ids_in
from dashboard.cache.sums import Grain, fill_actor_sums, open_actor_sums, write_actor_lists, write_code_sums
from dashboard.cache.terms import joint_entries, only_used
from dashboard.records import MENTION_FIELDS, QUOTE_FIELDS


def write_mentions(
    packs: Sequence[pa.RecordBatch],
    row_of: Sequence[npt.NDArray[np.int32]],
    actors: pa.Table,
    arrays: Arrays,
    grain: Grain,
    reduction: Reduction | None,
) -> tuple[int, npt.NDArray[np.int32]]:
    """The mentions in joint order, the actors that occur numbered by frequency, and running sums of both.

    Returns how many mentions there are, and the number of each actor of the lexicon (-1: not in this corpus).
    """
    rows = sum(pack.num_rows for pack in packs)
    lengths = np.zeros(rows, np.int64)
    for pack, row in zip(packs, row_of, strict=True):
        lengths[row] = np.diff(merging.list_parts(pack.column("mention_actor"))[0])
    pointer = merging.list_pointer(lengths)
    total = int(pointer[-1])
    columns: dict[str, npt.NDArray[Any]] = {}
    forms, form_ids = _forms(packs, reduction)
    for name, kind in MENTION_FIELDS.items():
        dtype = np.int32 if name == "form" else np.dtype(kind.to_pandas_dtype())
        columns[name] = np.zeros(total, dtype) if name == "actor" else arrays.open(f"mention_{name}", total, dtype)
    for pack, row, ids in zip(packs, row_of, form_ids, strict=True):
        for name, out in columns.items():
            ends, values = merging.list_parts(pack.column(f"mention_{name}"))
            plain = ids[values.indices.to_numpy()] if name == "form" else values.to_numpy(zero_copy_only=False)
            merging.gather_lists(ends, row, pointer, plain, out)
    counted = np.bincount(columns["actor"][~columns["demonym"]], minlength=actors.num_rows)
    occurs = np.bincount(columns["actor"], minlength=actors.num_rows) > 0
    stood_for = pc.index_in(actors["stands_for"], actors["slug"].combine_chunks()).fill_null(-1).to_numpy()
    occurs[np.unique(stood_for[occurs & (stood_for >= 0)])] = True
    present = np.flatnonzero(occurs)
    slugs = np.array(actors["slug"].to_pylist(), object)[present]
    ranked = present[np.lexsort((slugs.astype(str), -counted[present]))]
    number = np.full(actors.num_rows, -1, np.int32)
    number[ranked] = np.arange(len(ranked), dtype=np.int32)
    write_table(arrays.folder / "actors.arrow", actors.take(pa.array(ranked)))
    write_table(arrays.folder / "forms.arrow", pa.table({"form": forms}))
    arrays.write("mention_pointer", pointer)
    arrays.write("mention_actor", number[columns["actor"]])
    arrays.write("actor_number", number)
    lists = (pointer, number[columns["actor"]], columns["demonym"])
    write_actor_lists(arrays, *lists, len(ranked))
    sums = open_actor_sums(arrays, grain, rows, len(ranked))
    if reduction:
        arrays.flush()
        actor_sums(reduction.engine, arrays.folder, rows, grain, sums)
    else:
        fill_actor_sums(*lists, grain, grain.actor_rows(rows, len(ranked)), sums)
    return total, number


def _forms(packs: Sequence[pa.RecordBatch], reduction: Reduction | None) -> tuple[pa.Array, list[npt.NDArray[np.int32]]]:
    """The distinct forms of names, and for each pack its dictionary ids as joint ids."""
    if reduction:
        joint = reduction.counted.forms[0]
        return joint, list(ids_in(joint, [pack.column("mention_form").values.dictionary for pack in packs]))
    forms, ids = joint_entries([pack.column("mention_form").values.dictionary for pack in packs])
    counts = np.zeros(len(forms), np.int64)
    for pack, joint in zip(packs, ids, strict=True):
        values = merging.list_parts(pack.column("mention_form"))[1]
        counts += np.bincount(joint[values.indices.to_numpy()], minlength=len(forms))
    forms, _, ids = only_used(forms, counts, ids)
    return forms, ids


def write_quotes(
    packs: Sequence[pa.RecordBatch], row_of: Sequence[npt.NDArray[np.int32]], number: npt.NDArray[np.int32], arrays: Arrays, grain: Grain
) -> None:
    """The quotes in joint order, and running sums of their speakers; these keep the lexicon's index, which `number` turns into the generation's."""
    rows = sum(pack.num_rows for pack in packs)
    lengths = np.zeros(rows, np.int64)
    for pack, row in zip(packs, row_of, strict=True):
        lengths[row] = np.diff(merging.list_parts(pack.column("quote_kind"))[0])
    pointer = merging.list_pointer(lengths)
    arrays.write("quote_pointer", pointer)
    columns = {
        name: arrays.open(f"quote_{name}", int(pointer[-1]), np.dtype(kind.to_pandas_dtype())) for name, kind in QUOTE_FIELDS.items()
    }
    for pack, row in zip(packs, row_of, strict=True):
        for name, out in columns.items():
            ends, values = merging.list_parts(pack.column(f"quote_{name}"))
            merging.gather_lists(ends, row, pointer, values.to_numpy(), out)
    speaker = np.where(columns["actor"] < 0, -1, number[columns["actor"]])
    actors = int(number.max(initial=-1)) + 1
    write_code_sums(arrays, "block_speakers", speaker, actors, grain.actor_rows(rows, actors), pointer)
