"""Kernels and library calls that let go of the interpreter's lock, in threads on all cores."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_MOST = 4
CORES = min(_MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
"""Threads that work side by side; more than a few would wait for the same memory."""


def side_by_side(function: Callable[[Task], Result], tasks: Iterable[Task]) -> list[Result]:
    """The result of each task, in order; the first error is raised here, once what is under way has ended."""
    tasks = list(tasks)
    if CORES == 1 or len(tasks) < 2:
        return [function(task) for task in tasks]
    with ThreadPoolExecutor(CORES) as pool:
        return list(pool.map(function, tasks))


def called(call: Callable[[], Result]) -> Result:
    """What a call gives: the function for `side_by_side` where every task is a call of its own."""
    return call()
