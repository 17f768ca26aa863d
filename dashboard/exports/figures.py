"""Figures as files. PNG and SVG of plotly figures need a browser; word clouds and interactive HTML need none."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import kaleido
import plotly.graph_objects as go
import vl_convert

from dashboard.charts import fonts, theme
from dashboard.charts.wordcloud import Cloud
from dashboard.charts.wording import Lang
from dashboard.errors import CallError
from dashboard.exports import browser
from dashboard.exports.report import chart, cited, page, scripts

FORMATS = ("png", "svg", "pdf", "html")
WIDTH, SCALE = 1000, 2


def write(
    figure: go.Figure | Cloud,
    format: str,
    *,
    note: str = "",
    citation: str = "",
    title: str = "",
    width: int = WIDTH,
    lang: Lang = "ar",
    dark: bool = False,
) -> bytes:
    """The figure in one of png (twice the size, for print), svg, pdf, html (interactive, offline), with `note` and `citation` as lines under it.

    Raises CallError for another format, NoBrowser where a plotly picture is wanted and the machine has no browser.
    """
    if format not in FORMATS:
        raise CallError(f"No figure format {format!r}. Known: {', '.join(FORMATS)}")
    if isinstance(figure, Cloud):
        return _cloud(figure, format, note=note, citation=citation, title=title)
    if format == "html":
        noted = theme.note(figure, note, lang=lang, dark=dark) if note else figure
        return page(title, chart(noted, title, "c0", lang) + cited(citation, lang), lang=lang, scripts=scripts()).encode()
    said = _joined(note, citation)
    noted = theme.note(figure, said, lang=lang, dark=dark) if said else figure
    return _painted(noted, format, width)


def _painted(figure: go.Figure, format: str, width: int) -> bytes:
    """The figure as a browser paints it; plotly comes from its own package, and the proxy that leads nowhere keeps the browser from reaching out."""
    if browser.found() is None:
        raise browser.NoBrowser(format.upper())
    options = {"format": format, "width": width, "scale": SCALE if format == "png" else 1}
    try:
        painted: bytes = kaleido.calc_fig_sync(
            figure,
            opts=options,
            kopts={"page_generator": _bare(), "proxy_server": browser.NOWHERE, "timeout": browser.SECONDS},
        )
    except Exception as error:
        raise browser.NoBrowser(
            format.upper(), f"painting failed ({type(error).__name__}: {error})"
        ) from error
    return painted


def _bare() -> Any:
    """The page that kaleido paints on, without its margins: a PDF, which is as large as its figure, would lose the last line to them."""
    page = kaleido.PageGenerator(mathjax=False)
    page.header += "<style>@page { margin: 0 } body { margin: 0 !important }</style>"
    return page


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _cloud(cloud: Cloud, format: str, *, note: str, citation: str, title: str) -> bytes:
    if format == "html":
        return page(title, f"<figure>{cloud.svg(note=note, embed_font=False)}</figure>{cited(citation, cloud.lang)}", lang=cloud.lang).encode()
    said = _joined(note, citation)
    if format == "png":
        return cloud.png(scale=SCALE, note=said)
    if format == "svg":
        return cloud.svg(note=said).encode()
    _offer_font()
    converted: bytes = vl_convert.svg_to_pdf(cloud.svg(note=said, embed_font=False, isolates=True))
    return converted


@cache
def _offer_font() -> TemporaryDirectory[str]:
    """Let the converter know our font: it reads folders, when it first needs one, and no fonts inside an SVG."""
    folder = TemporaryDirectory(prefix="marsad-font-")
    Path(folder.name, "marsad.ttf").write_bytes(fonts.small_font())
    vl_convert.register_font_directory(folder.name)
    return folder
