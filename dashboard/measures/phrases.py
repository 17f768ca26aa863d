"""Phrases: word sequences that occur often, and oftener than their words' own frequency explains."""

import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import IO

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.corpus import View
from dashboard.errors import CallError
from dashboard.measures.association import log_likelihood
from dashboard.measures.remembering import remembered
from dashboard.measures.running_words import ARTICLE_END, running_words
from dashboard.measures.sequences import NONE, Level, next_level
from dashboard.measures.stopping import stopped
from dashboard.measures.totals import words as words_of
from dashboard.text.characters import FIRST_WORD
from dashboard.text.folding import fold_column
from dashboard.text.letters import QURANIC_MARKS, TASHKEEL, TATWEEL, fold
from dashboard.text.stopwords import stop_mask
from dashboard.text.vocabulary import TypeTable

COLUMNS = ("phrase", "count", "articles", "score")
SHORTEST, LONGEST = 2, 5
Stops = tuple[tuple[str, ...] | None, tuple[str, ...]]
"""Categories of stop words (None: the default ones), and further words."""
_WORDS_PER_OCCURRENCE = 1_000_000
_LEAST = 3
_SIGNIFICANT = 10.83  # chance gives as much once in a thousand
_UNVOWELLED = dict.fromkeys(map(ord, TASHKEEL + TATWEEL + QURANIC_MARKS))


