from typing import Any

import pandas as pd
import pytest

from dashboard.charts import articles, periods, trend
from dashboard.charts.labels import plain
from dashboard.errors import MarsadError

Tables = dict[str, pd.DataFrame]


def test_undated_articles_stand_in_a_panel_of_their_own(tables: Tables) -> None:
    line, undated = trend.lines(tables["trend"]).data
    assert list(line.x) == ["2020-10-01", "2020-11-01", "2020-12-01"]
    assert list(line.y) == [4, 0, 8]
    assert undated.xaxis == "x2"
    assert list(undated.y) == [2]
    assert undated.customdata[0][:2] == ["روسيا", None]


def test_time_runs_from_left_to_right_and_undated_stand_at_the_far_end(tables: Tables) -> None:
    arabic, english = (trend.lines(tables["trend"], lang=lang).layout for lang in ("ar", "en"))
    assert arabic.xaxis.range is None
    assert english.xaxis.range is None
    assert arabic.xaxis2.domain[0] == 0
    assert english.xaxis2.domain[1] == 1


def test_share_leaves_out_periods_without_articles(tables: Tables) -> None:
    assert list(trend.lines(tables["trend"], share=True).data[0].x) == ["2020-10-01", "2020-12-01"]


def test_smoothing_is_off_by_default_and_keeps_the_measured_points(tables: Tables) -> None:
    assert len(trend.lines(tables["trend"]).data) == 2
    points, average, _ = trend.lines(tables["trend"], smoothing=3).data
    assert list(points.y) == [4, 0, 8]
    assert list(average.y) == [2, 4, 4]


def test_an_article_timeline_stacks_sources_in_their_colours(tables: Tables) -> None:
    figure = articles.timeline(tables["articles"], colours={"al-fajr": "#111111"})
    assert figure.layout.barmode == "stack"
    assert [
        (trace.marker.color, list(trace.y)) for trace in figure.data if trace.legendgroup == "al-fajr"
    ] == [("#111111", [3]), ("#111111", [1])]


def test_very_many_bars_are_areas_under_unseen_bars_that_tell_the_fullest_days() -> None:
    days = [str(day.date()) for day in pd.date_range("2019-01-01", periods=articles.MOST_BARS)]
    rows = [("al-fajr", day, 3) for day in days] + [("al-ufuq", days[1], 7), ("al-ufuq", None, 2)]
    figure = articles.timeline(pd.DataFrame(rows, columns=["series", "period", "count"]), lang="en")
    *areas, whole, undated = figure.data
    assert [(trace.type, trace.stackgroup, trace.x0, len(trace.y)) for trace in areas] == [
        ("scatter", "periods", days[0], articles.MOST_BARS), ("scatter", "periods", days[1], 1),
    ]  # fmt: skip
    assert (whole.marker.opacity, len(whole.x), whole.x[1], whole.width[1]) == (0, articles.MOST_BARS / 5, days[5], 5 * 86_400_000)
    assert (whole.customdata[0], whole.y[0]) == ([None, days[1]], 10)
    assert [plain(line) for line in whole.hovertext[0].split("<br>")] == ["<b>2 January 2019</b> · 10", "al-ufuq · 7", "al-fajr · 3"]
    assert (undated.xaxis, list(undated.y)) == ("x2", [2])


@pytest.mark.parametrize(("lang", "said"), [("en", "None of these articles bears a date"), ("ar", "لا تاريخ")])
def test_where_nothing_is_dated_the_chart_says_so(tables: Tables, lang: Any, said: str) -> None:
    for figure in (articles.timeline(tables["articles"].assign(period=None), lang=lang), trend.lines(tables["trend"].assign(period=None), lang=lang)):
        assert said in figure.layout.annotations[0].text
        assert any(trace.xaxis == "x2" for trace in figure.data)
    assert not articles.timeline(tables["articles"], lang=lang).layout.annotations


def test_an_area_of_days_is_empty_where_nothing_appeared() -> None:
    days = [str(day.date()) for day in pd.date_range("2019-01-01", periods=articles.MOST_BARS + 2) if str(day.date()) != "2019-01-03"]
    area, *_ = articles.timeline(pd.DataFrame({"series": "al-fajr", "period": days, "count": 4})).data
    assert (area.y[1], area.y[2], area.y[3], area.dx) == (4, 0, 4, 86_400_000)


