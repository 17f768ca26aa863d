"""The cache on disk: immutable generations, the pointer to the live one, and files that are whole or absent.

    cache/CURRENT              the name of the live generation; replaced by one atomic rename
    cache/gen-<hash>/          one generation: manifest.json lists every file with length, sha256, and a check of each block of 32 MB
    cache/gen-<hash>/build.json  when, where and how it was built; outside the hash
    cache/work/                results of single inputs, by content; a second build reads them instead of analysing again
    cache/text/                the text index of a generation, derived from it
    cache/copies/              its articles that share their text, likewise
    cache/lock                 held by the one builder
"""

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from io import FileIO
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import xxhash

from dashboard.errors import CacheError, CallError

FORMAT = 4
POINTER = "CURRENT"
MANIFEST = "manifest.json"
BUILD = "build.json"
WORK = "work"
TEXT = "text"
COPIES = "copies"
CHECKED = 32 << 20
"""How many bytes one check in the manifest covers."""
_PIECE = 256 << 10


def sha256_of(path: Path) -> str:
    """The sha256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_of(data: bytes) -> str:
    """The check of some bytes: XXH3 (64 bits), which sees rot at the speed of memory. What nobody may forge has its sha256."""
    return xxhash.xxh3_64_hexdigest(data)


def check_of_block(file: FileIO, number: int, seen: Callable[[memoryview], None] = lambda piece: None) -> str:
    """The check of one block of a file, whose bytes are shown to `seen` piece by piece, too."""
    check = xxhash.xxh3_64()
    file.seek(number * CHECKED)
    for piece in _pieces(file, CHECKED):
        check.update(piece)
        seen(piece)
    return check.hexdigest()


def checks_of(path: Path) -> list[str]:
    """The checks of a file's blocks."""
    with path.open("rb", buffering=0) as file:
        return [check_of_block(file, number) for number in range(_blocks(file))]


