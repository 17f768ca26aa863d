"""Quotes: who said what, with which verb, in which article."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from dashboard.annotate.quote_verbs import VERB_CLASSES
from dashboard.cache import index
from dashboard.compiling import njit
from dashboard.corpus import Corpus, View
from dashboard.errors import CallError
from dashboard.measures.articles import newest_first
from dashboard.measures.said import NOBODY, classes_of, in_voice, said, speakers_of
from dashboard.measures.spans import numbered, written
from dashboard.records import PARTS, QUOTE_KINDS

COLUMNS = (
    "id", "source", "date", "speaker", "speaker_text", "speaker_start", "speaker_end", "verb", "verb_class", "kind", "part_of", "text",
    "start", "end",
)  # fmt: skip


def quotes(
    view: View,
    *,
    speaker: str | None = None,
    about: str | None = None,
    kind: str | None = None,
    verb_class: str | None = None,
    nobody: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> pd.DataFrame:
    """What is said in a view, newest article first, in the order of its text; the quotes that nobody is named for among them.

    `speaker`: only what this one says, an actor or whoever the articles' own words call so. `about`: only quotes that name this actor. `kind`:
    direct, partial or indirect. `verb_class`: only quotes that a verb of this class introduces. `nobody`: only those that nobody is named for.
    In the voice of outlets there are none; the reported voice
    has the indirect ones, the direct voice the others. `limit` 0 gives all; `offset` skips that many first.

    Returns a DataFrame with the columns of COLUMNS: speaker (slug or null), speaker_text (who it is in the article's own words, or null) with its
    place, verb (as written, or null) and its class, part_of ("title" or "body"), text, and its place (code points).
    Raises UnknownActor or CallError where an actor, a kind or a class is unknown.
    """
    corpus = view.corpus
    generation = corpus.generation
    entries, rows = chosen_quotes(view, speaker=speaker, about=about, kind=kind, verb_class=verb_class, nobody=nobody)
    order = newest_first(view, rows, offset + limit if limit else None)[offset:]
    entries, rows = entries[order], rows[order]
    articles = generation.table("articles").select(["id", "source", "date"]).take(pa.array(rows))
    columns = {name: generation.array(f"quote_{name}")[entries] for name in ("part", "start", "end", "speaker_start", "speaker_end")}
    actors = speakers_of(corpus)[entries]
    classes = classes_of(corpus)[entries]
    speakers, introduced, own = _texts(corpus, rows, entries, ("speaker_", "verb_", ""))
    slugs = [*generation.table("actors")["slug"].to_pylist(), None]
    frame = {
        "id": articles["id"].to_pylist(),
        "source": articles["source"].to_pylist(),
        "date": articles["date"].cast(pa.string()).to_pylist(),
        "speaker": [slugs[actor] for actor in actors.tolist()],
        "speaker_text": speakers,
        "speaker_start": _or_null(columns["speaker_start"]),
        "speaker_end": _or_null(columns["speaker_end"]),
        "verb": introduced,
        "verb_class": [None if one < 0 else VERB_CLASSES[one] for one in classes.tolist()],
        "kind": [QUOTE_KINDS[one] for one in generation.array("quote_kind")[entries].tolist()],
        "part_of": [PARTS[one] for one in columns["part"].tolist()],
        "text": own,
    }
    table = pd.DataFrame({name: pd.array(values, dtype=object) for name, values in frame.items()})
    return table.assign(start=columns["start"], end=columns["end"])[list(COLUMNS)]


def chosen_quotes(
    view: View,
    *,
    speaker: str | None = None,
    about: str | None = None,
    kind: str | None = None,
    verb_class: str | None = None,
    nobody: bool = False,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """The quotes of a view that the conditions leave, as places in the quote lists, and the row of each.

    Raises UnknownActor or CallError where a speaker, an actor, a kind or a class is unknown.
    """
    corpus = view.corpus
    array = corpus.generation.array
    entries, rows = index.entries_of(view.starts, view.stops, array("quote_pointer"))
    wanted = in_voice(view, entries)
    if kind is not None:
        wanted &= array("quote_kind")[entries] == _known(kind, QUOTE_KINDS, "kind")
    if verb_class is not None:
        wanted &= classes_of(corpus)[entries] == class_number(verb_class)
    if speaker is not None:
        wanted &= said(corpus).speaker[entries] == said(corpus).number_of(corpus, speaker)
    if nobody:
        wanted &= said(corpus).speaker[entries] == NOBODY
    if about is not None:
        lists = (array(f"mention_{name}") for name in ("pointer", "actor", "demonym", "part", "start", "end"))
        places = (array(f"quote_{name}")[entries] for name in ("part", "start", "end"))
        wanted &= _naming(corpus.actor(about), rows, *places, *lists)
    return entries[wanted], rows[wanted]


def class_number(verb_class: str) -> int:
    """The number of a class of verbs.

    Raises CallError where there is no such class, naming those that there are.
    """
    return _known(verb_class, VERB_CLASSES, "verb-class")


def _known(value: str, values: tuple[str, ...], option: str) -> int:
    if value not in values:
        raise CallError(f"--{option} {value!r} is none of: {', '.join(values)}")
    return values.index(value)


@njit(cache=True)
def _naming(actor, rows, q_part, q_start, q_end, pointer, actors, demonyms, m_part, m_start, m_end):  # type: ignore[no-untyped-def]
    """Which quotes hold a mention of the actor: bool[quotes]."""
    found = np.zeros(len(rows), np.bool_)
    for q in range(len(rows)):
        for m in range(pointer[rows[q]], pointer[rows[q] + 1]):
            if actors[m] == actor and not demonyms[m] and m_part[m] == q_part[q] and q_start[q] <= m_start[m] and m_end[m] <= q_end[q]:
                found[q] = True
                break
    return found


def _texts(corpus: Corpus, rows: npt.NDArray[np.int32], entries: npt.NDArray[np.int64], kinds: tuple[str, ...]) -> list[list[str | None]]:
    """Each kind of text of the quotes (their speakers', their verbs', their own), in the order given."""
    array = corpus.generation.array
    repeated = np.tile(rows, len(kinds)).astype(np.int64)
    order = np.argsort(repeated, kind="stable")
    part = np.tile(array("quote_part")[entries], len(kinds))
    start, end = (np.concatenate([array(f"quote_{kind}{edge}")[entries] for kind in kinds]) for edge in ("start", "end"))
    numbers = np.empty(len(repeated), np.int32)
    numbers[order], table = numbered(corpus.generation, repeated[order], part[order], start[order], end[order])
    found = written(numbers, table)
    return [found[at * len(rows) : (at + 1) * len(rows)] for at in range(len(kinds))]


def _or_null(values: npt.NDArray[np.int32]) -> list[int | None]:
    return [None if value < 0 else value for value in values.tolist()]
