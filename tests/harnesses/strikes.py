"""Blows at a running build: a signal or an error at its n-th system call of a kind, or a kill at a moment of its own.

The blows are dealt by strace, which stands between the process and the kernel: what Python, numpy, Arrow and the search engine write in
their own ways is struck alike.
"""

import collections
import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import anvil

CHANGING = ("write", "pwrite64", "writev", "fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "mkdir", "ftruncate")
"""The system calls by which a build changes the disk."""

_PATIENCE = 120


@dataclass(frozen=True)
class Ended:
    """How a struck build ended: its exit status (negative: the signal) and what it said."""

    status: int
    said: str


def struck(corpus: Path, cache: Path, blow: str, trace: Path | None = None, build: Callable[..., None] = anvil.built) -> Ended:
    """One build in a process of its own under an strace expression such as inject=fsync:signal=KILL:when=3."""
    said = cache.with_suffix(".said")
    process = anvil.started(build, corpus, cache, said, 1, True)
    _until(lambda: _status(process.pid, "State").startswith("T"))
    tracing = ["strace", "-f", "-qq", "-o", str(trace or os.devnull), "-e", blow, "-p", str(process.pid)]
    tracer = subprocess.Popen(tracing, stderr=subprocess.DEVNULL)
    _until(lambda: _status(process.pid, "TracerPid") != "0")
    os.kill(process.pid, signal.SIGCONT)
    process.join(_PATIENCE)
    assert process.exitcode is not None, f"the build hangs after {blow}"
    tracer.wait(_PATIENCE)
    return Ended(process.exitcode, said.read_text(encoding="utf-8", errors="replace"))


def killed_after(seconds: float, corpus: Path, cache: Path, jobs: int) -> Ended:
    """One build in a process of its own, killed after so many seconds unless it has ended; its workers must end with it."""
    said = cache.with_suffix(".said")
    process = anvil.started(anvil.built, corpus, cache, said, jobs)
    process.join(seconds)
    if process.exitcode is None:
        with contextlib.suppress(ProcessLookupError):  # it has ended this moment, and its status is still on its way
            os.kill(process.pid, signal.SIGKILL)
    process.join(_PATIENCE)
    assert process.exitcode is not None
    _until(lambda: not _session(process.pid), "workers outlive their killed build")
    return Ended(process.exitcode, said.read_text(encoding="utf-8", errors="replace"))


def calls(corpus: Path, cache: Path, names: tuple[str, ...]) -> dict[str, int]:
    """How often one thread of an undisturbed build makes each of the calls at most."""
    trace = cache.with_suffix(".trace")
    ended = struck(corpus, cache, f"trace={','.join(names)}", trace)
    assert ended.status == 0, ended.said
    counted = collections.Counter(match.groups() for match in re.finditer(r"^(\d+) +(\w+)\(", trace.read_text(errors="replace"), re.M))
    most: dict[str, int] = {}
    for (_, name), count in counted.items():
        most[name] = max(count, most.get(name, 0))
    return most


def copied(cache: Path, to: Path) -> Path:
    """A cache's copy, in place of what was there."""
    shutil.rmtree(to, ignore_errors=True)
    return Path(shutil.copytree(cache, to))


def _session(leader: int) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == leader and fields[0] != "Z":
                found.append(int(folder.name))
    return found


def _status(pid: int | None, name: str) -> str:
    text = Path(f"/proc/{pid}/status").read_text()
    return re.search(rf"^{name}:\s*(.*)$", text, re.M)[1]  # type: ignore[index]


def _until(true: Callable[[], bool], otherwise: str = "the build did not start") -> None:
    limit = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < limit, otherwise
        time.sleep(0.005)
