"""Versions of the code that results depend on: a hash of the rooms' own files, so that no kept result outlives its rules."""

import hashlib
from functools import cache
from pathlib import Path

_HOME = Path(__file__).parent
_KINDS = (".py", ".toml", ".txt")


@cache
def version_of(*rooms: str) -> str:
    """A hash of the source and data files of some rooms; twelve hex digits, the same wherever the files are the same."""
    digest = hashlib.sha256()
    for room in rooms:
        for path in sorted((_HOME / room).rglob("*"), key=lambda one: one.relative_to(_HOME).as_posix()):
            if path.suffix in _KINDS:
                digest.update(path.relative_to(_HOME).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def reading_version() -> str:
    """The version of everything that turns bytes into articles."""
    return version_of("readers", "text")


def annotating_version() -> str:
    """The version of everything that turns articles into rows, the lexicon's data apart."""
    return version_of("annotate", "text", "lexicon")
