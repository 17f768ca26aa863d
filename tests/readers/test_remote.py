"""A corpus on another filesystem reads as it would in a folder."""

import json
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard import building
from dashboard.building import Inputs
from dashboard.engines.local import Inline
from dashboard.errors import CallError
from dashboard.readers import remote

URL = "memory://news/daily"
TEXT = "أعلنت وزارة النقل أن الميناء استقبل سفنا من تركيا ومصر، وقال المتحدث باسمها إن «الحركة عادت إلى طبيعتها» بعد توقف طويل."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of several kinds, with own files and what is not input."""
    made = tmp_path / "corpus"
    (made / "2024").mkdir(parents=True)
    records = [{"id": f"r{n}", "source": "صحيفة الميناء", "date": f"2024-10-{n + 1:02}", "title": f"خبر {n}", "text": f"{n} {TEXT}"} for n in range(20)]
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records[:12])
    (made / "a.jsonl").write_text(lines, encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(records[12:]), made / "2024" / "part-0.parquet")
    (made / "2024" / "page.txt").write_text(f"عنوان الصفحة\n\n12 أكتوبر 2024\n\n{TEXT}\n", encoding="utf-8")
    (made / "empty.txt").write_bytes(b"")
    (made / "README.md").write_text("no input")
    (made / "outlets.toml").write_text('[al-mina]\nname = "صحيفة الميناء"\nregion = "EG"\n', encoding="utf-8")
    return made


@pytest.fixture
def url(folder: Path) -> Iterator[str]:
    """The same corpus in a filesystem that lives in memory."""
    memory = fsspec.filesystem("memory")
    for path in folder.rglob("*"):
        if path.is_file():
            memory.pipe_file(f"/news/daily/{path.relative_to(folder).as_posix()}", path.read_bytes())
    yield URL
    memory.rm("/news", recursive=True)


def test_a_corpus_by_url_gives_the_generation_that_its_folder_gives(folder: Path, url: str, tmp_path: Path) -> None:
    there = building.build(Inputs((), urls=(url,)), tmp_path / "there", engine=Inline(), derive=False)
    here = building.build(Inputs((folder,)), tmp_path / "here", engine=Inline(), derive=False)
    assert there.generation == here.generation
    assert (there.articles, [row["outcome"] for row in there.files]) == (21, ["articles", "articles", "articles", "empty"])


def test_what_changed_there_is_read_again_and_nothing_else(url: str, tmp_path: Path) -> None:
    inputs = Inputs((), urls=(url,))
    building.build(inputs, tmp_path, engine=Inline(), derive=False)
    fsspec.filesystem("memory").pipe_file("/news/daily/2024/page.txt", f"عنوان آخر\n\n13 أكتوبر 2024\n\n{TEXT}\n".encode())
    later = building.build(inputs, tmp_path, engine=Inline(), derive=False)
    assert {row["path"]: row["outcome"] for row in later.files} == {
        "2024/page.txt": "articles", "2024/part-0.parquet": "unchanged", "a.jsonl": "unchanged", "empty.txt": "unchanged",
    }  # fmt: skip


def test_a_piece_lies_where_it_lies_in_its_file(url: str) -> None:
    with remote.at_hand(url, "a.jsonl", scratch=None) as path:
        whole = path.read_bytes()
    with remote.at_hand(url, "a.jsonl", scratch=None, offset=300, length=200) as path, path.open("rb") as file:
        file.seek(300)
        assert file.read() == whole[300:500]
    assert not path.exists()


@pytest.mark.parametrize(
    ("place", "match"),
    [
        pytest.param("memory://nowhere", "No folder", id="no such folder"),
        pytest.param("spaceship://x/y", "Protocol not known", id="no such filesystem"),
    ],
)
def test_a_url_that_leads_nowhere_is_a_wrong_call(place: str, match: str, tmp_path: Path) -> None:
    with pytest.raises(CallError, match=match):
        building.build(Inputs((), urls=(place,)), tmp_path, engine=Inline())


def test_a_password_in_a_url_is_not_shown() -> None:
    assert remote.shown("ftp://amal:secret@host/news") == "ftp://host/news"
