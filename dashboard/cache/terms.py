"""The joint vocabulary of a corpus: types grouped into terms, both numbered by frequency."""

import itertools
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.records import NAME_SIGN
from dashboard.text.characters import FIRST_WORD
from dashboard.text.folding import fold_column, undecorated_column
from dashboard.text.kinds import Kind, kind_column
from dashboard.text.stopwords import stop_column
from dashboard.text.terms.keys import key_column
from dashboard.text.vocabulary import TypeTable


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Types and terms of a corpus.

    number       int32[entries]   joint entry -> type id; ids are sorted by (term, count descending, form)
    type_form    string[types]    each type as written, proclitics included
    type_name    string[types]    for a name, its form without the proclitic; else null
    type_count   int64[types]
    term_first   int32[terms + 1] the types of term t are term_first[t] : term_first[t + 1]
    term         string[terms]    the commonest full form; ids are sorted by count descending
    term_count   int64[terms]
    term_stop    bool[terms]      a stop word
    """

    number: npt.NDArray[np.int32]
    type_form: pa.Array
    type_name: pa.Array
    type_count: npt.NDArray[np.int64]
    term_first: npt.NDArray[np.int32]
    term: pa.Array
    term_count: npt.NDArray[np.int64]
    term_stop: npt.NDArray[np.bool_]


class Entered:
    """The dictionaries of packs that are known before the rest, entered in one table: by pack its ids there."""

    def __init__(self, dictionaries: Iterable[tuple[Hashable, pa.Array]] = ()) -> None:
        self.table = TypeTable()
        self.ids = {pack: self.table.enter(dictionary) for pack, dictionary in dictionaries}


def joint_entries(
    dictionaries: Sequence[pa.Array], packs: Sequence[Hashable] = (), entered: Entered | None = None
) -> tuple[pa.Array, list[npt.NDArray[np.int32]]]:
    """The distinct entries of several packs' dictionaries, sorted by their bytes, and for each pack its ids in them.

    packs: what `entered` calls each; entries of others that it knows stand among the result.
    """
    if not dictionaries:
        return pa.array([], pa.large_string()), []
    known = entered or Entered()
    table = known.table
    ids = [
        known.ids[pack] if pack in known.ids else table.enter(dictionary)
        for pack, dictionary in itertools.zip_longest(packs[: len(dictionaries)], dictionaries)
    ]
    entries = table.column().slice(FIRST_WORD)
    order = pc.array_sort_indices(entries)
    rank = np.empty(table.size, np.int32)
    rank[FIRST_WORD + order.to_numpy().astype(np.int64)] = np.arange(len(order), dtype=np.int32)
    return entries.take(order), [rank[of_one] for of_one in ids]


def only_used(
    entries: pa.Array, counts: npt.NDArray[np.int64], ids: Sequence[npt.NDArray[np.int32]]
) -> tuple[pa.Array, npt.NDArray[np.int64], list[npt.NDArray[np.int32]]]:
    """The entries that occur at all: a pack's dictionary may hold words of articles that have left the corpus."""
    used = np.flatnonzero(counts)
    number = np.full(len(counts), -1, np.int32)
    number[used] = np.arange(len(used), dtype=np.int32)
    return entries.take(pa.array(used)), counts[used], [number[joint] for joint in ids]


def joint_vocabulary(entries: pa.Array, counts: npt.NDArray[np.int64]) -> Vocabulary:
    """Group the entries of a corpus, sorted by their bytes, into terms.

    Words are conflated as one vocabulary with its counts (text.terms); a name is a term of its own, unstemmed, and takes
    in the plain words that are spelt like it.
    """
    names, forms, bare = _names(entries)
    plain = pa.concat_arrays([bare, forms.slice(len(bare))])
    folded = fold_column(plain).dictionary_encode()
    shown = undecorated_column(plain).dictionary_encode()
    key = _term_of_spelling(folded, shown, counts, len(bare))
    term, display, total = _terms(key[folded.indices.to_numpy()], shown, counts)
    order = np.lexsort((np.arange(len(entries)), -counts, term))
    number = np.empty(len(entries), np.int32)
    number[order] = np.arange(len(entries), dtype=np.int32)
    named = np.zeros(len(total), np.bool_)
    named[term[: len(bare)]] = True
    shown_terms = shown.dictionary.take(pa.array(display))
    stop = (stop_column(shown_terms) & ~named) | (kind_column(shown_terms) > Kind.HASHTAG)
    return Vocabulary(
        number,
        forms.take(pa.array(order)),
        names.take(pa.array(order)),
        counts[order].astype(np.int64),
        np.searchsorted(term[order], np.arange(len(total) + 1)).astype(np.int32),
        shown_terms,
        total,
        stop,
    )


