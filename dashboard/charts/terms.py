"""Terms: the commonest, those that set two selections apart, and how evenly each is spread."""

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import bars as shape
from dashboard.charts import theme
from dashboard.charts.labels import hover, label
from dashboard.charts.wording import Lang, say

By = Literal["count", "articles", "share", "per_million"]
_TALL, _LINE, _LETTER = 340, 16, 6.5
"""Pixels: how high the picture of dispersion is, how high a line of its names, how wide a letter."""
FORMS = {"count": shape.WHOLE, "articles": shape.WHOLE, "share": ".2%", "per_million": ",.0f"}


def bars(
    terms: pd.DataFrame,
    *,
    by: By = "count",
    limit: int = 30,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """The first terms of the table as bars. Customdata: [term, count, articles, per_million]."""
    shown = [("count", "count", ","), ("articles", "articles", ","), ("per_million", "per_million", ",.0f")]
    return shape.single(
        terms.head(limit),
        key="term",
        value=by,
        form=FORMS[by],
        shown=shown,
        lang=lang,
        dark=dark,
        title=title,
    )


def keyness(
    keyness: pd.DataFrame,
    *,
    limit: int = 15,
    a: str | None = None,
    b: str | None = None,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """The terms that set selection `a` apart on one side, those of `b` on the other, as long as their log-likelihood.

    A term belongs to the side where its log ratio points; `a` stands where the language begins to read (right in Arabic).
    Customdata: [term, side ("a" or "b"), count_a, count_b, log_ratio].
    """
    rows = keyness.dropna(subset=["log_likelihood", "log_ratio"]).sort_values(
        "log_likelihood", ascending=False, kind="stable"
    )
    return shape.opposed(
        {"a": rows[rows["log_ratio"] > 0].head(limit), "b": rows[rows["log_ratio"] < 0].head(limit)},
        value="log_likelihood",
        keys=["term", "side", "count_a", "count_b", "log_ratio"],
        called=lambda part: part["term"].tolist(),
        side_names={"a": a or say("selection_a", lang), "b": b or say("selection_b", lang)},
        lines=[
            ("log_likelihood", "%{customdata[5]:,.1f}"),
            ("log_ratio", "%{customdata[4]:.2f}"),
            ("selection_a", "%{customdata[2]:,}"),
            ("selection_b", "%{customdata[3]:,}"),
        ],
        lang=lang,
        dark=dark,
        title=title,
    )


def dispersion(
    terms: pd.DataFrame,
    *,
    limit: int = 60,
    named: int = 20,
    width: int = 800,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """How often against how evenly: a term low in the picture is frequent only in few articles. Customdata: [term, articles].

    The `named` commonest terms bear their names, those apart whose name would cover another's in a picture of `width` pixels.
    """
    rows = terms.dropna(subset=["dispersion"]).head(limit)
    if rows.empty:
        return theme.empty(lang=lang, dark=dark, keys=["term"])
    labels = [label(term, shape.TICK_LENGTH) for term in rows["term"]]
    drawn = theme.figure(
        lang=lang, dark=dark, keys=["term", "articles"], title=title, height=460, showlegend=False
    )
    drawn.add_scatter(
        mode="markers+text",
        x=rows["count"].to_numpy(),
        y=rows["dispersion"].to_numpy(),
        text=_apart(labels[:named], rows, np.log10(rows["count"].to_numpy()), width) + [""] * (len(rows) - named),
        textposition="top center",
        textfont={"size": 11},
        customdata=rows[["term", "articles"]].to_numpy().tolist(),
        hovertext=labels,
        hovertemplate=hover(
            "%{hovertext}",
            ("count", "%{x:,}"),
            ("articles", "%{customdata[1]:,}"),
            ("dispersion", "%{y:.2f}"),
            lang=lang,
        ),
        marker={"color": theme.PALETTE[dark][0], "size": 9, "opacity": 0.75},
    )
    low, high = np.log10(rows["count"].min()) - 0.1, np.log10(rows["count"].max()) + 0.1
    ticks = [step * 10**power for power in range(int(high) + 1) for step in (1, 2, 5) if low <= np.log10(step * 10**power) <= high]
    theme.lay(
        drawn,
        xaxis={
            "type": "log",
            "range": [high, low] if lang == "ar" else [low, high],
            "tickvals": ticks,
            "ticktext": [f"{tick:,}" for tick in ticks],
            "title": {"text": label(say("count", lang))},
        },
        yaxis={"range": [-0.04, 1.08], "title": {"text": label(say("dispersion", lang))}},
    )
    return drawn


def _apart(labels: list[str], rows: pd.DataFrame, across: npt.NDArray[np.float64], width: int) -> list[str]:
    """The labels of the first rows, "" for each that would cover an earlier one."""
    room = max(float(np.ptp(across)) + 0.2, 0.2)
    taken: list[tuple[float, float, float]] = []
    shown = []
    for text, x, y in zip(labels, across / room * width, rows["dispersion"] / 1.12 * _TALL, strict=False):
        half = len(text) * _LETTER / 2
        free = all(abs(x - other) > half + wide or abs(y - height) > _LINE for other, height, wide in taken)
        shown.append(text if free else "")
        if free:
            taken.append((x, y, half))
    return shown
