"""Charts whose bars are split: naming, speakers, quotes, origins."""

import pandas as pd
import pytest

from dashboard.charts import about, naming, quotes, sources, speakers

Tables = dict[str, pd.DataFrame]


def pieces(figure):
    return [
        (point[1], point[2], point[6], point[7], trace.marker.pattern.shape)
        for trace in figure.data
        if trace.customdata is not None
        for point in trace.customdata
    ]


def test_a_form_is_split_by_how_it_stands(tables: Tables) -> None:
    assert pieces(naming.bars(tables["naming"])) == [
        ("al-fajr", "كاراباخ", "plain", 3, ""),
        ("al-fajr", "كاراباخ", "spoken", 3, "."),
        ("al-mada", "قره باغ", "marked", 3, "/"),
        ("al-mada", "الإقليم", "plain", 1, ""),
    ]


def test_shares_of_a_source_sum_to_one(tables: Tables) -> None:
    figure = naming.bars(tables["naming"])
    summed = {"al-fajr": 0.0, "al-mada": 0.0}
    for trace in figure.data:
        if trace.customdata is not None:
            for source, length in zip(trace.y, trace.x, strict=True):
                summed[source] += length
    assert summed == {"al-fajr": pytest.approx(1), "al-mada": pytest.approx(1)}


def test_the_key_names_forms_once_marks_epithets_and_explains_the_patterns(tables: Tables) -> None:
    shown = [trace.name for trace in naming.bars(tables["naming"], lang="en").data if trace.showlegend is not False]
    assert [name.strip("\u2067\u2068\u2069") for name in shown] == [
        "كاراباخ", "قره باغ", "الإقليم (epithet)", "In quotation marks", "In reported or quoted speech",
    ]  # fmt: skip


def test_naming_points_carry_actor_source_form_and_marks(tables: Tables) -> None:
    point = naming.bars(tables["naming"]).data[0].customdata[0]
    assert list(point)[:6] == ["k", "al-fajr", "كاراباخ", 6, 0.0, 0.5]


def test_rare_forms_are_added_up_with_their_marks_weighed(tables: Tables) -> None:
    rest = [trace for trace in naming.bars(tables["naming"], forms=1).data if trace.customdata is not None and trace.customdata[0][2] == naming.OTHER]
    assert [list(trace.customdata[0][2:5]) for trace in rest] == [[naming.OTHER, 4, 0.75]] * 2


def test_forms_keep_their_colours_over_time_and_the_undated_stand_aside(tables: Tables) -> None:
    bars, time = naming.bars(tables["naming"]), naming.over_time(tables["naming"], share=True)
    colours = {trace.customdata[0][2]: trace.marker.color for trace in bars.data if trace.customdata is not None}
    drawn = [trace for trace in time.data if len(trace.customdata)]
    assert {trace.customdata[0][0]: trace.marker.color for trace in drawn} == colours
    assert {trace.customdata[0][0]: (trace.customdata[0][1], trace.xaxis) for trace in drawn} == {
        "كاراباخ": ("2020-10", None), "قره باغ": ("2020-11", None), "الإقليم": (None, "x2"),
    }  # fmt: skip


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


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("source", {(None, "al-fajr", "neutral"): 3, (None, "al-fajr", "claiming"): 2}, id="by source"),
        pytest.param("speaker", {("samir", None, "neutral"): 2, ("samir", None, "claiming"): 2, (None, None, "neutral"): 1}, id="by speaker"),
    ],
)
def test_who_said_and_who_claimed_is_told_by_class_of_verb(row: str, expected: dict, tables: Tables) -> None:
    figure = speakers.classes(tables["verbs"], row=row)
    assert {tuple(point[:3]): point[3] for trace in figure.data for point in trace.customdata} == expected


def test_a_cell_carries_who_speaks_and_about_whom(tables: Tables) -> None:
    points = about.heatmap(tables["about"]).data[1].customdata
    assert [list(point) for point in points] == [["samir", "armenia", 3, 2], ["samir", "baku", 1, 1]]
