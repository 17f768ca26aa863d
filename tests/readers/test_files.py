"""Files that are no articles: every one ends in a refusal, and none holds anybody up."""

import os
import struct
import zipfile
from pathlib import Path

import pytest

from dashboard.readers import Limits
from dashboard.readers.inputs import input_files

from .conftest import ReadFile


@pytest.fixture
def special(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "fifo.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "out.txt").symlink_to("/etc/hostname")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "notes.docx").write_bytes(b"x")
    (tmp_path / "none").write_bytes(b"x")
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "linked").symlink_to("/etc")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("fifo.txt", "not_a_file"),
        ("loop.txt", "not_a_file"),
        ("zero.txt", "not_a_file"),
        ("out.txt", "not_a_file"),
        ("folder.txt", "not_a_file"),
        ("gone.txt", "not_a_file"),
        ("notes.docx", "unknown_format"),
        ("none", "unknown_format"),
        ("empty.csv", "empty"),
        ("linked", "not_a_file"),
    ],
)
def test_what_is_no_readable_file_is_refused_once(
    name: str, reason: str, special: Path, read_file: ReadFile
) -> None:
    result = read_file(special / name)
    assert ([refusal.reason for refusal in result.refusals], result.articles) == ([reason], [])


def test_every_name_is_listed_as_text_and_a_linked_folder_by_its_own(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xe9.txt")).touch()
    (tmp_path / "loop").symlink_to(".")
    assert [name for _, name in input_files([tmp_path])] == ["loop", "\\xe9.txt"]


def test_a_link_within_the_corpus_is_followed(tmp_path: Path, read_file: ReadFile) -> None:
    (tmp_path / "a.txt").write_text(
        "عنوان\n\nأقر مجلس المدينة خطة لتوسعة الميناء القديم تشمل بناء رصيف جديد.", encoding="utf-8"
    )
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert len(read_file(tmp_path / "b.txt").articles) == 1


def test_a_text_beyond_the_cap_is_refused_unread(tmp_path: Path, read_file: ReadFile) -> None:
    (tmp_path / "a.txt").write_text("كلمة " * 10_000, encoding="utf-8")
    (tmp_path / "b.txt").write_text("كلمة\n" * 300, encoding="utf-8")
    assert read_file(tmp_path / "a.txt", limits=Limits(record=1000)).refusals[0].reason == "too_large"
    assert read_file(tmp_path / "b.txt", limits=Limits(lines=200)).refusals[0].reason == "too_large"


def test_a_member_that_lies_before_its_archive_is_refused_and_the_others_load(tmp_path: Path, read_file: ReadFile) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("first.txt", "second.txt"):
            archive.writestr(name, "عنوان الخبر هنا\n\nأقر مجلس المدينة، مساء الاثنين، خطة لتوسعة الميناء القديم تشمل بناء رصيف جديد.\n")
    data, shift = bytearray((tmp_path / "a.zip").read_bytes()), 10
    second, end = data.rindex(b"PK\1\2"), data.rindex(b"PK\5\6")
    for at in (second + 42, end + 16):
        struct.pack_into("<L", data, at, struct.unpack_from("<L", data, at)[0] + shift)
    (tmp_path / "a.zip").write_bytes(data)
    result = read_file(tmp_path / "a.zip")
    assert [(one.reason, one.member) for one in result.refusals] == [("bad_archive", "first.txt")]
    assert [one.title for one in result.articles] == ["عنوان الخبر هنا"]


def test_a_feed_without_entries_is_refused_as_empty(tmp_path: Path, read_file: ReadFile) -> None:
    (tmp_path / "a.rss").write_text("<rss version='2.0'><channel><title>ص</title></channel></rss>", "utf-8")
    assert [one.reason for one in read_file(tmp_path / "a.rss").refusals] == ["empty"]
