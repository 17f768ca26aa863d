"""The few words that charts themselves show (axes, hover lines, empty figures), in Arabic and English."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from dashboard.errors import DataFileError

Lang = Literal["ar", "en"]
WORDING = Path(__file__).with_name("wording.toml")


def load(file: Path) -> dict[str, dict[str, str]]:
    """Each entry's sentence by language.

    Raises DataFileError naming the entry that lacks a language or has one too many.
    """
    entries: dict[str, dict[str, str]] = tomllib.loads(file.read_text("utf-8"))
    for key, words in entries.items():
        if set(words) != {"ar", "en"} or not all(isinstance(word, str) and word for word in words.values()):
            raise DataFileError(file.name, key, "needs one text in ar and one in en")
    return entries


@cache
def _wording() -> dict[str, dict[str, str]]:
    return load(WORDING)


def say(key: str, lang: Lang = "ar") -> str:
    """The chart's word for `key` in that language; a key without an entry is a programming error."""
    return _wording()[key][lang]


def known(key: str, lang: Lang) -> str:
    """The word for a value of the data (a kind, a class of verbs), or the value itself where it has none."""
    return _wording().get(key, {}).get(lang, key)
