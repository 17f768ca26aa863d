"""Charts whose bars are split: naming, speakers, quotes, origins."""

import pandas as pd
import pytest

from dashboard.charts import naming, quotes, sources, speakers

Tables = dict[str, pd.DataFrame]


def test_a_form_that_stands_in_marks_is_hatched(tables: Tables) -> None:
    figure = naming.bars(tables["naming"])
    hatched = {
        point[2]: shape
        for trace in figure.data
        for point, shape in zip(trace.customdata, trace.marker.pattern.shape, strict=True)
    }
    assert hatched == {"كاراباخ": "", "قره باغ": "/"}


def test_naming_points_carry_actor_source_form_and_marks(tables: Tables) -> None:
    point = naming.bars(tables["naming"]).data[0].customdata[0]
    assert list(point) == ["k", "al-fajr", "كاراباخ", 6, 0.0, 0.5]


def test_rare_forms_are_added_up_with_their_marks_weighed(tables: Tables) -> None:
    rest = naming.bars(tables["naming"].assign(in_quotes=0.0), forms=1).data[1]
    assert rest.customdata[0][2:5] == [naming.OTHER, 3, 1.0]


def test_a_speaker_without_a_slug_keeps_the_name_in_the_text(tables: Tables) -> None:
    figure = speakers.bars(tables["speakers"])
    assert list(figure.layout.yaxis.tickvals) == ["samir", "مصدر"]
    assert [None, "al-fajr"] in [list(point[:2]) for trace in figure.data for point in trace.customdata]


@pytest.mark.parametrize("chart", [speakers.share, speakers.verbs, sources.origins])
def test_the_shares_of_a_source_sum_to_one(chart, tables: Tables) -> None:
    figure = chart(tables["sources" if chart is sources.origins else "speakers"])
    sums: dict[str, float] = {}
    for trace in figure.data:
        for source, share in zip(trace.y, trace.x, strict=True):
            sums[source] = sums.get(source, 0) + share
    assert sums == pytest.approx(dict.fromkeys(sums, 1.0))


def test_what_is_beyond_the_commonest_speakers_is_one_part(tables: Tables) -> None:
    figure = speakers.share(tables["speakers"], limit=1)
    assert [trace.customdata[0][1] for trace in figure.data] == ["samir", None]


def test_agency_shares_stand_beside_the_sources_own(tables: Tables) -> None:
    figure = sources.origins(tables["sources"])
    assert [(point[0], point[1], point[2]) for trace in figure.data for point in trace.customdata] == [
        ("al-fajr", "own", 5),
        ("al-mada", "own", 4),
        ("al-fajr", "reuters", 4),
        ("al-fajr", "afp", 1),
    ]


def test_kinds_of_quotes_are_counted_by_source(tables: Tables) -> None:
    figure = quotes.bars(tables["quotes"])
    assert {
        (point[0], point[1]): value
        for trace in figure.data
        for point, value in zip(trace.customdata, trace.x, strict=True)
    } == {
        ("al-fajr", "direct"): 1,
        ("al-fajr", "indirect"): 1,
        ("al-mada", "direct"): 1,
    }
