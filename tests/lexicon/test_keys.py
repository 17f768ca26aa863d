"""Keys of whole lists of words, and whether a key can be read at all, against one word at a time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.lexicon.keys import word_key, word_keys
from dashboard.lexicon.proclitics import are_definite, is_readable, readings
from dashboard.text.letters import ARABIC_INDIC_DIGITS, TASHKEEL, TATWEEL

LETTERS = "ءؤئأإآٱابةتجدلمنوفكهيىپگچ" + TASHKEEL[:3] + TATWEEL + ARABIC_INDIC_DIGITS[:2] + "\ufe8e\ufefbaZİΣ7_#.\ufffd"
WORDS = st.text(LETTERS, max_size=9)
KNOWN = frozenset({"باكو", "اكو", "امم", "الامم", "لبنان", "لا", "حماة", "وليد"})


@settings(deadline=None)
@given(st.lists(WORDS, max_size=20))
def test_the_keys_of_a_list_are_those_of_its_words(words: list[str]) -> None:
    assert word_keys(words) == [word_key(word) for word in words]


@settings(deadline=None)
@given(st.text("وفبلكاامنحة", max_size=4), st.sampled_from(sorted(KNOWN)))
def test_a_key_is_readable_where_it_has_a_reading(before: str, name: str) -> None:
    word = before + name
    assert is_readable(word_key(word), KNOWN) == bool(readings(word, KNOWN))


def test_the_article_is_seen_behind_proclitics_alone() -> None:
    words = ["البيت", "وبالبيت", "فللبيت", "إلبيت", "بيت", "لبيت", "وولي", "ٱلبيت", "بَالبيت", ""]
    assert are_definite(words).tolist() == [True, True, True, True, False, False, False, True, True, False]
