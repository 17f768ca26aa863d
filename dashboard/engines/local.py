"""This machine: one process, or several."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Inline:
    """Runs every task in the calling process, in order."""

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task, in order."""
        return map(function, tasks)


@dataclass(frozen=True, slots=True)
class Processes:
    """Runs tasks in `jobs` fresh processes; at most two a process wait at any time, so that memory stays bounded."""

    jobs: int

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task as it is ready; a task's error is raised here and the rest are dropped."""
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(self.jobs, mp_context=context)
        try:
            waiting = set()
            for task in tasks:
                waiting.add(pool.submit(function, task))
                if len(waiting) >= 2 * self.jobs:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
