"""What is made from the project's own data files, kept beside the kernels: made once after installation, loaded at later starts."""

import contextlib
import hashlib
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numba
import numpy as np

Made = TypeVar("Made")

_MOST = 4


def kept(name: str, version: str, make: Callable[[], Made]) -> Made:
    """What `make` gives; it is called only where nothing is kept under that name and version, or what is kept is damaged.

    `version` names everything that the result depends on, Python and numpy apart. The newest few versions of a name stay. Where the code's folder cannot be
    written to, nothing is kept. Like the kernels beside it, what is kept is trusted as the code itself is.
    """
    folder = _folder()
    if folder is None:
        return make()
    key = hashlib.sha256(f"{version} {sys.version} {np.__version__}".encode()).hexdigest()[:16]
    path = folder / f"{name}-{key}.pickle"
    with contextlib.suppress(OSError):
        digest, held = _parts(path.read_bytes())
        if hashlib.sha256(held).digest() == digest:
            found: Made = pickle.loads(held)
            return found
    made = make()
    with contextlib.suppress(OSError):
        _write(path, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        for old in sorted(folder.glob(f"{name}-*.pickle"), key=lambda one: one.stat().st_mtime)[:-_MOST]:
            old.unlink()
    return made


def _folder() -> Path | None:
    folder = Path(numba.config.CACHE_DIR or "")
    return folder if folder.name and os.access(folder, os.W_OK) else None


def _parts(content: bytes) -> tuple[bytes, bytes]:
    """The digest that a kept file begins with, and what it holds."""
    size = hashlib.sha256().digest_size
    return content[:size], content[size:]


def _write(path: Path, held: bytes) -> None:
    fresh = path.with_suffix(f".{os.getpid()}.new")
    fresh.write_bytes(hashlib.sha256(held).digest() + held)
    fresh.replace(path)
