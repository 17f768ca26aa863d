"""A Dask cluster: the scheduler at an address, or one of this machine's own processes."""

import asyncio
import concurrent.futures
import contextlib
import logging
import os
import queue
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self, TypeVar

from dashboard.engines import FAN
from dashboard.errors import CallError, WorkerLost, installing
from dashboard.versions import working_version

try:
    from dask import config
    from distributed import Client, KilledWorker, LocalCluster
    from distributed.comm.addressing import parse_address, parse_host_port
    from distributed.comm.core import CommClosedError
    from distributed.core import rpc
    from distributed.security import Security
except ImportError:
    raise CallError(f"Building on a cluster needs the package dask. Run in Marsad's folder: {installing('dask')}") from None

Task = TypeVar("Task")
Result = TypeVar("Result")

_WAIT = 120.0
_LOGS = ("distributed", "distributed.client")
_LOOK = 5.0
_FOR_GOOD = "1 day"
_ANSWER = 20.0
_SCHEMES = ("tcp", "tls", "ws", "wss", "ucx")
_NO_ADDRESS = "No Dask scheduler answers at {}: {}. Addresses look like tcp://10.0.0.1:8786"
_NO_WORKERS = "The Dask scheduler at {} has no workers. Start some (dask worker {} --nthreads 1), then run the same command again"
_LOST = (
    "The cluster lost the same piece of work with several workers, probably for lack of memory. What was analysed is kept: "
    "give each worker more memory, then run the same command again"
)


_GONE = "The Dask scheduler at {} no longer answers. What was analysed is kept: start it again, then run the same command again"
_NONE_LEFT = "All workers of the Dask scheduler at {} are gone. What was analysed is kept: start some, then run the same command again"
_NO_MARSAD = "The Dask worker {} cannot load Marsad ({}). Install the same version there and here: {}"
_OTHER_CODE = "The Dask worker {} runs another version of Marsad than this machine. Install the same one on both, and start the worker again"


class Dask:
    """Runs tasks on the workers of a cluster; a worker that is lost has its tasks done again by the others.

    At most two tasks a worker are under way, so that memory stays bounded. Used as a context, it leaves the cluster at the end.
    """

    distant = True

    def __init__(self, address: str = "", *, jobs: int | None = None) -> None:
        """Join the cluster whose scheduler is at `address`; without one, start `jobs` processes of this machine.

        Raises CallError where nothing answers there, no worker comes, or a worker has not this machine's version of the package.
        """
        self._closing = contextlib.ExitStack()
        self._seen: dict[Path, bool] = {}
        # What the library logs of lost connections is said here by one error.
        for name in _LOGS:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        if address:
            self._client = _joined(address)
            self._closing.callback(_leave, self._client)
        else:
            # A worker that is lost comes back, however long a busy machine takes to start it.
            config.set({"distributed.deploy.lost-worker-timeout": _FOR_GOOD})
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
                answers = self._client.run(_is_file, str(token.absolute()), on_error="return")
                self._seen[folder] = all(answer is True for answer in answers.values())
            finally:
                token.unlink()
        return self._seen[folder]

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task as it is ready; a task's error is raised here and the rest are dropped.

        Raises WorkerLost where a task was lost with several workers.
        """
        ready: queue.SimpleQueue[Any] = queue.SimpleQueue()
        under_way: set[Any] = set()
        try:
            with self._told():
                for task in tasks:
                    under_way.add(self._submitted(function, task, ready))
                    if len(under_way) >= self._room():
                        yield self._next(ready, under_way)
                while under_way:
                    yield self._next(ready, under_way)
        finally:
            with contextlib.suppress(Exception):  # what ended the work has been said
                self._client.cancel([*under_way])

    def reduce(self, function: Callable[[Task], Result], join: Callable[[Sequence[Result]], Result], tasks: Sequence[Task]) -> Result:
        """The results of all tasks, joined as a tree on the workers: only the root comes here."""
        ready: queue.SimpleQueue[Any] = queue.SimpleQueue()
        with self._told():
            futures = [self._submitted(function, task) for task in tasks]
            while len(futures) > 1:
                futures = [self._submitted(join, futures[first : first + FAN]) for first in range(0, len(futures), FAN)]
            futures[0].add_done_callback(ready.put)
            return self._next(ready, {*futures})  # type: ignore[no-any-return]

    def _submitted(self, function: Callable[..., Any], given: Any, ready: "queue.SimpleQueue[Any] | None" = None) -> Any:
        """A task that is under way on the cluster; put into `ready` when it has ended."""
        future = self._client.submit(_alone, function, given, pure=False)
        if ready is not None:
            future.add_done_callback(ready.put)
        return future

    def _next(self, ready: "queue.SimpleQueue[Any]", under_way: set[Any]) -> Any:
        """The result of the next task that ends."""
        future = self._ended(ready)
        under_way.discard(future)
        try:
            return future.result()
        finally:
            future.release()

    def _ended(self, ready: "queue.SimpleQueue[Any]") -> Any:
        """The next task that ends, whether well or not.

        Raises WorkerLost where there has been no worker for a while.
        """
        none_since = None
        while True:
            try:
                return ready.get(timeout=_LOOK)
            except queue.Empty:
                none_since = None if self._workers() else none_since or time.monotonic()
                if none_since and time.monotonic() - none_since > _WAIT:
                    raise WorkerLost(_NONE_LEFT.format(self.address), key="workers_gone") from None

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Let what the cluster does wrong be said as an error of the program."""
        try:
            yield
        except KilledWorker as problem:
            raise WorkerLost(_LOST, key="worker_lost") from problem
        except (concurrent.futures.CancelledError, CommClosedError) as problem:
            raise self._gone() from problem
        except ModuleNotFoundError as problem:
            raise CallError(_NO_MARSAD.format("that came last", problem, installing("dask")), key="no_package") from problem

    def _room(self) -> int:
        return 2 * max(1, self._workers())

    def _workers(self) -> int:
        """How many workers there are now. Raises WorkerLost where the scheduler does not say."""
        if self._client.status != "running":  # what was under way is lost, even if it should come back
            raise self._gone()
        try:
            return len(self._client.nthreads())
        except OSError as problem:
            raise self._gone() from problem

    def _gone(self) -> WorkerLost:
        return WorkerLost(_GONE.format(self.address), key="scheduler_gone")


