"""Which outlet calls an actor what."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import bars as shape
from dashboard.charts import theme
from dashboard.charts.wording import Lang, say

OTHER = "\u2026"
MOSTLY = 0.5


def bars(
    naming: pd.DataFrame,
    *,
    actor: str | None = None,
    names: Mapping[str, str] | None = None,
    share: bool = True,
    forms: int = 9,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """One bar a source, split by the form of the actor's name; a piece is hatched where the form stands mostly in quotation marks.

    `actor`: by default the table's commonest. Forms beyond the commonest are one part, `…`. A form keeps one colour in all bars.
    Customdata: [actor, source, form, count, in_marks, in_quotes].
    """
    keys = ["actor", "source", "form"]
    if naming.empty:
        return theme.empty(lang=lang, dark=dark, keys=keys)
    chosen = actor or naming.groupby("actor")["count"].sum().idxmax()
    rows = naming[naming["actor"] == chosen]
    totals = rows.groupby("form")["count"].sum().sort_index().sort_values(ascending=False, kind="stable")
    common = totals.index[:forms].tolist()
    rows = _merged(rows, common)
    ranks = {form: at for at, form in enumerate([*common, OTHER])}
    busiest = (
        rows.groupby("source")["count"]
        .sum()
        .sort_index()
        .sort_values(ascending=False, kind="stable")
        .index.tolist()
    )
    rows = rows.assign(rank=rows["form"].map(ranks)).sort_values(["rank", "source"], kind="stable")
    drawn = shape.stacked(
        rows,
        row="source",
        part="form",
        value="share" if share else "count",
        row_names=names,
        part_names={OTHER: say("other", lang)},
        keys=keys,
        order=busiest,
        shown=[("count", "count", ","), ("in_marks", "in_marks", ".0%"), ("in_quotes", "in_quotes", ".0%")],
        colours={OTHER: theme.UNKNOWN[dark]},
        within=True,
        form=shape.PERCENT if share else shape.WHOLE,
        lang=lang,
        dark=dark,
        title=title,
    )
    for trace in drawn.data:
        trace.marker.pattern = {
            "shape": ["/" if (each[4] or 0) >= MOSTLY else "" for each in trace.customdata],
            "fgcolor": theme.PAPER[dark],
            "fgopacity": 0.45,
            "fillmode": "overlay",
            "size": 7,
        }
    return drawn


def _merged(rows: pd.DataFrame, common: list[str]) -> pd.DataFrame:
    """The rows with rarer forms added up as one, their shares in marks and in speech weighted by count."""
    merged = rows.assign(form=rows["form"].where(rows["form"].isin(common), OTHER))
    for column in ("in_marks", "in_quotes"):
        merged[column] = pd.to_numeric(merged[column]) * merged["count"]
    merged = merged.groupby(["actor", "source", "form"], as_index=False, sort=False)[
        ["count", "share", "in_marks", "in_quotes"]
    ].sum(min_count=1)
    for column in ("in_marks", "in_quotes"):
        merged[column] = merged[column] / merged["count"]
    return merged
