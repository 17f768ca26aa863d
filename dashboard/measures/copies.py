"""Articles that share their text: exact, trimmed or edited, or held whole inside a longer one."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache.copies import copies as copies_of
from dashboard.corpus import View

COLUMNS = ("cluster", "id", "record", "source", "date", "origin", "similarity", "first")


def copies(view: View, *, limit: int = 0) -> pd.DataFrame:
    """The articles of a view that share their text with another of the corpus, cluster by cluster, those most printed first.

    Returns a DataFrame, one row an article: cluster (the id of its first article; an article stands in one cluster at most), id, record,
    source (slug), date (ISO or null), origin (agency or null), similarity (share of the shorter text's word 5-grams that it and the first
    article have in common), first (the earliest by stated date, then in order of file and part). `limit` 0 gives all.
    Raises CacheError where the copies of this corpus are not found yet.
    """
    generation = view.corpus.generation
    found = copies_of(generation)
    rows = view.row_numbers()
    rows = rows[found.cluster[rows] >= 0]
    cluster = found.cluster[rows]
    _, which, size = np.unique(cluster, return_inverse=True, return_counts=True)
    days = generation.array("row_day")
    order = np.lexsort((rows, days[rows], ~found.first[rows], cluster, days[cluster], -size[which]))
    rows = rows[order[:limit] if limit else order]
    articles = generation.table("articles")
    table = articles.select(["id", "record", "source", "date", "origin"]).take(pa.array(rows))
    columns = {
        "cluster": articles["id"].take(pa.array(found.cluster[rows])),
        **{name: table[name] for name in ("id", "record", "source", "origin")},
        "date": pc.cast(table["date"], pa.string()),
    }
    frame = pd.DataFrame({name: pd.array(columns[name].to_pylist(), dtype=object) if name in columns else None for name in COLUMNS})
    frame["similarity"] = found.similarity[rows].astype(np.float64).round(4)
    frame["first"] = found.first[rows]
    return frame


def versions(view: View, id: str) -> list[str]:
    """The ids of the articles of the corpus that share the text of one, that one included; the first one first, then by date.

    Raises CallError where the article is not in this cache, CacheError where the copies are not found yet.
    """
    generation = view.corpus.generation
    row = view.corpus.row(id)
    cluster = copies_of(generation).cluster
    if cluster[row] < 0:
        return [id]
    rows = np.flatnonzero(cluster == cluster[row])
    rows = rows[np.lexsort((rows, generation.array("row_day")[rows], rows != cluster[row]))]
    return [str(one) for one in generation.table("articles")["id"].take(pa.array(rows)).to_pylist()]
