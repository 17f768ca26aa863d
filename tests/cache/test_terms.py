"""A corpus's vocabulary as terms: which spelling a term shows, and which word a spelling without hamza is."""

import numpy as np
import pyarrow as pa
import pytest

from dashboard.cache.terms import Entered, joint_entries, joint_vocabulary


def shown(counts: dict[str, int]) -> dict[str, set[str]]:
    """What each term shows, and its forms."""
    forms = sorted(counts, key=str.encode)
    found = joint_vocabulary(pa.array(forms, pa.large_string()), np.array([counts[form] for form in forms], np.int64))
    spelled = found.type_form.to_pylist()
    return {term: set(spelled[found.term_first[i] : found.term_first[i + 1]]) for i, term in enumerate(found.term.to_pylist())}


@pytest.mark.parametrize(
    ("counts", "term"),
    [
        pytest.param({"وقال": 90, "قال": 40, "قالت": 50}, "قال", id="with and without one together"),
        pytest.param({"وأضاف": 90, "أضاف": 2, "وأضافت": 20}, "أضاف", id="a rare form that is often joined"),
        pytest.param({"والوزير": 9, "وزير": 3}, "والوزير", id="nothing stands without it"),
        pytest.param({"واشنطن": 9}, "واشنطن", id="a letter of the word"),
    ],
)
def test_a_term_shows_no_conjunction_where_it_stands_without_one(counts: dict[str, int], term: str) -> None:
    assert shown(counts) == {term: set(counts)}


def test_a_spelling_without_hamza_is_the_word_that_most_write_with_one() -> None:
    terms = shown({"الإعلام": 40, "الاعلام": 9, "علم": 300, "العلم": 200, "الأعلام": 2})
    assert terms == {"الإعلام": {"الإعلام", "الاعلام", "الأعلام"}, "علم": {"علم", "العلم"}}


def test_packs_that_were_entered_before_the_rest_give_the_same_entries_and_ids() -> None:
    words = [pa.array(words, pa.large_string()) for words in (["نور", "بحر"], ["بحر", "سفن"], ["ميناء", "نور"])]
    entries, ids = joint_entries(words)
    again, same = joint_entries(words, "abc", Entered([("c", words[2]), ("a", words[0])]))
    assert (again, [one.tolist() for one in same]) == (entries, [one.tolist() for one in ids])
