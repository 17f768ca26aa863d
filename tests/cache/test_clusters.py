"""Clusters: texts that share their wording throughout, not a chain of texts of which each shares some with the next."""

import numpy as np
import numpy.typing as npt
import pytest

from dashboard.cache.candidates import copies_among
from dashboard.cache.clusters import clusters_of


def hashes(seed: int, number: int) -> npt.NDArray[np.uint32]:
    return np.unique(np.random.default_rng(seed).integers(0, 1 << 32, number, dtype=np.uint32))


def joined(*parts: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    return np.unique(np.concatenate(parts))


A, B, C, D, E = (hashes(seed, 100) for seed in range(5))


def clusters(sets: list[npt.NDArray[np.uint32]]) -> list[int]:
    ends = np.concatenate([[0], np.cumsum([len(one) for one in sets])]).astype(np.int64)
    texts = (ends[:-1], ends[1:], np.concatenate(sets))
    return clusters_of(*texts, copies_among(*texts)).tolist()


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        pytest.param([A, B, C], [-1, -1, -1], id="strangers"),
        pytest.param([A, joined(A, hashes(9, 20)), B], [0, 0, -1], id="a copy"),
        pytest.param([joined(A, B), A], [0, 0], id="contained"),
        pytest.param([B, A, A[:90], joined(A, hashes(9, 30))], [-1, 1, 1, 1], id="named by the earliest"),
    ],
)
def test_copies_stand_together(sets: list[npt.NDArray[np.uint32]], expected: list[int]) -> None:
    assert clusters(sets) == expected


def test_a_round_up_does_not_tie_all_its_briefs_together() -> None:
    assert clusters([A, B, C, D, E, joined(A, B, C, D, E)]) == [0, 0, -1, -1, -1, 0]


def test_a_round_up_leaves_two_stories_that_many_print_apart() -> None:
    assert clusters([A, A[:95], A[5:], B, B[:95], B[5:], joined(A, B)])[:6] == [0, 0, 0, 3, 3, 3]


def test_a_cluster_of_more_texts_than_are_looked_at_stays_one() -> None:
    sets = [joined(A, hashes(50 + i, 10)) for i in range(150)]
    assert clusters(sets) == [0] * 150
