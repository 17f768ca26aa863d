"""Errors that speak to the user: what was wrong, where, and what would be right."""


class MarsadError(Exception):
    """Anything the program cannot do for a reason that the user can mend; its text is one clear line."""

    exit_status = 2


class CallError(MarsadError):
    """The call is wrong: an unknown source, a bad date, a missing folder."""


class DataFileError(MarsadError):
    """A data file (actors, outlets, corrections, views) breaks its own rules; names the file and the entry or line."""

    def __init__(self, file: object, place: str, problem: str) -> None:
        super().__init__(f"{file}, {place}: {problem}")


class CacheError(MarsadError):
    """The cache is missing, damaged or newer than this version; says what to run."""

    exit_status = 3
