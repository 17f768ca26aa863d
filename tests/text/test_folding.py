"""Folding columns of words: the same as word by word, whatever letters they hold."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.text.folding import as_column, fold_column, undecorated_column
from dashboard.text.kinds import kind_column, kind_of
from dashboard.text.letters import fold
from dashboard.text.stopwords import is_stop_word, stop_column
from dashboard.text.terms.affixes import endings
from dashboard.text.terms.coding import ALPHABET, coded
from dashboard.text.terms.readings import guessed_lemmas
from dashboard.text.written import undecorated

LETTERS = "اأإآٱبتةىيیکوهہۀےفيقالعليهاته\u064b\u0651\u0640\u200f\u0670٣۴aZ9ÀΣΔσİßȺЖ.@#_ﻻﷺ中😀"
words = st.lists(st.one_of(st.text(alphabet=LETTERS, max_size=12), st.sampled_from(["على", "فى", "والذي", "بها", "إمام", "و"]), st.text(max_size=6)), max_size=20)


@pytest.mark.parametrize(("column", "single"), [(fold_column, fold), (undecorated_column, undecorated)])
@settings(deadline=None)
@given(words)
def test_a_column_is_folded_as_its_words_are(column, single, words):
    words = as_column(words).to_pylist()
    assert column(pa.array(words, pa.large_string())).to_pylist() == [single(word) for word in words]


def test_a_slice_of_a_column_is_folded_alone():
    column = pa.array(["أحمد", "إيمان", "آدم", "ﻻ"], pa.large_string()).slice(1, 2)
    assert fold_column(column).to_pylist() == ["ايمان", "ادم"]


def test_a_lone_surrogate_does_not_stop_a_column():
    assert as_column(["a\ud800", "b"]).to_pylist() == ["a\ufffd", "b"]


@settings(deadline=None)
@given(words)
def test_kinds_and_stop_words_of_a_column_are_those_of_its_words(words):
    column = as_column(words)
    assert kind_column(column).tolist() == [kind_of(word) for word in column.to_pylist()]
    assert stop_column(column).tolist() == [is_stop_word(word) for word in column.to_pylist()]


@settings(deadline=None)
@given(st.data())
def test_a_guess_is_spelt_as_its_word_less_the_affixes(data):
    word = data.draw(st.text(alphabet=ALPHABET, min_size=4, max_size=20))
    start = data.draw(st.integers(0, len(word) - 3))
    stop = data.draw(st.integers(start + 3, len(word)))
    ending, verb, change = data.draw(st.integers(0, endings().length.size - 1)), data.draw(st.booleans()), data.draw(st.integers(0, 3))
    source = -1 - ((((change * 2 + verb) * 1024 + ending) * 64 + start) * 64 + stop)
    restored = "".join(ALPHABET[code - 1] for code in endings().restored[ending, : endings().restored_length[ending]])
    stem = word[start:stop] + restored
    plain = [stem, "ا" + stem, stem[0] + "ا" + stem[2:], "ا" + stem[:-2] + "ا" + stem[-1]][change]
    letters = coded([word])
    found = guessed_lemmas(letters, np.zeros(1, np.int64), np.array([source]), endings())
    assert found.to_pylist() == [plain + ("/v" if verb else "/n")]
