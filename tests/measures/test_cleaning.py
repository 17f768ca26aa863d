"""Removed lines are told by their text and by their rule, and each of both lists adds up to the lines themselves."""

from pathlib import Path

import pytest

from dashboard import building
from dashboard.corpus import Corpus, View
from dashboard.measures.cleaning import cleaning, removed_lines, removing_rules

SAMPLE = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    cache = tmp_path_factory.mktemp("cache")
    building.build(building.Inputs((SAMPLE,)), cache, jobs=1, derive=False)
    return Corpus.open(cache)


@pytest.fixture(params=[{}, {"source": ("ufuq-al-nahar",)}, {"since": "2024-10-01", "until": "2024-12-31"}], ids=["all", "one source", "a period"])
def view(corpus: Corpus, request: pytest.FixtureRequest) -> View:
    return corpus.view(**request.param)


def test_lines_of_one_text_and_rule_stand_together(view: View) -> None:
    every = cleaning(view)
    every["text"] = every["text"].str.strip()
    counted = {key: (len(group), group["file"].nunique(), group["file"].min()) for key, group in every.groupby(["text", "reason", "rule"])}
    found = removed_lines(view, limit=0)
    assert {(row.text, row.reason, row.rule): (row.lines, row.files, row.file) for row in found.itertuples()} == counted
    assert list(found["lines"]) == sorted(found["lines"], reverse=True)
    assert len(removed_lines(view, limit=3)) == 3


def test_lines_are_found_by_rule_reason_file_and_text(corpus: Corpus) -> None:
    every = removed_lines(corpus.view(), limit=0)
    rule, reason = every["rule"][0], every["reason"][0]
    assert set(removed_lines(corpus.view(), rule=rule, limit=0)["rule"]) == {rule}
    assert set(removed_lines(corpus.view(), reason=reason, limit=0)["reason"]) == {reason}
    assert set(removed_lines(corpus.view(), file="044_dams", limit=0)["file"]) == {"pages/044_dams.txt"}
    word = every["text"][0].split()[0]
    assert list(removed_lines(corpus.view(), text=word, limit=0)["text"]) == [text for text in every["text"] if word in text]
    assert removed_lines(corpus.view(), text="لا سطر بهذا النص").empty


def test_rules_add_up_to_all_lines(view: View) -> None:
    every, found = cleaning(view), removing_rules(view)
    assert found["lines"].sum() == len(every)
    assert {(row.rule, row.reason): (row.lines, row.files) for row in found.itertuples()} == {
        key: (len(group), group["file"].nunique()) for key, group in every.groupby(["rule", "reason"])
    }
    assert (found["sources"] <= len(view.by_source)).all()
