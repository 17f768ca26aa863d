"""The sidebar, the chips and the URL are one selection."""

import json
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.app import data


def test_the_sidebar_shows_what_the_link_says(open_page: Callable[..., AppTest], shown: Callable[[AppTest], str]) -> None:
    opened = open_page("overview", "source=ufuq-al-nahar&since=2024-10-01&text=النيل")
    assert opened.multiselect(key="side_source").value == ["ufuq-al-nahar"]
    dates = next(part.proto for part in opened.sidebar.get("bidi_component") if part.proto.component_name == "marsad_dates")
    assert [field["value"] for field in json.loads(dates.json)["fields"]] == ["2024-10-01", ""]
    assert opened.text_input(key="side_text").value == "النيل"


def test_a_field_of_the_sidebar_writes_the_link(open_page: Callable[..., AppTest], shown: Callable[[AppTest], str]) -> None:
    opened = open_page()
    opened.multiselect(key="side_source").set_value(["ufuq-al-nahar"]).run()
    assert opened.query_params["source"] == "ufuq-al-nahar"
    assert "11 مقالًا من 72 مقالًا" in shown(opened)


def test_the_language_changes_and_the_selection_stays(open_page: Callable[..., AppTest], shown: Callable[[AppTest], str]) -> None:
    opened = open_page("sources", "source=ufuq-al-nahar")
    opened.button(key="language").click().run()
    assert opened.query_params["lang"] == "en"
    assert opened.query_params["source"] == "ufuq-al-nahar"
    assert "11 of 72 articles" in shown(opened)


def test_undated_articles_leave_with_a_period_and_are_counted(open_page: Callable[..., AppTest], shown: Callable[[AppTest], str]) -> None:
    assert "بلا تاريخ خارج المدة" in shown(open_page("sources", "since=2024-10-01"))


def test_clearing_takes_all_away_but_the_language(open_page: Callable[..., AppTest], shown: Callable[[AppTest], str]) -> None:
    opened = open_page("overview", "source=ufuq-al-nahar&lang=en")
    opened.button(key="clear_").click().run()
    assert "source" not in opened.query_params
    assert opened.query_params["lang"] == "en"


def test_a_comparison_begins_with_the_same_selection_on_both_sides(open_page: Callable[..., AppTest], shown: Callable[[AppTest], str]) -> None:
    opened = open_page("overview", "source=ufuq-al-nahar")
    opened.button(key="compare").click().run()
    assert opened.query_params["with"] == "source=ufuq-al-nahar"
    opened.multiselect(key="side_sourceb").set_value(["dafatir-al-sharq"]).run()
    assert opened.query_params["with"] == "source=dafatir-al-sharq"
    assert opened.query_params["source"] == "ufuq-al-nahar"


def test_arabic_digits_are_a_choice(open_page: Callable[..., AppTest], shown: Callable[[AppTest], str]) -> None:
    assert "٧٢" in shown(open_page("overview", "digits=arab"))


def test_a_field_that_still_says_its_old_languages_label_changes_nothing(open_page: Callable[..., AppTest], shown: Callable[[AppTest], str]) -> None:
    opened = open_page("overview", "lang=en&undated=exclude&source=ufuq-al-nahar")
    for field, said in ((opened.selectbox(key="side_undated"), "تُترك"), (opened.multiselect(key="side_source"), "أفق النهار")):
        field.options.append(said)
        field.set_value(said if field.type == "selectbox" else [said])
    opened.run()
    assert not opened.exception
    assert (opened.query_params["undated"], opened.query_params["source"]) == ("exclude", "ufuq-al-nahar")


def test_a_first_selection_finds_what_it_needs_read(sample_cache: Path) -> None:
    data._opened.clear()
    data.warm_selection(sample_cache)
    read = data._opened(str(sample_cache), data.live_generation(sample_cache)).generation._arrays
    assert {"doc_type", "doc_count", "post_row", "post_count", "cell_terms", "block_terms", "block_pairs", "mention_actor"} <= set(read)
    assert not {"doc_reported", "doc_direct"} & set(read)
