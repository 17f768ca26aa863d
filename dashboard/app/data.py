"""The corpus as pages see it: opened once, measured once a selection and set of options."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import measures
from dashboard.app.words import Words
from dashboard.cache import layout
from dashboard.cache.sums import UNDATED
from dashboard.charts import theme
from dashboard.charts.labels import plain
from dashboard.charts.places import corpus_layout
from dashboard.corpus import Corpus, View
from dashboard.errors import MarsadError
from dashboard.measures.copies import versions
from dashboard.measures.sentences import sentences
from dashboard.measures.trend import timeline
from dashboard.readers.outlets import Outlets
from dashboard.selection import Selection

_TABLES, _VIEWS = 512, 64
_MEASURES: dict[str, Callable[..., Any]] = {**measures.BY_NAME, "timeline": timeline, "sentences": sentences, "versions": versions}


def has(measure: str) -> bool:
    """Can this version count that?"""
    return measure in _MEASURES


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(cache: str, generation: str) -> Corpus:
    return Corpus.open(Path(cache))


def live_generation(cache: Path) -> str:
    """The name of the generation that is live now.

    Raises CacheError where nothing was built.
    """
    return layout.current(cache).name


def corpus(cache: Path) -> tuple[Corpus, bool]:
    """The corpus that this visit reads, and whether a newer one has gone live since it began."""
    live = live_generation(cache)
    held = st.session_state.setdefault("generation", live)
    opened = _opened(str(cache), held)
    if opened.generation.name != held:
        st.session_state["generation"] = opened.generation.name
    return opened, opened.generation.name != live


def warm(cache: Path, lang: str) -> dict[str, Any]:
    """What the overview asks of the whole corpus, answered before anyone asks.

    Raises CacheError where nothing was built.
    """
    name = live_generation(cache)
    asked: dict[str, dict[str, Any]] = {"sources": {}, "terms": {"limit": 15, "details": False}, "actors": {"limit": 15, "lang": lang}}
    return {measure: _table(str(cache), name, Selection(), measure, tuple(sorted(options.items()))) for measure, options in asked.items()}


def warm_selection(cache: Path) -> None:
    """Ask what a first selection will ask, of half of the first source's articles: the files and kernels that it needs are then in memory.

    Raises CacheError where nothing was built.
    """
    corpus = _opened(str(cache), live_generation(cache))
    generation = corpus.generation
    if not generation.rows:
        return
    half = generation.array("row_day")[generation.source_firsts[1] // 2]
    if half == UNDATED:
        return
    since = datetime.date(1970, 1, 1) + datetime.timedelta(days=int(half))
    view = corpus.view(source=generation.source_slugs[0], since=since)
    shown = _MEASURES["terms"](view, limit=15)["term"].tolist()[:3]
    for measure, options in (("trend", {"series": shown}), ("comentions", {"actors": 50}), ("articles", {}), ("actors", {"limit": 15})):
        if shown:
            _MEASURES[measure](view, **options)


def is_newer(cache: Path) -> bool:
    """Has other data than this visit reads gone live?"""
    try:
        return live_generation(cache) != st.session_state.get("generation")
    except MarsadError:
        return False


def take_newer(cache: Path) -> None:
    """Read the live generation from now on."""
    st.session_state["generation"] = live_generation(cache)


@st.cache_resource(max_entries=_VIEWS, show_spinner=False)
def _view(cache: str, generation: str, selection: Selection) -> View:
    return _opened(cache, generation).view(selection)


@st.cache_data(max_entries=_TABLES, show_spinner=False)
def _table(cache: str, generation: str, selection: Selection, measure: str, options: tuple[tuple[str, Any], ...]) -> Any:
    return _MEASURES[measure](_view(cache, generation, selection), **dict(options))


@dataclass(frozen=True)
class Scene:
    """What a panel is drawn with: a corpus under a selection, for a reader of one language and theme.

    `side` is "a" or "b" while two selections stand side by side, else "".
    """

    corpus: Corpus
    cache: Path
    selection: Selection
    words: Words
    dark: bool = False
    side: str = ""
    read_only: bool = False
    narrow: bool = False

    @property
    def lang(self) -> Any:
        """The language, as charts take it."""
        return self.words.lang

    @cached_property
    def view(self) -> View:
        """The corpus under the selection."""
        return _view(str(self.cache), self.corpus.generation.name, self.selection)

    @property
    def look(self) -> dict[str, Any]:
        """What every chart is told about the reader."""
        return {"lang": self.words.lang, "dark": self.dark}

    def table(self, measure: str, **options: Any) -> Any:
        """A measure of this view; the same question is answered once."""
        key = tuple(sorted((name, tuple(value) if isinstance(value, list) else value) for name, value in options.items()))
        return _table(str(self.cache), self.corpus.generation.name, self.selection, measure, key)

    def attempt(self, measure: str, **options: Any) -> Any:
        """A measure of this view, or None where the question has no answer here or the answer is empty."""
        try:
            found = self.table(measure, **options)
        except MarsadError:
            return None
        return found if len(found) else None

    def under(self, selection: Selection) -> "Scene":
        """The same reader before another selection."""
        return replace(self, selection=selection)

    @cached_property
    def size(self) -> tuple[int, int, int]:
        """Articles in the view, undated ones among them, and undated ones that its dates leave out."""
        return self.view.size, self.view.undated, self.view.undated_left_out

    @property
    def everything(self) -> int:
        """Articles in the corpus."""
        return self.corpus.generation.rows

    @cached_property
    def denominator(self) -> str:
        """What panels and exported files count, as a line."""
        _, undated, left_out = self.size
        words, chosen = self.words, self.selection
        return words.listed(
            self.share,
            words("denominator_undated", undated=words.number(undated)) if undated else "",
            words("denominator_left_out", undated=words.number(left_out)) if left_out else "",
            words("denominator_first" if chosen.copies == "first" else "denominator_copies") if has("copies") else "",
            words("denominator_voice", voice=words(f"voice_{chosen.voice}")) if chosen.voice != "all" else "",
        )

    @cached_property
    def share(self) -> str:
        """How many articles of the corpus the view holds, in words."""
        shown, words = self.size[0], self.words
        if shown == self.everything > 1:
            return words("denominator_all", shown=words.count("article", shown))
        return words("denominator", shown=words.count("some_article", shown), all=words.count("of_article", self.everything))

    @cached_property
    def sources(self) -> dict[str, str]:
        """The name of each source by slug, in the reader's language where it has one there."""
        return {slug: self.outlets[slug] for slug in self.corpus.generation.source_slugs}

    @cached_property
    def outlets(self) -> dict[str, str]:
        """The name of each source and agency by slug."""
        return {slug: plain(name) or slug for slug, name in self.corpus.outlet_names(self.words.lang).items()}

    @cached_property
    def known_outlets(self) -> dict[str, str]:
        """The name of every outlet by slug, of those that no article came from too: a rule of cleaning may be theirs."""
        return {**_built_in_outlets(self.words.lang), **self.outlets}

    @cached_property
    def actors(self) -> dict[str, str]:
        """The name of each actor by slug, in the reader's language where the lexicon has it."""
        return _actor_names(self.corpus, self.words.lang)

    @cached_property
    def other_actors(self) -> dict[str, str]:
        """The name of each actor by slug in the other language."""
        return _actor_names(self.corpus, "en" if self.words.lang == "ar" else "ar")

    @property
    def ranked_actors(self) -> list[str]:
        """All actors of the corpus, the most mentioned first."""
        memory = self.corpus.memory
        if "ranked actors" not in memory:
            slugs, mentions = list(self.corpus.generation.actor_numbers), self.corpus.finder.mentions
            memory["ranked actors"] = sorted(slugs, key=lambda slug: -mentions[self.corpus.generation.actor_numbers[slug]])
        ranked: list[str] = memory["ranked actors"]
        return ranked

    @cached_property
    def actor_kinds(self) -> dict[str, str]:
        """The kind of each actor by slug."""
        table = self.corpus.generation.table("actors")
        return dict(zip(table["slug"].to_pylist(), table["kind"].to_pylist(), strict=True))

    @cached_property
    def colours(self) -> dict[str, str]:
        """The colour that each source has in every chart."""
        return theme.source_colours(self.corpus.generation.source_slugs, dark=self.dark)

    @property
    def layout(self) -> pd.DataFrame:
        """Where actors stand in the network, the same under every selection."""
        return corpus_layout(self.corpus)


@st.cache_resource(show_spinner=False)
def _built_in_outlets(lang: str) -> dict[str, str]:
    return {slug: plain((lang == "en" and outlet.en) or outlet.name) for slug, outlet in Outlets.load().by_slug.items()}


def _actor_names(corpus: Corpus, lang: str) -> dict[str, str]:
    key = ("actor names", lang)
    if key not in corpus.memory:
        table = corpus.generation.table("actors")
        slugs, here, other = (table[name].to_pylist() for name in ("slug", lang, "ar"))
        corpus.memory[key] = {
            slug: plain(name or arabic or slug) for slug, name, arabic in zip(slugs, here, other, strict=True)
        }
    names: dict[str, str] = corpus.memory[key]
    return names
