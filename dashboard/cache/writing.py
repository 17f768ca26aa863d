"""Write a generation: the packs of a corpus become one set of files, articles in order of source, date and id.

What a generation holds is decided by the packs' articles alone: neither their order nor how they were cut into packs shows.
"""

import itertools
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache import merging
from dashboard.cache.layout import save_array
from dashboard.cache.reducing import Reduction, fill_sums, ids_in
from dashboard.cache.terms import Vocabulary, joint_entries, joint_vocabulary
from dashboard.readers.outlets import Outlet
from dashboard.records import MENTION_FIELDS, QUOTE_FIELDS, ROWS

BLOCK = 512
KEPT_TERMS = 8192
KEPT_PAIR_ACTORS = 128
UNDATED = np.int32(2**31 - 1)
BODIES = 1 << 15

Progress = Callable[[str, float], None]

_META = (
    "id", "record", "file", "part", "source", "origin", "date", "date_text", "date_rule", "title", "byline", "section",
    "language", "words", "words_reported", "words_direct", "paragraphs", "sentences", "segments", "segment_types", "url", "warnings",
)  # fmt: skip

_SUMMED = ("words", "words_reported", "words_direct", "paragraphs", "sentences", "segments", "segment_types")


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


def _smallest(largest: int) -> npt.DTypeLike:
    """The narrowest unsigned type that holds a count."""
    return np.uint8 if largest < 256 else np.uint16 if largest < 65536 else np.uint32


def _write_table(path: Path, table: pa.Table, rows: int = 1 << 16) -> None:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks(), max_chunksize=rows)


def _with_unique_ids(meta: pa.Table) -> pa.Table:
    """The table with a suffix on every id that an earlier article (by file and part) bears already."""
    ids = meta["id"].combine_chunks()
    if pc.count_distinct(ids).as_py() == len(ids):
        return meta
    order = pc.sort_indices(meta, sort_keys=[("file", "ascending"), ("part", "ascending")]).to_numpy()
    seen: dict[str, int] = {}
    unique = ids.to_pylist()
    for i in order.tolist():
        times = seen[unique[i]] = seen.get(unique[i], 0) + 1
        if times > 1:
            unique[i] = f"{unique[i]}-{times}"
    return meta.set_column(meta.schema.get_field_index("id"), "id", pa.array(unique, pa.string()))


def write_generation(
    packs: Sequence[pa.RecordBatch],
    parts: Sequence[npt.NDArray[np.int32]],
    actors: pa.Table,
    outlets: Mapping[str, Outlet],
    staging: Path,
    progress: Progress,
    reduction: Reduction | None = None,
) -> dict[str, int]:
    """Write the files of a generation into `staging`; returns how many articles, words, terms and mentions it holds.

    packs: annotated articles (records.ROWS), memory-mapped where they are large. parts: for every article of a pack
    its number in its file. reduction: where other processes did, or can do, a part of it. actors: slug, ar, en, kind,
    stands_for of every actor of the lexicon, by the index that mentions use. outlets: every source and origin, by slug.
    """
    arrays = Arrays(staging)
    if not packs:
        packs, parts = [pa.RecordBatch.from_pylist([], schema=ROWS)], [np.zeros(0, np.int32)]
    progress("order", 0.0)
    order = _write_articles(packs, parts, outlets, staging, arrays)
    rows_of = np.empty(len(order), np.int32)
    rows_of[order] = np.arange(len(order), dtype=np.int32)
    ends = np.cumsum([0, *(pack.num_rows for pack in packs)])
    row_of = [rows_of[a:b] for a, b in itertools.pairwise(ends)]
    progress("bodies", 0.1)
    _write_bodies(packs, order, ends, staging, arrays)
    _write_removed(packs, order, staging)
    progress("vocabulary", 0.3)
    vocabulary, numbers = _vocabulary(packs, reduction)
    _write_vocabulary(vocabulary, arrays, staging)
    progress("terms", 0.5)
    _write_terms(packs, row_of, numbers, vocabulary, arrays, reduction)
    progress("mentions", 0.8)
    mentions = _write_mentions(packs, row_of, actors, arrays, reduction)
    _write_quotes(packs, row_of, arrays, staging)
    progress("written", 1.0)
    return {"articles": len(order), "terms": len(vocabulary.term), "mentions": mentions}


