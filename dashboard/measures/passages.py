"""Two versions of a story side by side: what one kept, added, cut or put in other words, and how each trimmed a quotation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from dashboard.cache.copies import copies
from dashboard.corpus import View
from dashboard.records import QUOTE_KINDS
from dashboard.text.characters import FIRST_WORD
from dashboard.text.letters import search_fold
from dashboard.text.sentences import sentence_numbers
from dashboard.text.tokens import tokenise
from dashboard.text.vocabulary import TypeTable

SAME, ADDED, CUT, CHANGED = "same", "added", "cut", "changed"
QUOTATION_COLUMNS = ("quotation", "id", "source", "date", "speaker_text", "kind", "text", "start", "end", "kept")

_ALIKE = 0.4
"""Two sentences are versions of one where they share this part of their words (Dice)."""

_KEPT = 0.6
"""Two quotations are one where the other holds this share of the shorter one's words."""

_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of two texts: text[start:end] of the one, text[other_start:other_end] of the other, in code points.

    `kind` says what the other made of it: same, added (the one's stretch is empty), cut (the other's is), changed. A changed sentence has
    `words`: the same, word by word.
    """

    kind: str
    start: int
    end: int
    other_start: int
    other_end: int
    words: tuple["Passage", ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """A run of words of a text: folded spellings and spans; `start`, `end` take in the marks around them."""

    folded: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    start: int
    end: int


def passages(one: str, other: str) -> list[Passage]:
    """What `other` kept, added, cut or changed of `one`, sentence by sentence and inside a changed sentence word by word.

    Marks, tashkeel and the spelling of hamza do not make a difference. The passages stand in order and together hold every word of both.
    """
    ours, theirs = _sentences(one), _sentences(other)
    matcher = SequenceMatcher(None, [words.folded for words in ours], [words.folded for words in theirs], autojunk=False)
    found: list[Passage] = []
    for _, a, b, c, d in matcher.get_opcodes():
        if b - a == d - c and [words.folded for words in ours[a:b]] == [words.folded for words in theirs[c:d]]:
            found += [_passage(SAME, ours, i, i + 1, theirs, c + i - a, c + i - a + 1) for i in range(a, b)]
        else:
            found += _aligned(ours, a, b, theirs, c, d)
    return found


def quotations(view: View, id: str) -> pd.DataFrame:
    """The quotations of an article beside the same ones in the other articles of its cluster, as each outlet trimmed them.

    Returns a DataFrame, one row an article's version of a quotation: quotation (number from 1, in order of the article), id, source, date,
    speaker_text, kind, text, start, end (in the body), kept (share of the longest version's words). Quotations that one article alone has are
    listed, too. Raises CacheError where the copies of this corpus are not found yet.
    """
    generation = view.corpus.generation
    row = generation.row_of(id)
    if row is None:
        return pd.DataFrame(columns=list(QUOTATION_COLUMNS))
    cluster = copies(generation).cluster
    others = [other for other in np.flatnonzero(cluster == cluster[row]).tolist() if other != row] if cluster[row] >= 0 else []
    groups: list[list[tuple[dict[str, object], set[str], int]]] = []
    for version in (row, *others):
        for said in _quotes_of(view, version):
            words = [word for sentence in _sentences(str(said["text"])) for word in sentence.folded]
            home = next((group for group in groups if _one_quotation(set(words), group[0][1])), None)
            if home is None:
                home = []
                groups.append(home)
            home.append((said, set(words), len(words)))
    rows = [
        {"quotation": number, **said, "kept": round(length / max(1, max(most for *_, most in group)), 4)}
        for number, group in enumerate(groups, 1)
        for said, _, length in group
    ]
    return pd.DataFrame(rows, columns=list(QUOTATION_COLUMNS))


def _one_quotation(words: set[str], others: set[str]) -> bool:
    shorter = min(len(words), len(others))
    return shorter >= _FEWEST_WORDS and len(words & others) >= _KEPT * shorter


def _quotes_of(view: View, row: int) -> Iterator[dict[str, object]]:
    """The quotes in one article's body, in order."""
    generation = view.corpus.generation
    pointer = generation.array("quote_pointer")
    article = generation.table("articles").slice(row, 1).select(["id", "source", "date"]).to_pylist()[0]
    body = generation.body(row)

    def value(name: str, quote: int) -> int:
        return int(generation.array(f"quote_{name}")[quote])

    for quote in range(int(pointer[row]), int(pointer[row + 1])):
        if value("part", quote) != 1:
            continue
        start, end = value("start", quote), value("end", quote)
        speaker_start, speaker_end = value("speaker_start", quote), value("speaker_end", quote)
        yield {
            "id": article["id"],
            "source": article["source"],
            "date": article["date"].isoformat() if article["date"] else None,
            "speaker_text": body[speaker_start:speaker_end] if speaker_start >= 0 else None,
            "kind": QUOTE_KINDS[value("kind", quote)],
            "text": body[start:end],
            "start": start,
            "end": end,
        }


def _sentences(text: str) -> list[_Words]:
    """The sentences of a text that hold words."""
    types = TypeTable()
    stream = tokenise(pa.nulls(1, pa.large_string()), pa.array([text], pa.large_string()), types)
    numbers = sentence_numbers(stream.parts, stream.flags)
    found = []
    for number in np.unique(numbers):
        here = np.flatnonzero(numbers == number)
        words = [i for i in here.tolist() if stream.type[i] >= FIRST_WORD]
        if words:
            ends = _ends(stream.start, stream.length)
            folded = tuple(search_fold(types.text(int(stream.type[i]))) for i in words)
            spans = tuple((int(stream.start[i]), int(ends[i])) for i in words)
            found.append(_Words(folded, spans, int(stream.start[here[0]]), int(ends[here[-1]])))
    return found


def _ends(start: npt.NDArray[np.int32], length: npt.NDArray[np.uint16]) -> npt.NDArray[np.int64]:
    return start.astype(np.int64) + length


def _aligned(ours: Sequence[_Words], a: int, b: int, theirs: Sequence[_Words], c: int, d: int) -> Iterator[Passage]:
    """Sentences a:b of the one against c:d of the other, none of which stands unchanged in both: the best order-keeping pairs by shared words."""
    likeness = np.zeros((b - a, d - c))
    for i in range(b - a):
        for j in range(d - c):
            likeness[i, j] = _dice(ours[a + i].folded, theirs[c + j].folded)
    likeness[likeness < _ALIKE] = 0
    best = np.zeros((b - a + 1, d - c + 1))
    for i in range(b - a - 1, -1, -1):
        for j in range(d - c - 1, -1, -1):
            best[i, j] = max(best[i + 1, j], best[i, j + 1], likeness[i, j] + best[i + 1, j + 1])
    i = j = 0
    while i < b - a or j < d - c:
        if i < b - a and j < d - c and likeness[i, j] and best[i, j] == likeness[i, j] + best[i + 1, j + 1]:
            yield _changed(ours[a + i], theirs[c + j])
            i, j = i + 1, j + 1
        elif i < b - a and (j == d - c or best[i, j] == best[i + 1, j]):
            yield _passage(CUT, ours, a + i, a + i + 1, theirs, c + j, c + j)
            i += 1
        else:
            yield _passage(ADDED, ours, a + i, a + i, theirs, c + j, c + j + 1)
            j += 1


def _dice(one: Sequence[str], other: Sequence[str]) -> float:
    left, right = set(one), set(other)
    return 2 * len(left & right) / (len(left) + len(right))


def _changed(ours: _Words, theirs: _Words) -> Passage:
    """A sentence of which the other has another version, word by word."""
    names = {"equal": SAME, "insert": ADDED, "delete": CUT, "replace": CHANGED}
    one = [_Words((word,), (span,), *span) for word, span in zip(ours.folded, ours.spans, strict=True)]
    other = [_Words((word,), (span,), *span) for word, span in zip(theirs.folded, theirs.spans, strict=True)]
    steps = SequenceMatcher(None, ours.folded, theirs.folded, autojunk=False).get_opcodes()
    words = tuple(_passage(names[tag], one, a, b, other, c, d) for tag, a, b, c, d in steps)
    return Passage(CHANGED, ours.start, ours.end, theirs.start, theirs.end, words)


def _passage(kind: str, ours: Sequence[_Words], a: int, b: int, theirs: Sequence[_Words], c: int, d: int) -> Passage:
    return Passage(kind, *_span(ours, a, b), *_span(theirs, c, d))


def _span(words: Sequence[_Words], first: int, last: int) -> tuple[int, int]:
    """Where words[first:last] stand; an empty run stands at the end of what is before it, or at the beginning."""
    if first < last:
        return words[first].start, words[last - 1].end
    at = words[first - 1].end if first else words[0].start if words else 0
    return at, at
