"""Periods are what the calendar says, and articles by period are shares of what appeared then."""

import datetime

import numpy as np
import pandas as pd
import pytest

from dashboard.corpus import Corpus
from dashboard.errors import CallError
from dashboard.measures import periods
from dashboard.measures.trend import timeline

EPOCH = datetime.date(1970, 1, 1)


@pytest.mark.parametrize(
    ("every", "day", "label"),
    [
        pytest.param("week", "2020-10-11", "2020-W41", id="ISO weeks end on Sunday"),
        pytest.param("week", "2021-01-01", "2020-W53", id="ISO year"),
        pytest.param("week-sun", "2020-10-11", "2020-10-11/2020-10-17", id="Sunday begins its week"),
        pytest.param("week-sun", "2020-10-10", "2020-10-04/2020-10-10", id="Saturday ends it"),
        pytest.param("week-sat", "2020-10-10", "2020-10-10/2020-10-16", id="Saturday begins its week"),
        pytest.param("week-sat", "1969-12-26", "1969-12-20/1969-12-26", id="before 1970"),
    ],
)
def test_a_week_begins_on_the_day_that_was_chosen(every: str, day: str, label: str) -> None:
    number = periods.numbers(np.array([(datetime.date.fromisoformat(day) - EPOCH).days], np.int32), every)
    assert periods.label(int(number[0]), every) == label


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(CallError, match="--every 'fortnight'"):
        periods.numbers(np.zeros(1, np.int32), "fortnight")


@pytest.mark.parametrize("by", ["source", "region", "all"])
@pytest.mark.parametrize("every", dict.fromkeys([*periods.EVERY, *periods.WEEKS]))
def test_a_timeline_counts_every_article_once_however_it_is_split(corpus: Corpus, every: str, by: str) -> None:
    view = corpus.view()
    table = timeline(view, every=every, by=by)
    assert table["count"].sum() == view.size
    shares = table.groupby(table["period"].fillna("undated"))["share"].sum()
    assert np.allclose(shares[shares > 0], 1)


def test_a_share_is_of_all_articles_of_the_period(corpus: Corpus) -> None:
    whole = timeline(corpus.view(), every="month", by="all").set_index("period")["count"]
    first = corpus.generation.source_slugs[0]
    part = timeline(corpus.view(source=first), every="month", by="all")
    expected = [count / whole[period] if pd.notna(period) else count / whole[whole.index.isna()].iloc[0] for period, count in zip(part["period"], part["count"], strict=True)]
    assert np.allclose(part["share"].fillna(0), np.nan_to_num(expected))


def test_nothing_gives_an_empty_timeline(corpus: Corpus) -> None:
    assert timeline(corpus.view(since="1900-01-01", until="1900-01-02")).empty
