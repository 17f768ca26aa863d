"""corrections.toml is changed one decision at a time, keeps its comments, and every decision can be undone."""

import datetime
from pathlib import Path

import pytest

from dashboard.curating import corrections
from dashboard.curating.files import undo
from dashboard.errors import CallError, DataFileError
from dashboard.readers.corrections import ArticleCorrection, Corrections, RestoredRule

from .conftest import CORRECTIONS


def said(corpus: Path) -> Corrections:
    return Corrections.load(corpus / "corrections.toml")


def test_lines_are_put_back_once_and_comments_stay(corpus: Path) -> None:
    lines = [("pages/one.txt", " إعلان "), (None, 'سطر "غريب" \\ هنا'), ("pages/one.txt", "إعلان")]
    assert corrections.restore_lines([corpus], lines)
    assert said(corpus).restored == {("pages/one.txt", "إعلان"), (None, 'سطر "غريب" \\ هنا')}
    text = (corpus / "corrections.toml").read_text("utf-8")
    assert text.startswith("# what the owner knows better")
    assert "# the printed edition" in text
    assert not corrections.restore_lines([corpus], lines)
    assert (corpus / "corrections.toml").read_text("utf-8") == text


def test_putting_back_what_the_owner_took_out_removes_that_entry(corpus: Path) -> None:
    corrections.restore_lines([corpus], [(None, "تابعونا")])
    assert (said(corpus).removed, said(corpus).restored) == (frozenset(), frozenset())
    corrections.restore_lines([corpus], [("a.txt", "سطر")])
    corrections.remove_lines([corpus], [("a.txt", "سطر")])
    assert (said(corpus).removed, said(corpus).restored) == ({("a.txt", "سطر")}, frozenset())


def test_a_rule_is_put_back_once(corpus: Path) -> None:
    assert corrections.restore_rule([corpus], "shape: caption", source="here")
    assert not corrections.restore_rule([corpus], "shape: caption", source="here")
    assert corrections.restore_rule([corpus], "shape: caption", file="a.txt")
    assert said(corpus).rules == {RestoredRule("shape: caption", source="here"), RestoredRule("shape: caption", file="a.txt")}


def test_a_second_correction_of_an_article_goes_into_its_entry(corpus: Path) -> None:
    corrections.correct([corpus], [ArticleCorrection("pages/one.txt", source="here"), ArticleCorrection("b.csv", part=3, source="there")])
    corrections.correct([corpus], [ArticleCorrection("pages/one.txt", undated=True)])
    assert said(corpus).articles == (
        ArticleCorrection("pages/one.txt", source="here", undated=True), ArticleCorrection("b.csv", part=3, source="there"),
    )  # fmt: skip
    corrections.correct([corpus], [ArticleCorrection("pages/one.txt", date=datetime.date(2020, 1, 2))])
    assert said(corpus).articles[0] == ArticleCorrection("pages/one.txt", source="here", date=datetime.date(2020, 1, 2))
    assert "# the printed edition" in (corpus / "corrections.toml").read_text("utf-8")


def test_a_change_is_undone_to_the_byte_unless_the_file_moved_on(corpus: Path) -> None:
    first = corrections.restore_lines([corpus], [("a.txt", "سطر")])
    second = corrections.restore_lines([corpus], [("a.txt", "آخر")])
    with pytest.raises(CallError, match="changed since"):
        undo(first)
    undo(second)
    undo(first)
    assert (corpus / "corrections.toml").read_text("utf-8") == CORRECTIONS


def test_a_file_that_was_not_there_is_gone_again_after_undo(tmp_path: Path) -> None:
    change = corrections.restore_lines([tmp_path], [("a.txt", "سطر")])
    assert (tmp_path / "corrections.toml").is_file()
    undo(change)
    assert list(tmp_path.iterdir()) == []


def test_entries_are_taken_back_by_what_they_say(corpus: Path) -> None:
    corrections.restore_lines([corpus], [("a.txt", "سطر"), ("b.txt", "سطر")])
    listed = corrections.statements([corpus])
    assert [(one.kind, one.number) for one in listed] == [("restore", 0), ("restore", 1), ("remove", 0), ("article", 0)]
    corrections.take_back([corpus], [listed[0], listed[2]])
    assert (said(corpus).restored, said(corpus).removed) == ({("b.txt", "سطر")}, frozenset())
    with pytest.raises(CallError, match="changed since"):
        corrections.take_back([corpus], [listed[1]])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[[restore]\n", id="no TOML"),
        pytest.param('[[restored]]\ntext = "a"\n', id="an unknown entry"),
        pytest.param('[[article]]\nfile = 3\ntitle = "a"\n', id="a wrong value"),
    ],
)
def test_a_file_that_breaks_its_rules_is_named_and_left_alone(corpus: Path, text: str) -> None:
    (corpus / "corrections.toml").write_text(text, "utf-8")
    with pytest.raises(DataFileError, match=r"corrections\.toml"):
        corrections.restore_lines([corpus], [("a.txt", "سطر")])
    assert (corpus / "corrections.toml").read_text("utf-8") == text
    assert [path.name for path in corpus.iterdir() if path.name.startswith(".")] == []


def test_an_empty_line_is_refused(corpus: Path) -> None:
    with pytest.raises(CallError):
        corrections.restore_lines([corpus], [("a.txt", "  ")])


def test_a_link_that_leads_out_of_the_corpus_is_not_written_to(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    outside = tmp_path / "elsewhere.toml"
    outside.write_text("", "utf-8")
    (folder / "corrections.toml").symlink_to(outside)
    with pytest.raises(CallError, match="leads out of the corpus folder"):
        corrections.restore_lines([folder], [("a.txt", "سطر")])
    assert outside.read_text("utf-8") == ""


def test_a_file_keeps_its_permissions(corpus: Path) -> None:
    (corpus / "corrections.toml").chmod(0o640)
    corrections.restore_lines([corpus], [("a.txt", "سطر")])
    assert (corpus / "corrections.toml").stat().st_mode & 0o777 == 0o640


def test_an_article_is_found_by_file_by_record_or_by_number() -> None:
    files = ["a.txt", "b.csv", "b.csv", "b.csv", "z.zip/m.txt", "z.zip/n.txt", "z.zip/n.txt"]
    parts = [1, 2, 1, 3, 1, 2, 3]
    records = [None, "x", "y", "y", None, None, None]
    assert corrections.places(files, parts, records) == [
        ArticleCorrection("a.txt"), ArticleCorrection("b.csv", record="x"), ArticleCorrection("b.csv", part=1), ArticleCorrection("b.csv", part=3),
        ArticleCorrection("z.zip/m.txt"), ArticleCorrection("z.zip/n.txt", part=1), ArticleCorrection("z.zip/n.txt", part=2),
    ]  # fmt: skip


def test_a_date_is_read_taken_away_or_refused() -> None:
    place = ArticleCorrection("a.txt")
    assert corrections.corrected(place, date="2024-02-29") == ArticleCorrection("a.txt", date=datetime.date(2024, 2, 29))
    assert corrections.corrected(place, date="", source="here") == ArticleCorrection("a.txt", undated=True, source="here")
    assert corrections.corrected(place, date="٥ تشرين الأول/أكتوبر 2023").date == datetime.date(2023, 10, 5)
    for wrong in ("2023-02-29", "3/4/2020", "أمس", " "):
        with pytest.raises(CallError, match="no date"):
            corrections.corrected(place, date=wrong)
