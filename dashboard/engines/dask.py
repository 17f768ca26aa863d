"""A Dask cluster: the scheduler at an address, or one of this machine's own processes."""

import contextlib
import logging
import os
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self, TypeVar

from dashboard.engines import FAN
from dashboard.errors import CallError, WorkerLost

try:
    from distributed import Client, KilledWorker, LocalCluster, as_completed
except ImportError:
    raise CallError("Building on a cluster needs the package dask. Run: pip install 'marsad[dask]'") from None

Task = TypeVar("Task")
Result = TypeVar("Result")

_WAIT = 120.0
_NO_WORKERS = "The Dask scheduler at {} has no workers. Start some (dask worker {} --nthreads 1), then run the same command again"
_LOST = (
    "The cluster lost the same piece of work with several workers, probably for lack of memory. What was analysed is kept: "
    "give each worker more memory, then run the same command again"
)


class Dask:
    """Runs tasks on the workers of a cluster; a worker that is lost has its tasks done again by the others.

    At most two tasks a worker are under way, so that memory stays bounded. Used as a context, it leaves the cluster at the end.
    """

    distant = True

    def __init__(self, address: str = "", *, jobs: int | None = None) -> None:
        """Join the cluster whose scheduler is at `address`; without one, start `jobs` processes of this machine.

        Raises CallError where nothing answers there, or no worker comes.
        """
        self._closing = contextlib.ExitStack()
        self._seen: dict[Path, bool] = {}
        if address:
            self._client = self._closing.enter_context(_joined(address))
        else:
            cluster = LocalCluster(
                n_workers=jobs or os.cpu_count() or 1, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL
            )
            self._closing.enter_context(cluster)
            self._client = self._closing.enter_context(Client(cluster, set_as_default=False))
        self.address = str(self._client.scheduler.address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._closing.close()

    def sees(self, folder: Path) -> bool:
        """Whether all workers see a folder of this machine: each is asked for a file that was just laid there."""
        if folder not in self._seen:
            token = folder / f".seen-{secrets.token_hex(8)}"
            token.touch()
            try:
                self._seen[folder] = all(self._client.run(_is_file, str(token.absolute())).values())
            finally:
                token.unlink()
        return self._seen[folder]

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task as it is ready; a task's error is raised here and the rest are dropped.

        Raises WorkerLost where a task was lost with several workers.
        """
        waiting = as_completed(loop=self._client.loop)
        left = iter(tasks)
        try:
            for task in left:
                waiting.add(self._submitted(function, task))
                if waiting.count() >= self._room():
                    yield _result(next(waiting))
            for future in waiting:
                yield _result(future)
        finally:
            self._client.cancel([*waiting.futures])

    def reduce(self, function: Callable[[Task], Result], join: Callable[[Sequence[Result]], Result], tasks: Sequence[Task]) -> Result:
        """The results of all tasks, joined as a tree on the workers: only the root comes here."""
        futures = [self._submitted(function, task) for task in tasks]
        while len(futures) > 1:
            futures = [self._submitted(join, futures[first : first + FAN]) for first in range(0, len(futures), FAN)]
        return _result(futures[0])  # type: ignore[no-any-return]

    def _submitted(self, function: Callable[..., Any], given: Any) -> Any:
        return self._client.submit(_alone, function, given, pure=False)

    def _room(self) -> int:
        return 2 * max(1, len(self._client.nthreads()))


_one_at_a_time = threading.Lock()


def _alone(function: Callable[[Any], Any], given: Any) -> Any:
    """Call a function, one thread of this process at a time: kernels and lexicon are one a process."""
    with _one_at_a_time:
        return function(given)


def _is_file(path: str) -> bool:
    return Path(path).is_file()


def _result(future: Any) -> Any:
    try:
        return future.result()
    except KilledWorker as problem:
        raise WorkerLost(_LOST, key="worker_lost") from problem
    finally:
        future.release()


def _joined(address: str) -> Any:
    """A client of the scheduler at an address, once it has a worker."""
    try:
        client = Client(address, timeout=20, set_as_default=False)
    except (OSError, ValueError, TypeError) as problem:
        raise CallError(f"No Dask scheduler answers at {address}: {problem}. Start one with: dask scheduler") from problem
    try:
        client.wait_for_workers(1, timeout=_WAIT)
    except TimeoutError:
        client.close()
        raise CallError(_NO_WORKERS.format(address, address)) from None
    return client