def phrases(
    view: View,
    *,
    limit: int = 50,
    longest: int = LONGEST,
    floor: int | None = None,
    stop_words: bool = False,
    stop_categories: Collection[str] | None = None,
    stop: Collection[str] = (),
) -> pd.DataFrame:
    """Sequences of two to `longest` words that stand together oftener than chance (p < 0.001), the strongest first.

    Words are compared as terms, so that a phrase with and without a proclitic is one; it is shown as mostly written. No phrase reaches over a
    mark or a sentence's end, begins or ends with a stop word (as in terms), or is part of a longer one that is shown
    and occurs as often. `floor`: occurrences that a phrase needs, by default one in a million words and at least three. `limit` 0 gives all.

    Returns a DataFrame: phrase, count, articles, score (log-likelihood of its weakest joint: how much oftener its two parts meet
    than chance, whichever way it is cut). The texts are read again, about 5 s for 100,000 articles, until as many were read as the
    corpus holds: from then on its words are kept. Temporary files take up to eight bytes a word; the last answers are kept.
    Raises CallError where `longest` or `floor` make no sense. Log-likelihood after Dunning (1993).
    """
    if not SHORTEST <= longest <= LONGEST:
        raise CallError(f"Phrases have {SHORTEST} to {LONGEST} words, not up to {longest}")
    least = max(_LEAST, -(-words_of(view) // _WORDS_PER_OCCURRENCE)) if floor is None else floor
    if least < 2:
        raise CallError(f"A phrase must occur at least twice; the floor {least} is too low")
    stops = None if stop_words else (None if stop_categories is None else tuple(sorted(stop_categories)), tuple(sorted(stop)))
    found = remembered(view.corpus, "phrases", (view.selection, longest, least, stops), lambda: _found(view, longest, least, stops))
    shown = slice(limit or None)
    return pd.DataFrame(
        {"phrase": _texts(found.words[shown], found.forms), "count": found.count[shown], "articles": found.articles[shown], "score": found.score[shown]}
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Phrases:
    """Phrases, the strongest first; words: int32[n, longest], type ids with -1 after the last; forms: every type as written."""

    words: npt.NDArray[np.int32]
    count: npt.NDArray[np.int64]
    articles: npt.NDArray[np.int64]
    score: npt.NDArray[np.float64]
    forms: pa.Array


def _texts(words: npt.NDArray[np.int32], forms: pa.Array) -> list[str]:
    used, place = np.unique(words, return_inverse=True)
    written = ["" if one < 0 else str(forms[one].as_py()).translate(_UNVOWELLED) for one in used.tolist()]
    return [" ".join(filter(None, (written[i] for i in row))) for row in place.reshape(words.shape)]


def _found(view: View, longest: int, floor: int, stops: Stops | None) -> _Phrases:
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as scratch:
        running = running_words(view, file)
        words, types = running.words, running.types
        if not len(words):
            return _none(longest)
        key_of_type, stop, rank = _keys(view, types, stops or (None, ()))
        used = np.bincount(words[words >= 0], minlength=types.size)
        counts = np.zeros(len(stop), np.int64)
        np.add.at(counts, key_of_type[used > 0], used[used > 0])
        rare = counts[key_of_type] < floor
        kept = np.append(np.where(rare, NONE, key_of_type), np.full(2, NONE, np.int32)).astype(np.int32)
        ids = _room(scratch, len(words))
        for first in range(0, len(words), 1 << 24):
            ids[first : first + (1 << 24)] = kept[words[first : first + (1 << 24)]]
        levels = [next_level(words, ids, length, floor, ARTICLE_END, ids) for length in range(SHORTEST, longest + 2)]
        return _strongest(levels, words, counts, np.zeros_like(stop) if stops is None else stop, running.forms, rank)


def _none(longest: int) -> _Phrases:
    nothing = np.zeros(0, np.int64)
    return _Phrases(np.zeros((0, longest), np.int32), nothing, nothing, np.zeros(0), pa.array([], pa.large_string()))


def _room(file: IO[bytes], size: int) -> npt.NDArray[np.int32]:
    """An array of integers that lives in a temporary file."""
    if not size:
        return np.zeros(0, np.int32)
    return np.asarray(np.memmap(file, np.int32, mode="w+", shape=(size,)))


def _keys(view: View, types: TypeTable, stops: Stops) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_], npt.NDArray[np.int32]]:
    """Under which key each type is compared, which keys are stop words, and each type's rank among all: words that occur inside names
    only were met in an order that depends on what was read, and rank by their letters.

    A word's key is its term. Words that occur inside names only have none: they share the key of a term spelt alike, or have one for
    each folded spelling, without the proclitic where they begin a name.
    """
    corpus = view.corpus
    generation = corpus.generation
    table = generation.table("types")
    plain = pc.is_null(table["name"]).to_numpy(zero_copy_only=False)
    own = generation.array("type_term")[plain]
    keys = np.full(types.size, NONE, np.int32)
    keys[FIRST_WORD : FIRST_WORD + len(own)] = own
    spellings = dict(_spelling_of_names(table.filter(pa.array(~plain))))
    fresh = types.texts(FIRST_WORD + len(own))
    written = [spellings.get(text) or fold(text) for text in fresh]
    terms = len(corpus.terms)
    last_first = fold_column(corpus.terms.column).take(pa.array(np.arange(terms)[::-1]))
    found = pc.index_in(pa.array(written, last_first.type), value_set=last_first).to_pylist()
    of_spelling: dict[str, int] = {}
    keys[FIRST_WORD + len(own) :] = [
        of_spelling.setdefault(spelling, terms + len(of_spelling)) if place is None else terms - 1 - place
        for spelling, place in zip(written, found, strict=True)
    ]
    rank = np.arange(types.size, dtype=np.int32)
    rank[FIRST_WORD + len(own) + np.array(sorted(range(len(fresh)), key=fresh.__getitem__), np.int64)] = np.arange(FIRST_WORD + len(own), types.size)
    categories, extra = stops
    stop = np.concatenate([stopped(view, categories, extra), np.array(stop_mask(list(of_spelling), categories, extra=extra), bool)])
    return keys, stop, rank


def _spelling_of_names(names: pa.Table) -> Iterator[tuple[str, str]]:
    """The first words of names as written, with their folded spelling without proclitics."""
    for form, name in zip(names["form"].to_pylist(), names["name"].to_pylist(), strict=True):
        yield form.split(" ", 1)[0], fold(name.split(" ", 1)[0])


def _strongest(
    levels: list[Level],
    words: npt.NDArray[np.int32],
    single: npt.NDArray[np.int64],
    stop: npt.NDArray[np.bool_],
    forms: pa.Array,
    rank: npt.NDArray[np.int32],
) -> _Phrases:
    """The phrases to show out of all frequent sequences, the strongest first; the last level is one longer than they may be.

    Of a text that is longer than a phrase may be, the leftmost part that can be shown stands for the whole.
    """
    total = int(single.sum())
    *levels, longer = levels
    begins, ends = [stop], [stop]
    for level in levels:
        begins.append(begins[-1][level.head])
        ends.append(ends[-1][level.tail])
    covered = np.zeros(len(levels[-1].count), np.int64)
    led = ~(begins[-1] | ends[-1])[longer.head]
    np.maximum.at(covered, longer.tail[led], longer.count[led])
    chosen = []
    for length in range(len(levels), 0, -1):
        level = levels[length - 1]
        showable = ~(begins[length] | ends[length])
        where = np.flatnonzero(showable & (covered < level.count))
        parts = np.full((len(where), len(levels) + 1), NONE, np.int32)
        for k in range(length + 1):
            parts[:, k] = words[level.place[where] + k]
        chosen.append((parts, level.count[where], level.documents[where], _weakest_joint(levels[:length], single, where, total)))
        reach = np.maximum(np.where(showable, level.count, 0), covered)
        covered = np.zeros(len(levels[length - 2].count) if length > 1 else 0, np.int64)
        if length > 1:
            np.maximum.at(covered, level.head, reach)
            np.maximum.at(covered, level.tail, reach)
    parts, count, articles, score = (np.concatenate(column) for column in zip(*chosen, strict=True))
    held = score >= _SIGNIFICANT
    parts, count, articles, score = parts[held], count[held], articles[held], score[held]
    ranks = np.where(parts < 0, NONE, rank[parts])
    order = np.lexsort([*(ranks[:, k] for k in range(parts.shape[1])), -count, -score])
    return _Phrases(parts[order], count[order], articles[order], score[order], forms)


def _weakest_joint(
    levels: list[Level], single: npt.NDArray[np.int64], chosen: npt.NDArray[np.int64], total: int
) -> npt.NDArray[np.float64]:
    """For sequences of the last level the least log-likelihood over all ways to cut them in two."""
    counts = [single, *(level.count for level in levels)]
    score = np.full(len(chosen), np.inf)
    heads: npt.NDArray[np.integer] = chosen
    tails: npt.NDArray[np.integer] = chosen
    left, right = [], []
    for level in reversed(levels):
        heads, tails = level.head[heads], level.tail[tails]
        left.append(heads)
        right.append(tails)
    size = len(levels)
    for cut in range(size):
        first = counts[size - 1 - cut][left[cut]]
        last = counts[cut][right[size - 1 - cut]]
        score = np.minimum(score, log_likelihood(levels[-1].count[chosen], first, last, total))
    return score
