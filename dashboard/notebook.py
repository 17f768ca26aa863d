"""What a notebook calls: build or open a corpus; a View there has every measure as a method."""

import os
from collections.abc import Sequence
from pathlib import Path

from dashboard import building, measures
from dashboard.corpus import Corpus, View

_Path = str | os.PathLike[str]

__all__ = ["Corpus", "View", "build", "open"]


def open(cache: _Path = "cache") -> Corpus:
    """The live generation of a cache.

    Raises CacheError where the cache is missing, damaged or newer than this version.
    """
    return Corpus.open(Path(cache))


def build(
    corpus: _Path | Sequence[_Path] = "corpus",
    *,
    cache: _Path = "cache",
    actors: Sequence[_Path] = (),
    outlets: Sequence[_Path] = (),
    jobs: int | None = None,
    rebuild: bool = False,
) -> Corpus:
    """Build a corpus folder (or several) into a cache, and open it; what has not changed is not analysed again.

    Raises CallError where a folder is missing or empty, DataFileError where one of the corpus's own files breaks its rules.
    """
    folders = [corpus] if isinstance(corpus, (str, os.PathLike)) else corpus
    inputs = building.Inputs(tuple(map(Path, folders)), tuple(map(Path, actors)), tuple(map(Path, outlets)))
    building.build(inputs, Path(cache), jobs=jobs, rebuild=rebuild)
    return open(cache)


for _name, _measure in measures.BY_NAME.items():
    setattr(View, _name, _measure)
