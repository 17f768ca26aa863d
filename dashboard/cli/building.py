"""marsad build, info, app, and marsad alone: make the cache and open the dashboard."""

import contextlib
import importlib
import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

import dashboard
from dashboard import building
from dashboard.cache import layout
from dashboard.cli.options import CACHE, PLACES, taken_settings, taken_urls, with_options
from dashboard.cli.printing import print_object
from dashboard.corpus import Corpus
from dashboard.engines import Engine
from dashboard.errors import CacheError, CallError, MarsadError
from dashboard.settings import Settings
from dashboard.text.showing import visible_controls

_LINES_NAMED = 5
_STAGES = {
    "plan": "Looking at the input",
    "read": "Reading and analysing (the first start after installation compiles for a minute or two)",
    "reread": "Reading again with what was learnt",
    "order": "Putting articles in order",
    "bodies": "Writing texts",
    "vocabulary": "Grouping words",
    "terms": "Counting words",
    "mentions": "Counting names",
    "written": "Sealing",
    "copies": "Looking for articles that share their text",
    "search": "Indexing texts for search",
    "done": "Done",
}
_MEGABYTE = 1e6


def inputs_of(settings: Settings) -> building.Inputs:
    """The corpus that settings name."""
    for path in (*settings.actors, *settings.outlets):
        if not path.is_file():
            raise CallError(f"No file {path}. --actors and --outlets each name a .toml file")
    return building.Inputs(settings.corpus, settings.actors, settings.outlets)


