"""What holds for every chart: raw keys for clicks, escaped text for eyes, a kind sentence for nothing, little JSON."""

import json
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import charts
from dashboard.charts.wording import say

PAYLOAD = "<img src=x onerror=alert(1)>"
Tables = dict[str, pd.DataFrame]
DRAWN: dict[str, tuple[list[str], Callable[..., go.Figure]]] = {
    "terms.bars": (["terms"], charts.terms.bars),
    "terms.dispersion": (["terms"], charts.terms.dispersion),
    "terms.keyness": (["keyness"], charts.terms.keyness),
    "trend.lines": (["trend"], charts.trend.lines),
    "articles.timeline": (["articles"], charts.articles.timeline),
    "sources.bars": (["sources"], charts.sources.bars),
    "sources.origins": (["sources"], charts.sources.origins),
    "actors.bars": (["actors"], charts.actors.bars),
    "comentions.heatmap": (["comentions"], charts.comentions.heatmap),
    "comentions.network": (["comentions", "actors"], charts.comentions.network),
    "naming.bars": (["naming"], charts.naming.bars),
    "naming.over_time": (["naming"], charts.naming.over_time),
    "speakers.bars": (["speakers"], charts.speakers.bars),
    "speakers.share": (["speakers"], charts.speakers.share),
    "speakers.verbs": (["speakers"], charts.speakers.verbs),
    "speakers.classes": (["verbs"], charts.speakers.classes),
    "about.heatmap": (["about"], charts.about.heatmap),
    "quotes.bars": (["quotes"], charts.quotes.bars),
    "collocates.bars": (["collocates"], charts.collocates.bars),
}
every_chart = pytest.mark.parametrize("chart", DRAWN)


def draw(chart: str, tables: Tables, **options: object) -> go.Figure:
    nouns, function = DRAWN[chart]
    return function(*(tables[noun] for noun in nouns), **options)


def shown(figure: go.Figure) -> list[str]:
    """Every text of the figure that plotly would read as markup."""
    layout = figure.to_dict()["layout"]
    texts = [note["text"] for note in layout.get("annotations", ())]
    for name, part in layout.items():
        if name.startswith(("xaxis", "yaxis")):
            texts += [*part.get("ticktext", ()), (part.get("title") or {}).get("text") or ""]
    texts.append((layout.get("title") or {}).get("text") or "")
    for trace in figure.to_dict()["data"]:
        for key in ("name", "text", "hovertext"):
            value = trace.get(key)
            texts += [value] if isinstance(value, str) else list(value if value is not None else ())
    return texts


@every_chart
@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("dark", [False, True])
def test_every_chart_is_drawn_in_both_languages_and_themes(
    chart: str, lang: str, dark: bool, tables: Tables
) -> None:
    figure = draw(chart, tables, lang=lang, dark=dark, title="عنوان")
    assert figure.data
    assert "عنوان" in figure.layout.title.text


@every_chart
def test_a_table_without_rows_gives_a_kind_sentence(chart: str, tables: Tables) -> None:
    figure = draw(chart, {noun: table.head(0) for noun, table in tables.items()}, lang="ar")
    assert not figure.data
    assert any(say(key, "ar") in figure.layout.annotations[0].text for key in ("empty", "no_pairs"))


@every_chart
def test_every_point_carries_the_keys_that_the_figure_names(chart: str, tables: Tables) -> None:
    figure = draw(chart, tables)
    clickable = [trace for trace in figure.data if trace.customdata is not None]
    assert clickable
    assert all(
        len(point) >= len(figure.layout.meta["keys"]) for trace in clickable for point in trace.customdata
    )


@every_chart
def test_text_from_the_data_is_never_markup(chart: str, tables: Tables) -> None:
    hostile = {
        noun: table.map(
            lambda value: (
                f"{value}{PAYLOAD}" if isinstance(value, str) and not value.startswith("2020") else value
            )
        )
        for noun, table in tables.items()
    }
    hostile["quotes"] = tables["quotes"].assign(source=PAYLOAD)
    texts = shown(draw(chart, hostile, title=PAYLOAD))
    assert any("&lt;img" in text for text in texts)
    assert not any("<img" in text for text in texts)


@every_chart
def test_a_figure_is_small(chart: str, tables: Tables) -> None:
    assert len(draw(chart, tables).to_json()) < 9_000


@every_chart
def test_a_figure_is_plain_json_and_the_same_each_time(chart: str, tables: Tables) -> None:
    assert json.loads(draw(chart, tables).to_json()) == json.loads(draw(chart, tables).to_json())
