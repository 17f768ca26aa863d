"""What is suggested as a new name is a name."""

import pytest

from dashboard.lexicon.suggesting import Suggestion
from dashboard.measures.suggest import _begins_with_verb
from dashboard.text.letters import fold

NAMES = frozenset(map(fold, ["نديم القصاب", "وعد البستاني", "نجلاء البستاني", "رباب العطار", "وحضّ نديم القصاب"]))


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        pytest.param("وحضّ نديم القصاب", True, id="a verb before a whole name"),
        pytest.param("وحضّ القصاب", True, id="a verb before the end of one"),
        pytest.param("وأكّدت رباب العطار", True, id="a verb of speech"),
        pytest.param("قالت العطار", True, id="without a conjunction"),
        pytest.param("نديم القصاب", False, id="the name"),
        pytest.param("وعد البستاني", False, id="a given name that a verb is spelt like"),
        pytest.param("وحضّ منير النحاس", False, id="before what is no other name"),
    ],
)
def test_a_verb_before_a_name_is_no_part_of_it(name: str, verb: bool) -> None:
    assert _begins_with_verb(Suggestion(name, 3, 3, "person", "title", ""), NAMES) is verb
