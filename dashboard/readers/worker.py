"""A process beside this one that parses what may be hostile, and is killed when it takes too long."""

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from dashboard.readers.limits import Limits

_PARSERS = Path(__file__).with_name("extraction")
_START_SECONDS = 120.0
_OUT_OF_TIME = -27  # SIGPROF: the process's own clock
_OUT_OF_MEMORY = (77, -6, -9, -11)
_LAST_BREATH = 1.0
_WALL_FACTOR = 6.0
_MOST_DEATHS = 20


class Worker:
    """Answers requests about one document after another in a process of its own, started when first needed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes | None] = queue.Queue()

    def documents(
        self, kind: str, limits: Limits, *, path: Path | None = None, text: str | None = None
    ) -> Iterator[dict[str, Any]]:
        """What a file or a text holds, one document at a time; one that ends the process is reported as refused, and the next ones follow."""
        skip = deaths = 0
        while True:
            self._start()
            self._ask(kind, path, text, skip, limits)
            answered = False
            try:
                while (answer := self._answer(limits.document_seconds * _WALL_FACTOR)) is not None:
                    if answer.get("end"):
                        answered = True
                        return
                    skip += 1
                    yield answer
            finally:
                if not answered:
                    death = self._death(limits)
            yield death
            skip, deaths = skip + 1, deaths + 1
            if kind != "warc" or deaths >= _MOST_DEATHS:
                return

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _start(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self._answers = queue.Queue()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", str(_PARSERS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdout is not None
        threading.Thread(target=_pump, args=(self._process.stdout, self._answers), daemon=True).start()
        if self._answer(_START_SECONDS) is None:
            self.close()
            raise OSError(0, "the process that parses documents did not start")

    def _ask(self, kind: str, path: Path | None, text: str | None, skip: int, limits: Limits) -> None:
        request = {
            "kind": kind,
            "path": str(path or ""),
            "text": text,
            "skip": skip,
            "seconds": limits.document_seconds,
            "memory": limits.document_memory,
            "record": limits.record,
            "cap": limits.html if kind in ("html", "warc") else limits.file,
        }
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()

    def _answer(self, seconds: float) -> dict[str, Any] | None:
        """The next answer; None when the process has ended or does not answer in time."""
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            return None
        if line is None:
            return None
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _death(self, limits: Limits) -> dict[str, Any]:
        """Why the process ended, or has to end, as a refusal."""
        assert self._process is not None
        try:
            ended = self._process.wait(timeout=_LAST_BREATH)
        except subprocess.TimeoutExpired:
            ended = _OUT_OF_TIME
        self.close()
        if ended == _OUT_OF_TIME:
            return {
                "refused": "timeout",
                "detail": f"parsing it takes more than {limits.document_seconds:g} s",
            }
        if ended in _OUT_OF_MEMORY:
            return {
                "refused": "memory",
                "detail": f"parsing it takes more than {limits.document_memory >> 20} MB",
            }
        return {"refused": "bad_record", "detail": f"the parser ended with status {ended}"}


def _pump(stream: IO[bytes], answers: "queue.Queue[bytes | None]") -> None:
    for line in stream:
        answers.put(line)
    answers.put(None)


_shared: dict[tuple[int, str], Worker] = {}


def worker(role: str) -> Worker:
    """This process's worker for a role (`pages`, `files`: a file of pages needs both at once); it ends with the process.

    A forked process gets workers of its own.
    """
    key = os.getpid(), role
    if key not in _shared:
        _shared[key] = Worker()
        atexit.register(_shared[key].close)
    return _shared[key]
