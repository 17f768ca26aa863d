"""Both languages are complete, and each agrees with its numbers."""

import re

import pytest

from dashboard.app.words import Words, tables

LATIN = re.compile("[A-Za-z]{2,}")
MAY_BE_LATIN = {"language", "export_failed"}
NAMES = re.compile("PDF|HTML")


def test_the_arabic_interface_holds_no_english() -> None:
    left = {
        key: text["ar"]
        for key, text in tables()["texts"].items()
        if key not in MAY_BE_LATIN and LATIN.search(NAMES.sub("", re.sub(r"\{\w+\}", "", text["ar"])))
    }
    assert not left


def test_both_languages_take_the_same_values() -> None:
    differing = {
        key: entry
        for key, entry in tables()["texts"].items()
        if set(re.findall(r"\{\w+\}", entry["ar"])) != set(re.findall(r"\{\w+\}", entry["en"]))
    }
    assert not differing


@pytest.mark.parametrize(
    ("number", "arabic", "english"),
    [
        (0, "لا مقالات", "0 articles"),
        (1, "مقال واحد", "1 article"),
        (2, "مقالان", "2 articles"),
        (3, "3 مقالات", "3 articles"),
        (11, "11 مقالًا", "11 articles"),
        (100, "100 مقال", "100 articles"),
        (1310, "1,310 مقالات", "1,310 articles"),
    ],
)
def test_a_noun_agrees_with_its_number(number: int, arabic: str, english: str) -> None:
    assert (Words("ar").count("article", number), Words("en").count("article", number)) == (arabic, english)


def test_digits_and_months_follow_the_reader() -> None:
    words = Words("ar", "arab", "ar_SY")
    assert words.date("2024-01-05") == "٥ كانون الثاني ٢٠٢٤"
    assert words.number(1310) == "١٬٣١٠"
    assert Words("ar", "latn", "ar_DZ").date("2024-01-05") == "5 جانفي 2024"
    assert Words("en").date("2024-01-05") == "5 Jan 2024"