def test_every_period_of_areas_that_a_mouse_can_tell_apart_has_its_own_bar() -> None:
    days = [str(day.date()) for day in pd.date_range("2019-01-01", periods=articles.MOST_BARS // 5)]
    rows = [(f"source-{number}", day, number + 1) for number in range(6) for day in days]
    *_, whole = articles.timeline(pd.DataFrame(rows, columns=["series", "period", "count"]), lang="en").data
    assert [period for _, period in whole.customdata] == days
    assert set(whole.width) == {86_400_000}


@pytest.mark.parametrize(
    ("period", "first"),
    [
        ("2020-10-05", "2020-10-05"),
        ("2020-W01", "2019-12-30"),
        ("2020-W53", "2020-12-28"),
        ("2020-10", "2020-10-01"),
        ("2020-Q4", "2020-10-01"),
        ("2020-10-03/2020-10-09", "2020-10-03"),
    ],
)
def test_a_period_begins_on_its_first_day(period: str, first: str) -> None:
    assert periods.start(period).isoformat() == first


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("2020-10-05", "2020-10-05"),
        ("2020-W53", "2021-01-03"),
        ("2020-10-03/2020-10-09", "2020-10-09"),
        ("2020-02", "2020-02-29"),
        ("2020-Q4", "2020-12-31"),
    ],
)
def test_a_period_ends_on_its_last_day(period: str, last: str) -> None:
    assert periods.last(period).isoformat() == last


def test_hovering_names_the_period_in_words(tables: Tables) -> None:
    weeks = tables["trend"].assign(period=["2020-W41", "2020-W42", "2020-W43", None])
    line, undated = trend.lines(weeks, months="ar_SY").data
    assert "أسبوع يبدأ 5 تشرين الأول 2020" in line.hovertext[0]
    assert "W41" not in line.hovertext[0] + line.hovertemplate
    assert "بلا تاريخ" in undated.hovertext[0]


def test_counts_that_are_few_have_no_ticks_between_whole_numbers(tables: Tables) -> None:
    assert articles.timeline(tables["articles"]).layout.yaxis.dtick == 1
    assert articles.timeline(tables["articles"].assign(count=100)).layout.yaxis.dtick is None


def test_a_timeline_of_shares_has_an_axis_in_per_cent(tables: Tables) -> None:
    figure = articles.timeline(tables["articles"].assign(share=[0.3, 0.2, 0.5]), share=True)
    assert figure.layout.yaxis.tickformat == ".0%"
    assert list(figure.data[0].y) == [0.3]


def test_ticks_stand_at_even_distances_though_periods_are_empty(tables: Tables) -> None:
    table = tables["trend"]
    assert list(trend.lines(table).layout.xaxis.tickvals) == ["2020-10-01", "2020-11-01", "2020-12-01"]


@pytest.mark.parametrize(
    ("period", "months", "name"),
    [
        ("2020-10", None, "أكتوبر 2020"),
        ("2020-10", "ar_SY", "تشرين الأول 2020"),
        ("2020-01", "ar_DZ", "جانفي 2020"),
        ("2020-Q4", None, "الربع 4 من 2020"),
        ("2020-10-05", None, "5 أكتوبر 2020"),
        ("2020-W41", None, "أسبوع يبدأ 5 أكتوبر 2020"),
        ("2020-10-03/2020-10-09", None, "أسبوع يبدأ 3 أكتوبر 2020"),
    ],
)
def test_months_have_the_names_that_the_reader_uses(period: str, months: str | None, name: str) -> None:
    assert periods.name(period, lang="ar", months=months) == f"\u2067{name}\u2069"


def test_an_unknown_period_says_what_would_be_right() -> None:
    with pytest.raises(MarsadError, match="2020-W41"):
        periods.start("autumn")


def test_a_long_axis_has_few_ticks_and_each_year_once() -> None:
    months = [f"{year}-{month:02}" for year in (2019, 2020) for month in range(1, 13)]
    axis = periods.axis(months, lang="ar")
    assert len(axis["tickvals"]) <= periods.MOST_TICKS
    assert sum("<br>2020" in text for text in axis["ticktext"]) == 1


def test_ticks_keep_apart_where_periods_are_missing() -> None:
    weeks = ["2024-W37", "2024-W43", "2024-W46", "2024-W47", "2024-W50", "2025-W01", "2025-W05"]
    assert periods.axis(weeks, lang="ar")["tickvals"] == [periods.start(week).isoformat() for week in weeks if week != "2024-W47"]


@pytest.mark.parametrize(("undated", "scale"), [(20, None), (21, "y2")])
def test_the_undated_have_a_scale_of_their_own_where_they_would_dwarf_the_rest(undated: int, scale: str | None) -> None:
    table = pd.DataFrame([("al-fajr", "2020-10", 6), ("al-ufuq", "2020-10", 4), ("al-fajr", None, undated)], columns=["series", "period", "count"])
    for lang, side in (("ar", "left"), ("en", "right")):
        figure = articles.timeline(table, lang=lang)
        assert (figure.data[-1].yaxis, figure.layout.xaxis2.anchor) == (scale or "y", scale or "y")
        assert figure.layout.to_plotly_json().get("yaxis2", {}).get("side") == (side if scale else None)


def test_the_undated_alone_stand_on_the_common_scale(tables: Tables) -> None:
    alone = tables["trend"][tables["trend"]["period"].isna()]
    assert trend.lines(alone).layout.xaxis2.anchor == "y"
    assert articles.timeline(tables["articles"].assign(period=None)).layout.xaxis2.anchor == "y"
