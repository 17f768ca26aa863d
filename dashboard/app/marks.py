"""Texts of the data as HTML: escaped whole first, marked by offset, isolated from what stands beside them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from itertools import accumulate, pairwise

from dashboard.text.letters import BIDI_CONTROLS
from dashboard.text.showing import floods, without_floods

_MARKDOWN = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~$:&^=]")
_SIGNS = re.compile(r"(?<!\S)(<|-|>|~)(->|>|-|=)(?!\S)")
_CODES = re.compile(r":(?=[\w+\-][\w+\-/]*:)")
_JOINED = "\u2060"
"""The word joiner, which nobody sees: it parts what Streamlit would replace even where it is escaped."""
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *map(ord, BIDI_CONTROLS)])
_UNDRAWN = re.compile(f"[{re.escape(''.join(map(chr, _CONTROLS)))}]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch to mark: its ends in code points, a class of the stylesheet, what hovering says, and where a click leads."""

    start: int
    end: int
    kind: str
    says: str = ""
    leads: str = ""


def safe(text: object) -> str:
    """The text escaped, in an isolate of its own."""
    return f"<bdi>{escape(_seen(str(text)))}</bdi>"


def literal(text: str) -> str:
    """The text for a label that Streamlit reads as Markdown, so that it comes out as it is: no arrow or dash of its signs, no picture of a :name:."""
    parted = _CODES.sub(f":{_JOINED}", _SIGNS.sub(rf"\g<1>{_JOINED}\g<2>", _seen(text)))
    return _MARKDOWN.sub(r"\\\g<0>", parted)


def marked(text: str, spans: Iterable[Span] = ()) -> str:
    """The text escaped piece by piece, with each span as a `mark`; where spans overlap, a piece bears all their classes."""
    text, held = _as_drawn(text, [span for span in spans if 0 <= span.start < span.end <= len(text)])
    edges = sorted({0, len(text), *(span.start for span in held), *(span.end for span in held)})
    pieces = []
    for start, end in pairwise(edges):
        piece = escape(text[start:end])
        over = [span for span in held if span.start <= start and end <= span.end]
        if over:
            kinds = " ".join(dict.fromkeys(span.kind for span in over))
            says = " · ".join(dict.fromkeys(span.says for span in over if span.says))
            piece = f'<mark class="{escape(kinds)}" title="{escape(_seen(says))}">{piece}</mark>'
            leads = next((span.leads for span in over if span.leads), "")
            piece = f'<a class="to-actor" href="{escape(leads)}" target="_self">{piece}</a>' if leads else piece
        pieces.append(piece)
    return "".join(pieces)


def paragraphs(text: str, spans: Iterable[Span] = ()) -> str:
    """Each line of the text as a paragraph, marked."""
    held = list(spans)
    written, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            inside = [
                Span(max(span.start - at, 0), min(span.end - at, len(line)), span.kind, span.says, span.leads)
                for span in held
                if span.start < at + len(line) and span.end > at
            ]
            written.append(f'<p dir="auto">{marked(line, inside)}</p>')
        at += len(line) + 1
    return "".join(written)


def actor_spans(
    spans: Iterable[tuple[int, int, str]], names: Mapping[str, str], kinds: Mapping[str, str], leads: Callable[[str], str] | None = None
) -> list[Span]:
    """Spans for names of actors, coloured by kind; `leads` says where a click on an actor leads."""
    return [Span(start, end, f"actor {kinds.get(slug, '')}", names.get(slug, slug), leads(slug) if leads else "") for start, end, slug in spans]


def _seen(text: str) -> str:
    """The text as it is drawn: without what steers direction and other controls, floods of signs counted."""
    return without_floods(text.translate(_CONTROLS))


def _as_drawn(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """The text as it is drawn, and the spans where they stand in it.

    The whole text is read before it is cut: a flood is counted as one, and a span that has an edge in it covers the count.
    """
    spans = _moved(spans, [(found.start(), found.end(), "") for found in _UNDRAWN.finditer(text)])
    text = text.translate(_CONTROLS)
    return without_floods(text), _moved(spans, floods(text))


def _moved(spans: list[Span], stretches: list[tuple[int, int, str]]) -> list[Span]:
    """The spans where they stand once something else is in place of the stretches; none of what is gone altogether."""
    starts, ends = [start for start, _, _ in stretches], [end for _, end, _ in stretches]
    shifts = [0, *accumulate(len(other) - (end - start) for start, end, other in stretches)]
    moved = []
    for span in spans:
        before, within = bisect_right(ends, span.start), bisect_left(starts, span.end)
        start = min([span.start, *starts[before : before + 1]]) + shifts[before]
        end = max([span.end, *ends[:within][-1:]]) + shifts[within]
        if start < end:
            moved.append(replace(span, start=start, end=end))
    return moved
