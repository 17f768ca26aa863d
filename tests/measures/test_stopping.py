"""Stop words by category: switched off, switched on, added to."""

import pytest

from dashboard.corpus import Corpus
from dashboard.errors import CallError
from dashboard.measures.terms import terms


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


def test_an_unknown_category_is_named(corpus: Corpus) -> None:
    with pytest.raises(CallError, match="nothing-like-this"):
        listed(corpus, stop_categories=["nothing-like-this"])
