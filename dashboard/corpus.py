"""A Corpus is an opened generation; a View is a Corpus under a Selection: the rows that every measure looks at."""

import datetime
import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self, overload

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache import index
from dashboard.cache.copies import copies
from dashboard.cache.generation import Generation
from dashboard.cache.sums import UNDATED
from dashboard.cache.text_index import matching
from dashboard.errors import CallError
from dashboard.finding import Finder, folded, known_actor, word_keys
from dashboard.records import VOICES
from dashboard.selection import Selection
from dashboard.text.letters import fold

_EPOCH = datetime.date(1970, 1, 1)
_MOST_NAMED = 5
FEW_RANGES = 512
_COMMONEST = 20_000


class UnknownSource(CallError):
    """A selection names a source that the cache does not hold."""


class UnknownActor(CallError):
    """A selection names an actor that the cache does not hold."""


class Corpus:
    """An opened generation. It goes on answering from that generation when a newer one goes live.

    `memory` keeps what measures work out once a generation.
    """

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.memory: dict[Any, Any] = {}

    @classmethod
    def open(cls, cache: Path | str = "cache") -> Self:
        """The live generation of a cache.

        Raises CacheError where the cache is missing, damaged or newer than this version.
        """
        return cls(Generation(Path(cache)))

    def view(self, selection: Selection | None = None, **options: Any) -> "View":
        """The corpus under a selection, given whole or as options (source=, since=, until=, actor=, text= …).

        Raises UnknownSource, UnknownActor or CallError where the selection names what this cache does not hold.
        """
        chosen = selection if selection is not None else Selection()
        return View(self, chosen.replacing(**options) if options else chosen)

    def outlet_names(self, lang: str = "ar") -> dict[str, str]:
        """The name of every source and agency of the corpus by its slug; the Arabic one where `lang` has none."""
        key = ("outlet names", lang)
        if key not in self.memory:
            found = {}
            for table, slug in (("origins", "origin"), ("sources", "slug")):
                columns = [self.generation.table(table)[name].to_pylist() for name in (slug, "name", "en")]
                for outlet, arabic, english in zip(*columns, strict=True):
                    found[outlet] = str((lang == "en" and english) or arabic)
            self.memory[key] = found
        names: dict[str, str] = self.memory[key]
        return names

    @cached_property
    def outlet_slugs(self) -> dict[str, str]:
        """The slug of every source and agency by its folded slug and names."""
        named = [pair for lang in ("en", "ar") for pair in self.outlet_names(lang).items()]
        return {**{fold(name): slug for slug, name in named}, **{slug: slug for slug, _ in named}}

    @cached_property
    def terms(self) -> "Terms":
        """Every term, commonest first."""
        return Terms(self.generation.table("terms")["term"].combine_chunks())

    def terms_at(self, numbers: Sequence[int] | npt.NDArray[np.integer]) -> list[str]:
        """The terms of some numbers."""
        return [str(term) for term in self.term_column(numbers).to_pylist()]

    def term_column(self, numbers: Sequence[int] | npt.NDArray[np.integer]) -> pa.Array:
        """The terms of some numbers as an Arrow array."""
        return self.terms.column.take(pa.array(np.asarray(numbers, np.int64)))

    def term(self, text: str) -> int:
        """The number of the term that a word or any of its forms belongs to.

        Raises CallError where the corpus does not hold the word, with the nearest that it holds.
        """
        wanted = fold(text.strip())
        spelling = self._spelling
        at = pc.search_sorted(spelling, pa.scalar(wanted, spelling.type)).as_py()
        if at == len(spelling) or spelling[at].as_py() != wanted:
            near = difflib.get_close_matches(wanted, [fold(t) for t in self.terms[:_COMMONEST]], 3)
            hint = f" Near to it: {'، '.join(near)}" if near else ""
            raise CallError(f"No term {text!r} in this corpus.{hint}", key="unknown_term", value=text, near=tuple(near))
        return int(self.generation.table("spellings")["term"][at].as_py())

    @cached_property
    def _spelling(self) -> pa.Array:
        """Every folded spelling of a term, in order."""
        return self.generation.table("spellings")["spelling"].combine_chunks()

    def row(self, id: str) -> int:
        """The row of an article.

        Raises CallError where there is none of that id.
        """
        row = self.generation.row_of(id)
        if row is None:
            raise CallError(f"No article with id {id!r} in this cache. `marsad articles` lists the ids", key="unknown_id", value=id)
        return row

    def actor(self, name: str) -> int:
        """The number of an actor, given by slug, by its Arabic or English name, by a form that stands in the corpus, or by a Latin spelling that
        sounds like one of its names (Lawrow, Qaddafi).

        Raises UnknownActor where it means nobody that is mentioned, with the three nearest that are, or several, none of whom far outnumbers the others.
        """
        number = self.generation.actor_numbers.get(name)
        if number is None:
            number = self.finder.found(name)
        if number is None:
            raise self._unknown_actor(name)
        return number

    def actor_slug(self, name: str) -> str:
        """The slug of an actor given in any of the ways that `actor` takes."""
        return str(self.generation.table("actors")["slug"][self.actor(name)].as_py())

    def actor_called(self, name: str) -> int | None:
        """The number of the actor of that slug or that full Arabic or English name; None where there is none."""
        number = self.generation.actor_numbers.get(name)
        return self.finder.called(name) if number is None else number

    def _unknown_actor(self, name: str) -> UnknownActor:
        """What to say of a name that means several actors or none."""
        several = self.finder.candidates(name)[:_MOST_NAMED]
        said = self.generation.table("actors").select(["slug", "ar", "en"]).take(pa.array(several or self.finder.near(name), pa.int64())).to_pylist()
        listed = ", ".join(f"{one['slug']} ({one['ar']}, {one['en']})" for one in said)
        script = "en" if word_keys(name.casefold()) else "ar"
        near = tuple(one[script] or one["slug"] for one in said)
        if several:
            text = f"{name!r} could be {listed}. Say which by the word before the brackets"
            return UnknownActor(text, key="ambiguous_actor", value=name, near=near)
        nearest = f" Nearest: {listed}." if listed else ""
        known = known_actor(name)
        if known is not None:
            text = f"The lexicon knows {name!r} as {known.slug} ({known.ar}, {known.en}), but no article here names it.{nearest} `marsad actors --limit 0` lists who is named"
            return UnknownActor(text, key="unnamed_actor", value=name, near=near)
        text = f"No actor {name!r} in this corpus.{nearest} `marsad actors --limit 0` lists all"
        return UnknownActor(text, key="unknown_actor", value=name, near=near)

    @cached_property
    def finder(self) -> Finder:
        """Finds the corpus's actors by name."""
        generation = self.generation
        table = generation.table("actors")
        # The slug of an actor that was merged into another still leads to it, so that links and saved views last.
        held = [name for name in ("slug", "ar", "en", "latin", "merged") if name in table.column_names]
        names = [
            tuple(dict.fromkeys(name for value in row.values() for name in ([value] if isinstance(value, str) else value or ()) if name))
            for row in table.select(held).to_pylist()
        ]
        mentions = np.bincount(generation.array("mention_actor"), minlength=len(names)).tolist()
        return Finder(names, mentions, _Forms(generation))


