"""Passages: what another version of a story kept, added, cut and changed."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import building, notebook  # noqa: F401  (gives View its measures)
from dashboard.building import Inputs
from dashboard.corpus import Corpus
from dashboard.errors import CallError
from dashboard.measures.alignment import ADDED, CHANGED, CUT, SAME, Passage, aligned, compared

FIRST = "وصلت السفينة إلى الميناء صباح اليوم."
SECOND = "وقال مدير الميناء سمير الوالي إن العمل يسير كالمعتاد."
THIRD = "وتحمل السفينة قمحا من الموسم الجديد."


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        pytest.param("", "", [], id="nothing"),
        pytest.param(f"{FIRST} {SECOND}", f"{FIRST}\n{SECOND}", [SAME, SAME], id="the same"),
        pytest.param(FIRST, FIRST.replace("إلى", "الى").replace("السفينة", "«السَّفينة»"), [SAME], id="signs and spelling"),
        pytest.param(f"{FIRST} {SECOND}", FIRST, [SAME, CUT], id="cut"),
        pytest.param(f"{FIRST} {THIRD}", f"{FIRST} {SECOND} {THIRD}", [SAME, ADDED, SAME], id="added"),
        pytest.param(f"{FIRST} {SECOND}", f"{FIRST} {SECOND.replace('سمير الوالي ', '')}", [SAME, CHANGED], id="changed"),
        pytest.param(FIRST, THIRD, [CUT, ADDED], id="another sentence"),
        pytest.param(f"{FIRST} {THIRD}", f"{FIRST[:-1]} {THIRD}", [SAME], id="two sentences made one"),
        pytest.param(f"{FIRST[:-1]} {THIRD[:-1]} غدا.", f"{FIRST} {THIRD}", [CHANGED], id="one sentence made two"),
        pytest.param(f"{SECOND} {FIRST} {THIRD}", f"{SECOND} {THIRD} {FIRST}", [SAME, CUT, SAME, ADDED], id="moved"),
    ],
)
def test_each_sentence_is_kept_added_cut_or_changed(one: str, other: str, kinds: list[str]) -> None:
    assert [passage.kind for passage in aligned(one, other)] == kinds


def test_a_changed_sentence_says_which_words() -> None:
    other = SECOND.replace("سمير الوالي ", "").replace("كالمعتاد", "ببطء شديد")
    (changed,) = aligned(SECOND, other)
    said = [(word.kind, SECOND[word.start : word.end], other[word.other_start : word.other_end]) for word in changed.words]
    assert [one for one in said if one[0] != SAME] == [(CUT, "سمير الوالي", ""), (CHANGED, "كالمعتاد", "ببطء شديد")]


def test_two_wordings_of_a_quotation_are_compared_word_by_word() -> None:
    one, other = "العمل يسير كالمعتاد ولن تتأخر سفينة", "العمل يسير ولن تتأخر السفن"
    assert [(word.kind, one[word.start : word.end]) for word in compared(one, other)] == [
        (SAME, "العمل يسير"), (CUT, "كالمعتاد"), (SAME, "ولن تتأخر"), (CHANGED, "سفينة"),
    ]  # fmt: skip
    assert [word.kind for word in compared(one, "")] == [CUT]
    assert [word.kind for word in compared(one, one)] == [SAME]


def test_texts_of_thousands_of_like_sentences_are_laid_side_by_side_in_bounded_time() -> None:
    one = " ".join(f"{FIRST[:-1]} {number % 7}." for number in range(1_500))
    other = " ".join(f"{FIRST[:-1]} {number % 5}." for number in range(1_500))
    found = aligned(one, other)
    assert in_order(found)
    assert "".join(one[passage.start : passage.end] for passage in found).replace(" ", "") == one.replace(" ", "")


def in_order(found: list[Passage] | tuple[Passage, ...]) -> bool:
    ours = [(passage.start, passage.end) for passage in found if passage.end > passage.start]
    theirs = [(passage.other_start, passage.other_end) for passage in found if passage.other_end > passage.other_start]
    return all(a[1] <= b[0] for spans in (ours, theirs) for a, b in pairwise(spans))


TEXTS = st.lists(st.lists(st.sampled_from("سفينة ميناء قمح نهر جسر مدير عمل".split()), min_size=1, max_size=6), max_size=6).map(lambda texts: " ".join(" ".join(words) + "." for words in texts))


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_passages_stand_in_order_and_hold_every_word_of_both(one: str, other: str) -> None:
    found = aligned(one, other)
    assert in_order(found)
    assert all(in_order(passage.words) for passage in found)
    assert "".join(one[passage.start : passage.end] for passage in found).replace(" ", "") == one.replace(" ", "")
    assert "".join(other[passage.other_start : passage.other_end] for passage in found).replace(" ", "") == other.replace(" ", "")
    assert {passage.kind for passage in aligned(one, one)} <= {SAME}


FRAME = (
    "وصلت السفينة إلى الميناء صباح اليوم محملة بالقمح من الموسم الجديد بعد رحلة طويلة عبر البحر. وقال سمير الوالي إن «{}». "
    "وتعود السفينة غدا إلى البلاد التي جاءت منها بعد أن تفرغ حمولتها كلها في المخازن القريبة."
)
QUOTES = {"a": "العمل في الميناء يسير كالمعتاد ولن تتأخر سفينة واحدة هذا الشهر", "b": "العمل في الميناء يسير كالمعتاد ولن تتأخر سفينة واحدة"}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Two outlets' versions of a story, and a story of its own."""
    folder = tmp_path_factory.mktemp("passages")
    texts = {**{name: FRAME.format(quote) for name, quote in QUOTES.items()}, "c": f"{FIRST} {SECOND} {THIRD}"}
    lines = [
        json.dumps({"id": name, "source": f"صحيفة {name}", "date": f"2024-01-0{day}", "title": "سفينة", "text": text}, ensure_ascii=False)
        for day, (name, text) in enumerate(texts.items(), 1)
    ]
    (folder / "corpus").mkdir()
    (folder / "corpus" / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    building.build(Inputs((folder / "corpus",)), folder / "cache", jobs=1)
    return Corpus.open(folder / "cache")


def id_of(corpus: Corpus, record: str) -> str:
    table = corpus.view().articles(limit=0)
    return str(table[table["record"] == record]["id"].iloc[0])


def test_a_quotation_is_shown_as_each_outlet_trimmed_it(printed: Corpus) -> None:
    table = printed.view().quotations(id_of(printed, "a"))
    trimmed = table[table["text"].str.contains("كالمعتاد")]
    assert trimmed["quotation"].nunique() == 1
    assert trimmed["id"].tolist() == [id_of(printed, "a"), id_of(printed, "b")]
    assert trimmed["kept"].tolist()[0] == 1 > trimmed["kept"].tolist()[1]
    for row in table.itertuples():
        assert printed.generation.body(printed.generation.row_of(row.id))[row.start : row.end] == row.text


def test_a_story_is_compared_with_the_first_that_printed_it(printed: Corpus) -> None:
    a, b = id_of(printed, "a"), id_of(printed, "b")
    view = printed.view()
    table = view.passages(b)
    assert table["other"].unique().tolist() == [a]
    assert table["kind"].tolist() == [SAME, CHANGED, SAME]
    for one, other in ((a, None), (a, b), (b, a)):
        table = view.passages(one, other, words=True)
        bodies = {id: printed.generation.body(printed.generation.row_of(id)) for id in (a, b)}
        for row in table.itertuples():
            assert bodies[row.id][row.start : row.end] == row.text
            assert bodies[row.other][row.other_start : row.other_end] == row.other_text
    assert table[table["kind"] == ADDED]["other_text"].tolist() == ["هذا الشهر"]
    assert len(view.passages(a, limit=1)) == 1


def test_articles_that_share_nothing_are_compared_when_both_are_named(printed: Corpus) -> None:
    view = printed.view()
    assert SAME not in set(view.passages(id_of(printed, "a"), id_of(printed, "c"))["kind"])
    with pytest.raises(CallError, match="Name the other"):
        view.passages(id_of(printed, "c"))
    for call in (lambda: view.passages("nobody"), lambda: view.passages(id_of(printed, "a"), "nobody"), lambda: view.quotations("nobody")):
        with pytest.raises(CallError, match="nobody"):
            call()
