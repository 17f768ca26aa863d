"""Term counting alone, on one core: the project's tokeniser beside CountVectorizer and polars."""

import os
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from dashboard.annotate.counting import count_units
from dashboard.bench.timing import OURS, Figure, in_turn
from dashboard.text.folding import fold_column
from dashboard.text.tokens import words_and_marks
from dashboard.text.vocabulary import TypeTable

Texts = Sequence[tuple[str, str]]

_TOGETHER = 1 << 10


def word_figures(texts: Texts, *, peers: bool, runs: int) -> tuple[list[Figure], dict[str, int]]:
    """The figures of each tool over the same titles and texts, and how many words each counted.

    The calling process is held to one core first, so that a tool that would take all of them does not.
    """
    _hold_to_one_core()
    titles, bodies = (pa.array(column, pa.large_string()) for column in zip(*texts, strict=True))
    calls = {OURS: lambda: words_counted(titles, bodies)}
    if peers:
        from dashboard.bench.peers import word_counters  # loaded on the core that it is held to

        calls |= word_counters([f"{title}\n{body}" for title, body in texts])
    taken, counted = in_turn(calls, runs=runs)
    megabytes = sum(len(title.encode()) + len(body.encode()) for title, body in texts) / 1e6
    return [Figure("words, one core", tool, seconds, megabytes) for tool, seconds in taken.items()], counted


def words_counted(titles: pa.Array, bodies: pa.Array) -> int:
    """Count the words of each article, those that fold alike as one, in batches as a build does it; returns how many there are."""
    types, folds = TypeTable(), TypeTable()
    folded = np.zeros(0, np.int32)
    counted = 0
    for first in range(0, len(bodies), _TOGETHER):
        parts, word, _, _, flags = words_and_marks(titles.slice(first, _TOGETHER), bodies.slice(first, _TOGETHER), types)
        folded = np.concatenate([folded, folds.enter(fold_column(types.column().slice(len(folded))))])
        is_word = np.ones(max(types.size, folds.size), np.bool_)
        counts = count_units(parts, word, folded[word], flags, np.zeros(len(word), np.uint8), is_word, np.ones(len(parts) // 2, np.bool_))
        counted += int(counts.count.sum())
    return counted


def _hold_to_one_core() -> None:
    hold: Any = getattr(os, "sched_setaffinity", None)
    if hold is not None:
        hold(0, {min(os.sched_getaffinity(0))})
