"""marsad export and marsad report: what is shown, as files that go on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pandas as pd

from dashboard import charts
from dashboard.charts import wording
from dashboard.charts.wording import load
from dashboard.cli.calls import Call
from dashboard.cli.options import (
    ABOUT,
    CACHE,
    COUNTING,
    EVERY,
    SELECTION,
    SIDES,
    SPEAKER,
    VERB_CLASS,
    WITHIN,
    with_options,
)
from dashboard.cli.provenance import WORDING, citation, denominator, heading, provenance, say
from dashboard.cli.views import FIGURES, TABLES, Question, all_actors
from dashboard.errors import CallError
from dashboard.exports import browser, figures, networks, tables
from dashboard.exports.report import Section, report

_TABLE_FORMATS = ("csv", "xlsx", "json", "jsonl", "parquet")
_REPORTED = {
    "articles": ("date", "source_name", "title", "words"),
    "sources": ("name", "region", "articles", "undated", "first", "last", "words", "quotes", "speakers", "actors", "own_share"),
    "terms": ("term", "count", "articles", "per_million", "dispersion", "forms"),
    "cloud": (),
    "phrases": ("phrase", "count", "articles"),
    "actors": ("name", "kind", "mentions", "articles", "sources", "forms"),
    "comentions": ("a", "b", "count", "expected", "npmi"),
    "speakers": ("name", "source", "quotes", "words", "share", "verbs"),
    "quotes": ("date", "source", "speaker_text", "verb", "kind", "text"),
}
"""The parts of a report, and the columns that a reader wants of each."""

_FILE = (
    click.option("-o", "output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."),
    click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="How many rows of a table; 0 gives all."),
    click.option("--lang", type=click.Choice(["ar", "en"]), help="Language of names and headings."),
)


def _asked(words: tuple[str, ...], options: dict[str, Any]) -> Question:
    """The question that a command's options ask; they are used up but for the measure's own."""
    call = Call({**options, "format_": None, "output": None})
    own = {name: value for name, value in options.items() if name in ("every", "within", "a", "b", "demonyms", "fold_capitals", "speaker", "about", "kind", "verb_class", "body")}
    return Question(call.view, words, call.lang, call.limit, own)


@click.command("export")
@click.argument("view_", metavar="VIEW", type=click.Choice(tuple(TABLES)))
@click.argument("words", nargs=-1, metavar="[WORD|ACTOR|TEXT]…")
@with_options(CACHE, SELECTION, _FILE, COUNTING, EVERY, WITHIN, SIDES, SPEAKER, ABOUT, VERB_CLASS)
@click.option("--body", is_flag=True, help="With articles: their bodies too.")
def export_command(view_: str, words: tuple[str, ...], output: Path, body: bool, **options: Any) -> int:
    """Write the chart or the table of a view to a file; its ending tells the format.

    Charts: .png .svg .pdf .html; tables: .csv .xlsx .json .jsonl .parquet; networks (comentions): .graphml .gexf. What the numbers count and
    the line to cite them by stand in the file; beside .csv and .jsonl, which have no place for it, in FILE-metadata.json.
    """
    format = output.suffix.lower().lstrip(".")
    write = _writer(view_, format)
    if body and (view_, format) not in {("articles", one) for one in _TABLE_FORMATS}:
        raise CallError("--body is for tables of articles: marsad export articles --body -o articles.jsonl")
    asked = _asked(words, {**options, "body": body or None})
    output.write_bytes(write(asked))
    if format in tables.PURE:
        beside = output.with_name(f"{output.name}{tables.BESIDE}")
        beside.write_bytes(tables.metadata(output.name, provenance(asked, view_)))
    return 0


def _writer(view: str, format: str) -> Callable[[Question], bytes]:
    """What writes a view in a format.

    Raises CallError where the view has no such format, naming those that it has.
    """
    if format in _TABLE_FORMATS:
        return lambda asked: _table(view, format, asked)
    if format in figures.FORMATS and view in FIGURES:
        return lambda asked: _figure(view, format, asked)
    if format == "html":
        return lambda asked: _page(heading(view, asked), {view: Section(table=TABLES[view](asked))}, asked).encode()
    if format in networks.FORMATS and view == "comentions":
        return lambda asked: _network(format, asked)
    known = [*_TABLE_FORMATS, *(figures.FORMATS if view in FIGURES else ("html",)), *(networks.FORMATS if view == "comentions" else ())]
    raise CallError(f"{view} cannot be written as {f'.{format}' if format else 'a file without an ending'}. Known: .{' .'.join(known)}")


def _figure(view: str, format: str, asked: Question) -> bytes:
    """The chart; a page has its title above, a picture among the lines below it."""
    title, cited = heading(view, asked), citation(asked)
    said = cited if format == "html" else f"{title}. {cited}"
    return figures.write(FIGURES[view](asked), format, note=denominator(asked.view, asked.lang), citation=said, title=title, lang=asked.lang)


def _table(view: str, format: str, asked: Question) -> bytes:
    table: pd.DataFrame = TABLES[view](asked)
    return tables.write(table, format, title=say(view, asked.lang), lang=asked.lang, provenance=provenance(asked, view))


def _network(format: str, asked: Question) -> bytes:
    table = TABLES["comentions"](asked)
    layout = charts.comentions.corpus_layout(asked.view.corpus)
    return networks.write(table, format, all_actors(asked), layout=layout, provenance=provenance(asked))


@click.command("report")
@with_options(CACHE, SELECTION, _FILE)
@click.option("--title", help="The title of the report.")
def report_command(output: Path, title: str | None, **options: Any) -> int:
    """Write the current selection as one self-contained file: .html, or .pdf where a browser is installed that can print it."""
    format = output.suffix.lower()
    if format not in (".html", ".htm", ".pdf"):
        raise CallError(f"A report is one HTML or PDF file; -o {output.name} should end in .html or .pdf")
    asked = _asked((), options)
    if not asked.view.size:
        raise CallError("The selection holds no article, so there is nothing to report. Widen it")
    sections = {}
    for view, columns in _REPORTED.items():
        table = _readable(TABLES[view](asked)[list(columns)], asked) if columns else pd.DataFrame()
        sections[view] = Section(table, FIGURES[view](asked), denominator(asked.view, asked.lang), limit=asked.limit or len(table))
    written = _page(title or say("report", asked.lang), sections, asked)
    output.write_bytes(browser.pdf(written) if format == ".pdf" else written.encode())
    return 0


def _readable(table: pd.DataFrame, asked: Question) -> pd.DataFrame:
    """The table with names in place of slugs, and words in place of codes."""
    names = {"source": asked.sources, "a": asked.actors, "b": asked.actors}
    table = table.assign(**{column: table[column].map(known) for column, known in names.items() if column in table})
    if "kind" in table:
        table["kind"] = [wording.known(kind, asked.lang) for kind in table["kind"]]
    return table


def _headings(lang: str) -> dict[str, str]:
    """Every column that has a name in words."""
    return {key: words[lang] for key, words in {**load(wording.WORDING), **load(WORDING)}.items()}


def _page(title: str, sections: dict[str, Section], asked: Question) -> str:
    """A report of the sections, each under its name in words."""
    said = provenance(asked)
    return report(
        title, lang=asked.lang, citation=citation(asked), sections={say(name, asked.lang): part for name, part in sections.items()},
        provenance=said, headings=_headings(asked.lang),
    )  # fmt: skip


COMMANDS = (export_command, report_command)
