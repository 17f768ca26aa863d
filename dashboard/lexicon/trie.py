"""Names as paths of word ids: the arrays that the matching kernel walks."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dashboard.compiling import njit

_MIX = np.uint64(0x9E3779B97F4A7C15)


class Trie(NamedTuple):
    """Sequences of word ids, each with the id of its key.

    root      int32[words]  the node of a first word, or -1
    edge      int64[2**k]   node << 32 | word, or -1; open addressing
    child     int32[2**k]   the node that the edge leads to
    terminal  int32[nodes]  the key that ends at a node, or -1
    """

    root: npt.NDArray[np.int32]
    edge: npt.NDArray[np.int64]
    child: npt.NDArray[np.int32]
    terminal: npt.NDArray[np.int32]


def trie_of(sequences: Iterable[Sequence[int]], words: int) -> Trie:
    """The trie of sequences, whose key ids are their positions; `words` is how many word ids there are."""
    root = np.full(max(words, 1), -1, np.int32)
    edges: dict[int, int] = {}
    terminal: list[int] = []
    for key, (first, *rest) in enumerate(sequences):
        node = int(root[first])
        if node < 0:
            node = root[first] = len(terminal)
            terminal.append(-1)
        for word in rest:
            following = edges.get(node << 32 | word)
            if following is None:
                following = edges[node << 32 | word] = len(terminal)
                terminal.append(-1)
            node = following
        terminal[node] = key
    edge, child = _hash_table(edges)
    return Trie(root, edge, child, np.array(terminal or [-1], np.int32))


def _hash_table(edges: dict[int, int]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    room = 1 << max(4, (2 * len(edges)).bit_length())
    edge, child = np.full(room, -1, np.int64), np.full(room, -1, np.int32)
    _fill(
        np.fromiter(edges.keys(), np.int64, len(edges)),
        np.fromiter(edges.values(), np.int32, len(edges)),
        edge,
        child,
    )
    return edge, child


@njit(cache=True)
def _fill(keys, children, edge, child):  # type: ignore[no-untyped-def]
    mask = np.int64(len(edge) - 1)
    for i in range(len(keys)):
        slot = np.int64((np.uint64(keys[i]) * _MIX) >> np.uint64(32)) & mask
        while edge[slot] >= 0:
            slot = (slot + 1) & mask
        edge[slot] = keys[i]
        child[slot] = children[i]


@njit(cache=True, inline="always")
def step(trie, node, word):  # type: ignore[no-untyped-def]
    """The node after one more word, or -1."""
    key = np.int64(node) << 32 | np.int64(word)
    mask = np.int64(len(trie.edge) - 1)
    slot = np.int64((np.uint64(key) * _MIX) >> np.uint64(32)) & mask
    while trie.edge[slot] >= 0:
        if trie.edge[slot] == key:
            return trie.child[slot]
        slot = (slot + 1) & mask
    return np.int32(-1)
