"""When the articles appeared, by source."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import periods, theme
from dashboard.charts.bars import names_of
from dashboard.charts.labels import hover, label
from dashboard.charts.trend import GAP, UNDATED_WIDTH
from dashboard.charts.wording import Lang, say


def timeline(
    table: pd.DataFrame,
    *,
    names: Mapping[str, str] | None = None,
    colours: Mapping[str, str] | None = None,
    months: str | None = None,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """Articles a period, one colour a source, stacked; the undated in a bar of their own at the far end.

    `table` holds series (source slugs), period (null: undated), count. Customdata: [series, period].
    """
    rows = table[table["count"] > 0]
    keys = ["series", "period"]
    if rows.empty:
        return theme.empty(lang=lang, dark=dark, keys=keys)
    sources = list(dict.fromkeys(rows["series"].astype(str)))
    paint = theme.colour_of(sources, colours, dark=dark)
    drawn = theme.figure(
        lang=lang,
        dark=dark,
        keys=keys,
        title=title,
        height=340,
        barmode="stack",
        bargap=0.12,
        showlegend=len(sources) > 1,
        margin_t=theme.headroom(names_of(sources, names), title=title),
    )
    about = hover("%{hovertext}", ("period", "%{customdata[1]}"), ("articles", "%{y:,}"), lang=lang)
    dated = rows[rows["period"].notna()].assign(period=lambda part: part["period"].astype(str))
    undated = rows[rows["period"].isna()]
    for source, name in zip(sources, names_of(sources, names), strict=True):
        own = {
            "name": label(name),
            "legendgroup": source,
            "marker": {"color": paint[source], "line": {"width": 0}},
            "hovertext": label(name),
        }
        part = dated[dated["series"].astype(str) == source]
        drawn.add_bar(
            x=[periods.start(period).isoformat() for period in part["period"]],
            y=part["count"].to_numpy(),
            customdata=part[keys].to_numpy().tolist(),
            hovertemplate=about,
            showlegend=True,
            **own,
        )
        rest = undated[undated["series"].astype(str) == source]
        if len(rest):
            drawn.add_bar(
                x=[0],
                y=[int(rest["count"].sum())],
                xaxis="x2",
                customdata=[[source, None]],
                hovertemplate=hover("%{hovertext}", ("undated", "%{y:,}"), lang=lang),
                showlegend=False,
                **own,
            )
    every = sorted(dict.fromkeys(dated["period"]), key=periods.start)
    drawn.update_layout(
        xaxis=periods.axis(every, lang=lang, months=months),
        yaxis={"title": {"text": label(say("articles", lang))}},
    )
    if len(undated):
        drawn.update_layout(
            xaxis_domain=[UNDATED_WIDTH + GAP, 1] if lang == "ar" else [0, 1 - UNDATED_WIDTH - GAP],
            xaxis2={
                "domain": [0, UNDATED_WIDTH] if lang == "ar" else [1 - UNDATED_WIDTH, 1],
                "anchor": "y",
                "tickmode": "array",
                "tickvals": [0],
                "ticktext": [label(say("undated", lang))],
                "showgrid": False,
            },
        )
    return drawn
