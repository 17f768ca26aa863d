"""The pages about words: what is left out, what is compared, and where a click leads, all of it in the link."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.text.stopwords import default_categories

OpenPage = Callable[..., AppTest]
Shown = Callable[[AppTest], str]


def test_a_category_switched_off_is_kept_in_the_link(open_page: OpenPage) -> None:
    opened = open_page("terms")
    kept = [name for name in default_categories() if name != "prepositions"]
    opened.button_group(key="stop_left_out").set_value(kept).run()
    assert not opened.exception
    assert opened.query_params["stop_category"] == kept


@pytest.mark.parametrize("name", ["terms", "phrases", "keyness", "concordance", "overview"])
@pytest.mark.parametrize("choice", ["stop=1", "stop_category=none", "stop_category=pronouns&stop_word=السوق", "stop_category=no-such"])
def test_every_page_of_words_opens_under_any_choice(open_page: OpenPage, name: str, choice: str) -> None:
    assert not open_page(name, f"source=ufuq-al-nahar&{choice}").exception


def test_keyness_says_what_it_compares_with(open_page: OpenPage, shown: Shown) -> None:
    assert "بسائر المواد" in shown(open_page("keyness", "source=ufuq-al-nahar"))
    assert "بالأصوات كلها" in shown(open_page("keyness", "voice=outlet"))
    assert "دفاتر الشرق" in shown(open_page("keyness", "source=ufuq-al-nahar&with=source%3Ddafatir-al-sharq"))
    assert "لتُقارن بسائر المواد" in shown(open_page("keyness"))


@pytest.mark.parametrize("order", ["newest", "left", "right", "sideways"])
def test_a_concordance_opens_in_any_order(open_page: OpenPage, order: str, shown: Shown) -> None:
    opened = open_page("concordance", f"q=المياه&kwic={order}")
    assert not opened.exception
    assert "المعروض" in shown(opened)


def test_a_small_selection_is_warned_of(open_page: OpenPage, shown: Shown) -> None:
    assert "أقل من أن تدل" in shown(open_page("terms", "since=2024-09-10&until=2024-09-10&undated=exclude"))
    assert "أقل من أن تدل" not in shown(open_page("terms"))
