from itertools import combinations

import numpy as np
import pytest

from dashboard.charts import theme
from dashboard.charts.wording import WORDING, load, say
from dashboard.errors import DataFileError

# How protanopes and deuteranopes see linear RGB, after Machado, Oliveira and Fernandes (2009), severity 1.
VISION = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def distance(one: str, other: str, vision: str) -> float:
    seen = [
        TO_OKLAB @ np.cbrt(TO_LMS @ np.clip(VISION[vision] @ linear(colour), 0, 1)) for colour in (one, other)
    ]
    return float(np.linalg.norm(seen[0] - seen[1]))


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", VISION)
def test_any_two_colours_stay_apart_for_every_eye(dark: bool, vision: str) -> None:
    assert min(distance(one, other, vision) for one, other in combinations(theme.PALETTE[dark], 2)) > 0.07


@pytest.mark.parametrize("dark", [False, True])
def test_every_colour_stands_out_from_the_paper(dark: bool) -> None:
    assert (
        min(contrast(colour, theme.PAPER[dark]) for colour in (*theme.PALETTE[dark], theme.UNKNOWN[dark]))
        >= 3
    )
    assert min(contrast(ink, theme.PAPER[dark]) for ink in (theme.INK[dark], theme.QUIET[dark])) >= 4.5


def test_a_source_keeps_its_colour_under_a_filter() -> None:
    corpus = ["al-fajr", "al-mada", "unknown", "an-nahda"]
    paint = theme.source_colours(corpus)
    assert (
        theme.colour_of(["an-nahda"], paint, dark=False)["an-nahda"]
        == paint["an-nahda"]
        == theme.PALETTE[False][2]
    )
    assert paint["unknown"] == theme.UNKNOWN[False]


def test_sources_beyond_the_palette_differ_by_their_line() -> None:
    corpus = [f"s{at:02}" for at in range(25)]
    paint, dash = theme.source_colours(corpus), theme.source_dashes(corpus)
    assert len({(paint[source], dash[source]) for source in corpus}) == len(corpus)


def test_thirty_sources_have_thirty_colours() -> None:
    corpus = [f"s{at:02}" for at in range(30)]
    assert len(set(theme.source_colours(corpus).values())) == len(corpus) + 1


def test_an_empty_figure_says_so_kindly() -> None:
    assert say("empty", "ar") in theme.empty(lang="ar").layout.annotations[0].text
    assert "ما من &lt;b&gt;" in theme.empty("ما من <b>").layout.annotations[0].text


def test_a_note_stands_under_the_figure_and_leaves_the_original_alone() -> None:
    bare = theme.figure(lang="en", dark=False, keys=[], height=300)
    noted = theme.note(bare, "214 of 1,310 articles", lang="en")
    assert "214 of 1,310 articles" in noted.layout.annotations[0].text
    assert noted.layout.height > 300
    assert not bare.layout.annotations


def test_arabic_figures_begin_on_the_right() -> None:
    arabic, english = theme.template("ar").layout, theme.template("en").layout
    assert (arabic.yaxis.side, arabic.legend.xanchor, arabic.title.xanchor) == ("right",) * 3
    assert (english.yaxis.side, english.legend.xanchor, english.title.xanchor) == ("left",) * 3


def test_every_word_stands_in_both_languages(tmp_path) -> None:
    assert load(WORDING)
    broken = tmp_path / "wording.toml"
    broken.write_text('count = { ar = "التكرار" }', "utf-8")
    with pytest.raises(DataFileError, match="count"):
        load(broken)


@pytest.mark.parametrize(
    "parts",
    [
        {"title": {"text": "a", "font": {"size": 9}}, "height": 300},
        {"xaxis_title_text": "x", "margin_t": 3},
        {"xaxis_title": {"standoff": 4}, "xaxis2": {"domain": [0, 0.5]}, "yaxis": {"tickvals": [1, 2]}},
        {"meta": {"keys": ["b"]}, "annotations": [{"text": "c"}], "height": None},
    ],
)
def test_a_layout_is_set_as_plotly_itself_would(parts: dict[str, object]) -> None:
    ours, theirs = (theme.figure(lang="ar", dark=False, keys=["a"], title="t", xaxis={"title": {"text": "n"}}, height=200) for _ in range(2))
    theme.lay(ours, **parts)
    theirs.update_layout(**parts)
    assert ours.to_dict() == theirs.to_dict()
