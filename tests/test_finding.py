"""An actor is found by whatever name a person types, in any common spelling, and by no name that means somebody else."""

from pathlib import Path

import pytest

from dashboard.corpus import Corpus, UnknownActor
from dashboard.finding import Finder, folded, known_actor, latin_words, word_keys

NAMES = (
    ("ilham-aliyev", "إلهام علييف", "Ilham Aliyev"),
    ("heydar-aliyev", "حيدر علييف", "Heydar Aliyev"),
    ("muammar-gaddafi", "معمر القذافي", "Muammar Gaddafi"),
    ("sergey-lavrov", "سيرغي لافروف", "Sergey Lavrov"),
    ("recep-tayyip-erdogan", "رجب طيب أردوغان", "Recep Tayyip Erdogan"),
    ("oman", "عمان", "Oman"),
    ("abdel-fattah-al-sisi", "عبد الفتاح السيسي", "Abdel Fattah al-Sisi"),
    ("nagorno-karabakh", "ناغورني قره باغ", "Nagorno-Karabakh"),
    ("mevlut-cavusoglu", "مولود تشاووش أوغلو", "Mevlut Cavusoglu"),
)
FORMS = {folded("علييف"): {0: 40, 1: 2}, folded("السيسي"): {6: 3}}


@pytest.fixture
def finder() -> Finder:
    return Finder(NAMES, (90, 4, 30, 20, 10, 9, 8, 7, 6), FORMS)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        pytest.param("sergey-lavrov", "sergey-lavrov", id="slug"),
        pytest.param("Sergey LAVROV", "sergey-lavrov", id="case"),
        pytest.param("سيرغي لافروف", "sergey-lavrov", id="arabic"),
        pytest.param("السيسي", "abdel-fattah-al-sisi", id="a form of the corpus"),
        pytest.param("علييف", "ilham-aliyev", id="a form that mostly means one"),
        pytest.param("Lawrow", "sergey-lavrov", id="german"),
        pytest.param("Lavroff", "sergey-lavrov", id="old french"),
        pytest.param("Khadafi", "muammar-gaddafi", id="kh"),
        pytest.param("Qaddafi", "muammar-gaddafi", id="q"),
        pytest.param("Qadhdhafi", "muammar-gaddafi", id="dh"),
        pytest.param("al-Gaddafi", "muammar-gaddafi", id="article"),
        pytest.param("Erdoğan", "recep-tayyip-erdogan", id="diacritics"),
        pytest.param("Erdogan", "recep-tayyip-erdogan", id="surname"),
        pytest.param("Tayyip Erdoghan", "recep-tayyip-erdogan", id="two words"),
        pytest.param("Sissi", "abdel-fattah-al-sisi", id="doubled"),
        pytest.param("Alsisi", "abdel-fattah-al-sisi", id="joined article"),
        pytest.param("Qarabağ", "nagorno-karabakh", id="turkish"),
        pytest.param("Karabagh", "nagorno-karabakh", id="gh"),
        pytest.param("Çavuşoğlu", "mevlut-cavusoglu", id="dotted letters"),
        pytest.param("Tschawuschoglu", "mevlut-cavusoglu", id="tsch"),
        pytest.param("Ilham Alijew", "ilham-aliyev", id="j for y"),
    ],
)
def test_an_actor_is_found(finder: Finder, typed: str, slug: str) -> None:
    found = finder.found(typed)
    assert found is not None
    assert NAMES[found][0] == slug


@pytest.mark.parametrize("typed", ["Amin", "Laurent", "Sergey Gaddafi", "غيرهم", "", "-", "Heydar Ilham"])
def test_no_other_actor_is_taken_for_a_name(finder: Finder, typed: str) -> None:
    assert finder.found(typed) is None


def test_a_name_that_two_bear_alike_is_nobodys_until_one_is_named_far_oftener() -> None:
    even = Finder(NAMES[:2], (9, 4), {})
    assert even.found("Aliyev") is None
    assert even.candidates("Aliyev") == [0, 1]
    assert Finder(NAMES[:2], (90, 4), {}).found("Aliyev") == 0


@pytest.mark.parametrize(("typed", "first"), [("Lavrof Sergy", 3), ("Erdgan", 4), ("لافروق", 3)])
def test_three_nearest_are_offered(finder: Finder, typed: str, first: int) -> None:
    near = finder.near(typed)
    assert near[0] == first
    assert len(near) == 3


def test_articles_between_words_are_left_out_and_a_last_one_kept() -> None:
    assert latin_words("Bashar al-Assad") == ["bashar", "assad"]
    assert latin_words("El") == ["el"]


@pytest.mark.parametrize("word", ["", "لافروف", "٢٠", "12", "ʿ"])
def test_a_word_without_latin_letters_has_no_sound(word: str) -> None:
    assert word_keys(word) == frozenset()


def test_the_corpus_takes_any_of_them_and_says_who_is_near(sample_cache: Path) -> None:
    corpus = Corpus.open(sample_cache)
    egypt = corpus.actor("egypt")
    assert {corpus.actor(name) for name in ("Egypt", "مصر", "EGYPT", "Egipt")} == {egypt}
    assert corpus.actor_called("Egipt") is None
    with pytest.raises(UnknownActor, match=r"Nearest: .*egypt \(مصر, Egypt\)"):
        corpus.actor("Egyptos")


def test_a_selection_takes_a_latin_spelling(sample_cache: Path) -> None:
    corpus = Corpus.open(sample_cache)
    assert corpus.view(actor=["Egipt"]).size == corpus.view(actor=["egypt"]).size > 0


@pytest.mark.parametrize(("typed", "slug"), [("Norway", "norway"), ("النرويج", "norway"), ("norway", "norway"), ("لا أحد بهذا الاسم", None)])
def test_the_lexicon_knows_actors_that_no_article_names(typed: str, slug: str | None) -> None:
    found = known_actor(typed)
    assert (found and found.slug) == slug
