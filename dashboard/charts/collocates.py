"""The words that keep a term company."""

from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import bars as shape
from dashboard.charts.wording import Lang

By = Literal["log_dice", "log_likelihood", "count"]
FORMS = {"log_dice": ",.1f", "log_likelihood": ",.0f", "count": shape.WHOLE}


def bars(
    collocates: pd.DataFrame,
    *,
    by: By = "log_dice",
    limit: int = 30,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """The first collocates of the table as bars. Customdata: [collocate, count, expected, log_likelihood]."""
    shown = [
        ("count", "count", ","),
        ("expected", "expected", ",.1f"),
        ("log_likelihood", "log_likelihood", ",.1f"),
    ]
    return shape.single(
        collocates.head(limit),
        key="collocate",
        value=by,
        form=FORMS[by],
        shown=shown,
        lang=lang,
        dark=dark,
        title=title,
    )
