"""A panel: a heading, what it shows, what clicking does, and everything that can be taken away from it."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.app import downloads, near, parts, state
from dashboard.app.data import Scene
from dashboard.app.marks import safe
from dashboard.app.words import Words
from dashboard.charts import digits, theme
from dashboard.charts.labels import label, plain
from dashboard.charts.once import once
from dashboard.charts.wordcloud import Cloud
from dashboard.corpus import View
from dashboard.errors import MarsadError
from dashboard.measures.totals import not_arabic, too_small
from dashboard.measures.totals import words as words_of

_NOTE, _TICKS, _TOP, _UNDATED = 30, 4, 14, 20
_LEGEND_LETTERS = {True: 22, False: 16}
"""How long names may be, in Arabic or not, for two to stand side by side in a phone's legend."""
_VALUES = 1.15
"""How much longer the axis of bars is on a phone, where the number beside the longest bar takes more of the width."""
Clicked = Callable[[dict[str, Any]], None]


@contextmanager
def panel(scene: Scene, name: str, *, hint: str | None = None) -> Iterator[None]:
    """A bordered part of the page under the heading `panel_<name>`; of one that waits to be drawn nothing follows."""
    state.settle()
    with st.container(border=True, key=f"panel_{name}{scene.side}"):
        heading = f"<h2>{safe(scene.words(f'panel_{name}'))}</h2>"
        st.html(heading + (f"<p class='hint'>{safe(scene.words(hint))}</p>" if hint else ""))
        near.unless_far(scene.words)
        try:
            yield
        except MarsadError as problem:
            st.html(f"<p class='quiet' role='alert'>{safe(scene.words.problem(problem))}</p>")


def few_words(scene: Scene, view: View | None = None) -> None:
    """A warning where a view holds too few words for counts of words to mean anything."""
    counted = scene.view if view is None else view
    if too_small(counted):
        st.html(f"<p class='quiet' role='alert'>{safe(scene.words('few_words', count=scene.words.count('word', words_of(counted))))}</p>")


def left_out(scene: Scene) -> None:
    """How many articles of the view are in another language, and what that means for the counts; nothing where all are in Arabic."""
    others = not_arabic(scene.view)
    if others:
        st.html(f"<p class='quiet' role='note'>{safe(scene.words('sources_not_arabic', count=scene.words.count('article', others)))}</p>")


@contextmanager
def options(scene: Scene, name: str) -> Iterator[None]:
    """A button that opens the panel's rarer options."""
    with st.popover(scene.words("options"), key=f"options_{name}{scene.side}", icon=":material/tune:"):
        yield


def chart(
    scene: Scene,
    name: str,
    figure: go.Figure,
    table: pd.DataFrame,
    *,
    clicked: Clicked | None = None,
    stays: bool = False,
    network: Mapping[str, Callable[[], bytes]] | None = None,
    linked: Callable[[go.Figure], go.Figure] | None = None,
) -> None:
    """A figure with its denominator, and the menu that exports it and the table behind it.

    `clicked` gets the keys of the point that is clicked. The point's mark is taken off again unless it `stays`.
    `linked` makes links of names in the figure that the page shows, which exported files do without.
    """
    words = scene.words
    counter = f"clicks_{name}{scene.side}"
    key = f"plot_{name}{scene.side}_{st.session_state.get(counter, 0)}_{words.lang}{'d' if scene.dark else ''}"
    noted = _noted(figure, scene)
    keys = list(figure.layout.meta["keys"]) if figure.layout.meta else []

    def chosen() -> None:
        points = st.session_state.get(key, {}).get("selection", {}).get("points")
        if not points or clicked is None:
            return
        clicked(dict(zip(keys, _values(points[0].get("customdata")), strict=False)))
        if not stays:
            st.session_state[counter] = st.session_state.get(counter, 0) + 1

    box = f"chart_{name}{scene.side}"
    options: dict[str, Any] = {"on_select": chosen, "selection_mode": "points"} if clicked and len(figure.data) else {}
    with st.container(key=box):
        drawn = once(linked(noted) if linked else noted, clicks=bool(options))
        st.plotly_chart(drawn, theme=None, key=key, config=_config(words), alt=f"{words(f'panel_{name}')}. {scene.denominator}", **options)
    downloads.menu(scene, name, table, figure=noted, chart=box, network=network)


def cloud(scene: Scene, name: str, placed: Cloud, table: pd.DataFrame, *, clicked: Callable[[str], None]) -> None:
    """The word cloud with its denominator and exports."""
    label = f"{scene.words(f'panel_{name}')}. {scene.denominator}"
    parts.cloud(placed, scene.words, label=label, key=f"cloud_{name}{scene.side}", chosen=clicked)
    denominator(scene)
    downloads.menu(scene, name, table, figure=placed)


def table(
    scene: Scene,
    name: str,
    frame: pd.DataFrame,
    columns: Sequence[parts.Column],
    *,
    export: downloads.Table | None = None,
    formats: Sequence[str] = downloads.TABLES,
    **options: Any,
) -> None:
    """A table with its denominator and exports; where it is empty it says so."""
    denominator(scene)
    if frame.empty:
        nothing(scene)
        return
    parts.table(frame, columns, scene.words, label=scene.words(f"panel_{name}"), key=f"table_{name}{scene.side}", **options)
    downloads.menu(scene, name, frame if export is None else export, formats=formats)


