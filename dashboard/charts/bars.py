"""Horizontal bars, the shape that lists of names want: the words read as words, the longest bar on top."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.labels import LEFT_TO_RIGHT_ISOLATE, hover, label
from dashboard.charts.wording import Lang, say
from dashboard.text.letters import POP_ISOLATE

TICK_LENGTH = 34
ROOM_FOR_NUMBERS = 1.14
PERCENT, WHOLE, DECIMAL = ".1%", ",", ",.2f"
FEW = 5
"""Up to here an axis of counts has a tick at every whole number: left alone it would count in fifths."""


def names_of(keys: Sequence[str], names: Mapping[str, str] | None) -> list[str]:
    """Each key's name as the reader knows it, the key itself where it has none."""
    return [(names or {}).get(key) or key for key in keys]


def rows_axis(keys: Sequence[str], names: Mapping[str, str] | None, lang: Lang) -> dict[str, Any]:
    """A category axis that holds raw keys and shows escaped labels, the first on top."""
    return {
        "type": "category",
        "range": [len(keys) - 0.5, -0.5],
        "categoryorder": "array",
        "categoryarray": list(keys),
        "side": "right" if lang == "ar" else "left",
        "tickmode": "array",
        "tickvals": list(keys),
        "ticktext": [label(name, TICK_LENGTH) for name in names_of(keys, names)],
        "showgrid": False,
    }


def values_axis(most: float, lang: Lang, *, form: str = WHOLE, title: str | None = None) -> dict[str, Any]:
    """An axis from nothing to `most` that runs the way the language reads, with room for the number at the bar's end."""
    end = (most or 1) * ROOM_FOR_NUMBERS
    return {
        "range": [end, 0] if lang == "ar" else [0, end],
        "tickformat": ".0%" if form == PERCENT else ",~r",
        "nticks": 6,
        **({"dtick": 1} if form == WHOLE and 0 < most <= FEW else {}),
        "title": {"text": label(title) if title else None},
        "showgrid": True,
    }


