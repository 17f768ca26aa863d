"""What a page is given of a figure: the same picture, in a form that Plotly knows again when it is handed it twice."""

import json

import numpy as np
import plotly.graph_objects as go
import plotly.io

from dashboard.charts import theme
from dashboard.charts.once import once


def figure() -> go.Figure:
    drawn = theme.figure(lang="ar", dark=True, keys=["term"], title="عنوان", xaxis={"title": {"text": "n"}}, yaxis2={"overlaying": "y"})
    return drawn.add_bar(x=np.array([3, 1]), y=["أ", "ب"], customdata=[["a"], ["b"]], marker={"color": np.array([0.5, 0.25])})


def test_nothing_in_it_is_new_to_plotly_the_second_time() -> None:
    written = json.loads(plotly.io.to_json(once(figure(), clicks=False).to_dict(), validate=False))
    assert not {"template", "meta", "clickmode"} & set(written["layout"])
    assert written["layout"]["datarevision"] == 1
    assert written["data"][0]["x"] == [3, 1]
    assert written["data"][0]["marker"]["color"] == [0.5, 0.25]


def test_the_template_stands_in_the_layout_under_what_the_figure_says_itself() -> None:
    drawn = figure()
    layout, looks = once(drawn, clicks=False).to_dict()["layout"], drawn.layout.template.layout
    assert layout["font"]["color"] == looks.font.color
    assert layout["xaxis"]["title"] == {"text": "n", "standoff": looks.xaxis.title.standoff}
    assert layout["yaxis2"]["side"] == looks.yaxis.side
    assert layout["title"]["text"] == drawn.layout.title.text
    assert drawn.layout.meta["keys"] == ["term"]


def test_what_a_click_does_is_said_beforehand() -> None:
    layout = once(figure(), clicks=True).to_dict()["layout"]
    assert (layout["clickmode"], layout["dragmode"]) == ("event+select", "pan")
