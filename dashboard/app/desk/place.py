"""Where the analyst's decisions go: the corpus's folders and own files, as this visit's settings name them."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import streamlit as st

from dashboard.app.data import Scene
from dashboard.app.first_build import inputs_of
from dashboard.cache import layout
from dashboard.curating import arrivals
from dashboard.curating.actors import Book
from dashboard.errors import CacheError
from dashboard.places import Inputs, stamp_of
from dashboard.readers.outlets import Outlets
from dashboard.settings import Settings


@dataclass(frozen=True)
class Place:
    """The corpus behind a cache. `stamp` tells one state of its own files from another."""

    settings: Settings
    inputs: Inputs
    stamp: str

    @classmethod
    def now(cls) -> "Place":
        """The place that the environment names, as it is now."""
        settings = Settings.of_environment()
        inputs = inputs_of(settings)
        return cls(settings, inputs, stamp_of(inputs))

    @property
    def folders(self) -> tuple[Path, ...]:
        """The corpus folders; decisions go into the first."""
        return self.inputs.folders

    @cached_property
    def book(self) -> Book:
        """The actors with what the corpus's owner did to them.

        Raises DataFileError where actors.toml breaks its rules.
        """
        return _book(self.folders, self.inputs.actors, self.stamp)

    @cached_property
    def outlets(self) -> Outlets:
        """The outlets as the next build knows them.

        Raises DataFileError where outlets.toml breaks its rules.
        """
        return _outlets((*self.inputs.own("outlets.toml"), *self.inputs.outlets), self.stamp)


@st.cache_resource(max_entries=2, show_spinner=False)
def _book(folders: tuple[Path, ...], more: tuple[Path, ...], stamp: str) -> Book:
    return Book.of(folders, more)


@st.cache_resource(max_entries=2, show_spinner=False)
def _outlets(own: tuple[Path, ...], stamp: str) -> Outlets:
    return Outlets.load(own)


def stored(scene: Scene) -> dict[str, str]:
    """The corpus's files that the generation was read from, by the sha256 of their content."""
    memory = scene.corpus.memory
    if "files by content" not in memory:
        memory["files by content"] = {row["sha256"]: row["path"] for row in scene.corpus.generation.manifest["inputs"] if row["sha256"]}
    found: dict[str, str] = memory["files by content"]
    return found


def waiting(place: Place) -> tuple[bool, int]:
    """What the live data does not know yet: whether the corpus's own files changed since they were built, and how many files of `added/`
    came, changed or went."""
    try:
        live = layout.current(place.settings.cache)
    except CacheError:
        return True, 0
    made, known = layout.made(live), _read_from(live)
    built = made.get("own_files", "")
    added = place.folders[0] / arrivals.FOLDER
    there = {f"{arrivals.FOLDER}/{path.name}": path.stat().st_mtime for path in added.iterdir()} if added.is_dir() else {}
    since = datetime.datetime.fromisoformat(made["built"]).timestamp() if "built" in made else 0.0
    changed = {name for name, time in there.items() if time > since + 1}
    return built not in ("", place.stamp), len((there.keys() ^ known) | changed)


@st.cache_resource(max_entries=2, show_spinner=False)
def _read_from(live: Path) -> frozenset[str]:
    """The added files that a generation was read from."""
    paths = (row["path"] for row in layout.manifest(live)["inputs"])
    return frozenset(path for path in paths if path.startswith(f"{arrivals.FOLDER}/"))
