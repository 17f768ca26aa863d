"""Whether two pieces of text speak of the same: their words of content, worn down until a verb and its noun meet."""

import functools
import re

from dashboard.text.letters import fold
from dashboard.text.stopwords import categories, stop_words

_WORD = re.compile(r"[^\W\d_]{2,}")
_PREFIX = re.compile("^(?:[وف]?[بلك]?ال|[وف]?لل|[وفبل](?=....))")
_SUFFIX = re.compile("(?<=...)(?:ها|هم|ات|ون|ين|ان|ية|ه|ة|ي)$")
_VOWELS = re.compile("[اويىةءئؤ]")
_LETTERS = 3


@functools.cache
def _said_anywhere() -> frozenset[str]:
    return stop_words(tuple(categories()))


@functools.lru_cache(maxsize=1 << 16)
def _worn(word: str) -> str:
    bare = _SUFFIX.sub("", _PREFIX.sub("", word))
    return _VOWELS.sub("", bare)[:_LETTERS] or bare


def words_of(text: str) -> frozenset[str]:
    """The words of content of a text without prefixes, endings, long vowels and hamzas, the first letters of each."""
    common = _said_anywhere()
    return frozenset(_worn(word) for word in _WORD.findall(fold(text)) if word not in common)


def overlap(title: str, words: frozenset[str]) -> float:
    """The share of a title's words that come up among others."""
    own = words_of(title)
    return len(own & words) / len(own) if own else 0.0
