"""actors.toml is changed one decision at a time; what the lexicon's checker would refuse is refused before it is written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.curating import actors
from dashboard.curating.actors import Book, Statement
from dashboard.errors import CallError, DataFileError, MarsadError
from dashboard.lexicon.loading import actor_file

from .conftest import ACTORS


@pytest.fixture
def book(corpus: Path) -> Callable[[], Book]:
    return lambda: Book.of([corpus])


def names(book: Book, slug: str) -> set[str]:
    return {text for text, _ in book.entries[slug].names}


def test_an_actor_is_taken_in_and_the_rest_of_the_file_stays(corpus: Path, book: Callable[[], Book]) -> None:
    actors.accept(book(), " «عدنان المرزباني» ", "person", en="Adnan al-Marzubani", names={"short": ["المرزباني"]})
    text = (corpus / "actors.toml").read_text("utf-8")
    assert text.startswith(ACTORS)
    entry = book().entries["adnan-al-marzubani"]
    assert (entry.actor.ar, entry.actor.en, entry.actor.kind) == ("عدنان المرزباني", "Adnan al-Marzubani", "person")
    assert names(book(), "adnan-al-marzubani") == {"عدنان المرزباني", "المرزباني"}


def test_without_a_latin_name_the_arabic_one_serves_and_a_taken_slug_gets_a_number(corpus: Path, book: Callable[[], Book]) -> None:
    actors.accept(book(), "عدنان المرزباني", "person")
    actors.accept(book(), "سلمى المرزبانية", "person", en="Adnan Almrzbany")
    made = [(entry.actor.slug, entry.actor.en) for entry in actor_file(corpus / "actors.toml").entries][2:]
    assert made == [("adnan-almrzbany", "عدنان المرزباني"), ("adnan-almrzbany-2", "Adnan Almrzbany")]


def test_a_name_goes_to_an_own_actor_or_beside_a_built_in_one(corpus: Path, book: Callable[[], Book]) -> None:
    actors.add_name(book(), "nabil-al-zarzuri", "نبيل بن الزرزوري")
    actors.add_name(book(), "turkey", "بلاد الأناضوليين")
    actors.add_name(book(), "turkey", "الأناضولستان", "unsure")
    file = actor_file(corpus / "actors.toml")
    assert ("نبيل بن الزرزوري", 1) in file.entries[0].names
    assert {(one.slug, text) for one in file.added for text, _ in one.names} == {("turkey", "بلاد الأناضوليين"), ("turkey", "الأناضولستان")}
    assert {"تركيا", "بلاد الأناضوليين"} <= names(book(), "turkey")


def test_two_actors_become_one_and_two_again(corpus: Path, book: Callable[[], Book]) -> None:
    actors.merge(book(), "salma-al-hadhbani", "nabil-al-zarzuri")
    assert "salma-al-hadhbani" not in book().entries
    assert {"سلمى الهذباني", "نبيل الزرزوري"} <= names(book(), "nabil-al-zarzuri")
    with pytest.raises(CallError, match="one actor already"):
        actors.merge(book(), "nabil-al-zarzuri", "salma-al-hadhbani")
    actors.take_back(book(), [Statement("merged", "salma-al-hadhbani", "nabil-al-zarzuri")])
    assert "salma-al-hadhbani" in book().entries
    assert (corpus / "actors.toml").read_text("utf-8").strip() == ACTORS.strip()


def test_an_own_name_is_struck_out_and_a_built_in_one_silenced_and_both_come_back(corpus: Path, book: Callable[[], Book]) -> None:
    actors.add_name(book(), "turkey", "بلاد الأناضوليين")
    actors.silence(book(), "turkey", ["بلاد الأناضوليين", "تركيا"])
    file = actor_file(corpus / "actors.toml")
    assert (file.added, file.silenced) == ((), (("turkey", "تركيا"),))
    assert "تركيا" not in names(book(), "turkey")
    actors.add_name(book(), "turkey", "تركيا")
    assert "تركيا" in names(book(), "turkey")
    assert actor_file(corpus / "actors.toml").silenced == ()


def test_a_rejected_name_is_remembered_until_it_is_taken_in(corpus: Path, book: Callable[[], Book]) -> None:
    actors.reject(book(), ["عدنان المرزباني", "هيئة ما"])
    actors.reject(book(), ["هيئة ما"])
    assert actor_file(corpus / "actors.toml").rejected == ("عدنان المرزباني", "هيئة ما")
    actors.accept(book(), "عدنان المرزباني", "person")
    assert actor_file(corpus / "actors.toml").rejected == ("هيئة ما",)


def test_everything_the_file_says_is_listed_and_can_be_taken_back(corpus: Path, book: Callable[[], Book]) -> None:
    actors.add_name(book(), "turkey", "بلاد الأناضوليين")
    actors.silence(book(), "turkey", ["تركيا"])
    actors.merge(book(), "salma-al-hadhbani", "nabil-al-zarzuri")
    actors.reject(book(), ["هيئة ما"])
    listed = actors.statements(book())
    assert listed == [
        Statement("actor", "nabil-al-zarzuri", "نبيل الزرزوري"),
        Statement("actor", "salma-al-hadhbani", "سلمى الهذباني"),
        Statement("name", "turkey", "بلاد الأناضوليين", "variants"),
        Statement("merged", "salma-al-hadhbani", "nabil-al-zarzuri"),
        Statement("silenced", "turkey", "تركيا"),
        Statement("rejected", None, "هيئة ما"),
    ]
    actors.take_back(book(), listed[2:])
    assert (corpus / "actors.toml").read_text("utf-8").strip() == ACTORS.strip()


@pytest.mark.parametrize(
    ("call", "key"),
    [
        pytest.param(lambda book: actors.accept(book, "نبيل الزرزوري", "person"), "actor_exists", id="the actor is there"),
        pytest.param(lambda book: actors.accept(book, "كتاب", "place"), "name_ordinary", id="an ordinary word"),
        pytest.param(lambda book: actors.accept(book, "س", "place"), "name_short", id="one letter"),
        pytest.param(lambda book: actors.accept(book, " «» ", "place"), "actor_unnamed", id="no name"),
        pytest.param(lambda book: actors.accept(book, "عدنان", "ghost"), "bad_choice", id="no kind"),
        pytest.param(lambda book: actors.accept(book, "عدنان المرزباني", "person", slug="turkey"), "actor_twice", id="a taken slug"),
        pytest.param(lambda book: actors.add_name(book, "turkey", "نبيل الزرزوري"), "name_shared", id="another's name"),
        pytest.param(lambda book: actors.add_name(book, "turkey", "تركيّا"), "name_there", id="its own name"),
        pytest.param(lambda book: actors.add_name(book, "turkey", "كتاب"), "name_ordinary", id="an ordinary name"),
        pytest.param(lambda book: actors.add_name(book, "turkey", "قلب الأناضول", "epithets"), "epithet_alone", id="an epithet alone"),
        pytest.param(lambda book: actors.add_name(book, "turkey", "بلاد", "nickname"), "bad_choice", id="no role"),
        pytest.param(lambda book: actors.add_name(book, "nobody-here", "اسم ما"), "no_such_actor", id="nobody"),
        pytest.param(lambda book: actors.merge(book, "turkey", "turkey"), "merged_already", id="itself"),
        pytest.param(lambda book: actors.reject(book, ["تركيا"]), "reject_known", id="a known name"),
    ],
)
def test_what_the_checker_would_refuse_is_refused_and_nothing_is_written(
    corpus: Path, book: Callable[[], Book], call: Callable[[Book], object], key: str
) -> None:
    with pytest.raises(MarsadError) as refused:
        call(book())
    assert refused.value.key == key
    assert (corpus / "actors.toml").read_text("utf-8") == ACTORS


def test_an_old_fault_of_the_file_does_not_stand_in_the_way(corpus: Path, book: Callable[[], Book]) -> None:
    (corpus / "actors.toml").write_text(f'{ACTORS}variants = ["سلمى «الهذباني»"]\n', "utf-8")
    assert actors.add_name(book(), "nabil-al-zarzuri", "نبيل بن الزرزوري")
    with pytest.raises(DataFileError):
        actors.add_name(book(), "nabil-al-zarzuri", "كتاب")
