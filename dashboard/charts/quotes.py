"""How speech is rendered: word for word, in fragments, or retold."""

from collections.abc import Mapping
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import bars as shape
from dashboard.charts.wording import Lang, known

Part = Literal["kind", "verb_class"]
KINDS = ("direct", "partial", "indirect")


def bars(
    quotes: pd.DataFrame,
    *,
    part: Part = "kind",
    share: bool = False,
    names: Mapping[str, str] | None = None,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """Each source's quotes by kind (direct, partial, indirect) or by class of the verb that introduces them.

    `quotes` holds source, the kind or class and quotes (how many, as the measure `rendering` counts them), or one row a quote.
    Customdata: [source, the kind or class, quotes].
    """
    each = quotes if "quotes" in quotes.columns else quotes.assign(quotes=1)
    rows = each.dropna(subset=[part]).groupby(["source", part], as_index=False, observed=True)["quotes"].sum()
    rows["share"] = rows["quotes"] / rows.groupby("source")["quotes"].transform("sum")
    totals = rows.groupby(part)["quotes"].sum().sort_values(ascending=False, kind="stable")
    ranks = {each: at for at, each in enumerate(KINDS if part == "kind" else totals.index)}
    busiest = (
        rows.groupby("source")["quotes"].sum().sort_values(ascending=False, kind="stable").index.tolist()
    )
    rows = rows.assign(rank=rows[part].map(ranks)).sort_values(["rank", "source"], kind="stable")
    return shape.stacked(
        rows,
        row="source",
        part=part,
        value="share" if share else "quotes",
        row_names=names,
        part_names={each: known(each, lang) for each in ranks},
        shown=[("quotes", "quotes" if share else "", ",")],
        within=True,
        form=shape.PERCENT if share else shape.WHOLE,
        lang=lang,
        dark=dark,
        title=title,
        order=busiest,
    )