def _write_articles(
    packs: Sequence[pa.RecordBatch],
    parts: Sequence[npt.NDArray[np.int32]],
    outlets: Mapping[str, Outlet],
    staging: Path,
    arrays: Arrays,
) -> npt.NDArray[np.int64]:
    """Write articles.arrow and the per-article arrays; returns the order of articles as positions in the packs."""
    meta = pa.Table.from_batches([pack.select(list(_META)) for pack in packs])
    part = np.concatenate(list(parts))
    meta = meta.set_column(meta.schema.get_field_index("part"), "part", pa.array(part, pa.int32()))
    meta = _with_unique_ids(meta)
    order = pc.sort_indices(
        meta,
        sort_keys=[
            ("source", "ascending"),
            ("date", "ascending"),
            ("file", "ascending"),
            ("part", "ascending"),
            ("id", "ascending"),
        ],
    ).to_numpy()
    meta = meta.take(pa.array(order))
    sources = meta["source"].combine_chunks().dictionary_encode()
    slugs = sources.dictionary.to_pylist()
    codes = sources.indices.to_numpy().astype(np.int16)
    _write_table(staging / "articles.arrow", meta)
    first = np.searchsorted(codes, np.arange(len(slugs) + 1))
    _write_table(
        staging / "sources.arrow",
        _named("slug", slugs, outlets).append_column("first", pa.array(first[:-1], pa.int64())),
    )
    day = meta["date"].cast(pa.int32()).fill_null(int(UNDATED)).to_numpy()
    arrays.write("row_source", codes)
    arrays.write("row_day", day.astype(np.int32))
    origins = meta["origin"].combine_chunks().dictionary_encode()
    _write_table(staging / "origins.arrow", _named("origin", origins.dictionary.to_pylist(), outlets))
    arrays.write("row_origin", origins.indices.fill_null(-1).to_numpy().astype(np.int16))
    arabic = pc.equal(meta["language"], "ar").to_numpy()
    arrays.write("row_arabic", arabic)
    for name in _SUMMED:
        values = np.where(arabic, meta[name].to_numpy(), 0)
        arrays.write(f"row_{name}", values.astype(np.int32))
        arrays.write(f"sum_{name}", merging.list_pointer(values))
    arrays.write("sum_undated", merging.list_pointer((day == UNDATED).astype(np.int64)))
    return np.asarray(order, np.int64)


def _named(column: str, slugs: Sequence[str], outlets: Mapping[str, Outlet]) -> pa.Table:
    """Outlets by slug with their names and regions; null where there is none."""
    known = [outlets[slug] for slug in slugs]
    columns = {column: slugs, "name": [one.name for one in known], "en": [one.en or None for one in known]}
    columns["region"] = [one.region or None for one in known]
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    return table.append_column("agency", pa.array([one.agency for one in known], pa.bool_()))


def _write_bodies(
    packs: Sequence[pa.RecordBatch], order: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], staging: Path, arrays: Arrays
) -> None:
    """bodies.arrow: the bodies in joint order, a batch of BODIES at a time, so that memory stays bounded; body_batches: where each begins."""
    texts = [_string_parts(pack.column("body")) for pack in packs]
    schema = pa.schema({"body": pa.large_string()})
    with pa.OSFile(str(staging / "bodies.arrow"), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        places_in_file = []
        for begin in range(0, len(order), BODIES):
            wanted = order[begin : begin + BODIES]
            pack_of = np.searchsorted(ends, wanted, side="right") - 1
            places = [np.flatnonzero(pack_of == pack) for pack in range(len(packs))]
            lengths = np.zeros(len(wanted), np.int64)
            for (offsets, _), first, here in zip(texts, ends, places, strict=False):
                chosen = wanted[here] - first
                lengths[here] = offsets[chosen + 1] - offsets[chosen]
            out_offsets = merging.list_pointer(lengths)
            out = np.empty(int(out_offsets[-1]), np.uint8)
            for (offsets, data), first, here in zip(texts, ends, places, strict=False):
                merging.gather_bytes(data, offsets, wanted[here] - first, out, out_offsets, here)
            body = pa.LargeStringArray.from_buffers(len(wanted), pa.py_buffer(out_offsets), pa.py_buffer(out))
            places_in_file.append(sink.tell())
            writer.write_batch(pa.record_batch([body], schema=schema))
        places_in_file.append(sink.tell())
    arrays.write("body_batches", np.array(places_in_file, np.int64))


def _string_parts(column: pa.Array) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """The offsets and the bytes of a large_string column without nulls."""
    _, offsets, data = column.buffers()
    at = np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column) + 1]
    return at, np.frombuffer(data if data is not None and data.size else b"", np.uint8)


