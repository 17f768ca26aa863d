"""Which texts may share their wording: pairs found through a sample of shingles, then compared in full.

Plain MinHash looks for texts of like length; a brief inside a round-up is not one. Here every shingle with a small hash is a sample,
whoever holds it, so that the share of a short text's samples that a long one holds estimates containment itself.
"""

import numpy as np
import numpy.typing as npt

from dashboard.compiling import njit

SHARE = 0.6
"""A copy: at least this share of the shorter text's shingles stand in the other."""

FEWEST = 10
"""Texts of fewer shingles are copies only where they are the same throughout."""

_SAMPLED = np.uint32(1 << 30)
"""Shingles below this hash are samples: one in four."""

_NEAR = 64
"""Of the texts that hold a sample, each is compared with so many earlier and so many later ones; copies are near in time."""

Pairs = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.float32]]


def copies_among(
    begins: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], hashes: npt.NDArray[np.uint32], keys: npt.NDArray[np.uint64] | None = None
) -> Pairs:
    """The pairs of texts that are copies: (shorter, longer, share), each pair once, ordered by the two numbers.

    Text i holds the shingles hashes[begins[i] : ends[i]], ascending; texts are numbered from the earliest on. `keys`: their sorted samples,
    where they are known.
    """
    if keys is None:
        keys = sample_keys(begins, ends, hashes)
    samples = _sampled_until(begins, ends, hashes) - begins
    keys, frequent = _shared_samples(keys, samples)
    pointer, places = _places(keys, len(begins))
    shorter, longer, share = _pairs(begins, ends, hashes, samples, frequent, keys, pointer, places)
    return shorter, longer, share


def sample_keys(
    begins: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    hashes: npt.NDArray[np.uint32],
    old: npt.NDArray[np.uint64] | None = None,
    number: npt.NDArray[np.int64] | None = None,
) -> npt.NDArray[np.uint64]:
    """The samples of all texts with the texts' numbers, hash above number, sorted: uint64.

    `old`: sorted samples of an earlier set of texts, of which text i is number[i] here, -1 if it is gone. Only the samples of the other
    texts are made and sorted; where old texts keep their order, joining the two takes one pass.
    """
    new = np.arange(len(begins)) if number is None else np.setdiff1d(np.arange(len(begins)), number)
    samples = (_sampled_until(begins, ends, hashes) - begins)[new]
    fresh = _sample_keys(begins, samples, new, hashes)
    fresh.sort()
    if old is None:
        return np.asarray(fresh, np.uint64)
    keys = np.concatenate([_renumbered(old, number), fresh])
    keys.sort(kind="stable")
    return keys


@njit(cache=True)
def _renumbered(keys, number):  # type: ignore[no-untyped-def]
    """The samples of texts that stay, under their new numbers: uint64."""
    out = np.empty(len(keys), np.uint64)
    at = 0
    for key in keys:
        text = number[key & np.uint64(0xFFFFFFFF)]
        if text >= 0:
            out[at] = key >> np.uint64(32) << np.uint64(32) | np.uint64(text)
            at += 1
    return out[:at]


@njit(cache=True)
def _sampled_until(begins, ends, hashes):  # type: ignore[no-untyped-def]
    """Where each text's samples end: int64[texts]; hashes ascend, so that samples come first."""
    until = np.empty(len(begins), np.int64)
    for text in range(len(begins)):
        until[text] = begins[text] + np.searchsorted(hashes[begins[text] : ends[text]], _SAMPLED)
    return until


@njit(cache=True)
def _sample_keys(begins, samples, texts, hashes):  # type: ignore[no-untyped-def]
    """Every sample of some texts with its text in one number, hash above text: uint64[samples.sum()]."""
    keys = np.empty(samples.sum(), np.uint64)
    at = 0
    for which in range(len(texts)):
        text = texts[which]
        for i in range(begins[text], begins[text] + samples[which]):
            keys[at] = np.uint64(hashes[i]) << np.uint64(32) | np.uint64(text)
            at += 1
    return keys


