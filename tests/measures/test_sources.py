"""Sources: each outlet under its name in the reader's language, wherever it is shown."""

import json
from pathlib import Path

import pytest

from dashboard import building
from dashboard.building import Inputs
from dashboard.cli.main import main
from dashboard.corpus import Corpus, UnknownSource
from dashboard.errors import CallError
from dashboard.measures.totals import not_arabic


def test_every_source_and_agency_has_a_name_in_either_language(corpus: Corpus) -> None:
    assert corpus.outlet_names()["al-mina"] == "صحيفة الميناء"
    assert corpus.outlet_names("en")["al-mina"] == "The Harbour Daily"
    assert corpus.outlet_names("en")["al-jisr"] == "صحيفة الجسر"
    assert set(corpus.outlet_names("en")) >= set(corpus.generation.source_slugs)


@pytest.mark.parametrize("given", ["al-mina", "صحيفة الميناء", "the harbour daily", " صحيفة الميناء "])
def test_a_source_is_selected_by_slug_or_by_name(corpus: Corpus, given: str) -> None:
    assert corpus.view(source=[given]).sources()["source"].tolist() == ["al-mina"]


def test_a_source_that_is_not_there_is_named_with_those_that_are(corpus: Corpus) -> None:
    with pytest.raises(UnknownSource, match="al-mina"):
        assert corpus.view(source=["nobody"]).size


def test_articles_in_another_language_are_told_apart(corpus: Corpus) -> None:
    assert not_arabic(corpus.view()) == corpus.view().sources()["not_arabic"].sum() == 1
    assert not_arabic(corpus.view(source=["al-jisr"])) == 0


def test_measures_name_sources_in_the_language_asked_for(corpus: Corpus) -> None:
    view = corpus.view(source=["al-mina"])
    assert view.sources(lang="en")["name"].tolist() == ["The Harbour Daily"]
    assert set(view.articles(lang="en")["source_name"]) == {"The Harbour Daily"}
    assert set(view.articles()["source_name"]) == {"صحيفة الميناء"}


def test_an_agency_that_only_a_record_names_keeps_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    record = {"source": "صحيفة الميناء", "agency": "وكالة فلك", "title": "سفينة", "text": "وصلت السفينة إلى الميناء صباح اليوم."}
    nowhere = {"title": "قمح", "text": "ارتفعت أسعار القمح في المدينة هذا الأسبوع."}
    (raw / "a.jsonl").write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in (record, nowhere)), encoding="utf-8")
    building.build(Inputs((raw,)), tmp_path / "cache", jobs=1)
    corpus = Corpus.open(tmp_path / "cache")
    (agency,) = corpus.generation.table("origins")["origin"].to_pylist()
    assert corpus.outlet_names()[agency] == "وكالة فلك"
    assert corpus.view(origin=["وكالة فلك"]).size == corpus.view(origin=[agency]).size == 1
    with pytest.raises(CallError, match=agency):
        assert corpus.view(origin=["nobody"]).size
    assert main(["sources", "--cache", str(tmp_path / "cache"), "--lang", "en", "--source", "unknown", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["name"] == "Unknown source"
