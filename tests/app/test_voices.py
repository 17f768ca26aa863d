"""The pages of voices and versions: a link gives the quotes, the place and the pair that it names, and no text of the data acts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import notebook  # noqa: F401  (gives View its measures)
from dashboard.app import versions
from dashboard.app.data import Scene
from dashboard.app.words import Words
from dashboard.corpus import Corpus
from dashboard.measures.alignment import aligned
from dashboard.selection import Selection

Shown = Callable[[AppTest], str]
HOSTILE = "قال المدير <img src=x onerror=alert(1)> إن السفن وصلت اليوم إلى الميناء."


@pytest.fixture
def corpus(sample_cache: Path) -> Corpus:
    return Corpus.open(sample_cache)


def test_an_article_that_others_printed_is_laid_beside_the_first(open_page: Callable[..., AppTest], corpus: Corpus, shown: Shown) -> None:
    table = corpus.view().copies()
    later = table[~table["first"]].iloc[0]
    opened = open_page("passages", f"article={later['id']}&lang=en")
    assert not opened.exception
    assert "class='row same'" in shown(opened) or "class='row changed'" in shown(opened)
    assert opened.selectbox(key="versions_other").value == later["cluster"]


def test_without_an_article_the_texts_are_offered(open_page: Callable[..., AppTest], shown: Shown) -> None:
    opened = open_page("passages")
    assert not opened.exception
    assert "اختر نصًّا تكرّر" in shown(opened)


@pytest.mark.parametrize("query", ["article=nothing", "article=nothing&other=nothing"])
def test_a_link_to_no_article_is_told(open_page: Callable[..., AppTest], shown: Shown, query: str) -> None:
    opened = open_page("passages", query)
    assert not opened.exception
    assert "لا مقال بهذا الرقم" in shown(opened)


def test_an_article_of_its_own_says_so(open_page: Callable[..., AppTest], corpus: Corpus, shown: Shown) -> None:
    alone = next(one for one in corpus.view().articles(limit=0)["id"] if one not in set(corpus.view().copies()["id"]))
    assert "لا يشترك هذا المقال في نصه" in shown(open_page("passages", f"article={alone}"))


def test_a_quote_is_opened_at_its_place(open_page: Callable[..., AppTest], corpus: Corpus, shown: Shown) -> None:
    quote = corpus.view().quotes(kind="direct", limit=0).query("part_of == 'body'").iloc[0]
    assert 'here"' in shown(open_page("articles", f"article={quote['id']}&place=body-{quote['start']}-{quote['end']}"))
    for wrong in ("body-5", "foot-1-2", "body-1-99999999", "body--1-2"):
        assert not open_page("articles", f"article={quote['id']}&place={wrong}").exception


def test_a_click_on_a_speaker_shows_its_quotes(open_page: Callable[..., AppTest], corpus: Corpus, shown: Shown) -> None:
    most = corpus.view().speakers(lang="en", limit=1).iloc[0]
    key = most["speaker"] or most["name"]
    opened = open_page("speakers", f"lang=en&said={key}~{most['source']}~&at=heard")
    assert not opened.exception
    assert shown(opened).count("<blockquote") == min(most["quotes"], 10)
    assert most["name"] in shown(opened)


@pytest.mark.parametrize("query", ["speaker=nobody-of-that-name", "about=nobody-of-that-name", "verb_class=shouting", "said=~~&at=heard", "quote_kind=sung"])
@pytest.mark.parametrize("name", ["quotes", "speakers"])
def test_a_condition_that_is_not_there_is_told_and_harms_nothing(open_page: Callable[..., AppTest], name: str, query: str) -> None:
    assert not open_page(name, query).exception


@pytest.mark.parametrize("query", ["voice=outlet", "voice=direct", "voice=reported", "copies=first"])
@pytest.mark.parametrize("name", ["quotes", "speakers", "sources", "copies", "passages"])
def test_voice_and_copies_are_chosen_on_every_page(open_page: Callable[..., AppTest], name: str, query: str, shown: Shown) -> None:
    opened = open_page(name, query)
    assert not opened.exception
    field, value = query.split("=")
    assert opened.selectbox(key=f"side_{field}").value == value


def test_markup_in_versions_stays_text(corpus: Corpus, sample_cache: Path) -> None:
    scene = Scene(corpus, sample_cache, Selection(), Words("en"))
    other = HOSTILE.replace("اليوم", "<b>أمس</b>")
    html = versions.side_by_side(scene, HOSTILE, other, aligned(HOSTILE, other), ("", "")) + versions.trimmed(HOSTILE, other)
    assert "<img" not in html
    assert "<b>" not in html
    assert "&lt;img" in html
