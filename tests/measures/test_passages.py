"""Passages: what another version of a story kept, added, cut and changed."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import building
from dashboard.building import Inputs
from dashboard.corpus import Corpus
from dashboard.measures.passages import ADDED, CHANGED, CUT, SAME, Passage, passages, quotations

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
    ],
)
def test_each_sentence_is_kept_added_cut_or_changed(one: str, other: str, kinds: list[str]) -> None:
    assert [passage.kind for passage in passages(one, other)] == kinds


def test_a_changed_sentence_says_which_words() -> None:
    other = SECOND.replace("سمير الوالي ", "").replace("كالمعتاد", "ببطء شديد")
    (changed,) = passages(SECOND, other)
    said = [(word.kind, SECOND[word.start : word.end], other[word.other_start : word.other_end]) for word in changed.words]
    assert [one for one in said if one[0] != SAME] == [(CUT, "سمير الوالي", ""), (CHANGED, "كالمعتاد", "ببطء شديد")]


def in_order(found: list[Passage] | tuple[Passage, ...]) -> bool:
    ours = [(passage.start, passage.end) for passage in found if passage.end > passage.start]
    theirs = [(passage.other_start, passage.other_end) for passage in found if passage.other_end > passage.other_start]
    return all(a[1] <= b[0] for spans in (ours, theirs) for a, b in pairwise(spans))


TEXTS = st.lists(st.lists(st.sampled_from("سفينة ميناء قمح نهر جسر مدير عمل".split()), min_size=1, max_size=6), max_size=6).map(lambda texts: " ".join(" ".join(words) + "." for words in texts))


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_passages_stand_in_order_and_hold_every_word_of_both(one: str, other: str) -> None:
    found = passages(one, other)
    assert in_order(found)
    assert all(in_order(passage.words) for passage in found)
    assert "".join(one[passage.start : passage.end] for passage in found).replace(" ", "") == one.replace(" ", "")
    assert "".join(other[passage.other_start : passage.other_end] for passage in found).replace(" ", "") == other.replace(" ", "")
    assert {passage.kind for passage in passages(one, one)} <= {SAME}


def test_a_quotation_is_shown_as_each_outlet_trimmed_it(tmp_path: Path) -> None:
    frame = "وصلت السفينة إلى الميناء صباح اليوم محملة بالقمح من الموسم الجديد بعد رحلة طويلة عبر البحر. وقال سمير الوالي إن «{}». وتعود السفينة غدا إلى البلاد التي جاءت منها بعد أن تفرغ حمولتها كلها في المخازن القريبة."
    whole = "العمل يسير كالمعتاد ولن تتأخر سفينة واحدة عن موعدها هذا الشهر"
    versions = {"a": whole, "b": "العمل يسير كالمعتاد ولن تتأخر سفينة واحدة"}
    folder = tmp_path / "corpus"
    folder.mkdir()
    lines = [json.dumps({"id": name, "source": f"صحيفة {name}", "date": "2024-01-01", "title": "سفينة", "text": frame.format(quote)}, ensure_ascii=False) for name, quote in versions.items()]
    (folder / "a.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    building.build(Inputs((folder,)), tmp_path / "cache", jobs=1)
    corpus = Corpus.open(tmp_path / "cache")
    ids = corpus.generation.table("articles")["id"].to_pylist()
    names = corpus.generation.table("articles")["record"].to_pylist()
    table = quotations(corpus.view(), ids[names.index("a")])
    trimmed = table[table["text"].str.startswith("العمل")]
    assert trimmed["quotation"].nunique() == 1
    assert trimmed["text"].tolist() == list(versions.values())
    assert trimmed["kept"].tolist()[0] == 1 > trimmed["kept"].tolist()[1]
    for row in table.itertuples():
        assert corpus.generation.body(corpus.generation.row_of(row.id))[row.start : row.end] == row.text
