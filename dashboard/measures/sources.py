"""One row a source: how much it prints, when, how varied its words are, whom it names and whose text it is."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.cache import index
from dashboard.cache.copies import are_known, copies
from dashboard.cache.writing import UNDATED
from dashboard.corpus import View
from dashboard.measures.actors import actor_sums
from dashboard.measures.said import in_voice, speakers_of
from dashboard.measures.totals import words

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
    corpus = view.corpus
    table = corpus.generation.table("sources")
    regions = table["region"].to_pylist()
    rows = []
    for number, (starts, stops) in view.by_source().items():
        slug = corpus.generation.source_slugs[number]
        rows.append({"source": slug, "name": corpus.outlet_names(lang)[slug], "region": regions[number], **_statistics(view, starts, stops)})
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(["articles", "source"], ascending=[False, True], ignore_index=True)
    return frame.head(limit) if limit else frame


def _statistics(view: View, starts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64]) -> dict[str, object]:
    generation = view.corpus.generation

    def total(name: str) -> int:
        return int(index.range_sums(starts, stops, generation.array(f"sum_{name}")))

    articles = int((stops - starts).sum())
    segments = total("segments")
    counted = _held(generation.array("row_arabic"), starts, stops)
    spoken = words(view, starts, stops)
    days = [generation.array("row_day")[start:stop] for start, stop in zip(starts, stops, strict=True)]
    dated = [(part[0], part[np.searchsorted(part, UNDATED) - 1]) for part in days if part[0] != UNDATED]
    quotes, speakers = _quoted(view, starts, stops)
    return {
        "articles": articles,
        "undated": total("undated"),
        "first": str(np.datetime64(int(min(d[0] for d in dated)), "D")) if dated else None,
        "last": str(np.datetime64(int(max(d[1] for d in dated)), "D")) if dated else None,
        "words": spoken,
        "words_per_article": spoken / counted if counted else None,
        "sentences": total("sentences"),
        "lexical_diversity": total("segment_types") / (segments * _SEGMENT) if segments else None,
        "quotes": quotes,
        "speakers": speakers,
        "actors": int(np.count_nonzero(actor_sums(view, starts, stops)[0])),
        **_origins(view, starts, stops, articles),
        "not_arabic": articles - counted,
        "copies": articles - _held(copies(generation).first, starts, stops) if are_known(generation) else None,
    }


def _held(flags: npt.NDArray[np.bool_], starts: Iterable[int], stops: Iterable[int]) -> int:
    """How many rows of the ranges are flagged."""
    return sum(int(np.count_nonzero(flags[start:stop])) for start, stop in zip(starts, stops, strict=True))


def _quoted(view: View, starts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64]) -> tuple[int, int]:
    """Quotes in the ranges and the view's voice, and the distinct actors that say them."""
    entries, _ = index.entries_of(starts, stops, view.corpus.generation.array("quote_pointer"))
    speaker = speakers_of(view.corpus)[entries[in_voice(view, entries)]]
    said = np.zeros(len(view.corpus.generation.actor_numbers), np.bool_)
    said[speaker[speaker >= 0]] = True
    return len(speaker), int(np.count_nonzero(said))


def _origins(view: View, starts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64], articles: int) -> dict[str, object]:
    """The share of articles without an agency, and the articles of each agency."""
    generation = view.corpus.generation
    names = generation.table("origins")["origin"].to_pylist()
    counts = np.zeros(len(names) + 1, np.int64)
    codes = generation.array("row_origin")
    for start, stop in zip(starts, stops, strict=True):
        counts += np.bincount(codes[start:stop] + 1, minlength=len(counts))
    named = {str(names[i]): int(counts[i + 1]) for i in np.argsort(-counts[1:], kind="stable") if counts[i + 1]}
    return {"own_share": int(counts[0]) / articles, "origins": named}
