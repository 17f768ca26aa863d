"""One actor's tables are those that its measures give, each limited and counted alike."""

from pathlib import Path

import pandas as pd
import pytest

from dashboard import building, notebook  # noqa: F401  (gives View its measures)
from dashboard.corpus import Corpus, UnknownActor
from dashboard.errors import CallError
from dashboard.measures.profile import PARTS


@pytest.fixture(scope="module")
def corpus(sample_cache: Path) -> Corpus:
    return Corpus.open(sample_cache)


def test_every_part_is_its_measures_table(corpus: Corpus) -> None:
    view = corpus.view()
    made = view.actor("Egypt", limit=5, lang="en", within="sentence", every="quarter")
    assert tuple(made) == PARTS
    same = {
        "actor": view.actors(limit=0, lang="en").query("actor == 'egypt'").reset_index(drop=True),
        "forms": view.naming("egypt"),
        "trend": view.trend("egypt", every="quarter"),
        "sources": view.coverage("egypt"),
        "companions": view.comentions(beside="egypt", within="sentence", limit=5),
        "quotes": view.quotes(speaker="egypt", limit=5),
        "about": view.quotes(about="egypt", limit=5),
        "speakers": view.speakers(about="egypt", limit=5, lang="en"),
        "words": view.collocates("egypt", limit=5),
    }
    for part, table in same.items():
        pd.testing.assert_frame_equal(made[part], table)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("voice", ["all", "outlet", "reported", "direct"])
def test_a_part_alone_in_every_voice(corpus: Corpus, part: str, voice: str) -> None:
    made = corpus.view(voice=voice).actor("egypt", part=part)
    assert list(made) == [part]


@pytest.mark.parametrize("part", PARTS)
def test_a_view_that_does_not_name_the_actor_gives_empty_tables(corpus: Corpus, part: str) -> None:
    naming = set(corpus.view(actor=["egypt"]).articles(limit=0)["id"])
    view = corpus.view(id=[id for id in corpus.view().articles(limit=0)["id"] if id not in naming])
    made = view.actor("egypt", part=part)[part]
    assert made.empty or (part in ("trend", "sources") and not made["articles"].any())


def test_an_unknown_part_names_the_known(corpus: Corpus) -> None:
    with pytest.raises(CallError, match="companions"):
        corpus.view().actor("egypt", part="friends")


def test_an_unknown_actor_is_refused(corpus: Corpus) -> None:
    with pytest.raises(UnknownActor):
        corpus.view().actor("nobody-of-that-name")


def test_an_epithet_is_marked_and_a_name_is_not(tmp_path: Path) -> None:
    told = "وصل المبعوث إلى ناغورني قره باغ صباح اليوم. وقال سكان إن الهدوء عاد إلى الإقليم المحتل بعد أيام من القصف."
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "one.txt").write_text(f"مبعوث يزور الإقليم\n\n{told}\n", encoding="utf-8")
    building.build(building.Inputs((tmp_path / "corpus",)), tmp_path / "cache", jobs=1)
    forms = Corpus.open(tmp_path / "cache").view().naming("nagorno-karabakh").set_index("form")["epithet"]
    assert forms.to_dict() == {"ناغورني قره باغ": False, "الإقليم المحتل": True}


def test_sources_differ_in_the_form_that_they_use(shared: Path, tmp_path: Path) -> None:
    building.build(building.Inputs((shared / "seeds",)), tmp_path, jobs=1)
    forms = Corpus.open(tmp_path).view().naming("nagorno-karabakh")
    assert not forms["epithet"].any()
    own = forms.groupby("source")
    read = {source: dict(zip(lines["form"], lines["body_in_marks"], strict=True)) for source, lines in own}
    assert read["al-araby-al-jadeed"] == {"كاراباخ": 0}
    assert read["asharq-al-awsat"] == {"ناغورني قره باغ": 0}
    assert read["unknown"] == {"قره باغ": 1}
    assert read["turk-press"]["قره باغ"] == 1
