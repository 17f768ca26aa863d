"""What the lines of a page weigh beside their neighbours, and where a second article begins."""

from collections.abc import Sequence

from dashboard.readers.likeness import overlap, words_of
from dashboard.readers.shapes import Kind, Shaped

_CUT_KINDS = ("comments", "cut", "source")
_END_KINDS = ("legal",)
_LEAST_BEFORE = 40.0
_LEAST_ARTICLE = 60.0
_HEAD_LINES = 9
_PASSED = ("share", "counter", "controls", "address", "subscribe", "nav")
_EMBEDDED = 6
_GAP_LINES = 25
_BELOW_COMMENTS = 0.35
_HEADING_WORDS = 5
_CUT_OFF = ("...", "…", "[…]", "[...]", "المزيد")


def weights(lines: Sequence[Shaped]) -> list[float]:
    """What each line weighs as article text, given its neighbours.

    Under a heading such as «اقرأ أيضا» a paragraph below one headline is a teaser, until two paragraphs follow each other
    or a list of bare headlines ends. A paragraph between two headlines weighs less anywhere: lists of news look so.
    """
    result = [shaped.weight for shaped in lines]
    related, headlines, block = False, 0, 0
    for at, shaped in enumerate(lines):
        if shaped.furniture:
            opens = opens_related(shaped)
            related, block = (
                opens or (related and shaped.furniture.kind != "related_end"),
                0 if opens else block,
            )
            result[at] = max(shaped.weight, -2.5) if is_prompt(shaped) else shaped.weight
            headlines = 0 if opens else headlines
            continue
        if not shaped.is_text:
            headlines += shaped.kind in (Kind.HEADLINE, Kind.MENU)
            block += 1
            if related and block <= _EMBEDDED:
                result[at] = max(shaped.weight, -1.5)
            if shaped.kind is Kind.SHORT and shaped.line.text.endswith(_CUT_OFF):
                result[at] = -2.0 if at and _heads(lines[at - 1]) else min(shaped.weight, 0.0)
            continue
        before = lines[at - 1] if at else None
        after = lines[at + 1] if at + 1 < len(lines) else None
        headed, heads_next = before is not None and _heads(before), after is not None and _heads(after)
        if related and (headlines >= 2 or any(near is not None and near.is_text for near in (before, after))):
            related = shaped.line.text.endswith(_CUT_OFF)
        if headed and (related or shaped.line.text.endswith(_CUT_OFF)):
            result[at] = -2.0
        elif headed and heads_next and shaped.line.words < 45:
            result[at] = 0.4 * shaped.weight
        headlines = 0
    return result


def opens_related(shaped: Shaped) -> bool:
    """Whether a line heads a list of other articles; a prompt with its headline on the same line heads none."""
    return shaped.furniture is not None and shaped.furniture.kind == "related" and not is_prompt(shaped)


def is_prompt(shaped: Shaped) -> bool:
    """Whether a line names one other article after words such as «اقرأ أيضا»: text may go on right below it."""
    return shaped.furniture is not None and shaped.furniture.kind == "related" and shaped.line.words > _HEADING_WORDS


def heads(lines: Sequence[Shaped], weight: Sequence[float], signs: frozenset[str]) -> list[int]:
    """Where further articles begin in a dump that holds several: the indexes of their titles.

    A title begins an article when text lies before it, when at least two paragraphs follow it, when its words come up in
    them, and when one thing more speaks for it: it is printed twice, an outlet's sign or a date stands beside it, or a
    wide gap before it.
    """
    found: list[int] = []
    before = 0.0
    at = 0
    while at < len(lines):
        if before >= _LEAST_BEFORE and lines[at].kind is Kind.HEADLINE and lines[at].line.words >= 3:
            text = _text_after(lines, at)
            if text is not None and _begins(lines, weight, at, text, signs):
                found.append(at)
                before, at = 0.0, text
                continue
        before += max(weight[at], 0.0)
        at += 1
    return found


def _begins(
    lines: Sequence[Shaped], weight: Sequence[float], at: int, text: int, signs: frozenset[str]
) -> bool:
    block = lines[at + 1 : text]
    title = lines[at].line
    twice = any(shaped.line.text == title.text for shaped in block)
    signed = any(shaped.line.seen in signs for shaped in block)
    dated = any(shaped.kind is Kind.DATE for shaped in block)
    gap = title.blanks_before >= 2
    related = _in_related(lines, at)
    evidence = 2 * twice + 2 * signed + dated + gap - 2 * related
    if evidence < 1 or _mass(lines, weight, text) < (_LEAST_BEFORE if evidence >= 2 else _LEAST_ARTICLE):
        return False
    following = words_of(" ".join(shaped.line.text for shaped in lines[text : text + 4]))
    share = overlap(title.text, following)
    if evidence >= 2:
        return share >= 0.2
    preceding = words_of(
        " ".join(shaped.line.text for shaped in lines[max(at - 6, 0) : at] if shaped.is_text)
    )
    return share >= 0.4 and share > overlap(title.text, preceding) and title.words >= 4


def _text_after(lines: Sequence[Shaped], at: int) -> int | None:
    """The first paragraph below a title, with nothing but header lines between."""
    for later in range(at + 1, min(at + 1 + _HEAD_LINES, len(lines))):
        if lines[later].is_text:
            return later
    return None


def _mass(lines: Sequence[Shaped], weight: Sequence[float], start: int) -> float:
    """The words of paragraphs from a line on, up to two headlines in a row; one paragraph alone counts nothing."""
    total, paragraphs, headlines = 0.0, 0, 0
    for at in range(start, min(start + 40, len(lines))):
        headlines = headlines + 1 if _heads(lines[at]) else 0
        furniture = lines[at].furniture
        if headlines >= 3 or (furniture and furniture.kind in ("comments", "related") and paragraphs):
            break
        if lines[at].is_text:
            total, paragraphs = total + max(weight[at], 0.0), paragraphs + 1
    return total if paragraphs >= 2 or total >= 2 * _LEAST_ARTICLE else 0.0


def _in_related(lines: Sequence[Shaped], at: int) -> bool:
    for earlier in range(at - 1, max(at - 8, -1), -1):
        if lines[earlier].is_text:
            return False
        found = lines[earlier].furniture
        if found and opens_related(lines[earlier]):
            return True
    return False


def _heads(shaped: Shaped) -> bool:
    return shaped.kind in (Kind.HEADLINE, Kind.DATE, Kind.MENU, Kind.CAPTION) or (
        shaped.kind is Kind.SHORT and shaped.weight == 0.0 and not shaped.line.text.endswith(":")
    )
