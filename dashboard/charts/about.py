"""Who speaks about whom: speakers down, those they speak about across."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.bars import TICK_LENGTH, names_of
from dashboard.charts.labels import hover, label
from dashboard.charts.wording import Lang, say


def heatmap(
    about: pd.DataFrame,
    *,
    names: Mapping[str, str] | None = None,
    limit: int = 16,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """A cell for each speaker and each actor that its quotes name, as strong as the quotes are many; the commonest of both.

    Cells are carried by a second, invisible layer of points, since plotly selects points and not cells. Customdata: [speaker, about, quotes, articles].
    """
    keys = ["speaker", "about", "quotes", "articles"]
    speakers, whom = (_most(about, column, limit) for column in ("speaker", "about"))
    cells = about[about["speaker"].isin(speakers) & about["about"].isin(whom)]
    if cells.empty:
        return theme.empty(lang=lang, dark=dark, keys=keys)
    speakers, whom = (_most(cells, column, limit) for column in ("speaker", "about"))
    called = {**dict(zip(cells["speaker"], cells["name"], strict=True)), **dict(zip(cells["about"], cells["about_name"], strict=True)), **(names or {})}
    strong = cells.pivot_table(index="speaker", columns="about", values="quotes", aggfunc="sum").reindex(index=speakers, columns=whom)
    size = max(22, min(40, 620 // max(len(whom), 1)))
    across = [len(whom) - 0.5, -0.5]
    drawn = theme.figure(
        lang=lang,
        dark=dark,
        keys=keys,
        title=title,
        height=theme.HEAD + 150 + size * len(speakers),
        showlegend=False,
        xaxis={**_ticks(whom, called), "range": across if lang == "ar" else across[::-1], "tickangle": -50, "title": {"text": label(say("spoken_about", lang))}},
        yaxis={**_ticks(speakers, called), "range": [len(speakers) - 0.5, -0.5], "title": {"text": label(say("speaker", lang))}},
    )
    drawn.add_heatmap(
        x=whom,
        y=speakers,
        z=strong.to_numpy(),
        colorscale=theme.scale(diverging=False, dark=dark),
        zmin=0,
        xgap=1,
        ygap=1,
        hoverinfo="skip",
        showscale=False,
        texttemplate="%{z}",
    )
    drawn.add_scatter(
        mode="markers",
        x=cells["about"].tolist(),
        y=cells["speaker"].tolist(),
        customdata=cells[keys].to_numpy().tolist(),
        hovertext=[" · ".join(label(called[one]) for one in pair) for pair in zip(cells["speaker"], cells["about"], strict=True)],
        hovertemplate=hover("%{hovertext}", ("quotes", "%{customdata[2]:,}"), ("articles", "%{customdata[3]:,}"), lang=lang),
        marker={"symbol": "square", "size": size, "opacity": 0, "color": theme.INK[dark]},
        selected={"marker": {"opacity": 0.25}},
        unselected={"marker": {"opacity": 0}},
    )
    return drawn


def _most(about: pd.DataFrame, column: str, limit: int) -> list[str]:
    """The actors of a column with most quotes, most first."""
    sums = about.groupby(column)["quotes"].sum().sort_index()
    return [str(one) for one in sums.sort_values(ascending=False, kind="stable").head(limit).index]


def _ticks(keys: list[str], names: Mapping[str, str]) -> dict[str, object]:
    return {
        "type": "category",
        "tickmode": "array",
        "tickvals": keys,
        "ticktext": [label(name, TICK_LENGTH) for name in names_of(keys, names)],
        "showgrid": False,
        "categoryorder": "array",
        "categoryarray": keys,
    }
