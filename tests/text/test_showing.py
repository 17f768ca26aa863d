import pytest

from dashboard.text.showing import visible_controls, without_floods

FATHA, ZERO_WIDTH_NON_JOINER = "\u064e", "\u200c"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        pytest.param("name_\u202egpj.txt", "name_<U+202E>gpj.txt", id="direction"),
        pytest.param("\x1b[31mخبر\x07", "<U+001B>[31mخبر<U+0007>", id="terminal"),
        pytest.param(f"می{ZERO_WIDTH_NON_JOINER}خواهم", f"می{ZERO_WIDTH_NON_JOINER}خواهم", id="spelling stays"),
    ],
)
def test_what_cannot_be_seen_is_told(raw: str, shown: str) -> None:
    assert visible_controls(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        pytest.param("قَالَ مُحَمَّدٌ", "قَالَ مُحَمَّدٌ", id="vowelled text stays"),
        pytest.param("ا" + FATHA * 8 + "ب", "ا" + FATHA * 8 + "ب", id="eight stay"),
        pytest.param("ا" + FATHA * 1000 + "ب", "ا" + FATHA * 8 + "[+992]ب", id="a flood is counted"),
        pytest.param("Z" + "\u0301" * 9, "Z" + "\u0301" * 8 + "[+1]", id="Latin"),
    ],
)
def test_at_most_eight_signs_stand_over_a_letter(raw: str, shown: str) -> None:
    assert without_floods(raw) == shown
