"""The commands that show what the cache holds: articles, sources, removed lines."""

from typing import Any

import click

from dashboard.cli.building import inputs_of
from dashboard.cli.calls import READING, Call
from dashboard.cli.options import CACHE, OUTPUT, PLACES, SELECTION, taken_settings, with_options
from dashboard.cli.printing import print_object, records
from dashboard.corpus import Corpus
from dashboard.measures.articles import articles, cleaning
from dashboard.measures.copies import copies
from dashboard.measures.sources import sources
from dashboard.measures.suggest import suggest


@click.command("articles")
@with_options(*READING)
@click.option("--body", is_flag=True, help="With the text.")
def articles_command(body: bool, **options: Any) -> int:
    """One row an article, newest first."""
    call = Call(options)
    return call.print(articles(call.view, limit=call.limit, body=body, lang=call.lang))


@click.command("article")
@click.argument("id_", metavar="ID")
@with_options(CACHE)
def article_command(id_: str, **options: Any) -> int:
    """One article, with its removed lines, as a JSON object."""
    view = Corpus.open(taken_settings(options).cache).view(id=[id_])
    print_object({**records(articles(view, body=True))[0], "removed": records(cleaning(view))})
    return 0


@click.command("sources")
@with_options(*READING)
def sources_command(**options: Any) -> int:
    """One row a source."""
    call = Call(options)
    return call.print(sources(call.view, limit=call.limit, lang=call.lang))


@click.command("copies")
@with_options(*READING)
def copies_command(**options: Any) -> int:
    """Articles that share their text, and the agency it came from."""
    call = Call(options)
    return call.print(copies(call.view, limit=call.limit))


@click.command("cleaning")
@with_options(*READING)
def cleaning_command(**options: Any) -> int:
    """Every line that was removed, and why."""
    call = Call(options)
    return call.print(cleaning(call.view, limit=call.limit))


@click.command("suggest")
@with_options(PLACES, SELECTION, OUTPUT)
@click.option("--at-least", type=click.IntRange(min=1), default=2, show_default=True, help="How often a name must stand.")
def suggest_command(at_least: int, **options: Any) -> int:
    """Names in the corpus that the lexicon does not hold yet."""
    call = Call(options)
    inputs = inputs_of(call.settings)
    return call.print(suggest(call.view, actors=(*inputs.own("actors.toml"), *inputs.actors), limit=call.limit, at_least=at_least))


COMMANDS = (articles_command, article_command, sources_command, copies_command, cleaning_command, suggest_command)
