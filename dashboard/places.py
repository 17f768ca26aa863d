"""Where a corpus lies, and its own files by content, so that a machine that sees neither works by the same rules."""

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from dashboard.cache.layout import write_whole
from dashboard.errors import CallError
from dashboard.readers import remote
from dashboard.readers.inputs import DECIDING
from dashboard.readers.limits import Limits
from dashboard.versions import working_version

_OWN = "own"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where a corpus lies: its folders, and the actors, outlets and corrections that go with it.

    `urls` are folders on other filesystems, which fsspec reads; `mirrors` hold the own files of those, see `with_mirrors`.
    """

    folders: tuple[Path, ...]
    actors: tuple[Path, ...] = ()
    outlets: tuple[Path, ...] = ()
    limits: Limits = field(default_factory=Limits)
    urls: tuple[str, ...] = ()
    mirrors: tuple[Path, ...] = ()

    def own(self, name: str) -> tuple[Path, ...]:
        """The corpus folders' own files of one name."""
        return tuple(folder / name for folder in (*self.folders, *self.mirrors) if (folder / name).is_file())


def stamp_of(inputs: Inputs) -> str:
    """A hash of the corpus's own files that say how it is read, so that an edit to one is seen by the next build of the same process."""
    own = [path for name in DECIDING for path in inputs.own(name)]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in (*own, *inputs.actors, *inputs.outlets))).hexdigest()


def with_mirrors(inputs: Inputs, cache_folder: Path) -> Inputs:
    """The inputs with the own files of every URL as they are now, laid into the cache."""
    return replace(inputs, mirrors=tuple(_mirror(url, cache_folder / _OWN) for url in inputs.urls))


def _mirror(url: str, below: Path) -> Path:
    folder = below / hashlib.sha256(url.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    for name in DECIDING:
        held = remote.own_file(url, name)
        if held is None:
            (folder / name).unlink(missing_ok=True)
        else:
            write_whole(folder / name, held)
    return folder


@dataclass(frozen=True, slots=True)
class Kit:
    """A corpus's own files by content, and what a machine that works for it must have: the same code, and these folders in sight."""

    own: tuple[tuple[tuple[str, bytes], ...], ...]
    actors: tuple[bytes, ...]
    outlets: tuple[bytes, ...]
    folders: tuple[Path, ...]
    version: str


def kit_of(inputs: Inputs) -> Kit:
    """The kit of a corpus, packed on the machine that sees its own files."""
    folders = (*inputs.folders, *inputs.mirrors)
    own = tuple(tuple((name, (folder / name).read_bytes()) for name in DECIDING if (folder / name).is_file()) for folder in folders)
    actors, outlets = (tuple(path.read_bytes() for path in paths) for paths in (inputs.actors, inputs.outlets))
    return Kit(own, actors, outlets, tuple(folder.absolute() for folder in inputs.folders), working_version())


@lru_cache(maxsize=2)
def unpacked(kit: Kit) -> Inputs:
    """The inputs whose own files are those of a kit, laid into a folder that lasts as long as this process.

    Raises CallError where this machine runs other code than the one that packed the kit, or does not see the corpus.
    """
    if kit.version != working_version():
        raise CallError("A worker runs another version of Marsad than this machine. Install the same one on both", key="other_version")
    for folder in kit.folders:
        if not folder.is_dir():
            raise CallError(
                f"A worker does not see the corpus folder {folder}. Put it where all workers see it, or name it by a URL: --corpus s3://…",
                key="unseen_corpus", value=folder,
            )
    place = Path(tempfile.mkdtemp(prefix="marsad-own-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    folders = tuple(_laid(place / f"folder{number}", files) for number, files in enumerate(kit.own))
    return Inputs(folders, _numbered(place / "actors", kit.actors), _numbered(place / "outlets", kit.outlets))


def _numbered(folder: Path, contents: Sequence[bytes]) -> tuple[Path, ...]:
    names = [f"{number}.toml" for number in range(len(contents))]
    _laid(folder, zip(names, contents, strict=True))
    return tuple(folder / name for name in names)


def _laid(folder: Path, files: Iterable[tuple[str, bytes]]) -> Path:
    folder.mkdir()
    for name, data in files:
        (folder / name).write_bytes(data)
    return folder

