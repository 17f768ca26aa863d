"""The commands for what a corpus's owner decides: lines put back, articles set right, names taken in, merged or rejected."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import click
import pandas as pd
from rapidfuzz import process

from dashboard.cli.building import inputs_of
from dashboard.cli.calls import Call
from dashboard.cli.options import OUTPUT, PLACES, SELECTION, output, taken_settings, with_options
from dashboard.cli.printing import print_rows
from dashboard.corpus import Corpus
from dashboard.curating import actors, corrections, outlets
from dashboard.curating.actors import Book
from dashboard.curating.files import Change
from dashboard.errors import CacheError, CallError
from dashboard.lexicon.actors import KINDS
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.lexicon import Lexicon
from dashboard.measures.cleaning import cleaning
from dashboard.measures.suggest import suggest
from dashboard.places import Inputs
from dashboard.readers.corrections import ArticleCorrection
from dashboard.readers.outlets import Outlets
from dashboard.settings import Settings

_NEAREST = 3
LEXICON_COLUMNS = ("actor", "name", "en", "kind", "form", "role", "origin")


@click.command("cleaning")
@with_options(PLACES, SELECTION, OUTPUT)
@click.option("--restore", multiple=True, metavar="TEXT", help="Put this line back, from the next build on (repeatable).")
@click.option("--restore-rule", metavar="RULE", help="Put back whatever this rule takes out; with --source, of that outlet only.")
@click.option("--file", metavar="FILE", help="With --restore or --restore-rule: in this file only.")
def cleaning_command(restore: tuple[str, ...], restore_rule: str | None, file: str | None, **options: Any) -> int:
    """Every line that was removed, and why; or put lines back."""
    if not restore and not restore_rule:
        call = Call(options)
        return call.print(cleaning(call.view, limit=call.limit))
    sources = options["source"]
    settings = _changeable(options)
    inputs = inputs_of(settings)
    folders, change = inputs.folders, Change()
    if restore:
        _check_removed(settings.cache, folders, restore, file)
        change += corrections.restore_lines(folders, [(file, text) for text in restore])
    if restore_rule:
        if len(sources) > 1:
            raise CallError("--restore-rule takes one --source, or none for every outlet")
        known = _outlets(inputs)
        slugs = [known.source_of_name(name) or name for name in sources]
        change += corrections.restore_rule(folders, restore_rule, file=file, source=next(iter(slugs), None))
    return _told(change)


@click.command("correct")
@with_options(PLACES)
@click.argument("file")
@click.option("--part", type=click.IntRange(min=1), help="The number of the article in the file.")
@click.option("--record", help="The record's own id.")
@click.option("--date", metavar="DATE", help="Its date.")
@click.option("--undated", is_flag=True, help="It has no date.")
@click.option("--source", metavar="OUTLET", help="Its outlet: a slug, or a name, which is taken into outlets.toml where nothing is called so.")
@click.option("--title", help="Its title.")
@click.option("--origin", metavar="AGENCY", help="The agency that it came from.")
@click.option("--byline", help="Its author.")
def correct_command(
    file: str, part: int | None, record: str | None, date: str | None, undated: bool, source: str | None, title: str | None,
    origin: str | None, byline: str | None, **options: Any,
) -> int:  # fmt: skip
    """Set an article's date, outlet, title, agency or author right, from the next build on."""
    if not any((date, undated, source, title, origin, byline)):
        raise CallError("Say what is right: --date, --undated, --source, --title, --origin or --byline")
    inputs = _inputs(options)
    change, slug = Change(), None
    if source:
        known = _outlets(inputs)
        slug, fresh = outlets.slug_for(source, known)
        if fresh:
            change += outlets.describe(inputs.folders, slug, known=known, name=source)
    place = ArticleCorrection(_known_file(inputs, file), part, record)
    if origin:
        origin = _outlets(inputs).source_of_name(origin) or origin
    change += corrections.correct(
        inputs.folders,
        [corrections.corrected(place, date="" if undated else date, source=slug, title=title, origin=origin, byline=byline)],
    )
    return _told(change)


@click.command("suggest")
@with_options(PLACES, SELECTION, OUTPUT)
@click.option("--at-least", type=click.IntRange(min=1), default=2, show_default=True, help="How often a name must stand.")
@click.option("--accept", metavar="NAME", help="Take this name in as an actor; with --kind, and --en for its English name.")
@click.option("--kind", type=click.Choice(KINDS), help="With --accept: what it is.")
@click.option("--en", metavar="NAME", default="", help="With --accept: its English name.")
@click.option("--merge", nargs=2, metavar="NAME ACTOR", help="Make this name one of an actor's.")
@click.option("--role", type=click.Choice(actors.ROLES), help="With --merge: how the name stands to the actor.")
@click.option("--reject", multiple=True, metavar="NAME", help="Never suggest this name again (repeatable).")
@click.option("--ner", metavar="MODEL", help="Ask a transformers token-classification model too: a folder or a name (extra [ner]).")
def suggest_command(
    at_least: int, accept: str | None, kind: str | None, en: str, merge: tuple[str, str] | None, role: str | None,
    reject: tuple[str, ...], ner: str | None, **options: Any,
) -> int:  # fmt: skip
    """Names in the corpus that the lexicon does not hold yet; or take one in, merge or reject it."""
    if not (accept or merge or reject):
        call = Call(options)
        inputs = inputs_of(call.settings)
        own = (*inputs.own("actors.toml"), *inputs.actors)
        return call.print(suggest(call.view, actors=own, limit=call.limit, at_least=at_least, ner=ner))
    inputs, change = _inputs(options), Change()
    if accept:
        if kind is None:
            raise CallError(f"Say what {accept!r} is: --kind {'|'.join(KINDS)}")
        change += actors.accept(_book(inputs), accept, kind, en=en)
    if merge:
        book = _book(inputs)
        change += actors.add_name(book, book.named(merge[1]).actor.slug, merge[0], role or "")
    if reject:
        change += actors.reject(_book(inputs), reject)
    return _told(change)


