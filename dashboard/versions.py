"""Versions of the code that results depend on: a hash of the rooms' own files, so that no kept result outlives its rules."""

import hashlib
from functools import cache
from pathlib import Path

_HOME = Path(__file__).parent
_KINDS = (".py", ".toml", ".txt")
_WORKING = (
    "readers", "text", "annotate", "lexicon", "cache", "engines", "compiling", "workshop.py", "planning.py", "places.py", "records.py", "errors.py",
)  # fmt: skip


@cache
def version_of(*rooms: str) -> str:
    """A hash of the source and data files of some rooms (folders, or single modules); twelve hex digits, the same wherever the files are."""
    digest = hashlib.sha256()
    for room in rooms:
        place = _HOME / room
        for path in sorted(place.rglob("*") if place.is_dir() else [place], key=lambda one: one.relative_to(_HOME).as_posix()):
            if path.suffix in _KINDS:
                digest.update(path.relative_to(_HOME).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def reading_version() -> str:
    """The version of everything that turns bytes into articles."""
    return version_of("readers", "text")


def annotating_version() -> str:
    """The version of everything that turns articles into rows, the lexicon's data apart."""
    return version_of("annotate", "text", "lexicon")


def working_version() -> str:
    """The version of everything that runs in a process which works for another one, on whatever machine."""
    return version_of(*_WORKING)
