"""Building: the same corpus gives the same generation, whatever was built before, where, and by how many."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard import building
from dashboard.building import Inputs, Report
from dashboard.cache import layout
from dashboard.corpus import Corpus
from dashboard.errors import CacheError, CallError
from dashboard.measures import articles, terms

OUTLETS = ("صحيفة الميناء", "صحيفة الجسر", "صحيفة المنار")


def record(number: int, text: str | None = None) -> str:
    body = text or (
        f"أعلنت وزارة النقل أن الميناء رقم {number} استقبل سفنا من تركيا ومصر. وقال المتحدث باسم الوزارة إن «الحركة عادت إلى طبيعتها».\n"
        f"وزار وفد من الأمم المتحدة المدينة {number}، ورافقه صحفيون من فرنسا."
    )
    said = {"id": f"r{number}", "source": OUTLETS[number % 3], "date": f"2024-1{number % 3}-0{1 + number % 9}", "title": f"خبر {number}", "text": body}
    return json.dumps(said, ensure_ascii=False)


def write(folder: Path, name: str, numbers: range) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("\n".join(map(record, numbers)) + "\n", encoding="utf-8")


def built(corpus: Path, cache: Path, **options: object) -> Report:
    return building.build(Inputs((corpus,)), cache, **options)  # type: ignore[arg-type]


def outcomes(report: Report) -> dict[str, str]:
    return {row["path"]: row["outcome"] for row in report.files}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    write(folder, "a.jsonl", range(30))
    write(folder, "b.jsonl", range(30, 40))
    (folder / "page.txt").write_text("عنوان الصفحة الأولى\n\n12 أكتوبر 2024\n\n" + "افتتح رئيس البلدية جسرا جديدا فوق النهر، وحضر الافتتاح سكان من الضفتين.\n" * 2, encoding="utf-8")
    return folder


def test_an_incremental_build_equals_a_clean_one_bit_for_bit(corpus: Path, tmp_path: Path) -> None:
    built(corpus, tmp_path / "cache")
    write(corpus, "c.jsonl", range(40, 45))
    (corpus / "b.jsonl").unlink()
    write(corpus, "a.jsonl", range(28))
    later = built(corpus, tmp_path / "cache")
    clean = built(corpus, tmp_path / "fresh")
    assert later.generation == clean.generation
    assert later.articles == 28 + 5 + 1


def test_words_are_grouped_anew_where_a_file_left_and_another_spelling_became_the_commonest(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    sides = {"a.jsonl": "ناقش الإعلام الخطة", "b.jsonl": "ناقشت الاعلام الخطط", "c.jsonl": "كتبوا عن اعلام المدينة والمدن"}
    for number, (name, text) in enumerate(sides.items()):
        corpus.mkdir(exist_ok=True)
        (corpus / name).write_text("\n".join(record(100 * number + one, f"{text} مرة {one}") for one in range(3 + number)), encoding="utf-8")
    built(corpus, tmp_path / "cache")
    before = set(terms(Corpus.open(tmp_path / "cache").view(), limit=0)["term"])
    (corpus / "a.jsonl").unlink()
    (corpus / "d.jsonl").write_text("\n".join(record(900 + one, "الخطط والمدن") for one in range(20)), encoding="utf-8")
    later = built(corpus, tmp_path / "cache")
    assert set(terms(Corpus.open(tmp_path / "cache").view(), limit=0)["term"]) != before
    assert later.generation == built(corpus, tmp_path / "fresh").generation


def test_only_what_changed_is_analysed_again(corpus: Path, tmp_path: Path) -> None:
    built(corpus, tmp_path / "cache")
    before = (corpus / "a.jsonl").stat()
    write(corpus, "a.jsonl", range(29))
    os.utime(corpus / "a.jsonl", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert outcomes(built(corpus, tmp_path / "cache")) == {"a.jsonl": "articles", "b.jsonl": "unchanged", "page.txt": "unchanged"}


def test_one_process_and_two_make_the_same_generation(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_INLINE_BYTES", 0)
    one, two = (built(corpus, tmp_path / f"cache{jobs}", jobs=jobs) for jobs in (1, 2))
    assert one.generation == two.generation


def test_place_time_zone_and_order_of_files_do_not_show(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(corpus, tmp_path / "cache")
    moved = tmp_path / "elsewhere" / "news"
    moved.parent.mkdir()
    corpus.rename(moved)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    assert built(moved, tmp_path / "other").generation == first.generation


def test_a_file_that_left_the_corpus_leaves_the_generation(corpus: Path, tmp_path: Path) -> None:
    built(corpus, tmp_path / "cache")
    (corpus / "page.txt").unlink()
    built(corpus, tmp_path / "cache")
    files = set(articles(Corpus.open(tmp_path / "cache").view(), limit=0)["file"])
    assert files == {"a.jsonl", "b.jsonl"}


def test_ids_are_unique_and_the_same_in_every_build(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    twin = record(1, "نص واحد يتكرر مرتين في ملف واحد، ولا يضيع منه شيء.")
    (folder / "a.jsonl").write_text(f"{twin}\n{twin}\n{record(2)}\n", encoding="utf-8")
    built(folder, tmp_path / "cache")
    ids = articles(Corpus.open(tmp_path / "cache").view(), limit=0)["id"].tolist()
    assert len(set(ids)) == 3
    assert sum(one.endswith("-2") for one in ids) == 1
    built(folder, tmp_path / "again")
    assert set(articles(Corpus.open(tmp_path / "again").view(), limit=0)["id"]) == set(ids)


def test_a_large_file_in_pieces_numbers_its_parts_through(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    long = "كلمة في نص طويل جدا. " * 4_000
    (folder / "a.jsonl").write_text("".join(record(n, f"{n} {long}") + "\n" for n in range(80)), encoding="utf-8")
    report = built(folder, tmp_path / "cache", jobs=1)
    rows = articles(Corpus.open(tmp_path / "cache").view(), limit=0)
    assert report.articles == 80
    assert sorted(rows["part"]) == list(range(1, 81))


def test_a_refused_file_is_reported_and_the_rest_loads(corpus: Path, tmp_path: Path) -> None:
    (corpus / "picture.png").write_bytes(b"\x89PNG\r\n")
    (corpus / "empty.txt").write_bytes(b"")
    report = built(corpus, tmp_path / "cache")
    assert {(one["path"], one["reason"]) for one in report.refused} == {("picture.png", "unknown_format"), ("empty.txt", "empty")}
    assert outcomes(report)["picture.png"] == "refused"
    assert outcomes(report)["empty.txt"] == "empty"
    assert report.articles == 41


def test_the_report_says_what_is_wrong_with_the_articles_of_a_file(corpus: Path, tmp_path: Path) -> None:
    (corpus / "cut.txt").write_bytes("عنوان\n\nأعلنت وزارة النقل اليوم عن افتتاح رصيف جديد في الميناء القديم، وقال المتحدث إن العمل".encode()[:-1])
    rows = {row["path"]: row for row in built(corpus, tmp_path / "cache").files}
    assert rows["cut.txt"]["warnings"] == ["truncated"]


def test_a_corpus_of_refusals_alone_is_an_empty_generation(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    report = built(folder, tmp_path / "cache")
    view = Corpus.open(tmp_path / "cache").view()
    assert (report.articles, view.size, len(terms(view)), len(articles(view))) == (0, 0, 0, 0)


def test_a_damaged_result_of_an_earlier_build_is_made_again(corpus: Path, tmp_path: Path) -> None:
    first = built(corpus, tmp_path / "cache")
    pack = next((tmp_path / "cache" / layout.WORK).glob("*.arrow"))
    pack.write_bytes(pack.read_bytes()[:200])
    assert built(corpus, tmp_path / "cache").generation == first.generation


def test_a_second_builder_is_told_to_wait(corpus: Path, tmp_path: Path) -> None:
    with layout.builder_lock(tmp_path / "cache"), pytest.raises(CallError, match="Another build"):
        built(corpus, tmp_path / "cache")


def test_a_build_that_may_not_list_what_it_wrote_leaves_the_old_generation(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(corpus, tmp_path / "cache")
    write(corpus, "c.jsonl", range(40, 60))

    def refused(read: Callable[..., Any]) -> Callable[..., Any]:
        def of(folder: Any = ".") -> Any:
            if isinstance(folder, str | Path) and Path(folder).name.startswith("staging-"):
                raise PermissionError(errno.EACCES, "Permission denied", str(folder))
            return read(folder)

        return of

    for name in ("listdir", "scandir"):
        monkeypatch.setattr(os, name, refused(getattr(os, name)))
    with pytest.raises(PermissionError):
        built(corpus, tmp_path / "cache")
    assert layout.current(tmp_path / "cache").name == first.generation


def test_what_a_build_left_that_was_killed_beside_the_pointer_is_swept_by_the_next(corpus: Path, tmp_path: Path) -> None:
    built(corpus, tmp_path / "cache")
    left = tmp_path / "cache" / ".new-0123456789abcdef"
    left.write_text("gen-0123456789abcdef")
    built(corpus, tmp_path / "cache")
    assert not left.exists()


def test_a_reader_keeps_its_generation_while_a_newer_one_goes_live(corpus: Path, tmp_path: Path) -> None:
    built(corpus, tmp_path / "cache")
    old = Corpus.open(tmp_path / "cache")
    write(corpus, "c.jsonl", range(40, 60))
    built(corpus, tmp_path / "cache")
    assert old.view().size == 41
    assert len(articles(old.view(), limit=0, body=True)) == 41
    assert Corpus.open(tmp_path / "cache").view().size == 61


def test_a_build_that_fails_leaves_the_old_generation(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(corpus, tmp_path / "cache")
    write(corpus, "c.jsonl", range(40, 60))

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "write_generation", fails)
    with pytest.raises(OSError, match="No space"):
        built(corpus, tmp_path / "cache")
    assert layout.current(tmp_path / "cache").name == first.generation
    assert not list((tmp_path / "cache").glob("staging-*"))


def test_a_lost_or_shortened_file_of_a_generation_is_an_error_that_says_what_to_run(corpus: Path, tmp_path: Path) -> None:
    report = built(corpus, tmp_path / "cache")
    damaged = tmp_path / "cache" / report.generation / "doc_type.npy"
    damaged.write_bytes(damaged.read_bytes()[:-4])
    with pytest.raises(CacheError, match="marsad build"):
        Corpus.open(tmp_path / "cache")
    assert built(corpus, tmp_path / "cache").generation == report.generation
    assert Corpus.open(tmp_path / "cache").view().size == 41


@pytest.mark.parametrize(
    ("make", "match"),
    [
        pytest.param(lambda folder: None, "No corpus folder", id="missing"),
        pytest.param(lambda folder: folder.mkdir(), "No input files", id="empty"),
        pytest.param(lambda folder: write(folder, "README.jsonl", range(1)), "No input files", id="only a README"),
    ],
)
def test_a_corpus_without_input_is_a_wrong_call(tmp_path: Path, make: object, match: str) -> None:
    make(tmp_path / "corpus")  # type: ignore[operator]
    with pytest.raises(CallError, match=match):
        built(tmp_path / "corpus", tmp_path / "cache")