def build_shown(inputs: building.Inputs, cache: Path, **options: Any) -> building.Report:
    """Build with a progress bar on a terminal, quietly in a pipe."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return building.build(inputs, cache, **options)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as shown:
        bar = shown.add_task("…", total=1.0, rate="")

        def progress(stage: str, done: float, total: float) -> None:
            reading = stage in ("read", "reread") and total > 0
            speed = shown.tasks[0].speed
            rate = f"{done / _MEGABYTE:,.1f} of {total / _MEGABYTE:,.1f} MB" + (f", {speed / _MEGABYTE:,.1f} MB/s" if speed else "") if reading else ""
            if done == 0:
                shown.reset(bar, total=max(total, 1e-9), description=_STAGES[stage], rate=rate)
            shown.update(bar, completed=done, description=_STAGES[stage], rate=rate)

        return building.build(inputs, cache, progress=progress, **options)


@click.command("build")
@with_options(PLACES)
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes (default: one a core).")
@click.option("--engine", default="local", show_default=True, metavar="local|dask|tcp://SCHEDULER", help="Where the work runs; dask: a cluster of this machine's processes.")
@click.option("--rebuild", is_flag=True, help="Analyse everything again.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--progress", is_flag=True, help="Say on standard error how far it is, as JSON lines.")
def build(jobs: int | None, engine: str, rebuild: bool, format_: str, progress: bool, **options: Any) -> int:
    """Read the corpus and make the cache; what has not changed is not analysed again.

    A corpus may be the URL of a folder on any filesystem that fsspec reads (s3://, gs://, abfs://, hdfs:// …).
    """
    urls, folders = taken_urls(options), options["corpus"]
    settings = taken_settings(options)
    inputs = replace(inputs_of(settings), folders=folders, urls=urls) if urls else inputs_of(settings)
    shown = _build_told if progress else build_shown
    refused: list[dict[str, Any]] = []
    try:
        with _engine(engine, jobs) as runner:
            report = shown(inputs, settings.cache, jobs=jobs, rebuild=rebuild, engine=runner, turned_away=refused.extend)
    except (MarsadError, OSError):
        say_refused(refused)
        raise
    if format_ == "json":
        print_object({name: getattr(report, name) for name in report.__slots__})
    else:
        say(report)
    return 1 if any(one["reason"] != "empty" for one in report.refused) else 0


@contextlib.contextmanager
def _engine(name: str, jobs: int | None) -> Iterator[Engine | None]:
    """The engine of a name or a scheduler's address; None for this machine's own processes.

    Raises CallError where it is neither, or where nothing answers there.
    """
    if name == "local":
        yield None
        return
    given, _, address = name.partition("=")
    if "://" in name and not address:
        given, address = "dask", name
    if given != "dask":
        raise CallError(f"No engine {name!r}. One of: local, dask, or the address of a Dask scheduler such as tcp://10.0.0.1:8786")
    with importlib.import_module("dashboard.engines.dask").Dask(address, jobs=jobs) as engine:
        yield engine


def _build_told(inputs: building.Inputs, cache: Path, **options: Any) -> building.Report:
    """Build, telling another program on standard error how far it is and what went wrong: one JSON object a line."""
    found = {"articles": 0, "refused": 0}

    def tell(said: dict[str, Any]) -> None:
        click.echo(json.dumps(said, ensure_ascii=False, default=str), err=True)

    def progress(stage: str, done: float, total: float) -> None:
        tell({"stage": stage, "done": done, "total": total, **found})

    def counted(articles: int, refused: int) -> None:
        found.update(articles=articles, refused=refused)

    try:
        return building.build(inputs, cache, progress=progress, counted=counted, **options)
    except MarsadError as problem:
        tell({"problem": str(problem), "key": problem.key, "values": problem.values})
        raise


def _lines(lines: Sequence[int | None]) -> str:
    """Where in its file something was refused alike: the first lines, and how many more there are."""
    numbers = [line for line in lines if line]
    named = ", ".join(map(str, numbers[:_LINES_NAMED]))
    more = f" and {len(numbers) - _LINES_NAMED:,} more" if len(numbers) > _LINES_NAMED else ""
    return f", line{'s' if len(numbers) > 1 else ''} {named}{more}" if numbers else ""


def say(report: building.Report) -> None:
    unchanged = sum(row["outcome"] == "unchanged" for row in report.files)
    click.echo(
        f"{report.articles:,} article{'' if report.articles == 1 else 's'} from "
        f"{len(report.files):,} file{'' if len(report.files) == 1 else 's'} ({unchanged:,} unchanged), "
        f"{report.bytes / _MEGABYTE:,.1f} MB in {report.seconds:,.1f} s → {report.generation}"
    )
    say_refused(report.refused)
    for row in report.files:
        if row["warnings"]:
            click.echo(f"{visible_controls(row['path'])}: {', '.join(row['warnings'])}", err=True)


def say_refused(refused: Sequence[dict[str, Any]]) -> None:
    """One line for what was refused alike in one place."""
    alike: dict[tuple[str, str | None, str, str], list[int]] = {}
    for one in refused:
        alike.setdefault((one["path"], one["member"], one["reason"], one["detail"]), []).append(one["line"])
    for (path, member, reason, detail), lines in alike.items():
        place = visible_controls(path) + (f" › {visible_controls(member)}" if member else "") + _lines(lines)
        click.echo(f"Refused {place}: {reason} ({visible_controls(detail)})", err=True)


@click.command("info")
@with_options(CACHE)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default=None)
def info(format_: str | None, **options: Any) -> int:
    """What the cache holds, from which files, built when, with which code and lexicon."""
    said = _information(taken_settings(options).cache)
    if format_ == "json" or (format_ is None and not sys.stdout.isatty()):
        print_object(said)
        return 0
    for name, value in said.items():
        shown = f"{len(value)} entries" if isinstance(value, list) else value
        click.echo(f"{name:<12} {visible_controls(str(shown))}")
    return 0


def _information(cache: Path) -> dict[str, Any]:
    """The facts about the live generation, input files last."""
    generation = Corpus.open(cache).generation
    facts = generation.manifest
    size = sum(entry["bytes"] for entry in facts["data"].values())
    counts = facts["counts"]
    return {
        "generation": generation.name, "format": facts["format"], **layout.made(generation.folder), "articles": counts["articles"], "terms": counts["terms"],
        "mentions": counts["mentions"], "sources": len(generation.source_slugs), "bytes": size, "code": facts["code"], "lexicon": facts["lexicon"],
        "outlets": facts["outlets"], "files": facts["inputs"], "refused": facts["refused"],
    }  # fmt: skip


@click.command("app")
@with_options(PLACES)
@click.option("--port", type=click.IntRange(0, 65535), default=8501, show_default=True, help="The port on this machine; 0 picks a free one.")
@click.option("--lang", type=click.Choice(["ar", "en"]), help="The interface language to begin with.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--read-only", is_flag=True, help="Nothing on disk is changed from the dashboard.")
def app(port: int, no_browser: bool, **options: Any) -> int:
    """Open the dashboard on the cache as it is."""
    return serve(taken_settings(options), port=port, browser=not no_browser)


def serve(settings: Settings, *, port: int = 8501, browser: bool = True) -> int:
    """Run the dashboard until it is stopped; returns its exit status.

    Raises CallError where the port is taken.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CallError(f"Port {port} is taken. Choose another with --port, or 0 for any free one") from None
        port = probe.getsockname()[1]
    page = Path(dashboard.__file__).parent / "app" / "server.py"
    flags = {
        "server.address": "127.0.0.1", "server.port": port, "server.headless": str(not browser).lower(), "browser.gatherUsageStats": "false",
        "server.enableXsrfProtection": "true", "client.showErrorDetails": "none", "client.toolbarMode": "viewer",
        "server.fileWatcherType": "none", "server.maxUploadSize": 200, "theme.base": str(page.with_name("theme.toml")),
    }  # fmt: skip
    click.echo(f"http://127.0.0.1:{port}", err=True)
    command = [sys.executable, "-m", "streamlit", "run", str(page), *(f"--{name}={value}" for name, value in flags.items())]
    server = subprocess.Popen(command, env=settings.environment())
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        return max(server.wait(), 0)
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
        return 0


def build_and_open() -> int:
    """What `marsad` alone does: build what is missing, then open the dashboard."""
    settings = Settings.of_environment()
    try:
        report = build_shown(inputs_of(settings), settings.cache, derive=False)
        say(report)
    except CallError as problem:
        try:
            layout.current(settings.cache)
        except CacheError:
            raise problem from None
        click.echo(f"{problem} Opening the cache as it is.", err=True)
    threading.Thread(target=_derive_quietly, args=(settings.cache,), daemon=True).start()
    return serve(settings, browser=sys.stdout.isatty())


def _derive_quietly(cache: Path) -> None:
    """Find copies on one core while the dashboard answers; what is missing at the end is found by the next build."""
    with contextlib.suppress(MarsadError, OSError):
        building.derived(cache, jobs=1)


COMMANDS = (build, app, info)
