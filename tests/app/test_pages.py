"""Every page is a reader's: it opens in both languages, with everything, with little and with nothing selected."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app import frame, page

PAGES = [name for name in page.NAMES if (frame._HERE / "pages" / f"{name}.py").is_file() and (name not in frame._NEEDS or frame.data.has(frame._NEEDS[name]))]


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_on_the_whole_corpus(open_page: Callable[..., AppTest], name: str, lang: str, shown: Callable[[AppTest], str]) -> None:
    opened = open_page(name, f"lang={lang}")
    assert not opened.exception
    assert ("<h1" in shown(opened))
    assert ("نظرة عامة" in shown(opened)) == (lang == "ar" and name == "overview")


@pytest.mark.parametrize("name", [name for name in PAGES if name != "data"])
def test_an_empty_selection_is_told_kindly(open_page: Callable[..., AppTest], name: str, shown: Callable[[AppTest], str]) -> None:
    opened = open_page(name, "since=1990-01-01&until=1990-01-02")
    assert not opened.exception
    assert "لا مقالات في هذا الاختيار" in shown(opened)


@pytest.mark.parametrize("desk", ["files", "lines", "articles", "names", "lexicon", "log"])
def test_a_desk_opens_on_an_empty_selection(open_page: Callable[..., AppTest], desk: str) -> None:
    assert not open_page("data", f"desk={desk}&since=1990-01-01&until=1990-01-02").exception


@pytest.mark.parametrize("name", PAGES)
def test_two_selections_stand_side_by_side(open_page: Callable[..., AppTest], name: str, shown: Callable[[AppTest], str]) -> None:
    opened = open_page(name, "source=ufuq-al-nahar&with=source%3Ddafatir-al-sharq&side=b")
    assert not opened.exception
    assert shown(opened).count("class='side-name'") == 2 or name == "data"


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("source=nobody", id="source"),
        pytest.param("since=tomorrowish", id="date"),
        pytest.param("actor=nobody", id="actor"),
        pytest.param("text=%22%22", id="text"),
        pytest.param("term=ظظظظظظ", id="term"),
        pytest.param("with=voice%3Dghost", id="second"),
    ],
)
def test_a_link_that_names_what_is_not_there_offers_a_fresh_start(open_page: Callable[..., AppTest], query: str, shown: Callable[[AppTest], str]) -> None:
    opened = open_page("overview", query)
    assert not opened.exception
    assert "لا يمكن فتح هذا الاختيار" in shown(opened) or "لا مقالات" in shown(opened)
    assert any(button.key in ("start_afresh", "nothing_") for button in opened.button)


def test_parts_that_are_far_from_the_reader_wait_at_their_height(open_page: Callable[..., AppTest], shown: Callable[[AppTest], str]) -> None:
    opened = open_page("terms", "lang=en")
    drawn = len(opened.get("plotly_chart"))
    opened.session_state["near"] = {"near": ["bars1"], "heights": {"bars1": 300, "cloud_of_terms1": 431, "rises1": 500}}
    opened.query_params["source"] = "ufuq-al-nahar"
    opened.run()
    assert (drawn, len(opened.get("plotly_chart"))) == (3, 2)
    assert [shown(opened).count(f"height: {height}px") for height in (300, 431, 500)] == [0, 1, 1]


def test_a_panel_that_is_no_part_is_drawn_however_far_the_last_part_was(open_page: Callable[..., AppTest], shown: Callable[[AppTest], str]) -> None:
    opened = open_page("actor", "lang=en")
    for _ in range(2):
        opened.session_state["near"] = {"near": ["forms1"], "heights": {"forms1": 300, "speakers1": 200, "said2": 100}}
        opened.run()
        assert not opened.exception
        assert "class='numbers'" in shown(opened)
        assert shown(opened).count("marsad-waiting") == 2


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_on_articles_that_hold_no_counted_word(open_page: Callable[..., AppTest], name: str, caplog: pytest.LogCaptureFixture) -> None:
    assert not open_page(name, "text=transhipment").exception
    assert not [record for record in caplog.records if record.name.startswith("dashboard.")]
