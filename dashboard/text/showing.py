"""Texts of strangers as they may be shown: what steers direction or piles up is told in signs that can be read."""

import re
import unicodedata
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


def without_floods(text: str) -> str:
    """The text with at most eight combining signs in a row; how many more there were stands behind them as [+n]."""
    return text if text.isascii() else _flood().sub(lambda found: f"{found[0][:MOST_MARKS]}[+{len(found[0]) - MOST_MARKS}]", text)


@cache
def _flood() -> re.Pattern[str]:
    """More combining signs in a row than are drawn, in the planes that hold any."""
    planes = [*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)]
    marks = "".join(chr(code) for code in planes if unicodedata.category(chr(code)) in ("Mn", "Me"))
    return re.compile(f"[{re.escape(marks)}]{{{MOST_MARKS + 1},}}")
