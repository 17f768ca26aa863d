"""Raw files become a generation: readers, annotate and cache joined, incremental and restartable.

plan      input files, cut into pieces, each with a key of its content and of all that its reading depends on
analyse   pieces without a kept result are read and annotated, in any number of processes; each result is kept at once
learn     what all pieces teach together; the few whose reading that changes are read again
merge     all results become one generation, which goes live by one rename
"""

import datetime
import hashlib
import os
import platform
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from dashboard import errors
from dashboard.cache import layout
from dashboard.cache.copies import write_copies
from dashboard.cache.generation import Generation
from dashboard.cache.packs import Kept, Rows, Unit, keep_only, read_packs, take_pack
from dashboard.cache.reducing import reduced
from dashboard.cache.term_lists import words_entered
from dashboard.cache.text_index import write_index
from dashboard.cache.writing import write_generation
from dashboard.engines import Engine
from dashboard.engines.local import Inline, Processes, Threads
from dashboard.lexicon.actors import EPITHET
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.lexicon import Lexicon
from dashboard.places import Inputs, kit_of, stamp_of, with_mirrors
from dashboard.planning import PlannedFile, listed_files, planned, plannings
from dashboard.readers import remote
from dashboard.readers.chunks import Chunk
from dashboard.readers.evidence import Evidence, Knowledge, learn
from dashboard.readers.inputs import as_text
from dashboard.versions import annotating_version, reading_version
from dashboard.workshop import Task, analysed, workshop_of

__all__ = ["Inputs", "Report", "build"]

_TASK_BYTES = 8 << 20
_INLINE_BYTES = 8 << 20
_INLINE_ROWS = 40_000

Progress = Callable[[str, float, float], None]
"""Called with the stage, how much of it is done and how much there is (bytes while reading, else shares of 1)."""
Counted = Callable[[int, int], None]
"""Called with the articles and the refusals that were read so far, of what had to be read."""
Refusals = Callable[[list[dict[str, Any]]], None]
"""Called once with every refusal, as the report holds them."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: `files` and `refused` hold one row each, with the columns of the interface."""

    generation: str
    articles: int
    seconds: float
    bytes: int
    files: tuple[dict[str, Any], ...]
    refused: tuple[dict[str, Any], ...]


def build(
    inputs: Inputs, cache_folder: Path, *, jobs: int | None = None, engine: Engine | None = None, rebuild: bool = False,
    progress: Progress = lambda stage, done, total: None, counted: Counted = lambda articles, refused: None,
    turned_away: Refusals = lambda refused: None, derive: bool = True,
) -> Report:  # fmt: skip
    """Build a corpus into a cache and make it the live generation.

    Raises CallError where a folder is missing, holds no input, or another build is at work; DataFileError where one of the
    corpus's own files breaks its rules. Inputs that cannot be read are refused one by one in the report; `turned_away` is told of them as soon
    as all are known, so that a build which fails later has said so.
    `derive` does what `derived` does, too, once the generation is live.
    """
    began = time.monotonic()
    for folder in inputs.folders:
        if not folder.is_dir():
            raise errors.CallError(
                f"No corpus folder {folder}. Name a folder with .txt, .jsonl or .csv files: --corpus DIR",
                key="no_folder", value=folder,
            )
    with layout.builder_lock(cache_folder):
        report = _build(inputs, cache_folder, jobs, engine, rebuild, progress, counted, turned_away, began)
    if derive:
        derived(cache_folder, jobs=jobs, progress=progress)
    progress("done", 1, 1)
    return report


def derived(
    cache_folder: Path, *, jobs: int | None = None, progress: Progress = lambda stage, done, total: None
) -> None:
    """Make what follows from the live generation and stands beside it (copies, the text index), as far as it is missing.

    The cache answers meanwhile. Stopped half-way, it goes on from there the next time.
    """
    generation = Generation(cache_folder)
    jobs = jobs or os.cpu_count() or 1
    several = jobs > 1 and generation.rows > _INLINE_ROWS
    try:
        write_copies(generation, (Processes(jobs) if several else Inline()).run, progress)
    except ValueError as problem:
        # So numpy says that the system gave it less of a file than the file holds.
        raise OSError(f"The copies cannot be read or written ({problem})") from problem
    write_index(generation, progress)


