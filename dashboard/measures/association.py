"""How much two things go together: measures over the counts of each alone, of both, and of all windows."""

import numpy as np
import numpy.typing as npt
from scipy import special

Counts = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]


def npmi(both: Counts, a: Counts, b: Counts, total: int) -> Scores:
    """Normalised pointwise mutual information, -1 (never together) … 0 (chance) … 1 (always); Bouma (2009)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        p = both / total
        score = np.log(p * total / a * total / b) / -np.log(p)
    score = np.where(both == 0, -1.0, score)
    return np.clip(np.where(both >= total, 1.0, score), -1.0, 1.0)


def log_likelihood(both: Counts, a: Counts | np.int64, b: Counts, total: int) -> Scores:
    """G² of the two-by-two table, negative where the pair is rarer than chance; Dunning (1993)."""
    a, b, both = (np.asarray(values, float) for values in (a, b, both))
    cells = ((both, a * b), (a - both, a * (total - b)), (b - both, (total - a) * b), (total - a - b + both, (total - a) * (total - b)))
    score = np.zeros(np.shape(both))
    with np.errstate(divide="ignore", invalid="ignore"):
        for seen, product in cells:
            score += np.where(seen > 0, seen * np.log(seen * total / product), 0.0)
    return 2 * score * np.where(both * total >= a * b, 1.0, -1.0)


def log_dice(both: Counts, a: Counts | np.int64, b: Counts) -> Scores:
    """LogDice, at most 14; two more mean four times as attached, whatever the corpus's size; Rychlý (2008)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(14 + np.log2(2 * both / (a + b)), float)


def two_rates(in_a: Counts, in_b: Counts, size_a: int, size_b: int) -> Scores:
    """G² of one count out of each of two sizes: how sure it is that the rates differ; Dunning (1993), all four cells of the table."""
    return np.abs(log_likelihood(in_a, in_a + in_b, np.full(len(in_a), size_a), size_a + size_b))


def log_ratio(in_a: Counts, in_b: Counts, size_a: int, size_b: int) -> Scores:
    """log₂ of how many times higher a's rate is; a count of none is taken for one half; Hardie (2014)."""
    rates = [np.where(count == 0, 0.5, count) / max(size, 1) for count, size in ((in_a, size_a), (in_b, size_b))]
    return np.asarray(np.log2(rates[0] / rates[1]), float)


def chance_of(score: Scores) -> Scores:
    """The probability that chance alone gives a G² of that size or more, with one degree of freedom."""
    return np.asarray(special.erfc(np.sqrt(np.abs(score) / 2)), float)


def adjusted(chances: Scores) -> Scores:
    """The probabilities corrected for how many were tested at once: the false discovery rate of Benjamini and Hochberg (1995)."""
    order = np.argsort(chances)[::-1]
    rank = np.arange(len(chances), 0, -1)
    out = np.empty(len(chances))
    out[order] = np.minimum.accumulate(np.minimum(chances[order] * len(chances) / rank, 1.0))
    return out
