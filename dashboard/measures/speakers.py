"""Speakers: who is heard in which source, in how many words, introduced by which verbs."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.annotate.quote_verbs import is_verb_of_speech
from dashboard.compiling import njit
from dashboard.corpus import Corpus, View
from dashboard.measures.quotes import chosen_quotes, speakers_of
from dashboard.measures.spans import numbered
from dashboard.records import QUOTE_KINDS
from dashboard.text.letters import QURANIC_MARKS, TASHKEEL, TATWEEL, fold
from dashboard.text.vocabulary import TypeTable

COLUMNS = ("speaker", "name", "source", "quotes", "words", "verbs", "share")
_INDIRECT = QUOTE_KINDS.index("indirect")
_NOBODY = -1
_UNVOWELLED = dict.fromkeys(map(ord, TASHKEEL + TATWEEL + QURANIC_MARKS))
_SHORTEST_VERB = 3


def speakers(view: View, *, limit: int = 50, lang: str = "ar", about: str | None = None, kind: str | None = None) -> pd.DataFrame:
    """Who is heard, one row a speaker and source, the most heard first.

    A speaker is an actor, else whoever the article's own words name («مصدر أمني»); quotes that nobody is named for are one row a source
    with speaker and name null. `about` and `kind` as in quotes. `limit` 0 gives all.

    Returns a DataFrame: speaker (slug or null), name (in `lang`, or as written), source, quotes, words (of speech; words in marks inside
    an indirect quote count for the quote in marks), verbs (each as written, without vowel signs and a leading و or ف, with its count, the
    commonest first), share (of all words of speech in that source that the conditions leave). Raises UnknownActor or CallError where an actor or a kind is unknown.
    """
    corpus = view.corpus
    entries, rows = chosen_quotes(view, about=about, kind=kind)
    said = _said(corpus)
    quoted = pd.DataFrame(
        {
            "who": said.speaker[entries],
            "source": corpus.generation.array("row_source")[rows],
            "words": said.words[entries],
            "verb": said.verb[entries],
        }
    )
    table = quoted.groupby(["who", "source"], as_index=False).agg(quotes=("words", "size"), words=("words", "sum"))
    table["share"] = table["words"] / table.groupby("source")["words"].transform("sum").clip(lower=1)
    table = table.sort_values(["words", "quotes", "who", "source"], ascending=[False, False, True, True], ignore_index=True)
    table = table.head(limit or len(table))
    verbs = _verbs(quoted, table, said.verbs)
    return _shown(corpus, table, said, lang).assign(verbs=pd.Series(verbs, dtype=object))[list(COLUMNS)]


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """What is worked out once for all quotes of a corpus.

    speaker: the actor's number; below 0, -1 nobody, -2 - k the k-th of `names`. verb: its number in `verbs`, or -1. words: each counted once.
    """

    speaker: npt.NDArray[np.int32]
    names: list[str]
    verb: npt.NDArray[np.int32]
    verbs: TypeTable
    words: npt.NDArray[np.int32]


def _said(corpus: Corpus) -> _Said:
    if "said" not in corpus.memory:
        corpus.memory["said"] = _worked_out(corpus)
    found: _Said = corpus.memory["said"]
    return found


def _worked_out(corpus: Corpus) -> _Said:
    array = corpus.generation.array
    pointer = array("quote_pointer")
    row = np.repeat(np.arange(len(pointer) - 1), np.diff(pointer))
    part = array("quote_part")
    verb, verbs = numbered(corpus.generation, row, part, array("quote_verb_start"), array("quote_verb_end"))
    actor = speakers_of(corpus)
    start = np.where(actor >= 0, -1, array("quote_speaker_start"))
    text, texts = numbered(corpus.generation, row, part, start, array("quote_speaker_end"))
    names, number = _alike(texts)
    speaker = np.where(actor >= 0, actor, np.where(text < 0, _NOBODY, -2 - number[text])).astype(np.int32)
    lists = (array(f"quote_{name}") for name in ("kind", "part", "start", "end", "words"))
    return _Said(speaker, names, verb, verbs, _own_words(pointer, *lists))


def _alike(texts: TypeTable) -> tuple[list[str], npt.NDArray[np.int32]]:
    """The distinct speakers among texts, spellings that fold alike as one, and for each text the number of its speaker."""
    first: dict[str, int] = {}
    names: list[str] = []
    number = np.zeros(len(texts) + 1, np.int32)
    for at in range(len(texts)):
        text = texts.text(at)
        known = first.setdefault(fold(" ".join(text.split())), len(names))
        if known == len(names):
            names.append(" ".join(text.split()))
        number[at] = known
    return names, number


@njit(cache=True)
def _own_words(pointer, kind, part, start, end, words):  # type: ignore[no-untyped-def]
    """The words of every quote, an indirect one's less those of the quotes inside it: int32[quotes]."""
    own = words.astype(np.int32)
    for row in range(len(pointer) - 1):
        for q in range(pointer[row], pointer[row + 1]):
            if kind[q] != _INDIRECT:
                continue
            for inner in range(pointer[row], pointer[row + 1]):
                if kind[inner] != _INDIRECT and part[inner] == part[q] and start[q] <= start[inner] and end[inner] <= end[q]:
                    own[q] = max(own[q] - words[inner], 0)
    return own


def _verbs(quoted: pd.DataFrame, table: pd.DataFrame, verbs: TypeTable) -> list[dict[str, int]]:
    """For each row of the table its verbs with their counts, the commonest first."""
    said = quoted[quoted["verb"] >= 0].merge(table[["who", "source"]].reset_index(), on=["who", "source"])
    texts = {number: _bare(verbs.text(number)) for number in said["verb"].unique().tolist()}
    held = said.assign(text=said["verb"].map(texts)).groupby(["index", "text"]).size().reset_index(name="count")
    found: list[dict[str, int]] = [{} for _ in range(len(table))]
    for row, text, count in held.sort_values(["count", "text"], ascending=[False, True])[["index", "text", "count"]].itertuples(index=False):
        found[row][text] = int(count)
    return found


def _bare(verb: str) -> str:
    """A verb as written, without vowel signs and without the conjunction before it: وقالت → قالت, but وافق whole."""
    plain = verb.translate(_UNVOWELLED)
    rest = plain[1:]
    if plain[:1] not in ("و", "ف") or len(rest) < _SHORTEST_VERB:
        return plain
    return rest if is_verb_of_speech(rest) and not is_verb_of_speech(plain) else plain


def _shown(corpus: Corpus, table: pd.DataFrame, said: _Said, lang: str) -> pd.DataFrame:
    actors = corpus.generation.table("actors")
    slugs, names = actors["slug"].to_pylist(), actors[lang if lang in ("ar", "en") else "ar"].to_pylist()
    who = table["who"].tolist()
    return table.assign(
        speaker=pd.array([slugs[one] if one >= 0 else None for one in who], dtype=object),
        name=pd.array([names[one] if one >= 0 else None if one == _NOBODY else said.names[-2 - one] for one in who], dtype=object),
        source=[corpus.generation.source_slugs[source] for source in table["source"].tolist()],
    )
