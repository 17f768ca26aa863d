"""Pairs of copies: what the sample finds is what comparing every text with every other finds."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.cache.candidates import FEWEST, SHARE, copies_among, sample_keys, share_of

Sets = list[npt.NDArray[np.uint32]]


def laid_out(sets: Sets) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
    ends = np.concatenate([[0], np.cumsum([len(one) for one in sets])]).astype(np.int64)
    return ends[:-1], ends[1:], np.concatenate([*sets, np.zeros(0, np.uint32)]).astype(np.uint32)


def hashes(seed: int, number: int) -> npt.NDArray[np.uint32]:
    return np.unique(np.random.default_rng(seed).integers(0, 1 << 32, number, dtype=np.uint32))


def found(sets: Sets) -> set[tuple[int, int]]:
    shorter, longer, _ = copies_among(*laid_out(sets))
    return {(min(a, b), max(a, b)) for a, b in zip(shorter.tolist(), longer.tolist(), strict=True)}


def plain(sets: Sets) -> set[tuple[int, int]]:
    shares = {(a, b): len(np.intersect1d(sets[a], sets[b])) / max(1, min(len(sets[a]), len(sets[b]))) for b in range(len(sets)) for a in range(b)}
    return {pair for pair, share in shares.items() if share >= SHARE}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(hashes(1, 200), hashes(1, 200), True, id="the same"),
        pytest.param(hashes(1, 200), hashes(2, 200), False, id="nothing in common"),
        pytest.param(hashes(1, 200), np.sort(np.concatenate([hashes(1, 200)[::2], hashes(2, 100)])), False, id="a half"),
        pytest.param(hashes(1, 200), np.sort(np.concatenate([hashes(1, 200)[:150], hashes(2, 50)])), True, id="three quarters"),
        pytest.param(hashes(1, 60), np.sort(np.concatenate([hashes(1, 60), hashes(2, 2_000)])), True, id="a brief in a round-up"),
        pytest.param(hashes(1, 60), np.sort(np.concatenate([hashes(1, 60)[:50], hashes(2, 9_000)])), True, id="most of a brief in a long round-up"),
        pytest.param(hashes(1, FEWEST - 1), np.sort(np.concatenate([hashes(1, FEWEST - 1), hashes(2, 50)])), False, id="too short to tell"),
    ],
)
def test_two_texts_are_copies_where_most_of_the_shorter_stands_in_the_other(one: npt.NDArray[np.uint32], other: npt.NDArray[np.uint32], expected: bool) -> None:
    assert (found([one, other]) == {(0, 1)}) is expected
    assert found([other, one]) == found([one, other])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(120, 400), st.sampled_from([0.2, 0.4, 0.75, 0.9])), max_size=12))
def test_what_is_found_is_what_comparing_all_pairs_finds(recipes: list[tuple[int, int, int, float]]) -> None:
    sets = [
        np.unique(np.concatenate([hashes(base, 600)[: int(size * share)], hashes(100 + own + 10 * i, int(size * (1 - share)))]))
        for i, (base, own, size, share) in enumerate(recipes)
    ]
    assert found(sets) == plain(sets)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 9), max_size=8, unique=True), st.permutations(range(10)))
def test_samples_taken_over_equal_samples_made_anew(gone: list[int], order: list[int]) -> None:
    old = [hashes(seed, 60) for seed in range(10)]
    staying = [seed for seed in order if seed not in gone]
    now = [hashes(seed, 60) for seed in (*staying, 20, 21)]
    number = np.array([staying.index(seed) if seed in staying else -1 for seed in range(10)])
    assert sample_keys(*laid_out(now), sample_keys(*laid_out(old)), number).tolist() == sample_keys(*laid_out(now)).tolist()


def test_share_is_of_the_shorter_text() -> None:
    assert share_of(np.array([1, 2, 3, 4], np.uint32), np.array([2, 3, 9, 10, 11, 12], np.uint32)) == 0.5
    assert share_of(np.zeros(0, np.uint32), np.array([1], np.uint32)) == 0


def test_a_phrase_that_thousands_of_texts_hold_ties_none_together() -> None:
    common = hashes(0, 80)
    sets = [np.unique(np.concatenate([common, hashes(1 + i, 300)])) for i in range(300)]
    assert found(sets) == set()