def _build(
    inputs: Inputs,
    cache_folder: Path,
    jobs: int | None,
    engine: Engine | None,
    rebuild: bool,
    progress: Progress,
    counted: Counted,
    turned_away: Refusals,
    began: float,
) -> Report:
    inputs = with_mirrors(inputs, cache_folder)
    stamp = stamp_of(inputs)
    workshop = workshop_of(inputs, stamp)
    folder = (cache_folder / layout.WORK).absolute()
    folder.mkdir(exist_ok=True)
    if rebuild:
        keep_only(folder, ())
    listed = listed_files(inputs, workshop)
    if not listed:
        places = ", ".join([*map(str, inputs.folders), *map(remote.shown, inputs.urls)])
        raise errors.CallError(
            f"No input files in {places}. Put .txt, .jsonl or .csv files there", key="no_input", value=places
        )
    progress("plan", 0, 1)
    distant = engine is not None and engine.distant
    seen = engine is None or engine.sees(folder)
    plans = (engine if engine and distant else Threads(2)).run(planned, plannings(listed, inputs.limits, folder.parent if seen else None))
    by_number = dict(pair for group in plans for pair in group)
    files = [by_number[number] for number in sorted(by_number)]
    size = sum(file.bytes for file in files)
    jobs = jobs or os.cpu_count() or 1
    kept = Kept.of(folder, workshop.rules)
    if not seen:
        kept.without_outdated()
    here = partial(_runner, engine, jobs)
    task = Task(inputs, stamp, folder if seen else None, kit=kit_of(inputs) if distant else None)

    missing = [piece for file in files for piece in file.pieces if not kept.has_any(piece[1])]
    stale = kept.stale({key for file in files for _, key in file.pieces})
    tasks = [*(replace(task, stale=pack, bytes=pack.path.stat().st_size) for pack in stale)]
    tasks += _grouped(missing, task, Knowledge(corrections=workshop.corrections), lambda key: "")
    runner = here(tasks)
    beside = ThreadPoolExecutor(1)
    entered = beside.submit(words_entered, kept.packs[:] if isinstance(runner, Inline) else [])  # other processes leave no core to a thread
    beside.shutdown(wait=False)
    _run(runner, tasks, kept, progress, counted, "read")

    units = [kept.base(key) for file in files for _, key in file.pieces]
    knowledge = learn((_evidence(one) for unit in units for one in unit.evidence), workshop.corrections)
    verdicts = {unit.key: _verdict(unit, knowledge) for unit in units}
    changed = [piece for file in files for piece in file.pieces if not kept.has(piece[1], verdicts[piece[1]])]
    tasks = _grouped(changed, task, knowledge, verdicts.__getitem__)
    _run(here(tasks), tasks, kept, progress, _uncounted, "reread")

    staging = layout.staging_folder(cache_folder)
    listing = layout.Listing(staging)
    try:
        pieces = [(file.name, key, verdicts[key]) for file in files for _, key in file.pieces]
        shards, parts = kept.shards(pieces)
        batches = Rows(shards)
        reduction = reduced(shards, engine) if engine and distant and seen else None
        found = {unit.key: kept.unit(unit.key, verdicts[unit.key]) for unit in units}
        rows, refused = _outcomes(files, found, {piece[1] for piece in missing})
        turned_away(refused)
        names = dict(pair for unit in found.values() for pair in unit.source_names)
        slugs = {slug for batch in batches for name in ("source", "origin") for slug in batch.column(name).unique().to_pylist() if slug}
        outlets = {slug: workshop.outlets.outlet(slug, names.get(slug)) for slug in slugs}
        counts = write_generation(
            batches,
            parts,
            _actor_table(workshop.lexicon),
            outlets,
            staging,
            lambda stage, share: progress(stage, share, 1),
            reduction,
            listing.finished,
            entered.result,
        )
        facts = {
            "code": _code_version(),
            "lexicon": workshop.lexicon.fingerprint(),
            "outlets": workshop.outlets.fingerprint(),
            "knowledge": knowledge.fingerprint(),
            "counts": counts,
            "inputs": [{**row, "outcome": _lasting(row)} for row in rows],
            "refused": refused,
        }
        made = {
            "built": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "host": platform.node(),
            "folders": [*(as_text(str(one.resolve())) for one in inputs.folders), *map(remote.shown, inputs.urls)],
            "own_files": stamp,
            "seconds": round(time.monotonic() - began, 3),
        }
        name = layout.seal(staging, cache_folder, facts, made, listing)
    finally:
        listing.close()
        shutil.rmtree(staging, ignore_errors=True)
    layout.sweep(cache_folder, name)
    kept.drop_unused(pieces)
    return Report(
        name, counts["articles"], round(time.monotonic() - began, 3), size, tuple(rows), tuple(refused)
    )


def _runner(engine: Engine | None, jobs: int, tasks: Sequence[Task]) -> Engine:
    """Where tasks run that no engine was named for: in this process where they are few, since other processes take seconds to begin."""
    if engine:
        return engine
    return Processes(jobs) if jobs > 1 and sum(task.bytes for task in tasks) > _INLINE_BYTES else Inline()


def taught(inputs: Inputs, cache_folder: Path) -> Knowledge:
    """What the pieces of the last build taught together, and the corrections as they are now; nothing where no build is kept."""
    workshop = workshop_of(inputs, stamp_of(inputs))
    folder = cache_folder / layout.WORK
    packs = read_packs(folder) if folder.is_dir() else ()
    units = (unit for pack in packs for unit in pack.units if not unit.verdict)
    return learn((_evidence(one) for unit in units for one in unit.evidence), workshop.corrections)


