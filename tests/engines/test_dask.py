"""A cluster makes the very generation that one machine makes, whatever becomes of its workers."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dashboard import building
from dashboard.building import Inputs
from dashboard.cache import layout
from dashboard.corpus import Corpus
from dashboard.engines.dask import Dask
from dashboard.errors import CallError
from dashboard.measures import terms

SAMPLE = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Dask]:
    """Two worker processes and a scheduler on this machine."""
    with Dask(jobs=2) as engine:
        yield engine


@dataclass
class Misfortune:
    """A cluster that does every task twice, loses a worker as soon as the first result is here, and may not see the cache."""

    cluster: Dask
    blind: bool = False
    distant: bool = True
    killed: list[int] = field(default_factory=list)

    def sees(self, folder: Path) -> bool:
        return not self.blind and self.cluster.sees(folder)

    def run(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        for result in self.cluster.run(function, [task for task in tasks for _ in range(2)]):
            if not self.killed and function.__name__ == "analysed":
                self.killed.append(next(iter(self.cluster._client.run(os.getpid).values())))
                os.kill(self.killed[0], signal.SIGKILL)
            yield result

    def reduce(self, function: Callable[[Any], Any], join: Callable[[Sequence[Any]], Any], tasks: Sequence[Any]) -> Any:
        return self.cluster.reduce(function, join, tasks)


def live(cache: Path) -> str:
    return layout.current(cache).name


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


def test_a_build_on_the_cluster_goes_on_from_a_local_one(cluster: Dask, sample_cache: Path, tmp_path: Path) -> None:
    building.build(Inputs((SAMPLE,)), tmp_path, jobs=1, derive=False)
    report = building.build(Inputs((SAMPLE,)), tmp_path, engine=cluster, derive=False)
    assert {row["outcome"] for row in report.files} <= {"unchanged", "refused"}
    assert report.generation == live(sample_cache)


def test_a_scheduler_that_does_not_answer_is_a_wrong_call() -> None:
    with pytest.raises(CallError, match="No Dask scheduler answers"):
        Dask("nowhere://1")
