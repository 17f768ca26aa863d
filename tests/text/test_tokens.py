"""The tokeniser's promises, and its equality with the plain-Python twin."""

import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.text.characters import FIRST_WORD
from dashboard.text.sentences import paragraph_numbers, sentence_numbers
from dashboard.text.tokens import (
    IN_MARKS,
    NEWLINE_BEFORE,
    SENTENCE_START,
    SPACE_BEFORE,
    TokenStream,
    tokenise,
)
from dashboard.text.vocabulary import TypeTable

_spec = importlib.util.spec_from_file_location("plain_tokeniser", Path(__file__).with_name("plain_tokeniser.py"))
assert _spec is not None
assert _spec.loader is not None
plain = importlib.util.module_from_spec(_spec)
sys.modules["plain_tokeniser"] = plain
_spec.loader.exec_module(plain)

ALPHABET = "ابتقلمنيوةىءأإآؤئ" + "ًَُِّْـ" + "پچکیہ" + "abZ019٠٣۵" + "  \n\u00a0" + ".,،؛:!؟…" + '«»"“”()[]-/%#@_' + "\u200b\u200c\u200e\u202b\u00ad" + "😀字"
TEXTS = st.text(st.sampled_from(ALPHABET), max_size=80) | st.text(max_size=40)


def stream_of(text: str, title: str | None = None, types: TypeTable | None = None) -> tuple[TokenStream, TypeTable]:
    table = types or TypeTable()
    return tokenise(pa.array([title], pa.large_string()), pa.array([text], pa.large_string()), table), table


def said(text: str) -> list[plain.Token]:
    stream, types = stream_of(text)
    forms = [types.text(i) if i >= FIRST_WORD else i for i in stream.type.tolist()]
    flags = (stream.flags & (SPACE_BEFORE | NEWLINE_BEFORE)).tolist()
    return [plain.Token(*row) for row in zip(forms, stream.start.tolist(), stream.length.tolist(), flags, strict=True)]


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_the_kernel_equals_its_plain_twin(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert said(text) == plain.tokens(text)


def test_the_kernel_equals_its_plain_twin_on_real_news(shared: Path) -> None:
    with (shared / "dev" / "news.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for _, line in zip(range(120), lines, strict=False)]
    assert [said(text) for text in texts] == [plain.tokens(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("قال د. محمد", ["قال", "د", "محمد"], id="abbreviation"),
        pytest.param("وكالة أ.ف.ب. نقلت", ["وكالة", "أ.ف.ب", "نقلت"], id="dotted acronym"),
        pytest.param("بلغ 3.5 و1,000", ["بلغ", "3.5", "و1,000"], id="numbers"),
        pytest.param("https://x.example/أ?b=1، نعم", ["https://x.example/أ?b=1", "نعم"], id="url"),
        pytest.param("a@b.example #وسم_كبير @someone", ["a@b.example", "#وسم_كبير", "@someone"], id="addresses"),
        pytest.param("مح\u200cمد كتـاب", ["محمد", "كتـاب"], id="invisible signs go, tatweel stays"),
        pytest.param("إس-400", ["إس", "400"], id="hyphen"),
    ],
)
def test_words_are_cut_as_news_writes_them(text: str, words: list[str]) -> None:
    stream, types = stream_of(text)
    assert [types.text(i) for i in stream.type.tolist() if i >= FIRST_WORD] == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("جاء. ذهب؟ نعم! حسنا… انتهى", ["جاء.", "ذهب؟", "نعم!", "حسنا…", "انتهى"], id="ends"),
        pytest.param("قال د. محمد نعم. ثم", ["قال د. محمد نعم.", "ثم"], id="abbreviation"),
        pytest.param("قالت أ.ف.ب. إن السفن عادت. وعاد أ.د. سامي. ثم", ["قالت أ.ف.ب. إن السفن عادت.", "وعاد أ.د. سامي.", "ثم"], id="abbreviation of letters"),
        pytest.param("نقلا عن (د.ب.أ). ثم قال: أ.ف.ب. وعاد 2.5. ثم ٢.٥. نعم", ["نقلا عن (د.ب.أ).", "ثم قال: أ.ف.ب.", "وعاد 2.5.", "ثم ٢.٥.", "نعم"], id="where one ends a sentence"),
        pytest.param("بلغ 3.5 نقاط", ["بلغ 3.5 نقاط"], id="decimal"),
        pytest.param("قال: «نعم. لا نريد». ثم", ["قال: «نعم.", "لا نريد».", "ثم"], id="a stop inside marks, words after"),
        pytest.param("قال «نعم.» ثم ذهب. عاد", ["قال «نعم.» ثم ذهب.", "عاد"], id="a stop that the mark follows"),
        pytest.param("سطر\nسطر آخر", ["سطر", "سطر آخر"], id="line end"),
        pytest.param("1. بند أول\n2. بند ثان", ["1. بند أول", "2. بند ثان"], id="numbered lines"),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    stream, _ = stream_of(text)
    starts = stream.start[(stream.flags & SENTENCE_START) != 0].tolist()
    assert [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)] == sentences


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        pytest.param("قال «نعم» ثم", ["نعم"], id="guillemets"),
        pytest.param('قال "نعم" ثم', ["نعم"], id="straight"),
        pytest.param("قال ”نعم“ ثم", ["نعم"], id="curly, the wrong way round"),
        pytest.param('قال " نعم" و"لا" ثم', ["نعم", "لا"], id="stray space, proclitic"),
        pytest.param("قال «أول\nثان» ثم", ["أول", "ثان"], id="over a line end"),
        pytest.param('قال "أول\nثان ثم', [], id="an unclosed straight mark"),
        pytest.param("قال »نعم« ثم", ["نعم"], id="guillemets, the wrong way round"),
    ],
)
def test_quotation_marks_pair(text: str, inside: list[str]) -> None:
    stream, types = stream_of(text)
    marked = (stream.flags & IN_MARKS) != 0
    assert [types.text(i) for i in stream.type[marked].tolist() if i >= FIRST_WORD] == inside


