"""The process that builds to be broken are forked from: everything loaded, every kernel compiled, before the first blow."""

import json
import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

from dashboard import building
from dashboard.cache import layout
from dashboard.cli.main import main

FORGE = multiprocessing.get_context("forkserver")
FORGE.set_forkserver_preload(["tests.harnesses.hot"])
OUTLETS = ("صحيفة الميناء", "صحيفة الجسر", "صحيفة المنار")
_RECORDS_PER_FILE = 40


def whole() -> bool:
    """Is a harness asked to run in full?"""
    return os.environ.get("MARSAD_HARNESS") == "1"


def corpus_of(folder: Path, records: int, version: int = 0, padding: int = 0) -> Path:
    """A corpus of invented records in files of forty, each body with so many more sentences; another version changes one file and adds one."""
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, records, _RECORDS_PER_FILE):
        lines = [_record(number, version if first == 0 else 0, padding) for number in range(first, min(first + _RECORDS_PER_FILE, records))]
        (folder / f"part{first:05}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if version:
        (folder / "added.jsonl").write_text("\n".join(_record(10_000 + number, version, padding) for number in range(version)) + "\n", encoding="utf-8")
    return folder


def _record(number: int, version: int, padding: int) -> str:
    body = (
        f"أعلنت وزارة النقل أن الميناء رقم {number} استقبل {version + 3} سفن من تركيا ومصر. وقال المتحدث باسم الوزارة إن «الحركة عادت إلى طبيعتها».\n"
        f"وزار وفد من الأمم المتحدة المدينة {number}، ورافقه صحفيون من فرنسا بعد {number % 7} أيام من الانتظار في المرفأ القديم."
        + " وتواصلت الأعمال في الرصيف الجديد حتى المساء." * padding
    )
    date = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
    return json.dumps({"id": f"r{number}", "source": OUTLETS[number % 3], "date": date, "title": f"خبر {number}", "text": body}, ensure_ascii=False)


def built(corpus: Path, cache: Path, said: Path, jobs: int = 1, wait: bool = False) -> None:
    """Run `marsad build` in this process, its output in a file, and leave with its exit status; `wait` stops for the tracer first.

    More `jobs` than one are as many processes, however little there is to read.
    """
    _prepared(said, wait)
    if jobs > 1:
        building._INLINE_BYTES = 0
    os._exit(main(["build", "--corpus", str(corpus), "--cache", str(cache), "--jobs", str(jobs)]))


def built_naively(corpus: Path, cache: Path, said: Path, jobs: int = 1, wait: bool = False) -> None:
    """What the harness must catch: a builder that points at its generation first and writes the files where they are read."""
    del jobs
    finished = layout.current(corpus)
    _prepared(said, wait)
    (cache / layout.POINTER).write_text(finished.name)
    (cache / finished.name).mkdir()
    for path in sorted(finished.iterdir()):
        (cache / finished.name / path.name).write_bytes(path.read_bytes())
    os._exit(0)


def _prepared(said: Path, wait: bool) -> None:
    os.setsid()
    handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    if wait:
        os.kill(os.getpid(), signal.SIGSTOP)


def started(build: Callable[..., None], *arguments: object) -> BaseProcess:
    """A build in a process of its own, forked from the anvil."""
    process = FORGE.Process(target=build, args=arguments)
    process.start()
    return process
