"""Two builders and many readers at one cache: one builder waits its turn, and every read sees one generation."""

import hashlib
import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.cache import layout
from dashboard.corpus import Corpus
from dashboard.errors import MarsadError
from dashboard.measures import actors, articles, terms

from . import anvil
from .strikes import copied

READERS = 32 if anvil.whole() else 8
SWAPS = 500
VERSIONS = 5


def figures(cache: Path) -> tuple[str, str]:
    """The generation that one reader saw, and a digest of what it counted there."""
    corpus = Corpus.open(cache)
    view = corpus.view()
    counted = [frame.to_json() for frame in (terms(view, limit=50), actors(view, limit=0), articles(view, limit=0, body=True))]
    return corpus.generation.name, hash_of(counted)


def hash_of(texts: list[str]) -> str:
    """A short digest of some texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def read_on(cache: Path, stop: Path, log: Path) -> None:
    """Read the cache again and again until a file says stop; one line a read: the generation and its figures, or the error."""
    with log.open("w") as out:
        while not stop.exists():
            try:
                out.write(json.dumps(figures(cache)) + "\n")
            except Exception as problem:
                out.write(json.dumps(["error", f"{type(problem).__name__}: {problem}"]) + "\n")
            out.flush()
    os._exit(0)


@pytest.fixture(scope="module")
def generations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    """Finished generations of one growing corpus: name, folder, and what must be read there."""
    home = tmp_path_factory.mktemp("versions")
    found = {}
    for version in range(VERSIONS):
        corpus = anvil.corpus_of(home / f"corpus{version}", 120, version)
        process = anvil.started(anvil.built, corpus, home / f"cache{version}", home / "said")
        process.join()
        name, counted = figures(home / f"cache{version}")
        found[name] = (home / f"cache{version}" / name, counted)
    return found


def swapped(cache: Path, generation: Path) -> None:
    """Make a copy of a finished generation live, as a build does."""
    staging = Path(shutil.copytree(generation, cache / f"staging-{generation.name}"))
    facts = json.loads((staging / layout.MANIFEST).read_text())
    (staging / layout.MANIFEST).unlink()
    (staging / layout.BUILD).unlink()
    listing = layout.Listing(staging)
    name = layout.seal(staging, cache, {key: value for key, value in facts.items() if key not in ("format", "data")}, {}, listing)
    listing.close()
    assert name == generation.name
    layout.sweep(cache, name)


def swapped_naively(cache: Path, generation: Path) -> None:
    """What must be caught: the files of a generation renamed one by one over those of the live one."""
    live = layout.current(cache)
    for path in generation.iterdir():
        shutil.copy(path, cache / "one")
        os.replace(cache / "one", live / path.name)


def reads(cache: Path, folder: Path, swap: Callable[[int], None], swaps: int) -> list[list[str]]:
    """What many readers saw while so many swaps were made."""
    stop = folder / "stop"
    logs = [folder / f"reader{number}.log" for number in range(READERS)]
    readers = [anvil.started(read_on, cache, stop, log) for log in logs]
    try:
        _until_all_have_read(logs)
        for number in range(swaps):
            swap(number)
    finally:
        stop.touch()
        for process in readers:
            process.join(60)
    return [json.loads(line) for log in logs for line in log.read_text().splitlines()]


def _until_all_have_read(logs: list[Path]) -> None:
    limit = time.monotonic() + 120
    while not all(log.exists() and log.stat().st_size for log in logs):
        assert time.monotonic() < limit, "some readers read nothing"
        time.sleep(0.05)


def test_every_read_sees_one_generation_while_others_go_live(
    generations: dict[str, tuple[Path, str]], tmp_path: Path, share: Callable[[int], int]
) -> None:
    folders = [folder for folder, _ in generations.values()]
    cache = copied(folders[0].parent, tmp_path / "cache")
    seen = reads(cache, tmp_path, lambda number: swapped(cache, folders[(number + 1) % VERSIONS]), share(SWAPS))
    print(f"{len(seen)} reads by {READERS} readers during {share(SWAPS)} swaps, of {len({name for name, _ in seen})} generations")
    assert [one for one in seen if one[0] not in generations or generations[one[0]][1] != one[1]] == []
    assert len({name for name, _ in seen}) > 1


def test_readers_do_see_a_swap_file_by_file(generations: dict[str, tuple[Path, str]], tmp_path: Path, share: Callable[[int], int]) -> None:
    folders = [folder for folder, _ in generations.values()]
    cache = copied(folders[0].parent, tmp_path / "cache")
    seen = reads(cache, tmp_path, lambda number: swapped_naively(cache, folders[(number + 1) % VERSIONS]), share(SWAPS) // 4 + 5)
    assert [one for one in seen if one[0] not in generations or generations[one[0]][1] != one[1]]


def test_a_second_builder_is_refused_and_the_lock_dies_with_its_owner(tmp_path: Path) -> None:
    corpus = anvil.corpus_of(tmp_path / "corpus", 40)
    with layout.builder_lock(tmp_path / "cache"):
        second = anvil.started(anvil.built, corpus, tmp_path / "cache", tmp_path / "said")
        second.join(60)
        assert second.exitcode == 2
        assert "Another build is writing" in (tmp_path / "said").read_text()
    holder = anvil.started(_hold, tmp_path / "cache", tmp_path / "held")
    while not (tmp_path / "held").exists():
        time.sleep(0.01)
    with pytest.raises(MarsadError), layout.builder_lock(tmp_path / "cache"):
        pass
    assert holder.pid
    os.kill(holder.pid, signal.SIGKILL)
    holder.join()
    third = anvil.started(anvil.built, corpus, tmp_path / "cache", tmp_path / "said")
    third.join(60)
    assert third.exitcode == 0


def _hold(cache: Path, sign: Path) -> None:
    with layout.builder_lock(cache):
        sign.touch()
        signal.pause()
