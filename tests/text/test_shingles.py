"""Shingles: runs of five words, told apart by their words alone."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.text.letters import TATWEEL
from dashboard.text.shingles import WORDS, Shingler

TEXT = "أعلنت الوزارة أن السفينة الأولى وصلت إلى الميناء صباح اليوم"


def of(*texts: str | None) -> list[list[int]]:
    shingles = Shingler()(pa.array(texts, pa.large_string()))
    return [shingles.hashes[a:b].tolist() for a, b in zip(shingles.ends[:-1], shingles.ends[1:], strict=True)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param(None, 0, id="no text"),
        pytest.param("", 0, id="empty"),
        pytest.param("كلمة ثانية ثالثة رابعة", 0, id="four words"),
        pytest.param("كلمة ثانية ثالثة رابعة خامسة", 1, id="five words"),
        pytest.param(TEXT, 6, id="ten words"),
        pytest.param("هنا " * 20, 1, id="one word again and again"),
        pytest.param("... « » ، ؛", 0, id="marks alone"),
    ],
)
def test_a_text_has_one_shingle_for_each_distinct_run_of_five_words(text: str | None, number: int) -> None:
    assert len(of(text)[0]) == number


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(TEXT.replace(" ", "\n"), id="lines"),
        pytest.param(TEXT.replace("الوزارة", "«الوزارة»:"), id="marks"),
        pytest.param(TEXT.replace("أ", "ا").replace("إ", "ا"), id="hamza"),
        pytest.param(TEXT.replace("الوزارة", "الوزاره"), id="teh marbuta"),
        pytest.param(TEXT.replace("الميناء", f"المي{TATWEEL}ناء"), id="tatweel"),
        pytest.param(TEXT.replace("السفينة", "السَّفينة"), id="tashkeel"),
    ],
)
def test_signs_and_spelling_do_not_tell_texts_apart(other: str) -> None:
    assert of(TEXT) == of(other)


def test_the_order_of_words_does() -> None:
    assert not set(of(TEXT)[0]) & set(of(" ".join(reversed(TEXT.split())))[0])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.sampled_from("سماء أرض بحر نهر جبل سهل".split()), max_size=30), max_size=6))
def test_shingles_are_the_sets_of_runs_whatever_stands_beside_them(texts: list[list[str]]) -> None:
    together = of(*map(" ".join, texts))
    runs = [{tuple(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)} for words in texts]
    assert [len(found) for found in together] == [len(one) for one in runs]
    assert together == [of(" ".join(words))[0] for words in texts]
    assert all(found == sorted(set(found)) for found in together)
    for a, first in enumerate(runs):
        for b, second in enumerate(runs):
            assert len(set(together[a]) & set(together[b])) == len(first & second)
