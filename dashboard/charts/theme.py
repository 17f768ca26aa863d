"""One look for every figure: fonts, colours, and where axes stand in a right-to-left page.

In Arabic the value axis stands on the right, horizontal bars grow from the right to the left, titles and legends begin on the right.
Time runs from left to right in both languages: Arabic newspapers and statistics offices draw it so beside Western digits, and a
reader who compares two outlets' printed charts must not have to turn one round.
"""

from collections.abc import Mapping, Sequence
from functools import cache, reduce
from typing import Any

import plotly.graph_objects as go
from plotly.basedatatypes import BasePlotlyType

from dashboard.charts.labels import label, lines
from dashboard.charts.wording import Lang, say

FONT = "'Noto Sans Arabic', 'Noto Sans', 'Segoe UI', Tahoma, 'Geeza Pro', 'DejaVu Sans', sans-serif"
PAPER = {False: "#FFFFFF", True: "#0E1117"}
INK = {False: "#1F2933", True: "#E6E9EE"}
QUIET = {False: "#6B7280", True: "#9AA3AF"}
GRID = {False: "#E5E7EB", True: "#2B303B"}
UNKNOWN = {False: "#8A8F98", True: "#7E858F"}
SURFACE = {False: "#FFFFFF", True: "#1B2029"}

# Chosen so that any two stay apart for protanopes and deuteranopes, and each has a contrast of 3:1 with the paper (WCAG 1.4.11); a test measures both.
PALETTE = {
    False: (
        "#0072B2",
        "#D55E00",
        "#009E73",
        "#5927A2",
        "#E5659F",
        "#615617",
        "#8F85E7",
        "#731930",
        "#024E61",
        "#90547A",
    ),
    True: (
        "#56B4E9",
        "#E69F00",
        "#00A37A",
        "#9343B2",
        "#FB6EAE",
        "#7BF789",
        "#9B80F8",
        "#B64906",
        "#067275",
        "#EFCBF5",
    ),
}
PALER = (0.0, 0.45, 0.7)
DASHES = ("solid", "dash", "dot", "dashdot")
SEQUENTIAL = {
    False: ("#FFFFFF", "#CFE3F2", "#8FBFE0", "#3D8FC4", "#0072B2", "#003F66"),
    True: ("#0E1117", "#12304A", "#1A5580", "#2F86BF", "#56B4E9", "#C4E6FA"),
}
DIVERGING = {
    False: ("#B04A00", "#E9A97B", "#F7F7F7", "#86B9DC", "#00588A"),
    True: ("#F08A3C", "#7A4A25", "#1B2029", "#235E86", "#7CC8F5"),
}
ROW, HEAD = 30, 96
_NOTE_LENGTH = 150
UNKNOWN_SOURCE = "unknown"


