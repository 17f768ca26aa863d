"""A view is saved under a name and comes back whole."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.curating import views
from tests.app.conftest import SAMPLE


@pytest.fixture
def folder(settings: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "corpus")
    monkeypatch.setenv("MARSAD_CORPUS", str(tmp_path / "corpus"))
    return tmp_path / "corpus"


def test_a_saved_view_restores_page_selections_and_options(
    folder: Path, open_page: Callable[..., AppTest], led_to: Callable[[AppTest], tuple[str, str]]
) -> None:
    link = "source=ufuq-al-nahar&with=source%3Ddafatir-al-sharq&side=b&terms_by=articles"
    opened = open_page("terms", f"{link}&digits=arab")
    opened.text_input(key="view_name").set_value("مقارنة *الصحيفتين*")
    opened.button(key="view_save").click().run()
    assert views.saved([folder]) == [views.SavedView("مقارنة *الصحيفتين*", "terms", link)]
    again = open_page("overview", "lang=ar&voice=outlet")
    again.button(key="view_open_0").click().run()
    assert not again.exception
    assert led_to(again)[0] == "terms"
    again = open_page(*led_to(again))
    assert {name: again.query_params[name] for name in ("source", "with", "side", "terms_by")} == {
        "source": "ufuq-al-nahar", "with": "source=dafatir-al-sharq", "side": "b", "terms_by": "articles",
    }  # fmt: skip
    assert "voice" not in again.query_params
    again.button(key="view_delete_0").click().run()
    assert views.saved([folder]) == []
    again.button(key="view_undo").click().run()
    assert [view.page for view in views.saved([folder])] == ["terms"]


def test_a_read_only_dashboard_opens_views_and_saves_none(folder: Path, open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    views.save([folder], views.SavedView("one", "nowhere", "lang=en"))
    monkeypatch.setenv("MARSAD_READ_ONLY", "1")
    opened = open_page()
    opened.button(key="view_open_0").click().run()
    assert not opened.exception
    assert "lang" not in opened.query_params
    assert {button.key for button in opened.button} & {"view_save", "view_delete_0"} == set()
