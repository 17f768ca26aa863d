"""What is kept beside the kernels is made once, and never believed where it is damaged or of another version."""

from pathlib import Path

import numba
import pytest

from dashboard.compiling.keeping import kept
from dashboard.lexicon.compiled import compile_lexicon
from dashboard.lexicon.lexicon import Lexicon


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    return tmp_path


def made(values: list[int], version: str = "1") -> list[int]:
    """What is kept under a version, each making being noted in `values`."""

    def make() -> list[int]:
        values.append(len(values))
        return list(values)

    return kept("thing", version, make)


def test_a_thing_is_made_once_a_version(folder: Path) -> None:
    values: list[int] = []
    assert [made(values), made(values), made(values, "2"), made(values)] == [[0], [0], [0, 1], [0]]


@pytest.mark.parametrize("damage", [lambda held: held[:-1], lambda held: held[:40] + bytes([held[40] ^ 1]) + held[41:], lambda held: b""], ids=["cut", "a bit", "empty"])
def test_what_is_damaged_is_made_again(folder: Path, damage: object) -> None:
    values: list[int] = []
    made(values)
    (path,) = folder.glob("thing-*.pickle")
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert [made(values), made(values)] == [[0, 1], [0, 1]]


def test_where_nothing_can_be_written_it_is_made_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numba.config, "CACHE_DIR", "")
    values: list[int] = []
    assert [made(values), made(values)] == [[0], [0, 1]]


def test_few_versions_stay(folder: Path) -> None:
    for version in range(9):
        made([], str(version))
    assert len(list(folder.iterdir())) == 4


def test_a_kept_lexicon_is_the_one_that_was_made(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.mktemp("own") / "actors.toml"
    own.write_text('[salwa-al-tajriba]\nar = "سلوى التجربة"\nen = "Salwa al-Tajriba"\nkind = "person"\n', "utf-8")
    first, again, plain = Lexicon.load((own,)), Lexicon.load((own,)), Lexicon.load()
    assert (first.actors, first.names, first.files) == (again.actors, again.names, again.files)
    assert "salwa-al-tajriba" in again.index
    assert "salwa-al-tajriba" not in plain.index
    assert compile_lexicon(first).names == compile_lexicon(again).names != compile_lexicon(plain).names
