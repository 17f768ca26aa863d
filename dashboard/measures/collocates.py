"""Collocates: the words that stand near a term, and how much oftener than chance."""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.cache import index
from dashboard.compiling import njit
from dashboard.corpus import Corpus, View
from dashboard.errors import CallError
from dashboard.measures.association import log_dice, log_likelihood
from dashboard.measures.remembering import remembered
from dashboard.measures.stopping import stopped
from dashboard.measures.streams import Batch, batches
from dashboard.measures.terms import term_counts
from dashboard.text.tokens import SENTENCE_START

COLUMNS = ("collocate", "count", "expected", "log_dice", "log_likelihood")
WINDOW, WIDEST = 5, 50
FLOOR = 3
Node = tuple[str, int]
"""What is looked at: ("term", its number) or ("actor", its number)."""


def collocates(
    view: View,
    term: str,
    *,
    window: int = WINDOW,
    floor: int = FLOOR,
    limit: int = 50,
    stop_words: bool = False,
    stop_categories: Collection[str] | None = None,
    stop: Collection[str] = (),
) -> pd.DataFrame:
    """The words within `window` words of a term, before or after it in the same sentence, the most attached first.

    All forms of the term count; an actor given by slug stands for all its names. A name of several words is one word, as in
    counting. Each occurrence counts once, however many of the term's own stand near. Collocates that occur there less than `floor` times are left
    out, and stop words as in terms. `limit` 0 gives all.

    Returns a DataFrame: collocate, count (in the windows), expected (were the words shuffled), log_dice (at most 14; comparable between corpora),
    log_likelihood (G², negative where rarer than chance). The articles that hold the term are read again, 40 microseconds each.
    Raises CallError where the corpus does not hold the term or the window is none. LogDice after Rychlý (2008).
    """
    if not 1 <= window <= WIDEST:
        raise CallError(f"--window {window} is not between 1 and {WIDEST}")
    node = node_of(view.corpus, term)
    near, inside, nodes = remembered(view.corpus, "collocates", (view.selection, node, window), lambda: _near(view, node, window))
    alone = term_counts(view)[0]
    total = int(alone.sum()) - nodes
    wanted = near >= max(floor, 1)
    if not stop_words:
        wanted &= ~stopped(view, stop_categories, stop)
    number = np.flatnonzero(wanted)
    count, elsewhere = near[number], alone[number]
    table = pd.DataFrame(
        {
            "collocate": view.corpus.terms_at(number),
            "count": count,
            "expected": inside * elsewhere / max(total, 1),
            "log_dice": log_dice(count, np.int64(nodes), elsewhere),
            "log_likelihood": log_likelihood(count, np.int64(inside), elsewhere, total),
        }
    )
    order = np.lexsort((number, -table["count"], -table["log_dice"]))
    return table.iloc[order[: limit or None]].reset_index(drop=True)


def node_of(corpus: Corpus, text: str) -> Node:
    """The actor of that slug, else the term of that word or name, else the actor of that name.

    Raises CallError where the corpus holds none of them.
    """
    if text in corpus.generation.actor_numbers:
        return "actor", corpus.generation.actor_numbers[text]
    try:
        return "term", corpus.term(text)
    except CallError as unknown:
        try:
            return "actor", corpus.actor(text)
        except CallError:
            raise unknown from None


def node_rows(view: View, node: Node) -> npt.NDArray[np.int64]:
    """The view's rows that hold the node at all."""
    generation = view.corpus.generation
    kind, number = node
    held = np.zeros(generation.rows, np.bool_)
    if kind == "term":
        first = generation.array("term_first")
        held = index.term_rows(first[number], first[number + 1], generation.array("post_pointer"), generation.array("post_row"), generation.rows)
    else:
        mentions = np.flatnonzero(generation.array("mention_actor") == number)
        held[np.searchsorted(generation.array("mention_pointer"), mentions, side="right") - 1] = True
    rows = view.row_numbers()
    return rows[held[rows]]


def is_node(corpus: Corpus, batch: Batch, node: Node) -> npt.NDArray[np.bool_]:
    """Which tokens the node begins at."""
    kind, number = node
    if kind == "term":
        return np.asarray(batch.term == number)
    generation = corpus.generation
    own = (generation.array("mention_actor") == number) & ~generation.array("mention_demonym")
    return np.append(own, False)[batch.mention]


def _near(view: View, node: Node, window: int) -> tuple[npt.NDArray[np.int64], int, int]:
    """Occurrences of every term in the node's windows, all together, and occurrences of the node."""
    near = np.zeros(len(view.corpus.terms), np.int64)
    inside = nodes = 0
    for batch in batches(view, node_rows(view, node)):
        said = batch.voice == view.voice - 1 if view.voice else np.ones(len(batch.voice), np.bool_)
        stream = batch.stream
        here = is_node(view.corpus, batch, node) & said
        inside += _count_near(stream.parts, stream.flags, batch.term, here, said, window, near)
        nodes += int(np.count_nonzero(here))
    return near, inside, nodes


@njit(cache=True)
def _count_near(parts, flags, term, node, said, window, near):  # type: ignore[no-untyped-def]
    """Add the terms that stand within `window` terms of a node in its sentence to `near`; returns how many."""
    total = 0
    held = np.empty(len(term) + 1, np.int64)
    for part in range(len(parts) - 1):
        n = 0
        for i in range(parts[part], parts[part + 1] + 1):
            if n and (i == parts[part + 1] or flags[i] & SENTENCE_START):
                total += _count_sentence(held, n, term, node, said, window, near)
                n = 0
            if i < parts[part + 1] and (term[i] >= 0 or node[i]):
                held[n] = i
                n += 1
    return total


@njit(cache=True)
def _count_sentence(held, n, term, node, said, window, near):  # type: ignore[no-untyped-def]
    total = 0
    last = -1 - window
    following = 0
    for k in range(n):
        if node[held[k]]:
            last = k
            continue
        following = max(following, k + 1)
        while following < n and following <= k + window and not node[held[following]]:
            following += 1
        close = k - last <= window or (following < n and following <= k + window)
        if close and said[held[k]] and term[held[k]] >= 0:
            near[term[held[k]]] += 1
            total += 1
    return total