def _lasting(row: dict[str, Any]) -> str:
    """The outcome of an input as the generation keeps it: `unchanged` is a matter of one build only."""
    if row["outcome"] != "unchanged":
        return str(row["outcome"])
    return "articles" if row["articles"] else "empty"


def _code_version() -> str:
    return f"reading {reading_version()}, annotating {annotating_version()}"


def _grouped(
    pieces: Iterable[tuple[Chunk, str]], task: Task, knowledge: Knowledge, verdict: Callable[[str], str]
) -> list[Task]:
    """Tasks of about _TASK_BYTES of input each, otherwise like `task`."""
    tasks: list[Task] = []
    group: list[tuple[Chunk, str]] = []
    size = 0

    def close() -> None:
        if group:
            verdicts = tuple(verdict(key) for _, key in group)
            tasks.append(replace(task, pieces=tuple(group), knowledge=knowledge, verdicts=verdicts, bytes=size))

    for piece in pieces:
        if group and size + piece[0].length > _TASK_BYTES:
            close()
            group, size = [], 0
        group.append(piece)
        size += piece[0].length
    close()
    return tasks


def _run(runner: Engine, tasks: Sequence[Task], kept: "Kept", progress: Progress, counted: Counted, stage: str) -> None:
    total = sum(task.bytes for task in tasks)
    done = articles = refused = 0
    progress(stage, 0, total)
    for result in runner.run(analysed, tasks):
        pack = result.pack if result.content is None else take_pack(kept.folder, result.pack, result.content)
        kept.add(pack)
        done += result.size
        articles += sum(unit.rows for unit in pack.units)
        refused += sum(len(unit.refusals) for unit in pack.units)
        counted(articles, refused)
        progress(stage, done, total)


def _uncounted(articles: int, refused: int) -> None:
    """What is read again was counted when it was read first."""


def _evidence(said: dict[str, Any]) -> Evidence:
    return Evidence(
        said["file"],
        tuple(said["lines"]),
        tuple(said["texts"]),
        tuple((a, b, c) for a, b, c in said["orders"]),
        tuple(said["ambiguous"]),
    )


def _verdict(unit: Unit, knowledge: Knowledge) -> str:
    """What the corpus teaches about one unit beyond its own reading, as a short name; "" where it teaches nothing."""
    lines: set[int] = set()
    orders: dict[str, str] = {}
    for one in map(_evidence, unit.evidence):
        lines |= knowledge.repeated.intersection(one.lines)
        orders |= {source: knowledge.orders[source] for source in one.ambiguous if source in knowledge.orders}
    if not lines and not orders:
        return ""
    return hashlib.sha256(repr((sorted(lines), sorted(orders.items()))).encode()).hexdigest()[:16]


def _outcomes(
    files: Sequence[PlannedFile], found: dict[str, Unit], fresh: set[str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """One row a file and one row a refusal."""
    rows, refused = [], []
    for file in files:
        units = [found[key] for _, key in file.pieces]
        articles = sum(unit.rows for unit in units)
        refusals = [one for unit in units for one in unit.refusals]
        changed = any(key in fresh for _, key in file.pieces)
        outcome = (
            "articles"
            if articles
            else "empty"
            if all(one.reason == "empty" for one in refusals)
            else "refused"
        )
        rows.append(
            {
                "path": file.name,
                "outcome": outcome if changed or outcome == "refused" else "unchanged",
                "articles": articles,
                "encoding": next((unit.encoding for unit in units if unit.encoding), None),
                "sha256": file.sha256,
                "warnings": sorted({warning for unit in units for warning in unit.warnings}),
            }
        )
        refused += [
            {
                "path": one.path,
                "member": one.member,
                "line": one.line,
                "reason": one.reason,
                "detail": one.detail,
            }
            for one in refusals
        ]
    return rows, refused


@lru_cache(maxsize=2)
def _actor_table(lexicon: Lexicon) -> pa.Table:
    """The lexicon's actors as a table, in the order of the indices that mentions use."""
    actors = lexicon.actors
    columns = {
        name: [getattr(actor, name) for actor in actors]
        for name in ("slug", "ar", "en", "kind", "stands_for", "wikidata")
    }
    lists = {name: [list(getattr(actor, name)) for actor in actors] for name in ("latin", "merged")}
    lists["epithets"] = [[] for _ in actors]
    for name in lexicon.names:
        if name.role == EPITHET:
            lists["epithets"][name.actor].append(name_key(name.text))
    return pa.table(
        {name: pa.array(values, pa.string()) for name, values in columns.items()}
        | {name: pa.array(values, pa.list_(pa.string())) for name, values in lists.items()}
    )
