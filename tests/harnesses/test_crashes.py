"""A build that is killed, or that the system fails, at any point: the old generation is served, and a rerun equals a clean build.

A tenth of the blows fall here; MARSAD_HARNESS=1 deals them all.
"""

import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.cache import layout
from dashboard.cache.generation import Generation
from dashboard.errors import CacheError

from . import anvil
from .strikes import CHANGING, Ended, calls, copied, killed_after, struck
from .telling import noted, told

ARTICLES = 300
KILLS = {1: 850, 2: 100, 4: 50}
ERRORS = {
    "ENOSPC": ("write", "pwrite64", "writev", "ftruncate", "mkdir", "openat"),
    "EIO": ("write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "read", "pread64"),
    "EMFILE": ("openat",),
    "EACCES": ("openat", "rename", "renameat", "mkdir", "unlink", "unlinkat"),
}

ADVICE = ("run the same command again", "Run: marsad build")
"""What a builder that the system fails tells its user to do: the second where it could not read the live generation."""


@dataclass(frozen=True)
class Scene:
    """A corpus that has changed since its cache was built: the cache as it was, and the two generations that may be live."""

    corpus: Path
    cache: Path
    old: str
    new: str

    def served(self, cache: Path) -> str:
        """The name of the live generation, old or new, every byte of it read and found right."""
        name = served(cache)
        assert name in (self.old, self.new)
        return name

    def recovers(self, cache: Path) -> None:
        """A rerun gives what a clean build gives, and leaves nothing lying about."""
        again = anvil.started(anvil.built, self.corpus, cache, cache.with_suffix(".said"))
        again.join()
        assert again.exitcode == 0, cache.with_suffix(".said").read_text()
        assert self.served(cache) == self.new
        assert not [path for path in cache.rglob("*") if re.search(r"staging-|\.new|/work-", path.as_posix())]
        assert [path.name for path in cache.glob("gen-*")] == [self.new]


def served(cache: Path) -> str:
    """The live generation of a cache, every file of it compared with the manifest; CacheError where one differs."""
    generation = Generation(cache)
    for name, facts in generation.manifest["data"].items():
        if layout.sha256_of(generation.folder / name) != facts["sha256"]:
            raise CacheError(f"{name} differs")
    return generation.name


def _scene(folder: Path, padding: int) -> Scene:
    corpus = anvil.corpus_of(folder / "corpus", ARTICLES, padding=padding)
    _whole(corpus, folder / "cache")
    old = served(folder / "cache")
    anvil.corpus_of(corpus, ARTICLES, 4, padding=padding)
    _whole(corpus, folder / "clean")
    return Scene(corpus, folder / "cache", old, served(folder / "clean"))


def _whole(corpus: Path, cache: Path) -> None:
    process = anvil.started(anvil.built, corpus, cache, cache.with_suffix(".said"))
    process.join()
    assert process.exitcode == 0


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Three hundred short articles: one process builds them."""
    return _scene(tmp_path_factory.mktemp("scene"), 0)


@pytest.fixture(scope="module")
def large_scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Three hundred long articles: enough for several processes."""
    return _scene(tmp_path_factory.mktemp("large"), 120)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def _points(counted: dict[str, int], names: tuple[str, ...], share: Callable[[int], int]) -> Iterator[tuple[str, int]]:
    """The n-th call of every name: all of them, or as many as the share allows, spread evenly; one at least."""
    for name in names:
        count = counted.get(name, 0)
        take = share(count)
        yield from ((name, 1 + int((number + 0.5) * count / take)) for number in range(take))


def test_a_kill_at_any_call_that_changes_the_disk_leaves_the_old_generation_or_the_new(
    scene: Scene, cache: Path, share: Callable[[int], int]
) -> None:
    counted = calls(scene.corpus, copied(scene.cache, cache), CHANGING)
    blows, findings = 0, list[str]()
    for name, number in told(_points(counted, CHANGING, share), "calls struck"):
        with noted(findings, (name, number)):
            ended = struck(scene.corpus, copied(scene.cache, cache), f"inject={name}:signal=KILL:when={number}")
            assert ended.status in (-9, 0), ended
            scene.served(cache)
            scene.recovers(cache)
            blows += ended.status == -9
    print(f"{blows} kills at calls of {dict(counted)}")
    assert findings == []
    assert blows > len(counted)


@pytest.mark.parametrize("jobs", KILLS)
def test_a_kill_at_any_moment_leaves_the_old_generation_or_the_new(
    jobs: int, scene: Scene, large_scene: Scene, cache: Path, share: Callable[[int], int]
) -> None:
    chosen = scene if jobs == 1 else large_scene
    chance = random.Random(jobs)
    span = _seconds(chosen, cache, jobs)
    trials, findings = share(KILLS[jobs]), list[str]()
    for trial in told(range(trials), f"kills of builds by {jobs} processes"):
        moment = chance.uniform(0, span)
        with noted(findings, (trial, moment)):
            while (ended := killed_after(moment, chosen.corpus, copied(chosen.cache, cache), jobs)).status == 0:
                moment *= 0.8  # the build was over before the blow fell
            assert ended.status == -9, ended
            chosen.served(cache)
            chosen.recovers(cache)
    print(f"{trials} kills of builds by {jobs} processes, within {span:.1f} s")
    assert findings == []


def _seconds(scene: Scene, cache: Path, jobs: int) -> float:
    began = time.monotonic()
    assert killed_after(600, scene.corpus, copied(scene.cache, cache), jobs).status == 0
    return time.monotonic() - began


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_at_any_call_is_said_and_leaves_the_old_generation_or_the_new(
    error: str, scene: Scene, cache: Path, share: Callable[[int], int]
) -> None:
    names = ERRORS[error]
    counted = calls(scene.corpus, copied(scene.cache, cache), names)
    refused, findings = 0, list[str]()
    for name, number in told(_points(counted, names, share), f"calls failed by {error}"):
        with noted(findings, (name, number)):
            ended = struck(scene.corpus, copied(scene.cache, cache), f"inject={name}:error={error}:when={number}")
            assert _is_said(ended), ended
            refused += ended.status != 0
            if ended.status != 1 and not _refuses(cache):
                scene.served(cache)
            scene.recovers(cache)
    print(f"{refused} builds refused by {error} at calls of {dict(counted)}")
    assert findings == []
    assert refused


def _refuses(cache: Path) -> bool:
    """Does the live generation lack an input, and list it as refused? A blow falls on the n-th call of every thread: a build may
    refuse an input for one, and then fail for another."""
    refused = Generation(cache).manifest["refused"]
    assert all(one["reason"] in ("permission", "unreadable") for one in refused)
    return bool(refused)


def _is_said(ended: Ended) -> bool:
    """Did the build end well, with a refused input, or with one line that says what to do?"""
    if ended.status in (0, 1):
        return ended.status == 0 or "Refused" in ended.said
    last = (ended.said.strip().splitlines() or [""])[-1]
    return ended.status in (2, 3) and last.startswith("marsad: ") and "unexpected" not in last and any(advice in last for advice in ADVICE)


def test_the_naive_way_of_writing_is_caught(scene: Scene, cache: Path) -> None:
    clean = scene.cache.with_name("clean")
    assert struck(clean, copied(scene.cache, cache), "trace=write", build=anvil.built_naively).status == 0
    assert scene.served(cache) == scene.new
    torn = 0
    for number in range(2, 40, 4):
        struck(clean, copied(scene.cache, cache), f"inject=write:signal=KILL:when={number}", build=anvil.built_naively)
        torn += _is_torn(cache)
    assert torn


def _is_torn(cache: Path) -> bool:
    try:
        served(cache)
    except CacheError:
        return True
    return False
