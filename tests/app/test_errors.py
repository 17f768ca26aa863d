"""What goes wrong is said in the reader's language, and says what would be right."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app.words import Words, tables
from dashboard.errors import CacheError, MarsadError

SOURCES = list((Path(__file__).parents[2] / "dashboard").rglob("*.py"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        pytest.param("source=ufuq-al-nahr", "لا مصدر في هذه البيانات باسم «ufuq-al-nahr». أقرب ما فيها: ufuq-al-nahar.", id="source"),
        pytest.param("since=tomorrowish", "«tomorrowish» في «من» ليس تاريخًا. اكتبه مثل 2020-12-31.", id="date"),
        pytest.param("since=2024-02-02&until=2024-01-01", "المدة فارغة: بدايتها 2 فبراير 2024 بعد نهايتها 1 يناير 2024.", id="range"),
        pytest.param("voice=ghost", "«ghost» ليس من خيارات «بصوت مَن». المعروف منها: كل الأصوات، المصدر نفسه، كلام منقول، كلام حرفي.", id="choice"),
        pytest.param("actor=nobody", "لا جهة في هذه البيانات باسم «nobody».", id="actor"),
        pytest.param("region=ZZ", "لا مصدر في هذه البيانات من «ZZ».", id="region"),
        pytest.param("term=ظظظظظظ", "لا ترد المفردة «ظظظظظظ» في هذه البيانات.", id="term"),
        pytest.param("id=none", "لا مقال في هذه البيانات برقم «none».", id="article"),
        pytest.param("origin=none", "لا مقال في هذه البيانات من وكالة «none».", id="agency"),
        pytest.param("text=%22%22", "لا كلمة في البحث «\"\"».", id="empty query"),
        pytest.param("text=(a", "في البحث قوس بلا صاحبه", id="bracket"),
        pytest.param("with=planet%3Dmars", "لا قيد باسم «planet» في الاختيار الثاني.", id="second selection"),
        pytest.param("lang=en&since=tomorrowish", "“tomorrowish” under “From” is no date. Write it as 2020-12-31.", id="english"),
    ],
)
def test_a_wrong_link_is_explained(open_page: Callable[..., AppTest], shown: Callable[[AppTest], str], query: str, said: str) -> None:
    opened = open_page("overview", query)
    assert not opened.exception
    assert said.replace('"', "&quot;") in shown(opened)
    assert "--" not in shown(opened).replace("<!--", "")


def test_every_key_of_an_error_has_its_words() -> None:
    written = "".join(path.read_text("utf-8") for path in SOURCES)
    keys = set(re.findall(r'key(?:: str)? ?= ?"([a-z_]+)"', written))
    errors = set(tables()["errors"]) - {"other"}
    assert errors <= keys


def test_an_error_without_words_of_its_own_shows_no_foreign_text() -> None:
    assert Words("ar").problem(MarsadError("--within 'x' is none of")) == tables()["errors"]["other"]["ar"]
    assert Words("ar").problem(CacheError("gone")) == tables()["errors"]["damaged_cache"]["ar"]


def test_a_value_cannot_reorder_what_stands_beside_it() -> None:
    assert "\u202e" not in Words("ar").problem(MarsadError(key="unknown_source", value="a\u202eb" * 100))
