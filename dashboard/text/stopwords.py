"""Stop words by category, with the clitics they are written with."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.errors import CallError
from dashboard.text.folding import as_column, fold_column
from dashboard.text.letters import fold
from dashboard.text.written import undecorated

CONJUNCTIONS = ("", "و", "ف")
OBJECT_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "ني", "ك", "كم")
_HAMZAS_ON_ALEF = frozenset("أإآ")


@dataclass(frozen=True, slots=True)
class Category:
    """A class of stop words: its words with every clitic, as written, and whether it is on unless asked otherwise."""

    name: str
    about: str
    default: bool
    words: frozenset[str]


def _written(table: Mapping[str, Any]) -> Iterator[str]:
    """Every spelling of a table's words: conjunction, proclitic, word, pronoun. A word with the article takes no pronoun."""
    plain = str(table.get("words", "")).split()
    suffixed = str(table.get("suffixed", "")).split()
    joined = table.get("joined", {})
    carrying = [joined.get(word, word) + pronoun for word in suffixed for pronoun in OBJECT_PRONOUNS]
    others = frozenset(str(table.get("not", "")).split())
    for conjunction in CONJUNCTIONS:
        for proclitic in ("", *table.get("before", ())):
            for word in (*plain, *suffixed, *(carrying if not proclitic.endswith("ل") or proclitic == "ل" else ())):
                if (whole := conjunction + proclitic + word) not in others:
                    yield whole


@cache
def categories() -> Mapping[str, Category]:
    """The categories that ship with the program, by name, in the order of stopwords.toml."""
    tables = tomllib.loads(files(__package__).joinpath("stopwords.toml").read_text(encoding="utf-8"))
    return {
        name: Category(name, table["about"], table.get("default", True), frozenset(_written(table)))
        for name, table in tables.items()
    }  # fmt: skip


def default_categories() -> tuple[str, ...]:
    """The names of the categories that are left out of lists unless asked otherwise."""
    return tuple(category.name for category in categories().values() if category.default)


def stop_words(names: Collection[str] | None = None) -> frozenset[str]:
    """The folded stop words of the named categories (the default ones for None), each with its usual clitics.

    Raises CallError if there is no such category.
    """
    return frozenset(_spellings(_sorted(names)))


def _sorted(names: Collection[str] | None) -> tuple[str, ...]:
    return tuple(sorted(set(default_categories() if names is None else names)))


@cache
def _spellings(names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Each folded stop word, and how it may be written."""
    known = categories()
    found: dict[str, set[str]] = {}
    for name in names:
        if name not in known:
            raise CallError(f"No category of stop words {name!r}. Known: {', '.join(known)}")
        for word in known[name].words:
            found.setdefault(fold(word), set()).add(word)
    return {folded: tuple(sorted(spellings)) for folded, spellings in found.items()}


def _could_be(written: str, listed: str) -> bool:
    """Could `listed` be meant by `written`, which folds alike? A hamza may be missing, but one that stands there counts: إمام is not أمام."""
    return all(there == meant or there not in _HAMZAS_ON_ALEF for there, meant in zip(written, listed, strict=True))


def _stopped(word: str, spellings: Mapping[str, tuple[str, ...]]) -> bool:
    folded = fold(word)
    if len(folded) < 2:
        return True
    if folded not in spellings:
        return False
    written = undecorated(word)
    return len(written) != len(folded) or any(_could_be(written, listed) for listed in spellings[folded])


def is_stop_word(word: str, names: Collection[str] | None = None) -> bool:
    """Is the word, as written, a stop word? A single letter always is."""
    return _stopped(word, _spellings(_sorted(names)))


def stop_mask(words: Sequence[str], names: Collection[str] | None = None, *, extra: Collection[str] = (), keep: Collection[str] = ()) -> list[bool]:
    """For each word whether it is a stop word. `extra` adds words, `keep` takes words out, in any spelling that folds alike."""
    stopped: list[bool] = stop_column(as_column(words), names, extra=extra, keep=keep).tolist()
    return stopped


def stop_column(
    words: pa.Array, names: Collection[str] | None = None, *, extra: Collection[str] = (), keep: Collection[str] = ()
) -> npt.NDArray[np.bool_]:
    """As stop_mask, for a large_string column."""
    spellings = _spellings(_sorted(names))
    folded = fold_column(words)
    stopped = pc.less(pc.utf8_length(folded), 2).to_numpy(zero_copy_only=False).copy()
    listed = np.flatnonzero(_among(folded, spellings))
    stopped[listed] = [_stopped(word, spellings) for word in words.take(pa.array(listed)).to_pylist()]
    if extra:
        stopped |= _among(folded, map(fold, extra))
    if keep:
        stopped &= ~_among(folded, map(fold, keep))
    return np.asarray(stopped, np.bool_)


def _among(folded: pa.Array, words: Iterable[str]) -> npt.NDArray[np.bool_]:
    """Which words of a column are among some others."""
    found: npt.NDArray[np.bool_] = pc.is_in(folded, value_set=as_column(list(words))).to_numpy(zero_copy_only=False)
    return found
