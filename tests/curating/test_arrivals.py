"""Files from outside are understood before they are kept, and kept under names that can do no harm."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.curating import arrivals
from dashboard.curating.arrivals import Arrival
from dashboard.curating.files import undo
from dashboard.errors import CallError
from dashboard.readers.evidence import Knowledge
from dashboard.readers.inputs import is_input
from dashboard.readers.limits import Limits
from dashboard.readers.outlets import Outlets

BODY = "وصل الوفد إلى المدينة صباح اليوم والتقى أعضاء اللجنة المشتركة في مقرها، وبحث الجانبان خطة العمل للعام المقبل.\nوقال رئيس اللجنة إن العمل سيبدأ في الربيع بعد أن تكتمل الدراسات التي كلفت بها مكاتب محلية، وإن النتائج ستعلن."


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        pytest.param("أخبار 2024-03-01.txt", "أخبار 2024-03-01.txt", id="as it is"),
        pytest.param("../../etc/passwd.txt", "passwd.txt", id="a way out"),
        pytest.param("C:\\news\\a.csv", "a.csv", id="another system's path"),
        pytest.param(".hidden.txt", "hidden.txt", id="a dot file"),
        pytest.param("a\u202etxt.jsonl\x00\n", "atxt.jsonl", id="signs that mislead"),
        pytest.param("README.txt", "file-README.txt", id="a name that is no input"),
        pytest.param("...", "file", id="nothing but dots"),
        pytest.param("ن" * 300 + ".txt", "ن" * 75 + ".txt", id="too long"),
        pytest.param('a<b>:"c|?*.html', "abc.html", id="signs that other systems refuse"),
        pytest.param("pages.warc.gz", "pages.warc.gz", id="two endings"),
    ],
)
def test_a_stored_name_is_safe(name: str, stored: str) -> None:
    assert arrivals.safe_name(name) == stored


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_can_be_stored_and_is_read(name: str) -> None:
    stored = arrivals.safe_name(name)
    assert "/" not in stored
    assert "\\" not in stored
    assert len(stored.encode()) <= 200
    assert not stored.startswith(".")
    assert is_input(f"added/{stored}")
    assert arrivals.safe_name(stored) == stored


def test_names_that_meet_are_told_apart_whatever_their_case() -> None:
    given = arrivals.arrivals([("a.txt", b"1"), ("x/A.txt", b"2"), ("b.warc.gz", b"3"), ("b.warc.gz", b"4"), ("c", b"5"), ("c", b"6")])
    assert [one.name for one in given] == ["a.txt", "A-2.txt", "b.warc.gz", "b-2.warc.gz", "c", "c-2"]


def test_too_many_files_or_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "MOST_BYTES", 10)
    with pytest.raises(CallError, match="at once"):
        arrivals.arrivals([("a.txt", b"123456"), ("b.txt", b"123456")])
    with pytest.raises(CallError, match="at most 500"):
        arrivals.arrivals([("a.txt", b"")] * 501)


def understood(files: list[tuple[str, bytes]], scratch: Path, **options: object) -> arrivals.Understood:
    return arrivals.understood(
        arrivals.arrivals(files), scratch, outlets=Outlets.load(), knowledge=Knowledge(), limits=Limits(), **options,  # type: ignore[arg-type]
    )  # fmt: skip


def zipped(**members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return held.getvalue()


def test_files_are_understood_with_what_was_removed_and_refused_and_nothing_stays(tmp_path: Path) -> None:
    found = understood(
        [
            ("page.txt", f"عنوان المقال هنا\n\nشارك المقال\n{BODY}\n".encode()),
            ("news.jsonl", (json.dumps({"title": "خبر", "text": BODY, "date": "2024-03-05"}, ensure_ascii=False) + "\n{broken\n").encode()),
            ("pages.zip", zipped(**{"in.txt": f"عنوان آخر هنا\n\n{BODY}\n"})),
            ("picture.png", b"\x89PNG\r\n"),
            ("nothing.txt", b""),
        ],
        tmp_path / "cache" / "incoming",
    )
    assert [(one.file, one.title, one.date and one.date.isoformat()) for one in found.articles] == [
        ("added/page.txt", "عنوان المقال هنا", None), ("added/news.jsonl", "خبر", "2024-03-05"), ("added/pages.zip/in.txt", "عنوان آخر هنا", None),
    ]  # fmt: skip
    assert [line.text for line in found.articles[0].removed] == ["شارك المقال"]
    assert {(one.path, one.reason) for one in found.refused} == {
        ("added/news.jsonl", "bad_record"), ("added/picture.png", "unknown_format"), ("added/nothing.txt", "empty"),
    }  # fmt: skip
    assert list((tmp_path / "cache" / "incoming").iterdir()) == []


def test_reading_stops_where_it_is_told_to(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"text": f"{BODY} {number}"}, ensure_ascii=False) for number in range(30))
    found = understood([("news.jsonl", lines.encode()), ("more.jsonl", lines.encode())], tmp_path, most=10)
    assert (len(found.articles), found.more) == (10, True)


def test_a_line_that_new_pages_repeat_is_learnt_from_them(tmp_path: Path) -> None:
    words = [f"{'ابتثجحخدذرز'[at]}لمة" for at in range(6)]
    pages = [(f"{at}.txt", f"عنوان {word} هنا\n\nقالت {word} {BODY}\nسطر لا يقول شيئا هنا\nوختمت {word} {BODY}\n".encode()) for at, word in enumerate(words)]
    found = understood(pages, tmp_path)
    assert {line.rule for one in found.articles for line in one.removed} == {"repetition across files"}


def test_kept_files_stand_under_added_and_are_gone_again_after_undo(tmp_path: Path) -> None:
    given = arrivals.arrivals([("a.txt", b"one"), ("b.txt", b"two")])
    change = arrivals.keep(given, [tmp_path], {})
    assert {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.txt")} == {"added/a.txt": b"one", "added/b.txt": b"two"}
    undo(change)
    assert list(tmp_path.rglob("*.txt")) == []


def test_what_the_corpus_has_is_left_out_and_a_taken_name_keeps_both_unless_told(tmp_path: Path) -> None:
    arrivals.keep([Arrival("a.txt", b"one"), Arrival("b.txt", b"two")], [tmp_path], {})
    known = {Arrival("", b"two").sha256: "added/b.txt"}
    given = [Arrival("a.txt", b"three"), Arrival("c.txt", b"two")]
    assert arrivals.standing(given, [tmp_path], known) == {"a.txt": ("taken", "added/a.txt"), "c.txt": ("known", "added/b.txt")}
    arrivals.keep(given, [tmp_path], known)
    assert {path.name: path.read_bytes() for path in (tmp_path / "added").iterdir()} == {"a.txt": b"one", "b.txt": b"two", "a-2.txt": b"three"}
    change = arrivals.keep([Arrival("a.txt", b"four")], [tmp_path], known, replacing=True)
    assert (tmp_path / "added/a.txt").read_bytes() == b"four"
    undo(change)
    assert (tmp_path / "added/a.txt").read_bytes() == b"one"


def test_a_folder_that_leads_out_of_the_corpus_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "corpus/added").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CallError, match="leads out"):
        arrivals.keep([Arrival("a.txt", b"one")], [tmp_path / "corpus"], {})
    assert list((tmp_path / "elsewhere").iterdir()) == []
