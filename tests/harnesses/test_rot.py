"""Bytes that change, files cut short or gone: no figure comes of them without an error, and `marsad build` mends the cache.

A tenth of the trials are made here; MARSAD_HARNESS=1 makes them all.
"""

import collections
import hashlib
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from dashboard.cache import copies as found_copies
from dashboard.cache import layout, text_index
from dashboard.cache.generation import Generation
from dashboard.corpus import Corpus
from dashboard.errors import MarsadError
from dashboard.measures import BY_NAME

from . import anvil
from .strikes import copied

TRIALS = 10_000
MENDED = 200
ARTICLES = 60
SPARED = ("lock", layout.BUILD)
"""The builder's lock holds nothing; build.json says when and where a build ran, and no figure comes of it."""


def figures(cache: Path) -> list[str]:
    """A digest of what each measure gives, over every file of a cache."""
    text_index._OPEN.clear()
    text_index._FOUND.clear()
    found_copies._OPEN.clear()
    corpus = Corpus.open(cache)
    view = corpus.view()
    frames = [BY_NAME[name](view) for name in ("terms", "phrases", "actors", "quotes", "speakers", "sources", "copies", "cleaning")]
    frames += [
        BY_NAME["comentions"](view, within="sentence"), BY_NAME["comentions"](view), BY_NAME["trend"](view, ["الميناء"], every="month"),
        BY_NAME["articles"](view, limit=0, body=True), BY_NAME["concordance"](view, "سفن"), BY_NAME["naming"](view, "turkey", every="month"),
        BY_NAME["terms"](corpus.view(text="سفن", voice="direct")), BY_NAME["terms"](corpus.view(copies="first", since="2024-03-01")),
    ]  # fmt: skip
    return [hashlib.sha256(_text(frame).encode()).hexdigest() for frame in frames] + [str(corpus.generation.manifest["inputs"])]


def _text(frame: pd.DataFrame) -> str:
    return frame.to_json(orient="split", default_handler=str)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[str]]:
    """A corpus, its cache, and what is counted there."""
    home = tmp_path_factory.mktemp("sound")
    corpus = anvil.corpus_of(home / "corpus", ARTICLES, 3)
    _build(corpus, home / "cache")
    return corpus, home / "cache", figures(home / "cache")


def _build(corpus: Path, cache: Path) -> None:
    process = anvil.started(anvil.built, corpus, cache, cache.with_suffix(".said"))
    process.join()
    assert process.exitcode == 0, cache.with_suffix(".said").read_text()


def _files(cache: Path, *, work: bool) -> list[Path]:
    """The files of a cache that rot may strike; those of its work folder only where asked for."""
    held = (path for path in sorted(cache.rglob("*")) if path.is_file() and path.name not in SPARED and path.stat().st_size)
    return [path for path in held if work or layout.WORK not in path.relative_to(cache).parts]


def _damages(files: list[Path], trials: int, seed: int = 11) -> Iterator[tuple[str, Path, bytes | None]]:
    """So many times a file, what happens to it, and its bytes afterwards (None: it is gone). Every file is struck, small ones too."""
    chance = random.Random(seed)
    for trial in range(trials):
        path = files[trial % len(files)]
        data = bytearray(path.read_bytes())
        kind = chance.choices(("flip", "cut", "gone"), (8, 1, 1))[0]
        if kind == "flip":
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        elif kind == "cut":
            del data[chance.randrange(len(data)) :]
        yield kind, path, None if kind == "gone" else bytes(data)


def _put(path: Path, data: bytes | None) -> None:
    path.unlink(missing_ok=True)
    if data is not None:
        path.write_bytes(data)


def test_no_figure_comes_of_rotten_bytes(
    sound: tuple[Path, Path, list[str]], tmp_path: Path, share: Callable[[int], int]
) -> None:
    _, original, expected = sound
    cache = copied(original, tmp_path / "cache")
    ends: collections.Counter[str] = collections.Counter()
    wrong = []
    files = _files(cache, work=False)
    for kind, path, data in _damages(files, share(TRIALS)):
        before = path.read_bytes()
        _put(path, data)
        try:
            end = "the same figures" if figures(cache) == expected else "other figures"
        except MarsadError:
            end = "an error"
        except Exception as problem:
            end = f"{type(problem).__name__}: {problem}"
        if end not in ("the same figures", "an error"):
            wrong.append((kind, path.relative_to(cache).as_posix(), end))
        ends[end] += 1
        if path.parent.is_dir() and _files(cache, work=False) == files:
            _put(path, before)
        else:
            copied(original, cache)  # a text index that says no more what it held is written anew by who asks it
    print(dict(ends))
    assert wrong == []
    assert ends["an error"] > ends["the same figures"]


def test_a_build_mends_what_has_rotted(
    sound: tuple[Path, Path, list[str]], tmp_path: Path, share: Callable[[int], int]
) -> None:
    corpus, original, expected = sound
    files = [path.relative_to(original) for path in _files(original, work=True)]
    struck = [*random.Random(5).sample(files, min(len(files), share(MENDED)))]
    struck += [path for path in files if layout.WORK in path.parts] * share(5)
    for number, relative in enumerate(struck):
        cache = copied(original, tmp_path / "cache")
        for kind, path, data in _damages([cache / relative], 1, number):
            _put(path, data)
            anvil.corpus_of(corpus, ARTICLES, 3)
            _build(corpus, cache)
            assert figures(cache) == expected, (kind, relative)


def test_a_reader_that_trusts_its_files_is_caught(
    sound: tuple[Path, Path, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, original, expected = sound
    cache = copied(original, tmp_path / "cache")
    monkeypatch.setattr(Generation, "_check_bytes", lambda *_: None)
    path = next(cache.glob("gen-*/doc_count.npy"))
    data = bytearray(path.read_bytes())
    data[-3] ^= 4
    _put(path, bytes(data))
    assert figures(cache) != expected
