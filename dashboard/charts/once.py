"""A figure such that the page draws it once.

Streamlit hands a chart to Plotly and, as soon as it stands, once more: as a copy, with what a click does added. Plotly draws the copy anew, too,
unless it finds nothing new in it. It takes every copy of a template, of `meta` and of packed numbers for another one, and of other arrays as well
where the figure does not say by `datarevision` that its data are the same.
"""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

_AXIS = re.compile(r"[xy]axis\d*")
_CLICKS = {"clickmode": "event+select", "hovermode": "closest", "dragmode": "pan"}
"""What Streamlit adds where clicks on points are heard."""


class _Written(go.Figure):  # type: ignore[misc]
    """A figure that is known by its dictionary alone: Plotly would check another figure's parts one by one."""

    def __init__(self, written: dict[str, Any]) -> None:
        super().__init__(layout={"template": "none"})
        self._written = written

    def to_dict(self) -> dict[str, Any]:
        return self._written


def once(figure: go.Figure, *, clicks: bool) -> go.Figure:
    """The figure for `st.plotly_chart`: it looks the same, its template written out into its layout, its numbers not packed. For nothing else."""
    layout = figure.layout.to_plotly_json()
    looks = layout.pop("template", {}).get("layout", {})
    layout.pop("meta", None)
    axes = {name: looks.get(name[:5], {}) for name in {"xaxis", "yaxis", *filter(_AXIS.fullmatch, layout)}}
    laid = _over({**looks, **axes}, layout)
    return _Written({"data": [_unpacked(trace.to_plotly_json()) for trace in figure.data], "layout": laid | {"datarevision": 1} | (_CLICKS if clicks else {})})


def _over(looks: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The looks and, over them level by level, what is given."""
    merged = {**looks, **given}
    return {name: _over(looks[name], value) if isinstance(value, dict) and isinstance(looks.get(name), dict) else value for name, value in merged.items()}


def _unpacked(part: Any) -> Any:
    """A part of a trace with lists for its arrays of numbers."""
    if isinstance(part, dict):
        return {name: _unpacked(value) for name, value in part.items()}
    return part.tolist() if isinstance(part, np.ndarray) and part.dtype.kind in "biuf" else part
