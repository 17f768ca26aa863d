"""What can be taken away from a panel: its picture, its numbers, its network; each says what it counts and how to cite it."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import charts
from dashboard.app import chips, parts, state
from dashboard.app.data import Scene
from dashboard.app.marks import safe
from dashboard.charts.labels import label, lines
from dashboard.charts.wordcloud import Cloud
from dashboard.charts.wording import known
from dashboard.exports import browser, figures, tables
from dashboard.exports.report import Section, report

TABLES = ("csv", "xlsx", "json", "parquet")
REPORTS = ("html", "pdf")
_LINE, _LINE_HEIGHT, _LETTERS = 150, 21, 18
"""How many letters of a citation stand on one line under a picture, how much room it is given, and by how much it lifts the first."""
_HEIGHT = 450
"""How high plotly draws a figure that does not say."""
_FOR_PROGRAMS = ("source", "actor", "forms", "origins")
_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "html": "text/html",
    "graphml": "application/xml",
    "gexf": "application/xml",
    "zip": "application/zip",
}
Table: TypeAlias = pd.DataFrame | Callable[[str], pd.DataFrame]


def menu(
    scene: Scene,
    name: str,
    table: Table,
    *,
    figure: go.Figure | Cloud | None = None,
    chart: str | None = None,
    network: Mapping[str, Callable[[], bytes]] | None = None,
    formats: Sequence[str] = TABLES,
) -> None:
    """A button that opens the choices; what it offers is made only when it is asked for. `chart` is the container of a plotly chart.

    A `table` that is more than the panel shows is made for its format when it is asked for.
    """
    words = scene.words
    opened = st.popover(words("export"), key=f"export_{name}{scene.side}", icon=":material/download:", on_change="rerun")
    if not opened.open:
        return
    title = words(f"panel_{name}")
    with opened:
        if figure is not None:
            st.html(f"<h3>{safe(words('export_picture'))}</h3>")
            with st.container(horizontal=True, gap="small"):
                _pictures(scene, name, figure, chart, title)
        st.html(f"<h3>{safe(words('export_data'))}</h3>")
        with st.container(horizontal=True, gap="small"):
            for format in formats:
                _button(scene, name, format, partial(_table, scene, table, format, title))
            _button(scene, name, "zip", partial(_bundle, scene, table, name, title))
        if network:
            st.html(f"<h3>{safe(words('export_network'))}</h3>")
            with st.container(horizontal=True, gap="small"):
                for format, made in network.items():
                    _button(scene, name, format, made)
        st.html(f"<p class='denominator'>{safe(scene.denominator)}</p>")
        st.html(f"<p class='denominator'>{safe(citation(scene))}</p>")


def _pictures(scene: Scene, name: str, figure: go.Figure | Cloud, chart: str | None, title: str) -> None:
    if isinstance(figure, Cloud):
        for format in ("png", "svg"):
            _button(scene, name, format, partial(_figure, scene, figure, format, title))
    elif chart is not None:
        parts.pictures(chart, f"marsad-{name}", scene.words, citation=_under(scene, title), key=f"pictures_{name}{scene.side}")
    if isinstance(figure, Cloud) or browser.found():
        _button(scene, name, "pdf", lambda: _figure(scene, figure, "pdf", title))
    _button(scene, name, "html", lambda: _figure(scene, figure, "html", title))


def _button(scene: Scene, name: str, format: str, made: Callable[[], bytes]) -> None:
    st.download_button(
        format.upper(),
        data=made,
        file_name=f"marsad-{name}.{format}",
        mime=_TYPES[format],
        key=f"take_{name}_{format}{scene.side}",
        on_click="ignore",
    )


def _figure(scene: Scene, figure: go.Figure | Cloud, format: str, title: str) -> bytes:
    said = {"title": title, "citation": citation(scene) if format == "html" else _under(scene, title), "lang": scene.lang, "dark": scene.dark}
    if isinstance(figure, Cloud):
        return figures.write(figure, format, note=scene.denominator, **said)
    if format == "html":
        return figures.write(figure, format, **said)
    return figures.write(_cited(figure, str(said.pop("citation"))), format, **said)


def _under(scene: Scene, title: str) -> str:
    """What stands under a picture, which has no title above: what it shows, and the line to cite it by."""
    return f"{title}. {citation(scene)}"


def _cited(figure: go.Figure, citation: str) -> go.Figure:
    """The figure with the line to cite it by under the line that says what it counts, which a panel writes as the title below.

    Plotly puts the further lines of such a title below the picture: it is lifted by them, and the axis keeps their room free (`pictures.js` does the same).
    """
    said = [label(line) for line in lines(citation, _LINE)]
    room, held = _LINE_HEIGHT * len(said), figure.layout
    cited = go.Figure(figure)
    high = (held.height or _HEIGHT) + room
    bottom = held.margin.b if held.margin.b is not None else held.template.layout.margin.b or 0
    cited.update_layout(
        title={"text": "<br>".join([held.title.text or "", *said]), "automargin": False, "y": _LETTERS * len(said) / high},
        xaxis_title_text=(held.xaxis.title.text or "") + "<br>\u00a0" * len(said), height=high, margin_b=bottom + room,
    )  # fmt: skip
    return cited


def _table(scene: Scene, table: Table, format: str, title: str) -> bytes:
    made = table(format) if callable(table) else table
    return tables.write(made, format, title=title, lang=scene.lang, provenance=provenance(scene))


def _bundle(scene: Scene, table: Table, name: str, title: str) -> bytes:
    """The CSV with the file that says what it counts and how to cite it."""
    file = f"marsad-{name}.csv"
    return tables.bundle({file: _table(scene, table, "csv", title), f"{file}{tables.BESIDE}": tables.metadata(file, provenance(scene))})


def provenance(scene: Scene) -> dict[str, str]:
    """What a file counts, of which selection and data, and the line to cite it by."""
    words = scene.words
    return {
        words("selection"): state.address(scene.selection) or words("everything"),
        words("page_articles"): scene.denominator,
        words("data_generation"): scene.corpus.generation.name,
        words("name"): citation(scene),
    }


def citation(scene: Scene) -> str:
    """The line to cite a number by."""
    words = scene.words
    return words(
        "citation",
        generation=scene.corpus.generation.name,
        selection=chips.name(scene, scene.selection),
        date=words.date(datetime.date.today()),
    )


def report_buttons(scene: Scene) -> None:
    """The selection as one self-contained HTML file, or as PDF where a browser can print it."""
    made = {"html": lambda: _report(scene).encode(), "pdf": lambda: browser.pdf(_report(scene))}
    with st.container(horizontal=True, gap="small"):
        for format in REPORTS if browser.found() else REPORTS[:1]:
            st.download_button(
                scene.words(f"report_{format}"), data=made[format], file_name=f"marsad-report.{format}", mime=_TYPES[format],
                key=f"report_{format}{scene.side}", icon=":material/description:", on_click="ignore",
            )  # fmt: skip


def _report(scene: Scene) -> str:
    words = scene.words
    terms, actors, sources = scene.table("terms", limit=50), scene.table("actors", limit=50, lang=scene.lang), scene.table("sources")
    pairs = scene.table("comentions", limit=400)
    note, look = scene.denominator, scene.look
    sections = {
        words("panel_top_sources"): Section(_readable(scene, sources), charts.sources.bars(sources, colours=scene.colours, **look), note),
        words("panel_cloud"): Section(None, charts.wordcloud.cloud(terms, **look), note),
        words("panel_top_terms"): Section(_readable(scene, terms), charts.terms.bars(terms, limit=25, **look), note, limit=50),
        words("panel_top_actors"): Section(_readable(scene, actors), charts.actors.bars(actors, limit=25, **look), note, limit=50),
        words("panel_heatmap"): Section(_readable(scene, pairs), charts.comentions.heatmap(pairs, names=scene.actors, **look), note, limit=50),
    }
    headings = {name: words.known(f"col_{name}", name) for part in (terms, actors, sources, pairs) for name in part.columns}
    headings |= {"count": words("col_count"), "within": words("within"), "count_a": words("col_a"), "count_b": words("col_b")}
    return report(
        words("report_title"), lang=scene.lang, citation=citation(scene), sections=sections, headings=headings, provenance=provenance(scene)
    )


def _readable(scene: Scene, table: pd.DataFrame) -> pd.DataFrame:
    """A table of the report: names and words for slugs and codes, without the columns that only programs need."""
    said: dict[str, Callable[[str], str]] = {
        "a": lambda slug: scene.actors.get(slug, slug),
        "b": lambda slug: scene.actors.get(slug, slug),
        "kind": lambda kind: known(kind, scene.lang),
        "region": scene.words.country,
        "within": lambda within: scene.words.known(f"within_{within}", within),
    }
    shown = table.assign(**{column: table[column].map(put, na_action="ignore") for column, put in said.items() if column in table})
    if "source" in table:
        shown["name"] = table["source"].map(scene.sources)
    return shown.drop(columns=[column for column in _FOR_PROGRAMS if column in shown])
