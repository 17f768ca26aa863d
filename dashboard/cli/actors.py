"""The commands about actors: who is named, how, beside whom, and who is heard."""

from typing import Any

import click

from dashboard import measures
from dashboard.cli.calls import READING, Call
from dashboard.cli.options import (
    ABOUT,
    COUNTING,
    EVERY,
    KIND,
    SIDES,
    SPEAKER,
    VERB_CLASS,
    WITHIN,
    with_options,
)
from dashboard.errors import CallError
from dashboard.lexicon.actors import KINDS
from dashboard.measures.about import about as about_whom
from dashboard.measures.actors import actors
from dashboard.measures.naming import naming
from dashboard.measures.profile import PARTS, profile
from dashboard.measures.quotes import quotes
from dashboard.measures.speakers import speakers
from dashboard.measures.verbs import verbs


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
@with_options(*READING, SPEAKER, ABOUT, VERB_CLASS)
@click.option("--nobody", is_flag=True, help="Only quotes that nobody is named for.")
def quotes_command(**options: Any) -> int:
    """Who said what."""
    call = Call(options)
    return call.print(quotes(call.view, limit=call.limit, **options))


@click.command("speakers")
@with_options(*READING, SPEAKER, ABOUT, EVERY)
def speakers_command(**options: Any) -> int:
    """Who is heard, by source, with which verbs; with --every by period, too."""
    call = Call(options)
    return call.print(speakers(call.view, limit=call.limit, lang=call.lang, **options))


@click.command("verbs")
@with_options(*READING, SPEAKER, ABOUT, VERB_CLASS)
def verbs_command(**options: Any) -> int:
    """With which verbs, of which class, each source introduces each speaker."""
    call = Call(options)
    return call.print(verbs(call.view, limit=call.limit, lang=call.lang, **options))


@click.command("about")
@with_options(*READING, SPEAKER, KIND)
def about_command(**options: Any) -> int:
    """Which actor speaks about which."""
    call = Call(options)
    return call.print(about_whom(call.view, limit=call.limit, lang=call.lang, **options))


COMMANDS = (
    actors_command, actor_command, comentions_command, naming_command, quotes_command, speakers_command, verbs_command, about_command,
)  # fmt: skip
