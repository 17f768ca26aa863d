"""A build in a process of its own, one a cache: any visit starts it, follows it or stops it, and the pages answer meanwhile."""

import atexit
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dashboard
from dashboard.errors import MarsadError
from dashboard.settings import Settings

_PATIENCE = 10.0
"""Seconds that a build has to stop when the server ends."""


@dataclass
class Job:
    """A build as it goes. `stage`, `done` and `total` are as the build tells them; `report` stands when it has ended well."""

    process: subprocess.Popen[str]
    stage: str = "plan"
    done: float = 0.0
    total: float = 1.0
    articles: int = 0
    refused: int = 0
    report: dict[str, Any] | None = None
    problem: MarsadError | None = None
    stopped: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def running(self) -> bool:
        """Is it still at work?"""
        return not self.ended.is_set()

    def stop(self) -> None:
        """Ask it to stop; what was analysed is kept for the next one, and the live data stay as they are."""
        if self.running:
            self.stopped = True
            with contextlib.suppress(OSError):
                self.process.send_signal(signal.SIGINT)


_JOBS: dict[str, Job] = {}
_LOCK = threading.Lock()


def current(cache: Path) -> Job | None:
    """The build of a cache that is at work or was the last to be."""
    return _JOBS.get(str(cache.absolute()))


def start(settings: Settings) -> Job:
    """Build the corpus that settings name, unless that is being done already."""
    with _LOCK:
        held = current(settings.cache)
        if held is not None and held.running:
            return held
        process = subprocess.Popen(
            _command(), env=_environment(settings), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            encoding="utf-8", errors="replace", start_new_session=True,
        )  # fmt: skip
        job = Job(process)
        _JOBS[str(settings.cache.absolute())] = job
    # Two readers: a pipe that nobody empties would hold the build up.
    said: list[str] = []
    answers = threading.Thread(target=lambda: said.append(process.stdout.read() if process.stdout else ""), daemon=True)
    answers.start()
    threading.Thread(target=_follow, args=(job, answers, said), daemon=True).start()
    return job


def _command() -> list[str]:
    nice = ["nice", "-n", "5"] if shutil.which("nice") else []
    return [*nice, sys.executable, "-m", "dashboard", "build", "--progress", "--format", "json"]


def _environment(settings: Settings) -> dict[str, str]:
    """The settings, and where this very version of the program lies."""
    given = settings.environment()
    home = str(Path(dashboard.__file__).parents[1])
    return given | {"PYTHONPATH": os.pathsep.join(filter(None, (home, given.get("PYTHONPATH", "")))), "PYTHONUNBUFFERED": "1"}


def _follow(job: Job, answers: threading.Thread, said: list[str]) -> None:
    """Take in what the build tells until it has ended."""
    last = ""
    for line in job.process.stderr or ():
        try:
            told = json.loads(line)
        except ValueError:
            last = line.strip() or last
            continue
        if "problem" in told:
            values = {name: tuple(value) if isinstance(value, list) else value for name, value in told["values"].items()}
            job.problem = MarsadError(told["problem"], key=told["key"], **values)
        else:
            job.stage, job.done, job.total = told["stage"], told["done"], told["total"]
            job.articles, job.refused = told["articles"], told["refused"]
    status = job.process.wait()
    answers.join()
    with contextlib.suppress(ValueError, IndexError):
        job.report = json.loads(said[0])
    if job.report is None and job.problem is None and not job.stopped:
        job.problem = MarsadError(last or f"the build ended with status {status}")
    job.ended.set()


@atexit.register
def _stop_all() -> None:
    for job in _JOBS.values():
        job.stop()
    for job in _JOBS.values():
        with contextlib.suppress(subprocess.TimeoutExpired):
            job.process.wait(_PATIENCE)
