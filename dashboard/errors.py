"""Errors that speak to the user: what was wrong, where, and what would be right."""

import errno

OF_THE_MACHINE = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC, errno.EDQUOT})
"""Errors of the system that tell of the machine, not of the input: they end a build rather than refuse a file."""


def installing(extra: str) -> str:
    """The command that installs an extra of this package from the project's folder, as no package index holds it."""
    return f"pip install -c constraints.txt -e '.[{extra}]'"


class MarsadError(Exception):
    """Anything the program cannot do for a reason that the user can mend; its text is one clear line.

    `key` names what went wrong and `values` hold what it concerns, so that the dashboard says it in the reader's language.
    """

    exit_status = 2

    def __init__(self, *said: object, key: str = "", **values: object) -> None:
        super().__init__(*said)
        self.key = key
        self.values = values


class CallError(MarsadError):
    """The call is wrong: an unknown source, a bad date, a missing folder."""


class DataFileError(MarsadError):
    """A data file (actors, outlets, corrections, views) breaks its own rules; names the file and the entry or line."""

    def __init__(self, file: object, place: str, problem: str, *, key: str = "data_file", **values: object) -> None:
        super().__init__(f"{file}, {place}: {problem}", key=key, file=file, place=place, **values)
        self.problem = problem


class CacheError(MarsadError):
    """The cache is missing, damaged or newer than this version; says what to run."""

    exit_status = 3


class WorkerLost(MarsadError):
    """A process that did part of the work is gone."""
