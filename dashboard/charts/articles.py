"""When the articles appeared, by source."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import periods, theme
from dashboard.charts.bars import names_of
from dashboard.charts.labels import hover, label
from dashboard.charts.trend import beside, heights, hovered
from dashboard.charts.wording import Lang, say

MOST_BARS = 2_000
"""Above so many bars, which a browser takes half a second to draw and a screen has no room for, each series is one stepped area."""
_NAMED = 6
"""How many series hovering names where areas are drawn."""
_MOST_TOLD = 400
"""How many periods can be told apart by a mouse, which a screen has some hundreds of places for: of more, the fullest of each few."""
_DAY = 86_400_000
"""A day as plotly measures it."""


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
    """Articles a period, one colour a series, stacked; the undated in a bar of their own at the far end, under a scale of their own where it would dwarf the rest.

    `table` holds series (source slugs), period (null: undated), count and, for `share`, share (of all articles of the period). `counted` is the
    wording of what is counted where that is not articles.
    Customdata: [series, period]; where there are more than MOST_BARS bars, areas stand for them and a point is a whole period: [null, period], of several
    that share a place on the screen the fullest.
    """
    rows = table[table["count"] > 0]
    keys = ["series", "period"]
    if rows.empty:
        return theme.empty(lang=lang, dark=dark, keys=keys)
    value, shape = ("share", ".1%") if share else ("count", ",")
    said = counted if not share else "share_of_period" if counted == "articles" else "share"
    series = list(dict.fromkeys(rows["series"].astype(str)))
    called = dict(zip(series, names_of(series, names), strict=True))
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
        margin_t=theme.headroom(list(called.values()), title=title),
    )
    dated = rows[rows["period"].notna()].assign(period=lambda part: part["period"].astype(str), series=lambda part: part["series"].astype(str))
    dated["day"] = dated["period"].map({period: periods.start(period).isoformat() for period in dated["period"].unique()})
    undated = rows[rows["period"].isna()]
    parts = dict(iter(dated.groupby("series", sort=False)))
    template = hover("%{hovertext}", (said, f"%{{y:{shape}}}"), lang=lang)
    for one, name in called.items():
        part = parts.get(one, dated.head(0))
        own = {"name": label(name), "legendgroup": one, "showlegend": True}
        if len(dated) > MOST_BARS:
            area = {"stackgroup": "periods", "mode": "lines", "line": {"shape": "hvh", "width": 0}, "fillcolor": paint[one], "hoverinfo": "skip"}
            drawn.add_scatter(**own, **_heights(part, value), **area)
            continue
        when = part["period"].tolist()
        points = {"customdata": [[one, period] for period in when], "hovertext": hovered(name, when, lang=lang, months=months)}
        drawn.add_bar(x=part["day"].to_numpy(object), y=part[value].to_numpy(), **own, **points, marker=_marker(paint[one]), hovertemplate=template)
    if len(dated) > MOST_BARS:
        drawn.add_trace(_periods(dated, called, value=value, shape=shape, lang=lang, months=months))
    for one, rest in undated.groupby(undated["series"].astype(str), sort=False):
        drawn.add_bar(
            x=[0],
            y=[rest[value].sum()],
            name=label(called[str(one)]),
            legendgroup=str(one),
            showlegend=False,
            customdata=[[str(one), None]],
            hovertext=hovered(called[str(one)], [None], lang=lang),
            marker=_marker(paint[str(one)]),
            hovertemplate=template,
        )
    tallest = dated.groupby("period")[value].sum().max() if len(dated) else 0
    last = undated[value].sum()
    theme.lay(
        drawn,
        xaxis=periods.axis(table["period"].dropna().astype(str).unique(), lang=lang, months=months),
        yaxis=heights(tallest or last, share=share, title=say(said, lang)),
    )
    if dated.empty:
        theme.say_within(drawn, say("no_dates", lang), dark=dark)
    if len(undated):
        beside(drawn, drawn.data[-undated["series"].nunique() :], most=tallest, undated=last, share=share, lang=lang)
    return drawn


def _heights(part: pd.DataFrame, value: str) -> dict[str, Any]:
    """Where an area's points lie: at each period or, where periods are days, at each day from the first to the last, which a browser reads faster."""
    if part.empty or not part["period"].equals(part["day"]):
        return {"x": part["day"].to_numpy(object), "y": part[value].to_numpy()}
    days = pd.date_range(part["day"].min(), part["day"].max()).strftime("%Y-%m-%d")
    return {"x0": days[0], "dx": _DAY, "y": part.set_index("day")[value].reindex(days, fill_value=0).to_numpy()}


def _marker(colour: str) -> dict[str, Any]:
    return {"color": colour, "line": {"width": 0}}


def _periods(dated: pd.DataFrame, called: Mapping[str, str], *, value: str, shape: str, lang: Lang, months: str | None) -> go.Bar:
    """What is clicked and hovered over areas: bars, themselves unseen, that tell the sum and the largest series of a period, at most _MOST_TOLD."""
    totals = dated.groupby("period", as_index=False).agg(of=(value, "sum"))
    few = -(-len(totals) // _MOST_TOLD)
    together = totals.index // few
    reaches = [(periods.start(begin), periods.last(end)) for begin, end in totals.groupby(together)["period"].agg(["first", "last"]).to_numpy()]
    half = _DAY * ((periods.last(totals["period"].iloc[0]) - periods.start(totals["period"].iloc[0])).days + 1) / 2
    fullest = totals.loc[totals.groupby(together)["of"].idxmax()]
    beside = dated[dated["period"].isin(fullest["period"])].sort_values(["period", value], ascending=[True, False], kind="stable")
    largest = beside.groupby("period").head(_NAMED)
    when = hovered("", fullest["period"], lang=lang, months=months)
    told = {period: [f"<b>{name}</b> · {of:{shape}}"] for period, name, of in zip(fullest["period"], when, fullest["of"], strict=True)}
    named = {one: label(name) for one, name in called.items()}
    for period, one, of in zip(largest["period"], largest["series"], largest[value], strict=True):
        told[period].append(f"{named[one]} · {of:{shape}}")
    return go.Bar(
        x=[begin.isoformat() for begin, _ in reaches],
        y=fullest["of"].to_numpy(),
        offset=-half,
        width=[_DAY * ((end - begin).days + 1) for begin, end in reaches],
        showlegend=False,
        marker={"opacity": 0},
        customdata=[[None, period] for period in fullest["period"]],
        hovertext=["<br>".join(told[period]) for period in fullest["period"]],
        hovertemplate="%{hovertext}<extra></extra>",
    )