def _write_removed(packs: Sequence[pa.RecordBatch], order: npt.NDArray[np.int64], staging: Path) -> None:
    """removed.arrow: the removed lines of each article in joint order, with the article's row."""
    lists = pa.chunked_array([pack.column("removed") for pack in packs]).take(pa.array(order))
    lengths = pc.list_value_length(lists).fill_null(0).to_numpy()
    flat = pa.concat_arrays([chunk.flatten() for chunk in lists.chunks]) if lists.num_chunks else lists
    table = (
        pa.Table.from_struct_array(flat)
        if len(flat)
        else pa.Table.from_pylist([], pa.schema(list(lists.type.value_type)))
    )
    row = pa.array(np.repeat(np.arange(len(order), dtype=np.int32), lengths))
    _write_table(staging / "removed.arrow", table.add_column(0, "row", row))


def _vocabulary(packs: Sequence[pa.RecordBatch], reduction: Reduction | None) -> tuple[Vocabulary, Iterable[npt.NDArray[np.int32]]]:
    """The joint vocabulary, and for each pack its dictionary ids as joint type ids (-1: occurs nowhere)."""
    dictionaries = [pack.column("term").values.dictionary for pack in packs]
    if reduction:
        vocabulary = joint_vocabulary(*reduction.counted.terms)
        number = np.append(vocabulary.number, np.int32(-1))
        return vocabulary, (number[ids] for ids in ids_in(reduction.counted.terms[0], dictionaries))
    entries, ids = joint_entries(dictionaries)
    total, articles = np.zeros(len(entries), np.int64), np.zeros(len(entries), np.int64)
    for pack, joint in zip(packs, ids, strict=True):
        _, values = merging.list_parts(pack.column("term"))
        _, counts = merging.list_parts(pack.column("count"))
        merging.total_counts(joint[values.indices.to_numpy()], counts.to_numpy(), total, articles)
    entries, total, ids = _only_used(entries, total, ids)
    vocabulary = joint_vocabulary(entries, total)
    return vocabulary, [vocabulary.number[joint] for joint in ids]


def _only_used(
    entries: pa.Array, counts: npt.NDArray[np.int64], ids: Sequence[npt.NDArray[np.int32]]
) -> tuple[pa.Array, npt.NDArray[np.int64], list[npt.NDArray[np.int32]]]:
    """The entries that occur at all: a pack's dictionary may hold words of articles that have left the corpus."""
    used = np.flatnonzero(counts)
    number = np.full(len(counts), -1, np.int32)
    number[used] = np.arange(len(used), dtype=np.int32)
    return entries.take(pa.array(used)), counts[used], [number[joint] for joint in ids]


def _write_vocabulary(vocabulary: Vocabulary, arrays: Arrays, staging: Path) -> None:
    arrays.write("term_first", vocabulary.term_first)
    arrays.write("term_count", vocabulary.term_count)
    arrays.write("term_stop", vocabulary.term_stop)
    arrays.write("type_count", vocabulary.type_count)
    _write_table(staging / "terms.arrow", pa.table({"term": vocabulary.term}))
    _write_table(
        staging / "types.arrow", pa.table({"form": vocabulary.type_form, "name": vocabulary.type_name})
    )


