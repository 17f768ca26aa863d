"""Stop words by category: switched off, switched on, added to."""

import pytest

from dashboard.corpus import Corpus
from dashboard.errors import CallError
from dashboard.measures.keyness import keyness
from dashboard.measures.phrases import phrases
from dashboard.measures.terms import terms
from dashboard.text.stopwords import default_categories


def listed(corpus: Corpus, **options: object) -> set[str]:
    return set(terms(corpus.view(), limit=0, details=False, **options)["term"])  # type: ignore[arg-type]


def test_categories_can_be_switched_off_and_on(corpus: Corpus) -> None:
    default, all_terms = listed(corpus), listed(corpus, stop_words=True)
    assert default < all_terms
    assert listed(corpus, stop_categories=[]) > default
    assert len(listed(corpus, stop_categories=["prepositions"])) > len(default)


def test_a_word_of_ones_own_is_left_out_in_all_its_forms(corpus: Corpus) -> None:
    word = next(iter(sorted(listed(corpus))))
    assert listed(corpus) - listed(corpus, stop=[word]) == {word}


def test_the_words_of_many_readers_are_not_all_kept(corpus: Corpus) -> None:
    words = sorted(listed(corpus, stop_words=True))[:40]
    assert all(word not in listed(corpus, stop=[word]) for word in words)
    assert len(corpus.memory["remembered", "stopped"]) < len(words)


def test_an_unknown_category_is_named(corpus: Corpus) -> None:
    with pytest.raises(CallError, match="nothing-like-this"):
        listed(corpus, stop_categories=["nothing-like-this"])


def test_keyness_takes_the_same_choices(corpus: Corpus) -> None:
    side = f"source={corpus.generation.source_slugs[0]}"

    def shown(**options: object) -> set[str]:
        return set(keyness(corpus.view(), a=side, limit=0, floor=1, **options)["term"])  # type: ignore[arg-type]

    word = min(shown())
    assert shown() < shown(stop_categories=[])
    assert shown() - shown(stop=[word]) == {word}


def test_phrases_take_the_same_choices(corpus: Corpus) -> None:
    def opened_by_speech(**options: object) -> bool:
        return any(phrase.startswith(("وقال ", "قال ")) for phrase in phrases(corpus.view(), limit=0, floor=2, **options)["phrase"])  # type: ignore[arg-type]

    assert opened_by_speech()
    assert not opened_by_speech(stop_categories=[*default_categories(), "speech_verbs"])
