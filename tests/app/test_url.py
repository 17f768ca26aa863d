"""The URL is as the last click left it, whatever a request that was made before still says."""

import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app import url


def test_a_request_made_before_a_click_was_heard_of_does_not_undo_it(open_page: Callable[..., AppTest]) -> None:
    opened = open_page("overview", "source=ufuq-al-nahar&lang=en")
    opened.button(key="clear_").click().run()
    opened.query_params["source"] = ["ufuq-al-nahar"]
    opened.run()
    assert "source" not in opened.query_params


def test_a_click_made_before_another_was_heard_of_adds_to_it(open_page: Callable[..., AppTest]) -> None:
    opened = open_page("overview", "source=ufuq-al-nahar&lang=en")
    opened.button(key="clear_").click().run()
    opened.query_params["source"] = ["ufuq-al-nahar"]
    opened.button(key="language").click().run()
    assert "source" not in opened.query_params
    assert opened.query_params["lang"] in ("ar", ["ar"])


def test_the_same_link_later_is_followed(open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_page("overview", "source=ufuq-al-nahar&lang=en")
    opened.button(key="clear_").click().run()
    late = time.monotonic() + url._LATE + 1
    monkeypatch.setattr(url, "monotonic", lambda: late)
    opened.query_params["source"] = ["ufuq-al-nahar"]
    opened.run()
    assert opened.query_params["source"] in ("ufuq-al-nahar", ["ufuq-al-nahar"])


def test_another_link_is_followed_at_once(open_page: Callable[..., AppTest]) -> None:
    opened = open_page("overview", "source=ufuq-al-nahar&lang=en")
    opened.button(key="clear_").click().run()
    opened.query_params["source"] = ["dafatir-al-sharq"]
    opened.run()
    assert "source" in opened.query_params
