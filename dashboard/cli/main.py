"""The `marsad` command: its sub-commands, and errors as one clear line with the promised exit status."""

import errno
import importlib
import sys
from collections.abc import Sequence

import click

from dashboard.errors import MarsadError

_ROOMS = {
    "building": ("build", "app", "info"),
    "watching": ("watch", "fetch"),
    "reading": ("articles", "article", "sources", "copies", "passages", "quotations"),
    "curating": ("cleaning", "correct", "suggest", "lexicon"),
    "words": ("terms", "phrases", "trend", "keyness", "collocates", "concordance"),
    "actors": ("actors", "actor", "comentions", "naming", "quotes", "speakers", "verbs", "about"),
    "exporting": ("export", "report"),
    "benching": ("bench",),
}
"""The commands by the module that holds them; only the module of the command that was called is loaded."""

_CHECK = "Check the disk and the permissions of the folder"
_ADVICE = {
    errno.ENOSPC: "Free some space on that disk",
    errno.EDQUOT: "Free some space on that disk",
    errno.EMFILE: "Allow more open files (ulimit -n 4096)",
    errno.ENFILE: "Close other programs",
    errno.EACCES: "Give yourself permission, or choose another folder",
    errno.EPERM: "Give yourself permission, or choose another folder",
    errno.EROFS: "Choose a folder that can be written to",
}
"""What helps against an error of the system."""


class _Commands(click.Group):
    """A group that loads a command's module when the command is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The names of all commands, in the order of the interface."""
        del context
        return [name for names in _ROOMS.values() for name in names]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """A command by its name."""
        del context
        for room, names in _ROOMS.items():
            if name in names:
                module = importlib.import_module(f"dashboard.cli.{room}")
                commands: dict[str, click.Command] = {command.name: command for command in module.COMMANDS}
                return commands[name]
        return None


@click.group(
    cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def marsad(context: click.Context, debug: bool) -> int | None:
    """Marsad: an observatory of Arabic news. Without a command: build what is missing, then open the dashboard."""
    del debug
    if context.invoked_subcommand is None:
        building = importlib.import_module("dashboard.cli.building")
        status: int = building.build_and_open()
        return status
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0 done, 1 some input was refused, 2 the call is wrong, 3 the cache is."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    given = [one for one in given if one != "--debug"]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = marsad.main(given, prog_name="marsad", standalone_mode=False)
    except MarsadError as problem:
        if debug:
            raise
        click.echo(f"marsad: {problem}", err=True)
        return problem.exit_status
    except click.exceptions.NoArgsIsHelpError as problem:
        click.echo(problem.format_message(), err=True)
        return 2
    except click.ClickException as problem:
        click.echo(f"marsad: {problem.format_message()}", err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("marsad: stopped. The live generation is as it was; what was analysed is kept for the next build", err=True)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as problem:
        if debug:
            raise
        where = f": {problem.filename}" if problem.filename else ""
        click.echo(f"marsad: {problem.strerror or problem}{where}. {_ADVICE.get(problem.errno or 0, _CHECK)}, then run the same command again", err=True)
        return 2
    except Exception as problem:
        if debug:
            raise
        click.echo(f"marsad: unexpected {type(problem).__name__}: {problem}. The same command with --debug shows where", err=True)
        return 2
    return status if isinstance(status, int) else 0
