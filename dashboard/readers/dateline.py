"""The opening of a news text that names place, date and agency: «موسكو (تاس) - », «(رويترز) », «لندن: «الشرق الأوسط»»."""

import re
from dataclasses import dataclass

from dashboard.readers.outlets import Outlets
from dashboard.text.letters import TATWEEL, fold

_HEAD = 170
_PIECE = re.compile(rf"[()\[\]/|،,:;.«»\"“”\-–—{TATWEEL}]|[^()\[\]/|،,:;.«»\"“”\-–—{TATWEEL}]+")
_DASHES = f"–—{TATWEEL}:/|-"
_MARK = re.compile(rf"[(/:–—-]|{TATWEEL} |م واس")
_OPEN, _CLOSE = "([", ")]"
_OPENING_MARKS = ("«", '"', "“")
_TRAILING = re.compile(rf"[\s)\]»\"”]*[\s):/|،,.\-–—{TATWEEL}]*")
_SPEECH = re.compile("[وف]?(?:قال|ذكر|اكد|كشف|اعلن|افاد|نقل|صرح|اوضح|اضاف|اشار|حذر|نفى|دعا|طالب)ت?$")
_TO = ("ل", "ل" + TATWEEL, "لـ", "عن", "ان", "مع", "من")
_MOST_WORDS = 14
_MOST_SEGMENTS = 8
_BARE_WORDS = 3
_DATED_WORDS = 12
_PLACE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline names: the text itself, the outlet and the agency, as slugs."""

    text: str
    outlet: str | None
    agency: str | None


def may_hold_dateline(body: str) -> bool:
    """A quick look that rules out most texts without a dateline."""
    return _MARK.search(body, 0, 80) is not None


def dateline(line: str, outlets: Outlets) -> Dateline | None:
    """The dateline at the beginning of a paragraph, up to where its sentence begins; None where there is none.

    It is a run of short pieces (place, date, names) between brackets, dashes, colons or slashes, of which one is the name
    of a known outlet or agency, and such a sign closes it. An outlet's name that stands alone in front is a place or a
    thing (الرياض، الحياة), and so is one word without brackets or marks; an agency's name is not.
    """
    outlet = agency = None
    end = words = segments = depth = 0
    pieces = list(_PIECE.finditer(line[:_HEAD]))
    for at, piece in enumerate(pieces):
        text = piece[0].strip()
        if len(text) <= 1 and not text.isalnum():
            depth += (text in _OPEN and text != "") - (text in _CLOSE and text != "")
            if text == "." and not end and not depth and not _is_acronym_stop(pieces, at):
                break
            continue
        segments, words = segments + 1, words + len(text.split())
        name, last = _name_from(line, pieces, at, outlets)
        if name is None:
            if _SPEECH.match(fold(text.split()[0])) or text.split()[-1] in _TO:
                break
            few = _PLACE_WORDS + 5 * any(letter.isdigit() for letter in text)
            if segments > _MOST_SEGMENTS or words > _MOST_WORDS or (not depth and len(text.split()) > few):
                break
            continue
        attached = segments == 2 and pieces[at - 1][0] in "-/" and outlets.by_slug[name].agency
        if not attached and not _stands_apart(line, last, depth):
            break
        if outlets.by_slug[name].agency:
            agency, end = agency or name, last
        elif depth or _in_marks(line, piece.start()) or (segments > 1 and len(text.split()) > 1):
            outlet, end = outlet or name, last
    stop = _closing(line, end) if end else 0
    return Dateline(line[:stop].strip(), outlet, agency) if stop else None


def _in_marks(line: str, start: int) -> bool:
    return line[:start].rstrip()[-1:] in _OPENING_MARKS


def _stands_apart(line: str, last: int, depth: int) -> bool:
    """Whether a name is followed by a closing sign, by the end of the line, or stands inside brackets."""
    tail = _TRAILING.match(line, last)
    return (
        depth > 0
        or tail is None
        or tail.end() == len(line)
        or any(sign in tail[0] for sign in _DASHES + ")]»,،")
    )


def _closing(line: str, end: int) -> int:
    """Where the sentence after a dateline begins: past the rest of an open bracket and the signs that close it; 0 if none closes it."""
    opened = line.count("(", 0, end) - line.count(")", 0, end)
    few_before = len(re.split(f"[{_DASHES}]", line[: max(line.find("("), 0)])[-1].split()) <= _BARE_WORDS
    if opened > 0:
        shut = line.find(")", end, end + 60)
        if shut < 0:
            return 0
        found = _TRAILING.match(line, shut + 1)
        stop = found.end() if found else shut + 1
        dashed = any(sign in line[shut:stop] for sign in _DASHES)
        return stop if few_before or (dashed and stop < len(line)) else 0
    found = _TRAILING.match(line, end)
    stop = found.end() if found else end
    signs = line[end:stop]
    closed = (
        stop == len(line)
        or any(sign in signs for sign in _DASHES + ")]»")
        or "-" in line[:end]
        or "/" in line[:end]
    )
    return stop if closed else 0


def _name_from(line: str, pieces: list[re.Match[str]], at: int, outlets: Outlets) -> tuple[str | None, int]:
    """The outlet named at a piece, and where its name ends.

    Acronyms with dots (أ.ف.ب) run over several pieces; an agency may close a piece that holds a date («2020 م واس») or open
    one right after a dash or slash («دمشق-سانا أكد»).
    """
    for last in (at + 4, at + 2, at):
        if last < len(pieces) and (
            last == at or all(len(piece[0].strip()) <= 2 for piece in pieces[at : last + 1])
        ):
            slug = outlets.source_of_name(line[pieces[at].start() : pieces[last].end()])
            if slug:
                return slug, pieces[last].end()
    text, start = pieces[at][0], pieces[at].start()
    bare = text.strip()
    first, _, rest = bare.partition(" ")
    if rest and at and pieces[at - 1][0] in "-/" and text[0] != " " and outlets.agency_of_name(first):
        return outlets.agency_of_name(first), start + len(first)
    before, _, final = bare.rpartition(" ")
    whole = pieces[at].end() < _HEAD or len(line) <= _HEAD
    if before and whole and len(bare.split()) <= _DATED_WORDS and any(letter.isdigit() for letter in before):
        return outlets.agency_of_name(final), start + len(text.rstrip())
    return None, 0


def _is_acronym_stop(pieces: list[re.Match[str]], at: int) -> bool:
    before = pieces[at - 1][0].strip() if at else ""
    after = pieces[at + 1][0].strip() if at + 1 < len(pieces) else ""
    return len(before) <= 2 and len(after) <= 3
