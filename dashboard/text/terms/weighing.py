"""Which reading holds: a lemma weighs what the vocabulary's other words give it."""

import numpy as np

from dashboard.compiling import njit

_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@njit(cache=True, nogil=True)
def _numbered(lemma: np.ndarray) -> tuple[np.ndarray, int]:
    """A number for each distinct lemma (uint64), int64, in order of first sight, and how many: lemmas of neighbouring words lie close together."""
    room = 1
    while room < 2 * lemma.size:
        room *= 2
    held, number = np.zeros(room, np.uint64), np.full(room, -1, np.int64)
    mask = np.uint64(room - 1)
    out = np.empty(lemma.size, np.int64)
    known = 0
    for r in range(lemma.size):
        slot = (lemma[r] * _SPREAD) >> np.uint64(20) & mask
        while number[slot] >= 0 and held[slot] != lemma[r]:
            slot = slot + np.uint64(1) & mask
        if number[slot] < 0:
            held[slot], number[slot] = lemma[r], known
            known += 1
        out[r] = number[slot]
    return out, known


@njit(cache=True, nogil=True)
def _weigh(
    ids: np.ndarray, weight: np.ndarray, base: np.ndarray, starts: np.ndarray, groups: np.ndarray, share: np.ndarray, lemmas: int, rounds: int, sharpness: float
) -> np.ndarray:
    """Posterior of each reading, float64. ids: int64 dense lemma numbers; base: float64 per reading; groups: int64 starts of word groups that are spellings of one folded word.

    Each round takes a group's own contribution out, weighs its readings by what is left, and puts the new contribution in.
    """
    posterior = np.zeros(ids.size, np.float64)
    mass = np.zeros(lemmas, np.float64)
    for _ in range(rounds):
        for group in range(groups.size - 1):
            first, last = groups[group], groups[group + 1]
            for word in range(first, last):
                for r in range(starts[word], starts[word + 1]):
                    mass[ids[r]] -= posterior[r] * share[word]
            for word in range(first, last):
                top = -1e18
                for r in range(starts[word], starts[word + 1]):
                    posterior[r] = weight[r] + sharpness * np.log(base[r] + max(mass[ids[r]], 0.0))
                    top = max(top, posterior[r])
                total = 0.0
                for r in range(starts[word], starts[word + 1]):
                    posterior[r] = np.exp(posterior[r] - top)
                    total += posterior[r]
                for r in range(starts[word], starts[word + 1]):
                    posterior[r] /= total
            for word in range(first, last):
                for r in range(starts[word], starts[word + 1]):
                    mass[ids[r]] += posterior[r] * share[word]
    return posterior


@njit(cache=True, nogil=True)
def _best(ids: np.ndarray, posterior: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """For each word the reading that stands for its likeliest lemma (readings of one lemma add up), int64; -1 for none."""
    out = np.full(starts.size - 1, -1, np.int64)
    for word in range(starts.size - 1):
        top = 0.0
        for r in range(starts[word], starts[word + 1]):
            together, strongest = 0.0, r
            for other in range(starts[word], starts[word + 1]):
                if ids[other] == ids[r]:
                    together += posterior[other]
                    if posterior[other] > posterior[strongest]:
                        strongest = other
            if together > top * (1.0 + 1e-12):
                top = together
                out[word] = strongest
    return out


def chosen(lemma: np.ndarray, weight: np.ndarray, base: np.ndarray, starts: np.ndarray, groups: np.ndarray, share: np.ndarray, *, rounds: int = 6, sharpness: float = 1.0) -> np.ndarray:
    """The chosen reading of each word, by leave-one-out expectation maximisation over the vocabulary.

    A word never supports its own reading: a lemma's weight comes from its other forms and from the lists (base).
    """
    if not lemma.size:
        return np.full(starts.size - 1, -1, np.int64)
    ids, lemmas = _numbered(lemma)
    posterior = _weigh(ids, weight.astype(np.float64), base, starts, groups, share, lemmas, rounds, sharpness)
    best: np.ndarray = _best(ids, posterior, starts)
    return best
