"""The two data files of the quotation engine, read and checked."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from dashboard.errors import DataFileError
from dashboard.lexicon.keys import word_key

VERBS, WORDS = Path(__file__).parent / "quote_verbs.toml", Path(__file__).parent / "quote_words.toml"


@cache
def parsed(path: Path) -> dict[str, object]:
    """A data file as parsed."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(path, "toml", str(error)) from error


def section(path: Path, name: str) -> dict[str, str]:
    """One table of a data file."""
    found = parsed(path).get(name)
    if not isinstance(found, dict):
        raise DataFileError(path, name, "is missing")
    return found


def words(path: Path, name: str, text: object) -> list[str]:
    """The words of one text of a data file."""
    if not isinstance(text, str):
        raise DataFileError(path, name, "must be a text of words")
    return text.split()


def word_list(name: str) -> list[str]:
    """The words of one list of quote_words.toml."""
    return words(WORDS, name, parsed(WORDS).get(name))


def key_of(word: str) -> str:
    """The key of a word, with ه for a last ة however short it is: شبكة is found in لشبكة."""
    return with_heh([word_key(word)])[0]


def with_heh(keys: Sequence[str]) -> list[str]:
    """Keys with ه for a last ة however short they are."""
    return [key[:-1] + "ه" if key[-1:] == "ة" else key for key in keys]
