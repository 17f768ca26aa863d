"""One actor's page: found in any spelling, restored from its link, told kindly where nobody is meant."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

Open, Shown = Callable[..., AppTest], Callable[[AppTest], str]


@pytest.mark.parametrize("focus", ["egypt", "Egypt", "Egipt", "مصر"])
def test_a_link_names_the_actor_in_any_spelling(open_page: Open, shown: Shown, focus: str) -> None:
    page = open_page("actor", f"lang=en&focus={focus}")
    assert not page.exception
    assert "<h3><bdi>Egypt</bdi> · <span lang='ar'><bdi>مصر</bdi></span></h3>" in shown(page)
    assert page.selectbox(key="who_focus").value == "egypt"


def test_a_name_that_means_nobody_says_who_is_near(open_page: Open, shown: Shown) -> None:
    page = open_page("actor", "lang=en&focus=Egyptos")
    assert not page.exception
    assert "This corpus names no actor" in shown(page)
    assert "Nearest" in shown(page)


def test_the_sentences_of_a_form_stand_under_the_chart(open_page: Open, shown: Shown) -> None:
    page = open_page("naming", "lang=ar&focus=egypt&form=ufuq-al-nahar~مصر")
    assert not page.exception
    assert "جمل فيها" in shown(page)
    assert 'class="to-actor" href="actor?' in shown(page)


@pytest.mark.parametrize("at", ["heatmap", "network", "pairs"])
def test_the_sentences_of_a_pair_stand_where_it_was_clicked(open_page: Open, shown: Shown, at: str) -> None:
    page = open_page("actors", f"lang=en&pair=egypt~turkey&at={at}")
    assert not page.exception
    assert [button.key for button in page.button if button.key.startswith("close_")] == [f"close_{at}"]


@pytest.mark.parametrize("query", ["edge=count", "edge=count&least_count=2", "ego=Egypt", "ego=egypt&least_npmi=0.3", "demonyms=1&fold_capitals=1", "voice=direct"])
def test_the_network_stands_under_every_option(open_page: Open, query: str) -> None:
    assert not open_page("actors", f"lang=en&{query}").exception
