"""Versions of one story as HTML: sentence beside sentence, word for word where one was changed; every text escaped whole first."""

from collections import Counter
from collections.abc import Iterable

from dashboard.app.data import Scene
from dashboard.app.marks import Span, marked, safe
from dashboard.measures.alignment import ADDED, CHANGED, CUT, SAME, Passage, compared

KINDS = (SAME, CHANGED, CUT, ADDED)


def side_by_side(scene: Scene, one: str, other: str, passages: Iterable[Passage], heads: tuple[str, str]) -> str:
    """Two texts as a table of two columns, a row a passage; on a phone the other's sentence stands under the one's."""
    rows = "".join(_row(scene, one, other, passage) for passage in passages)
    top = "".join(f"<div role='columnheader' class='head'>{head}</div>" for head in heads)
    return f"<div class='versions' role='table'><div role='row' class='row'>{top}</div>{rows}</div>"


def _row(scene: Scene, one: str, other: str, passage: Passage) -> str:
    ours = _cell(one, passage.start, passage.end, _spans(passage, mine=True))
    theirs = _cell(other, passage.other_start, passage.other_end, _spans(passage, mine=False))
    name = scene.words(f"passage_{passage.kind}")
    said = f"<span class='what'>{safe(name)}</span>" if passage.kind != SAME else ""
    return f"<div role='row' class='row {passage.kind}' aria-label='{name}'>{ours}{theirs}{said}</div>"


def _cell(text: str, start: int, end: int, spans: list[Span]) -> str:
    inside = [Span(span.start - start, span.end - start, span.kind) for span in spans]
    shown = marked(text[start:end], inside) if end > start else "<span aria-hidden='true'>—</span>"
    return f"<div role='cell' class='cell' dir='auto'>{shown}</div>"


def _spans(passage: Passage, *, mine: bool) -> list[Span]:
    """What to mark of a passage in the one text (`mine`) or in the other."""
    marks = {CUT: "cut", CHANGED: "changed"} if mine else {ADDED: "added", CHANGED: "changed"}
    pieces = passage.words or (passage,)
    return [
        Span(piece.start if mine else piece.other_start, piece.end if mine else piece.other_end, marks[piece.kind])
        for piece in pieces
        if piece.kind in marks
    ]


def tally(scene: Scene, passages: Iterable[Passage]) -> str:
    """How many sentences were kept, changed, cut and added, as a legend."""
    counts = Counter(passage.kind for passage in passages)
    words = scene.words
    marks = {SAME: "", CHANGED: "changed", CUT: "cut", ADDED: "added"}
    items = "".join(
        f"<mark class='{marks[kind] or 'kept'}'>{safe(words('passages_sum', kind=words(f'passage_{kind}'), count=words.count('sentence', counts[kind])))}</mark>"
        for kind in KINDS
        if counts[kind]
    )
    return f"<p class='legend'>{items}</p>"


def trimmed(longest: str, text: str) -> str:
    """A version of a quotation against the longest: what it left out struck through, what it has of its own marked."""
    shown = []
    for piece in compared(longest, text):
        gone, own = longest[piece.start : piece.end], text[piece.other_start : piece.other_end]
        if piece.kind == SAME:
            shown.append(marked(own))
            continue
        if gone:
            shown.append(f"<del class='cut'>{marked(gone)}</del>")
        if own:
            shown.append(f"<ins class='added'>{marked(own)}</ins>")
    return " ".join(shown)