@njit(cache=True)
def _shared_samples(keys, samples):  # type: ignore[no-untyped-def]
    """The keys whose sample several texts hold, and how many such samples each text has."""
    shared = np.zeros(len(samples), np.int32)
    out = np.empty(_repeated(keys), np.uint64)
    kept, first = 0, 0
    while first < len(keys):
        last = _run_end(keys, first)
        if last - first > 1:
            for i in range(first, last):
                shared[keys[i] & np.uint64(0xFFFFFFFF)] += 1
                out[kept] = keys[i]
                kept += 1
        first = last
    return out, shared


@njit(cache=True)
def _repeated(keys):  # type: ignore[no-untyped-def]
    """How many keys have a sample that several texts hold."""
    found, first = 0, 0
    while first < len(keys):
        last = _run_end(keys, first)
        if last - first > 1:
            found += last - first
        first = last
    return found


@njit(cache=True, inline="always")
def _run_end(keys, first):  # type: ignore[no-untyped-def]
    """Where the keys of one sample end."""
    last = first + 1
    while last < len(keys) and keys[last] >> np.uint64(32) == keys[first] >> np.uint64(32):
        last += 1
    return last


@njit(cache=True)
def _places(keys, texts):  # type: ignore[no-untyped-def]
    """Where among the keys each text's samples stand: pointer int64[texts + 1], places int64[keys]."""
    pointer = np.zeros(texts + 1, np.int64)
    for key in keys:
        pointer[np.int64(key & np.uint64(0xFFFFFFFF)) + 1] += 1
    pointer = np.cumsum(pointer)
    cursor = pointer[:-1].copy()
    places = np.empty(len(keys), np.int64)
    for i in range(len(keys)):
        text = np.int64(keys[i] & np.uint64(0xFFFFFFFF))
        places[cursor[text]] = i
        cursor[text] += 1
    return pointer, places


@njit(cache=True, inline="always")
def _fewest_hits(samples):  # type: ignore[no-untyped-def]
    """How many of a text's samples a copy of it holds at the least: the expected share less two standard deviations."""
    return max(1, np.int64(SHARE * samples - 2 * np.sqrt(SHARE * (1 - SHARE) * samples)))


@njit(cache=True)
def _pairs(begins, ends, hashes, samples, frequent, keys, pointer, places):  # type: ignore[no-untyped-def]
    """Each text against the longer ones that hold enough of its samples; the pairs that prove to be copies."""
    shorter, longer, share = [np.int32(0)], [np.int32(0)], [np.float32(0)]
    hits = np.zeros(len(begins), np.int32)
    met = np.empty(len(begins), np.int32)
    for text in range(len(begins)):
        length = ends[text] - begins[text]
        needed = _fewest_hits(samples[text])
        if length < FEWEST or frequent[text] < needed:
            continue
        found = 0
        for p in range(pointer[text], pointer[text + 1]):
            sample = keys[places[p]] >> np.uint64(32)
            for step in (-1, 1):
                i = places[p] + step
                for _ in range(_NEAR):
                    if i < 0 or i >= len(keys) or keys[i] >> np.uint64(32) != sample:
                        break
                    other = np.int64(keys[i] & np.uint64(0xFFFFFFFF))
                    span = ends[other] - begins[other]
                    if span > length or (span == length and other > text):
                        if hits[other] == 0:
                            met[found] = other
                            found += 1
                        hits[other] += 1
                    i += step
        for candidate in np.sort(met[:found]):
            if hits[candidate] >= needed:
                part = share_of(hashes[begins[text] : ends[text]], hashes[begins[candidate] : ends[candidate]])
                if part >= np.float32(SHARE):
                    shorter.append(np.int32(text))
                    longer.append(candidate)
                    share.append(part)
            hits[candidate] = 0
    return np.array(shorter[1:]), np.array(longer[1:]), np.array(share[1:])


@njit(cache=True)
def share_of(one, other):  # type: ignore[no-untyped-def]
    """The share of the shorter text's shingles that stand in the other: float32; both uint32, ascending and distinct."""
    i, j, n = 0, 0, 0
    while i < len(one) and j < len(other):
        if one[i] == other[j]:
            n += 1
            i += 1
            j += 1
        elif one[i] < other[j]:
            i += 1
        else:
            j += 1
    return np.float32(n / max(1, min(len(one), len(other))))
