"""A panel's figure has room for its labels wherever it is drawn."""

from dataclasses import replace
from pathlib import Path

from dashboard.app import panel
from dashboard.app.data import Scene
from dashboard.app.words import Words
from dashboard.charts import trend
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
