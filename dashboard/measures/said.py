"""What is worked out once for all quotes of a corpus: who says each, with which verb of which class, in how many words."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.annotate.quote_verbs import VERB_CLASSES, is_verb_of_speech
from dashboard.compiling import njit
from dashboard.corpus import Corpus, UnknownActor, View
from dashboard.measures.spans import numbered
from dashboard.records import QUOTE_KINDS
from dashboard.text.letters import QURANIC_MARKS, TASHKEEL, TATWEEL, fold
from dashboard.text.vocabulary import TypeTable

NOBODY = -1
_NAMED = -2
INDIRECT = QUOTE_KINDS.index("indirect")
_UNVOWELLED = dict.fromkeys(map(ord, TASHKEEL + TATWEEL + QURANIC_MARKS))
_SHORTEST_VERB = 3


@dataclass(frozen=True, eq=False)
class Said:
    """The quotes of a corpus, one entry each.

    speaker: the actor's number; below 0, NOBODY, or _NAMED - k for the k-th of `names`. verb: its number in `verbs`, or -1. verb_class: its
    number in VERB_CLASSES, or -1. words: each word counted once, though a quote lie inside another.
    """

    speaker: npt.NDArray[np.int32]
    names: list[str]
    verb: npt.NDArray[np.int32]
    verbs: list[str]
    verb_class: npt.NDArray[np.int32]
    words: npt.NDArray[np.int32]

    @cached_property
    def _by_name(self) -> dict[str, int]:
        return {fold(name): _NAMED - at for at, name in enumerate(self.names)}

    def number_of(self, corpus: Corpus, speaker: str) -> int:
        """The number of a speaker, given as an actor or as the articles' own words name it.

        Raises UnknownActor where nobody of that name is mentioned or speaks.
        """
        known = self._by_name.get(fold(" ".join(speaker.split())))
        try:
            return corpus.actor(speaker)
        except UnknownActor:
            if known is None:
                raise
            return known


def said(corpus: Corpus) -> Said:
    """Who says what in a corpus; worked out when first asked for."""
    if "said" not in corpus.memory:
        corpus.memory["said"] = _worked_out(corpus)
    found: Said = corpus.memory["said"]
    return found


def speakers_of(corpus: Corpus) -> npt.NDArray[np.int32]:
    """The actor, by the generation's number, who says each quote of the corpus; -1 where none is told."""
    memory = corpus.memory
    if "quote speakers" not in memory:
        number = np.append(corpus.generation.array("actor_number"), np.int32(-1))
        memory["quote speakers"] = number[corpus.generation.array("quote_actor")]
    found: npt.NDArray[np.int32] = memory["quote speakers"]
    return found


def classes_of(corpus: Corpus) -> npt.NDArray[np.int32]:
    """The class of the verb that introduces each quote of the corpus, by its number in VERB_CLASSES; -1 where there is no verb."""
    array = corpus.generation.array
    return np.where(array("quote_verb_start") < 0, np.int32(-1), array("quote_verb_class").astype(np.int32))


def in_voice(view: View, entries: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which quotes, given as places in the quote lists, lie in the view's voice."""
    kinds = view.corpus.generation.array("quote_kind")[entries]
    whole = np.ones(len(kinds), np.bool_)
    return (whole, ~whole, kinds == INDIRECT, kinds != INDIRECT)[view.voice]


def counted(view: View, entries: npt.NDArray[np.int64], rows: npt.NDArray[np.int32]) -> pd.DataFrame:
    """Some quotes, given as places in the quote lists and rows: row, who (speaker), source, words, verb, verb_class, each by number."""
    known = said(view.corpus)
    source = view.corpus.generation.array("row_source")[rows]
    columns = {"who": known.speaker, "words": known.words, "verb": known.verb, "verb_class": known.verb_class}
    return pd.DataFrame({"row": rows, "source": source, **{name: values[entries] for name, values in columns.items()}})


def with_names(view: View, table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The table with speaker (slug or null) and name (in `lang`, or as written, or null) for `who`, and the slug of each source."""
    corpus = view.corpus
    actors, known = corpus.generation.table("actors"), said(corpus)
    slugs, arabic, names = (actors[column].to_pylist() for column in ("slug", "ar", "en" if lang == "en" else "ar"))

    def name(who: int) -> str | None:
        return (names[who] or arabic[who]) if who >= 0 else None if who == NOBODY else known.names[_NAMED - who]

    who = table["who"].tolist()
    return table.assign(
        speaker=pd.array([slugs[one] if one >= 0 else None for one in who], dtype=object),
        name=pd.array([name(one) for one in who], dtype=object),
        source=[corpus.generation.source_slugs[source] for source in table["source"].tolist()],
    )


def class_names(numbers: pd.Series) -> list[str | None]:
    """The names of classes of verbs; None for -1."""
    return [None if one < 0 else VERB_CLASSES[one] for one in numbers.tolist()]


def _worked_out(corpus: Corpus) -> Said:
    array = corpus.generation.array
    pointer = array("quote_pointer")
    row = np.repeat(np.arange(len(pointer) - 1), np.diff(pointer))
    part = array("quote_part")
    spelling, spellings = numbered(corpus.generation, row, part, array("quote_verb_start"), array("quote_verb_end"))
    verbs, verb_of = np.unique([_bare(spellings.text(one)) for one in range(len(spellings))] or [""], return_inverse=True)
    actor = speakers_of(corpus)
    start = np.where(actor >= 0, -1, array("quote_speaker_start"))
    text, texts = numbered(corpus.generation, row, part, start, array("quote_speaker_end"))
    names, number = _alike(texts)
    speaker = np.where(actor >= 0, actor, np.where(text < 0, NOBODY, _NAMED - number[text])).astype(np.int32)
    verb = np.where(spelling < 0, -1, verb_of[np.maximum(spelling, 0)]).astype(np.int32)
    lists = (array(f"quote_{name}") for name in ("kind", "part", "start", "end", "words"))
    return Said(speaker, names, verb, [str(one) for one in verbs], classes_of(corpus), _own_words(pointer, *lists))


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
            if kind[q] != INDIRECT:
                continue
            for inner in range(pointer[row], pointer[row + 1]):
                if kind[inner] != INDIRECT and part[inner] == part[q] and start[q] <= start[inner] and end[inner] <= end[q]:
                    own[q] = max(own[q] - words[inner], 0)
    return own


def _bare(verb: str) -> str:
    """A verb as written, without vowel signs and without the conjunction before it: وقالت → قالت, but وافق whole."""
    plain = verb.translate(_UNVOWELLED)
    rest = plain[1:]
    if plain[:1] not in ("و", "ف") or len(rest) < _SHORTEST_VERB:
        return plain
    return rest if is_verb_of_speech(rest) and not is_verb_of_speech(plain) else plain
