"""Options that commands share: where things are, which articles, how the answer is printed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dashboard.cli.printing import FORMATS
from dashboard.errors import CallError
from dashboard.readers import remote
from dashboard.selection import Selection
from dashboard.settings import Settings

Command = Callable[..., Any]

SELECTION = (
    click.option("--source", multiple=True, metavar="S", help="Only this outlet (repeatable)."),
    click.option("--region", multiple=True, metavar="R", help="Only outlets of this region (repeatable)."),
    click.option("--since", metavar="DATE", help="Only from this date on (inclusive)."),
    click.option("--until", metavar="DATE", help="Only up to this date (inclusive)."),
    click.option("--undated", default="auto", metavar="auto|include|exclude|only", help="Articles without a date; auto: unless a date range is set."),
    click.option("--actor", multiple=True, metavar="A", help="Only articles that name this actor (repeatable: all)."),
    click.option("--term", multiple=True, metavar="T", help="Only articles that hold this term (repeatable: all)."),
    click.option("--text", metavar="QUERY", help='Only articles that match a query: words, "phrases", prefix*, AND OR NOT.'),
    click.option("--id", multiple=True, metavar="ID", help="Only this article (repeatable)."),
    click.option("--copies", default="all", metavar="all|first", help="Count copies of one text each, or once."),
    click.option("--voice", default="all", metavar="all|outlet|reported|direct", help="Only words in this voice."),
    click.option("--origin", multiple=True, metavar="AGENCY", help="Only text that came from this agency (repeatable)."),
)
_SELECTION_NAMES = ("source", "region", "since", "until", "undated", "actor", "term", "text", "id", "copies", "voice", "origin")


def output(limited: str = "How many rows; 0 gives all.", limit: int = 50) -> tuple[Callable[[Command], Command], ...]:
    """The options for how an answer is printed; `limited` says what --limit counts."""
    return (
        click.option("--format", "format_", type=click.Choice(FORMATS), help="How rows are printed (table on a terminal, jsonl in a pipe)."),
        click.option("--limit", type=click.IntRange(min=0), default=limit, show_default=True, help=limited),
        click.option("--lang", type=click.Choice(["ar", "en"]), help="Language of names."),
        click.option("-o", "output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."),
    )


OUTPUT = output()


class _CorpusPlace(click.Path):
    """A folder, or the URL of one on another filesystem, which stays a string."""

    name = "folder or URL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A Path, or the URL as it was given."""
        return value if isinstance(value, str) and remote.is_url(value) else super().convert(value, param, ctx)


CACHE = (click.option("--cache", type=click.Path(path_type=Path), help="The cache folder (default: cache, or MARSAD_CACHE)."),)

PLACES = (
    click.option("--corpus", multiple=True, type=_CorpusPlace(path_type=Path), metavar="DIR", help="A corpus folder (repeatable; default: corpus, or MARSAD_CORPUS)."),
    *CACHE,
    click.option("--actors", multiple=True, type=click.Path(path_type=Path), help="A further actors.toml (repeatable)."),
    click.option("--outlets", multiple=True, type=click.Path(path_type=Path), help="A further outlets.toml (repeatable)."),
)

COUNTING = (
    click.option("--demonyms", is_flag=True, help="Count الروسي for the state."),
    click.option("--fold-capitals", is_flag=True, help="Count موسكو for روسيا."),
)

EVERY = (click.option("--every", metavar="day|week|month|quarter", help="The period (trend: month unless told; naming: none)."),)

SIDES = (
    click.option("--a", metavar="SEL", help="One selection in URL form: source=x&since=2020-10-01."),
    click.option("--b", metavar="SEL", help="The other; one that is not given is the rest of the selection."),
)

KIND = (click.option("--kind", metavar="direct|partial|indirect", help="Only quotes of this kind."),)

ABOUT = (click.option("--about", metavar="A", help="Only quotes that name this actor."), *KIND)

SPEAKER = (click.option("--speaker", metavar="A", help="Only this speaker: an actor, or as the articles' own words name it."),)

VERB_CLASS = (click.option("--verb-class", metavar="CLASS", help="Only quotes that a verb of this class introduces."),)

WITHIN = (click.option("--within", default="article", metavar="article|paragraph|sentence", help="The window that must name both."),)


def with_options(*groups: tuple[Command, ...]) -> Callable[[Command], Command]:
    """A decorator that adds groups of options, in the order given."""

    def add(command: Command) -> Command:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return add


def taken_selection(options: dict[str, Any]) -> Selection:
    """The selection among a command's options, which leaves them."""
    return Selection.of(**{name: options.pop(name) for name in _SELECTION_NAMES})


def taken_urls(options: dict[str, Any]) -> tuple[str, ...]:
    """The URLs among a command's corpora, which leave the options."""
    places = options["corpus"] or ()
    options["corpus"] = tuple(place for place in places if isinstance(place, Path))
    return tuple(place for place in places if isinstance(place, str))


def taken_settings(options: dict[str, Any]) -> Settings:
    """The settings of the environment under a command's own places, which leave the options.

    Raises CallError where a corpus is named by a URL.
    """
    base = Settings.of_environment()
    given = {name: options.pop(name, None) for name in ("corpus", "cache", "actors", "outlets")}
    away = [place for place in given["corpus"] or () if isinstance(place, str)]
    if away:
        raise CallError(f"{remote.shown(away[0])}: only marsad build reads a corpus from a URL. The others need its cache alone: --cache DIR")
    return Settings(
        corpus=tuple(given["corpus"] or ()) or base.corpus,
        cache=given["cache"] or base.cache,
        actors=tuple(given["actors"] or ()) or base.actors,
        outlets=tuple(given["outlets"] or ()) or base.outlets,
        lang=options.pop("lang", None) or base.lang,
        read_only=bool(options.pop("read_only", False)) or base.read_only,
    )
