"""Records of JSONL and CSV files."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.readers import (
    Chunk,
    Evidence,
    Knowledge,
    Limits,
    Outlets,
    chunks,
    learn,
    needs_rereading,
    read,
)
from dashboard.records import Article

from .conftest import ReadFile, Result

ReadText = Callable[..., Result]
BODY = "افتتح وزير الثقافة سامي الراوي معرض الكتاب في العاصمة بحضور عدد كبير من الناشرين."


def lines(*records: dict[str, object]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def test_a_record_is_an_article_with_its_fields(read_text: ReadText) -> None:
    record = {"id": 7, "source": "Aawsat", "date": "2020-10-01T08:00:00Z", "title": " معرض الكتاب ", "text": BODY, "url": "https://x.example/1", "author": ["منى"], "section": "ثقافة"}  # fmt: skip
    (article,) = read_text(lines(record), "a.jsonl").articles
    assert article == Article(
        "a.jsonl", 1, "asharq-al-awsat", "معرض الكتاب", BODY, "7", datetime.date(2020, 10, 1), "2020-10-01T08:00:00Z", "record",
        None, "منى", "ثقافة", "https://x.example/1", "ar",
    )  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        "المعرف,المصدر,التاريخ,العنوان,النص",
        "id,source,published_at,headline,content",
        "ID;Outlet;Date;Title;Body",
    ],
)
def test_headers_are_understood_in_both_languages(header: str, read_text: ReadText) -> None:
    row = (";" if ";" in header else ",").join(["1", "الجزيرة", "13/11/2020", "معرض", BODY.replace("،", "")])
    (article,) = read_text(f"{header}\n{row}\n", "a.csv").articles
    assert (article.record, article.source, article.date, article.title) == (
        "1",
        "al-jazeera",
        datetime.date(2020, 11, 13),
        "معرض",
    )


def test_an_unknown_outlet_gets_a_stable_slug_and_keeps_its_name(read_text: ReadText) -> None:
    result = read_text(lines({"source": "صحيفة النور", "text": BODY}), "a.jsonl")
    assert result.articles[0].source == "shyfh-alnwr"
    assert result.facts[0].source_names == (("shyfh-alnwr", "صحيفة النور"),)


@pytest.mark.parametrize(
    ("text", "body", "source", "origin"),
    [
        pytest.param(f"القاهرة (رويترز) - {BODY}", BODY, "unknown", "reuters", id="agency dateline"),
        pytest.param(f"(CNN) -- {BODY}", BODY, "cnn-arabic", None, id="outlet dateline"),
        pytest.param(f"{BODY}\nالمصدر: الأناضول", BODY, "unknown", "anadolu", id="source line"),
        pytest.param(f"{BODY} (أ ف ب)", BODY, "unknown", "afp", id="closing bracket"),
        pytest.param(f"{BODY}\n// انتهى //\n12:30 ت م", BODY, "unknown", None, id="end sign"),
        pytest.param(
            f"قالت مصادر (في المدينة) - {BODY}",
            f"قالت مصادر (في المدينة) - {BODY}",
            "unknown",
            None,
            id="no agency",
        ),
    ],
)
def test_dateline_and_agency_tail_are_read_logged_and_removed(
    text: str, body: str, source: str, origin: str | None, read_text: ReadText
) -> None:
    (article,) = read_text(lines({"text": text}), "a.jsonl").articles
    assert (article.body, article.source, article.origin) == (body, source, origin)
    assert bool(article.removed) == (text != body)


def test_each_line_that_is_no_record_is_refused_with_its_line(read_text: ReadText) -> None:
    text = (
        lines({"text": BODY})
        + "{broken\nnull\n\n"
        + lines({"title": "بلا نص", "text": " "}, {"other": 1})
        + "[" * 5000
        + "\n"
    )
    result = read_text(text, "a.jsonl")
    assert len(result.articles) == 1
    assert [(refusal.line, refusal.reason) for refusal in result.refusals] == [
        (2, "bad_record"), (3, "bad_record"), (5, "no_text"), (6, "bad_record"), (7, "bad_record"),
    ]  # fmt: skip


def test_lenient_json_is_mended_and_flagged(read_text: ReadText) -> None:
    text = '{"title": NaN, "text": "' + BODY + '"}\n{"title": "a\\ud800b\\u0000", "text": "' + BODY + '"}\n'
    first, second = read_text(text, "a.jsonl").articles
    assert first.title is None
    assert (second.title, set(second.warnings)) == ("a\ufffdb", {"invalid_bytes", "nul_removed"})


def test_chunks_of_a_file_give_what_the_whole_gives(
    tmp_path: Path, outlets: Outlets, read_file: ReadFile
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        lines(*({"id": str(n), "text": f"{BODY} {n}" * (1 + n % 5)} for n in range(500))), encoding="utf-8"
    )
    pieces = chunks(path, "a.jsonl", size=10_000)
    cut = [
        item
        for piece in pieces
        for item in read(piece, outlets=outlets, knowledge=Knowledge(), limits=Limits())
        if isinstance(item, Article)
    ]
    assert len(pieces) > 5
    assert cut == read_file(path).articles
    assert [article.part for article in cut] == list(range(1, 501))


def test_a_cut_never_falls_inside_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * 70 + b"\n" + b"y\n" * 30 + b"last")
    for size in range(1, 140):
        pieces = chunks(path, "a.jsonl", size=size)
        data = path.read_bytes()
        assert b"".join(data[piece.offset : piece.offset + piece.length] for piece in pieces) == data
        assert all(data[piece.offset - 1 : piece.offset] in (b"", b"\n") for piece in pieces)
        assert [piece.first_line for piece in pieces] == [
            data[: piece.offset].count(b"\n") + 1 for piece in pieces
        ]


@pytest.mark.parametrize(
    ("text", "titles", "refused"),
    [
        pytest.param(
            f'id,title,text\n1,"مفتوح,{BODY}\n2,ب,{BODY}\n3,ج,{BODY}\n',
            ["ب", "ج"],
            [(2, "unclosed_quote")],
            id="unclosed quote",
        ),
        pytest.param(
            f'title,text\nأ,"{BODY}\n{BODY}"\nب,{BODY}\n', ["أ", "ب"], [], id="line break in quotes"
        ),
        pytest.param(f"sep=;\ntitle;text\nأ;{BODY}\n", ["أ"], [], id="sep line"),
        pytest.param(f"title,title,text,TEXT,,\nأ,ب,{BODY},x,,\n", ["أ"], [], id="first of equal headers"),
        pytest.param("title,text\nأ,\n", [], [(2, "no_text")], id="no body"),
        pytest.param(
            ",".join(f"c{n}" for n in range(2000)) + "\n", [], [(1, "too_many_columns")], id="columns"
        ),
        pytest.param("title,text\n", [], [(None, "empty")], id="header alone"),
        pytest.param(f"title,text\nأ,{BODY}{',' * 2000}\nب,{BODY}\n", ["ب"], [(2, "too_many_columns")], id="one row too wide"),
    ],
)
def test_csv_rows_are_articles_or_refusals(
    text: str, titles: list[str], refused: list[tuple[int | None, str]], read_text: ReadText
) -> None:
    result = read_text(text, "a.csv")
    assert [article.title for article in result.articles] == titles
    assert [(refusal.line, refusal.reason) for refusal in result.refusals] == refused


def test_cells_beyond_the_columns_are_flagged(read_text: ReadText) -> None:
    assert read_text(f"title,text\nأ,{BODY},زائد\n", "a.csv").warnings == {"extra_cells"}
    assert read_text(f"title,text\nأ,{BODY},,\n", "a.csv").warnings == set()


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_arabic_that_begins_late_is_read_in_its_own_encoding(name: str, tmp_path: Path, read_file: ReadFile) -> None:
    ascii_line, arabic = (("a,b\n", f"title,text\nع,{BODY}\n") if name == "a.csv" else (lines({"text": "a"}), lines({"title": "ع", "text": BODY})))
    text = arabic.splitlines(keepends=True)
    (tmp_path / name).write_bytes(("".join(text[:-1]) + ascii_line * 20_000 + text[-1]).encode("cp1256"))
    assert read_file(tmp_path / name).articles[-1].body == BODY


def test_a_field_beyond_the_cap_is_refused_and_the_next_row_loads(read_text: ReadText) -> None:
    text = f'title,text\nأ,"{"ا" * 3000}\n{"ب" * 3000}"\nب,{BODY}\n'
    result = read_text(text, "a.csv", limits=Limits(record=2000))
    assert [article.title for article in result.articles] == ["ب"]
    assert [refusal.reason for refusal in result.refusals] == ["too_large"]


def test_a_line_beyond_the_cap_is_refused_and_the_next_loads(read_text: ReadText) -> None:
    result = read_text(lines({"text": "ا" * 5000}, {"text": BODY}), "a.jsonl", limits=Limits(record=4000))
    assert ([refusal.line for refusal in result.refusals], len(result.articles)) == ([1], 1)


def test_an_ambiguous_date_is_settled_by_the_outlets_own_dates(read_text: ReadText) -> None:
    records = [{"source": "النور", "date": date, "text": BODY} for date in ("03/04/2020", "25/04/2020")]
    result = read_text(lines(*records), "a.jsonl")
    assert [article.date for article in result.articles] == [None, datetime.date(2020, 4, 25)]
    assert "ambiguous_date" in result.articles[0].warnings
    known = learn(result.evidence)
    assert needs_rereading(result.evidence[0], known)
    assert read_text(lines(*records), "a.jsonl", knowledge=known).articles[0].date == datetime.date(
        2020, 4, 3
    )


def test_what_is_learnt_does_not_depend_on_the_order_of_files() -> None:
    pieces = [Evidence(f"{n}", (1, n), (n, n + 50, n + 90), (("a", "dmy", n),), ("b",)) for n in range(1, 7)]
    assert learn(pieces).fingerprint() == learn(reversed(pieces)).fingerprint()
    assert learn(pieces).repeated == {1}


def test_copies_of_one_text_teach_nothing() -> None:
    pieces = [Evidence(f"{n}", (1, 2, 3), (n, 77, n + 90)) for n in range(10)]
    assert learn(pieces).repeated == frozenset()


def test_files_that_hold_one_paragraph_are_copies_of_it() -> None:
    pieces = [Evidence(f"{n}", (7, n + 10), (7, 7, 7)) for n in range(10)]
    assert learn(pieces).repeated == frozenset()


def test_a_chunk_may_travel_between_processes(tmp_path: Path) -> None:
    import pickle

    chunk = Chunk(tmp_path / "a.jsonl", "a.jsonl", 0, 10, 1, "utf-8")
    assert pickle.loads(pickle.dumps(chunk)) == chunk


def test_a_year_beyond_every_calendar_costs_its_date_alone(read_text: ReadText) -> None:
    result = read_text(lines({"text": BODY, "date": "Fri, 13 Nov 99999999999999999999 10:00:00 GMT"}, {"text": BODY[::-1]}), "a.jsonl")
    assert [one.date for one in result.articles] == [None, None]
