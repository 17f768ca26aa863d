"""The outlet's own voice, reported and direct speech sum to the whole, whatever is selected and whatever is counted."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from dashboard.corpus import Corpus, View
from dashboard.measures.sentences import sentences
from dashboard.measures.trend import timeline

from .test_against_plain_counting import selections

PARTS = ("outlet", "reported", "direct")
EXAMPLES = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
EVERYTHING: dict[str, Any] = {"limit": 0, "stop_words": True}
Counts = Counter[tuple[Any, ...]]
Counted = Callable[[View], Counts]


def summed(table: pd.DataFrame, key: list[str], *columns: str) -> Counts:
    """What some columns count for each key; dictionaries name by name."""
    counts: Counts = Counter()
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        place = tuple(row[name] for name in key)
        for column in columns:
            value = row[column]
            for name, count in value.items() if isinstance(value, dict) else [(None, value)]:
                counts[*place, column, name] += count
    return +counts


def places(table: pd.DataFrame, *key: str) -> Counts:
    """How often each row stands there."""
    return Counter(table[list(key)].astype(str).itertuples(index=False, name=None))


def keyness(view: View) -> Counts:
    """Of the whole corpus: in a narrow selection a side may hold no words of a voice."""
    whole = view.corpus.view(voice=view.selection.voice)
    return summed(whole.keyness(a="source=al-mina", b="source=al-jisr", floor=1, **EVERYTHING), ["term"], "count_a", "count_b")


def pairs(view: View, within: str) -> Counts:
    table = view.comentions(within=within, limit=0)
    return Counter({(within, *sorted((one.a, one.b))): one.count for one in table.itertuples()})


SUM: dict[str, Counted] = {
    "terms": lambda view: summed(view.terms(**EVERYTHING), ["term"], "count", "forms"),
    "keyness": keyness,
    "trend": lambda view: summed(view.trend(["القمح", "turkey"]), ["series", "period"], "count"),
    "concordance": lambda view: places(view.concordance("القمح", limit=0), "id", "part_of", "start", "end", "left", "match", "right"),
    "actors": lambda view: summed(view.actors(limit=0, demonyms=True, fold_capitals=True), ["actor"], "mentions", "forms"),
    "mention rows": lambda view: places(view.rows("mentions").to_pandas(), "id", "actor", "form", "part_of", "start", "end", "sentence", "voice"),
    "naming": lambda view: summed(view.naming("turkey", every="month"), ["source", "form", "period"], "count"),
    "coverage": lambda view: summed(view.coverage("turkey"), ["source"], "mentions"),
    "quotes": lambda view: places(view.quotes(limit=0), "id", "kind", "part_of", "start", "end", "speaker_text", "verb"),
    "speakers": lambda view: summed(view.speakers(limit=0, every="month"), ["speaker", "name", "source", "period"], "quotes", "words", "verbs", "classes"),
    "heard": lambda view: summed(view.heard(limit=0), ["series", "period"], "count"),
    "verbs": lambda view: summed(view.verbs(limit=0), ["speaker", "name", "source", "verb", "verb_class"], "quotes"),
    "about": lambda view: summed(view.about(limit=0), ["speaker", "about"], "quotes"),
    "sources": lambda view: summed(view.sources(), ["source"], "words", "quotes"),
}
"""What is counted one by one: each thing lies in one voice."""

SEEN: dict[str, Counted] = {
    "articles of terms": lambda view: summed(view.terms(**EVERYTHING), ["term"], "articles"),
    "articles of actors": lambda view: summed(view.actors(limit=0), ["actor"], "articles", "sources"),
    "articles of coverage": lambda view: summed(view.coverage("turkey"), ["source"], "articles"),
    "articles of a trend": lambda view: summed(view.trend(["القمح", "turkey"]), ["series", "period"], "articles"),
    "windows that name an actor": lambda view: Counter(
        {(name, within): count for within in ("article", "sentence") for name, count in windows(view, within).items()}
    ),
    "sentences of an actor": lambda view: Counter(dict.fromkeys(places(sentences(view, actors=["turkey"], within="sentence", limit=0), "id", "part_of", "start"), 1)),
}
"""What is counted once however often it is met: in no voice more than in the whole, in the whole no more than in all voices."""

TOGETHER: dict[str, Counted] = {
    "pairs": lambda view: pairs(view, "article") + pairs(view, "paragraph") + pairs(view, "sentence"),
    "collocates": lambda view: summed(view.collocates("القمح", floor=1, **EVERYTHING), ["collocate"], "count"),
    "phrases": lambda view: summed(view.phrases(floor=2, longest=2, **EVERYTHING), ["phrase"], "count"),
}
"""What two words or names make together: a pair may stand across voices, so the whole holds at least what each voice holds."""

WHOLE: dict[str, Counted] = {
    "articles": lambda view: places(view.articles(limit=0), "id"),
    "articles of sources": lambda view: summed(view.sources(), ["source"], "articles", "undated", "sentences", "copies"),
    "timeline": lambda view: summed(timeline(view), ["series", "period"], "count"),
    "articles in a trend": lambda view: summed(view.trend("القمح"), ["period"], "total_articles"),
    "origins": lambda view: summed(view.sources(), ["source"], "origins"),
    "copies": lambda view: places(view.copies(), "id", "cluster"),
    "cleaning": lambda view: places(view.cleaning(), "file", "part", "line"),
}
"""What has no voice: a voice chooses words, not articles."""


def windows(view: View, within: str) -> dict[str, int]:
    table = view.comentions(within=within, limit=0)
    return {**dict(zip(table["b"], table["count_b"], strict=True)), **dict(zip(table["a"], table["count_a"], strict=True))}


def voiced(corpus: Corpus, chosen: dict[str, Any], counted: Counted) -> tuple[Counts, list[Counts]]:
    """What is counted in the whole, and in each voice."""
    whole, *parts = (counted(corpus.view(**{**chosen, "voice": voice})) for voice in ("all", *PARTS))
    return whole, parts


@pytest.mark.parametrize("measure", SUM)
@EXAMPLES
@given(chosen=selections())
def test_three_voices_sum_to_the_whole(corpus: Corpus, measure: str, chosen: dict[str, Any]) -> None:
    whole, parts = voiced(corpus, chosen, SUM[measure])
    assert parts[0] + parts[1] + parts[2] == whole


@pytest.mark.parametrize("measure", SEEN)
@EXAMPLES
@given(chosen=selections())
def test_what_is_met_in_the_whole_is_met_in_some_voice(corpus: Corpus, measure: str, chosen: dict[str, Any]) -> None:
    whole, parts = voiced(corpus, chosen, SEEN[measure])
    if measure.startswith("windows"):
        whole = Counter({key: count for key, count in whole.items() if all(key in part for part in parts)})
        parts = [Counter({key: part[key] for key in whole}) for part in parts]
    assert parts[0] | parts[1] | parts[2] <= whole <= parts[0] + parts[1] + parts[2]


@pytest.mark.parametrize("measure", TOGETHER)
@EXAMPLES
@given(chosen=selections())
def test_no_voice_brings_together_what_the_whole_does_not(corpus: Corpus, measure: str, chosen: dict[str, Any]) -> None:
    whole, parts = voiced(corpus, chosen, TOGETHER[measure])
    if measure == "phrases":  # Which phrases stand together oftener than chance is each voice's own.
        parts = [Counter({key: count for key, count in part.items() if key in whole}) for part in parts]
    assert parts[0] | parts[1] | parts[2] <= whole


@pytest.mark.parametrize("measure", WHOLE)
@EXAMPLES
@given(chosen=selections())
def test_a_voice_leaves_no_article_out(corpus: Corpus, measure: str, chosen: dict[str, Any]) -> None:
    whole, parts = voiced(corpus, chosen, WHOLE[measure])
    assert parts == [whole] * 3
