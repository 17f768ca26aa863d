"""The words of a text index by their beginnings."""

from pathlib import Path

import pyarrow as pa
import pytest

from dashboard.cache.index_words import IndexWords, write_words

WORDS = ["سوق", "سلام", "سلاح", "", "سلام", "z", "سل", "\U0001f600", "سلامة"]


@pytest.mark.parametrize(
    ("prefix", "found"),
    [("سلا", ["سلاح", "سلام", "سلامة"]), ("سلامة", ["سلامة"]), ("س", ["سل", "سلاح", "سلام", "سلامة", "سوق"]), ("ش", []), ("\U0001f600", ["\U0001f600"])],
)
def test_words_are_found_by_what_they_begin_with(tmp_path: Path, prefix: str, found: list[str]) -> None:
    write_words(tmp_path / "words.arrow", [pa.array(WORDS[:4], pa.large_string()), pa.array(WORDS[4:], pa.large_string())])
    words = IndexWords(tmp_path / "words.arrow")
    assert words.beginning(prefix, 10) == found
    assert words.beginning(prefix, len(found)) == found
    assert words.beginning(prefix, len(found) - 1) is None


def test_an_index_without_words_has_none(tmp_path: Path) -> None:
    write_words(tmp_path / "words.arrow", [])
    assert IndexWords(tmp_path / "words.arrow").beginning("س", 10) == []
