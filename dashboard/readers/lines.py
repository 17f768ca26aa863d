"""The lines of a page dump: what each looks like, and hard-wrapped lines joined to the paragraphs they came from."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.text.letters import INVISIBLE, TASHKEEL

_INVISIBLE = str.maketrans(dict.fromkeys(INVISIBLE, None))
_HAS_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_BULLET = re.compile(r"[*+•·▪■●○◦►▶»›>o\-–—|]+\s+(?=\S)|[*+•·▪■●○◦►▶|]+(?=\w)|[*+•·▪■●○◦►▶|]+\Z")
_MENU_BULLET = re.compile(r"[*+•▪■●○◦►▶|»›]\s|[*+•▪■●○◦►▶|]\Z")
_END = re.compile(r"[.!؟?…:؛]['\"”»’)\]]*\Z|[.!؟?…]['\"”»’)\]]*\s*(?:\(\d+\))?\Z|[\"”»][.,،]?\Z")
_FULL_STOP = re.compile(r"[.!؟?…]['\"”»’)\]]*\Z")
_INNER_STOP = re.compile(r"(?<=\w\w\w)[.!؟?](?=\s)|،|؛")
_NARROW = 16
_LETTERS = re.compile(rf"[^\W\d_].*[^\W\d_]|[^\W\d_][{TASHKEEL}]")


@dataclass(slots=True)
class Line:
    """A logical line: its physical lines with their numbers, and its shape.

    `seen` is the line without invisible signs and outer white space, `text` the same without its bullet; `stops` counts
    commas and stops inside it.
    """

    physical: tuple[tuple[int, str], ...]
    seen: str
    text: str
    words: int
    bullet: bool
    ends: bool
    full_stop: bool
    stops: int
    blanks_before: int

    @property
    def raw(self) -> str:
        """The line as the input has it, less outer white space; of a bulleted line the part after its bullet."""
        return self.text if self.bullet else " ".join(part.strip() for _, part in self.physical)

    @property
    def number(self) -> int:
        """Where the line begins in its file."""
        return self.physical[0][0]


def lines_of(text: str) -> list[Line]:
    """The lines of a dump that hold anything, those of a hard-wrapped paragraph joined into one."""
    physical = text.split("\n")
    wrap = _wrapping(physical)
    found: list[Line] = []
    blanks = 0
    for group in wrap(physical):
        joined = " ".join(part.strip() for _, part in group) if len(group) > 1 else group[0][1].strip()
        seen = joined.translate(_INVISIBLE).strip() if _HAS_INVISIBLE.search(joined) else joined
        if not seen:
            blanks += 1
            continue
        found.append(line_of(tuple(group), seen, blanks))
        blanks = 0
    return found


def line_of(physical: tuple[tuple[int, str], ...], seen: str, blanks: int) -> Line:
    """A logical line made of physical ones; `seen` is their text without invisible signs."""
    mark = _BULLET.match(seen)
    text = seen[mark.end() :] if mark else seen
    return Line(
        physical,
        seen,
        text,
        len(text.split()),
        bool(_MENU_BULLET.match(seen)),
        bool(_END.search(text)),
        bool(_FULL_STOP.search(text)),
        len(_INNER_STOP.findall(text)),
        blanks,
    )


class _Wrapping:
    """Joins each full line with the next one; what is full, `words` or `width` say (0: nothing is)."""

    def __init__(self, words: int, width: int) -> None:
        self._words = words
        self._width = width

    def __call__(self, physical: list[str]) -> Iterator[list[tuple[int, str]]]:
        group: list[tuple[int, str]] = []
        for number, line in enumerate(physical, start=1):
            if group and not (
                self._is_full(group[-1][1], line) and line.strip() and not _MENU_BULLET.match(line.strip())
            ):
                yield group
                group = []
            group.append((number, line))
        if group:
            yield group

    def _is_full(self, line: str, following: str) -> bool:
        if self._words:
            goes_on = not _FULL_STOP.search(line.rstrip()) or (
                len(following.split()) == self._words or _FULL_STOP.search(following.rstrip()) is not None
            )
            return goes_on and len(line.split()) == self._words
        first = following.split(maxsplit=1)[:1]
        return bool(self._width and first) and len(line.rstrip()) + 1 + len(first[0]) > self._width


def _wrapping(physical: list[str]) -> _Wrapping:
    """How a dump was wrapped: after so many words, at such a width, or not at all."""
    words = [count for count in (len(line.split()) for line in physical) if count]
    if len(words) < 6:
        return _Wrapping(0, 0)
    most, counts = max(words), Counter(words)
    full, shorter = counts[most], counts[most - 1]
    many = full >= max(4, 0.06 * len(words)) and full > shorter and most <= _NARROW
    broken = max(2 if most <= _NARROW else 3, 0.6 * full)
    if most >= 6 and (many or _continued(physical, most) >= broken) and most <= 25:
        return _Wrapping(most, 0)
    width = max(len(line.rstrip()) for line in physical)
    if 50 <= width <= 120 and _overfull(physical, width) >= 4:
        return _Wrapping(0, width)
    return _Wrapping(0, 0)


def _overfull(physical: list[str], width: int) -> int:
    """How many lines end in mid-sentence for no other reason than that the next word would have passed the width."""
    return sum(
        len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width
        and not _END.search(line.rstrip())
        for line, following in itertools.pairwise(physical)
        if line.strip() and following.strip()
    )


def _continued(physical: list[str], words: int) -> int:
    """How many lines of so many words break off in a sentence that the next line goes on with or ends."""
    count = 0
    for line, following in itertools.pairwise(physical):
        if len(line.split()) == words and not _END.search(line.rstrip()):
            rest = following.split()
            count += len(rest) == words or bool(rest and _FULL_STOP.search(following.rstrip()))
    return count


def has_letters(text: str) -> bool:
    """Whether a line holds more than a lone letter."""
    return _LETTERS.search(text) is not None