@given(st.lists(st.tuples(st.none() | TEXTS, TEXTS), max_size=5))
@settings(max_examples=100, deadline=None)
def test_documents_of_a_batch_do_not_touch(documents: list[tuple[str | None, str]]) -> None:
    clean = [tuple(t if t is None else t.encode("utf-8", "replace").decode() for t in pair) for pair in documents]
    types = TypeTable()
    together = tokenise(pa.array([t for t, _ in clean], pa.large_string()), pa.array([b for _, b in clean], pa.large_string()), types)
    for i, (title, body) in enumerate(clean):
        alone, _ = stream_of(str(body), title, types)
        span = slice(together.parts[2 * i], together.parts[2 * i + 2])
        for name in ("type", "start", "length", "flags"):
            assert getattr(together, name)[span].tolist() == getattr(alone, name).tolist()


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_offsets_count_code_points_and_sentences_cover_every_word(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    stream, _ = stream_of(text)
    ends = stream.start + stream.length
    assert (stream.start[1:] >= ends[:-1]).all()
    assert not len(ends) or ends[-1] <= len(text)
    words = stream.type >= FIRST_WORD
    if words.any():
        first = int(np.argmax(words))
        assert (stream.flags[: first + 1] & SENTENCE_START).any()
    assert (np.diff(sentence_numbers(stream.parts, stream.flags)) >= 0).all()
    assert (np.diff(paragraph_numbers(stream.parts, stream.flags)) >= 0).all()


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_pairs_are_mutual_and_ordered(text: str) -> None:
    stream, _ = stream_of(text.encode("utf-8", "replace").decode())
    for i, partner in enumerate(stream.pair.tolist()):
        assert partner == -1 or (stream.pair[partner] == i and partner != i)


def test_malformed_bytes_are_not_read_past_the_end() -> None:
    bad = b"\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8"
    offsets = pa.py_buffer(np.array([0, len(bad)], np.int64))
    bodies = pa.LargeStringArray.from_buffers(1, offsets, pa.py_buffer(bad))
    types = TypeTable()
    stream = tokenise(pa.array([None], pa.large_string()), bodies, types)
    assert types.text(int(stream.type[0])) == "مرحب"
    assert len(stream.type) == 2


def test_a_small_table_grows_without_losing_a_type() -> None:
    types = TypeTable(words=64, arena=256)
    words = [f"كلمة{i}" for i in range(5_000)]
    stream, _ = stream_of(" ".join(words), types=types)
    assert [types.text(i) for i in stream.type.tolist()] == words
    again, _ = stream_of(" ".join(words), types=types)
    assert again.type.tolist() == stream.type.tolist()


def test_strings_entered_as_a_column_have_the_ids_of_the_same_words_in_a_text() -> None:
    types = TypeTable(words=64, arena=256)
    words = [*(f"كلمة{i}" for i in range(3_000)), "ب", "باب", "مكتب1234", "مكتبة" * 9, "مكتبة" * 8 + "مكتبى"]
    ids = types.enter(pa.array(words[::-1], pa.large_string()))
    stream, _ = stream_of(" ".join(words), types=types)
    assert stream.type.tolist() == ids[::-1].tolist()
    assert types.texts() == words[::-1]
