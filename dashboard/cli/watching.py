"""marsad watch and marsad fetch: a corpus that grows."""

import signal
import threading
from pathlib import Path
from typing import Any

import click
from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

import dashboard
from dashboard import building
from dashboard.cli.building import inputs_of, say
from dashboard.cli.options import PLACES, taken_settings, with_options
from dashboard.cli.printing import print_object
from dashboard.errors import CallError, MarsadError
from dashboard.fetching import fetching
from dashboard.readers.outlets import Outlets
from dashboard.text.showing import visible_controls

_CHANGES = (EVENT_TYPE_CLOSED, EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED, EVENT_TYPE_MOVED)
_QUIET, _LONGEST = 1.0, 30.0
"""Seconds without a change before a build begins (a file that is being copied changes all the time), and how long that is waited for."""
_AGAIN = 15.0
"""Seconds until the next try where another build held the cache."""


class _Changes(FileSystemEventHandler):
    """Notes that something in the watched folders changed; what the corpus does not read (dot files, the cache) is nothing."""

    def __init__(self, cache: Path) -> None:
        self.noted = threading.Event()
        self._cache = cache.resolve()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note an event that changes a file of the corpus."""
        paths = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
        if event.event_type in _CHANGES and not (event.is_directory and event.event_type == EVENT_TYPE_MODIFIED) and any(map(self._read, paths)):
            self.noted.set()

    def _read(self, path: Path) -> bool:
        return not path.name.startswith(".") and not path.is_relative_to(self._cache)

    def settle(self, patience: float | None = None) -> None:
        """Wait for a change, at most so many seconds, and then until there has been none for a while."""
        self.noted.wait(patience)
        for _ in range(int(_LONGEST / _QUIET)):
            self.noted.clear()
            if not self.noted.wait(_QUIET):
                return


@click.command("watch")
@with_options(PLACES)
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes (default: one a core).")
def watch(jobs: int | None, **options: Any) -> int:
    """Build now, and again whenever the corpus changes, until it is stopped; a dashboard that is open offers the new data."""
    settings = taken_settings(options)
    inputs = inputs_of(settings)
    for folder in inputs.folders:
        if not folder.is_dir():
            raise CallError(f"No corpus folder {folder}. Name a folder that is there: --corpus DIR", key="no_folder", value=folder)
    changes = _Changes(settings.cache)
    observer = Observer()
    for folder in inputs.folders:
        observer.schedule(changes, str(folder.resolve()), recursive=True)
    for file in (*inputs.actors, *inputs.outlets):
        observer.schedule(changes, str(file.resolve().parent))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        observer.start()
        click.echo(f"Watching {', '.join(map(str, inputs.folders))}; Ctrl+C ends it", err=True)
        live = ""
        while True:
            try:
                report, patience = building.build(inputs, settings.cache, jobs=jobs), None
            except MarsadError as problem:
                click.echo(f"marsad: {problem}", err=True)
                patience = _AGAIN if problem.key == "busy_cache" else None
            else:
                if report.generation != live:
                    live = report.generation
                    say(report)
            changes.settle(patience)
    except KeyboardInterrupt:
        return 0
    finally:
        if observer.is_alive():
            observer.stop()
            observer.join()


@click.command("fetch")
@click.argument("outlets_", metavar="[OUTLET]…", nargs=-1)
@with_options(PLACES)
@click.option("--delay", type=click.FloatRange(min=0, max=600), default=fetching.DELAY, show_default=True, help="Seconds between two requests to a site.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def fetch(outlets_: tuple[str, ...], delay: float, format_: str, **options: Any) -> int:
    """Get the feeds listed in outlets.toml, of all outlets or of some, and the articles that are new in them.

    It is the only command that asks the network for anything. Pages are kept under fetched/ in the corpus folder; marsad build reads them.
    """
    settings = taken_settings(options)
    inputs = inputs_of(settings)
    known = Outlets.load((*inputs.own("outlets.toml"), *inputs.outlets))
    agent = f"marsad/{dashboard.__version__}"
    told = None if format_ == "json" else lambda url, kind: click.echo(f"{'Feed' if kind == 'feed' else '  '} {visible_controls(url)}", err=True)
    found = fetching.fetch(inputs.folders, known, only=outlets_, agent=agent, delay=delay, told=told)
    if format_ == "json":
        print_object({"feeds": [{name: getattr(one, name) for name in one.__slots__} for one in found]})
    else:
        _tell(found)
    return 1 if any(one.refused for one in found) else 0


def _tell(found: list[fetching.Fetched]) -> None:
    for one in found:
        click.echo(f"{one.source}: {one.outcome}, {one.articles:,} new, {one.known:,} known ({visible_controls(one.feed)})")
        for row in one.refused:
            click.echo(f"Refused {visible_controls(row['url'])}: {row['reason']} ({visible_controls(row['detail'])})", err=True)
    if any(one.articles for one in found):
        click.echo("To read them: marsad build", err=True)


COMMANDS = (watch, fetch)
