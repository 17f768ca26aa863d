"""A figure's numbers in Arabic-Indic digits. Plotly writes Western digits only, so that ticks, labels and hover lines are worked out here."""

import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

ARABIC = str.maketrans("0123456789,.%", "٠١٢٣٤٥٦٧٨٩٬٫٪")
_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_TAG = re.compile("(<[^>]*>)")
_TOKEN = re.compile(r"%\{(x|y|z|customdata\[(\d+)\]):([^}]*)\}")
_FORMAT = re.compile(r"(,?)(~?)(?:\.(\d+))?([rf%]?)")
_TICKS = 5


def arabic(figure: go.Figure) -> go.Figure:
    """The figure with its dates, ticks, labels and hover lines in Arabic-Indic digits; names from the data stay as they are."""
    drawn = go.Figure(figure)
    for name in [name for name in drawn.layout if re.fullmatch(r"[xy]axis\d*", name)]:
        _axis(drawn, name)
    for trace in drawn.data:
        _templates(trace)
        if trace.type == "heatmap":
            low, high = _reach(trace)
            values = [value for value in ticks(low, high) if trace.colorbar.dtick != 1 or float(value).is_integer()]
            trace.colorbar.update(tickvals=values, ticktext=[formatted(value, ",~r") for value in values])
        if trace.hovertext is not None and _layout_axis(drawn, trace, "x").type == "date":
            trace.hovertext = [text_digits(text) for text in trace.hovertext]
    return drawn


def text_digits(text: str) -> str:
    """A text of a figure with its digits exchanged, its tags untouched."""
    return "".join(part if part.startswith("<") else part.translate(_DIGITS) for part in _TAG.split(text))


def formatted(value: Any, form: str) -> str:
    """A number as d3's format (`,` `,~r` `.1%` `,.2f`) writes it, in Arabic-Indic digits; "" for none."""
    if value is None or isinstance(value, str) or value != value:
        return "" if value is None or value != value else str(value)
    found = _FORMAT.fullmatch(form)
    comma, places, kind = (found[1], found[3], found[4]) if found else ("", None, "")
    if kind in ("f", "%") and places is not None:
        written = f"{value:{comma}.{places}{kind}}"
    elif float(value).is_integer():
        written = f"{int(value):{comma}}"
    else:
        written = f"{float(f'{value:.6g}'):{comma}}"
    return written.translate(ARABIC)


def ticks(low: float, high: float, count: int = _TICKS) -> list[float]:
    """About `count` round numbers between two others (1, 2 or 5 times a power of ten apart), after Heckbert (1990)."""
    low, high = min(low, high), max(low, high)
    if not math.isfinite(high - low) or high <= low:
        return [low] if math.isfinite(low) else []
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * unit for unit in (1, 2, 5, 10) if power * unit >= rough * 0.7)
    first = math.ceil(low / step - 1e-9)
    return [round(at * step, 10) for at in range(first, math.floor(high / step + 1e-9) + 1)]


def _axis(drawn: go.Figure, name: str) -> None:
    axis = drawn.layout[name]
    if axis.title.text:
        axis.title.text = text_digits(axis.title.text)
    if axis.ticktext and axis.type != "category":
        axis.ticktext = [text_digits(text) for text in axis.ticktext]
    if axis.type in ("date", "category") or axis.tickvals is not None or axis.visible is False:
        return
    ends = axis.range or _extent(drawn, name)
    if ends is None:
        return
    values = ticks(float(ends[0]), float(ends[1]))
    if axis.dtick == 1:
        values = [value for value in values if float(value).is_integer()]
    axis.update(tickmode="array", tickvals=values, ticktext=[formatted(value, axis.tickformat or ",~r") for value in values])


def _layout_axis(drawn: go.Figure, trace: Any, letter: str) -> Any:
    held = getattr(trace, f"{letter}axis", None) or letter
    return drawn.layout[f"{letter}axis{held[1:]}"]


def _extent(drawn: go.Figure, name: str) -> tuple[float, float] | None:
    """From nothing to the farthest value on an axis, stacked bars added up; None where it bears no numbers."""
    letter, number = name[0], name[5:]
    held = [trace for trace in drawn.data if (getattr(trace, f"{letter}axis", None) or letter) == letter + number and trace[letter] is not None]
    across = "y" if letter == "x" else "x"
    most, least = 0.0, 0.0
    stacked: dict[Any, float] = {}
    for trace in held:
        values = [float(value) for value in trace[letter] if _number(value)]
        if not values:
            continue
        if trace.type == "bar" and drawn.layout.barmode == "stack":
            for place, value in zip(trace[across], trace[letter], strict=True):
                stacked[str(place)] = stacked.get(str(place), 0.0) + (float(value) if _number(value) else 0.0)
        most, least = max(most, *values), min(least, *values)
    most = max([most, *stacked.values()])
    return (least, most) if held and most > least else None


def _number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and bool(np.isfinite(value))


def _reach(trace: Any) -> tuple[float, float]:
    values = np.asarray(trace.z, float)
    low = trace.zmin if trace.zmin is not None else np.nanmin(values)
    high = trace.zmax if trace.zmax is not None else np.nanmax(values)
    return float(low), float(high)


def _templates(trace: Any) -> None:
    """Put numbers that a trace's templates format into its customdata as texts, and have the templates show those."""
    templates = {name: trace[name] for name in ("hovertemplate", "texttemplate") if name in trace and isinstance(trace[name], str)}
    tokens = list(dict.fromkeys(found[0] for text in templates.values() for found in _TOKEN.finditer(text)))
    if not tokens:
        return
    count = next(len(trace[letter]) for letter in ("x", "y") if trace[letter] is not None)
    rows = [list(row) for row in trace.customdata] if trace.customdata is not None else [[] for _ in range(count)]
    width = max(map(len, rows), default=0)
    for token in tokens:
        found = _TOKEN.fullmatch(token)
        assert found is not None
        for row, value in zip(rows, _values(trace, found, rows), strict=True):
            row.append(formatted(value, found[3]))
    trace.customdata = rows
    for name, text in templates.items():
        for at, token in enumerate(tokens, width):
            text = text.replace(token, f"%{{customdata[{at}]}}")
        trace[name] = text


def _values(trace: Any, token: re.Match[str], rows: Sequence[Sequence[Any]]) -> Iterable[Any]:
    if token[2]:
        return [row[int(token[2])] for row in rows]
    return [value.item() if hasattr(value, "item") else value for value in trace[token[1]]]
