"""The selection as one HTML file that can be mailed: tables, charts and the line to cite it by; nothing in it is fetched or can be injected.

Everything is inside: the font, plotly once, the figures as data. A Content-Security-Policy lets only the two scripts run whose hashes it names
and lets no request out, so that a text which slipped through escaping still could not act.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from dashboard.charts import fonts
from dashboard.charts.labels import DATE, plain, right_to_left
from dashboard.charts.wordcloud import Cloud
from dashboard.charts.wording import Lang

STYLE = Path(__file__).with_name("report.css")
SCRIPT = Path(__file__).with_name("report.js")
CITE = {"ar": "للاستشهاد", "en": "Cite as"}
NO_SCRIPT = {
    "ar": "الرسوم تحتاج إلى جافاسكربت؛ والأرقام نفسها في الجداول.",
    "en": "Charts need JavaScript; the tables hold the same numbers.",
}
MORE = {"ar": "صفًّا آخر لا يُعرض هنا", "en": "more rows not shown here"}
CONTENTS = {"ar": "المحتويات", "en": "Contents"}


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report: what it counts (`note`), a picture, a table; each may be missing."""

    table: pd.DataFrame | None = None
    figure: go.Figure | Cloud | None = None
    note: str = ""
    limit: int = 100


def report(
    title: str,
    *,
    lang: Lang = "ar",
    citation: str,
    sections: Mapping[str, Section | pd.DataFrame],
    headings: Mapping[str, str] | None = None,
    provenance: Mapping[str, str] | None = None,
) -> str:
    """The whole file: `sections` by their headings, in order; `headings` puts a table's columns into words; `provenance` stands at the end."""
    parts = {
        name: part if isinstance(part, Section) else Section(table=part) for name, part in sections.items()
    }
    body = [f"<header><h1>{_text(title)}</h1>{cited(citation, lang)}</header>"]
    if len(parts) > 1:
        links = "".join(f"<li><a href='#s{at}'>{_text(name)}</a></li>" for at, name in enumerate(parts))
        body.append(f"<nav aria-label='{CONTENTS[lang]}'><ol>{links}</ol></nav>")
    for at, (name, part) in enumerate(parts.items()):
        body.append(
            f"<section id='s{at}'><h2>{_text(name)}</h2>{''.join(_section(at, name, part, lang, headings or {}))}</section>"
        )
    if provenance:
        rows = "".join(
            f"<tr><th scope='row'>{_text(key)}</th><td>{_text(value)}</td></tr>"
            for key, value in provenance.items()
        )
        body.append(f"<footer><table>{rows}</table></footer>")
    drawn = any(isinstance(part.figure, go.Figure) for part in parts.values())
    return page(title, "".join(body), lang=lang, scripts=scripts() if drawn else ())


def cited(citation: str, lang: Lang) -> str:
    """The line to cite a page by; nothing where there is none."""
    return f"<p class='cite'><span>{CITE[lang]}:</span> {_text(citation)}</p>" if citation else ""


def scripts() -> tuple[str, str]:
    """What a page with charts runs: plotly, and our few lines that draw each chart from its data."""
    return get_plotlyjs(), SCRIPT.read_text("utf-8")


def page(title: str, body: str, *, lang: Lang, scripts: tuple[str, ...] = ()) -> str:
    """A complete HTML page around a finished body, with its policy."""
    sources = " ".join(_hash(script) for script in scripts) or "'none'"
    policy = f"default-src 'none'; script-src {sources}; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
    return "".join(
        [
            f'<!DOCTYPE html>\n<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="no-referrer">',
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(plain(title))}</title>',
            f"<style>{fonts.font_face()}\n{STYLE.read_text('utf-8').replace('FONT', fonts.STACK)}</style></head><body>{body}",
            *(f"<script>{script}</script>" for script in scripts),
            "</body></html>\n",
        ]
    )


def chart(figure: go.Figure, name: str, key: str, lang: Lang) -> str:
    """The place of a figure and its data; no character in the data can end the script element that holds it."""
    data = (
        str(figure.to_json())
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
    return (
        f"<div class='chart' id='{key}' role='img' aria-label='{escape(plain(name))}' style='min-height:{int(figure.layout.height or 420)}px' dir='ltr'></div>"
        f"<script type='application/json' data-for='{key}'>{data}</script><noscript><p>{NO_SCRIPT[lang]}</p></noscript>"
    )


@cache
def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode('utf-8')).digest()).decode()}'"


def _section(at: int, name: str, part: Section, lang: Lang, headings: Mapping[str, str]) -> Iterator[str]:
    if part.note:
        yield f"<p class='note'>{_text(part.note)}</p>"
    if isinstance(part.figure, Cloud):
        yield f"<figure>{part.figure.svg(embed_font=False)}</figure>"
    elif part.figure is not None:
        yield chart(part.figure, name, f"c{at}", lang)
    if part.table is not None and len(part.table):
        yield _table(part.table.head(part.limit), headings)
        if len(part.table) > part.limit:
            yield f"<p class='note'>+{len(part.table) - part.limit:,} {MORE[lang]}</p>"


def _table(table: pd.DataFrame, headings: Mapping[str, str]) -> str:
    numeric = [pd.api.types.is_numeric_dtype(table[name]) for name in table.columns]
    head = "".join(
        f"<th scope='col'{' class=n' if number else ''}>{_text(headings.get(str(name), str(name)))}</th>"
        for name, number in zip(table.columns, numeric, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td class='n'>{_number(value)}</td>" if number else f"<td{' class=d' if DATE.fullmatch(str(value)) else ''}>{_text(_words(value))}</td>"
            for value, number in zip(row, numeric, strict=True)
        )
        + "</tr>"
        for row in table.itertuples(index=False, name=None)
    )
    return f"<div class='table'><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"


def _text(text: str) -> str:
    """Escaped whole, and in an isolate of its own, so that it cannot reorder its neighbours; dates in Arabic keep their order too."""
    shown = escape(plain(text))
    if right_to_left(shown):
        shown = DATE.sub(r"<bdi dir=ltr>\g<0></bdi>", shown)
    return f"<bdi>{shown}</bdi>"


def _words(value: Any) -> str:
    """A cell in words: missing as nothing, a mapping as its keys with their counts."""
    if isinstance(value, Mapping):
        return " · ".join(f"{key} ({count})" for key, count in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return " · ".join(map(str, value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return "" if value is None or value is pd.NA or value != value else str(value)


def _number(value: Any) -> str:
    """A number with thousands apart; fractions to four figures."""
    if value is None or value is pd.NA or value != value:
        return ""
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.1f}"
