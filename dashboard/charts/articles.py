"""When the articles appeared, by source."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import periods, theme
from dashboard.charts.bars import names_of
from dashboard.charts.labels import hover, label
from dashboard.charts.trend import beside, heights, hovered
from dashboard.charts.wording import Lang, say


def timeline(
    table: pd.DataFrame,
    *,
    share: bool = False,
    counted: str = "articles",
    names: Mapping[str, str] | None = None,
    colours: Mapping[str, str] | None = None,
    months: str | None = None,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """Articles a period, one colour a series, stacked; the undated in a bar of their own at the far end.

    `table` holds series (source slugs), period (null: undated), count and, for `share`, share (of all articles of the period). `counted` is the
    wording of what is counted where that is not articles.
    Customdata: [series, period].
    """
    rows = table[table["count"] > 0]
    keys = ["series", "period"]
    if rows.empty:
        return theme.empty(lang=lang, dark=dark, keys=keys)
    value, shape = ("share", ".1%") if share else ("count", ",")
    said = counted if not share else "share_of_period" if counted == "articles" else "share"
    series = list(dict.fromkeys(rows["series"].astype(str)))
    paint = theme.colour_of(series, colours, dark=dark)
    drawn = theme.figure(
        lang=lang,
        dark=dark,
        keys=keys,
        title=title,
        height=340,
        barmode="stack",
        bargap=0.12,
        showlegend=len(series) > 1,
        margin_t=theme.headroom(names_of(series, names), title=title),
    )
    lines = [(said, f"%{{y:{shape}}}")]
    dated = rows[rows["period"].notna()].assign(period=lambda part: part["period"].astype(str))
    undated = rows[rows["period"].isna()]
    bars: list[go.Bar] = []
    parts, rests = ({str(one): part for one, part in of.groupby(of["series"], sort=False)} for of in (dated, undated))
    for one, name in zip(series, names_of(series, names), strict=True):
        own = {
            "name": label(name),
            "legendgroup": one,
            "marker": {"color": paint[one], "line": {"width": 0}},
            "hovertemplate": hover("%{hovertext}", *lines, lang=lang),
        }
        part = parts.get(one, dated.head(0))
        when = part["period"].tolist()
        bars.append(
            go.Bar(
                x=[periods.start(period).isoformat() for period in when],
                y=part[value].to_numpy(),
                customdata=[[one, period] for period in when],
                hovertext=hovered(name, when, lang=lang, months=months),
                showlegend=True,
                **own,
            )
        )
        if one in rests:
            bars.append(
                go.Bar(
                    x=[0],
                    y=[rests[one][value].sum()],
                    xaxis="x2",
                    customdata=[[one, None]],
                    hovertext=hovered(name, [None], lang=lang),
                    showlegend=False,
                    **own,
                )
            )
    drawn.add_traces(bars)
    tallest = rows.groupby(rows["period"].fillna(""))[value].sum().max()
    drawn.update_layout(
        xaxis=periods.axis(table["period"].dropna().astype(str).unique(), lang=lang, months=months),
        yaxis=heights(tallest, share=share, title=say(said, lang)),
    )
    if len(undated):
        beside(drawn, lang=lang)
    return drawn
