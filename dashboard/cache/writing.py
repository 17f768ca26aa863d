"""Write a generation: the packs of a corpus become one set of files, articles in order of source, date and id.

What a generation holds is decided by the packs' articles alone: neither their order nor how they were cut into packs shows.
"""

import itertools
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache import merging, sums
from dashboard.cache.arrays import Arrays, write_table
from dashboard.cache.mention_lists import write_mentions, write_quotes
from dashboard.cache.reducing import Reduction
from dashboard.cache.sums import UNDATED, Grain
from dashboard.cache.term_lists import vocabulary_of, write_terms, write_vocabulary
from dashboard.cache.terms import Entered
from dashboard.readers.outlets import Outlet
from dashboard.records import ROWS

BODIES = 1 << 15

Progress = Callable[[str, float], None]

_META = (
    "id", "record", "file", "part", "source", "origin", "date", "date_text", "date_rule", "title", "byline", "section",
    "language", "words", "words_reported", "words_direct", "paragraphs", "sentences", "segments", "segment_types", "url", "warnings",
)  # fmt: skip

_SUMMED = ("words", "words_reported", "words_direct", "paragraphs", "sentences", "segments", "segment_types")


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
    finished: Callable[..., None] = lambda *names: None,
    entered: Callable[[], Entered] = Entered,
) -> dict[str, int]:
    """Write the files of a generation into `staging`; returns how many articles, words, terms and mentions it holds.

    packs: annotated articles (records.ROWS), memory-mapped where they are large. parts: for every article of a pack
    its number in its file. reduction: where other processes did, or can do, a part of it. finished: told the names of files that will
    change no more, or without a name that none will. entered: gives the words of the packs that were there before. actors: slug, ar, en, kind,
    stands_for of every actor of the lexicon, by the index that mentions use. outlets: every source and origin, by slug.
    """
    arrays, grain = Arrays(staging), sums.GRAIN
    if not packs:
        packs, parts = [pa.RecordBatch.from_pylist([], schema=ROWS)], [np.zeros(0, np.int32)]
    progress("order", 0.0)
    order, cells = _write_articles(packs, parts, outlets, staging, arrays, grain)
    finished()
    rows_of = np.empty(len(order), np.int32)
    rows_of[order] = np.arange(len(order), dtype=np.int32)
    ends = np.cumsum([0, *(pack.num_rows for pack in packs)])
    row_of = [rows_of[a:b] for a, b in itertools.pairwise(ends)]
    progress("bodies", 0.1)
    with ThreadPoolExecutor(1) as beside:
        texts = beside.submit(_write_texts, packs, order, ends, staging, arrays, finished)
        progress("vocabulary", 0.2)
        vocabulary, numbers = vocabulary_of(packs, reduction, entered)
        write_vocabulary(vocabulary, arrays, staging)
        texts.result()
    finished()
    progress("terms", 0.5)
    write_terms(packs, row_of, numbers, vocabulary, arrays, grain, cells, reduction)
    finished()
    progress("mentions", 0.8)
    mentions, number = write_mentions(packs, row_of, actors, arrays, grain, reduction)
    write_quotes(packs, row_of, number, arrays, grain)
    arrays.write("block_rows", np.array([grain.rows, grain.voice_rows, grain.actor_rows(len(order), int(number.max(initial=-1)) + 1)]))
    progress("written", 1.0)
    return {"articles": len(order), "terms": len(vocabulary.term), "mentions": mentions}


def _write_articles(
    packs: Sequence[pa.RecordBatch],
    parts: Sequence[npt.NDArray[np.int32]],
    outlets: Mapping[str, Outlet],
    staging: Path,
    arrays: Arrays,
    grain: Grain,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Write articles.arrow and the per-article arrays; returns the order of articles as positions in the packs, and their cells (sums.py)."""
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
    write_table(staging / "articles.arrow", meta)
    first = np.searchsorted(codes, np.arange(len(slugs) + 1))
    write_table(
        staging / "sources.arrow",
        _named("slug", slugs, outlets).append_column("first", pa.array(first[:-1], pa.int64())),
    )
    day = meta["date"].cast(pa.int32()).fill_null(int(UNDATED)).to_numpy()
    arrays.write("row_source", codes)
    arrays.write("row_day", day.astype(np.int32))
    origins = meta["origin"].combine_chunks().dictionary_encode()
    write_table(staging / "origins.arrow", _named("origin", origins.dictionary.to_pylist(), outlets))
    origin = origins.indices.fill_null(-1).to_numpy().astype(np.int16)
    arrays.write("row_origin", origin)
    sums.write_code_sums(arrays, "block_origins", origin, len(origins.dictionary), grain.rows)
    arabic = pc.equal(meta["language"], "ar").to_numpy()
    arrays.write("row_arabic", arabic)
    arrays.write("sum_arabic", merging.list_pointer(arabic.astype(np.int64)))
    for name in _SUMMED:
        values = np.where(arabic, meta[name].to_numpy(), 0)
        arrays.write(f"row_{name}", values.astype(np.int32))
        arrays.write(f"sum_{name}", merging.list_pointer(values))
    arrays.write("sum_undated", merging.list_pointer((day == UNDATED).astype(np.int64)))
    return np.asarray(order, np.int64), sums.cell_starts(codes, day.astype(np.int32))


def _named(column: str, slugs: Sequence[str], outlets: Mapping[str, Outlet]) -> pa.Table:
    """Outlets by slug with their names and regions; null where there is none."""
    known = [outlets[slug] for slug in slugs]
    columns = {column: slugs, "name": [one.name for one in known], "en": [one.en or None for one in known]}
    columns["region"] = [one.region or None for one in known]
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    return table.append_column("agency", pa.array([one.agency for one in known], pa.bool_()))


def _write_texts(
    packs: Sequence[pa.RecordBatch], order: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], staging: Path, arrays: Arrays,
    finished: Callable[..., None],
) -> None:  # fmt: skip
    """The bodies, and the lines that were removed from them."""
    _write_bodies(packs, order, ends, staging, arrays)
    finished("bodies.arrow")
    _write_removed(packs, order, staging)


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
    write_table(staging / "removed.arrow", table.add_column(0, "row", row))
