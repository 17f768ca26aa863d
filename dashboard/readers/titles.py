"""How much each line of a page reads like the title of the text below it."""

import itertools
import re
from collections import Counter, deque
from collections.abc import Sequence

from dashboard.readers.likeness import overlap, words_of
from dashboard.readers.lines import Line
from dashboard.readers.outlets import Outlets
from dashboard.readers.page_words import page_talk
from dashboard.readers.shapes import Kind, Shaped
from dashboard.text.letters import fold

NO_TITLE = -1e6
_HEADER_LINES = 9
_BELOW, _FARTHER = 5, 15
_DASHED = re.compile(r"\s[-–—]\s")
OUTLET_WORDS = ("بوابة", "صحيفة", "جريدة", "وكالة", "موقع", "شبكة", "قناة", "مجلة", "راديو", "اذاعة", "منتديات")
_ABOUT, _NAME_WORDS, _CLOSE = 0.2, 7, 8
_IN_WORDS, _LEAST, _FULL_TITLE = 5.0, 1.0, 5


def title_worths(lines: Sequence[Shaped], weight: Sequence[float], outlets: Outlets) -> list[float]:
    """For each line what it adds to a reading of the page if it is the title, in words of text; NO_TITLE where it cannot be.

    A title shares words with the text below it, is followed by a date, a byline or share buttons, is printed twice, or opens
    the file; captions, sentences, outlets' names and menus are none.
    """
    times = Counter(shaped.line.text for shaped in lines)
    below: deque[frozenset[str]] = deque(maxlen=_FARTHER)
    found = [NO_TITLE] * len(lines)
    for at in range(len(lines) - 1, -1, -1):
        shaped = lines[at]
        line = shaped.line
        if below and _may_be_title(lines, at) and not (line.words <= 5 and outlets.source_of_name(line.text)):
            told = frozenset[str]().union(*below)
            near = frozenset[str]().union(*itertools.islice(below, _BELOW))
            own = (overlap(line.text, near) + overlap(line.text, told)) / 2
            score = 8.0 * own * min(1.0, line.words / _FULL_TITLE) + 1.0 * (5 <= line.words <= 22)
            score += 1.5 * (times[line.text] > 1) + 2.0 * _twin(lines, at)
            score += 2.0 * (at == 0 and any(mine > 0 for mine in weight[1:_HEADER_LINES]))
            score += 1.5 * (at + 1 < len(lines) and _follows_title(lines[at + 1])) + 1.0 * _dated_below(lines, at) + 1.0 * (line.blanks_before > 0)
            score -= (2.0 + 3.0 * shaped.is_text) * line.text.endswith((".", "…")) + 4.0 * (line.words < 3 and at > 0) + 3.0 * line.bullet
            score -= 3.0 * _after_date(lines, at, told) + 1.5 * page_talk(line.text) + 3.0 * _names_a_place(line)
            score -= 3.5 * (at > 0 and _headline_above(lines[at - 1], told, own))
            found[at] = _IN_WORDS * (score - _LEAST)
        if weight[at] > 0:
            below.appendleft(words_of(line.text))
    return found


def _may_be_title(lines: Sequence[Shaped], at: int) -> bool:
    shaped = lines[at]
    if shaped.kind not in (Kind.HEADLINE, Kind.SHORT, Kind.MENU) and not (
        shaped.is_text and shaped.line.words < 30
    ):
        return False
    twin = at > 0 and lines[at - 1].line.text == shaped.line.text and shaped.line.text.endswith(")")
    return not twin and shaped.line.words <= 35


def _headline_above(above: Shaped, told: frozenset[str], own: float) -> bool:
    """Whether the line above is itself about the text, not much less than this one: then this one is a subtitle."""
    return above.kind is Kind.HEADLINE and above.line.words >= 4 and overlap(above.line.text, told) >= max(_ABOUT, 0.5 * own)


def _names_a_place(line: Line) -> bool:
    """Whether a short line reads like «outlet – city», or like the name of an outlet that no list knows."""
    return line.words <= 5 and (
        _DASHED.search(line.text) is not None or fold(line.text).startswith(OUTLET_WORDS)
    )


def _follows_title(shaped: Shaped) -> bool:
    return shaped.kind in (Kind.DATE, Kind.BYLINE, Kind.CAPTION) or bool(
        shaped.furniture and shaped.furniture.kind in ("share", "counter", "outlet_line")
    )


def _twin(lines: Sequence[Shaped], at: int) -> int:
    """1 where the first line, or one close by, is this one with an outlet's or a section's name before or after it; -1 where this one is such."""
    line = lines[at].line
    for other in (*lines[:1], *lines[max(at - _CLOSE, 0) : at + _CLOSE + 1]):
        if other.line.text != line.text and 0 < abs(other.line.words - line.words) <= _NAME_WORDS and min(other.line.words, line.words) >= 3:
            if line.text in other.line.text:
                return 1
            if other.line.text in line.text:
                return -1
    return 0


def _dated_below(lines: Sequence[Shaped], at: int) -> bool:
    """Whether a date stands among the few lines between this one and the text."""
    for shaped in lines[at + 1 : at + 5]:
        if shaped.is_text or shaped.kind is Kind.DATE:
            return not shaped.is_text
    return False


def _after_date(lines: Sequence[Shaped], at: int, told: frozenset[str]) -> bool:
    """Whether a date or byline stands above a line, and above that a line about the text: then this one is more likely a caption."""
    above = lines[max(at - 4, 0) : at]
    return any(one.kind in (Kind.DATE, Kind.BYLINE) for one in above) and any(
        one.kind is Kind.HEADLINE and one.line.words >= 3 and overlap(one.line.text, told) >= _ABOUT for one in above
    )
