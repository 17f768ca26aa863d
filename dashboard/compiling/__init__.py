"""Compiled kernels, kept between starts under the version of the code that they were made from.

numba keeps a compiled function as long as its own file is unchanged, and does not see that a kernel it calls has changed in another
file. Here the place where all of them are kept is named by a hash of every file that holds a kernel.
"""

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

import numba

from dashboard.compiling.inner import inner

__all__ = ["inner", "njit"]

_HOME = Path(__file__).parent.parent


def _version() -> str:
    digest = hashlib.sha256(numba.__version__.encode())
    for path in sorted(_HOME.rglob("*.py"), key=lambda one: one.relative_to(_HOME).as_posix()):
        source = path.read_bytes()
        if b"dashboard.compiling import" in source:
            digest.update(path.relative_to(_HOME).as_posix().encode() + source)
    return digest.hexdigest()[:12]


def _keep_under_version() -> None:
    """Point numba to the folder of this version, and drop those of earlier ones; where the code cannot be written to, numba chooses."""
    folder = _HOME / "__pycache__" / f"kernels-{_version()}"
    if not folder.is_dir():
        with contextlib.suppress(OSError):
            for old in folder.parent.glob("kernels-*"):
                shutil.rmtree(old, ignore_errors=True)
            folder.mkdir(parents=True)
    if os.access(folder, os.W_OK):
        numba.config.CACHE_DIR = str(folder)


_keep_under_version()
njit = numba.njit
