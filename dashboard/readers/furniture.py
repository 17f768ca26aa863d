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
_TRAIL, _LONGEST_TRAIL = re.compile(r"\w\s[>»›←]\s\w"), 9
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+|[^\s@]{1,64}@[^\s@]{1,255}\.\w+", re.IGNORECASE)
_TWEET_SIGN = re.compile(r"^[—–-].{0,60}\(@\w+\)")
_LONGEST = 45
_LONGEST_LETTERS = 2_000
"""Longer lines of few words are floods of one sign, on which a search for phrases would take minutes."""
_PROMPT = 80
_OWNED = re.compile(r"(?<!\w)©|©\s*[\d٠-٩]{4}")


@dataclass(frozen=True, slots=True)
class Found:
    """What kind of furniture a line is, and the rule that says so."""

    kind: str
    rule: str


@dataclass(frozen=True)
class Phrases:
    """The phrases of furniture.toml with their kinds: whole lines, beginnings (by two letters) and patterns are compared with folded
    text, inner texts with text as written."""

    lines: Mapping[str, str]
    starts: Mapping[str, list[tuple[str, str]]]
    holds: Mapping[str, str]
    inner: re.Pattern[str]
    matches: tuple[tuple[re.Pattern[str], str], ...]


def phrase_key(text: str) -> str:
    """The form in which phrases are compared: folded, without counts and marks at the edges."""
    return _SPACES.sub(" ", _EDGES.sub("", fold(text)))


@functools.cache
def phrases(file: Path = _OWN_FILE) -> Phrases:
    """The phrases of a furniture file; raises DataFileError that names the entry at fault."""
    lines: dict[str, str] = {}
    starts: dict[str, list[tuple[str, str]]] = {}
    holds: dict[str, str] = {}
    matches: list[tuple[re.Pattern[str], str]] = []
    for kind, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if not isinstance(table, dict) or set(table) - {"lines", "starts", "holds", "matches"}:
            raise DataFileError(file, f"[{kind}]", "a kind has lines, starts, holds and matches")
        for phrase in table.get("lines", ()):
            lines.setdefault(phrase_key(phrase), kind)
        for phrase in table.get("starts", ()):
            starts.setdefault(fold(phrase)[:2], []).append((fold(phrase), kind))
        matches += [(re.compile(pattern), kind) for pattern in table.get("matches", ())]
        holds |= dict.fromkeys(table.get("holds", ()), kind)
    inner = re.compile("|".join(map(re.escape, holds)) or r"\Z.", re.IGNORECASE)
    return Phrases(lines, starts, holds, inner, tuple(matches))


def furniture(line: Line, outlets: Outlets) -> Found | None:
    """The kind of furniture that a line is for certain; None for everything that may be text or a title."""
    text = line.text
    known = outlets.rules
    if line.seen in known.lines:
        return Found("outlet_line", f"outlets.toml [{known.lines[line.seen]}]")
    if not text or not has_letters(text):
        return Found("counter", "shape: no letters")
    if text.startswith(known.firsts):
        for start, slug, kind in known.starts:
            if text.startswith(start) and line.words <= max(40, 2 * len(start.split())):
                return Found(kind, f"outlets.toml [{slug}]")
    if line.words > _LONGEST or len(text) > _LONGEST_LETTERS:
        return None
    said = phrases()
    whole = said.lines.get(phrase_key(text)) if line.words <= 8 else None
    if whole:
        return Found(whole, f"furniture.toml [{whole}]")
    folded = fold(text[:_PROMPT])
    for start, kind in said.starts.get(folded[:2], ()):
        if folded.startswith(start) and _is_prompt(line, start, kind):
            return Found(kind, f"furniture.toml [{kind}]")
    if line.words <= 6:
        for pattern, kind in said.matches:
            if pattern.fullmatch(folded):
                return Found(kind, f"furniture.toml [{kind}]")
    held = said.inner.search(text)
    if held:
        kind = said.holds.get(held[0], "legal")
        return Found(kind, f"furniture.toml [{kind}]")
    return _by_shape(line)


def _is_prompt(line: Line, start: str, kind: str) -> bool:
    """Whether a line that begins like furniture is no sentence of an article that happens to begin so."""
    own = len(start.split())
    if kind in ("legal", "comments", "subscribe"):
        return line.words <= 30
    if kind == "counter":
        return line.words <= own + 4
    return line.words <= 25 and (not line.text.endswith(".") or line.words <= own + 2)


def _by_shape(line: Line) -> Found | None:
    text = line.text
    if line.words <= _LONGEST_TRAIL and not line.ends and _TRAIL.search(text):
        return Found("nav", "shape: trail of sections")
    if _LINK_ROW.search(text) and not line.full_stop:
        return Found("nav", "shape: row of links")
    if ("@" in text or "://" in text or "www." in text or "twitter.com" in text) and (
        _TWEET_SIGN.match(text) or len(_ADDRESS.sub("", text).split()) <= 4
    ):
        return Found("address", "shape: address")
    if _OWNED.search(text):
        return Found("legal", "shape: copyright sign")
    return None
