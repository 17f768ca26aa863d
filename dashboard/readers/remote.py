"""Corpora on other filesystems (object stores, HDFS, web servers), through fsspec: listed there, read here file by file.

A file, or the piece of one, is laid beside this process while it is read, so that every reader sees a plain file and an input
reads the same wherever it lies.
"""

import contextlib
import errno
import importlib
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from dashboard.errors import CallError, installing

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|[a-z0-9]+::")
_SECRETS = re.compile(r"(?<=//)[^/@]*@")
_BLOCK = 4 << 20


def is_url(place: str) -> bool:
    """Whether a corpus is named by a URL that fsspec reads rather than by a folder."""
    return _SCHEME.match(place) is not None


def shown(url: str) -> str:
    """A URL without a name and a password that stand in it."""
    return _SECRETS.sub("", url)


def names_below(url: str) -> list[str]:
    """The names of all files below a URL, relative to it, with "/" separators.

    Raises CallError where there is no such place, or no package on this machine that reaches it.
    """
    system, root = _place(url)
    try:
        if not system.isdir(root):
            raise CallError(f"No folder {shown(url)}. Name one with .txt, .jsonl, .csv or .parquet files", key="no_folder", value=shown(url))
        found = system.find(root)
    except (CallError, MemoryError):
        raise
    except Exception as problem:  # each filesystem raises errors of its own
        raise _unreachable(url, problem) from problem
    return [_below(root, path) for path in found]


def own_file(url: str, name: str) -> bytes | None:
    """The bytes of a corpus's own file, or None where it has none of that name.

    Raises CallError where it cannot be read.
    """
    system, root = _place(url)
    try:
        return bytes(system.cat_file(f"{root}/{name}"))
    except FileNotFoundError:
        return None
    except Exception as problem:  # each filesystem raises errors of its own
        raise _unreachable(f"{url}/{name}", problem) from problem


@contextlib.contextmanager
def at_hand(url: str, name: str, *, scratch: Path | None, offset: int = 0, length: int | None = None) -> Iterator[Path]:
    """A corpus's file, or `length` bytes of it from `offset`, as a file of this machine that is gone afterwards.

    A piece lies where it lies in the whole file (what stands before it is a hole, which takes no room). Raises OSError, whatever
    the filesystem raises itself.
    """
    system, root = _place(url)
    with tempfile.TemporaryDirectory(prefix="staging-", dir=scratch) as folder:
        path = Path(folder, PurePosixPath(name).name)
        with path.open("wb") as out:
            out.seek(offset)
            for block in _blocks(system, f"{root}/{name}", offset, length):
                out.write(block)
        yield path


def _blocks(system: Any, path: str, offset: int, length: int | None) -> Iterator[bytes]:
    try:
        with system.open(path, "rb", block_size=_BLOCK) as file:
            file.seek(offset)
            left = length
            while block := file.read(_BLOCK if left is None else min(_BLOCK, left)):
                yield bytes(block)
                left = None if left is None else left - len(block)
    except (OSError, MemoryError):
        raise
    except Exception as problem:  # each filesystem raises errors of its own
        raise OSError(errno.EIO, f"{type(problem).__name__}: {problem}"[:200]) from problem


def _place(url: str) -> tuple[Any, str]:
    """The filesystem of a URL, and the path that the URL names there."""
    try:
        system, root = _fsspec().core.url_to_fs(url)
    except (ImportError, ValueError, OSError) as problem:
        raise _unreachable(url, problem) from problem
    return system, str(root).rstrip("/")


def _below(root: str, path: str) -> str:
    return path.removeprefix(root).lstrip("/")


def _unreachable(url: str, problem: Exception) -> CallError:
    return CallError(f"{shown(url)} cannot be read: {problem or type(problem).__name__}", key="unreachable", value=shown(url))


def _fsspec() -> ModuleType:
    try:
        return importlib.import_module("fsspec")
    except ImportError:
        raise CallError(f"Corpora on other filesystems need the package fsspec. Run in Marsad's folder: {installing('dask')}") from None
