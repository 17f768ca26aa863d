"""How much a line speaks of its page and to the page's visitor, by the words of page_words.toml."""

import functools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from dashboard.errors import DataFileError
from dashboard.text.letters import fold

_OWN_FILE = Path(__file__).with_name("page_words.toml")
_WORD = re.compile(r"[^\W\d_]+")
_PROCLITICS = re.compile(r"^[وف]?(?:[بلك]?ال|لل|[بلك](?=...))?")
_TO_VISITOR = "visitor"
_USUAL, _USUAL_A_WORD, _UNADDRESSED = 0.6, 0.02, 0.4


@functools.cache
def page_words(file: Path = _OWN_FILE) -> Mapping[str, tuple[float, bool]]:
    """How much each word gives away, and whether it speaks to the visitor; raises DataFileError that names the table at fault."""
    found: dict[str, tuple[float, bool]] = {}
    for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if not isinstance(table, dict) or set(table) != {"weight", "words"}:
            raise DataFileError(file, f"[{name}]", "a table has a weight and words")
        worth = float(table["weight"]), name.startswith(_TO_VISITOR)
        found = {**dict.fromkeys(map(fold, table["words"].split()), worth), **found}
    return found


@functools.lru_cache(maxsize=1 << 14)
def _worth(word: str) -> tuple[float, bool]:
    known = page_words()
    folded = fold(word)
    return known.get(folded) or known.get(_PROCLITICS.sub("", folded, count=1)) or (0.0, False)


@functools.lru_cache(maxsize=1 << 12)
def page_talk(text: str) -> float:
    """How much a line speaks of the page, beyond what a line of its length usually does; 0 for most text."""
    words = _WORD.findall(text)
    worths = [_worth(word) for word in words]
    visitor = sum(worth for worth, to_visitor in worths if to_visitor)
    page = sum(worth for worth, to_visitor in worths if not to_visitor)
    share = min(1.0, _UNADDRESSED + visitor)
    return max(visitor + share * page - _USUAL - _USUAL_A_WORD * len(words), 0.0)
