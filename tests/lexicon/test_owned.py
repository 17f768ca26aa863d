"""What a corpus's actors.toml may say about actors that are known already, and what that changes."""

from pathlib import Path

import pyarrow as pa
import pytest

from dashboard.errors import DataFileError
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.loading import actor_file
from dashboard.lexicon.matching import Matcher
from dashboard.text.tokens import tokenise
from dashboard.text.vocabulary import TypeTable

BASE = """
[kasrawan]
ar = "كسروان"
en = "Kasrawan"
kind = "place"
stands_for = "jabalistan"

[jabalistan]
ar = "جبالستان"
en = "Jabalistan"
kind = "state"
nisba = ["جبالستاني"]

[nabil-al-zarzuri]
ar = "نبيل الزرزوري"
en = "Nabil al-Zarzuri"
kind = "person"
short = ["الزرزوري"]

[nabil-zarzouri]
ar = "نبيل زرزوري"
en = "Nabil Zarzouri"
kind = "person"
offices = [{ office = "minister", of = "jabalistan" }]
"""


@pytest.fixture
def load(tmp_path: Path):  # type: ignore[no-untyped-def]
    def loaded(own: str) -> Lexicon:
        (tmp_path / "base.toml").write_text(BASE, "utf-8")
        (tmp_path / "actors.toml").write_text(own, "utf-8")
        return Lexicon.of([actor_file(tmp_path / name) for name in ("base.toml", "actors.toml")], institutions=[])

    return loaded


def named(lexicon: Lexicon, text: str) -> list[str]:
    """The slugs of the actors that a text names, in order."""
    types = TypeTable()
    stream = tokenise(pa.array([None], pa.large_string()), pa.array([text], pa.large_string()), types)
    matches = Matcher(lexicon, types).match(stream)
    return [lexicon.actors[actor].slug for actor, demonym in zip(matches.actor, matches.demonym, strict=True) if not demonym]


def test_a_name_is_added_to_an_actor_that_another_file_describes(load) -> None:  # type: ignore[no-untyped-def]
    lexicon = load('[_added.kasrawan]\nvariants = ["كسروان الكبرى"]\nlatin = ["Keserwan"]\n')
    assert named(lexicon, "زار الوفد كسروان الكبرى أمس") == ["kasrawan"]
    actor = lexicon.actors[lexicon.index["kasrawan"]]
    assert (actor.kind, actor.latin) == ("place", ("Keserwan",))


def test_two_actors_that_are_one_are_counted_as_one(load) -> None:  # type: ignore[no-untyped-def]
    text = "قال نبيل الزرزوري ثم عاد نبيل زرزوري"
    assert named(load(""), text) == ["nabil-al-zarzuri", "nabil-zarzouri"]
    lexicon = load('[_merged]\nnabil-zarzouri = "nabil-al-zarzuri"\n')
    assert named(lexicon, text) == ["nabil-al-zarzuri"] * 2
    actor = lexicon.actors[lexicon.index["nabil-al-zarzuri"]]
    assert actor.merged == ("nabil-zarzouri",)
    assert "Nabil Zarzouri" in actor.latin
    assert [office.office for office in actor.offices] == ["minister"]
    assert "nabil-zarzouri" not in lexicon.index


def test_what_names_a_merged_actor_names_the_one_it_became(load) -> None:  # type: ignore[no-untyped-def]
    lexicon = load('[new-state]\nar = "الجمهورية الجبالية"\nen = "New"\nkind = "state"\n[_merged]\njabalistan = "new-state"\n')
    assert lexicon.actors[lexicon.index["kasrawan"]].stands_for == "new-state"
    assert lexicon.actors[lexicon.index["nabil-zarzouri"]].offices[0].of == "new-state"


def test_merges_are_followed_to_their_end(load) -> None:  # type: ignore[no-untyped-def]
    lexicon = load('[_merged]\nkasrawan = "jabalistan"\njabalistan = "nabil-zarzouri"\n')
    assert lexicon.actors[lexicon.index["nabil-zarzouri"]].merged == ("kasrawan", "jabalistan")


def test_a_silenced_name_is_borne_by_others_only(load) -> None:  # type: ignore[no-untyped-def]
    own = '[salma]\nar = "سلمى الزرزوري"\nen = "Salma"\nkind = "person"\nshort = ["الزرزوري"]\n[_silenced]\nnabil-al-zarzuri = ["الزرزوري"]\n'
    lexicon = load(own)
    bearers = {lexicon.actors[name.actor].slug for name in lexicon.names if name_key(name.text) == name_key("الزرزوري")}
    assert bearers == {"salma"}


def test_a_silenced_name_is_not_spelt_out_by_rules_either(load) -> None:  # type: ignore[no-untyped-def]
    full = {name.text for name in load("").names}
    silent = {name.text for name in load('[_silenced]\nkasrawan = ["كسروان"]\njabalistan = ["جبالستاني"]\n').names}
    assert "كسروان" in full - silent
    assert "جبالستاني" in full - silent
    assert "الجبالستانية" in silent


def test_a_rejected_name_is_nobody_s(load) -> None:  # type: ignore[no-untyped-def]
    assert named(load('[_rejected]\nnames = ["كسروان"]\n'), "زار كسروان") == []


@pytest.mark.parametrize(
    ("own", "complaint"),
    [
        pytest.param('[_added.kasrwan]\nshort = ["س ع"]\n', "no actor has the slug 'kasrwan'; near to it: kasrawan", id="added to nobody"),
        pytest.param('[_merged]\nnobody-here = "kasrawan"\n', "no actor has the slug 'nobody-here'", id="merged from nobody"),
        pytest.param('[_merged]\nkasrawan = "zzz"\n', "no actor has the slug 'zzz'", id="merged into nobody"),
        pytest.param('[_merged]\nkasrawan = "kasrawan"\n', "merged into itself", id="itself"),
        pytest.param('[_merged]\nkasrawan = "jabalistan"\njabalistan = "kasrawan"\n', "merged into itself", id="a loop"),
        pytest.param('[_merged]\nkasrawan = 3\n', "must be the slug of an actor", id="no slug"),
        pytest.param('[_silenced]\nkasrawan = "كسروان"\n', "must be a list of texts", id="no list"),
        pytest.param('[_added.kasrawan]\nkind = "state"\n', "unknown field 'kind'", id="a field that is no list of names"),
        pytest.param('[_rejected]\nname = ["x"]\n', "unknown field 'name'", id="rejected"),
        pytest.param('_merged = 3\n', "is not a table", id="no table"),
    ],
)
def test_a_wrong_entry_is_named(load, own: str, complaint: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DataFileError, match=complaint):
        load(own)
