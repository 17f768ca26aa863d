"""What comes from outside in a URL or a search box: every query gives an answer or a clear message, soon.

A tenth of the queries are asked here; MARSAD_HARNESS=1 asks them all. The slowest is printed, by the clock and by the processor's time.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from dashboard.corpus import Corpus
from dashboard.errors import MarsadError
from dashboard.measures import terms
from dashboard.selection import Selection

from . import anvil

QUERIES = 100_000
NAMES = ("source", "region", "since", "until", "undated", "actor", "term", "text", "id", "copies", "voice", "origin", "lang", "page", "with", "")
VALUES = (
    "turkey", "al-mina", "الميناء", "تركيا", "2024-01-01", "2024-13-45", "٢٠٢٤-٠٢-٠٣", "auto", "only", "first", "direct", "all", "nobody",
    "../../etc/passwd", "<script>alert(1)</script>", "'; DROP TABLE x; --", "%00", "\u202e", "ـ" * 300, "\ud800", "=cmd|' /C calc'!A0", "1e309", "-1", "",
)  # fmt: skip
PIECES = (
    "سفن", "المي*", "*", '"', '"الميناء القديم"', "«وزارة النقل»", "(", ")", "AND", "OR", "NOT", "-", "أو", "^", "~2", "[a TO b]", "{", "\\", "/(ا+)+$/",
    "title:", "\u200f", "\x00", "ﷲ", "لا", "a" * 900, "((((((((", "🙂", "+", "&&", "?",
)  # fmt: skip


def url(chance: random.Random) -> str:
    """Parameters such as nobody would write, some of them right."""
    pairs = [(chance.choice(NAMES), _value(chance)) for _ in range(chance.randint(0, 6))]
    text = "&".join(f"{name}={quote(value, errors='surrogatepass') if chance.random() < 0.8 else value}" for name, value in pairs)
    return text * chance.choice((1, 1, 1, 1, 30))


def _value(chance: random.Random) -> str:
    if chance.random() < 0.4:
        return query(chance)
    return chance.choice(VALUES)


def query(chance: random.Random) -> str:
    """A text query of pieces that mean something and pieces that do not."""
    return chance.choice((" ", "", "\n")).join(chance.choice(PIECES) for _ in range(chance.choice((1, 2, 3, 5, 8, 200))))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    home: Path = tmp_path_factory.mktemp("asked")
    process = anvil.started(anvil.built, anvil.corpus_of(home / "corpus", 120, 2), home / "cache", home / "said")
    process.join()
    return Corpus.open(home / "cache")


def test_any_query_gives_an_answer_or_a_clear_message(corpus: Corpus, share: Callable[[int], int]) -> None:
    chance = random.Random(23)
    slowest, busiest, answered = (0.0, ""), 0.0, 0
    messages: set[str] = set()
    first = time.monotonic()
    terms(corpus.view(text="سفن"), limit=3, details=False)
    print(f"the first query of a process loads what all need: {time.monotonic() - first:.2f} s")
    for number in range(share(QUERIES)):
        asked = url(chance) if number % 2 else f"text={quote(query(chance))}"
        began, busy = time.monotonic(), time.process_time()
        try:
            view = corpus.view(Selection.of_url(asked))
            assert 0 <= view.size <= corpus.view().size
            terms(view, limit=3, details=False)
            answered += 1
        except MarsadError as problem:
            messages.add(str(problem))
        slowest = max(slowest, (time.monotonic() - began, asked[:200]))
        busiest = max(busiest, time.process_time() - busy)
    print(f"{share(QUERIES)} queries, {answered} answered, the slowest in {slowest[0]:.2f} s: {slowest[1]!r}; the busiest took {busiest:.2f} s of a processor")
    assert not [said for said in messages if not 10 < len(said) < 3_000 or "Traceback" in said]
    assert share(QUERIES) > answered > share(QUERIES) // 20
