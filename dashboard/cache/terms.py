"""The joint vocabulary of a corpus: types grouped into terms, both numbered by frequency."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.records import NAME_SIGN
from dashboard.text.kinds import Kind, kinds
from dashboard.text.letters import QURANIC_MARKS, TASHKEEL, TATWEEL, fold
from dashboard.text.stopwords import stop_mask
from dashboard.text.terms import term_keys

_UNVOWELLED = dict.fromkeys(map(ord, TASHKEEL + TATWEEL + QURANIC_MARKS))


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


def joint_entries(dictionaries: Sequence[pa.Array]) -> tuple[pa.Array, list[npt.NDArray[np.int32]]]:
    """The distinct entries of several packs' dictionaries, sorted by their bytes, and for each pack its ids in them."""
    if not dictionaries:
        return pa.array([], pa.large_string()), []
    encoded = pa.chunked_array(dictionaries, pa.large_string()).combine_chunks().dictionary_encode()
    order = pc.array_sort_indices(encoded.dictionary).to_numpy()
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    ids = rank[encoded.indices.to_numpy()]
    ends = np.cumsum([0, *(len(d) for d in dictionaries)])
    return encoded.dictionary.take(pa.array(order)), [ids[a:b] for a, b in itertools.pairwise(ends)]


def joint_vocabulary(entries: pa.Array, counts: npt.NDArray[np.int64]) -> Vocabulary:
    """Group the entries of a corpus into terms.

    Words are conflated as one vocabulary with its counts (text.terms); a name is a term of its own, unstemmed, and takes
    in the plain words that are spelt like it.
    """
    written = entries.to_pylist()
    names = [entry.rsplit(NAME_SIGN, 1)[1] if entry.startswith(NAME_SIGN) else None for entry in written]
    forms = [entry[1:].rsplit(NAME_SIGN, 1)[0] if entry.startswith(NAME_SIGN) else entry for entry in written]
    folded = [fold(form if name is None else name) for form, name in zip(forms, names, strict=True)]
    name_keys = {key for key, name in zip(folded, names, strict=True) if name is not None}

    words: dict[str, int] = {}
    for key, count in zip(folded, counts.tolist(), strict=True):
        if key not in name_keys:
            words[key] = words.get(key, 0) + count
    keys = dict(zip(words, term_keys(list(words), list(words.values())), strict=True))
    keys.update((key, NAME_SIGN + key) for key in name_keys)
    term_key = [keys[key] for key in folded]

    shown = [(form if name is None else name).translate(_UNVOWELLED) for form, name in zip(forms, names, strict=True)]
    totals: dict[str, int] = {}
    spellings: dict[str, dict[str, int]] = {}
    for key, spelling, count in zip(term_key, shown, counts.tolist(), strict=True):
        totals[key] = totals.get(key, 0) + count
        spellings.setdefault(key, {})
        spellings[key][spelling] = spellings[key].get(spelling, 0) + count
    display = {key: min(found, key=lambda spelling: (-found[spelling], spelling)) for key, found in spellings.items()}
    ordered = sorted(totals, key=lambda key: (-totals[key], display[key], key))
    term_of = {key: i for i, key in enumerate(ordered)}

    terms = np.array([term_of[key] for key in term_key], np.int32)
    order = np.lexsort((np.arange(len(written)), -counts, terms))
    number = np.empty(len(written), np.int32)
    number[order] = np.arange(len(written), dtype=np.int32)
    term_first = np.searchsorted(terms[order], np.arange(len(ordered) + 1)).astype(np.int32)
    shown_terms = [display[key] for key in ordered]
    stop = np.array(stop_mask(shown_terms), bool) & ~np.array([key.startswith(NAME_SIGN) for key in ordered], bool)
    stop |= kinds(shown_terms) > Kind.HASHTAG
    return Vocabulary(
        number,
        pa.array([forms[i] for i in order], pa.large_string()),
        pa.array([names[i] for i in order], pa.large_string()),
        counts[order].astype(np.int64),
        term_first,
        pa.array(shown_terms, pa.large_string()),
        np.array([totals[key] for key in ordered], np.int64),
        stop,
    )
