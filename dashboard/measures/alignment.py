"""Two versions of a text, sentence beside sentence: what the other kept, added, cut or put in other words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.text.characters import FIRST_WORD
from dashboard.text.letters import search_fold
from dashboard.text.sentences import sentence_numbers
from dashboard.text.tokens import tokenise
from dashboard.text.vocabulary import TypeTable

SAME, ADDED, CUT, CHANGED = "same", "added", "cut", "changed"

_ALIKE = 0.4
"""Sentences are versions of one another where they share this part of their words (Dice)."""

_MERGED = 0.05
"""Two sentences are one of the other text where together they are so much more like it than the liker of them alone."""

_MOST = 600
"""So many sentences between what begins and ends both texts alike are laid side by side; what follows counts as cut and added."""

_LONG = 300
"""Sentences of more words are compared without their commonest words as anchors, which takes linear time."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of two texts: text[start:end] of the one, text[other_start:other_end] of the other, in code points.

    `kind` says what the other made of it: same, added (the one's stretch is empty), cut (the other's is), changed. A changed stretch has
    `words`: the same, word by word.
    """

    kind: str
    start: int
    end: int
    other_start: int
    other_end: int
    words: tuple["Passage", ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words of a text: folded spellings and spans; `start`, `end` take in the marks around them."""

    folded: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    start: int
    end: int


def aligned(one: str, other: str) -> list[Passage]:
    """What `other` kept, added, cut or changed of `one`, sentence by sentence and inside a changed one word by word.

    Marks, tashkeel and the spelling of hamza make no difference; a sentence may be two of the other text. The passages stand in order and
    together hold every word of both.
    """
    ours, theirs = sentences_of(one), sentences_of(other)
    head = _alike_from_the_start(ours, theirs)
    tail = _alike_from_the_start(ours[head:][::-1], theirs[head:][::-1])
    middle = _between(ours, head, len(ours) - tail, theirs, head, len(theirs) - tail)
    ends = [(len(ours) - at, len(theirs) - at) for at in range(tail, 0, -1)]
    return [
        *(_passage(SAME, ours, at, at + 1, theirs, at, at + 1) for at in range(head)),
        *middle,
        *(_passage(SAME, ours, a, a + 1, theirs, b, b + 1) for a, b in ends),
    ]


def compared(one: str, other: str) -> tuple[Passage, ...]:
    """What `other` kept, added, cut or changed of `one`, word by word throughout: for two wordings of one sentence."""
    ours, theirs = sentences_of(one), sentences_of(other)
    whole = _bead(ours, 0, len(ours), theirs, 0, len(theirs))
    return whole.words or (whole,)


def sentences_of(text: str) -> list[Words]:
    """The sentences of a text that hold words."""
    types = TypeTable()
    stream = tokenise(pa.nulls(1, pa.large_string()), pa.array([text], pa.large_string()), types)
    numbers = sentence_numbers(stream.parts, stream.flags)
    ends = (stream.start.astype(np.int64) + stream.length).tolist()
    kinds, starts = stream.type.tolist(), stream.start.tolist()
    found = []
    for here in np.split(np.arange(len(numbers)), np.flatnonzero(np.diff(numbers)) + 1):
        words = [i for i in here.tolist() if kinds[i] >= FIRST_WORD]
        if words:
            folded = tuple(search_fold(types.text(kinds[i])) for i in words)
            found.append(Words(folded, tuple((starts[i], ends[i]) for i in words), starts[here[0]], ends[here[-1]]))
    return found


def _alike_from_the_start(ours: Sequence[Words], theirs: Sequence[Words]) -> int:
    """How many sentences both begin with."""
    for at, (one, other) in enumerate(zip(ours, theirs, strict=False)):
        if one.folded != other.folded:
            return at
    return min(len(ours), len(theirs))


def _between(ours: list[Words], a: int, b: int, theirs: list[Words], c: int, d: int) -> Iterator[Passage]:
    """Sentences a:b of the one against c:d of the other."""
    last, other_last = min(b, a + _MOST), min(d, c + _MOST)
    for i, j, k, m in _beads(ours[a:last], theirs[c:other_last]):
        yield _bead(ours, a + i, a + j, theirs, c + k, c + m)
    yield from (_passage(CUT, ours, at, at + 1, theirs, other_last, other_last) for at in range(last, b))
    yield from (_passage(ADDED, ours, b, b, theirs, at, at + 1) for at in range(other_last, d))


