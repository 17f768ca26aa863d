"""Which lines of a page dump are its title and its text: the likeliest way to read the page from top to bottom."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.readers.likeness import words_of
from dashboard.readers.openings import goes_on
from dashboard.readers.shapes import Kind, Shaped
from dashboard.readers.windows import is_prompt

BEFORE, BELOW_TITLE, TEXT, GAP, AFTER = range(5)
_NEVER = -1e9
_INTO_GAP, _OUT_OF_GAP, _GAP_LINE, _BELOW_TITLE_LINE = -6.0, -6.0, -0.3, -0.5
_PASSED_TEXT = 0.6
_MOST_WORDS, _BARRIER_WORDS, _SENTENCE = 60.0, 30, 3.0
_COMMENTS = re.compile("تعليق|comment", re.IGNORECASE)
_COHESION_WORDS, _ENOUGH_OTHERS = 7, 25.0
_STRANGE, _GOES_ON, _SHARED, _NOTHING_SHARED = 0.35, 0.7, 3.0, 4.0
_BARRIERS = {"comments": 40.0, "legal": 10.0, "about": 25.0, "source": 12.0, "tags": 8.0, "related": 4.0, "related_end": -10.0}


@dataclass(frozen=True, slots=True)
class Run:
    """A page read: the index of its title, if it has one, and those of its text."""

    title: int | None
    text: tuple[int, ...]


def best_run(lines: Sequence[Shaped], weight: Sequence[float], titles: Sequence[float]) -> Run | None:
    """The title and text of a page that together weigh most; None where every line is furniture or header.

    A page is what stands before its title, the title, lines below it (date, byline, picture), text, gaps in the text, and what
    stands after it. Each line of text adds its weight, a title its worth, each gap costs, and more so where comments,
    legal notices or the like lie in it. Read twice: the second time lines count for more that share their words with the text found first.
    """
    first = _read(lines, weight, titles)
    if first is None or max(weight[at] for at in first.text) <= 0.0:
        return _verses(lines, None if first is None else first.title)
    run = _read(lines, _cohesive(lines, weight, first), titles) or first
    told = [at for at in run.text if weight[at] != 0.0]
    sentences = sum(lines[at].line.full_stop or weight[at] >= _SENTENCE for at in told)
    return run if 2 * sentences > len(told) else _with_verses(lines, run)


def _verses(lines: Sequence[Shaped], title: int | None) -> Run | None:
    """The longest stretch of plain lines that no furniture parts and no heading of a list stands above, where no line weighs anything."""
    stretches: list[list[int]] = [[]]
    for at, one in enumerate(lines):
        if one.kind in (Kind.HEADLINE, Kind.SHORT) and at != title:
            stretches[-1].append(at)
        elif one.kind not in (Kind.DATE, Kind.BYLINE):
            headed = one.furniture is not None and one.furniture.kind in ("related", "nav")
            stretches.append([-1] if headed else [])
    found = [stretch for stretch in stretches if stretch and stretch[0] >= 0] or [
        stretch[1:] for stretch in stretches if len(stretch) > 1
    ]
    if not found:
        return None
    text = max(found, key=len)
    if title is None and len(text) > 1 and lines[text[0]].kind is Kind.HEADLINE:
        return Run(text[0], tuple(text[1:]))
    return Run(title if title is not None and title < text[0] else None, tuple(text))


def _with_verses(lines: Sequence[Shaped], run: Run) -> Run:
    """A text with few sentences (verses, prices, results) with the plain lines that stand before, between and after its own."""

    def plain(at: int) -> bool:
        return lines[at].kind in (Kind.HEADLINE, Kind.SHORT)

    first, last = run.text[0], run.text[-1]
    while first - 1 > (-1 if run.title is None else run.title) and plain(first - 1):
        first -= 1
    while last + 1 < len(lines) and plain(last + 1):
        last += 1
    return Run(run.title, tuple(at for at in range(first, last + 1) if at in run.text or plain(at)))


def _read(lines: Sequence[Shaped], weight: Sequence[float], titles: Sequence[float]) -> Run | None:
    """The best path through the page (Viterbi 1967 over five states that follow each other)."""
    score = (0.0, _NEVER, _NEVER, _NEVER, _NEVER)
    steps: list[tuple[bool, int, bool, bool]] = []
    for at, barrier in enumerate(_barriers(lines)):
        own = min(weight[at], _MOST_WORDS)
        stays = score[BELOW_TITLE] + _BELOW_TITLE_LINE - _PASSED_TEXT * max(own, 0.0)
        begins = score[BEFORE] + titles[at]
        opened = (score[BEFORE], score[BELOW_TITLE], score[TEXT], score[GAP] + _OUT_OF_GAP)
        text = max(opened)
        enters, ends = score[TEXT] + _INTO_GAP, score[TEXT]
        steps.append((begins > stays, opened.index(text), enters > score[GAP], ends > score[AFTER]))
        score = (
            score[BEFORE], max(begins, stays), text + own - max(barrier, 0.0),
            max(enters, score[GAP]) + _GAP_LINE - barrier, max(ends, score[AFTER]),
        )  # fmt: skip
    state = TEXT if score[TEXT] > score[AFTER] else AFTER
    return _traced(steps, state) if score[state] > 0.0 else None


def _traced(steps: Sequence[tuple[bool, int, bool, bool]], state: int) -> Run:
    """The run that ends in a state, followed back to the top of the page."""
    title: int | None = None
    text: list[int] = []
    for at in range(len(steps) - 1, -1, -1):
        titled, text_after, from_text, ended = steps[at]
        if state == TEXT:
            text.append(at)
            state = text_after
        elif state == BELOW_TITLE and titled:
            title, state = at, BEFORE
        elif (state == GAP and from_text) or (state == AFTER and ended):
            state = TEXT
    return Run(title, tuple(reversed(text)))


def _barriers(lines: Sequence[Shaped]) -> list[float]:
    """What it costs to find text again below each line; lines of one kind that follow each other cost once."""
    costs, last = [0.0] * len(lines), ""
    for at, one in enumerate(lines):
        kind = _barrier_of(one)
        if kind and kind != last:
            costs[at] = _BARRIERS[kind]
        last = "" if one.is_text else kind or last
    return costs


def _barrier_of(one: Shaped) -> str:
    """The kind of barrier that a line is; "" for none."""
    if one.furniture is None or is_prompt(one) or one.line.words > _BARRIER_WORDS:
        return ""
    if one.furniture.kind == "counter" and _COMMENTS.search(one.line.text):
        return "comments"
    return one.furniture.kind if one.furniture.kind in _BARRIERS else ""


def _cohesive(lines: Sequence[Shaped], weight: Sequence[float], run: Run) -> list[float]:
    """The weights of text, less where a line shares few words with the title and the other lines of a text."""
    told = {at: words_of(lines[at].line.text) for at in run.text}
    title = words_of(lines[run.title].line.text) if run.title is not None else frozenset()
    times = Counter(word for words in told.values() for word in words)
    result = list(weight)
    for at, one in enumerate(lines):
        if one.line.words < _COHESION_WORDS or weight[at] <= 0.0:
            continue
        own = told.get(at) or words_of(one.line.text)
        met = sum(times[word] > (at in told) or word in title for word in own)
        others = len(times) - sum(times[word] == 1 for word in own) * (at in told)
        alone = math.exp(-others / _ENOUGH_OTHERS)
        result[at] *= min((_GOES_ON if goes_on(one.line.text) else _STRANGE) + _SHARED * met / max(len(own), 1) + alone, 1.0)
        if not met and not goes_on(one.line.text):
            result[at] -= _NOTHING_SHARED * (1.0 - alone)
    return result