@click.command("lexicon")
@with_options(PLACES, output("How many actors, each with all its names; 0 gives all."))
@click.argument("query")
@click.option("--add", "added", multiple=True, metavar="NAME", help="Give the actor this name (repeatable).")
@click.option("--role", type=click.Choice(actors.ROLES), help="With --add: how the name stands to the actor.")
@click.option("--silence", "silenced", multiple=True, metavar="NAME", help="Take this name away from the actor (repeatable).")
@click.option("--merge-into", metavar="ACTOR", help="Make the actor this other one.")
def lexicon_command(
    query: str, added: tuple[str, ...], role: str | None, silenced: tuple[str, ...], merge_into: str | None, **options: Any
) -> int:
    """The names of the actors that QUERY may mean, one row a name; or change those of the one that it names."""
    limit, format_, file = options.pop("limit"), options.pop("format_"), options.pop("output")
    inputs = _inputs(options, reading=not (added or silenced or merge_into))
    book = _book(inputs)
    if not (added or silenced or merge_into):
        found = _names(book, book.directory.find(query, limit=limit or len(book.entries)))
        if found.empty:
            raise CallError(f"No actor is called {query!r}, or has a name that holds it")
        print_rows(found, format_, file)
        return 0
    slug, change = book.named(query).actor.slug, Change()
    for name in added:
        change += actors.add_name(_book(inputs), slug, name, role or "")
    if silenced:
        _check_borne(inputs, slug, silenced)
        change += actors.silence(_book(inputs), slug, silenced)
    if merge_into:
        change += actors.merge(_book(inputs), slug, book.named(merge_into).actor.slug)
    return _told(change)


def _known_file(inputs: Inputs, file: str) -> str:
    """The file as corrections name it: relative to its folder, an archive's member behind the archive.

    Raises CallError where no folder of the corpus holds it.
    """
    name = PurePosixPath(file)
    if any((folder / part).is_file() for folder in inputs.folders for part in (name, *name.parents)):
        return file
    folders = ", ".join(map(str, inputs.folders))
    raise CallError(f"No file {file!r} in {folders}. Name it as `marsad articles --format csv` does, such as pages/one.txt")


def _names(book: Book, slugs: Sequence[str]) -> pd.DataFrame:
    rows = [
        (slug, book.entries[slug].actor.ar, book.entries[slug].actor.en, book.entries[slug].actor.kind, name.text, name.role, name.origin)
        for slug in slugs
        for name in book.names(slug)
    ]
    return pd.DataFrame(rows, columns=list(LEXICON_COLUMNS))


def _book(inputs: Inputs) -> Book:
    return Book.of(inputs.folders, inputs.actors)


def _outlets(inputs: Inputs) -> Outlets:
    return Outlets.load((*inputs.own("outlets.toml"), *inputs.outlets))


def _inputs(options: dict[str, Any], *, reading: bool = False) -> Inputs:
    """The corpus that a call would change.

    Raises CallError where this installation is read-only.
    """
    return inputs_of(taken_settings(options) if reading else _changeable(options))


def _changeable(options: dict[str, Any]) -> Settings:
    settings: Settings = taken_settings(options)
    if settings.read_only:
        raise CallError("MARSAD_READ_ONLY is set: nothing is changed", key="read_only")
    return settings


def _check_removed(cache: Path, folders: Sequence[Path], texts: Sequence[str], file: str | None) -> None:
    """Raise CallError for a line that no rule and no correction takes out, as far as the live generation tells; without one anything may be said."""
    try:
        rows = cleaning(Corpus.open(cache).view())
    except CacheError:
        return
    known = {text.strip() for text in rows["text"][rows["file"].str.startswith(file or "")]}
    known |= {str(one.said.get("text", "")).strip() for one in corrections.statements(folders)}
    for text in texts:
        if text.strip() and text.strip() not in known:
            raise CallError(f"Nothing removed the line {text.strip()!r}{f' from {file}' if file else ''}. `marsad cleaning --limit 0` lists all removed lines, each in full with --format jsonl")


def _check_borne(inputs: Inputs, slug: str, names: Sequence[str]) -> None:
    """Raise CallError for a name that an actor does not have, neither by a list nor by a rule."""
    lexicon = Lexicon.load((*inputs.own("actors.toml"), *inputs.actors))
    borne = [name.text for name in lexicon.names if lexicon.actors[name.actor].slug == slug]
    keys = {name_key(name) for name in [*borne, *(known.text for known in _book(inputs).names(slug))]}
    for name in names:
        if name_key(name) not in keys:
            near = "، ".join(text for text, _, _ in process.extract(name, dict.fromkeys(borne), limit=_NEAREST))
            raise CallError(f"{slug} is not called {name!r}. Nearest of its names: {near}. `marsad lexicon {slug}` lists them")


def _told(change: Change) -> int:
    """Say which files were changed; returns the exit status."""
    paths = dict.fromkeys(edit.path for edit in change.edits)
    if change:
        click.echo(f"Changed {', '.join(map(str, paths))}. The next build uses it: marsad build", err=True)
    else:
        click.echo("Nothing to change: the files say so already", err=True)
    return 0


COMMANDS = (cleaning_command, correct_command, suggest_command, lexicon_command)
