"""`copies="first"` counts each text once everywhere: every measure gives what it gives on a corpus that holds each text once."""

import datetime
import json
import random
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import building
from dashboard.building import Inputs
from dashboard.corpus import Corpus, View
from dashboard.measures import BY_NAME
from dashboard.measures.sentences import sentences
from dashboard.measures.trend import timeline
from tests.measures.conftest import ACTORS, OUTLETS, SOURCES, article, sentence

_PLACES = ["file", "part", "line", "copies", "cluster"]
"""Where an article lies, which is not the same in a corpus that holds fewer."""
_ASKED: dict[str, dict[str, Any]] = {
    "terms": {"limit": 0},
    "phrases": {"limit": 0, "floor": 2},
    "keyness": {"a": "source=al-mina", "b": "source=al-jisr", "limit": 0},
    "collocates": {"term": "القمح", "limit": 0},
    "concordance": {"text": "القمح", "limit": 0},
    "actors": {"limit": 0},
    "comentions": {"limit": 0, "within": "sentence"},
    "naming": {"actor": "egypt"},
    "trend": {"series": ["القمح", "egypt"]},
    "quotes": {"limit": 0},
    "rendering": {"by": "verb_class"},
    "speakers": {"limit": 0, "every": "month"},
    "verbs": {"limit": 0},
    "heard": {"limit": 0},
    "about": {"limit": 0},
    "sources": {},
    "articles": {"limit": 0, "body": True},
    "cleaning": {},
    "coverage": {"actor": "egypt"},
    "suggest": {"limit": 0, "at_least": 1},
}


def built(folder: Path, articles: list[dict[str, Any]]) -> Corpus:
    raw = folder / "corpus"
    raw.mkdir(parents=True)
    (raw / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    (raw / "actors.toml").write_text(ACTORS, encoding="utf-8")
    (raw / "a.jsonl").write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in articles), encoding="utf-8")
    building.build(Inputs((raw,)), folder / "cache", jobs=1)
    return Corpus.open(folder / "cache")


def printed(chance: random.Random, number: int) -> list[dict[str, Any]]:
    """A text, first printed on one day and then, whole or trimmed, by others after it."""
    first = article(chance, number)
    dateline = "القاهرة (وارد) - " if number % 2 else ""
    first |= {"text": dateline + " ".join(sentence(chance) for _ in range(12)), "date": f"2024-{chance.randrange(1, 12):02}-01"}
    later = []
    for copy in range(chance.choice((0, 0, 1, 3))):
        day = datetime.date.fromisoformat(str(first["date"])) + datetime.timedelta(days=copy + 1)
        text = str(first["text"]) if chance.random() < 0.5 else str(first["text"]).rsplit(" ", 8)[0]
        later.append({"id": f"{number} again {copy}", "source": chance.choice(SOURCES), "date": day.isoformat(), "title": "نسخة", "text": text})
    return [first, *later]


@pytest.fixture(scope="module", params=[1, 2, 3])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[View, View]:
    """A corpus with copies, its firsts selected; and a corpus of these firsts alone."""
    chance = random.Random(request.param)
    families = [printed(chance, number) for number in range(40)]
    folder = tmp_path_factory.mktemp("copies")
    everything = [one for family in families for one in family]
    chance.shuffle(everything)
    firsts = [one for one in everything if any(one is family[0] for family in families)]
    assert len(everything) > len(firsts) + 20
    whole, alone = built(folder / "whole", everything), built(folder / "alone", firsts)
    assert whole.view().size == len(everything)
    return whole.view(copies="first"), alone.view()


def plain(table: pd.DataFrame) -> list[str]:
    """The rows of a table as text, without what only says where an article lies, in a settled order."""
    kept = table.drop(columns=[name for name in _PLACES if name in table])
    return sorted(map(repr, kept.astype(object).where(kept.notna(), None).to_dict("records")))


@pytest.mark.parametrize("name", sorted(_ASKED))
def test_each_text_is_counted_once(both: tuple[View, View], name: str) -> None:
    first, alone = (BY_NAME[name](view, **_ASKED[name]) for view in both)
    assert len(alone)
    assert plain(first) == plain(alone)


def test_charts_over_time_and_sentences_count_each_text_once(both: tuple[View, View]) -> None:
    assert plain(timeline(both[0])) == plain(timeline(both[1]))
    assert plain(sentences(both[0], actors=("egypt", "turkey"), limit=0)) == plain(sentences(both[1], actors=("egypt", "turkey"), limit=0))


@pytest.mark.parametrize("kind", ["terms", "mentions"])
def test_rows_hold_each_text_once(both: tuple[View, View], kind: str) -> None:
    first, alone = (BY_NAME["rows"](view, kind).to_pandas() for view in both)
    assert plain(first) == plain(alone)


def test_every_measure_is_asked() -> None:
    joined_from_others, of_two_articles, of_the_input = {"actor"}, {"passages", "quotations"}, {"removed_lines", "removing_rules"}
    assert set(BY_NAME) == {*_ASKED, *joined_from_others, *of_two_articles, *of_the_input, "rows", "copies"}
