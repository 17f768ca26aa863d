"""From a vocabulary to its conflation keys."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.text.folding import as_column, fold_column, undecorated_column
from dashboard.text.terms.affixes import endings, proclitics
from dashboard.text.terms.coding import LONGEST, TANWEEN_FATH, coded_column
from dashboard.text.terms.lookup import word_lists
from dashboard.text.terms.readings import guessed_lemmas, readings
from dashboard.text.terms.weighing import chosen
from dashboard.text.terms.weights import weights

_MARKED = f"(?:{TANWEEN_FATH}|{TANWEEN_FATH}ا)\\s*$"
_MARK = pa.array(["", "\1"], pa.large_string())
_BETWEEN = pa.scalar("\0", pa.large_string())


def term_keys(words: Sequence[str], counts: Sequence[int] | None = None) -> list[str]:
    """One key for each word of a vocabulary: words with the same key are forms of one term.

    A key reads lemma/n (nouns and all other nominals) or lemma/v (verbs), spelled as the lists have it, else folded; what is not written in Arabic letters is its own folded
    spelling. The vocabulary is read as a whole: a reading holds if the word lists or the vocabulary's other words bear it out, common words
    (by their counts) somewhat more than rare ones. The order of the words does not matter.
    """
    if counts is not None and len(counts) != len(words):
        raise ValueError(f"{len(words)} words, but {len(counts)} counts")
    keys: list[str] = key_column(as_column(words), None if counts is None else np.asarray(counts, np.int64)).to_pylist()
    return keys


def key_column(words: pa.Array, counts: npt.NDArray[np.int64] | None = None) -> pa.Array:
    """As term_keys, for a large_string column and counts int64[words]."""
    spelled = undecorated_column(words)
    folded = fold_column(spelled)
    marked = pc.match_substring_regex(words, _MARKED)
    # The distinct words in an order of their own: by folded spelling, then by spelling and mark.
    identity = pc.binary_join_element_wise(folded, spelled, _MARK.take(marked.cast(pa.int8())), _BETWEEN).dictionary_encode()
    first = np.full(len(identity.dictionary), -1, np.int64)
    of_word = identity.indices.to_numpy()
    first[of_word[::-1]] = np.arange(len(words))[::-1]
    order = pc.array_sort_indices(identity.dictionary).to_numpy()
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    distinct = pa.array(first[order])
    totals = np.zeros(len(order), np.int64) if counts is None else np.bincount(rank[of_word], counts, len(order)).astype(np.int64)
    keys = _distinct_keys(folded.take(distinct), spelled.take(distinct), marked.take(distinct).to_numpy(zero_copy_only=False), totals)
    return keys.take(pa.array(rank[of_word]))


def _distinct_keys(folded: pa.Array, spelled: pa.Array, marked: npt.NDArray[np.bool_], counts: npt.NDArray[np.int64]) -> pa.Array:
    """The keys of distinct words that are sorted by their folded spelling."""
    letters = coded_column(spelled, folded)
    lengths = np.diff(letters.starts)
    strange = np.concatenate([[0], np.cumsum(letters.codes == 0)])
    arabic = (strange[letters.starts[1:]] == strange[letters.starts[:-1]]) & (lengths > 0) & (lengths <= LONGEST)
    if not arabic.any():
        return folded
    lists, values = word_lists(), weights()
    if not arabic.all():
        letters = coded_column(spelled.filter(pa.array(arabic)), folded.filter(pa.array(arabic)))
    found = readings(letters, marked[arabic], proclitics(), endings(), lists.table, values.readings)
    same = folded.filter(pa.array(arabic)).dictionary_encode().indices.to_numpy()
    groups = np.concatenate([[0], np.flatnonzero(np.diff(same)) + 1, [len(same)]]).astype(np.int64)
    common = np.maximum(np.add.reduceat(counts[arabic], groups[:-1]), 1).astype(np.float64) ** values.count_power
    share = np.repeat(common / np.diff(groups), np.diff(groups))
    base = values.unlisted + values.listed * (found.source >= 0)
    best = chosen(found.lemma, found.weight, base, found.starts, groups, share, rounds=values.rounds, sharpness=values.sharpness)
    source = np.zeros(len(best), np.int64)
    source[best >= 0] = found.source[best[best >= 0]]
    guessed = (best >= 0) & (source < 0)
    # Every key stands in one of three columns: the listed lemmas, the guessed ones, the words themselves.
    place = np.arange(len(folded)) + len(lists.lemmas) + np.count_nonzero(guessed)
    place[arabic] = np.where(best < 0, place[arabic], np.where(guessed, len(lists.lemmas) + np.cumsum(guessed) - 1, source))
    columns = [lists.lemma_column, guessed_lemmas(letters, np.flatnonzero(guessed), source[guessed], endings()), folded]
    return pa.concat_arrays(columns).take(pa.array(place))
