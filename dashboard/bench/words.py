"""Term counting alone, on one core: the project's tokeniser beside CountVectorizer and polars."""

import os
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from dashboard.bench.timing import OURS, Figure, in_turn
from dashboard.text.characters import FIRST_WORD
from dashboard.text.tokens import tokenise
from dashboard.text.vocabulary import TypeTable

Texts = Sequence[tuple[str, str]]


def word_figures(texts: Texts, *, peers: bool, runs: int) -> tuple[list[Figure], dict[str, int]]:
    """The figures of each tool over the same titles and texts, and how many words each counted.

    The calling process is held to one core first, so that a tool that would take all of them does not.
    """
    _hold_to_one_core()
    titles, bodies = (pa.array(column, pa.large_string()) for column in zip(*texts, strict=True))
    calls = {OURS: lambda: int(np.count_nonzero(tokenise(titles, bodies, TypeTable()).type >= FIRST_WORD))}
    if peers:
        from dashboard.bench.peers import word_counters  # loaded on the core that it is held to

        calls |= word_counters([f"{title}\n{body}" for title, body in texts])
    taken, counted = in_turn(calls, runs=runs)
    megabytes = sum(len(title.encode()) + len(body.encode()) for title, body in texts) / 1e6
    return [Figure("words, one core", tool, seconds, megabytes) for tool, seconds in taken.items()], counted


def _hold_to_one_core() -> None:
    hold: Any = getattr(os, "sched_setaffinity", None)
    if hold is not None:
        hold(0, {min(os.sched_getaffinity(0))})
