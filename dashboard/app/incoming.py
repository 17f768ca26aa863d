"""Files that a reader drags in: understood in a folder of their own first, and kept in the corpus only when asked."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard import building
from dashboard.app.first_build import inputs_of
from dashboard.corpus import Corpus
from dashboard.errors import MarsadError
from dashboard.measures.articles import articles
from dashboard.settings import Settings

KINDS = ("txt", "html", "htm", "jsonl", "csv", "xlsx", "zip")
_LONGEST_NAME = 120
Files = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Preview:
    """What was understood of some files: their articles, and what was refused."""

    files: Files
    articles: pd.DataFrame
    refused: pd.DataFrame


def plain_name(name: str) -> str:
    """The name a file may have in the corpus folder: its last part, without signs that hide it or leave the folder."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].lstrip(".").strip()
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*')
    stem, dot, ending = kept.rpartition(".")
    return f"{(stem or 'file')[:_LONGEST_NAME]}{dot}{ending}" if dot else (kept or "file")[:_LONGEST_NAME]


@st.cache_data(max_entries=4, show_spinner=False)
def preview(files: Files) -> Preview:
    """Read and analyse the files in a folder that is removed afterwards."""
    settings = Settings.of_environment()
    with tempfile.TemporaryDirectory(prefix="marsad-") as place:
        folder, cache = Path(place, "corpus"), Path(place, "cache")
        folder.mkdir()
        for name, content in files:
            (folder / plain_name(name)).write_bytes(content)
        own = inputs_of(settings)
        inputs = building.Inputs((folder,), (*own.own("actors.toml"), *own.actors), (*own.own("outlets.toml"), *own.outlets))
        try:
            report = building.build(inputs, cache, jobs=1)
            found = articles(Corpus.open(cache).view(), limit=0)
        except MarsadError as problem:
            return Preview(files, pd.DataFrame(), pd.DataFrame([{"path": "", "reason": "", "detail": str(problem)}]))
        return Preview(files, found, pd.DataFrame(list(report.refused)))


def keep(shown: Preview, cache: Path) -> str:
    """Add the files to the first corpus folder and build; the name of a file that is there already, and then nothing is written, or ""."""
    settings = Settings.of_environment()
    folder = settings.corpus[0]
    named = [(folder / plain_name(name), content) for name, content in shown.files]
    taken = next((path.name for path, _ in named if path.exists()), "")
    if not taken and not settings.read_only:
        for path, content in named:
            path.write_bytes(content)
        building.build(inputs_of(settings), cache)
    return taken
