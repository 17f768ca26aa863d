"""The key under which two spellings of a word of a name are one."""

import re
from functools import lru_cache

from dashboard.text.letters import fold

_FOREIGN_LETTERS = str.maketrans({"پ": "ب", "ڤ": "ف", "ڥ": "ف", "ژ": "ج", "گ": "غ", "چ": "ج"})
_SEATS = str.maketrans({"ؤ": "و", "ئ": "ي"})
SHORTEST_WITH_HEH = 5
_DOTTED = re.compile(r"\w(?:\.\w)+")
_MARKS = re.compile(r"[-–/+.]+")


@lru_cache(maxsize=1 << 16)
def word_key(word: str) -> str:
    """The folded word with hamza off its seats, Persian letters as Arabic prints them, and ه for a last ة.

    Words of up to four letters keep their last ة: حماة is a city, حماه is not.
    """
    key = fold(word).translate(_SEATS)
    if not key.isascii():
        key = key.translate(_FOREIGN_LETTERS)
    return key[:-1] + "ه" if key.endswith("ة") and len(key) >= SHORTEST_WITH_HEH else key


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """The keys of a name's words, one space between; marks inside a name part its words, dots after single letters do not."""
    parted = name if _DOTTED.fullmatch(name) else _MARKS.sub(" ", name)
    return " ".join(map(word_key, parted.split()))
