"""One run of the benchmark: make the corpus, build it, ask it, beside the peers where they are wanted."""

import importlib.metadata
import multiprocessing
import os
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

import dashboard
from dashboard import building
from dashboard.bench.corpus import write_corpus
from dashboard.bench.queries import query_figures
from dashboard.bench.timing import OURS, Figure, in_turn, rows
from dashboard.bench.words import Texts, word_figures
from dashboard.corpus import Corpus

_PEERS = ("scikit-learn", "polars", "duckdb")
_COUNTED = 50_000

Progress = Callable[[str], None]


def bench(
    articles: int, *, peers: bool, runs: int, selections: int, peer_selections: int, jobs: int | None = None, cache: Path | None = None,
    progress: Progress = lambda stage: None,
) -> dict[str, Any]:  # fmt: skip
    """The benchmark's result as one object; `cache`: ask this one, and make and build nothing.

    articles, megabytes (of UTF-8), machine (cores, system, versions), figures (one row a part and tool: part, tool, runs, median_ms, low_ms,
    p95_ms, high_ms, mb_per_s, ratio: how many times as long as the project), counts (words counted by each tool), same_answers (whether a
    peer gave the project's answers to every question).
    """
    if cache is not None:
        corpus = Corpus.open(cache)
        progress("Asking")
        asked, same = query_figures(corpus, peers=peers, selections=selections, peer_selections=peer_selections)
        return _found(corpus, corpus.generation.manifest["data"]["bodies.arrow"]["bytes"], peers, asked, {}, same)
    with tempfile.TemporaryDirectory(prefix="marsad-bench-") as name:
        place = Path(name)
        progress("Making the corpus")
        size = write_corpus(place / "corpus", articles)
        texts = _texts(place / "corpus")
        progress("Counting words on one core")
        figures, counts = _on_one_core(texts, peers=peers, runs=runs)
        progress("Building")
        figures += _build_figures(place, texts, size / 1e6, peers=peers, runs=runs, jobs=jobs)
        progress("Asking")
        corpus = Corpus.open(place / "cache")
        asked, same = query_figures(corpus, peers=peers, selections=selections, peer_selections=peer_selections)
        return _found(corpus, size, peers, [*figures, *asked], counts, same)


def _found(corpus: Corpus, size: int, peers: bool, figures: list[Figure], counts: dict[str, int], same: dict[str, bool]) -> dict[str, Any]:
    return {
        "articles": corpus.view().size, "megabytes": round(size / 1e6, 2), "machine": _machine(peers), "figures": rows(figures),
        "counts": counts, "same_answers": same,
    }  # fmt: skip


def _texts(corpus: Path) -> Texts:
    """The titles and texts of the corpus, so many at most that every tool holds them in memory."""
    lines = (line for path in sorted(corpus.iterdir()) for line in path.open("rb"))
    records = (orjson.loads(line) for _, line in zip(range(_COUNTED), lines, strict=False))
    return [(record["title"], record["text"]) for record in records]


def _on_one_core(texts: Texts, *, peers: bool, runs: int) -> tuple[list[Figure], dict[str, int]]:
    """Word counting in a process of its own, which is held to one core."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(word_figures, (texts,), {"peers": peers, "runs": runs})


def _build_figures(place: Path, texts: Texts, megabytes: float, *, peers: bool, runs: int, jobs: int | None) -> list[Figure]:
    """The whole build from nothing, and what is derived afterwards; beside it CountVectorizer over the same texts."""
    inputs = building.Inputs((place / "corpus",))
    building.build(inputs, place / "cache", jobs=jobs, derive=False)  # compiles, where nothing is compiled yet
    calls: dict[str, Callable[[], Any]] = {OURS: lambda: building.build(inputs, place / "cache", jobs=jobs, rebuild=True, derive=False)}
    if peers:
        from dashboard.bench.peers import count_vectorizer  # an extra

        whole = [f"{title}\n{body}" for title, body in texts]
        calls["scikit-learn, words alone"] = lambda: count_vectorizer(whole)
    taken, _ = in_turn(calls, runs=runs)
    counted = sum(len(title.encode()) + len(body.encode()) for title, body in texts) / 1e6
    figures = [Figure("build", tool, seconds, megabytes if tool == OURS else counted) for tool, seconds in taken.items()]
    began = time.perf_counter()
    building.derived(place / "cache", jobs=jobs)
    return [*figures, Figure("copies and text index", OURS, (time.perf_counter() - began,), megabytes)]


def _machine(peers: bool) -> dict[str, Any]:
    versions = {name: importlib.metadata.version(name) for name in (("numpy", "numba", "pyarrow") + (_PEERS if peers else ()))}
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(), "system": platform.system(),
        "processor": platform.machine(), "python": platform.python_version(), "marsad": dashboard.__version__, "versions": versions,
    }  # fmt: skip
