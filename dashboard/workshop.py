"""One process's tools for one corpus, and what it does with them: pieces of input become packs of annotated rows."""

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from dashboard.annotate.annotator import Annotator
from dashboard.cache.packs import Pack, Unit, write_pack
from dashboard.lexicon.lexicon import Lexicon
from dashboard.places import Inputs, Kit, unpacked
from dashboard.readers.chunks import Chunk
from dashboard.readers.corrections import Corrections
from dashboard.readers.evidence import Evidence, FileFacts, Knowledge
from dashboard.readers.limits import Limits
from dashboard.readers.outlets import Outlets
from dashboard.readers.reading import read
from dashboard.records import ARTICLES, Article, Refusal
from dashboard.versions import annotating_version


@dataclass(frozen=True, slots=True)
class Task:
    """Pieces to read under some knowledge (`pieces`), or a pack whose rows the rules have outdated (`stale`).

    `folder` takes the result. `kit` is set for a process that may be on another machine; None for `folder` says that it cannot be
    seen from there, so that the result travels.
    """

    inputs: Inputs
    stamp: str
    folder: Path | None
    pieces: tuple[tuple[Chunk, str], ...] = ()
    knowledge: Knowledge = field(default_factory=Knowledge)
    verdicts: tuple[str, ...] = ()
    stale: Pack | None = None
    bytes: int = 0
    kit: Kit | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A task's pack, the bytes of input that the task stood for, and what the pack's file holds where that has to travel."""

    pack: Pack
    size: int
    content: bytes | None = None


@dataclass(frozen=True)
class Workshop:
    """What every process needs to analyse pieces of one corpus, loaded once a process."""

    lexicon: Lexicon
    outlets: Outlets
    corrections: Corrections
    annotator: Annotator

    @property
    def rules(self) -> str:
        """What annotated rows depend on besides the articles."""
        return f"{annotating_version()}-{self.lexicon.fingerprint()}"


@lru_cache(maxsize=2)
def _lexicon(own: tuple[Path, ...], stamp: str) -> Lexicon:
    """The built-in lexicon with a corpus's own actors, in the state that the stamp names."""
    del stamp
    return Lexicon.load(own)


@lru_cache(maxsize=2)
def _outlets(own: tuple[Path, ...], stamp: str) -> Outlets:
    """The built-in outlets with a corpus's own, likewise."""
    del stamp
    return Outlets.load(own)


@lru_cache(maxsize=2)
def workshop_of(inputs: Inputs, stamp: str) -> Workshop:
    """The workshop of a corpus whose own files have this stamp."""
    own = (*inputs.own("actors.toml"), *inputs.actors)
    lexicon = _lexicon(own, stamp if own else "")
    listed = (*inputs.own("outlets.toml"), *inputs.outlets)
    outlets = _outlets(listed, stamp if listed else "")
    corrections = inputs.own("corrections.toml")
    return Workshop(lexicon, outlets, Corrections.load(corrections[0]) if corrections else Corrections(), Annotator(lexicon))


def analysed(task: Task) -> Done:
    """Do one task and keep its result."""
    inputs = unpacked(task.kit) if task.kit else task.inputs
    workshop = workshop_of(inputs, task.stamp)
    if task.folder is not None:
        return Done(_analysed(task, workshop, task.folder), task.bytes)
    with tempfile.TemporaryDirectory(prefix="marsad-") as folder:
        pack = _analysed(task, workshop, Path(folder))
        return Done(pack, task.bytes, pack.path.read_bytes())


def _analysed(task: Task, workshop: Workshop, folder: Path) -> Pack:
    if task.stale is not None:
        rows = task.stale.rows()
        articles = pa.RecordBatch.from_arrays([rows.column(name) for name in ARTICLES.names], schema=ARTICLES)
        return write_pack(folder, task.stale.units, workshop.rules, workshop.annotator(articles))
    articles_read: list[Article] = []
    units = []
    # Beside the results, where the next build sweeps what a killed one left.
    limits = replace(task.inputs.limits, scratch=folder.parent if task.folder else folder)
    for (chunk, key), verdict in zip(task.pieces, task.verdicts, strict=True):
        units.append(_read_unit(chunk, key, verdict, workshop, task.knowledge, limits, articles_read))
    return write_pack(folder, units, workshop.rules, workshop.annotator(article_batch(articles_read)))


def _read_unit(
    chunk: Chunk, key: str, verdict: str, workshop: Workshop, knowledge: Knowledge, limits: Limits, articles: list[Article]
) -> Unit:
    before = len(articles)
    refusals, evidence = [], []
    facts = FileFacts("")
    for item in read(chunk, outlets=workshop.outlets, knowledge=knowledge, limits=limits):
        if isinstance(item, Article):
            articles.append(item)
        elif isinstance(item, Refusal):
            refusals.append(item)
        elif isinstance(item, Evidence):
            evidence.append(asdict(item))
        else:
            facts = item
    return Unit(
        key,
        verdict,
        len(articles) - before,
        tuple(refusals),
        facts.encoding or None,
        tuple(sorted({*facts.warnings, *(warning for one in articles[before:] for warning in one.warnings)})),
        facts.source_names,
        tuple(evidence),
    )


def article_batch(articles: Sequence[Article]) -> pa.RecordBatch:
    """Articles as one Arrow batch (records.ARTICLES)."""
    columns = []
    for name, kind in zip(ARTICLES.names, ARTICLES.types, strict=True):
        if name == "removed":
            values: list[Any] = [[asdict(line) for line in article.removed] for article in articles]
        else:
            values = [getattr(article, name) for article in articles]
        columns.append(pa.array(values, kind))
    return pa.RecordBatch.from_arrays(columns, schema=ARTICLES)
