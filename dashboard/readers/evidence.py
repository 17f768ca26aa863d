"""What single files tell about the whole corpus, and what the whole corpus then knows: repeated lines, day and month order."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from dashboard.readers.corrections import Corrections
from dashboard.text.dates import Order

_LEAST_FILES = 4
_LEAST_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What reading a chunk found about its file: the encoding, the warnings, and names of outlets that no list knows."""

    encoding: str
    warnings: tuple[str, ...] = ()
    source_names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one chunk tells about the corpus.

    `lines` are hashes of a dump's kept lines under its layout; `texts` likewise of its opening, longest and last paragraph,
    by which copies of one text are known; `orders` counts the dates of a source that prove an order; `ambiguous` names the
    sources with dates that do not.
    """

    file: str
    lines: tuple[int, ...] = ()
    texts: tuple[int, int, int] = (0, 0, 0)
    orders: tuple[tuple[str, Order, int], ...] = ()
    ambiguous: tuple[str, ...] = ()


@dataclass(frozen=True)
class Knowledge:
    """What the whole corpus taught: lines that its pages repeat, the order of day and month by source; and corrections."""

    repeated: frozenset[int] = frozenset()
    orders: Mapping[str, Order] = field(default_factory=dict)
    corrections: Corrections = field(default_factory=Corrections)

    def fingerprint(self) -> str:
        """A hash of all that is known, equal wherever the same is known."""
        said = (sorted(self.repeated), sorted(self.orders.items()), self.corrections.fingerprint())
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def line_hash(layout: str, line: str) -> int:
    """A line under a layout as a number that is the same in every process."""
    digest = hashlib.blake2b(f"{layout}\0{line}".encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def learn(evidence: Iterable[Evidence], corrections: Corrections | None = None) -> Knowledge:
    """What pieces of evidence, in any order, teach together.

    A line is furniture when at least four files of one layout hold it whose opening, longest and last paragraphs all
    differ: copies of one text share at least one of these, however often it was printed or saved.
    """
    lines: list[int] = []
    texts: list[tuple[int, int, int]] = []
    orders: dict[str, dict[Order, int]] = {}
    for piece in evidence:
        lines.extend(piece.lines)
        texts.extend([piece.texts] * len(piece.lines))
        for source, order, count in piece.orders:
            counts = orders.setdefault(source, {"dmy": 0, "mdy": 0})
            counts[order] += count
    return Knowledge(_repeated(lines, texts), _settled(orders), corrections or Corrections())


def needs_rereading(evidence: Evidence, knowledge: Knowledge) -> bool:
    """Whether a chunk reads otherwise now that this much is known than it did with no more than the corrections."""
    return not knowledge.repeated.isdisjoint(evidence.lines) or any(
        source in knowledge.orders for source in evidence.ambiguous
    )


def _repeated(lines: list[int], texts: list[tuple[int, int, int]]) -> frozenset[int]:
    if not lines:
        return frozenset()
    which, inverse = np.unique(np.asarray(lines, dtype=np.int64), return_inverse=True)
    different = np.full(len(which), np.iinfo(np.int64).max)
    own = np.asarray(lines, dtype=np.int64)
    paragraphs = np.asarray(texts, dtype=np.int64).T
    alone = (paragraphs == own).all(axis=0)
    for told in paragraphs:
        # A line that is itself the opening, longest or last paragraph says nothing about the rest of its text; texts that
        # hold no other line are copies of one text.
        column = np.where((told == own) & ~alone, np.arange(len(own)), told)
        pairs = np.unique(np.stack([inverse, column]), axis=1)
        different = np.minimum(different, np.bincount(pairs[0], minlength=len(which)))
    return frozenset(which[different >= _LEAST_FILES].tolist())


def _settled(orders: Mapping[str, Mapping[Order, int]]) -> dict[str, Order]:
    """The order of each source whose proving dates agree, but for a few slips."""
    settled: dict[str, Order] = {}
    for source, counts in sorted(orders.items()):
        order: Order = "dmy" if counts["dmy"] > counts["mdy"] else "mdy"
        if counts[order] >= _LEAST_SHARE * sum(counts.values()):
            settled[source] = order
    return settled