def _noted(figure: go.Figure, scene: Scene) -> go.Figure:
    """The figure, now with its denominator on its lower edge, clear of the axis labels however long they are."""
    arabic = scene.words.lang == "ar"
    height, spare = figure.layout.height, _spare(figure)
    theme.lay(
        figure,
        title={
            "text": label(scene.denominator), "font": {"size": 11.5, "color": theme.QUIET[scene.dark]}, "automargin": True,
            "yref": "container", "y": 0, "yanchor": "bottom", "pad": {"b": 6, "t": 8},
            "xref": "container", "x": 1 if arabic else 0, "xanchor": "right" if arabic else "left",
        },
        height=height and height + _NOTE - spare,
        **({"margin_t": _TOP} if spare else {}),
    )  # fmt: skip
    if scene.narrow or scene.side:
        _fit(figure, arabic)
    # Plotly lets axis titles and this line share their place: an empty line under the axis keeps them apart, two where letters are small.
    theme.lay(figure, xaxis_title_text=(figure.layout.xaxis.title.text or "") + "<br>\u00a0" * (2 if scene.narrow or scene.side else 1))
    return digits.arabic(figure) if scene.words.digits == "arab" else figure


def _spare(figure: go.Figure) -> int:
    """The room that a title or a legend would take above a figure that has neither: the panel's heading is its title."""
    without = figure.layout.margin.t is None and (figure.layout.showlegend is False or len(figure.data) < 2)
    return int(figure.layout.template.layout.margin.t) - _TOP if without else 0


def _fit(figure: go.Figure, arabic: bool) -> None:
    """Make a figure fit a phone, or one of two columns: smaller letters, the legend in columns above with room of its own, the axes' titles close to them."""
    names = [trace.name for trace in figure.data if trace.name and trace.showlegend is not False]
    title = {"standoff": 4, "font": {"size": 11}}
    # Plotly leaves out a label that reaches past the picture: the undated's, on the right in English, needs room.
    right = _UNDATED if "xaxis2" in figure.layout and not arabic else 6
    theme.lay(figure, font_size=11, margin={"l": 6, "r": right}, xaxis_title=title, yaxis_title=title)
    ends = figure.layout.xaxis.range
    if ends and 0 in ends and any(trace.type == "bar" and trace.textposition == "outside" for trace in figure.data):
        theme.lay(figure, xaxis_range=[end * _VALUES for end in ends])
    ticks = figure.layout.xaxis.tickvals
    if figure.layout.xaxis.type == "date" and ticks:
        kept = _spread(ticks)
        theme.lay(figure, xaxis={"tickvals": [ticks[at] for at in kept], "ticktext": [figure.layout.xaxis.ticktext[at] for at in kept], "tickangle": 0})
    if figure.layout.showlegend is False or len(names) < 2:
        return
    columns = 2 if max(len(plain(name)) for name in names) <= _LEGEND_LETTERS[arabic] else 1
    rows = -(-len(names) // columns)
    theme.lay(
        figure,
        legend={"font": {"size": 10}, "entrywidth": 0.46 if columns == 2 else 0.94, "entrywidthmode": "fraction", "x": 1 if arabic else 0, "maxheight": 1000},
        margin_t=20 + 19 * rows, height=(figure.layout.height or 400) + 19 * rows,
    )  # fmt: skip


def _spread(ticks: Sequence[str]) -> list[int]:
    """Which of a time axis's ticks stay on a phone: a few, apart from each other and from its ends, however unevenly they stand."""
    days = [datetime.date.fromisoformat(tick).toordinal() for tick in ticks]
    room = (days[-1] - days[0]) / _TICKS
    wanted = [days[0] + room * (part + 0.5) for part in range(_TICKS)]
    kept: list[int] = []
    for at in (min(range(len(days)), key=lambda one: abs(days[one] - day)) for day in wanted):
        if not kept or days[at] - days[kept[-1]] > room * 0.75:
            kept.append(at)
    return kept


def subtitle(scene: Scene, name: str) -> None:
    """The heading of a part of a panel."""
    st.html(f"<h3>{safe(scene.words(f'panel_{name}'))}</h3>")


def nothing(scene: Scene) -> None:
    """Say that a panel has nothing to show here."""
    st.html(f"<p class='quiet' role='status'>{safe(scene.words('no_table'))}</p>")


def denominator(scene: Scene) -> None:
    """The line that says what is counted."""
    st.html(f"<p class='denominator'>{safe(scene.denominator)}</p>")


def _values(customdata: Any) -> list[Any]:
    """A point's customdata, which arrives as a list or as an object with numbered keys."""
    if isinstance(customdata, Mapping):
        return list(customdata.values())
    return list(customdata or [])


def _config(words: Words) -> dict[str, Any]:
    """Plotly's own buttons, few and in the reader's language."""
    said = {
        "Download plot as a PNG": "plot_download", "Download plot as a png": "plot_download", "Download plot": "plot_download", "Zoom": "plot_zoom", "Pan": "plot_pan",
        "Zoom in": "plot_zoom_in", "Zoom out": "plot_zoom_out", "Reset axes": "plot_reset", "Autoscale": "plot_autoscale",
        "Taking snapshot - this may take a few seconds": "plot_snapshot", "Snapshot succeeded": "plot_snapshot_done",
        "Sorry, there was a problem downloading your snapshot!": "plot_snapshot_failed",
    }  # fmt: skip
    dictionary = {english: words(key) for english, key in said.items()}
    return {
        "displaylogo": False,
        "scrollZoom": False,
        "locale": f"marsad-{words.lang}",
        "locales": {f"marsad-{words.lang}": {"dictionary": dictionary, "format": {}}},
        "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "marsad"},
    }
