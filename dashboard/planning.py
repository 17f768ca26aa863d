"""Input files become plans: the pieces of each, every one with a key of its content and of all that its reading depends on."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.errors import OF_THE_MACHINE
from dashboard.places import Inputs
from dashboard.readers import remote
from dashboard.readers.chunks import Chunk, chunks
from dashboard.readers.inputs import digests, input_files, is_input
from dashboard.readers.limits import Limits
from dashboard.versions import reading_version
from dashboard.workshop import Workshop

_FILES = 32


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """An input file: its name in the corpus, its hash (None where it cannot be read), its size, its pieces with their keys."""

    name: str
    sha256: str | None
    bytes: int
    pieces: tuple[tuple[Chunk, str], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An input file that waits to be planned. Its reading depends on what `depends` names; `whole`: it must not be cut."""

    number: int
    path: Path
    name: str
    url: str
    depends: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Planning:
    """Some input files to plan, in one process; `scratch` is where files of other filesystems are laid meanwhile."""

    files: tuple[Listed, ...]
    limits: Limits
    scratch: Path | None


def listed_files(inputs: Inputs, workshop: Workshop) -> list[Listed]:
    """The input files of a corpus, folders first, each in order of name."""
    depends = f"{reading_version()} {workshop.outlets.fingerprint()} {inputs.limits}"
    concerning, numbered = workshop.corrections.concerning(), workshop.corrections.numbered()
    return [
        Listed(number, path, name, url, f"{depends} {concerning(name)}", name in numbered)
        for number, (path, name, url) in enumerate(_files(inputs))
    ]


def _files(inputs: Inputs) -> Iterator[tuple[Path, str, str]]:
    for path, name in input_files([folder.absolute() for folder in inputs.folders]):
        yield path, name, ""
    for url in inputs.urls:
        names = (name for name in remote.names_below(url) if is_input(name) and not any(part.startswith(".") for part in name.split("/")))
        for name in sorted(names, key=os.fsencode):
            yield Path(name), name, url


def plannings(listed: Sequence[Listed], limits: Limits, scratch: Path | None) -> list[Planning]:
    """Input files in groups that are worth a task each."""
    return [Planning(tuple(listed[first : first + _FILES]), limits, scratch) for first in range(0, len(listed), _FILES)]


def planned(planning: Planning) -> list[tuple[int, PlannedFile]]:
    """The plan of each file, with its number."""
    return [(one.number, _plan(one, planning)) for one in planning.files]


def _plan(listed: Listed, planning: Planning) -> PlannedFile:
    """One file's pieces. Articles are numbered from a piece's beginning: a file where a correction goes by number stays whole."""
    try:
        if not listed.url:
            return _plan_here(listed, listed.path, planning.limits)
        with remote.at_hand(listed.url, listed.name, scratch=planning.scratch) as path:
            plan = _plan_here(listed, path, planning.limits)
            away = tuple((replace(piece, path=listed.path, url=listed.url), key) for piece, key in plan.pieces)
            return replace(plan, pieces=away)
    except OSError as problem:
        if problem.errno in OF_THE_MACHINE:
            raise
        return _unread(listed)


def _plan_here(listed: Listed, path: Path, limits: Limits) -> PlannedFile:
    pieces = chunks(path, listed.name, size=limits.file) if listed.whole else chunks(path, listed.name)
    try:
        whole, parts = digests(path, pieces)
        size = path.stat().st_size
    except OSError as problem:
        if problem.errno in OF_THE_MACHINE:
            raise
        return _unread(listed)
    keys = [_key(listed, piece, part) for piece, part in zip(pieces, parts, strict=True)]
    return PlannedFile(listed.name, whole, size, tuple(zip(pieces, keys, strict=True)))


def _unread(listed: Listed) -> PlannedFile:
    """The plan of a file that could not be read: one piece without length, which no reader takes later in the same build."""
    piece = Chunk(listed.path, listed.name, 0, 0, url=listed.url)
    return PlannedFile(listed.name, None, 0, ((piece, _key(listed, piece, "unreadable")),))


def _key(listed: Listed, piece: Chunk, content: str) -> str:
    said = f"{listed.depends} {listed.name}\0{piece.first_line} {piece.encoding} {content}"
    return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:32]
