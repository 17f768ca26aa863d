"""The views that can be exported: for each its table, and where there is one its picture."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard import charts, measures
from dashboard.charts import bars
from dashboard.corpus import View
from dashboard.errors import CallError
from dashboard.measures.actors import actors
from dashboard.measures.naming import naming
from dashboard.measures.rendering import rendering
from dashboard.measures.speakers import heard
from dashboard.measures.trend import timeline, trend

NETWORK_ACTORS = 80


@dataclass(frozen=True)
class Question:
    """What is asked of a view: the words, actors or text it is about, and the options of its measure."""

    view: View
    words: tuple[str, ...]
    lang: Any
    limit: int
    options: Mapping[str, Any]

    def measured(self, name: str, *subject: Any, **more: Any) -> pd.DataFrame:
        """A measure of the view, with those of the options that are given."""
        table: pd.DataFrame = measures.BY_NAME[name](self.view, *subject, **{"limit": self.limit, **more})
        return table

    def chosen(self, *names: str) -> dict[str, Any]:
        """The named options that were given."""
        return {name: self.options[name] for name in names if self.options.get(name) is not None}

    @property
    def named(self) -> tuple[str, ...]:
        """The words or actors that the view is about.

        Raises CallError where they are missing.
        """
        if not self.words:
            raise CallError("This view needs a word, an actor, a text or an article's id after its name: marsad export trend السلام -o trend.png")
        return self.words

    def ids(self, most: int) -> tuple[str, ...]:
        """The articles that the view is about, by id.

        Raises CallError where they are missing or more than `most`.
        """
        if len(self.named) > most:
            one = "one article's id" if most == 1 else f"at most {most} articles' ids"
            raise CallError(f"This view takes {one} after its name, not {len(self.named)}: {' '.join(self.named)}")
        return self.named

    @property
    def subject(self) -> str:
        """The one word, name or text that the view is about."""
        return " ".join(self.named)

    @cached_property
    def sources(self) -> dict[str, str]:
        """Names of sources and agencies by slug, in the language."""
        return self.view.corpus.outlet_names(self.lang)

    @cached_property
    def actors(self) -> dict[str, str]:
        """Names of actors by slug, in the language."""
        table = self.view.corpus.generation.table("actors")
        named = zip(table["slug"].to_pylist(), table[self.lang].to_pylist(), strict=True)
        return {slug: name or slug for slug, name in named}

    @property
    def look(self) -> dict[str, Any]:
        """What every chart is told."""
        return {"lang": self.lang}


Maker = Callable[[Question], Any]
SPOKEN = ("speaker", "about", "kind", "verb_class")
"""The options that say which quotes are meant."""


def _trend(question: Question) -> pd.DataFrame:
    return trend(question.view, question.named, **question.chosen("every", "demonyms", "fold_capitals"))


def _naming(question: Question) -> pd.DataFrame:
    return question.measured("naming", question.named, **question.chosen("every", "demonyms", "fold_capitals"))


def _comentions(question: Question) -> pd.DataFrame:
    return question.measured("comentions", **question.chosen("a", "b", "within", "demonyms", "fold_capitals"))


def _pairs_picture(question: Question) -> Any:
    """The network; between two selections the pairs that rose and fell."""
    options = question.chosen("a", "b", "within", "demonyms", "fold_capitals")
    if options.keys() & {"a", "b"}:
        return charts.comentions.rising(measures.comentions(question.view, limit=question.limit, **options), names=question.actors, **question.look)
    table = measures.comentions(question.view, actors=NETWORK_ACTORS, **options)
    layout = charts.comentions.corpus_layout(question.view.corpus)
    return charts.comentions.network(table, all_actors(question), layout=layout, names=question.actors, **question.look)


def _speakers(question: Question) -> Any:
    """The speakers most heard, by source; with a period as lines over time."""
    options = question.chosen("speaker", "about", "kind")
    if question.options.get("every"):
        table = heard(question.view, every=question.options["every"], lang=question.lang, **options)
        return charts.trend.lines(table, names=dict(zip(table["series"], table["name"], strict=True)), **question.look)
    return charts.speakers.bars(question.measured("speakers", limit=0, lang=question.lang, **options), names=question.sources, **question.look)


def all_actors(question: Question) -> pd.DataFrame:
    """Every actor of the view with its counts, for the nodes of a network."""
    return actors(question.view, limit=0, lang=question.lang, details=False, **question.chosen("demonyms", "fold_capitals"))


TABLES: dict[str, Maker] = {
    "articles": lambda q: q.measured("articles", lang=q.lang, **q.chosen("body")),
    "terms": lambda q: q.measured("terms"),
    "phrases": lambda q: q.measured("phrases"),
    "trend": _trend,
    "keyness": lambda q: q.measured("keyness", **q.chosen("a", "b")),
    "collocates": lambda q: q.measured("collocates", q.subject),
    "concordance": lambda q: q.measured("concordance", q.subject),
    "actors": lambda q: q.measured("actors", lang=q.lang, **q.chosen("demonyms", "fold_capitals")),
    "comentions": _comentions,
    "naming": _naming,
    "quotes": lambda q: q.measured("quotes", **q.chosen(*SPOKEN)),
    "speakers": lambda q: q.measured("speakers", lang=q.lang, **q.chosen("every", "speaker", "about", "kind")),
    "verbs": lambda q: q.measured("verbs", lang=q.lang, **q.chosen(*SPOKEN)),
    "about": lambda q: q.measured("about", lang=q.lang, **q.chosen("speaker", "kind")),
    "passages": lambda q: q.measured("passages", *q.ids(2)),
    "quotations": lambda q: q.measured("quotations", *q.ids(1)),
    "sources": lambda q: q.measured("sources", lang=q.lang),
    "copies": lambda q: q.measured("copies"),
    "cloud": lambda q: q.measured("terms"),
}

FIGURES: dict[str, Maker] = {
    "articles": lambda q: charts.articles.timeline(timeline(q.view, **q.chosen("every")), names=q.sources, **q.look),
    "terms": lambda q: charts.terms.bars(TABLES["terms"](q), **q.look),
    "phrases": lambda q: bars.single(TABLES["phrases"](q).head(30), key="phrase", value="count", **q.look),
    "trend": lambda q: charts.trend.lines(_trend(q), names=q.actors, **q.look),
    "keyness": lambda q: charts.terms.keyness(TABLES["keyness"](q), **q.look),
    "collocates": lambda q: charts.collocates.bars(TABLES["collocates"](q), **q.look),
    "actors": lambda q: charts.actors.bars(TABLES["actors"](q), **q.look),
    "comentions": _pairs_picture,
    "naming": lambda q: charts.naming.bars(
        naming(q.view, q.subject, **q.chosen("demonyms", "fold_capitals")), names=q.sources, **q.look
    ),
    "quotes": lambda q: charts.quotes.bars(rendering(q.view, **q.chosen(*SPOKEN)), names=q.sources, **q.look),
    "speakers": _speakers,
    "verbs": lambda q: charts.speakers.classes(q.measured("verbs", limit=0, **q.chosen(*SPOKEN)), names=q.sources, **q.look),
    "about": lambda q: charts.about.heatmap(q.measured("about", limit=0, lang=q.lang, **q.chosen("speaker", "kind")), **q.look),
    "sources": lambda q: charts.sources.bars(TABLES["sources"](q), **q.look),
    "cloud": lambda q: charts.wordcloud.cloud(q.measured("terms", limit=max(q.limit, 120), details=False), **q.look),
}
