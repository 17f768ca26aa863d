"""Coverage: which sources name an actor more often than the others, and which less."""

import numpy as np
import pandas as pd

from dashboard.corpus import View
from dashboard.measures.actors import sums_by_source
from dashboard.measures.association import log_likelihood, log_ratio

COLUMNS = ("source", "mentions", "articles", "total_articles", "share", "expected", "log_likelihood", "log_ratio")


def coverage(view: View, actor: str, *, limit: int = 0, demonyms: bool = False, fold_capitals: bool = False) -> pd.DataFrame:
    """Every source of the view and how many of its articles name an actor, the source with the surest excess first, the surest lack last.

    Returns a DataFrame: source, mentions, articles (that name the actor), total_articles (of the source), share (of them), expected (articles,
    were the actor named alike everywhere), log_likelihood (G², negative where the source names it less than the others together), log_ratio
    (log₂ of the source's share over that of the others together; null where there are no others). `limit` 0 gives all.
    Raises UnknownActor where the corpus does not name the actor. Log-likelihood after Dunning (1993), log ratio after Hardie (2014).
    """
    number = view.corpus.actor(actor)
    slugs = view.corpus.generation.source_slugs
    sums = sums_by_source(view, demonyms=demonyms, fold_capitals=fold_capitals)
    rows = [(slugs[source], *sums[source][:, number], int((stops - starts).sum())) for source, (starts, stops) in view.by_source.items()]
    table = pd.DataFrame(rows, columns=["source", "mentions", "articles", "total_articles"])
    named, total = table["articles"].to_numpy(np.int64), table["total_articles"].to_numpy(np.int64)
    everywhere, size = int(named.sum()), int(total.sum())
    ratios = [
        log_ratio(named[i : i + 1], named.sum(keepdims=True) - named[i], int(total[i]), size - int(total[i]))[0] if size > total[i] else np.nan
        for i in range(len(table))
    ]
    table = table.assign(
        share=named / np.maximum(total, 1),
        expected=everywhere * total / max(size, 1),
        log_likelihood=log_likelihood(named, np.int64(everywhere), total, size),
        log_ratio=np.array(ratios, float),
    )
    table = table.sort_values(["log_likelihood", "articles", "source"], ascending=[False, False, True], ignore_index=True)
    return table[list(COLUMNS)].head(limit or len(table))
