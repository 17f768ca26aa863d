"""The commands about words: how often, when, together with which, and where they stand."""

from typing import Any

import click

from dashboard.cli.calls import READING, Call
from dashboard.cli.options import CACHE, COUNTING, EVERY, SELECTION, SIDES, output, with_options
from dashboard.errors import CallError
from dashboard.measures.collocates import WINDOW, collocates
from dashboard.measures.concordance import CONTEXT, ORDERS, concordance
from dashboard.measures.keyness import keyness, sides
from dashboard.measures.phrases import LONGEST, phrases
from dashboard.measures.terms import terms
from dashboard.measures.trend import trend

_STOP_WORDS = (
    click.option("--stop-words", is_flag=True, help="Keep stop words in the list."),
    click.option("--stop-category", "stop_categories", multiple=True, metavar="NAME", help="Leave out only stop words of this category (repeatable)."),
    click.option("--stop", multiple=True, metavar="WORD", help="Leave this word out, too (repeatable)."),
)


def _stops(options: dict[str, Any]) -> dict[str, Any]:
    """What the options say about stop words; they leave the options."""
    found = {name: options.pop(name) for name in ("stop_words", "stop_categories", "stop")}
    return found | {"stop_categories": found["stop_categories"] or None}


@click.command("terms")
@with_options(*READING, _STOP_WORDS)
def terms_command(**options: Any) -> int:
    """Term frequencies."""
    stops = _stops(options)
    call = Call(options)
    return call.print_counts(terms(call.view, limit=call.limit, **stops))


@click.command("phrases")
@with_options(*READING, _STOP_WORDS)
@click.option("--longest", type=int, default=LONGEST, show_default=True, help="How many words a phrase may have.")
@click.option("--floor", type=int, help="How often a phrase must occur (default: one in a million words, at least 3).")
def phrases_command(longest: int, floor: int | None, **options: Any) -> int:
    """Frequent word sequences that chance does not explain."""
    stops = _stops(options)
    call = Call(options)
    return call.print_counts(phrases(call.view, limit=call.limit, longest=longest, floor=floor, **stops))


@click.command("trend")
@click.argument("series", nargs=-1, metavar="TERM|ACTOR…")
@with_options(CACHE, SELECTION, output("How many rows, from the first on; 0 gives all.", 0), COUNTING, EVERY)
def trend_command(series: tuple[str, ...], every: str | None, demonyms: bool, fold_capitals: bool, **options: Any) -> int:
    """Counts and shares of terms or actors by period."""
    call = Call(options)
    if not series:
        raise CallError("Name at least one term or actor: marsad trend السلام")
    return call.print(trend(call.view, series, every=every or "month", demonyms=demonyms, fold_capitals=fold_capitals, limit=call.limit))


@click.command("keyness")
@with_options(*READING, SIDES, _STOP_WORDS)
def keyness_command(a: str | None, b: str | None, **options: Any) -> int:
    """Terms that set one selection apart from another, or from the rest."""
    stops = _stops(options)
    call = Call(options)
    table = keyness(call.view, a=a, b=b, limit=call.limit, **stops)
    for side, given in (("a", a), ("b", b)):
        if given is None:
            left = sides(call.view, a, b)[side == "b"].size
            click.echo(f"marsad: --{side} was not given: the rest, {left:,} articles, stands on that side", err=True)
    return call.print_counts(table)


@click.command("collocates")
@click.argument("term_", metavar="TERM")
@with_options(*READING, _STOP_WORDS)
@click.option("--window", type=int, default=WINDOW, show_default=True, help="How many words on either side.")
def collocates_command(term_: str, window: int, **options: Any) -> int:
    """Words around a term."""
    stops = _stops(options)
    call = Call(options)
    return call.print_counts(collocates(call.view, term_, window=window, limit=call.limit, **stops))


@click.command("concordance")
@click.argument("text_", metavar="TEXT")
@with_options(*READING)
@click.option("--context", type=click.IntRange(0, 2_000), default=CONTEXT, show_default=True, help="Characters on either side.")
@click.option("--order", type=click.Choice(ORDERS), default="newest", show_default=True, help="Newest article first, or by the words before (left) or after (right).")
def concordance_command(text_: str, context: int, order: str, **options: Any) -> int:
    """Keyword in context: a word in all its forms, a name, a "phrase" or prefix*."""
    call = Call(options)
    return call.print(concordance(call.view, text_, limit=call.limit, context=context, order=order))


COMMANDS = (
    terms_command,
    phrases_command,
    trend_command,
    keyness_command,
    collocates_command,
    concordance_command,
)