class _Forms(Mapping[str, Mapping[int, int]]):
    """The folded forms of names as the corpus writes them, each with the actors that it stands for and how often; counted when first asked for."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation

    @cached_property
    def _held(self) -> dict[str, dict[int, int]]:
        own = ~self._generation.array("mention_demonym")
        forms, actors = (self._generation.array(f"mention_{name}")[own] for name in ("form", "actor"))
        keys, counts = np.unique(forms.astype(np.int64) << 32 | actors, return_counts=True)
        written = self._generation.table("forms")["form"].to_pylist()
        held: dict[str, dict[int, int]] = {}
        for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
            bearers = held.setdefault(folded(written[key >> 32]), {})
            bearers[key & 0xFFFFFFFF] = bearers.get(key & 0xFFFFFFFF, 0) + count
        return held

    def __getitem__(self, form: str) -> Mapping[int, int]:
        return self._held[form]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


class Terms(Sequence[str]):
    """The terms of a corpus by number; each becomes a string only when it is looked at."""

    def __init__(self, column: pa.Array) -> None:
        self.column = column

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        """One term, or a list of several."""
        return str(self.column[place]) if isinstance(place, int | np.integer) else self.column[place].to_pylist()

    def __len__(self) -> int:
        return len(self.column)

    def __iter__(self) -> Iterator[str]:
        return iter(self.column.to_pylist())


@dataclass(frozen=True)
class View:
    """A corpus under a selection. Its measures are methods; `starts` and `stops` are its rows as ranges.

    `memory` keeps what several measures need of it.
    """

    corpus: Corpus
    selection: Selection

    @cached_property
    def memory(self) -> dict[Any, Any]:
        """What was worked out for this view."""
        return {}

    @cached_property
    def _ranges(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        generation = self.corpus.generation
        chosen = self.selection
        starts, stops = _dated_ranges(generation, _source_numbers(self.corpus, chosen), chosen)
        masks = list(_row_masks(self.corpus, chosen))
        if not masks:
            return starts, stops
        mask = _mask_of(starts, stops, generation.rows)
        for other in masks:
            mask &= other
        return index.ranges_of(np.flatnonzero(mask))

    @cached_property
    def mask(self) -> npt.NDArray[np.bool_]:
        """Which rows the view holds where its ranges are many (bool[rows]), else nothing: few ranges are quicker by themselves."""
        if len(self.starts) <= FEW_RANGES:
            return np.zeros(0, np.bool_)
        return _mask_of(self.starts, self.stops, self.corpus.generation.rows)

    @property
    def starts(self) -> npt.NDArray[np.int64]:
        """Where each range of rows begins."""
        return self._ranges[0]

    @property
    def stops(self) -> npt.NDArray[np.int64]:
        """Where each range of rows ends."""
        return self._ranges[1]

    @cached_property
    def size(self) -> int:
        """How many articles the view holds."""
        return int((self.stops - self.starts).sum())

    @cached_property
    def undated(self) -> int:
        """How many of them have no date."""
        return int(index.range_sums(self.starts, self.stops, self.corpus.generation.array("sum_undated")))

    @cached_property
    def undated_left_out(self) -> int:
        """How many undated articles a date range keeps out of this view."""
        chosen = self.selection
        if chosen.undated != "auto" or not (chosen.since or chosen.until):
            return 0
        return self.corpus.view(chosen.replacing(undated="only", since=None, until=None)).size

    @property
    def voice(self) -> int:
        """The voice as the kernels number it: 0 all, 1 outlet, 2 reported, 3 direct."""
        return 0 if self.selection.voice == "all" else 1 + VOICES.index(self.selection.voice)

    @cached_property
    def by_source(self) -> dict[int, tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
        """The view's ranges of each source that it holds articles of, by the source's number."""
        borders = self.corpus.generation.source_firsts
        firsts, lasts = np.searchsorted(self.stops, borders[:-1], side="right"), np.searchsorted(self.starts, borders[1:])
        found = {}
        for source in np.flatnonzero(firsts < lasts).tolist():
            here = slice(firsts[source], lasts[source])
            found[source] = (np.maximum(self.starts[here], borders[source]), np.minimum(self.stops[here], borders[source + 1]))
        return found

    def row_numbers(self, first: int = 0, count: int | None = None) -> npt.NDArray[np.int64]:
        """The numbers of the view's rows, in order, from the `first`-th on."""
        if len(self.starts) == 0:
            return np.zeros(0, np.int64)
        ends = np.cumsum(self.stops - self.starts)
        last = int(ends[-1]) if count is None else min(first + count, int(ends[-1]))
        places = np.arange(first, max(first, last))
        which = np.searchsorted(ends, places, side="right")
        return np.asarray(places - (ends - (self.stops - self.starts))[which] + self.starts[which], np.int64)


