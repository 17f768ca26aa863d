"""One row a source: how much it prints, when, how varied its words are, whom it names and whose text it is."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.cache import by_period, index
from dashboard.cache.adding import added
from dashboard.cache.copies import are_known, copies
from dashboard.cache.sums import UNDATED
from dashboard.corpus import View
from dashboard.measures.actors import sums_by_source
from dashboard.measures.said import in_voice, speakers_of
from dashboard.measures.totals import summed, words

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
    generation = view.corpus.generation
    names = view.corpus.outlet_names(lang)
    regions = generation.table("sources")["region"].to_pylist()
    rows = [
        {"source": generation.source_slugs[number], "name": names[generation.source_slugs[number]], "region": regions[number]}
        | _statistics(view, number, starts, stops)
        for number, (starts, stops) in view.by_source().items()
    ]
    rows.sort(key=lambda row: (-row["articles"], row["source"]))
    rows = rows[:limit] if limit else rows
    return pd.DataFrame({name: [row[name] for row in rows] for name in COLUMNS})


def _statistics(view: View, source: int, starts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64]) -> dict[str, Any]:
    generation = view.corpus.generation

    def total(name: str) -> int:
        return summed(view, name, starts, stops)

    articles = int((stops - starts).sum())
    segments = total("segments")
    counted = total("arabic")
    spoken = words(view, starts, stops)
    first, last = by_period.dated_span(starts, stops, generation.source_firsts, generation.array("row_day"), int(UNDATED))
    quotes, speakers = _quoted(view, starts, stops)
    return {
        "articles": articles,
        "undated": total("undated"),
        "first": str(np.datetime64(first, "D")) if first <= last else None,
        "last": str(np.datetime64(last, "D")) if first <= last else None,
        "words": spoken,
        "words_per_article": spoken / counted if counted else None,
        "sentences": total("sentences"),
        "lexical_diversity": total("segment_types") / (segments * _SEGMENT) if segments else None,
        "quotes": quotes,
        "speakers": speakers,
        "actors": int(np.count_nonzero(sums_by_source(view)[source][0])),
        **_origins(view, starts, stops, articles),
        "not_arabic": articles - counted,
        "copies": articles - int(index.held_in(starts, stops, copies(generation).first)) if are_known(generation) else None,
    }


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


def _origins(view: View, starts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64], articles: int) -> dict[str, object]:
    """The share of articles without an agency, and the articles of each agency."""
    generation = view.corpus.generation
    names = generation.table("origins")["origin"].to_pylist()
    codes = generation.array("row_origin")
    sums, step, one_each = generation.array("block_origins"), generation.steps[0], np.zeros(0, np.int64)
    counts = added(lambda first, last: np.asarray(index.code_sums(first, last, step, sums, one_each, codes)), starts, stops)
    named = {str(names[i]): int(counts[i]) for i in np.argsort(-counts, kind="stable") if counts[i]}
    return {"own_share": (articles - int(counts.sum())) / articles, "origins": named}
