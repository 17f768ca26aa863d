"""Names that the corpus holds and the lexicon does not."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from dashboard.annotate.quote_verbs import is_verb_of_speech
from dashboard.corpus import View
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.matching import Matcher
from dashboard.lexicon.model import NameModel
from dashboard.lexicon.suggesting import Suggester, Suggestion
from dashboard.lexicon.wordlists import given_names, ordinary_stems, title_words
from dashboard.measures.streams import BATCH, texts
from dashboard.text.letters import fold
from dashboard.text.tokens import tokenise
from dashboard.text.vocabulary import TypeTable

COLUMNS = ("name", "count", "articles", "kind", "evidence", "example")


Progress = Callable[[int, int], None]
"""Called with the articles that were looked at and all there are."""


def suggest(
    view: View, *, actors: Sequence[Path] = (), limit: int = 50, at_least: int = 2, ner: str | None = None,
    progress: Progress = lambda done, total: None,
) -> pd.DataFrame:  # fmt: skip
    """Names of persons, organisations and places in a view that the lexicon lacks, those in most articles first.

    `actors`: the corpus's own actors.toml, whose names and rejections count as known. `at_least`: how often a name must stand. `limit` 0 gives
    all. The texts are read again, some milliseconds an article. `ner`: the folder or name of a transformers token-classification model (extra
    `[ner]`), whose names join in with the evidence «model».

    Returns a DataFrame: name (as mostly written), count, articles, kind, evidence (what told it), example (a sentence that holds it).
    Raises DataFileError where an actors file breaks its rules, NoModel where the model cannot be loaded.
    """
    model = NameModel(ner) if ner else None
    types = TypeTable()
    suggester = Suggester(Matcher(Lexicon.load(actors), types))
    generation = view.corpus.generation
    rows = view.row_numbers()
    rows = rows[generation.array("row_arabic")[rows]]
    for first in range(0, len(rows), BATCH):
        titles, bodies = texts(generation, rows[first : first + BATCH])
        suggester.read(tokenise(titles, bodies, types), titles.to_pylist(), bodies.to_pylist())
        if model:
            _ask(model, suggester, first, bodies.to_pylist())
        progress(min(first + BATCH, len(rows)), len(rows))
    known = _known(view)
    told = suggester.suggestions(at_least=at_least)
    names = {*known, *(fold(one.name) for one in told)}
    found = [asdict(one) for one in told if fold(one.name) not in known and not _begins_with_verb(one, names)]
    return pd.DataFrame(found, columns=list(COLUMNS)).head(limit or len(found))


def _begins_with_verb(one: Suggestion, names: Collection[str]) -> bool:
    """Whether a person's name is a verb and then (the end of) another one, as in وحضّ سمير الوالي.

    A verb is one of speech, or whatever stands behind و or ف and is no given name, as وعد in وعد البستاني is.
    """
    first, _, rest = fold(one.name).partition(" ")
    if one.kind != "person" or not rest or name_key(first) in given_names() | title_words() | ordinary_stems():
        return False
    if first[0] not in "وف" and not is_verb_of_speech(first):
        return False
    return any(other == rest or other.endswith(f" {rest}") for other in names if other != fold(one.name))


def _ask(model: NameModel, suggester: Suggester, first: int, bodies: Sequence[str]) -> None:
    for article, (body, found) in enumerate(zip(bodies, model.names(bodies), strict=True), first):
        for name in found:
            suggester.told(body, name.start, name.end, name.kind, article)


def _known(view: View) -> frozenset[str]:
    """The names of the generation's own actors, folded: those of its corpus's actors.toml among them."""
    generation = view.corpus.generation
    names = [*generation.table("actors")["ar"].to_pylist(), *generation.table("forms")["form"].to_pylist()]
    return frozenset(fold(name) for name in names if name)
