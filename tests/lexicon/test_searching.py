"""An actor is found by whatever it is called, in Arabic or Latin letters."""

import pytest

from dashboard.lexicon.actors import Actor
from dashboard.lexicon.searching import Directory

ACTORS = (
    Actor("nabil-al-zarzuri", "نبيل الزرزوري", "Nabil al-Zarzuri", "person", latin=("Zarzouri",), merged=("old-nabil",)),
    Actor("zarzur-club", "نادي الزرزور", "Zarzur Club", "organisation"),
    Actor("jabalistan-foreign-ministry", "وزارة الخارجية الجبالستانية", "Jabalistani Foreign Ministry", "organisation"),
    Actor("elan", "إيلان", "Élan", "place"),
)
DIRECTORY = Directory.of(ACTORS, [("nabil-al-zarzuri", "الزرزوري"), ("zarzur-club", "الزرزور")])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("الزرزوري", ["nabil-al-zarzuri"], id="a short name"),
        pytest.param("نبيل", ["nabil-al-zarzuri"], id="a beginning"),
        pytest.param("zarzouri", ["nabil-al-zarzuri"], id="another Latin spelling"),
        pytest.param("ZARZURI nabil", ["nabil-al-zarzuri"], id="words in any order"),
        pytest.param("elan", ["elan"], id="an accent"),
        pytest.param("ايلان", ["elan"], id="a hamza"),
        pytest.param("وزارة خارجية جبالستان", ["jabalistan-foreign-ministry"], id="articles left out"),
        pytest.param("الزرزور", ["zarzur-club", "nabil-al-zarzuri"], id="the whole name before its beginning"),
        pytest.param("old-nabil", ["nabil-al-zarzuri"], id="the slug of a merged actor"),
        pytest.param("غير موجود", [], id="nobody"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_actors_are_found_by_their_names(query: str, found: list[str]) -> None:
    assert DIRECTORY.find(query) == found


def test_of_equals_the_most_mentioned_comes_first() -> None:
    two = Directory.of((), [("a", "سالم"), ("b", "سالم")])
    assert two.find("سالم") == ["a", "b"]
    assert two.find("سالم", weights={"b": 3}) == ["b", "a"]
    assert two.find("سالم", weights={"b": 3}, limit=1) == ["b"]
