"""The outlets: how much each printed, and how much of it an agency wrote."""

from collections.abc import Mapping
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import bars as shape
from dashboard.charts import theme
from dashboard.charts.wording import Lang, say

By = Literal[
    "articles", "words", "words_per_article", "sentences", "lexical_diversity", "quotes", "speakers", "actors"
]
FORMS = {"words_per_article": ",.0f", "lexical_diversity": ".3f"}
AGENCIES = 6
OWN, OTHER = "own", "other"


def bars(
    sources: pd.DataFrame,
    *,
    by: By = "articles",
    colours: Mapping[str, str] | None = None,
    limit: int = 40,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """One bar a source in its own colour. Customdata: [source, articles, undated, words]."""
    names = dict(zip(sources["source"], sources["name"], strict=True))
    paint = theme.colour_of(list(sources["source"]), colours, dark=dark)
    shown = [("articles", "articles", ","), ("undated", "undated", ","), ("words", "words", ",")]
    return shape.single(
        sources.head(limit),
        key="source",
        value=by,
        names=names,
        form=FORMS.get(by, shape.WHOLE),
        shown=shown,
        colours=paint,
        lang=lang,
        dark=dark,
        title=title,
    )


def origins(
    sources: pd.DataFrame,
    *,
    names: Mapping[str, str] | None = None,
    agencies: int = AGENCIES,
    limit: int = 40,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """What share of each source's articles is its own text and what share came from which agency.

    The agencies beyond the commonest are one part, `other`. Customdata: [source, origin (slug, "own" or "other"), articles].
    """
    rows = [
        {"source": row.source, "origin": origin, "articles": articles, "share": articles / row.articles}
        for row in sources.head(limit).itertuples()
        for origin, articles in _parts(row.origins, int(row.articles))
    ]
    table = pd.DataFrame(rows, columns=["source", "origin", "articles", "share"])
    most = (
        table[table["origin"] != OWN]
        .groupby("origin")["articles"]
        .sum()
        .sort_values(ascending=False, kind="stable")
        .index[:agencies]
    )
    table["origin"] = table["origin"].where(table["origin"].isin([OWN, *most]), OTHER)
    table = table.groupby(["source", "origin"], as_index=False, sort=False).sum()
    ranks = {OWN: 0, **{origin: at for at, origin in enumerate(most, 1)}, OTHER: len(most) + 1}
    table = table.assign(rank=table["origin"].map(ranks)).sort_values("rank", kind="stable")
    return shape.stacked(
        table,
        row="source",
        part="origin",
        value="share",
        row_names=dict(zip(sources["source"], sources["name"], strict=True)),
        part_names={**(names or {}), OWN: say("own_text", lang), OTHER: say("other", lang)},
        shown=[("articles", "articles", ",")],
        colours={OWN: theme.PALETTE[dark][0], OTHER: theme.UNKNOWN[dark]},
        form=shape.PERCENT,
        lang=lang,
        dark=dark,
        title=title,
        order=sources["source"].head(limit).tolist(),
    )


def _parts(origins: object, articles: int) -> list[tuple[str, int]]:
    """The articles of each agency, and first those that are the source's own."""
    counted = dict(origins) if isinstance(origins, Mapping) else {}
    return [(OWN, articles - sum(counted.values())), *counted.items()]
