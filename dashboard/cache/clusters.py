"""Pairs of copies become clusters, without chains: a round-up must not tie together the briefs that it holds."""

import numpy as np
import numpy.typing as npt

from dashboard.cache.candidates import Pairs, share_of
from dashboard.compiling import njit

MEAN = 0.44
"""Two clusters become one only where the mean share between their texts is at least this."""

_LOOKED_AT = 64
"""Of a larger cluster so many texts, evenly spread, stand for all."""


def clusters_of(begins: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], hashes: npt.NDArray[np.uint32], pairs: Pairs) -> npt.NDArray[np.int32]:
    """The cluster of each text, named by its earliest text; -1 where a text stands alone.

    The likest pairs are joined first, each time if the whole clusters are alike: average linkage over the pairs in one pass.
    """
    shorter, longer, share = pairs
    order = np.lexsort((longer, shorter, -share))
    return np.asarray(_join(begins, ends, hashes, shorter[order], longer[order], MEAN))


@njit(cache=True)
def _join(begins, ends, hashes, ones, others, mean):  # type: ignore[no-untyped-def]
    """Join pair after pair; a cluster is a ring of texts: `following` leads round it, `head` is its earliest text."""
    texts = len(begins)
    head = np.arange(texts).astype(np.int32)
    following = np.arange(texts).astype(np.int32)
    size = np.ones(texts, np.int32)
    room_a, room_b = np.empty(_LOOKED_AT, np.int32), np.empty(_LOOKED_AT, np.int32)
    for pair in range(len(ones)):
        a, b = head[ones[pair]], head[others[pair]]
        if a == b:
            continue
        if size[a] > 1 or size[b] > 1:
            picked_a = _spread(a, following, size[a], room_a)
            picked_b = _spread(b, following, size[b], room_b)
            total = 0.0
            for x in room_a[:picked_a]:
                for y in room_b[:picked_b]:
                    total += share_of(hashes[begins[x] : ends[x]], hashes[begins[y] : ends[y]])
            if total < mean * picked_a * picked_b:
                continue
        first, second = min(a, b), max(a, b)
        text = second
        for _ in range(size[second]):
            head[text] = first
            text = following[text]
        following[first], following[second] = following[second], following[first]
        size[first] += size[second]
    cluster = np.full(texts, -1, np.int32)
    for text in range(texts):
        if size[head[text]] > 1:
            cluster[text] = head[text]
    return cluster


@njit(cache=True)
def _spread(text, following, size, room):  # type: ignore[no-untyped-def]
    """Put up to len(room) texts of a ring, evenly spread, into room (int32); returns how many."""
    picked = min(size, len(room))
    taken = 0
    for i in range(size):
        if taken < picked and i * picked >= taken * size:
            room[taken] = text
            taken += 1
        text = following[text]
    return taken
