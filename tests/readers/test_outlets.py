from pathlib import Path

import pytest

from dashboard.errors import DataFileError
from dashboard.readers import Outlets
from dashboard.readers.slugs import slug


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("الشرق الأوسط", "asharq-al-awsat"),
        ("صحيفة «الشرق الأوسط»", "asharq-al-awsat"),
        ("وكالة أنباء الشرق الأوسط", "mena"),
        ("أ.ف.ب", "afp"),
        ("وكالة الأناضول", "anadolu"),
        ("پاکستان پوائنٹ نیوز", "urdupoint"),
        ("https://www.aawsat.com/home/article/1", "asharq-al-awsat"),
        ("arabic.cnn.com", "cnn-arabic"),
        ("سوريا", None),
        ("صحيفة النور", None),
        ("example.org", None),
    ],
)
def test_an_outlet_is_found_by_any_of_its_names(text: str, found: str | None, outlets: Outlets) -> None:
    assert outlets.source_of_name(text) == found


def test_the_built_in_outlets_are_many_named_in_two_languages_and_placed(outlets: Outlets) -> None:
    assert len(outlets.by_slug) >= 150
    assert all(outlet.name and outlet.en and outlet.region for outlet in outlets.by_slug.values())
    known = outlets.outlet("al-jazeera")
    assert (known.name, known.en, known.region) == ("الجزيرة", "Al Jazeera", "QA")
    assert outlets.outlet("al-fulan", "صحيفة الفلان").name == "صحيفة الفلان"
    assert outlets.outlet("unknown").en == "Unknown source"
    assert all(one.en for one in outlets.by_slug.values())


def test_no_domain_and_no_sign_belongs_to_two_outlets(outlets: Outlets) -> None:
    for kind in ("domains", "signs"):
        said = [text for outlet in outlets.by_slug.values() for text in getattr(outlet, kind)]
        assert len(said) == len(set(said))


def test_a_file_of_ones_own_adds_and_overrides(tmp_path: Path) -> None:
    path = tmp_path / "outlets.toml"
    path.write_text(
        '[al-nour]\nname = "النور"\nregion = "TN"\n[al-jazeera]\nnames = ["الجزيرة الوثائقية"]\n',
        encoding="utf-8",
    )
    own, built_in = Outlets.load([path]), Outlets.load()
    assert own.source_of_name("صحيفة النور") == "al-nour"
    assert own.source_of_name("الجزيرة الوثائقية") == own.source_of_name("الجزيرة نت") == "al-jazeera"
    assert own.fingerprint() != built_in.fingerprint() == Outlets.load().fingerprint()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[النور]\nname = 'x'", "the file"),
        ("[al-nour]\nregion = 'TN'", r"\[al-nour\]: an outlet needs a name"),
        ("[al-nour]\nname = 'x'\ncolour = 'red'", r"\[al-nour\] colour: known keys"),
        ("[al-nour]\nname = 'x'\ndomains = 'x.org'", r"\[al-nour\] domains: this is a list"),
        ("al-nour = 1", "al-nour: an outlet is a table"),
        ("[[", "the file"),
    ],
)
def test_an_error_names_the_entry_at_fault(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "outlets.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=told):
        Outlets.load([path])


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Jawhara FM", "jawhara-fm"),
        ("صحيفة النور", "shyfh-alnwr"),
        ("صحيفة النّور", "shyfh-alnwr"),
        ("Le Matin d’Algérie", "le-matin-d-algerie"),
    ],
)
def test_an_unknown_name_becomes_a_stable_ascii_slug(name: str, made: str) -> None:
    assert slug(name) == made


def test_a_name_in_another_script_gets_a_slug_too() -> None:
    assert slug("新聞").isascii()
    assert slug("新聞") == slug("新聞") != slug("時報")
