"""The commands about actors: who is named, how, beside whom, and who is heard."""

from typing import Any

import click

from dashboard import measures
from dashboard.cli.calls import READING, Call
from dashboard.cli.options import COUNTING, EVERY, SIDES, WITHIN, with_options
from dashboard.errors import CallError
from dashboard.lexicon.actors import KINDS
from dashboard.measures.actors import actors
from dashboard.measures.naming import naming
from dashboard.measures.profile import PARTS, profile
from dashboard.measures.quotes import quotes
from dashboard.measures.speakers import speakers

_ABOUT = (
    click.option("--about", metavar="A", help="Only quotes that name this actor."),
    click.option("--kind", metavar="direct|partial|indirect", help="Only quotes of this kind."),
)


@click.command("actors")
@with_options(*READING, COUNTING)
@click.option("--kind", metavar="|".join(KINDS), help="Only actors of this kind.")
def actors_command(**options: Any) -> int:
    """Actor mentions."""
    call = Call(options)
    return call.print(actors(call.view, limit=call.limit, lang=call.lang, **options))


@click.command("actor")
@click.argument("actor_", nargs=-1, required=True, metavar="ACTOR")
@with_options(*READING, COUNTING, WITHIN)
@click.option("--every", default="month", show_default=True, metavar="day|week|month|quarter", help="The period of the trend.")
@click.option("--part", metavar="|".join(PARTS), help="One table alone; csv and jsonl need it.")
def actor_command(actor_: tuple[str, ...], **options: Any) -> int:
    """One actor: forms, trend, sources, companions, quotes by and about, nearest words; as one JSON object, or a --part as rows."""
    call = Call(options)
    made = profile(call.view, " ".join(actor_), limit=call.limit, lang=call.lang, **options)
    return call.print(made[options["part"]]) if options["part"] else call.print_parts(made)


@click.command("comentions")
@with_options(*READING, COUNTING, WITHIN, SIDES)
@click.option("--beside", metavar="A", help="Only pairs of this actor.")
def comentions_command(beside: str | None, **options: Any) -> int:
    """Pairs of actors named together; with --a and --b the pairs that rose and those that fell."""
    call = Call(options)
    if beside is not None and (options["a"] is not None or options["b"] is not None):
        raise CallError("--beside and --a or --b do not go together. To compare one actor's pairs, add actor=… to both selections")
    more = {} if beside is None else {"beside": beside}
    return call.print(measures.comentions(call.view, limit=call.limit, **more, **options))


@click.command("naming")
@click.argument("actor_", nargs=-1, required=True, metavar="ACTOR…")
@with_options(*READING, COUNTING, EVERY)
def naming_command(actor_: tuple[str, ...], every: str | None, demonyms: bool, fold_capitals: bool, **options: Any) -> int:
    """Which source uses which form of an actor's name."""
    call = Call(options)
    return call.print(naming(call.view, actor_, every=every, limit=call.limit, demonyms=demonyms, fold_capitals=fold_capitals))


@click.command("quotes")
@with_options(*READING, _ABOUT)
@click.option("--speaker", metavar="A", help="Only what this actor says.")
@click.option("--verb-class", metavar="CLASS", help="Only quotes that a verb of this class introduces.")
def quotes_command(speaker: str | None, verb_class: str | None, about: str | None, kind: str | None, **options: Any) -> int:
    """Who said what."""
    call = Call(options)
    return call.print(quotes(call.view, speaker=speaker, about=about, kind=kind, verb_class=verb_class, limit=call.limit))


@click.command("speakers")
@with_options(*READING, _ABOUT)
def speakers_command(about: str | None, kind: str | None, **options: Any) -> int:
    """Who is heard, by source, with which verbs."""
    call = Call(options)
    return call.print(speakers(call.view, about=about, kind=kind, limit=call.limit, lang=call.lang))


COMMANDS = (actors_command, actor_command, comentions_command, naming_command, quotes_command, speakers_command)
