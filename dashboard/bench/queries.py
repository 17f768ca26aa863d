"""The bundle of questions that one look at the dashboard asks, over random selections, and its answers as plain values.

A bundle: fifty terms, the pairs among fifty actors, the trend of ten terms by month, statistics of each source, the fifty newest articles.
"""

import datetime
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.bench.corpus import DAYS, FIRST_DAY
from dashboard.bench.timing import OURS, Figure, in_turn
from dashboard.cache.sums import UNDATED
from dashboard.corpus import Corpus, View
from dashboard.measures.articles import articles
from dashboard.measures.comentions import comentions
from dashboard.measures.sources import sources
from dashboard.measures.stopping import stopped
from dashboard.measures.terms import terms
from dashboard.measures.trend import trend

TOP = 50
_SERIES = 10
_AT_ONCE = 50_000
_EPOCH = datetime.date(1970, 1, 1)

Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A selection: some sources, by number, and days since 1970 from the first to the last."""

    sources: tuple[int, ...]
    first: int
    last: int

    def view(self, corpus: Corpus) -> View:
        """The corpus under it."""
        since, until = (_EPOCH + datetime.timedelta(days=day) for day in (self.first, self.last))
        return corpus.view(source=[corpus.generation.source_slugs[number] for number in self.sources], since=since, until=until)


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The rows of a generation as any tool may hold them: numbers, sorted by source and day, stop words left out.

    articles: row, source, day, words, sentences. terms: row, source, day, month, term, n (once an article and term). mentions: row,
    source, day, actor (once an article and actor).
    """

    articles: pa.Table
    terms: pa.Table
    mentions: pa.Table
    series: tuple[int, ...]


def asked(corpus: Corpus, count: int) -> Iterator[Asked]:
    """Random selections, the same for the same corpus: some of the sources, a month at least."""
    chance = random.Random(count)
    known = len(corpus.generation.source_slugs)
    start = (FIRST_DAY - _EPOCH).days
    for _ in range(count):
        first = start + chance.randrange(DAYS - 120)
        yield Asked(tuple(sorted(chance.sample(range(known), chance.randint(1, known)))), first, first + chance.randrange(30, DAYS))


def series_of(corpus: Corpus) -> list[str]:
    """The ten terms whose trend is asked for: common words that are nobody's name."""
    ranked = terms(corpus.view(), limit=TOP + 10 * _SERIES, details=False)["term"].tolist()
    return [term for term in ranked if corpus.actor_called(term) is None][-_SERIES:]


def bundle(view: View, series: list[str]) -> Answers:
    """The answers of the project, as they come."""
    return {
        "terms": terms(view, limit=TOP, details=False),
        "comentions": comentions(view, actors=TOP),
        "trend": trend(view, series),
        "sources": sources(view),
        "articles": articles(view, limit=TOP),
    }


def _ours(corpus: Corpus, one: Asked, series: list[str]) -> Answers:
    return bundle(one.view(corpus), series)


def plain(found: Answers, corpus: Corpus) -> Answers:
    """The project's answers by number, to be compared with those of other tools.

    Terms of one count are told apart by no tool, so that only counts are compared; the same for articles of one day.
    """
    actor, source = corpus.generation.actor_numbers, {slug: number for number, slug in enumerate(corpus.generation.source_slugs)}
    pairs, told = found["comentions"], found["trend"]
    seen = told[told["period"].notna() & (told["count"] > 0)]
    of_source = found["sources"]
    return {
        "terms": sorted(found["terms"]["count"].tolist()),
        "comentions": {
            (min(actor[a], actor[b]), max(actor[a], actor[b])): n for a, b, n in zip(pairs["a"], pairs["b"], pairs["count"].tolist(), strict=True) if n
        },
        "trend": {
            (corpus.term(name), _month(period)): (n, held)
            for name, period, n, held in zip(seen["series"], seen["period"], seen["count"].tolist(), seen["articles"].tolist(), strict=True)
        },
        "sources": {
            source[slug]: tuple(values)
            for slug, *values in of_source[["source", "articles", "words", "sentences", "actors"]].itertuples(index=False)
        },
        "articles": [(datetime.date.fromisoformat(str(date)) - _EPOCH).days for date in found["articles"]["date"]],
    }  # fmt: skip


