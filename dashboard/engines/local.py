"""This machine: one process, or several."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import connection
from pathlib import Path
from typing import TypeVar

from dashboard.engines import joined
from dashboard.errors import WorkerLost

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Inline:
    """Runs every task in the calling process, in order."""

    distant = False

    def sees(self, folder: Path) -> bool:
        """Whether the folder is there."""
        return folder.is_dir()

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task, in order."""
        return map(function, tasks)

    def reduce(self, function: Callable[[Task], Result], join: Callable[[Sequence[Result]], Result], tasks: Sequence[Task]) -> Result:
        """The results of all tasks, joined as a tree."""
        return joined(join, map(function, tasks))


@dataclass(frozen=True, slots=True)
class Threads:
    """Runs tasks that mostly wait for the disk in threads of this process."""

    jobs: int

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task, in order."""
        with ThreadPoolExecutor(self.jobs) as pool:
            yield from pool.map(function, tasks)


@dataclass(frozen=True, slots=True)
class Processes:
    """Runs tasks in `jobs` fresh processes; at most two a process wait at any time, so that memory stays bounded."""

    jobs: int
    distant = False

    def sees(self, folder: Path) -> bool:
        """Whether the folder is there."""
        return folder.is_dir()

    def reduce(self, function: Callable[[Task], Result], join: Callable[[Sequence[Result]], Result], tasks: Sequence[Task]) -> Result:
        """The results of all tasks, joined as a tree in this process."""
        return joined(join, self.run(function, tasks))

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task as it is ready; a task's error is raised here and the rest are dropped.

        Raises WorkerLost where the system ended one of the processes.
        """
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_end_with_parent)
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
        except BrokenProcessPool as problem:
            raise WorkerLost(
                "The system ended a worker process, probably for lack of memory. What was analysed is kept: "
                "run the same command again, with fewer processes if it happens twice (--jobs 1)"
            ) from problem
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _end_with_parent() -> None:
    """Let this worker end when the process that started it does, however that ends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
