"""Files that arrive from outside: understood before they are kept, and kept under names that are ours."""

import contextlib
import hashlib
import shutil
import time
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dashboard.cache.layout import staging_folder
from dashboard.curating.files import Change, Edit, written
from dashboard.errors import CallError
from dashboard.readers.chunks import Chunk, chunks
from dashboard.readers.evidence import Evidence, Knowledge, learn, needs_rereading
from dashboard.readers.inputs import is_input
from dashboard.readers.limits import Limits
from dashboard.readers.outlets import Outlets
from dashboard.readers.reading import Read, read
from dashboard.records import Article, Refusal

FOLDER = "added"
MOST_FILES, MOST_BYTES = 500, 400 << 20
_LONGEST, _DAY = 150, 86_400
"""Bytes of a stored name without its ending; seconds."""
_NEW, _KNOWN, _TAKEN = "new", "known", "taken"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it was given: its name, cleaned, and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The sha256 of the content, in hex."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Understood:
    """What some files hold: their articles, what was refused, and whether reading stopped before the end."""

    articles: tuple[Article, ...] = ()
    refused: tuple[Refusal, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    more: bool = False


def arrivals(given: Sequence[tuple[str, bytes]]) -> list[Arrival]:
    """Files as they were given, under names that are safe and differ from one another.

    Raises CallError where there are too many, or too much of them.
    """
    if len(given) > MOST_FILES:
        raise CallError(f"{len(given)} files at once; at most {MOST_FILES}", key="too_many_files", most=MOST_FILES)
    if sum(len(content) for _, content in given) > MOST_BYTES:
        raise CallError(f"More than {MOST_BYTES >> 20} MB at once", key="too_much", most=MOST_BYTES >> 20)
    found: list[Arrival] = []
    for name, content in given:
        found.append(Arrival(_free(safe_name(name), {one.name for one in found}), content))
    return found


def safe_name(name: str) -> str:
    """The name that a file is stored under: its own last part without signs that hide it, lead elsewhere or mislead the eye.

    A name that the corpus would not read (a dot file, a README, one of the corpus's own) gets another.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*%').strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        stem, ending = kept, ""
    compressed = stem.rpartition(".")
    if ending.lower() == "gz" and compressed[1]:
        stem, ending = compressed[0], f"{compressed[2]}.gz"
    stem = stem.encode()[:_LONGEST].decode(errors="ignore").strip(" .") or "file"
    ending = ending.encode()[:20].decode(errors="ignore")
    whole = f"{stem}.{ending}" if ending else stem
    return whole if is_input(f"{FOLDER}/{whole}") else f"file-{whole}"


def understood(
    given: Sequence[Arrival], scratch: Path, *, outlets: Outlets, knowledge: Knowledge, limits: Limits, most: int = 2_000, seconds: float = 30.0
) -> Understood:
    """What the readers make of files, as the next build would: with the corpus's outlets, its corrections and what it taught.

    They are read in a folder of their own under `scratch`, which is gone afterwards. Reading stops after so many articles or seconds.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    _swept(scratch)
    place = staging_folder(scratch)
    try:
        limits = replace(limits, scratch=place)
        return _read_all(_pieces(given, place), outlets, knowledge, limits, most, time.monotonic() + seconds)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def standing(given: Sequence[Arrival], folders: Sequence[Path], known: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Where each file stands to the corpus: `known` (its very content is there, under the name told), `taken` (another file has its
    name) or `new`; `known` maps the sha256 of files that the corpus had to their names."""
    found = {}
    for one in given:
        stored = f"{FOLDER}/{one.name}"
        same = known.get(one.sha256, "")
        if same and any((folder / same).is_file() for folder in folders):
            found[one.name] = (_KNOWN, same)
        else:
            found[one.name] = (_TAKEN if (folders[0] / stored).exists() else _NEW, stored)
    return found


def keep(given: Sequence[Arrival], folders: Sequence[Path], known: Mapping[str, str], *, replacing: bool = False) -> Change:
    """Store files in `added/` of the first corpus folder. Content that the corpus has already is left out; where a name is taken, the older file
    goes if `replacing`, else the new one gets a number.

    Raises CallError where they cannot be written; then none is.
    """
    folder = folders[0]
    if not folder.is_dir():
        raise CallError(f"No corpus folder {folder}. Name a folder that is there: --corpus DIR", key="no_folder", value=folder)
    place = folder / FOLDER
    if not place.resolve().is_relative_to(folder.resolve()):
        raise CallError(f"{place} is a link that leads out of the corpus folder", key="file_outside", value=place)
    edits: list[Edit] = []
    try:
        for one in given:
            state, _ = standing([one], folders, known)[one.name]
            if state == _KNOWN:
                continue
            there = {path.name for path in place.iterdir()} if place.is_dir() else set()
            name = one.name if replacing or state == _NEW else _free(one.name, there)
            edits.append(written(place / name, one.content))
    except CallError:
        for edit in reversed(edits):
            with contextlib.suppress(OSError):
                edit.path.unlink() if edit.before is None else edit.path.write_bytes(edit.before)
        raise
    return Change(tuple(edits))


def _swept(scratch: Path) -> None:
    """Remove what a killed reading left here a day ago or longer."""
    for folder in scratch.glob("staging-*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _DAY:
                shutil.rmtree(folder, ignore_errors=True)


def _free(name: str, taken: Collection[str]) -> str:
    """The name, with a number before its ending where it is taken."""
    stem, dot, ending = name.partition(".") if name.lower().endswith(".gz") else name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    number, free = 1, name
    lower = {one.lower() for one in taken}
    while free.lower() in lower:
        number += 1
        free = f"{stem}-{number}{dot}{ending}"
    return free


def _pieces(given: Sequence[Arrival], place: Path) -> Iterator[Chunk]:
    """The files' pieces, each file written to the place just before it is read."""
    for one in given:
        path = place / FOLDER / one.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(one.content)
        yield from chunks(path, f"{FOLDER}/{one.name}")


def _read_all(
    pieces: Iterator[Chunk], outlets: Outlets, knowledge: Knowledge, limits: Limits, most: int, until: float
) -> Understood:
    """Read pieces, learn from them beyond what is known, and read again those that this changes."""
    first: list[tuple[Chunk, list[Read]]] = []
    count, more = 0, False
    for piece in pieces:
        items: list[Read] = []
        for item in read(piece, outlets=outlets, knowledge=Knowledge(corrections=knowledge.corrections), limits=limits):
            items.append(item)
            count += isinstance(item, Article)
            more = count >= most or time.monotonic() > until
            if more:
                break
        first.append((piece, items))
        if more:
            break
    own = learn(item for _, items in first for item in items if isinstance(item, Evidence))
    knows = replace(knowledge, repeated=knowledge.repeated | own.repeated, orders={**own.orders, **knowledge.orders})
    found: list[Read] = []
    for piece, items in first:
        again = not more and any(isinstance(item, Evidence) and needs_rereading(item, knows) for item in items)
        found += read(piece, outlets=outlets, knowledge=knows, limits=limits) if again else items
    names = {slug: name for item in found if hasattr(item, "source_names") for slug, name in item.source_names}
    return Understood(
        tuple(item for item in found if isinstance(item, Article)), tuple(item for item in found if isinstance(item, Refusal)), names, more
    )
