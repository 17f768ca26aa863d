"""The commands about words: how often, when, together with which, and where they stand."""

from typing import Any

import click

from dashboard.cli.calls import READING, Call
from dashboard.cli.options import COUNTING, EVERY, SIDES, with_options
from dashboard.errors import CallError
from dashboard.measures.collocates import WINDOW, collocates
from dashboard.measures.concordance import CONTEXT, concordance
from dashboard.measures.keyness import keyness
from dashboard.measures.phrases import LONGEST, phrases
from dashboard.measures.terms import terms
from dashboard.measures.trend import trend

_STOP_WORDS = (click.option("--stop-words", is_flag=True, help="Keep stop words in the list."),)


@click.command("terms")
@with_options(*READING, _STOP_WORDS)
@click.option("--stop-category", "categories", multiple=True, metavar="NAME", help="Leave out only stop words of this category (repeatable).")
@click.option("--stop", multiple=True, metavar="WORD", help="Leave this word out, too (repeatable).")
def terms_command(stop_words: bool, categories: tuple[str, ...], stop: tuple[str, ...], **options: Any) -> int:
    """Term frequencies."""
    call = Call(options)
    return call.print_counts(
        terms(call.view, limit=call.limit, stop_words=stop_words, stop_categories=categories or None, stop=stop)
    )


@click.command("phrases")
@with_options(*READING, _STOP_WORDS)
@click.option("--longest", type=int, default=LONGEST, show_default=True, help="How many words a phrase may have.")
@click.option("--floor", type=int, help="How often a phrase must occur (default: one in a million words, at least 3).")
def phrases_command(longest: int, floor: int | None, stop_words: bool, **options: Any) -> int:
    """Frequent word sequences that chance does not explain."""
    call = Call(options)
    return call.print_counts(phrases(call.view, limit=call.limit, longest=longest, floor=floor, stop_words=stop_words))


@click.command("trend")
@click.argument("series", nargs=-1, metavar="TERM|ACTOR…")
@with_options(*READING, COUNTING, EVERY)
def trend_command(series: tuple[str, ...], every: str | None, demonyms: bool, fold_capitals: bool, **options: Any) -> int:
    """Counts and shares of terms or actors by period."""
    call = Call(options)
    if not series:
        raise CallError("Name at least one term or actor: marsad trend السلام")
    return call.print(trend(call.view, series, every=every or "month", demonyms=demonyms, fold_capitals=fold_capitals))


@click.command("keyness")
@with_options(*READING, SIDES, _STOP_WORDS)
def keyness_command(a: str | None, b: str | None, stop_words: bool, **options: Any) -> int:
    """Terms that set one selection apart from another."""
    call = Call(options)
    return call.print_counts(keyness(call.view, a=a, b=b, limit=call.limit, stop_words=stop_words))


@click.command("collocates")
@click.argument("term_", metavar="TERM")
@with_options(*READING, _STOP_WORDS)
@click.option("--window", type=int, default=WINDOW, show_default=True, help="How many words on either side.")
def collocates_command(term_: str, window: int, stop_words: bool, **options: Any) -> int:
    """Words around a term."""
    call = Call(options)
    return call.print_counts(collocates(call.view, term_, window=window, limit=call.limit, stop_words=stop_words))


@click.command("concordance")
@click.argument("text_", metavar="TEXT")
@with_options(*READING)
@click.option("--context", type=click.IntRange(0, 2_000), default=CONTEXT, show_default=True, help="Characters on either side.")
def concordance_command(text_: str, context: int, **options: Any) -> int:
    """Keyword in context: a word in all its forms, a name, a "phrase" or prefix*."""
    call = Call(options)
    return call.print(concordance(call.view, text_, limit=call.limit, context=context))


COMMANDS = (
    terms_command,
    phrases_command,
    trend_command,
    keyness_command,
    collocates_command,
    concordance_command,
)