def _mask_of(starts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64], rows: int) -> npt.NDArray[np.bool_]:
    """The rows of some ranges as a mask of all rows."""
    mask = np.zeros(rows, np.bool_)
    index.add_ranges(starts, stops, mask)
    return mask


def _source_numbers(corpus: Corpus, chosen: Selection) -> Sequence[int]:
    """The sources that a selection's `source` and `region` leave, by number."""
    generation = corpus.generation
    slugs = generation.source_slugs
    numbers = {slug: number for number, slug in enumerate(slugs)}
    wanted = []
    for given in chosen.source:
        slug = given if given in numbers else corpus.outlet_slugs.get(fold(given.strip()))
        if slug is None or slug not in numbers:
            names = corpus.outlet_names()
            known = ", ".join(f"{one} ({names[one]})" for one in slugs[:30])
            near = difflib.get_close_matches(given, slugs, 3) or difflib.get_close_matches(given, [names[one] for one in slugs], 3)
            raise UnknownSource(f"No source {given!r} in this cache. Known: {known}", key="unknown_source", value=given, near=tuple(near))
        wanted.append(numbers[slug])
    picked = sorted(set(wanted)) if chosen.source else list(range(len(slugs)))
    if chosen.region:
        regions = generation.table("sources")["region"].to_pylist()
        unknown = [region for region in chosen.region if region not in regions]
        if unknown:
            known = ", ".join(sorted({region for region in regions if region}))
            raise CallError(f"No outlet of region {unknown[0]!r} in this cache. Known: {known}", key="unknown_region", value=unknown[0])
        picked = [number for number in picked if regions[number] in chosen.region]
    return picked


