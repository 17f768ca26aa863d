"""The commands that show what the cache holds: articles and sources."""

from typing import Any

import click

from dashboard.cli.calls import READING, Call
from dashboard.cli.options import CACHE, taken_settings, with_options
from dashboard.cli.printing import print_object, records
from dashboard.corpus import Corpus
from dashboard.measures.articles import articles
from dashboard.measures.cleaning import cleaning
from dashboard.measures.copies import copies
from dashboard.measures.passages import passages, quotations
from dashboard.measures.sources import sources


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


@click.command("passages")
@click.argument("id_", metavar="ID")
@click.argument("other", metavar="[OTHER]", required=False)
@with_options(*READING)
@click.option("--words", is_flag=True, help="Changed sentences word by word.")
def passages_command(id_: str, other: str | None, words: bool, **options: Any) -> int:
    """What another version of an article kept, added, cut and changed; by default the first that was printed."""
    call = Call(options)
    return call.print(passages(call.view, id_, other, words=words, limit=call.limit))


@click.command("quotations")
@click.argument("id_", metavar="ID")
@with_options(*READING)
def quotations_command(id_: str, **options: Any) -> int:
    """The quotations of an article as each outlet that printed its text trimmed them."""
    call = Call(options)
    return call.print(quotations(call.view, id_, limit=call.limit))


COMMANDS = (articles_command, article_command, sources_command, copies_command, passages_command, quotations_command)
