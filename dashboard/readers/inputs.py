"""The input files of corpus folders, and what tells one state of them from another."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from dashboard.readers.chunks import Chunk

DECIDING = ("actors.toml", "outlets.toml", "corrections.toml")
"""The corpus's own files that say how it is read."""
OWN_FILES = (*DECIDING, "views.toml")
"""All of the corpus's own files, which are not input."""
_NOT_INPUT = ("readme", "license")


def input_files(folders: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """The input files of the corpus folders with their names relative to them, in order of name."""
    for folder in folders:
        found = []
        for place, below, names in os.walk(folder):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for name in names:
                path = Path(place, name)
                relative = path.relative_to(folder).as_posix()
                if is_input(relative):
                    found.append((path, relative))
        yield from sorted(found, key=lambda pair: os.fsencode(pair[1]))


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
    with path.open("rb", buffering=0) as file:
        for piece in pieces:
            part = hashlib.sha256()
            left = piece.length
            while left and (block := file.read(min(left, 1 << 20))):
                whole.update(block)
                if len(pieces) > 1:
                    part.update(block)
                left -= len(block)
            parts.append(part.hexdigest() if len(pieces) > 1 else whole.hexdigest())
    return whole.hexdigest(), parts
