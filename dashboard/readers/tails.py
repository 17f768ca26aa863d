"""The closing of a news text that names its agency: «(رويترز)», «المصدر: الأناضول», an agency's notice on its own wire."""

import re
from dataclasses import dataclass

from dashboard.readers.outlets import Outlets

_LOOK_BACK = 900
_SOURCE_LINE = re.compile(
    r"\n[ \t•*\-–]*(?:المصدر|المصادر|مصدر الخبر|نقلا عن|نقلاً عن)[ \t]*[:：\-–][ \t]*([^\n]{1,80})\s*\Z"
)
_CLOSING_BRACKET = re.compile(r"(?<=[.؟!…»\"”\n ])[ \t]*[(\[]([^()\n\[\]]{2,60})[)\]][ \t.]*\s*\Z")
_CLOSING_LINE = re.compile(r"\n[ \t\-–*]*([^\n]{2,40}?)[ \t\-–*.]*\s*\Z")
_END_SIGN = re.compile(
    r"\s*(?://[ \t]*)?(?<!\w)(?:ان?تهى|إنتهى)(?:[ \t]*//)?[\s.]*(?:[\d:]+[ \t]*ت[ \t]*م[ \t]*\d*)?\s*\Z"
)
_NOTICE = re.compile(
    r"(?:\A|(?<=[.!؟»\"”\n])\s*)(?:الأخبار|المواد|النصوص) المنشورة (?:على|في|هنا)[^\n]{20,500}\Z"
)
_SUBSCRIPTION = re.compile("[ال]?اشتراك|للمشتركين|المشتركين")
_AGENCY_WORD = re.compile(r"وكالة\s+(?:أنباء\s+|الأنباء\s+)?[«\"]?(\S+?)[»\"]?(?=[\s،,.])")
_BETWEEN = re.compile(r"\s*(?:[+،,/؛|\-–]|\sو(?=\w))\s*")


@dataclass(frozen=True, slots=True)
class Tail:
    """A removed closing: where in the body it starts, why it goes, the rule that saw it, and the agency that it names."""

    start: int
    reason: str
    rule: str
    agency: str | None = None


def may_hold_tail(body: str, notices: tuple[tuple[str, str], ...]) -> bool:
    """A quick look that rules out most texts without an agency tail."""
    end = body[-60:]
    return (
        ")" in end
        or "المصدر" in end
        or "نتهى" in end
        or "]" in end
        or "وكالة" in end
        or any(text in body[-_LOOK_BACK:] for text, _ in notices)
    )


def agency_notices(outlets: Outlets) -> tuple[tuple[str, str], ...]:
    """The sentences that agencies put under their texts, each with the agency's slug."""
    return tuple(
        (text, outlet.slug)
        for outlet in outlets.by_slug.values()
        if outlet.agency
        for text in outlet.starts
        if len(text) > 25
    )


def tail(body: str, outlets: Outlets, notices: tuple[tuple[str, str], ...]) -> Tail | None:
    """The last piece of a body that belongs to the agency rather than to the article, if there is one.

    Call again on what is left until None: a notice may stand under a signature.
    """
    at = max(len(body) - _LOOK_BACK, 0)
    for text, slug in notices:
        found = body.find(text, at)
        if found >= 0:
            return Tail(found, "agency_tail", f"outlets.toml [{slug}]", slug)
    notice = _NOTICE.search(body, at)
    if notice and notice.start() > 0 and _SUBSCRIPTION.search(notice[0]):
        agencies = map(outlets.agency_of_name, _AGENCY_WORD.findall(notice[0]))
        return Tail(notice.start(), "agency_tail", "subscription notice", next(filter(None, agencies), None))
    end = _END_SIGN.search(body, max(len(body) - 80, 0))
    if end and end.start() > 0:
        return Tail(end.start(), "agency_tail", "end sign")
    named = _SOURCE_LINE.search(body, max(len(body) - 120, 0))
    if named:
        return Tail(named.start(), "agency_tail", "source line", first_agency(named[1], outlets))
    bracket = _CLOSING_BRACKET.search(body, max(len(body) - 80, 0))
    if bracket and bracket.start() > 0 and _all_named(bracket[1], outlets):
        return Tail(bracket.start(), "agency_tail", "closing bracket", first_agency(bracket[1], outlets))
    line = _CLOSING_LINE.search(body, max(len(body) - 60, 0))
    if line and (agency := outlets.agency_of_name(line[1])):
        return Tail(line.start(), "agency_tail", "closing line", agency)
    return None


def _parts(names: str) -> list[str]:
    return [part for part in _BETWEEN.split(names) if part.strip()]


def first_agency(names: str, outlets: Outlets) -> str | None:
    """The first agency in a list of names, such as «الجزيرة + رويترز»."""
    for name in (names, *_parts(names)):
        agency = outlets.agency_of_name(name)
        if agency:
            return agency
    return None


def _all_named(names: str, outlets: Outlets) -> bool:
    return bool(outlets.source_of_name(names)) or all(
        outlets.source_of_name(part) or part.strip() in ("وكالات", "الوكالات") for part in _parts(names)
    )
