"""The reader shows an article as it stands, and nothing in it can act."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard as marsad
from dashboard import building
from dashboard.app.marks import Span, literal, marked, paragraphs, safe
from dashboard.corpus import Corpus
from dashboard.measures.articles import articles
from dashboard.measures.copies import versions

MAIN = Path(__file__).parents[2] / "dashboard" / "app" / "main.py"
SECONDS = 120

SIGN = "\u0301"
DRAWN = f"{SIGN * 8}[+22]"
HOSTILE = '<img src=x onerror="alert(1)"><meta http-equiv="refresh" content="0"> [x](javascript:alert(1)) {"a":1} $$x$$'


def test_an_article_is_read_with_its_names_marked(open_page: Callable[..., AppTest], sample_cache: Path, shown: Callable[[AppTest], str]) -> None:
    first = articles(Corpus.open(sample_cache).view(actor=("egypt",)), limit=1).iloc[0]
    opened = open_page("articles", f"article={first['id']}")
    assert not opened.exception
    assert 'class="actor state"' in shown(opened)
    assert "class='reader'" in shown(opened)


def test_an_article_without_a_title_begins_with_its_first_words(open_page: Callable[..., AppTest], sample_cache: Path, shown: Callable[[AppTest], str]) -> None:
    table = articles(Corpus.open(sample_cache).view(), limit=0)
    opened = open_page("articles", f"article={table[table['title'].isna()].iloc[0]['id']}")
    assert "بلا عنوان، أوله:" in shown(opened)
    # What takes its direction from its text finds none inside an isolate: the lines would run from the left.
    assert re.search("<h2 class='title' dir='auto'>(<(a|mark)[^>]*>)*[ء-ي]", shown(opened))


def test_an_unknown_article_is_told(open_page: Callable[..., AppTest], shown: Callable[[AppTest], str]) -> None:
    assert "لا مقال بهذا الرقم" in shown(open_page("articles", "article=nothing"))


def test_markup_in_an_article_stays_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shown: Callable[[AppTest], str]) -> None:
    corpus, cache = tmp_path / "corpus", tmp_path / "cache"
    corpus.mkdir()
    record = '{"id": "1", "source": "%s", "date": "2024-01-01", "title": "%s", "text": "%s قال المدير إن النيل يفيض"}'
    text = HOSTILE.replace('"', '\\"')
    (corpus / "a.jsonl").write_text(record % (text[:60], text, text) + "\n", "utf-8")
    building.build(building.Inputs((corpus,)), cache, jobs=1)
    monkeypatch.setenv("MARSAD_CORPUS", str(corpus))
    monkeypatch.setenv("MARSAD_CACHE", str(cache))
    ids = articles(Corpus.open(cache).view())["id"].tolist()
    for name, query in (("overview", {}), ("articles", {}), ("articles", {"article": ids[0]}), ("sources", {})):
        test = AppTest.from_file(str(MAIN), default_timeout=SECONDS)
        for key, value in query.items():
            test.query_params[key] = value
        if name != "overview":
            test.switch_page(f"pages/{name}.py")
        test.run()
        assert not test.exception
        assert "<img" not in shown(test)
        assert "<meta" not in shown(test)
        assert not [part for part in test.markdown if "javascript" in part.value]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param([], "a&lt;b&gt;c", id="escaped"),
        pytest.param([Span(1, 4, "x", "<y>")], 'a<mark class="x" title="&lt;y&gt;">&lt;b&gt;</mark>c', id="marked"),
        pytest.param([Span(0, 2, "x"), Span(1, 3, "y")], '<mark class="x" title="">a</mark><mark class="x y" title="">&lt;</mark><mark class="y" title="">b</mark>&gt;c', id="overlap"),
        pytest.param([Span(3, 99, "x")], "a&lt;b&gt;c", id="beyond"),
    ],
)  # fmt: skip
def test_marks_stand_by_offset_over_escaped_text(spans: list[Span], expected: str) -> None:
    assert marked("a<b>c", spans) == expected


@pytest.mark.parametrize(
    ("spans", "marks"),
    [
        pytest.param([], [], id="none"),
        pytest.param([(0, 13)], [f"Z{DRAWN}"], id="ends in it"),
        pytest.param([(20, 34)], ["[+22] x"], id="begins in it"),
        pytest.param([(12, 20)], ["[+22]"], id="lies in it"),
        pytest.param([(0, 13), (20, 34)], [f"Z{SIGN * 8}", "[+22]", " x"], id="two meet in it"),
        pytest.param([(0, 3)], [f"Z{SIGN * 2}"], id="ends among what is drawn"),
        pytest.param([(34, 36)], ["yz"], id="stands behind it"),
    ],
)
def test_a_flood_of_signs_is_counted_whole_wherever_marks_cut_it(spans: list[tuple[int, int]], marks: list[str]) -> None:
    shown = marked(f"Z{SIGN * 10}\u202e{SIGN * 20} xyz", [Span(start, end, "x") for start, end in spans])
    assert re.sub("<[^>]*>", "", shown) == f"Z{DRAWN} xyz"
    assert re.findall("<mark[^>]*>(.*?)</mark>", shown) == marks


def test_a_mark_may_reach_over_a_line_end() -> None:
    assert paragraphs("ab\n\ncd", [Span(1, 5, "x")]).count("<mark") == 2


def test_signs_that_reorder_are_taken_out() -> None:
    assert safe("a\u202eb\u200cc") == "<bdi>ab\u200cc</bdi>"


@pytest.mark.parametrize("text", ["[x](http://a.b)", "**bold** _it_ `code`", "$x$ :red[y] <b>", "1. item", "# heading", "a~~b~~", "كلمة (قوس)"])
def test_a_label_is_shown_as_it_is(text: str) -> None:
    assert literal(text).replace("\\", "") == text
    assert not [sign for at, sign in enumerate(literal(text)) if sign in "*_`[]()<>$#:~" and literal(text)[at - 1] != "\\"]


@pytest.mark.parametrize("text", ["قال -- ثم", "-> هنا", "a <-> b", "x >=", ":sunglasses: x", "x :material/delete:", ":streamlit:"])
def test_a_label_holds_no_sign_that_is_drawn_as_another(text: str) -> None:
    assert "\u2060" in literal(text)
    assert literal(text).replace("\\", "").replace("\u2060", "") == text


def test_the_speaker_of_a_quote_is_marked(open_page: Callable[..., AppTest], sample_cache: Path, shown: Callable[[AppTest], str]) -> None:
    quotes = marsad.open(sample_cache).view().quotes(limit=0)
    named = quotes[quotes["speaker_start"].notna()].iloc[0]
    assert "speaker" in shown(open_page("articles", f"article={named['id']}"))


def test_versions_of_an_article_are_those_of_its_cluster(sample_cache: Path) -> None:
    view = marsad.open(sample_cache).view()
    table = view.copies(limit=0)
    first = table.iloc[0]
    assert set(versions(view, first["id"])) == set(table[table["cluster"] == first["cluster"]]["id"])
    alone = next(one for one in articles(view, limit=0)["id"] if one not in set(table["id"]))
    assert versions(view, alone) == [alone]