def _beads(ours: Sequence[Words], theirs: Sequence[Words]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches i:j of ours and k:m of theirs that belong together, in order: one or two sentences on either side, or none on one.

    The order-keeping choice that holds most shared words, after Gale and Church (1993) with words in place of lengths.
    """
    gains = _gains(ours, theirs)
    n, m = len(ours), len(theirs)
    best = np.zeros((n + 1, m + 1))
    for i in range(n, -1, -1):
        for j in range(m, -1, -1):
            best[i, j] = max((gain + best[i + p, j + q] for p, q, gain in _steps(gains, i, j, n, m)), default=0.0)
    i = j = 0
    while i < n or j < m:
        p, q = next((p, q) for p, q, gain in _steps(gains, i, j, n, m) if gain + best[i + p, j + q] == best[i, j])
        yield i, i + p, j, j + q
        i, j = i + p, j + q


Gains = dict[tuple[int, int], npt.NDArray[np.float64]]


def _steps(gains: Gains, i: int, j: int, n: int, m: int) -> Iterator[tuple[int, int, float]]:
    """The ways to go on from sentences i and j, and the words each gains."""
    for (p, q), gain in gains.items():
        if i + p <= n and j + q <= m and gain[i, j] > 0:
            yield p, q, float(gain[i, j])
    if i < n:
        yield 1, 0, 0.0
    if j < m:
        yield 0, 1, 0.0


def _gains(ours: Sequence[Words], theirs: Sequence[Words]) -> Gains:
    """For one sentence against one, two against one and one against two: the words that they share, 0 where they are not alike."""
    number: dict[str, int] = {}
    for sentence in (*ours, *theirs):
        for word in sentence.folded:
            number.setdefault(word, len(number))
    left, right = _held(ours, number), _held(theirs, number)
    shared, likeness = _likeness(left, right)
    gains = {(1, 1): np.where(likeness >= _ALIKE, shared, 0.0)}
    for p, q in ((2, 1), (1, 2)):
        pairs = (_joined(left) if p == 2 else left, _joined(right) if q == 2 else right)
        if not all(map(len, pairs)):
            continue
        together, alike = _likeness(*pairs)
        apart = np.maximum(likeness[:-1], likeness[1:]) if p == 2 else np.maximum(likeness[:, :-1], likeness[:, 1:])
        gains[p, q] = np.where((alike >= _ALIKE) & (alike >= apart + _MERGED), together, 0.0)
    return gains


def _held(sentences: Sequence[Words], number: dict[str, int]) -> npt.NDArray[np.float32]:
    """Which words each sentence holds: 1 or 0, [sentences, words]."""
    held = np.zeros((len(sentences), len(number)), np.float32)
    for at, sentence in enumerate(sentences):
        held[at, [number[word] for word in sentence.folded]] = 1
    return held


def _joined(held: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The same of each sentence with the one after it."""
    return np.maximum(held[:-1], held[1:])


def _likeness(left: npt.NDArray[np.float32], right: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The words that each two stretches share, and Dice's coefficient."""
    shared = (left @ right.T).astype(np.float64)
    sizes = left.sum(axis=1)[:, None] + right.sum(axis=1)[None, :]
    return shared, 2 * shared / np.maximum(sizes, 1)


def _bead(ours: Sequence[Words], a: int, b: int, theirs: Sequence[Words], c: int, d: int) -> Passage:
    if c == d:
        return _passage(CUT, ours, a, b, theirs, c, d)
    if a == b:
        return _passage(ADDED, ours, a, b, theirs, c, d)
    one, other = _as_words(ours[a:b]), _as_words(theirs[c:d])
    left, right = [word.folded[0] for word in one], [word.folded[0] for word in other]
    if left == right:
        return _passage(SAME, ours, a, b, theirs, c, d)
    names = {"equal": SAME, "insert": ADDED, "delete": CUT, "replace": CHANGED}
    steps = SequenceMatcher(None, left, right, autojunk=max(len(left), len(right)) > _LONG).get_opcodes()
    words = tuple(_passage(names[tag], one, i, j, other, k, m) for tag, i, j, k, m in steps)
    return Passage(CHANGED, *_span(ours, a, b), *_span(theirs, c, d), words)


def _as_words(sentences: Sequence[Words]) -> list[Words]:
    """Each word of some sentences as a run of its own."""
    return [Words((word,), (span,), *span) for one in sentences for word, span in zip(one.folded, one.spans, strict=True)]


def _passage(kind: str, ours: Sequence[Words], a: int, b: int, theirs: Sequence[Words], c: int, d: int) -> Passage:
    return Passage(kind, *_span(ours, a, b), *_span(theirs, c, d))


def _span(words: Sequence[Words], first: int, last: int) -> tuple[int, int]:
    """Where words[first:last] stand; an empty run stands at the end of what is before it, or at the beginning."""
    if first < last:
        return words[first].start, words[last - 1].end
    at = words[first - 1].end if first else words[0].start if words else 0
    return at, at