def _dated_ranges(generation: Generation, sources: Iterable[int], chosen: Selection) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The rows of some sources in a date range; in each source the rows are ordered by day and the undated come last."""
    days, firsts, ends = generation.array("row_day"), generation.source_firsts.tolist(), generation.dated_ends.tolist()
    bounded = chosen.since is not None or chosen.until is not None
    undated = chosen.undated == "only" or chosen.undated == "include" or (chosen.undated == "auto" and not bounded)
    # Numbers of the days' own type: for others all days would be converted before each search.
    since = np.int32(_day(chosen.since)) if chosen.since else np.iinfo(np.int32).min
    until = np.int32(_day(chosen.until) + 1) if chosen.until else UNDATED
    between = np.array([since, until], np.int32)
    ranges: list[tuple[int, int]] = []
    for source in sources:
        first, last = firsts[source], firsts[source + 1]
        if chosen.undated != "only":
            low, high = np.searchsorted(days[first:last], between).tolist()
            ranges.append((first + low, first + max(low, high)))
        if undated:
            ranges.append((ends[source], last))
    joined: list[list[int]] = []
    for first, last in ranges:
        if first == last:
            continue
        if joined and joined[-1][1] == first:
            joined[-1][1] = last
        else:
            joined.append([first, last])
    both = np.array(joined, np.int64).reshape(-1, 2)
    return np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])


def _day(date: datetime.date) -> int:
    return (date - _EPOCH).days


def _row_masks(corpus: Corpus, chosen: Selection) -> Iterable[npt.NDArray[np.bool_]]:
    """One mask of rows for each condition that is not a range."""
    generation = corpus.generation
    rows = generation.rows
    for name in chosen.actor:
        first, last = generation.array("actor_pointer")[corpus.actor(name) :][:2].tolist()
        mask = np.zeros(rows, np.bool_)
        mask[generation.array("actor_row")[first:last]] = True
        yield mask
    for text in chosen.term:
        term = corpus.term(text)
        first = generation.array("term_first")
        yield index.term_rows(first[term], first[term + 1], generation.array("post_pointer"), generation.array("post_row"), rows)
    if chosen.id:
        mask = np.zeros(rows, np.bool_)
        for one in chosen.id:
            mask[corpus.row(one)] = True
        yield mask
    if chosen.origin:
        known = generation.table("origins")["origin"].to_pylist()
        wanted = [origin if origin in known else corpus.outlet_slugs.get(fold(origin.strip())) for origin in chosen.origin]
        for given, slug in zip(chosen.origin, wanted, strict=True):
            if slug not in known:
                listed = ", ".join(map(str, known)) or "none"
                raise CallError(f"No article from agency {given!r} in this cache. Known: {listed}", key="unknown_origin", value=given)
        yield np.isin(generation.array("row_origin"), [known.index(slug) for slug in wanted])
    if chosen.text:
        yield matching(generation, chosen.text)
    if chosen.copies == "first":
        yield copies(generation).first