def _names(entries: pa.Array) -> tuple[pa.Array, pa.Array, pa.Array]:
    """For every entry its name without the proclitic (null for a word) and its full form; and the former for the names, which stand first."""
    named = int(pc.sum(pc.starts_with(entries, NAME_SIGN)).as_py() or 0)
    written = [entry.split(NAME_SIGN) for entry in entries.slice(0, named).to_pylist()]
    bare = pa.array([one[2] for one in written], pa.large_string())
    forms = pa.concat_arrays([pa.array([one[1] for one in written], pa.large_string()), entries.slice(named)])
    return pa.concat_arrays([bare, pa.nulls(len(entries) - named, pa.large_string())]), forms, bare


def _term_of_spelling(
    folded: pa.DictionaryArray, shown: pa.DictionaryArray, counts: npt.NDArray[np.int64], names: int
) -> npt.NDArray[np.int64]:
    """A number for the term of each folded spelling; the first `names` entries are names.

    Of the spellings that fold alike the commonest says which word it is: الاعلام is الإعلام where most write that.
    """
    of_entry = folded.indices.to_numpy()
    is_name = np.zeros(len(folded.dictionary), np.bool_)
    is_name[of_entry[:names]] = True
    words = pa.array(np.flatnonzero(~is_name))
    totals = np.bincount(of_entry, counts, len(is_name)).astype(np.int64)
    keys = key_column(_commonest(folded, shown, counts).take(words), totals[~is_name]).dictionary_encode()
    term = np.empty(len(is_name), np.int64)
    term[~is_name] = keys.indices.to_numpy()
    term[is_name] = len(keys.dictionary) + np.arange(np.count_nonzero(is_name))
    return term


def _commonest(folded: pa.DictionaryArray, shown: pa.DictionaryArray, counts: npt.NDArray[np.int64]) -> pa.Array:
    """The commonest spelling of each folded one, the first by its letters among equals."""
    pairs, place = np.unique(folded.indices.to_numpy().astype(np.int64) << 32 | _ranked(shown)[1], return_inverse=True)
    together = np.bincount(place, counts, len(pairs)).astype(np.int64)
    best = np.lexsort((pairs, -together, pairs >> 32))
    firsts = best[np.flatnonzero(np.diff(pairs[best] >> 32, prepend=-1))]
    return shown.dictionary.take(pa.array(_ranked(shown)[0][pairs[firsts] & 0xFFFFFFFF]))


def _ranked(shown: pa.DictionaryArray) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The spellings in order of their letters, and the place of each entry's in that order."""
    order = pc.array_sort_indices(shown.dictionary).to_numpy().astype(np.int64)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return order, rank[shown.indices.to_numpy()]


def _without_conjunction(shown: pa.DictionaryArray, order: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """For each spelling, by its place in the order, the place of the one that is left without و or ف before it; -1 where there is none."""
    sorted_spellings = shown.dictionary.take(pa.array(order))
    joined = pc.match_substring_regex(sorted_spellings, "^[وف]..").to_numpy(zero_copy_only=False)
    rest = np.full(len(order), -1, np.int64)
    cut = pc.utf8_slice_codeunits(sorted_spellings.filter(pa.array(joined)), 1)
    rest[joined] = pc.index_in(cut, value_set=sorted_spellings).fill_null(-1).to_numpy()
    return rest


def _terms(
    key: npt.NDArray[np.int64], shown: pa.DictionaryArray, counts: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The term of each entry, terms numbered by count (ties: by what is shown); what each term shows; its count.

    A term shows its commonest spelling, the first by its letters among equals. One with و or ف before another of its spellings counts as
    that other one. No other term has that spelling.
    """
    order, spelling = _ranked(shown)
    pairs, place = np.unique(key << 32 | spelling, return_inverse=True)
    together = np.bincount(place, counts, len(pairs)).astype(np.int64)
    of_pair, spelling_of_pair = pairs >> 32, pairs & 0xFFFFFFFF
    rest = _without_conjunction(shown, order)[spelling_of_pair]
    bare = np.where(rest >= 0, of_pair << 32 | rest, 0)
    place_of_bare = np.searchsorted(pairs, bare)
    joined = (rest >= 0) & (pairs[np.minimum(place_of_bare, len(pairs) - 1)] == bare)
    written = together.copy()
    np.add.at(written, place_of_bare[joined], together[joined])
    best = np.lexsort((spelling_of_pair, -written, joined, of_pair))
    firsts = best[np.flatnonzero(np.diff(of_pair[best], prepend=-1))]
    totals = np.bincount(of_pair, together, len(firsts)).astype(np.int64)
    ranked = np.lexsort((spelling_of_pair[firsts], -totals))
    number = np.empty(len(ranked), np.int64)
    number[ranked] = np.arange(len(ranked))
    return number[key], order[spelling_of_pair[firsts[ranked]]], totals[ranked]
