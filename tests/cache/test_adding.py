"""What is counted by gaps and on several threads is what is counted range by range."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.cache import adding

VALUES = np.arange(1, 101, dtype=np.int64) ** 2


def counted(starts: adding.Rows, stops: adding.Rows) -> adding.Counts:
    """How many rows the ranges hold, and the sum of their values."""
    return np.array([(stops - starts).sum(), sum(VALUES[start:stop].sum() for start, stop in zip(starts, stops, strict=True))], np.int64)


@given(st.sets(st.integers(0, 99), min_size=1).map(sorted), st.booleans(), st.integers(1, 4))
def test_every_row_is_counted_once(rows: list[int], summed: bool, cores: int) -> None:
    breaks = np.flatnonzero(np.diff(rows) != 1)
    starts, stops = np.array(rows)[np.append(0, breaks + 1)], np.array(rows)[np.append(breaks, len(rows) - 1)] + 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adding, "_FEW_RANGES", 2)
        patch.setattr(adding, "_WORTH_A_THREAD", 3)
        patch.setattr(adding, "CORES", cores)
        assert adding.added(counted, starts, stops, summed=summed).tolist() == [len(rows), VALUES[rows].sum()]
