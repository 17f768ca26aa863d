"""Data as a figure may show it: shown verbatim, never read as markup, never disturbing its neighbours' order."""

import re
from textwrap import wrap

from dashboard.charts.wording import Lang, say
from dashboard.text.letters import BIDI_CONTROLS, FIRST_STRONG_ISOLATE, POP_ISOLATE, RIGHT_TO_LEFT_ISOLATE
from dashboard.text.showing import without_floods

LEFT_TO_RIGHT_ISOLATE = "\u2066"
ELLIPSIS = "…"
DATE = re.compile(r"(?<!\d)\d{4}-\d\d(?:-\d\d)?(?!\d)")
_UNSEEN = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ") | dict.fromkeys(
    map(ord, BIDI_CONTROLS)
)
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")


def seen(text: str) -> str:
    """The text less the signs that steer direction, in one line, for a place whose spaces are its own; floods of signs are told."""
    return without_floods(text.translate(_UNSEEN))


def plain(text: str) -> str:
    """One line of the text without signs that steer direction, which outside our isolates would reorder what stands beside, nor floods of signs."""
    return seen(text.strip()).strip()


def shorten(text: str, length: int) -> str:
    """At most `length` characters, the cut marked."""
    return text if len(text) <= length else text[: length - 1].rstrip() + ELLIPSIS


def lines(text: str, length: int) -> list[str]:
    """The lines of a text, each broken between words so that none has more than `length` characters."""
    return [part for line in text.split("\n") for part in wrap(line, max(length, 20))]


def right_to_left(text: str) -> bool:
    """Whether the text is to be read from the right: it holds Arabic letters, whatever it begins with."""
    return _ARABIC.search(text) is not None


def isolate(text: str) -> str:
    """The text in an isolate of its own: right-to-left where it holds Arabic letters, so that «BBC عربي» reads from the right.

    Dates such as 2020-10-05 get one too, since Unicode's rules turn them round after an Arabic word.
    """
    if not right_to_left(text):
        return FIRST_STRONG_ISOLATE + text + POP_ISOLATE
    return RIGHT_TO_LEFT_ISOLATE + DATE.sub(rf"{LEFT_TO_RIGHT_ISOLATE}\g<0>{POP_ISOLATE}", text) + POP_ISOLATE


def label(text: str, length: int = 400) -> str:
    """The text for a title, tick, legend or hover: one line, cut at `length`, plotly's pseudo-HTML escaped, isolated."""
    return isolate(shorten(plain(text), length).translate(_MARKUP))


def hover(head: str, *lines: tuple[str, str], lang: Lang) -> str:
    """A hover template: the head, then one line a (wording key, d3 value such as `%{x:,}`), each in its own direction."""
    start = RIGHT_TO_LEFT_ISOLATE if lang == "ar" else LEFT_TO_RIGHT_ISOLATE
    rows = [
        f"{start}{say(key, lang)}: {LEFT_TO_RIGHT_ISOLATE}{value}{POP_ISOLATE}{POP_ISOLATE}"
        for key, value in lines
    ]
    return "<br>".join([f"<b>{head}</b>", *rows]) + "<extra></extra>"
