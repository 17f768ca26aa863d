"""The actors most spoken of."""

from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import bars as shape
from dashboard.charts import theme
from dashboard.charts.labels import label
from dashboard.charts.wording import Lang, known

By = Literal["mentions", "articles", "sources"]
KINDS = ("person", "organisation", "state", "place")


def kind_colours(*, dark: bool = False) -> dict[str, str]:
    """One colour a kind of actor, the same in charts, the network and the reader's highlights."""
    return dict(zip(KINDS, theme.PALETTE[dark], strict=False))


def bars(
    actors: pd.DataFrame,
    *,
    by: By = "mentions",
    limit: int = 30,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """The first actors of the table as bars, coloured by kind. Customdata: [actor, kind, mentions, articles, sources]."""
    rows = actors.head(limit)
    kinds = dict(zip(rows["actor"], rows["kind"], strict=True))
    paint = kind_colours(dark=dark)
    drawn = shape.single(
        rows,
        key="actor",
        value=by,
        names=dict(zip(rows["actor"], rows["name"], strict=True)),
        shown=[
            ("kind", "", ""),
            ("mentions", "mentions", ","),
            ("articles", "articles", ","),
            ("sources", "sources", ","),
        ],
        colours={actor: paint.get(kind, theme.UNKNOWN[dark]) for actor, kind in kinds.items()},
        lang=lang,
        dark=dark,
        title=title,
    )
    for kind in [each for each in KINDS if each in kinds.values()] if len(drawn.data) else []:
        drawn.add_bar(
            x=[None],
            y=[None],
            orientation="h",
            name=label(known(kind, lang)),
            marker_color=paint[kind],
            hoverinfo="skip",
            showlegend=True,
        )
    if len(drawn.data) > 1:
        drawn.data[0].showlegend = False
        theme.lay(drawn, showlegend=True, barmode="overlay")
    return drawn
