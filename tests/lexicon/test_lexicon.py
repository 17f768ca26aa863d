"""How names come from data files, and which spellings the rules add."""

from pathlib import Path

import pytest

from dashboard.lexicon.keys import name_key
from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.loading import actor_file
from dashboard.lexicon.nisba import definite, demonyms, feminine
from dashboard.lexicon.proclitics import Reading, readings
from dashboard.lexicon.tails import tail
from dashboard.lexicon.variants import looks_foreign, spellings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أنقرة", "انقره"),
        ("داؤود", "داوود"),
        ("رئيس", "رييس"),
        ("پوتین", "بوتين"),
        ("ناغورني-قره باغ", "ناغورني قره باغ"),
        ("سي.إن.إن", "سي ان ان"),
    ],
)
def test_spellings_with_one_key_are_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_short_word_keeps_its_last_letter() -> None:
    assert name_key("حماة") != name_key("حماه")


@pytest.mark.parametrize(
    ("name", "en", "spelling"),
    [
        ("سيرغي", "Sergey", "سيرجي"),
        ("غورباتشوف", "Gorbachev", "كورباتشوف"),
        ("سوريا", "Syria", "سورية"),
        ("علييف", "Aliyev", "عليف"),
        ("عبد الله غول", "Abdullah Gul", "عبدالله غول"),
        ("أبو مازن", "Abu Mazen", "أبومازن"),
        ("قره باغ", "Karabakh", "قرة باغ"),
        ("أ.ف.ب", "AFP", "أ ف ب"),
    ],
)
def test_rules_foresee_other_spellings(name: str, en: str, spelling: str) -> None:
    foreign = looks_foreign(name) or name == "علييف"
    assert name_key(spelling) in {name_key(name), *map(name_key, spellings(name, en, foreign=foreign))}


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("فخر الدين ألتون", "ألتون"),
        ("مولود تشاووش أوغلو", "تشاووش أوغلو"),
        ("تميم بن حمد آل ثاني", "آل ثاني"),
        ("محمد بن سلمان", "بن سلمان"),
        ("حسن نصر الله", "نصر الله"),
        ("بيليه", None),
    ],
)
def test_the_tail_is_the_last_part_with_what_belongs_to_it(name: str, last: str | None) -> None:
    assert tail(name) == last


def test_adjectives_are_inflected() -> None:
    assert definite(feminine("روسي")) == "الروسية"
    assert definite(feminine("كوري جنوبي")) == "الكورية الجنوبية"
    assert definite("جنوب أفريقي") == "الجنوب أفريقي"
    assert {"روسي", "الروسية", "الروسيين"} <= set(demonyms("روسي"))
    assert "روسيا" not in set(demonyms("روسي"))


def test_every_reading_of_a_word_is_kept() -> None:
    known = {"ولاتشين", "لاتشين", "الامم", "اللجنه", "الجنه", "لجنه", "باكو"}
    assert readings("ولاتشين", known) == [Reading("ولاتشين"), Reading("لاتشين", 1)]
    assert readings("للأمم", known) == [Reading("الامم", 1, 1)]
    assert readings("وَبِاكو", {"اكو"}) == [Reading("اكو", 4)]
    assert {reading.key for reading in readings("للجنة", known)} == {"الجنه", "اللجنه", "لجنه"}


def test_a_made_spelling_never_takes_anothers_name(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    path.write_text(
        '[a]\nar = "غودي"\nen = "Godi"\nkind = "person"\n[b]\nar = "جودي"\nen = "Judi"\nkind = "person"\n',
        encoding="utf-8",
    )
    lexicon = Lexicon.of([actor_file(path)], institutions=())
    assert [name.actor for name in lexicon.names if name.text == "جودي"] == [1]


def test_a_corpus_file_replaces_an_actor_and_rejects_names(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    path.write_text(
        '[baku]\nar = "باكو"\nen = "Baku City"\nkind = "place"\n[_rejected]\nnames = ["فلان الفلاني"]\n',
        encoding="utf-8",
    )
    lexicon = Lexicon.load([path])
    assert lexicon.actors[lexicon.index["baku"]].en == "Baku City"
    assert name_key("فلان الفلاني") in lexicon.rejected


def test_the_fingerprint_changes_with_the_content(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    path.write_text("", encoding="utf-8")
    before = Lexicon.load([path]).fingerprint()
    path.write_text('[x]\nar = "كسروان"\nen = "X"\nkind = "place"\n', encoding="utf-8")
    assert Lexicon.load([path]).fingerprint() != before
    assert Lexicon.load().fingerprint() == Lexicon.load().fingerprint()


def test_institutions_follow_the_states() -> None:
    lexicon = Lexicon.load()
    names = {name.text: lexicon.actors[name.actor].slug for name in lexicon.names}
    assert names["وزارة الخارجية الروسية"] == "russia-foreign-ministry"
