"""The input files of corpus folders, and what tells one state of them from another."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

from dashboard.errors import OF_THE_MACHINE
from dashboard.readers.chunks import Chunk

DECIDING = ("actors.toml", "outlets.toml", "corrections.toml")
"""The corpus's own files that say how it is read."""
OWN_FILES = (*DECIDING, "views.toml")
"""All of the corpus's own files, which are not input."""
_NOT_INPUT = ("readme", "license")


def input_files(folders: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """The input files of the corpus folders with their names relative to them, in order of name.

    A folder below them that is but linked or cannot be listed stands there, too: it is refused by name rather than passed over.
    Raises OSError where a corpus folder itself cannot be listed, or where the machine has no room or no file handle left.
    """
    for folder in folders:
        closed: list[Path] = []

        def unlisted(problem: OSError, folder: Path = folder, closed: list[Path] = closed) -> None:
            if problem.errno in OF_THE_MACHINE or Path(problem.filename) == folder:
                raise problem
            closed.append(Path(problem.filename))

        found = []
        for place, below, names in os.walk(folder, onerror=unlisted):
            below[:] = sorted(name for name in below if not name.startswith("."))
            found += [Path(place, name) for name in (*names, *below) if name in names or Path(place, name).is_symlink()]
        named = ((path, path.relative_to(folder).as_posix()) for path in (*found, *closed))
        for path, name in sorted(named, key=lambda pair: os.fsencode(pair[1])):
            if is_input(name):
                yield path, as_text(name)


def as_text(name: str) -> str:
    """A name of a file or folder as text: bytes in it that are no UTF-8 are written like \\xe9."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def is_input(relative: str) -> bool:
    """Whether a file of a corpus folder is input: not one of its own files, no dot file, no README and no licence."""
    name = PurePosixPath(relative).name
    return relative not in OWN_FILES and PurePosixPath(name).stem.lower() not in _NOT_INPUT and not name.startswith(".")


def digests(path: Path, pieces: Sequence[Chunk]) -> tuple[str | None, list[str]]:
    """The sha256 of a regular file, and of each of its pieces."""
    if not path.is_file():
        return None, [f"not a file {path.is_symlink()}"] * len(pieces)
    whole = hashlib.sha256()
    parts = []
    with path.open("rb", buffering=0) as file, ThreadPoolExecutor(1) as beside:
        for piece in pieces:
            part = hashlib.sha256()
            left = piece.length
            while left and (block := file.read(min(left, 1 << 20))):
                if len(pieces) > 1:
                    other = beside.submit(whole.update, block)
                    part.update(block)
                    other.result()
                else:
                    whole.update(block)
                left -= len(block)
            parts.append(part.hexdigest() if len(pieces) > 1 else whole.hexdigest())
    return whole.hexdigest(), parts
