"""The commands that read the cache: open, select, call one measure, print."""

from typing import Any

import click
import pandas as pd

from dashboard.cli.options import (
    CACHE,
    COUNTING,
    OUTPUT,
    SELECTION,
    WITHIN,
    taken_selection,
    taken_settings,
    with_options,
)
from dashboard.cli.printing import print_object, print_rows, records
from dashboard.corpus import Corpus, View
from dashboard.errors import CallError
from dashboard.measures.actors import actors
from dashboard.measures.articles import articles, cleaning
from dashboard.measures.comentions import comentions
from dashboard.measures.copies import copies
from dashboard.measures.sources import sources
from dashboard.measures.terms import terms
from dashboard.measures.trend import trend

_READING = (CACHE, SELECTION, OUTPUT)
_EVERY = (click.option("--every", default="month", show_default=True, metavar="day|week|month|quarter", help="The period."),)


class _Call:
    """One command's call: the view that its options select, and where its rows go."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.lang = options.get("lang") or "ar"
        settings = taken_settings(options)
        selection = taken_selection(options)
        self.limit: int = options.pop("limit")
        self._format = options.pop("format_")
        self._output = options.pop("output")
        self.view: View = Corpus.open(settings.cache).view(selection)

    def print(self, frame: pd.DataFrame) -> int:
        """Print the rows."""
        print_rows(frame, self._format, self._output)
        return 0


@click.command("articles")
@with_options(*_READING)
@click.option("--body", is_flag=True, help="With the text.")
def articles_command(body: bool, **options: Any) -> int:
    """One row an article, newest first."""
    call = _Call(options)
    return call.print(articles(call.view, limit=call.limit, body=body))


@click.command("article")
@click.argument("id_", metavar="ID")
@with_options(CACHE)
def article_command(id_: str, **options: Any) -> int:
    """One article, with its removed lines, as a JSON object."""
    view = Corpus.open(taken_settings(options).cache).view(id=[id_])
    print_object({**records(articles(view, body=True))[0], "removed": records(cleaning(view))})
    return 0


@click.command("terms")
@with_options(*_READING)
@click.option("--stop-words", is_flag=True, help="Keep stop words in the list.")
def terms_command(stop_words: bool, **options: Any) -> int:
    """Term frequencies."""
    call = _Call(options)
    return call.print(terms(call.view, limit=call.limit, stop_words=stop_words))


@click.command("trend")
@click.argument("series", nargs=-1, metavar="TERM|ACTOR…")
@with_options(*_READING, COUNTING, _EVERY)
def trend_command(series: tuple[str, ...], every: str, demonyms: bool, fold_capitals: bool, **options: Any) -> int:
    """Counts and shares of terms or actors by period."""
    call = _Call(options)
    if not series:
        raise CallError("Name at least one term or actor: marsad trend السلام")
    return call.print(trend(call.view, series, every=every, demonyms=demonyms, fold_capitals=fold_capitals))


@click.command("actors")
@with_options(*_READING, COUNTING)
def actors_command(demonyms: bool, fold_capitals: bool, **options: Any) -> int:
    """Actor mentions."""
    call = _Call(options)
    return call.print(actors(call.view, limit=call.limit, demonyms=demonyms, fold_capitals=fold_capitals, lang=call.lang))


@click.command("comentions")
@with_options(*_READING, COUNTING, WITHIN)
def comentions_command(within: str, demonyms: bool, fold_capitals: bool, **options: Any) -> int:
    """Pairs of actors named together."""
    call = _Call(options)
    return call.print(comentions(call.view, within=within, limit=call.limit, demonyms=demonyms, fold_capitals=fold_capitals))


@click.command("sources")
@with_options(*_READING)
def sources_command(**options: Any) -> int:
    """One row a source."""
    call = _Call(options)
    return call.print(sources(call.view, limit=call.limit))


@click.command("copies")
@with_options(*_READING)
def copies_command(**options: Any) -> int:
    """Articles that share their text, and the agency it came from."""
    call = _Call(options)
    return call.print(copies(call.view, limit=call.limit))


@click.command("cleaning")
@with_options(*_READING)
def cleaning_command(**options: Any) -> int:
    """Every line that was removed, and why."""
    call = _Call(options)
    return call.print(cleaning(call.view, limit=call.limit))


COMMANDS = (
    articles_command,
    article_command,
    terms_command,
    trend_command,
    actors_command,
    comentions_command,
    sources_command,
    copies_command,
    cleaning_command,
)
