"""How a line begins: as a sentence that goes on, as the first sentence of a text, or otherwise; by openings.toml."""

import functools
import re
import tomllib
from pathlib import Path

from dashboard.text.letters import fold

_OWN_FILE = Path(__file__).with_name("openings.toml")
_WAW = "و"


@functools.cache
def _openings() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What goes on, what opens with a verb, and the nouns that begin with و."""
    said = tomllib.loads(_OWN_FILE.read_text(encoding="utf-8"))
    verbs = _any(said["verbs"].split())
    onward = _any([*said["goes_on"].split(), *said["phrases"]])
    return (
        re.compile(rf"(?:{onward}|[وف](?:{verbs})(?:ت|ا|وا|تا)?)(?!\w)"),
        re.compile(rf"(?:{verbs})(?:ت|ا|وا|تا)?(?!\w)"),
        re.compile(_any(said["nouns_with_waw"].split())),
    )


def _any(words: list[str]) -> str:
    return "|".join(re.escape(fold(word)) for word in words)


@functools.lru_cache(maxsize=1 << 14)
def goes_on(text: str) -> bool:
    """Whether a text begins as a sentence that goes on from another: «وقال …», «لكن …»; a headline seldom does."""
    onward, _, nouns = _openings()
    folded = fold(text[:40])
    return onward.match(folded) is not None or (folded.startswith(_WAW) and folded[1:2] != " " and nouns.match(folded) is None)


@functools.lru_cache(maxsize=1 << 14)
def opens_with_verb(text: str) -> bool:
    """Whether a text begins with a verb in the past, as the first sentence of news does and a headline seldom."""
    return _openings()[1].match(fold(text[:40])) is not None
