"""The vocabulary of a corpus, which terms each article holds, and which articles hold each type."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache import merging
from dashboard.cache.arrays import Arrays, write_table
from dashboard.cache.packs import Pack, Rows
from dashboard.cache.reducing import Reduction, ids_in, term_sums
from dashboard.cache.sums import Grain, fill_term_sums, open_term_sums
from dashboard.cache.terms import Entered, Vocabulary, joint_entries, joint_vocabulary, only_used
from dashboard.compiling.threads import called, side_by_side
from dashboard.text.folding import fold_column


def words_entered(packs: Iterable[Pack]) -> Entered:
    """The dictionaries of some packs in one table, by the file that each stands in."""
    return Entered((pack.path, _dictionary(pack.rows())) for pack in packs)


def _dictionary(pack: pa.RecordBatch) -> pa.Array:
    return pack.column("term").values.dictionary


def vocabulary_of(
    packs: Sequence[pa.RecordBatch], reduction: Reduction | None, entered: Callable[[], Entered] = Entered
) -> tuple[Vocabulary, Iterable[npt.NDArray[np.int32]]]:
    """The joint vocabulary, and for each pack its dictionary ids as joint type ids (-1: occurs nowhere)."""
    dictionaries = list(map(_dictionary, packs))
    if reduction:
        vocabulary = joint_vocabulary(*reduction.counted.terms)
        number = np.append(vocabulary.number, np.int32(-1))
        return vocabulary, (number[ids] for ids in ids_in(reduction.counted.terms[0], dictionaries))
    entries, ids = joint_entries(dictionaries, packs.paths if isinstance(packs, Rows) else (), entered())
    total = np.zeros(len(entries), np.int64)
    for joint, of_pack in zip(ids, side_by_side(_totals, packs), strict=True):
        total[joint] += of_pack
    entries, total, ids = only_used(entries, total, ids)
    vocabulary = joint_vocabulary(entries, total)
    return vocabulary, [vocabulary.number[joint] for joint in ids]


def _totals(pack: pa.RecordBatch) -> npt.NDArray[np.int64]:
    """How often each entry of a pack's dictionary occurs in it."""
    _, values = merging.list_parts(pack.column("term"))
    _, counts = merging.list_parts(pack.column("count"))
    total = np.zeros(len(values.dictionary), np.int64)
    merging.total_counts(values.indices.to_numpy(), counts.to_numpy(), total)
    return total


def write_vocabulary(vocabulary: Vocabulary, arrays: Arrays, staging: Path) -> None:
    """The types and terms of a corpus, and every folded spelling with the term that it belongs to, in order."""
    arrays.write("term_first", vocabulary.term_first)
    arrays.write("term_count", vocabulary.term_count)
    arrays.write("term_stop", vocabulary.term_stop)
    arrays.write("type_count", vocabulary.type_count)
    write_table(staging / "terms.arrow", pa.table({"term": vocabulary.term}))
    write_table(staging / "types.arrow", pa.table({"form": vocabulary.type_form, "name": vocabulary.type_name}))
    write_table(staging / "spellings.arrow", _spellings(vocabulary))


def _spellings(vocabulary: Vocabulary) -> pa.Table:
    """Each folded spelling of a term or of one of its forms, sorted, with the term; what two share is the one's that is so called, else the commoner's."""
    terms = np.arange(len(vocabulary.term), dtype=np.int32)
    of_type = np.repeat(terms, np.diff(vocabulary.term_first))
    spelled = pa.concat_arrays([fold_column(vocabulary.term), fold_column(vocabulary.type_form)]).dictionary_encode()
    owner = np.empty(len(spelled.dictionary), np.int32)
    owner[spelled.indices.to_numpy()[::-1]] = np.concatenate([terms, of_type])[::-1]
    order = pc.array_sort_indices(spelled.dictionary)
    return pa.table({"spelling": spelled.dictionary.take(order), "term": pa.array(owner).take(order)})


def write_terms(
    packs: Sequence[pa.RecordBatch], row_of: Sequence[npt.NDArray[np.int32]], numbers: Iterable[npt.NDArray[np.int32]],
    vocabulary: Vocabulary, arrays: Arrays, grain: Grain, cell_row: npt.NDArray[np.int64], reduction: Reduction | None,
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
    def place(pack: pa.RecordBatch, row: npt.NDArray[np.int32], number: npt.NDArray[np.int32]) -> None:
        ends, values = merging.list_parts(pack.column("term"))
        lists = [
            merging.list_parts(pack.column(name))[1].to_numpy()
            for name in ("count", "count_reported", "count_direct")
        ]
        merging.place_terms(
            ends, values.indices.to_numpy(), *lists, number, row, pointer, types, counts_out, reported, direct
        )

    side_by_side(lambda one: place(packs[one[0]], *one[1:]), zip(range(len(packs)), row_of, numbers, strict=True))
    terms = len(vocabulary.term)
    term_of_type = np.repeat(np.arange(terms, dtype=np.int32), np.diff(vocabulary.term_first))
    arrays.write("type_term", term_of_type)
    holding = np.zeros(len(term_of_type), np.int64)
    merging.count_types(types, holding)
    post_pointer = merging.list_pointer(holding)
    arrays.write("post_pointer", post_pointer)
    post_row = arrays.open("post_row", int(post_pointer[-1]), np.int32)
    post_count = arrays.open("post_count", int(post_pointer[-1]), narrow)
    articles = np.zeros(terms, np.int64)
    sums = open_term_sums(arrays, grain, rows, terms, cell_row)
    cursor = post_pointer[:-1].copy()
    middle = int(np.searchsorted(post_pointer, post_pointer[-1] // 2))
    calls = [
        partial(merging.fill_postings, pointer, types, counts_out, first, last, cursor, post_row, post_count)
        for first, last in ((0, middle), (middle, len(term_of_type)))
    ]
    calls.append(partial(merging.articles_per_term, pointer, types, term_of_type, articles))
    if not reduction:
        calls.insert(0, partial(fill_term_sums, (pointer, types, counts_out, reported, direct), term_of_type, grain, cell_row, sums))
    side_by_side(called, calls)
    arrays.write("term_articles", articles)
    if reduction:
        arrays.flush()
        term_sums(reduction.engine, arrays.folder, rows, grain, cell_row, sums)


def _smallest(largest: int) -> npt.DTypeLike:
    """The narrowest unsigned type that holds a count."""
    return np.uint8 if largest < 256 else np.uint16 if largest < 65536 else np.uint32
