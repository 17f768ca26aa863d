"""One row a source: how much it prints, when, how varied its words are, whom it names and whose text it is."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.cache import index
from dashboard.cache.adding import added
from dashboard.cache.copies import are_known, copies
from dashboard.corpus import View
from dashboard.measures.actors import sums_by_source
from dashboard.measures.columns import Column, frame, nothing
from dashboard.measures.said import in_voice, speakers_of
from dashboard.measures.totals import spoken

COLUMNS = (
    "source", "name", "region", "articles", "undated", "first", "last", "words", "words_per_article", "sentences", "lexical_diversity",
    "quotes", "speakers", "actors", "own_share", "origins", "not_arabic", "copies",
)  # fmt: skip
_SEGMENT = 100


def sources(view: View, *, limit: int = 0, lang: str = "ar") -> pd.DataFrame:
    """Statistics of every source in the view, largest first.

    Words, quotes, speakers and actors are those in the view's voice. Returns a DataFrame: source (slug), name (in `lang`), region, articles,
    undated, first and last (ISO dates or null), words, words_per_article (words of articles in Arabic only, over those articles; null where
    there are none), sentences, lexical_diversity (mean share of distinct forms in its 100-word segments, null where no article has that many
    words), quotes, speakers (distinct actors quoted), actors (distinct, named), own_share (articles that no agency is credited for), origins
    (agency: articles), not_arabic (articles in another language, whose words are not counted), copies (articles whose text an earlier article
    of the corpus has; null until copies are found). Mean segmental type-token ratio after Johnson (1944).
    """
    if not view.by_source:
        return pd.DataFrame({name: [] for name in COLUMNS})
    generation = view.corpus.generation
    numbers = list(view.by_source)
    slugs = [generation.source_slugs[number] for number in numbers]
    names, regions = view.corpus.outlet_names(lang), generation.table("sources")["region"].to_pylist()
    found = {"source": slugs, "name": [names[slug] for slug in slugs], "region": [regions[number] for number in numbers], **_statistics(view)}
    articles = np.asarray(found["articles"]).tolist()
    order = sorted(range(len(slugs)), key=lambda place: (-articles[place], slugs[place]))[: limit or None]
    return frame({name: _ordered(found[name], order) for name in COLUMNS})


def _ordered(column: Column, order: list[int]) -> Column:
    return column[order] if isinstance(column, np.ndarray) else [column[place] for place in order]


@dataclass(frozen=True, slots=True, eq=False)
class _Ranges:
    """The view's ranges cut at the borders of its sources: those of one side by side, from the one that `firsts` tells on."""

    starts: npt.NDArray[np.int64]
    stops: npt.NDArray[np.int64]
    firsts: npt.NDArray[np.int64]

    @classmethod
    def of(cls, view: View) -> "_Ranges":
        starts, stops = zip(*view.by_source.values(), strict=True)
        lengths = np.array([len(one) for one in starts], np.int64)
        return cls(np.concatenate(starts), np.concatenate(stops), np.cumsum(lengths) - lengths)

    def summed(self, running: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
        """The sum over each source's articles of a number whose running sums are given."""
        return np.add.reduceat(running[self.stops] - running[self.starts], self.firsts, dtype=np.int64)


def _statistics(view: View) -> dict[str, Column]:
    """The columns that are counted, a value for each source of the view."""
    generation = view.corpus.generation
    ranges = _Ranges.of(view)

    def total(name: str) -> npt.NDArray[np.int64]:
        return ranges.summed(generation.array(f"sum_{name}"))

    articles = np.add.reduceat(ranges.stops - ranges.starts, ranges.firsts)
    counted, words = total("arabic"), spoken(view, total)
    first, last = _days(view, ranges)
    quotes, speakers = zip(*(_quoted(view, *one) for one in view.by_source.values()), strict=True)
    credited = [_credited(view, *one) for one in view.by_source.values()]
    return {
        "articles": articles,
        "undated": total("undated"),
        "first": first,
        "last": last,
        "words": words,
        "words_per_article": _ratio(words, counted),
        "sentences": total("sentences"),
        "lexical_diversity": _ratio(total("segment_types"), total("segments") * _SEGMENT),
        "quotes": np.array(quotes, np.int64),
        "speakers": np.array(speakers, np.int64),
        "actors": np.array([np.count_nonzero(sums[0]) for sums in sums_by_source(view).values()], np.int64),
        "own_share": (articles - np.array([sum(origins.values()) for origins in credited])) / articles,
        "origins": credited,
        "not_arabic": articles - counted,
        "copies": articles - ranges.summed(_firsts_before(view)) if are_known(generation) else nothing(len(articles)),
    }


def _ratio(part: npt.NDArray[np.int64], whole: npt.NDArray[np.int64]) -> Column:
    """The quotients, null where the whole is nothing."""
    if not whole.any():
        return nothing(len(whole))
    return np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)


def _days(view: View, ranges: _Ranges) -> tuple[list[str | None], list[str | None]]:
    """The first and the last day of each source in ISO form, None where nothing is dated; in a source days ascend and the undated come last."""
    generation = view.corpus.generation
    days = generation.array("row_day")
    ends = np.repeat(generation.dated_ends[list(view.by_source)], np.diff(ranges.firsts, append=len(ranges.starts)))
    newest = np.maximum.reduceat(np.where(ranges.starts < ends, np.minimum(ranges.stops, ends) - 1, -1), ranges.firsts)
    dated = (newest >= 0).tolist()
    first, last = (
        [day if known else None for day, known in zip(days[rows].astype("datetime64[D]").astype(str).tolist(), dated, strict=True)]
        for rows in (ranges.starts[ranges.firsts], newest)
    )
    return first, last


def _quoted(view: View, starts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64]) -> tuple[int, int]:
    """Quotes in the ranges and the view's voice, and the distinct actors that say them."""
    generation = view.corpus.generation
    pointer, speakers = generation.array("quote_pointer"), speakers_of(view.corpus)
    if view.voice:
        entries, _ = index.entries_of(starts, stops, pointer)
        said = speakers[entries[in_voice(view, entries)]]
        return len(said), len(np.unique(said[said >= 0]))
    sums, step = generation.array("block_speakers"), generation.steps[2]
    by_speaker = added(lambda first, last: np.asarray(index.code_sums(first, last, step, sums, pointer, speakers)), starts, stops)
    return int(index.range_sums(starts, stops, pointer)), int(np.count_nonzero(by_speaker))


def _credited(view: View, starts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64]) -> dict[str, int]:
    """The articles of each agency, the most first."""
    generation = view.corpus.generation
    sums, step, one_each, codes = generation.array("block_origins"), generation.steps[0], np.zeros(0, np.int64), generation.array("row_origin")
    counts = added(lambda first, last: np.asarray(index.code_sums(first, last, step, sums, one_each, codes)), starts, stops).tolist()
    names = generation.table("origins")["origin"].to_pylist()
    return {str(names[i]): counts[i] for i in sorted(range(len(counts)), key=lambda i: -counts[i]) if counts[i]}


def _firsts_before(view: View) -> npt.NDArray[np.int32]:
    """How many articles before each row, and in all, are the first or only ones of their text; worked out once a generation."""
    memory = view.corpus.memory
    if "first copies before" not in memory:
        memory["first copies before"] = np.append(np.int32(0), np.cumsum(copies(view.corpus.generation).first, dtype=np.int32))
    before: npt.NDArray[np.int32] = memory["first copies before"]
    return before