def _write_terms(
    packs: Sequence[pa.RecordBatch], row_of: Sequence[npt.NDArray[np.int32]], numbers: Iterable[npt.NDArray[np.int32]],
    vocabulary: Vocabulary, arrays: Arrays, reduction: Reduction | None,
) -> None:  # fmt: skip
    """The term lists in joint order, their transpose, and running sums of the commonest terms."""
    rows = sum(pack.num_rows for pack in packs)
    lengths = np.zeros(rows, np.int64)
    largest = 0
    for pack, row in zip(packs, row_of, strict=True):
        ends, _ = merging.list_parts(pack.column("term"))
        lengths[row] = np.diff(ends)
        counts = merging.list_parts(pack.column("count"))[1]
        largest = max(largest, int(counts.to_numpy().max()) if len(counts) else 0)
    pointer = merging.list_pointer(lengths)
    narrow = _smallest(largest)
    arrays.write("doc_pointer", pointer)
    types = arrays.open("doc_type", int(pointer[-1]), np.int32)
    counts_out, reported, direct = (
        arrays.open(name, int(pointer[-1]), narrow) for name in ("doc_count", "doc_reported", "doc_direct")
    )
    for pack, row, number in zip(packs, row_of, numbers, strict=True):
        ends, values = merging.list_parts(pack.column("term"))
        lists = [
            merging.list_parts(pack.column(name))[1].to_numpy()
            for name in ("count", "count_reported", "count_direct")
        ]
        merging.place_terms(
            ends, values.indices.to_numpy(), *lists, number, row, pointer, types, counts_out, reported, direct
        )
    terms = len(vocabulary.term)
    term_of_type = np.repeat(np.arange(terms, dtype=np.int32), np.diff(vocabulary.term_first))
    arrays.write("type_term", term_of_type)
    holding = np.zeros(len(term_of_type), np.int64)
    merging.count_types(types, holding)
    post_pointer = merging.list_pointer(holding)
    arrays.write("post_pointer", post_pointer)
    post_row = arrays.open("post_row", int(post_pointer[-1]), np.int32)
    post_count = arrays.open("post_count", int(post_pointer[-1]), narrow)
    merging.fill_postings(pointer, types, counts_out, post_pointer[:-1].copy(), post_row, post_count)
    articles = np.zeros(terms, np.int64)
    merging.articles_per_term(pointer, types, term_of_type, articles)
    arrays.write("term_articles", articles)
    kept = min(KEPT_TERMS, terms)
    sums = arrays.open("block_terms", (rows // BLOCK + 1, 4, 2, kept), np.uint32)
    if reduction:
        arrays.flush()
        fill_sums(reduction.engine, "terms", arrays.folder, rows, BLOCK, [sums], kept=kept)
    else:
        merging.term_blocks(pointer, types, counts_out, reported, direct, term_of_type, BLOCK, kept, sums)


def _write_mentions(
    packs: Sequence[pa.RecordBatch],
    row_of: Sequence[npt.NDArray[np.int32]],
    actors: pa.Table,
    arrays: Arrays,
    reduction: Reduction | None,
) -> int:
    """The mentions in joint order, the actors that occur numbered by frequency, and running sums of both."""
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
        columns[name] = (
            np.zeros(total, dtype) if name == "actor" else arrays.open(f"mention_{name}", total, dtype)
        )
        for pack, row, ids in zip(packs, row_of, form_ids, strict=True):
            ends, values = merging.list_parts(pack.column(f"mention_{name}"))
            plain = (
                ids[values.indices.to_numpy()] if name == "form" else values.to_numpy(zero_copy_only=False)
            )
            merging.gather_lists(ends, row, pointer, plain, columns[name])
    counted = np.bincount(columns["actor"][~columns["demonym"]], minlength=actors.num_rows)
    occurs = np.bincount(columns["actor"], minlength=actors.num_rows) > 0
    stood_for = pc.index_in(actors["stands_for"], actors["slug"].combine_chunks()).fill_null(-1).to_numpy()
    occurs[np.unique(stood_for[occurs & (stood_for >= 0)])] = True
    present = np.flatnonzero(occurs)
    slugs = np.array(actors["slug"].to_pylist(), object)[present]
    ranked = present[np.lexsort((slugs.astype(str), -counted[present]))]
    number = np.full(actors.num_rows, -1, np.int32)
    number[ranked] = np.arange(len(ranked), dtype=np.int32)
    _write_table(arrays.folder / "actors.arrow", actors.take(pa.array(ranked)))
    _write_table(arrays.folder / "forms.arrow", pa.table({"form": forms}))
    arrays.write("mention_pointer", pointer)
    arrays.write("mention_actor", number[columns["actor"]])
    arrays.write("actor_number", number)
    kept = min(KEPT_PAIR_ACTORS, len(ranked))
    blocks = rows // BLOCK + 1
    sums = [
        arrays.open(name, (blocks, len(ranked)), np.uint32)
        for name in ("block_mentions", "block_actor_articles")
    ]
    pairs = arrays.open("block_pairs", (blocks, kept * (kept - 1) // 2), np.uint32)
    if reduction:
        arrays.flush()
        fill_sums(reduction.engine, "mentions", arrays.folder, rows, BLOCK, [*sums, pairs], kept=kept, width=len(ranked))
    else:
        merging.actor_blocks(pointer, number[columns["actor"]], columns["demonym"], BLOCK, kept, len(ranked), *sums, pairs)
    return total


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
    forms, _, ids = _only_used(forms, counts, ids)
    return forms, ids


def _write_quotes(
    packs: Sequence[pa.RecordBatch], row_of: Sequence[npt.NDArray[np.int32]], arrays: Arrays, staging: Path
) -> None:
    """The quotes in joint order; speakers keep the lexicon's index, which actor_number turns into the generation's."""
    rows = sum(pack.num_rows for pack in packs)
    lengths = np.zeros(rows, np.int64)
    for pack, row in zip(packs, row_of, strict=True):
        lengths[row] = np.diff(merging.list_parts(pack.column("quote_kind"))[0])
    pointer = merging.list_pointer(lengths)
    arrays.write("quote_pointer", pointer)
    for name, kind in QUOTE_FIELDS.items():
        out = arrays.open(f"quote_{name}", int(pointer[-1]), np.dtype(kind.to_pandas_dtype()))
        for pack, row in zip(packs, row_of, strict=True):
            ends, values = merging.list_parts(pack.column(f"quote_{name}"))
            merging.gather_lists(ends, row, pointer, values.to_numpy(), out)