def _month(period: str) -> int:
    year, month = period.split("-")[:2]
    return 12 * int(year) + int(month) - 1


def tables_of(corpus: Corpus) -> Tables:
    """The rows behind the answers."""
    array = corpus.generation.array
    source, day = array("row_source").astype(np.int16), array("row_day").astype(np.int32)
    row = np.arange(len(day), dtype=np.int32)
    month = np.where(day == UNDATED, 0, day).astype("datetime64[D]").astype("datetime64[M]").astype(np.int32) + 12 * 1970
    kept = ~stopped(corpus.view(), None, ())
    terms = [_term_rows(corpus, first, min(first + _AT_ONCE, len(day)), source, day, month, kept) for first in range(0, len(day), _AT_ONCE)]
    counts = ~array("mention_demonym")
    named = np.unique(np.repeat(row, np.diff(array("mention_pointer")))[counts].astype(np.int64) << 32 | array("mention_actor")[counts])
    by = (named >> 32).astype(np.int32)
    return Tables(
        pa.table({"row": row, "source": source, "day": day, "words": array("row_words"), "sentences": array("row_sentences")}),
        pa.concat_tables(terms),
        pa.table({"row": by, "source": source[by], "day": day[by], "actor": (named & 0xFFFFFFFF).astype(np.int32)}),
        tuple(corpus.term(name) for name in series_of(corpus)),
    )


def _term_rows(
    corpus: Corpus, first: int, last: int, source: npt.NDArray[np.int16], day: npt.NDArray[np.int32], month: npt.NDArray[np.int32], kept: npt.NDArray[np.bool_]
) -> pa.Table:
    """The rows of terms of some articles; in an article's list the forms of a term stand side by side."""
    array = corpus.generation.array
    pointer = array("doc_pointer")[first : last + 1]
    here = slice(int(pointer[0]), int(pointer[-1]))
    row = np.repeat(np.arange(first, last, dtype=np.int32), np.diff(pointer))
    term = array("type_term")[array("doc_type")[here]]
    begins = np.flatnonzero(np.diff(row, prepend=-1) | np.diff(term, prepend=-1))
    n = np.add.reduceat(array("doc_count")[here].astype(np.int32), begins) if len(begins) else np.zeros(0, np.int32)
    wanted = kept[term[begins]]
    of, term, n = row[begins][wanted], term[begins][wanted], n[wanted]
    return pa.table({"row": of, "source": source[of], "day": day[of], "month": month[of], "term": term, "n": n})


def query_figures(corpus: Corpus, *, peers: bool, selections: int, peer_selections: int) -> tuple[list[Figure], dict[str, bool]]:
    """What each tool took for the bundle of every selection, and whether it gave the same answers to all. Peers are asked about the first
    `peer_selections` only, and stand beside what the project took for those."""
    series = series_of(corpus)
    questions = list(asked(corpus, selections))
    ours = [second for one in questions for second in in_turn({OURS: partial(_ours, corpus, one, series)}, runs=1)[0][OURS]]
    figures = [Figure("bundle of queries", OURS, tuple(ours))]
    if not peers:
        return figures, {}
    from dashboard.bench.peers import askers_of  # an extra

    askers = askers_of(tables_of(corpus))
    seconds: dict[str, list[float]] = {tool: [] for tool in (OURS, *askers)}
    same = dict.fromkeys(askers, True)
    for one in questions[:peer_selections]:
        calls: dict[str, Callable[[], Answers]] = {OURS: partial(_ours, corpus, one, series)}
        calls |= {tool: partial(ask, one) for tool, ask in askers.items()}
        taken, answers = in_turn(calls, runs=1)
        right = plain(answers[OURS], corpus)
        for tool, values in taken.items():
            seconds[tool].extend(values)
        for tool in askers:
            same[tool] &= answers[tool] == right
    beside = [Figure("the same, beside peers", tool, tuple(values)) for tool, values in seconds.items()]
    return [*figures, *beside], same
