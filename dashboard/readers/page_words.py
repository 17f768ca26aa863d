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
_USUAL, _USUAL_A_WORD = 0.6, 0.02


@functools.cache
def page_words(file: Path = _OWN_FILE) -> Mapping[str, float]:
    """How much each word gives away; raises DataFileError that names the table at fault."""
    found: dict[str, float] = {}
    for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if not isinstance(table, dict) or set(table) != {"weight", "words"}:
            raise DataFileError(file, f"[{name}]", "a table has a weight and words")
        found |= dict.fromkeys(map(fold, table["words"].split()), float(table["weight"]))
    return found


@functools.lru_cache(maxsize=1 << 14)
def _worth(word: str) -> float:
    known = page_words()
    folded = fold(word)
    return max(known.get(folded, 0.0), known.get(_PROCLITICS.sub("", folded, count=1), 0.0))


def page_talk(text: str) -> float:
    """How much a line speaks of the page, beyond what a line of its length usually does; 0 for most text."""
    words = _WORD.findall(text)
    return max(sum(map(_worth, words)) - _USUAL - _USUAL_A_WORD * len(words), 0.0)
