"""Texts of strangers as they may be shown: what steers direction or piles up is told in signs that can be read."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from dashboard.text.letters import ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER

MOST_MARKS = 8
"""Combining signs that are drawn over one letter: no writing system needs more, and thousands of them cover the lines above."""

_SPELLING = ZERO_WIDTH_NON_JOINER + ZERO_WIDTH_JOINER


def visible_controls(text: str) -> str:
    """The text with control and direction characters shown as <U+XXXX>, so that neither a terminal nor a page obeys them."""
    return "".join(
        f"<U+{ord(character):04X}>" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") and character not in _SPELLING else character
        for character in text
    )


def floods(text: str) -> list[tuple[int, int, str]]:
    """What of the text is not drawn: of more than eight combining signs in a row all but eight, each stretch with its [+n], which stands for them."""
    if text.isascii():
        return []
    return [(found.start() + MOST_MARKS, found.end(), f"[+{len(found[0]) - MOST_MARKS}]") for found in _flood().finditer(text)]


def without_floods(text: str) -> str:
    """The text with at most eight combining signs in a row; how many more there were stands behind them as [+n]."""
    return replaced(text, floods(text))


def replaced(text: str, stretches: Iterable[tuple[int, int, str]]) -> str:
    """The text with something else in place of some stretches of it, which stand in order and apart."""
    kept, at = [], 0
    for start, end, other in stretches:
        kept += [text[at:start], other]
        at = end
    return "".join([*kept, text[at:]])


@cache
def _flood() -> re.Pattern[str]:
    """More combining signs in a row than are drawn, in the planes that hold any."""
    planes = [*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)]
    marks = "".join(chr(code) for code in planes if unicodedata.category(chr(code)) in ("Mn", "Me"))
    return re.compile(f"[{re.escape(marks)}]{{{MOST_MARKS + 1},}}")
