"""A cluster makes the very generation that one machine makes, whatever becomes of its workers.

The made corpus is small here; MARSAD_HARNESS=1 makes it 20,000 articles.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import cloudpickle
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard import building
from dashboard.bench.corpus import records
from dashboard.building import Inputs
from dashboard.cache import layout, reducing
from dashboard.corpus import Corpus
from dashboard.engines import dask
from dashboard.engines.dask import Dask
from dashboard.errors import CallError, WorkerLost
from dashboard.measures import terms
from dashboard.versions import working_version

cloudpickle.register_pickle_by_value(sys.modules[__name__])  # the workers do not see the tests

SAMPLE = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Dask]:
    """Two worker processes and a scheduler on this machine."""
    with Dask(jobs=2) as engine:
        yield engine


@dataclass
class Misfortune:
    """A cluster that does every task twice, loses a worker as soon as the first result is here, and may not see the cache.

    With a `grave`, a folder, it also loses the worker that begins to reduce.
    """

    cluster: Dask
    blind: bool = False
    distant: bool = True
    killed: list[int] = field(default_factory=list)
    grave: Path | None = None

    def sees(self, folder: Path) -> bool:
        return not self.blind and self.cluster.sees(folder)

    def run(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        for result in self.cluster.run(function, [task for task in tasks for _ in range(2)]):
            if not self.killed and function.__name__ == "analysed":
                self.killed.append(next(iter(self.cluster._client.run(os.getpid).values())))
                os.kill(self.killed[0], signal.SIGKILL)
            yield result

    def reduce(self, function: Callable[[Any], Any], join: Callable[[Sequence[Any]], Any], tasks: Sequence[Any]) -> Any:
        return self.cluster.reduce(function if self.grave is None else partial(fatal_once, self.grave, function), join, tasks)


def fatal_once(grave: Path, function: Callable[[Any], Any], task: Any) -> Any:
    """Do a task; the process that begins the first of all dies of it."""
    try:
        (grave / "fallen").touch(exist_ok=False)
    except FileExistsError:
        return function(task)
    return os.kill(os.getpid(), signal.SIGKILL)


def live(cache: Path) -> str:
    return layout.current(cache).name


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made corpus, half of it Parquet, and its local build beside it."""
    place = tmp_path_factory.mktemp("made")
    (place / "corpus").mkdir()
    articles = list(records(20_000 if os.environ.get("MARSAD_HARNESS") == "1" else 600))
    for number, first in enumerate(range(0, len(articles), 100)):
        several = articles[first : first + 100]
        path = place / "corpus" / f"{number:04}"
        if number % 2:
            pq.write_table(pa.Table.from_pylist(several), path.with_suffix(".parquet"))
        else:
            path.with_suffix(".jsonl").write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in several))
    building.build(Inputs((place / "corpus",)), place / "cache", jobs=1, derive=False)
    return place


def test_a_cluster_makes_the_generation_that_this_machine_makes(cluster: Dask, sample_cache: Path, tmp_path: Path) -> None:
    building.build(Inputs((), urls=(SAMPLE.as_uri(),)), tmp_path / "cache", engine=cluster, derive=False)
    assert live(tmp_path / "cache") == live(sample_cache)
    assert len(terms(Corpus.open(tmp_path / "cache").view(), limit=5)) == 5


@pytest.mark.parametrize("blind", [False, True], ids=["the workers see the cache", "results travel"])
def test_a_lost_worker_and_tasks_done_twice_do_not_show(
    cluster: Dask, sample_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blind: bool
) -> None:
    monkeypatch.setattr(building, "_TASK_BYTES", 30_000)
    unlucky = Misfortune(cluster, blind)
    report = building.build(Inputs((SAMPLE,)), tmp_path, engine=unlucky, derive=False)
    assert unlucky.killed
    assert report.generation == live(sample_cache)
    packs = [path.name.partition("-")[0] for path in (tmp_path / layout.WORK).iterdir()]
    assert len(packs) == len(set(packs)) > 3


def test_workers_lost_over_shards_and_over_what_is_reduced_do_not_show(cluster: Dask, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reducing, "_BLOCKS", 1)
    monkeypatch.setattr(building, "_TASK_BYTES", 300_000)
    unlucky = Misfortune(cluster, grave=tmp_path)
    report = building.build(Inputs((made / "corpus",)), tmp_path / "cache", engine=unlucky, derive=False)
    assert unlucky.killed
    assert (tmp_path / "fallen").exists()
    assert report.generation == live(made / "cache")


def test_a_build_on_the_cluster_goes_on_from_a_local_one(cluster: Dask, sample_cache: Path, tmp_path: Path) -> None:
    building.build(Inputs((SAMPLE,)), tmp_path, jobs=1, derive=False)
    report = building.build(Inputs((SAMPLE,)), tmp_path, engine=cluster, derive=False)
    assert {row["outcome"] for row in report.files} <= {"unchanged", "refused"}
    assert report.generation == live(sample_cache)


@pytest.mark.parametrize("address", ["nowhere://1", "http://127.0.0.1:8787", "tcp://127.0.0.1", "tcp://:8786", "tcp://127.0.0.1:first"])
def test_an_address_that_is_none_is_a_wrong_call(address: str) -> None:
    with pytest.raises(CallError, match=f"No Dask scheduler answers at {address}: .* look like tcp://"):
        Dask(address)


def test_a_scheduler_is_joined_by_its_address_and_a_worker_is_not_taken_for_one(cluster: Dask) -> None:
    with Dask(cluster.address) as engine:
        assert sorted(engine.run(abs, [-1, 2])) == [1, 2]
    with pytest.raises(CallError, match="is the address of a Dask worker"):
        Dask(next(iter(cluster._client.nthreads())))


def test_a_scheduler_is_joined_from_a_notebook_whose_loop_runs(cluster: Dask) -> None:
    async def joined() -> str:
        with Dask(cluster.address) as engine:
            return engine.address

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, joined()).result() == cluster.address


def test_a_cluster_that_goes_away_is_said_and_not_waited_for() -> None:
    with Dask(jobs=1) as gone, Dask(gone.address) as engine:
        results = engine.run(abs, range(100))
        next(results)
        gone._closing.close()
        with pytest.raises(WorkerLost, match=r"no longer answers\. What was analysed is kept"):
            list(results)


def test_workers_that_do_not_come_back_are_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "_LOOK", 0.1)
    monkeypatch.setattr(dask, "_WAIT", 0.5)
    with Dask(jobs=1) as engine:
        engine._client.cluster.scale(0)
        with pytest.raises(WorkerLost, match=r"All workers .* are gone"):
            list(engine.run(abs, [1]))


@pytest.mark.parametrize(
    ("version", "match"),
    [
        pytest.param(ModuleNotFoundError("No module named 'dashboard'"), r"tcp://b:1 cannot load Marsad .*pip install", id="no package"),
        pytest.param("0" * 12, "tcp://b:1 runs another version of Marsad", id="other code"),
    ],
)
def test_a_worker_without_this_very_package_is_refused(version: object, match: str) -> None:
    with pytest.raises(CallError, match=match):
        dask._check_workers({"tcp://a:1": working_version(), "tcp://b:1": version})
