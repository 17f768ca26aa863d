"""What the corpus's owner says stands over what the readers found, and changes nothing else."""

import datetime
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import building, planning
from dashboard.corpus import Corpus
from dashboard.errors import DataFileError
from dashboard.measures.articles import articles
from dashboard.readers import Corrections, Knowledge, Limits, Outlets, chunks, read
from dashboard.readers.corrections import ArticleCorrection, RestoredRule
from dashboard.readers.inputs import input_files
from dashboard.records import Article

SAMPLE = Path(__file__).parents[2] / "corpus"
BODY = "وصل الوفد إلى المدينة صباح اليوم والتقى أعضاء اللجنة المشتركة في مقرها، وبحث الجانبان خطة العمل للعام المقبل.\nوقال رئيس اللجنة إن العمل سيبدأ في الربيع بعد أن تكتمل الدراسات التي كلفت بها مكاتب محلية، وإن النتائج ستعلن."


def articles_of(path: Path, name: str, said: Corrections, outlets: Outlets) -> list[Article]:
    knowledge = Knowledge(corrections=said)
    return [
        one
        for chunk in chunks(path, name)
        for one in read(chunk, outlets=outlets, knowledge=knowledge, limits=Limits())
        if isinstance(one, Article)
    ]


def removed_lines(outlets: Outlets) -> Iterator[tuple[Path, str, list[Article], int, int]]:
    """Every removed line of the sample's pages: its file, the articles there, the article's place and the line's place in it."""
    for path, name in input_files([SAMPLE]):
        if path.suffix == ".txt":
            read_first = articles_of(path, name, Corrections(), outlets)
            for at, article in enumerate(read_first):
                yield from ((path, name, read_first, at, number) for number in range(len(article.removed)))


def test_every_removed_line_can_be_put_back_and_nothing_else_changes() -> None:
    outlets = Outlets.load([SAMPLE / "outlets.toml"])
    seen = 0
    for path, name, before, at, number in removed_lines(outlets):
        line = before[at].removed[number]
        after = articles_of(path, name, Corrections(restored=frozenset({(name, line.text.strip())})), outlets)
        assert len(after) == len(before), (name, line)
        again = [one.text.strip() == line.text.strip() for one in before[at].removed]
        assert list(after[at].removed) == [one for one, back in zip(before[at].removed, again, strict=True) if not back], (name, line)
        assert line.text.strip() in after[at].body, (name, line)
        assert after[at].title == before[at].title, (name, line)
        seen += 1
    assert seen > 300


def test_a_rule_is_switched_off_for_one_outlet_or_one_file(tmp_path: Path) -> None:
    outlets = Outlets.load([SAMPLE / "outlets.toml"])
    path, name = SAMPLE / "pages/033_syria-needs.txt", "pages/033_syria-needs.txt"
    (before,) = articles_of(path, name, Corrections(), outlets)
    rule = before.removed[0].rule
    for off in (RestoredRule(rule), RestoredRule(rule, file=name), RestoredRule(rule, source=before.source)):
        (after,) = articles_of(path, name, Corrections(rules=frozenset({off})), outlets)
        assert rule not in {line.rule for line in after.removed}
        assert {line.rule for line in after.removed} == {line.rule for line in before.removed} - {rule}
    for other in (RestoredRule(rule, file="other.txt"), RestoredRule(rule, source="nobody")):
        assert articles_of(path, name, Corrections(rules=frozenset({other})), outlets) == [before]