_one_at_a_time = threading.Lock()


def _alone(function: Callable[[Any], Any], given: Any) -> Any:
    """Call a function, one thread of this process at a time: kernels and lexicon are one a process."""
    with _one_at_a_time:
        return function(given)


def _is_file(path: str) -> bool:
    return Path(path).is_file()


def _joined(address: str) -> Any:
    """A client of the scheduler at an address, once it has workers that run this machine's version of the package."""
    _check_address(address)
    try:
        with concurrent.futures.ThreadPoolExecutor(1) as thread:  # a notebook's own runs a loop already
            kind = thread.submit(asyncio.run, asyncio.wait_for(_kind_at(address), _ANSWER)).result()
    except (OSError, TimeoutError, ValueError, TypeError) as problem:
        raise CallError(f"No Dask scheduler answers at {address} ({str(problem) or 'nothing came back'}). Start one with: dask scheduler") from problem
    if kind != "Scheduler":
        raise CallError(f"{address} is the address of a Dask {kind.lower()}. Name its scheduler's")
    client = Client(address, timeout=_ANSWER, set_as_default=False)
    try:
        client.wait_for_workers(1, timeout=_WAIT)
        _check_workers(client.run(working_version, on_error="return"))
    except TimeoutError:
        _leave(client)
        raise CallError(_NO_WORKERS.format(address, address)) from None
    except CallError:
        _leave(client)
        raise
    return client


def _leave(client: Any) -> None:
    """End a client, whose scheduler may be gone."""
    with contextlib.suppress(Exception):
        client.close(timeout=_LOOK)


def _check_address(address: str) -> None:
    """Raise CallError where an address does not say how, where and at which port."""
    try:
        scheme, place = parse_address(address, strict=True)
        host, _ = parse_host_port(place)
        if scheme not in _SCHEMES:
            raise ValueError(f"it begins with none of: {', '.join(_SCHEMES)}")
        if not host:
            raise ValueError("it names no host")
    except ValueError as problem:
        raise CallError(_NO_ADDRESS.format(address, problem)) from None


async def _kind_at(address: str) -> str:
    """What kind of Dask server answers at an address."""
    async with rpc(address, connection_args=Security().get_connection_args("client")) as server:
        return str((await server.identity())["type"])


def _check_workers(versions: dict[str, Any]) -> None:
    """Raise CallError where a worker has another version of the package than this machine, or none (the error that it gave)."""
    for worker, version in sorted(versions.items()):
        if isinstance(version, Exception):
            raise CallError(_NO_MARSAD.format(worker, version, installing("dask")), key="no_package", value=worker)
        if version != working_version():
            raise CallError(_OTHER_CODE.format(worker), key="other_version", value=worker)
