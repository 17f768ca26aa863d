"""One row a source: how much it prints, when, how varied its words are, whom it names and whose text it is."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.cache import index
from dashboard.cache.writing import UNDATED
from dashboard.corpus import View
from dashboard.measures.actors import actor_sums

COLUMNS = (
    "source", "name", "region", "articles", "undated", "first", "last", "words", "words_per_article", "sentences", "lexical_diversity",
    "quotes", "speakers", "actors", "own_share", "origins",
)  # fmt: skip
_SEGMENT = 100


def sources(view: View, *, limit: int = 0) -> pd.DataFrame:
    """Statistics of every source in the view, largest first.

    Returns a DataFrame: source (slug), name, region, articles, undated, first and last (ISO dates or null), words,
    words_per_article (words of articles in Arabic only, over those articles; null where there are none), sentences, lexical_diversity (mean share of distinct forms in its 100-word segments, null where no article
    has that many words), quotes, speakers (distinct actors quoted), actors (distinct, named), own_share (articles that no agency is credited
    for), origins (agency: articles). Mean segmental type-token ratio after Johnson (1944).
    """
    corpus = view.corpus
    table = corpus.generation.table("sources")
    regions = table["region"].to_pylist()
    rows = []
    for number, (starts, stops) in view.by_source().items():
        slug = corpus.generation.source_slugs[number]
        rows.append({"source": slug, "name": corpus.sources[slug], "region": regions[number], **_statistics(view, starts, stops)})
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(["articles", "source"], ascending=[False, True], ignore_index=True)
    return frame.head(limit) if limit else frame


def _statistics(view: View, starts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64]) -> dict[str, object]:
    generation = view.corpus.generation

    def total(name: str) -> int:
        return int(index.range_sums(starts, stops, generation.array(f"sum_{name}")))

    articles = int((stops - starts).sum())
    segments = total("segments")
    arabic = generation.array("row_arabic")
    counted = sum(int(arabic[start:stop].sum()) for start, stop in zip(starts, stops, strict=True))
    days = [generation.array("row_day")[start:stop] for start, stop in zip(starts, stops, strict=True)]
    dated = [(part[0], part[np.searchsorted(part, UNDATED) - 1]) for part in days if part[0] != UNDATED]
    quotes, speakers = _quoted(view, starts, stops)
    return {
        "articles": articles,
        "undated": total("undated"),
        "first": str(np.datetime64(int(min(d[0] for d in dated)), "D")) if dated else None,
        "last": str(np.datetime64(int(max(d[1] for d in dated)), "D")) if dated else None,
        "words": total("words"),
        "words_per_article": total("words") / counted if counted else None,
        "sentences": total("sentences"),
        "lexical_diversity": total("segment_types") / (segments * _SEGMENT) if segments else None,
        "quotes": quotes,
        "speakers": speakers,
        "actors": int(np.count_nonzero(actor_sums(view, starts, stops)[0])),
        **_origins(view, starts, stops, articles),
    }


def _quoted(view: View, starts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64]) -> tuple[int, int]:
    """Quotes in the ranges, and the distinct actors that say them."""
    generation = view.corpus.generation
    pointer, speaker = generation.array("quote_pointer"), generation.array("quote_actor")
    said = np.zeros(len(generation.array("actor_number")) + 1, bool)
    total = 0
    for start, stop in zip(starts, stops, strict=True):
        first, last = int(pointer[start]), int(pointer[stop])
        total += last - first
        said[speaker[first:last]] = True
    return total, int(np.count_nonzero(said[:-1]))


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
