"""Reads what needs a parser, in a process of its own that may be killed: HTML pages, WARC files, feeds, XLSX and Parquet.

Run as a folder (`python -I extraction`), it imports nothing of the project, so that it starts fast and stays small. On standard
input it takes lines of JSON, {"kind", "path", "text", "skip", "seconds", "memory", "cap"}, and on standard output it answers with
lines of JSON: one for each document, or {"refused", "detail"}, and {"end": true} last. A document that takes more processor
time or memory than allowed ends the process; whoever asked starts another one with a higher "skip".
"""

import ctypes
import importlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import containers  # type: ignore[import-not-found]  # run as a folder, the files beside this one are modules of their own
import markup  # type: ignore[import-not-found]


def main(source: TextIO, answers: BinaryIO) -> None:
    """Answer requests until standard input ends."""
    _say(answers, {"ready": True})
    for line in source:
        request = json.loads(line)
        _limit_memory(0)
        _warm_up(request["kind"])
        _limit_memory(request["memory"])
        try:
            for number, document in enumerate(_documents(request)):
                _stop_clock()
                if number >= request["skip"]:
                    _say(answers, document)
                _start_clock(request["seconds"])
            _stop_clock()
            _say(answers, {"end": True})
        except MemoryError:
            os._exit(77)
        except (
            Exception
        ) as problem:  # a parser's own failure, whatever it is called, is the document's refusal
            _stop_clock()
            _say(answers, {"refused": "bad_record", "detail": f"{type(problem).__name__}: {problem}"[:200]})
            _say(answers, {"end": True})


def _documents(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    _start_clock(request["seconds"])
    path, cap = Path(request["path"]), request["cap"]
    if request["kind"] == "html":
        data = request["text"].encode("utf-8", "replace")
        first, second = markup.page(data)
        yield first
        if second:
            yield {"second": markup.second_opinion(data)}
    elif request["kind"] == "feed":
        yield from containers.feed(request["text"].encode("utf-8", "replace"))
    elif request["kind"] == "warc":
        yield from containers.warc(path, cap)
    elif request["kind"] == "xlsx":
        yield from containers.xlsx(path, cap, request["record"])
    elif request["kind"] == "parquet":
        yield from containers.parquet(path, request["record"])


def _say(answers: BinaryIO, message: dict[str, Any]) -> None:
    answers.write(json.dumps(message, ensure_ascii=True).encode("ascii") + b"\n")
    answers.flush()


def _start_clock(seconds: float) -> None:
    """Let the process end itself after so much processor time: the same for a busy machine as for an idle one."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _stop_clock() -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, 0)


def _address_space() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _limit_memory(memory: int) -> None:
    """Cap the address space at so much more than the process has now, where the system allows it; 0 lifts the cap.

    What earlier documents left free is given back first, so that the cap is one for all.
    """
    if memory and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)
    base = _address_space()
    if not base or sys.platform != "linux":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (base + memory if memory else hard, hard))


def _warm_up(kind: str) -> None:
    """Import a kind's parsers before the memory cap is set, so that it holds for documents alone."""
    if kind == "html":
        importlib.import_module("trafilatura")
    elif kind == "feed":
        importlib.import_module("feedparser")
        importlib.import_module("lxml.html")
    elif kind == "warc":
        importlib.import_module("warcio.archiveiterator")
    elif kind == "xlsx":
        importlib.import_module("python_calamine")
    elif kind == "parquet":
        arrow = importlib.import_module("pyarrow")
        arrow.set_memory_pool(arrow.system_memory_pool())
        importlib.import_module("pyarrow.parquet")


if __name__ == "__main__":
    main(sys.stdin, sys.stdout.buffer)
