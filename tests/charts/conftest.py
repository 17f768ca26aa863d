"""Small tables with the columns that measures give."""

import pandas as pd
import pytest


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    """One table a noun."""
    return {
        "terms": pd.DataFrame(
            {
                "term": ["سلام", "حرب", "الأمم المتحدة"],
                "count": [9, 5, 2],
                "articles": [4, 3, 1],
                "share": [0.09, 0.05, 0.02],
            }
            | {"per_million": [9e4, 5e4, 2e4], "dispersion": [0.9, 0.4, 0.1]}
        ),
        "keyness": pd.DataFrame(
            {
                "term": ["سلام", "حرب", "نفط"],
                "count_a": [9, 1, 5],
                "count_b": [1, 9, 4],
                "log_likelihood": [12.0, 30.0, 1.0],
                "log_ratio": [3.0, -3.2, 0.3],
            }
        ),
        "trend": pd.DataFrame(
            [
                ("روسيا", "2020-10", 4, 3, 10, 0.3),
                ("روسيا", "2020-11", 0, 0, 0, None),
                ("روسيا", "2020-12", 8, 5, 10, 0.5),
                ("روسيا", None, 2, 1, 4, 0.25),
            ],
            columns=["series", "period", "count", "articles", "total_articles", "share"],
        ),
        "articles": pd.DataFrame(
            [("al-fajr", "2020-10", 3), ("al-mada", "2020-10", 2), ("al-fajr", None, 1)],
            columns=["series", "period", "count"],
        ),
        "sources": pd.DataFrame(
            {
                "source": ["al-fajr", "al-mada"],
                "name": ["الفجر", "المدى"],
                "articles": [10, 4],
                "undated": [1, 0],
                "words": [2000, 900],
            }
            | {"lexical_diversity": [0.4, 0.5], "origins": [{"reuters": 4, "afp": 1}, {}]}
        ),
        "actors": pd.DataFrame(
            [
                ("armenia", "أرمينيا", "state", 9, 5, 2),
                ("baku", "باكو", "place", 4, 3, 2),
                ("samir", "سمير الوالي", "person", 2, 2, 1),
            ],
            columns=["actor", "name", "kind", "mentions", "articles", "sources"],
        ),
        "comentions": pd.DataFrame(
            [
                ("armenia", "baku", 3, 5, 3, 0.3),
                ("armenia", "samir", 1, 5, 2, -0.1),
                ("baku", "samir", 2, 3, 2, 0.5),
            ],
            columns=["a", "b", "count", "count_a", "count_b", "npmi"],
        ),
        "naming": pd.DataFrame(
            [
                ("k", "al-fajr", "كاراباخ", 6, 1.0, 0.0, 0.5, 0.5, 0.0, False, "2020-10"),
                ("k", "al-mada", "قره باغ", 3, 0.75, 1.0, 0.0, 1.0, 1.0, False, "2020-11"),
                ("k", "al-mada", "الإقليم", 1, 0.25, 0.0, None, 1.0, 0.0, True, None),
            ],
            columns=["actor", "source", "form", "count", "share", "in_marks", "in_quotes", "own", "own_in_marks", "epithet", "period"],
        ),
        "speakers": pd.DataFrame(
            [
                ("samir", "سمير الوالي", "al-fajr", 3, 60, {"قال": 2, "أكد": 1}),
                (None, "مصدر", "al-fajr", 1, 20, {"قال": 1}),
                ("samir", "سمير الوالي", "al-mada", 1, 9, {"نفى": 1}),
            ],
            columns=["speaker", "name", "source", "quotes", "words", "verbs"],
        ),
        "verbs": pd.DataFrame(
            [
                ("samir", "سمير الوالي", "al-fajr", "قال", "neutral", 2, 0.5),
                ("samir", "سمير الوالي", "al-fajr", "زعم", "claiming", 2, 0.5),
                (None, "مصدر", "al-fajr", "قال", "neutral", 1, 1.0),
                ("samir", "سمير الوالي", "al-mada", None, None, 1, 1.0),
            ],
            columns=["speaker", "name", "source", "verb", "verb_class", "quotes", "share"],
        ),
        "about": pd.DataFrame(
            [
                ("samir", "سمير الوالي", "armenia", "أرمينيا", 3, 2, 1),
                ("samir", "سمير الوالي", "baku", "باكو", 1, 1, 1),
            ],
            columns=["speaker", "name", "about", "about_name", "quotes", "articles", "sources"],
        ),
        "quotes": pd.DataFrame(
            {
                "source": ["al-fajr", "al-fajr", "al-mada"],
                "kind": ["direct", "indirect", "direct"],
                "verb_class": ["neutral", "claim", None],
            }
        ),
        "collocates": pd.DataFrame(
            {
                "collocate": ["سلام", "حرب"],
                "count": [5, 2],
                "expected": [1.0, 1.5],
                "log_dice": [9.1, 7.0],
                "log_likelihood": [11.0, 0.2],
            }
        ),
    }