def single(
    table: pd.DataFrame,
    *,
    key: str,
    value: str,
    names: Mapping[str, str] | None = None,
    shown: Sequence[tuple[str, str, str]] = (),
    colours: Mapping[str, str] | None = None,
    form: str = WHOLE,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """One bar a row of `table`, in its order, as long as `value`.

    `shown` adds hover lines (column, wording key, d3 format); with an empty wording key the column is only carried. A point's customdata
    is [key, then the shown columns].
    """
    rows = table.dropna(subset=[value])
    if rows.empty:
        return theme.empty(lang=lang, dark=dark, keys=[key])
    keys = rows[key].astype(str).tolist()
    columns = [column for column, _, _ in shown]
    drawn = theme.figure(
        lang=lang,
        dark=dark,
        keys=[key, *columns],
        title=title,
        height=theme.height(len(keys)),
        bargap=0.28,
        showlegend=False,
    )
    lines = [
        (value, f"%{{x:{form}}}"),
        *(
            (word, f"%{{customdata[{at}]:{shape}}}")
            for at, (column, word, shape) in enumerate(shown, 1)
            if word and column != value
        ),
    ]
    drawn.add_bar(
        orientation="h",
        x=rows[value].to_numpy(),
        y=keys,
        customdata=rows[[key, *columns]]
        .astype(object)
        .where(rows[[key, *columns]].notna(), None)
        .to_numpy()
        .tolist(),
        hovertext=[label(name) for name in names_of(keys, names)],
        hovertemplate=hover("%{hovertext}", *lines, lang=lang),
        texttemplate=f"%{{x:{form}}}",
        textposition="outside",
        cliponaxis=False,
        textfont={"size": 11, "color": theme.QUIET[dark]},
        marker={
            "color": [colours.get(each, theme.PALETTE[dark][0]) for each in keys]
            if colours
            else theme.PALETTE[dark][0],
            "line": {"width": 0},
        },
    )
    theme.lay(
        drawn,
        yaxis=rows_axis(keys, names, lang),
        xaxis=values_axis(float(rows[value].max()), lang, form=form, title=say(value, lang)),
    )
    return drawn


def stacked(
    table: pd.DataFrame,
    *,
    row: str,
    part: str,
    value: str,
    row_names: Mapping[str, str] | None = None,
    part_names: Mapping[str, str] | None = None,
    shown: Sequence[tuple[str, str, str]] = (),
    keys: Sequence[str] | None = None,
    order: Sequence[str] | None = None,
    colours: Mapping[str, str] | None = None,
    within: bool = False,
    form: str = WHOLE,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """One bar a `row`, its parts side by side in the order in which they first appear; with `within`, each part's name inside its piece.

    `order` puts the bars from top to bottom, otherwise they stand as they first appear. A point's customdata is [keys (by default row and part), then the shown columns].
    """
    rows = table.dropna(subset=[value])
    rows = rows[rows[value] > 0]
    begins = list(keys or (row, part))
    if rows.empty:
        return theme.empty(lang=lang, dark=dark, keys=begins)
    present = dict.fromkeys(rows[row].astype(str))
    order = [each for each in order if each in present] if order else list(present)
    parts = list(dict.fromkeys(rows[part].astype(str)))
    paint = {**dict(zip(parts, theme.colours(len(parts), dark=dark), strict=True)), **(colours or {})}
    columns = [*begins, *(column for column, _, _ in shown)]
    drawn = theme.figure(
        lang=lang,
        dark=dark,
        keys=columns,
        title=title,
        height=theme.height(len(order)) + 24,
        bargap=0.28,
        barmode="stack",
        margin_t=theme.headroom(names_of(parts, part_names), title=title),
        uniformtext={"minsize": 9, "mode": "hide"},
    )
    lines = [
        (value, f"%{{x:{form}}}"),
        *(
            (word, f"%{{customdata[{at}]:{shape}}}")
            for at, (_, word, shape) in enumerate(shown, len(begins))
            if word
        ),
    ]
    titles = dict(zip(order, (label(name) for name in names_of(order, row_names)), strict=True))
    for name, each in zip(names_of(parts, part_names), parts, strict=True):
        piece = rows[rows[part].astype(str) == each]
        drawn.add_bar(
            orientation="h",
            x=piece[value].to_numpy(),
            y=piece[row].astype(str).tolist(),
            name=label(name, TICK_LENGTH),
            customdata=piece[columns].astype(object).where(piece[columns].notna(), None).to_numpy().tolist(),
            hovertext=[f"{titles[at]} · {label(name)}" for at in piece[row].astype(str)],
            hovertemplate=hover("%{hovertext}", *lines, lang=lang),
            text=label(name, TICK_LENGTH) if within else None,
            textposition="inside" if within else "none",
            insidetextanchor="middle",
            textangle=0,
            constraintext="inside",
            marker={"color": paint[each], "line": {"width": 1, "color": theme.PAPER[dark]}},
        )
    longest = float(rows.groupby(row)[value].sum().max()) / ROOM_FOR_NUMBERS
    theme.lay(
        drawn,
        yaxis=rows_axis(order, row_names, lang),
        xaxis=values_axis(longest, lang, form=form, title=say(value, lang)),
    )
    return drawn


def opposed(
    sides: Mapping[str, pd.DataFrame],
    *,
    value: str,
    keys: Sequence[str],
    called: Callable[[pd.DataFrame], list[str]],
    side_names: Mapping[str, str],
    lines: Sequence[tuple[str, str]],
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """Two sides' rows as bars that grow away from one another, as long as `value`; the first side stands where the language begins to read.

    Customdata: [keys, then value]; the key "side" is the side's own. `lines` are the hover lines (wording key, d3 value).
    """
    depth = max(map(len, sides.values()), default=0)
    if not depth:
        return theme.empty(lang=lang, dark=dark, keys=keys)
    drawn = theme.figure(
        lang=lang, dark=dark, keys=keys, title=title, height=theme.height(depth) + 24, bargap=0.28, barmode="overlay"
    )
    start = 1 if lang == "ar" else -1
    for colour, sign, (side, part) in zip(theme.PALETTE[dark], (start, -start), sides.items(), strict=False):
        names = called(part)
        drawn.add_bar(
            orientation="h",
            x=sign * part[value].abs().to_numpy(),
            y=list(range(len(part))),
            name=label(side_names[side]),
            customdata=part.assign(side=side)[[*keys, value]].to_numpy().tolist(),
            text=[label(name, TICK_LENGTH) for name in names],
            textposition="outside",
            cliponaxis=False,
            hovertext=[label(name) for name in names],
            hovertemplate=hover("%{hovertext}", *lines, lang=lang),
            marker={"color": colour, "line": {"width": 0}},
        )
    longest = float(max(part[value].abs().max() for part in sides.values() if len(part)))
    ticks = _round_steps(longest)
    theme.lay(
        drawn,
        xaxis={
            "range": [-1.35 * longest, 1.35 * longest],
            "tickmode": "array",
            "tickvals": [-tick for tick in ticks[:0:-1]] + ticks,
            "ticktext": [_number(tick) for tick in ticks[:0:-1] + ticks],
            "zeroline": True,
            "title": {"text": label(say(value, lang))},
        },
        yaxis={"visible": False, "range": [depth - 0.5, -0.5]},
    )
    return drawn


def _round_steps(most: float) -> list[float]:
    """Zero and up to three round steps that stay below `most`."""
    size = 10 ** np.floor(np.log10(most / 2 or 1))
    step = next((size * factor for factor in (5, 2, 1) if size * factor * 2 <= most), size)
    return [float(step * at) for at in range(4) if step * at <= most]


def _number(value: float) -> str:
    return f"{LEFT_TO_RIGHT_ISOLATE}{value:,.10g}{POP_ISOLATE}"
