"""marsad bench: the project's speed on this machine, beside its peers."""

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from dashboard.cli.printing import print_object
from dashboard.errors import CallError, installing

_COLUMNS = {"part": "part", "tool": "tool", "runs": "runs", "median_ms": "median ms", "low_ms": "low", "p95_ms": "95 %", "high_ms": "high", "mb_per_s": "MB/s", "ratio": "× marsad"}


@click.command("bench")
@click.option("--articles", type=click.IntRange(min=100), default=10_000, show_default=True, help="How large a corpus to make.")
@click.option("--peers", is_flag=True, help=f"Run scikit-learn, polars and DuckDB over the same texts and rows, too ({installing('bench')}).")
@click.option("--runs", type=click.IntRange(min=1), default=5, show_default=True, help="How often each is timed.")
@click.option("--selections", type=click.IntRange(min=1), default=100, show_default=True, help="How many random selections are asked about.")
@click.option("--peer-selections", type=click.IntRange(min=1), default=5, show_default=True, help="About how many of them the peers are asked.")
@click.option("--ask", "cache", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Ask this cache; make and build nothing.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes build (default: one a core).")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("-o", "output", type=click.Path(path_type=Path, dir_okay=False), help="Write the JSON to this file, too.")
def bench(
    articles: int, peers: bool, runs: int, selections: int, peer_selections: int, cache: Path | None, jobs: int | None, format_: str, output: Path | None
) -> int:
    """Make a corpus, build it and ask it, and say how long that took; with --peers, how long others take."""
    from dashboard.bench.running import bench as run

    if output is not None and not output.absolute().parent.is_dir():
        raise CallError(f"No folder {output.parent} to write {output.name} to")
    found = run(
        articles, peers=peers, runs=runs, selections=selections, peer_selections=peer_selections, jobs=jobs, cache=cache,
        progress=lambda stage: click.echo(stage, err=True),
    )  # fmt: skip
    if output is not None:
        output.write_bytes(_json(found))
    if format_ == "json":
        print_object(found)
    else:
        _show(found)
    return 0


def _json(found: dict[str, Any]) -> bytes:
    import orjson

    return orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _show(found: dict[str, Any]) -> None:
    machine = found["machine"]
    click.echo(f"{found['articles']:,} articles, {found['megabytes']:,} MB, {machine['cores']} cores, Python {machine['python']}")
    table = Table()
    for label in _COLUMNS.values():
        table.add_column(label, justify="left" if label in ("part", "tool") else "right")
    for row in found["figures"]:
        table.add_row(*(_cell(row[name]) for name in _COLUMNS))
    Console(width=None if Console().is_terminal else 130).print(table)
    for tool, same in found["same_answers"].items():
        click.echo(f"{tool} gives {'the same answers' if same else 'OTHER answers'} to every question")


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,.1f}" if isinstance(value, float) else str(value)


COMMANDS = (bench,)
