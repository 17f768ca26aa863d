"""Arabic-Indic digits wherever a figure shows a number, and nowhere else."""

import re
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts import digits, terms
from tests.charts.test_every_chart import draw, every_chart

Tables = dict[str, pd.DataFrame]


@every_chart
def test_no_axis_or_hover_line_is_left_to_western_digits(chart: str, tables: Tables) -> None:
    figure = digits.arabic(draw(chart, tables))
    for name in [name for name in figure.layout if re.fullmatch(r"[xy]axis\d*", name)]:
        axis = figure.layout[name]
        assert axis.tickvals is not None or axis.visible is False or axis.type == "category"
        if axis.type != "category":
            assert not re.search("[0-9]", "".join(axis.ticktext or ()))
    for trace in figure.data:
        for template in (trace.hovertemplate, getattr(trace, "texttemplate", None)):
            assert ":" not in "".join(re.findall(r"%\{([^}]*)\}", template or ""))


@every_chart
def test_a_click_finds_the_same_keys(chart: str, tables: Tables) -> None:
    before = draw(chart, tables)
    after = digits.arabic(before)
    for old, new in zip(before.data, after.data, strict=True):
        if old.customdata is not None:
            assert all(list(b)[: len(a)] == list(a) for a, b in zip(old.customdata, new.customdata, strict=True))


def test_names_from_the_data_keep_their_digits() -> None:
    table = pd.DataFrame({"term": ["إف 16"], "count": [16], "articles": [3], "per_million": [2.0]})
    figure = digits.arabic(terms.bars(table))
    assert "16" in figure.data[0].hovertext[0]
    assert "١٦" in figure.data[0].customdata[0]


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [(1234567, ",", "١٬٢٣٤٬٥٦٧"), (0.333, ".1%", "٣٣٫٣٪"), (2.5, ",~r", "٢٫٥"), (3.0, ",~r", "٣"), (-0.5, ",.2f", "-٠٫٥٠"), (None, ",", ""), (float("nan"), ",", "")],
)
def test_a_number_is_formatted_as_d3_would(value: float | None, form: str, said: str) -> None:
    assert digits.formatted(value, form) == said


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [(0, 17, [0, 5, 10, 15]), (0, 0.52, [0, 0.1, 0.2, 0.3, 0.4, 0.5]), (17, 0, [0, 5, 10, 15]), (0, 0, [0])],
)
def test_ticks_are_few_and_round(low: float, high: float, found: list[float]) -> None:
    assert digits.ticks(low, high) == found


def test_stacked_bars_are_measured_together() -> None:
    figure = go.Figure([go.Bar(x=["a"], y=[40]), go.Bar(x=["a"], y=[60])], layout={"barmode": "stack", "xaxis": {"type": "category"}, "yaxis": {}})
    assert digits.arabic(figure).layout.yaxis.tickvals[-1] == 100


def test_tags_are_left_alone() -> None:
    assert digits.text_digits('<b style="top:1px">2024</b>') == '<b style="top:1px">٢٠٢٤</b>'


def test_the_figure_that_was_given_stays_as_it_was(tables: Tables) -> None:
    figure: Callable[[], go.Figure] = lambda: draw("terms.bars", tables)  # noqa: E731
    given = figure()
    digits.arabic(given)
    assert given.to_json() == figure().to_json()