def test_a_page_s_metadata_do_not_undo_what_the_owner_says(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
    page.write_text(
        '<html><head><meta property="og:title" content="وفد في المدينة"><meta property="og:site_name" content="موقع ما">'
        f'<meta property="article:published_time" content="2024-03-01"></head><body><h1>وفد في المدينة</h1>{paragraphs}</body></html>',
        "utf-8",
    )
    said = ArticleCorrection("page.html", date=datetime.date(2023, 5, 6), title="عنوان آخر", source="ufuq-al-nahar")
    (article,) = articles_of(page, "page.html", Corrections(articles=(said,)), Outlets.load())
    assert (article.date, article.date_rule, article.title, article.source) == (said.date, "correction", said.title, said.source)


def test_two_entries_about_one_article_both_count_and_the_later_word_stands() -> None:
    said = Corrections(
        articles=(
            ArticleCorrection("a.txt", source="one"),
            ArticleCorrection("a.txt", part=1, date=datetime.date(2024, 1, 1)),
            ArticleCorrection("a.txt", part=1, source="two", undated=True),
        )
    )
    assert said.article("a.txt", 1, None) == ArticleCorrection("a.txt", part=1, source="two", undated=True)
    assert said.article("a.txt", 2, None) == ArticleCorrection("a.txt", source="one")


def test_a_line_that_the_owner_takes_out_leaves_records_too(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"text": f"{BODY}\nتابعونا غدا"}, ensure_ascii=False) + "\n", "utf-8")
    (article,) = articles_of(path, "news.jsonl", Corrections(removed=frozenset({(None, "تابعونا غدا")})), Outlets.load())
    assert article.body == BODY
    assert [(line.text, line.reason) for line in article.removed] == [("تابعونا غدا", "correction")]


def built(folder: Path, cache: Path) -> tuple[building.Report, list[tuple[str, int, str, str | None]]]:
    report = building.build(building.Inputs((folder,)), cache, jobs=1, derive=False)
    table = articles(Corpus.open(cache).view(), limit=0).sort_values(["file", "part"])
    return report, list(zip(table["file"], table["part"], table["source"], table["date"], strict=True))


def test_a_correction_reaches_a_member_of_an_archive_and_only_its_archive_is_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "other.txt").write_text(f"عنوان آخر\n\n{BODY}\n", "utf-8")
    with zipfile.ZipFile(folder / "pages.zip", "w") as archive:
        archive.writestr("one.txt", f"عنوان أول\n\n{BODY}\n")
        archive.writestr("two.txt", f"عنوان ثان\n\n{BODY}\n")
    built(folder, tmp_path / "cache")
    (folder / "corrections.toml").write_text('[[article]]\nfile = "pages.zip/two.txt"\nsource = "here"\n', "utf-8")
    report, found = built(folder, tmp_path / "cache")
    assert {row["path"]: row["outcome"] for row in report.files} == {"other.txt": "unchanged", "pages.zip": "articles"}
    assert [(file, source) for file, _, source, _ in found] == [
        ("other.txt", "unknown"), ("pages.zip/one.txt", "unknown"), ("pages.zip/two.txt", "here"),
    ]  # fmt: skip


def test_a_correction_by_number_counts_from_the_beginning_of_a_file_that_is_read_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    lines = [json.dumps({"text": f"{BODY} رقم {number}"}, ensure_ascii=False) for number in range(40)]
    (folder / "news.jsonl").write_text("\n".join(["", *lines]) + "\n", "utf-8")
    (folder / "corrections.toml").write_text('[[article]]\nfile = "news.jsonl"\npart = 31\ndate = 2024-02-03\n', "utf-8")
    cut = lambda path, name, size=2_000, kind=None: chunks(path, name, size=size, kind=kind)  # noqa: E731
    monkeypatch.setattr(planning, "chunks", cut)
    _, found = built(folder, tmp_path / "cache")
    assert [part for _, part, _, date in found if date == "2024-02-03"] == [31]
    assert len(found) == 40


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('[[restore]]\nrule = "x"\ntext = "y"\n', "may hold file or source", id="rule and text"),
        pytest.param('[[restore]]\nrule = ""\n', "may hold file or source", id="no rule"),
        pytest.param('[[article]]\nfile = "a"\nundated = "yes"\n', "this is a bool", id="undated"),
        pytest.param('[[article]]\nfile = "a"\npart = true\ntitle = "b"\n', "this is a int", id="part"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataFileError, match=said):
        Corrections.load(path)
