"""What a word is to quotations: forms of verbs, words with clitics, words that only look like verbs."""

import pytest

from dashboard.annotate.quote_classes import (
    FEMININE,
    FINITE,
    GERUND_OWN,
    GIVEN,
    JOINED,
    NAMELIKE,
    PARTICIPLE,
    PREPOSITION,
    QUOTED,
    ROLE,
    THAT,
)
from dashboard.annotate.quote_verbs import VERB_CLASSES
from dashboard.annotate.quote_words import classify


@pytest.mark.parametrize(
    ("word", "bits", "verb_class"),
    [
        pytest.param("قال", FINITE, "neutral", id="past"),
        pytest.param("وأكّدت", FINITE | FEMININE | JOINED, "affirming", id="with a conjunction, tashkeel, feminine"),
        pytest.param("سيعلن", FINITE, "announcing", id="future"),
        pytest.param("نفوا", FINITE, "denying", id="plural of a weak verb"),
        pytest.param("مشيرةً", PARTICIPLE | FEMININE, "explaining", id="participle"),
        pytest.param("داعيا", PARTICIPLE, "demanding", id="participle of a weak verb"),
        pytest.param("قوله", GERUND_OWN, "neutral", id="verbal noun with its owner"),
        pytest.param("ذكرته", QUOTED, "neutral", id="what was said stands before"),
        pytest.param("زعمت", FINITE | FEMININE, "claiming", id="claiming"),
    ],
)
def test_every_form_of_a_verb_of_speech_is_known_with_its_class(word: str, bits: int, verb_class: str) -> None:
    found = classify([word])[0]
    assert found.bits & bits == bits
    assert VERB_CLASSES[found.verb_class] == verb_class


@pytest.mark.parametrize(
    ("word", "bits"),
    [
        pytest.param("إنّها", THAT, id="inna with a pronoun"),
        pytest.param("بأن", THAT, id="with a preposition"),
        pytest.param("على", PREPOSITION, id="the preposition, not the name"),
        pytest.param("للوزير", ROLE, id="a role after li"),
        pytest.param("دروبسكي", NAMELIKE, id="no ordinary word"),
    ],
)
def test_words_around_speech_are_told(word: str, bits: int) -> None:
    assert classify([word])[0].bits & bits


@pytest.mark.parametrize(
    ("word", "bits"),
    [
        pytest.param("رأي", FINITE, id="an opinion is no verb"),
        pytest.param("علي", PREPOSITION, id="the name Ali is no preposition"),
        pytest.param("مدينة", PARTICIPLE, id="a city condemns nobody"),
        pytest.param("بيان", GIVEN, id="a statement is no given name"),
    ],
)
def test_words_that_look_like_others_are_not_taken_for_them(word: str, bits: int) -> None:
    assert not classify([word])[0].bits & bits
