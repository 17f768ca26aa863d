import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.labels import LEFT_TO_RIGHT_ISOLATE, hover, label, plain, shorten
from dashboard.text.letters import (
    BIDI_CONTROLS,
    FIRST_STRONG_ISOLATE,
    POP_ISOLATE,
    RIGHT_TO_LEFT_ISOLATE,
    ZERO_WIDTH_NON_JOINER,
)

ARABIC, OTHER, DAY = RIGHT_TO_LEFT_ISOLATE, FIRST_STRONG_ISOLATE, LEFT_TO_RIGHT_ISOLATE


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        pytest.param("سلام", f"{ARABIC}سلام{POP_ISOLATE}", id="arabic"),
        pytest.param("BBC عربي", f"{ARABIC}BBC عربي{POP_ISOLATE}", id="mixed reads from the right"),
        pytest.param("NATO (UK)", f"{OTHER}NATO (UK){POP_ISOLATE}", id="latin"),
        pytest.param(
            "<b>حرب</b> & سلم",
            f"{ARABIC}&lt;b&gt;حرب&lt;/b&gt; &amp; سلم{POP_ISOLATE}",
            id="markup stays text",
        ),
        pytest.param(
            "في 2020-10-05 فقط",
            f"{ARABIC}في {DAY}2020-10-05{POP_ISOLATE} فقط{POP_ISOLATE}",
            id="a date keeps its order",
        ),
        pytest.param(
            "\u202eمقلوب\u2069", f"{ARABIC}مقلوب{POP_ISOLATE}", id="no sign that reorders neighbours"
        ),
        pytest.param("سطر\nآخر\t", f"{ARABIC}سطر آخر{POP_ISOLATE}", id="one line"),
        pytest.param(
            f"می{ZERO_WIDTH_NON_JOINER}خواهم",
            f"{ARABIC}می{ZERO_WIDTH_NON_JOINER}خواهم{POP_ISOLATE}",
            id="ZWNJ is spelling",
        ),
    ],
)
def test_a_label_shows_its_text_verbatim_and_alone(raw: str, shown: str) -> None:
    assert label(raw) == shown


@given(st.text())
def test_no_label_holds_markup_or_an_open_isolate(raw: str) -> None:
    shown = label(raw)
    assert "<" not in shown
    assert ">" not in shown
    opened = sum(shown.count(sign) for sign in (ARABIC, OTHER, DAY))
    assert opened == shown.count(POP_ISOLATE)
    assert not set(plain(raw)) & set(BIDI_CONTROLS)


@given(st.text(min_size=1), st.integers(1, 30))
def test_a_shortened_text_is_never_longer_than_asked(raw: str, length: int) -> None:
    assert len(shorten(raw, length)) <= length


def test_hover_lines_name_the_value_in_the_readers_language() -> None:
    assert "التكرار" in hover("%{hovertext}", ("count", "%{x:,}"), lang="ar")
    assert hover("h", ("count", "%{x}"), lang="en").startswith("<b>h</b><br>")
