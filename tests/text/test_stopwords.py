"""Stop words: which words are left out of lists, and how a reader changes that."""

import pytest

from dashboard.errors import CallError
from dashboard.text.letters import fold
from dashboard.text.stopwords import categories, default_categories, is_stop_word, stop_mask, stop_words


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("في", id="preposition"),
        pytest.param("وفي", id="with a conjunction"),
        pytest.param("فى", id="Egyptian yeh"),
        pytest.param("عليها", id="with a pronoun"),
        pytest.param("لهم", id="one letter and a pronoun"),
        pytest.param("بأن", id="proclitic and particle"),
        pytest.param("بان", id="hamza left out"),
        pytest.param("ولكنها", id="conjunction, particle, pronoun"),
        pytest.param("لديه", id="alef maqsura before a pronoun"),
        pytest.param("الَّذِي", id="vocalised"),
        pytest.param("كـــان", id="stretched"),
        pytest.param("بهذه", id="demonstrative"),
        pytest.param("للذين", id="relative after ل"),
        pytest.param("ستكون", id="auxiliary"),
        pytest.param("و", id="a single letter"),
    ],
)
def test_words_of_grammar_are_stopped_however_they_are_written(word):
    assert is_stop_word(word)


@pytest.mark.parametrize("word", ["فلسطين", "اليمن", "اليابان", "إمام", "خارجي", "أمني", "ولاية", "فتحت", "قال", "ثلاثة", "الأحد", "نفسي", "Reuters", "انتخابات"])
def test_words_with_a_subject_are_kept(word):
    assert not is_stop_word(word)


@pytest.mark.parametrize(
    ("word", "category"),
    [("قالت", "speech_verbs"), ("وأضاف", "speech_verbs"), ("الثلاثاء", "weekdays_and_months"), ("ثلاثة", "numbers"), ("الماضي", "news_time")],
)
def test_a_category_that_is_off_can_be_asked_for(word, category):
    assert category not in default_categories()
    assert not is_stop_word(word)
    assert is_stop_word(word, [category])


def test_a_category_can_be_switched_off():
    without = [name for name in default_categories() if name != "auxiliaries"]
    assert stop_mask(["كانت", "في"], without) == [False, True]


def test_words_can_be_added_and_kept_in_any_spelling():
    assert stop_mask(["الوكالة", "أكثر", "اكثر"], extra=["الوكالة"], keep=["أكثر"]) == [True, False, False]


def test_every_stop_word_is_given_folded():
    assert all(word == fold(word) for word in stop_words())


def test_every_category_says_what_it_is_for():
    assert all(category.about and category.words for category in categories().values())


def test_an_unknown_category_is_named_with_the_known_ones():
    with pytest.raises(CallError, match="prepositions"):
        stop_words(["verbs"])
