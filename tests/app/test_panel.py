"""A panel's figure has room for its labels wherever it is drawn."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard.app import panel
from dashboard.app.data import Scene
from dashboard.app.words import Words
from dashboard.charts import articles, trend
from dashboard.corpus import Corpus
from dashboard.selection import Selection


def test_beside_another_selection_a_time_axis_has_as_few_ticks_as_on_a_phone(sample_cache: Path) -> None:
    scene = Scene(Corpus.open(sample_cache), sample_cache, Selection(), Words("ar"))
    table = scene.table("trend", series=["مصر"], every="week")
    wide, phone, beside = (
        panel._noted(trend.lines(table), one).layout.xaxis.tickvals for one in (scene, replace(scene, narrow=True), replace(scene, side="a"))
    )
    assert beside == phone
    assert len(beside) < len(wide)


@pytest.mark.parametrize(("names", "width"), [(("Ufuq", "Sada"), 0.46), (("Ufuq", "Al-Marfa News Agency"), 0.94)])
def test_names_too_long_for_half_a_phone_stand_below_each_other(sample_cache: Path, names: tuple[str, str], width: float) -> None:
    scene = Scene(Corpus.open(sample_cache), sample_cache, Selection(), Words("en"), narrow=True)
    table = pd.DataFrame([(name, "2020-01-01", 2) for name in names], columns=["series", "period", "count"])
    assert panel._noted(articles.timeline(table, lang="en"), scene).layout.legend.entrywidth == width
