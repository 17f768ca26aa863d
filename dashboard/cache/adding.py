"""Answers that add up over articles, counted where that is least work: over what a selection leaves out where that is less than what it
holds, and on all cores where it is much."""

import itertools
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from dashboard.compiling.threads import CORES, side_by_side

Rows = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int64]

_FEW_RANGES = 256
_SUMMED = 1_024
"""Of a longer range the kernels read about so many rows, at its edges; running sums answer for the rest."""
_WORTH_A_THREAD = 20_000


def added(count: Callable[[Rows, Rows], Counts], starts: Rows, stops: Rows, *, summed: bool = True) -> Counts:
    """What `count` gives for some ranges of rows. `summed`: does it answer for long ranges by running sums, or does it read every row?

    Where many short ranges leave out less than they hold, the whole from their first row to their last is counted by sums, and the gaps are taken off.
    """
    if not summed:
        return on_cores(count, starts, stops)
    if len(starts) < _FEW_RANGES:
        return count(starts, stops)
    gaps, ends = stops[:-1], starts[1:]
    if _read(gaps, ends) < _read(starts, stops):
        return count(starts[:1], stops[-1:]) - on_cores(count, gaps, ends)
    return on_cores(count, starts, stops)


def _read(starts: Rows, stops: Rows) -> int:
    """About how many rows of some ranges are read one by one."""
    return int(np.minimum(stops - starts, _SUMMED).sum())


def on_cores(count: Callable[[Rows, Rows], Counts], starts: Rows, stops: Rows) -> Counts:
    """What `count` gives for some ranges, which it reads row by row: a part on each core, added up. It must leave Python's lock alone."""
    parts = min(CORES, int((stops - starts).sum()) // _WORTH_A_THREAD)
    if parts < 2:
        return count(starts, stops)
    found = side_by_side(lambda part: count(*part), _parts(starts, stops, parts))
    for other in found[1:]:
        found[0] += other
    return found[0]


def _parts(starts: Rows, stops: Rows, number: int) -> list[tuple[Rows, Rows]]:
    """The ranges in so many parts of about as many rows; a range may be cut."""
    before = np.cumsum(stops - starts) - (stops - starts)
    total = int(before[-1] + stops[-1] - starts[-1])
    cuts = [total * part // number for part in range(number + 1)]
    parts = []
    for low, high in itertools.pairwise(cuts):
        first, last = int(np.searchsorted(before, low, side="right")) - 1, int(np.searchsorted(before, high))
        begins, ends = starts[first:last].copy(), stops[first:last].copy()
        begins[0] += low - before[first]
        ends[-1] = starts[last - 1] + high - before[last - 1]
        parts.append((begins, ends))
    return parts