def colours(count: int, *, dark: bool = False) -> list[str]:
    """So many colours: the palette's, then each of them again, paler from round to round."""
    palette = PALETTE[dark]
    return [_paler(palette[at % len(palette)], PALER[at // len(palette) % len(PALER)], dark=dark) for at in range(count)]


def _paler(colour: str, share: float, *, dark: bool) -> str:
    """A colour with a share of the paper's mixed in."""
    mixed = (
        round((1 - share) * int(colour[i : i + 2], 16) + share * int(PAPER[dark][i : i + 2], 16)) for i in (1, 3, 5)
    )
    return "#{:02X}{:02X}{:02X}".format(*mixed) if share else colour


def source_colours(sources: Sequence[str], *, dark: bool = False) -> dict[str, str]:
    """One fixed colour a source.

    Give the whole corpus's ordered sources, not the selection's: then a colour stays with its source under every filter and in every
    chart. `unknown` is grey and uses none up.
    """
    named = [source for source in dict.fromkeys(sources) if source != UNKNOWN_SOURCE]
    return {**dict(zip(named, colours(len(named), dark=dark), strict=True)), UNKNOWN_SOURCE: UNKNOWN[dark]}


def source_dashes(sources: Sequence[str]) -> dict[str, str]:
    """The line style that tells sources apart where there are more of them than colours."""
    named = [source for source in dict.fromkeys(sources) if source != UNKNOWN_SOURCE]
    size = len(PALETTE[False])
    return {
        **{source: DASHES[at // size % len(DASHES)] for at, source in enumerate(named)},
        UNKNOWN_SOURCE: DASHES[0],
    }


def colour_of(keys: Sequence[str], chosen: Mapping[str, str] | None, *, dark: bool) -> dict[str, str]:
    """A colour for each key: the chosen ones, else by the keys' sorted order."""
    return {**source_colours(sorted(keys), dark=dark), **(chosen or {})}


@cache
def template(lang: Lang = "ar", dark: bool = False) -> go.layout.Template:
    """The template of every figure in that language and theme."""
    arabic = lang == "ar"
    axis = {
        "gridcolor": GRID[dark],
        "linecolor": GRID[dark],
        "zerolinecolor": GRID[dark],
        "automargin": True,
        "ticks": "",
        "title": {"standoff": 12},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 13, "color": INK[dark]},
            "title": {
                "font": {"size": 16},
                "x": 1 if arabic else 0,
                "xanchor": "right" if arabic else "left",
                "xref": "paper",
                "y": 0.98,
                "yanchor": "top",
            },
            "paper_bgcolor": PAPER[dark],
            "plot_bgcolor": PAPER[dark],
            "colorway": PALETTE[dark],
            "colorscale": {"sequential": _scale(SEQUENTIAL[dark]), "diverging": _scale(DIVERGING[dark])},
            "margin": {"l": 24, "r": 24, "t": 52, "b": 44},
            "xaxis": axis,
            "yaxis": {**axis, "side": "right" if arabic else "left", "ticklabelstandoff": 6},
            "legend": {
                "orientation": "h",
                "x": 1 if arabic else 0,
                "xanchor": "right" if arabic else "left",
                "y": 1.02,
                "yanchor": "bottom",
                "traceorder": "reversed" if arabic else "normal",
                "bgcolor": "rgba(0,0,0,0)",
            },
            "hoverlabel": {
                "font": {"family": FONT, "size": 13, "color": INK[dark]},
                "bgcolor": SURFACE[dark],
                "bordercolor": GRID[dark],
                "align": "right" if arabic else "left",
            },
            "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": QUIET[dark], "activecolor": INK[dark]},
            "hovermode": "closest",
            "separators": ".,",
        }
    )


def _scale(steps: Sequence[str]) -> list[list[float | str]]:
    return [[round(at / (len(steps) - 1), 3), colour] for at, colour in enumerate(steps)]


def scale(*, diverging: bool, dark: bool) -> list[list[float | str]]:
    """A colour scale from the paper's colour up, or around it."""
    return _scale((DIVERGING if diverging else SEQUENTIAL)[dark])


def figure(
    *, lang: Lang, dark: bool, keys: Sequence[str], title: str | None = None, **layout: Any
) -> go.Figure:
    """An empty figure under our template; `keys` names, in order, what each point's customdata begins with."""
    drawn = go.Figure(layout={"template": template(lang, dark), "meta": {"keys": list(keys)}, **layout})
    if title:
        drawn.layout.title.text = label(title)
    return drawn


def lay(drawn: go.Figure, **parts: Any) -> None:
    """Set parts of a figure's layout over those it has, as its `update_layout` does, in a tenth of the time: that one finds out what to undo."""
    for name, value in parts.items():
        *above, last = name.split("_")
        _set(reduce(lambda part, step: part[step], above, drawn.layout), last, value)


def _set(part: Any, name: str, value: Any) -> None:
    if isinstance(value, dict) and name in part and isinstance(part[name], BasePlotlyType):
        for inner, of in value.items():
            _set(part[name], inner, of)
    else:
        part[name] = value


def empty(
    sentence: str | None = None, *, lang: Lang = "ar", dark: bool = False, keys: Sequence[str] = ()
) -> go.Figure:
    """A figure that says kindly why it shows nothing."""
    drawn = figure(
        lang=lang, dark=dark, keys=keys, height=220, xaxis={"visible": False}, yaxis={"visible": False}
    )
    say_within(drawn, sentence or say("empty", lang), dark=dark)
    return drawn


def say_within(drawn: go.Figure, sentence: str, *, dark: bool = False) -> None:
    """Write a sentence into the middle of a figure that has nothing, or nothing dated, to show."""
    drawn.add_annotation(
        text=label(sentence),
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        showarrow=False,
        font={"size": 15, "color": QUIET[dark]},
    )


def note(drawn: go.Figure, sentence: str, *, lang: Lang = "ar", dark: bool = False) -> go.Figure:
    """The figure with lines under it that say what it counts («214 of 1,310 articles, 3 undated»), so that a picture carries its denominator."""
    noted = go.Figure(drawn)
    said = lines(sentence, _NOTE_LENGTH)
    room = 10 + 16 * len(said)
    bottom = 44 if noted.layout.margin.b is None else noted.layout.margin.b
    lay(noted, margin_b=bottom + room, height=noted.layout.height and noted.layout.height + room)
    noted.add_annotation(
        text="<br>".join(map(label, said)),
        align="right" if lang == "ar" else "left",
        x=1 if lang == "ar" else 0,
        xanchor="right" if lang == "ar" else "left",
        xref="paper",
        y=0,
        yanchor="top",
        yref="paper",
        yshift=-bottom,
        showarrow=False,
        font={"size": 11, "color": QUIET[dark]},
    )
    return noted


def headroom(names: Sequence[str], *, title: str | None) -> int:
    """The top margin under which a title and a legend of these names stand clear of each other at common widths."""
    legend_rows = -(-sum(7 * len(name) + 46 for name in names) // 840) if len(names) > 1 else 0
    return 20 + (32 if title else 0) + 24 * legend_rows


def height(rows: int) -> int:
    """Pixels that give each horizontal bar room, few or many."""
    return HEAD + ROW * max(rows, 2)