def _blocks(file: FileIO) -> int:
    return -(-os.fstat(file.fileno()).st_size // CHECKED)


class Listing:
    """What the manifest says of the files of a staging folder, found out in threads as soon as each file is as it will stay.

    Once it is closed, nothing reads the folder any more.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: dict[Path, Future[dict[str, Any]]] = {}
        self._pool = ThreadPoolExecutor(2)

    def close(self) -> None:
        """Leave off what is not listed yet, and wait for what is under way."""
        self._pool.shutdown(cancel_futures=True)

    def finished(self, *names: str) -> None:
        """List these files, or all that are not listed yet; the largest first."""
        paths = [self._folder / name for name in names or os.listdir(self._folder)]
        for path in sorted(set(paths).difference(self._found), key=lambda one: -one.stat().st_size):
            self._found[path] = self._pool.submit(_listed, path)

    def files(self) -> dict[str, dict[str, Any]]:
        """What the manifest says of every file of the folder, by name."""
        self.finished()
        return {path.name: self._found[path].result() for path in sorted(self._found)}


def _listed(path: Path) -> dict[str, Any]:
    """What the manifest says of a file, read in one pass."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        os.fsync(file.fileno())
        checks = [check_of_block(file, number, digest.update) for number in range(_blocks(file))]
    return {"bytes": path.stat().st_size, "sha256": digest.hexdigest(), "checks": checks}


def _pieces(file: FileIO, length: int) -> Iterator[memoryview]:
    """The next bytes of a file, so few at a time that they are still in the processor's cache when they are looked at; each piece takes the room of the last."""
    room = memoryview(bytearray(_PIECE))
    while length and (read := file.readinto(room[: min(_PIECE, length)])):
        yield room[:read]
        length -= read


def sync_folder(folder: Path) -> None:
    """Make the folder's entries durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees all of it or its older version: new file, fsync, rename, folder fsync.

    It keeps the permissions of the file it replaces; a first one has those that the user's umask gives.
    """
    fresh = path.with_name(f".new-{secrets.token_hex(8)}")
    try:
        with fresh.open("xb") as file:
            with contextlib.suppress(OSError):
                os.fchmod(file.fileno(), stat.S_IMODE(path.stat().st_mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
    sync_folder(path.parent)


def staging_folder(folder: Path) -> Path:
    """A new folder for what is being made; `sweep` takes those that a killed build left. Open to whom the user's umask lets in."""
    made = folder / f"staging-{secrets.token_hex(8)}"
    made.mkdir()
    return made


def save_array(file: IO[bytes], values: npt.NDArray[Any]) -> None:
    """Write an array as .npy. numpy.save hands a real file to C's stdio and does not hear when the disk is full."""
    values = np.ascontiguousarray(values)
    np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(values))  # type: ignore[no-untyped-call]
    file.write(values.reshape(-1).view(np.uint8).data)


def current(cache: Path) -> Path:
    """The folder of the live generation.

    Raises CacheError where nothing was built yet or the pointer leads nowhere.
    """
    try:
        name = (cache / POINTER).read_text("ascii").strip()
    except FileNotFoundError:
        raise CacheError(f"No cache in {cache} yet. Build it with: marsad build --cache {cache}", key="no_cache") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CacheError(f"The cache in {cache} cannot be read ({error}). Run: marsad build --cache {cache}", key="damaged_cache") from None
    folder = cache / name
    if not name.startswith("gen-") or "/" in name or not folder.is_dir():
        raise CacheError(f"{cache / POINTER} names no generation. Run: marsad build --cache {cache}", key="damaged_cache")
    return folder


def manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a generation.

    Raises CacheError where it is damaged or of a newer format than this version reads.
    """
    try:
        text = (folder / MANIFEST).read_bytes()
        read = json.loads(text)
        newest = int(read["format"])
        if newest == FORMAT and _name_of(text) != folder.name:
            raise ValueError("it is not the one that was written")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CacheError(f"The manifest of {folder.name} is damaged ({error}). Run: marsad build", key="damaged_cache") from None
    if newest > FORMAT:
        raise CacheError(
            f"{folder.name} was built by a newer version of Marsad (format {newest}, this one reads {FORMAT}). "
            "Update Marsad, or run: marsad build --rebuild",
            key="newer_cache",
        )
    if newest < FORMAT:
        raise CacheError(f"{folder.name} was built by an older version of Marsad. Run: marsad build", key="older_cache")
    return dict(read)


def seal(staging: Path, cache: Path, facts: dict[str, Any], build: dict[str, Any], listing: Listing) -> str:
    """Turn a finished staging folder, whose listing was begun, into the live generation; returns its name.

    The name is the hash of the manifest, and the manifest holds nothing of the place, the time or the machine.
    """
    text = json.dumps({"format": FORMAT, **facts, "data": listing.files()}, ensure_ascii=False, sort_keys=True, indent=1).encode()
    name = _name_of(text)
    write_whole(staging / MANIFEST, text)
    write_whole(staging / BUILD, json.dumps(build, ensure_ascii=False, indent=1).encode())
    final = cache / name
    if final.exists() and not _same(final, staging):
        shutil.rmtree(final)
    if final.exists():
        write_whole(final / BUILD, (staging / BUILD).read_bytes())
        shutil.rmtree(staging)
    else:
        os.rename(staging, final)
    sync_folder(cache)
    write_whole(cache / POINTER, name.encode("ascii"))
    return name


def made(folder: Path) -> dict[str, Any]:
    """When, where and from which state of the corpus's own files a generation was built; empty where that is not told."""
    try:
        read = json.loads((folder / BUILD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(read) if isinstance(read, dict) else {}


def _name_of(manifest: bytes) -> str:
    return "gen-" + hashlib.sha256(manifest).hexdigest()[:16]


def _same(one: Path, other: Path) -> bool:
    """Does an older generation folder still hold exactly what its manifest (equal to the other's) promises?"""
    try:
        listed = manifest(one)["data"]
        return all(
            (one / name).stat().st_size == facts["bytes"] and sha256_of(one / name) == facts["sha256"] for name, facts in listed.items()
        ) and (one / MANIFEST).read_bytes() == (other / MANIFEST).read_bytes()
    except (CacheError, OSError):
        return False


def sweep(cache: Path, keep: str) -> None:
    """Remove generations that no reader holds, what a killed sweep left of one, and staging folders that a killed build left."""
    for folder in cache.glob("gen-*"):
        if folder.name == keep or not folder.is_dir():
            continue
        with contextlib.ExitStack() as held:
            with contextlib.suppress(FileNotFoundError):
                handle = held.enter_context(open(folder / MANIFEST, "rb"))
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    continue
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(cache / TEXT / folder.name, ignore_errors=True)
    for folder in cache.glob("staging-*"):
        shutil.rmtree(folder, ignore_errors=True)
    for left in cache.glob(".new-*"):
        with contextlib.suppress(OSError):
            left.unlink()


@contextlib.contextmanager
def builder_lock(cache: Path) -> Iterator[None]:
    """Hold the cache as its only builder; the lock dies with its owner.

    Raises CallError where another build holds it.
    """
    cache.mkdir(parents=True, exist_ok=True)
    with open(cache / "lock", "a+b") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CallError(f"Another build is writing {cache}. Wait until it has ended, or choose another folder with --cache", key="busy_cache") from None
        yield
