"""What kind of page furniture a line is, by the phrases of furniture.toml and of the outlet's own rules, and by its shape."""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import DataFileError
from dashboard.readers.lines import Line, has_letters
from dashboard.readers.outlets import Outlets
from dashboard.text.letters import fold

_OWN_FILE = Path(__file__).with_name("furniture.toml")
_EDGES = re.compile(r"^[\s\d٠-٩\W_]+|[\s\d٠-٩\W_]+$")
_SPACES = re.compile(r"\s+")
_LINK_ROW = re.compile(r"\s\|\s.*\s\|(?:\s|$)|\s/\s.*\s/\s")
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+|\S+@\S+\.\w+", re.IGNORECASE)
_TWEET_SIGN = re.compile(r"^[—–-].{0,60}\(@\w+\)")
_LONGEST = 45
_OWNED = re.compile(r"(?<!\w)©|©\s*[\d٠-٩]{4}")


@dataclass(frozen=True, slots=True)
class Found:
    """What kind of furniture a line is, and the rule that says so."""

    kind: str
    rule: str


@dataclass(frozen=True)
class Phrases:
    """The phrases of furniture.toml, folded: whole lines, beginnings and inner texts, each with its kind."""

    lines: Mapping[str, str]
    starts: tuple[tuple[str, str], ...]
    holds: tuple[tuple[str, str], ...]
    firsts: frozenset[str]


def phrase_key(text: str) -> str:
    """The form in which phrases are compared: folded, without counts and marks at the edges."""
    return _SPACES.sub(" ", _EDGES.sub("", fold(text)))


@functools.cache
def phrases(file: Path = _OWN_FILE) -> Phrases:
    """The phrases of a furniture file; raises DataFileError that names the entry at fault."""
    lines: dict[str, str] = {}
    starts: list[tuple[str, str]] = []
    holds: list[tuple[str, str]] = []
    for kind, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if not isinstance(table, dict) or set(table) - {"lines", "starts", "holds"}:
            raise DataFileError(file, f"[{kind}]", "a kind has lines, starts and holds")
        for phrase in table.get("lines", ()):
            lines.setdefault(phrase_key(phrase), kind)
        starts += [(fold(phrase), kind) for phrase in table.get("starts", ())]
        holds += [(fold(phrase), kind) for phrase in table.get("holds", ())]
    return Phrases(lines, tuple(starts), tuple(holds), frozenset(start[:3] for start, _ in starts))


def furniture(line: Line, outlets: Outlets) -> Found | None:
    """The kind of furniture that a line is for certain; None for everything that may be text or a title."""
    text = line.text
    known = outlets.rules
    if line.seen in known.lines:
        return Found("outlet_line", f"outlets.toml [{known.lines[line.seen]}]")
    if not text or not has_letters(text):
        return Found("counter", "shape: no letters")
    for start, slug in known.starts:
        if text.startswith(start):
            return Found("outlet_line", f"outlets.toml [{slug}]")
    for start, slug in known.cuts:
        if text.startswith(start):
            return Found("cut", f"outlets.toml [{slug}]")
    if line.words > _LONGEST:
        return None
    folded = fold(text)
    said = phrases()
    kind = said.lines.get(phrase_key(text)) if line.words <= 8 else None
    if kind:
        return Found(kind, f"furniture.toml [{kind}]")
    if folded[:3] in said.firsts:
        for start, kind in said.starts:
            if folded.startswith(start) and (line.words <= 25 or kind in ("legal", "comments")):
                return Found(kind, f"furniture.toml [{kind}]")
    for inner, kind in said.holds:
        if inner in folded:
            return Found(kind, f"furniture.toml [{kind}]")
    return _by_shape(line)


def _by_shape(line: Line) -> Found | None:
    text = line.text
    if _LINK_ROW.search(text) and not line.full_stop:
        return Found("nav", "shape: row of links")
    if ("@" in text or "://" in text or "www." in text or "twitter.com" in text) and (
        _TWEET_SIGN.match(text) or len(_ADDRESS.sub("", text).split()) <= 4
    ):
        return Found("address", "shape: address")
    if _OWNED.search(text):
        return Found("legal", "shape: copyright sign")
    return None
