"""What rose and fell: lines over time, with what has no date beside them."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import periods, theme
from dashboard.charts.bars import FEW, names_of
from dashboard.charts.labels import hover, label
from dashboard.charts.wording import Lang, say

UNDATED_WIDTH, GAP = 0.07, 0.05
_LARGER = 2
"""By how much the undated must exceed all that is dated to get a scale of their own."""


def lines(
    trend: pd.DataFrame,
    *,
    share: bool = False,
    smoothing: int | None = None,
    names: Mapping[str, str] | None = None,
    colours: Mapping[str, str] | None = None,
    dashes: Mapping[str, str] | None = None,
    months: str | None = None,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """One line a series: its count, or with `share` the share of the period's articles that hold it.

    `smoothing` draws a centred moving average over so many periods and keeps the measured points, faint, behind it; off by default.
    Rows without a period stand in a narrow panel of their own at the far end, under a scale of their own where they would dwarf the rest. `months` is a Babel locale for month names (ar, ar_SY, ar_DZ).
    Customdata: [series, period (null in the undated panel), articles, total_articles].
    """
    value = "share" if share else "count"
    rows = trend.dropna(subset=[value])
    keys = ["series", "period", "articles", "total_articles"]
    if rows.empty:
        return theme.empty(lang=lang, dark=dark, keys=keys)
    series = list(dict.fromkeys(rows["series"].astype(str)))
    paint = theme.colour_of(series, colours, dark=dark)
    dated = rows[rows["period"].notna()].assign(period=lambda part: part["period"].astype(str))
    undated = rows[rows["period"].isna() & (rows["count"] > 0)]
    drawn = theme.figure(
        lang=lang,
        dark=dark,
        keys=keys,
        title=title,
        height=400,
        showlegend=len(series) > 1,
        margin_t=theme.headroom(names_of(series, names), title=title),
    )
    shape = ".1%" if share else ","
    about = hover(
        "%{hovertext}",
        (value if not share else "share_of_articles", f"%{{y:{shape}}}"),
        ("articles", "%{customdata[2]:,}"),
        ("total_articles", "%{customdata[3]:,}"),
        lang=lang,
    )
    for key, name in zip(series, names_of(series, names), strict=True):
        part = dated[dated["series"].astype(str) == key]
        days = [periods.start(period).isoformat() for period in part["period"]]
        style = {"color": paint[key], "width": 2.2, "dash": (dashes or {}).get(key, "solid")}
        drawn.add_scatter(
            x=days,
            y=part[value].to_numpy(),
            name=label(name),
            legendgroup=key,
            mode="markers" if smoothing else "lines+markers",
            opacity=0.35 if smoothing else 1,
            showlegend=not smoothing,
            line=style,
            marker={"size": 6 if len(part) <= 120 else 3, "color": paint[key]},
            customdata=part[keys].to_numpy().tolist(),
            hovertext=hovered(name, part["period"], lang=lang, months=months),
            hovertemplate=about,
        )
        if smoothing:
            drawn.add_scatter(
                x=days,
                y=part[value].rolling(smoothing, center=True, min_periods=1).mean().to_numpy(),
                name=label(name),
                legendgroup=key,
                mode="lines",
                line=style,
                hoverinfo="skip",
            )
    said = say("share_of_articles" if share else "count", lang)
    theme.lay(
        drawn,
        xaxis=periods.axis(trend["period"].dropna().astype(str).unique(), lang=lang, months=months),
        yaxis=heights(dated[value].max() if len(dated) else rows[value].max(), share=share, title=f"{said} · {say('smoothed', lang)} {smoothing}" if smoothing else said),
    )
    if dated.empty:
        theme.say_within(drawn, say("no_dates", lang), dark=dark)
    if len(undated):
        _beside(drawn, undated, most=dated[value].max(), value=value, paint=paint, names=names, shape=shape, lang=lang)
    return drawn


def _beside(
    drawn: go.Figure,
    undated: pd.DataFrame,
    *,
    most: float,
    value: str,
    paint: Mapping[str, str],
    names: Mapping[str, str] | None,
    shape: str,
    lang: Lang,
) -> None:
    """Draw undated rows as marks in the panel of the undated."""
    keys = undated["series"].astype(str).tolist()
    drawn.add_scatter(
        x=[0] * len(keys),
        y=undated[value].to_numpy(),
        mode="markers",
        showlegend=False,
        marker={"color": [paint[key] for key in keys], "size": 11, "symbol": "diamond"},
        customdata=[[row.series, None, row.articles, row.total_articles] for row in undated.itertuples()],
        hovertext=[hovered(name, [None], lang=lang)[0] for name in names_of(keys, names)],
        hovertemplate=hover(
            "%{hovertext}",
            ("share_of_articles" if value == "share" else "count", f"%{{y:{shape}}}"),
            ("articles", "%{customdata[2]:,}"),
            lang=lang,
        ),
    )
    beside(drawn, drawn.data[-1:], most=most, undated=undated[value].max(), share=value == "share", lang=lang, range=[-1, 1], zeroline=False)


def heights(most: float, *, share: bool, title: str) -> dict[str, object]:
    """The axis of counts or shares, from nothing up; counts have no ticks between whole numbers."""
    few = {"dtick": 1} if not share and most <= FEW else {}
    named = {"title": {"text": label(title)}} if title else {}
    return {"rangemode": "tozero", "tickformat": ".0%" if share else ",~r", **named, **few}


def beside(drawn: go.Figure, traces: Iterable[Any], *, most: float, undated: float, share: bool, lang: Lang, **axis: object) -> None:
    """Set the traces of the undated apart, on a second x axis: left of the time line in Arabic, right of it in English.

    They share the scale of what is dated, at `most` so high, unless they (`undated`) are so much higher that nothing of it could be read.
    """
    outside = "left" if lang == "ar" else "right"
    apart = 0 < _LARGER * most < undated
    for trace in traces:
        trace.update(xaxis="x2", yaxis="y2" if apart else "y")
    theme.lay(
        drawn,
        xaxis_domain=[UNDATED_WIDTH + GAP, 1] if lang == "ar" else [0, 1 - UNDATED_WIDTH - GAP],
        xaxis2={
            "domain": [0, UNDATED_WIDTH] if lang == "ar" else [1 - UNDATED_WIDTH, 1],
            "anchor": "y2" if apart else "y",
            "tickmode": "array",
            "tickvals": [0],
            "ticktext": [label(say("undated", lang))],
            "showgrid": False,
            **axis,
        },
    )
    if apart:
        theme.lay(drawn, yaxis2={**heights(undated, share=share, title=""), "anchor": "x2", "side": outside, "showgrid": False, "nticks": 5})


def hovered(name: str, of: Iterable[str | None], *, lang: Lang, months: str | None = None) -> list[str]:
    """What hovering says first at each period of a series: its name and the period in words."""
    undated = label(say("undated", lang))
    when = (periods.name(period, lang=lang, months=months) if period else undated for period in of)
    return [f"{label(name)} · {one}" if name else one for one in when]
