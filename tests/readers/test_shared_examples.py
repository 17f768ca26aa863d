"""The real examples, the development pages and the hostile files, where they are at hand."""

import json
import re
import tarfile
from collections import Counter
from pathlib import Path

import pytest

from dashboard import building
from dashboard.readers import Knowledge, Outlets
from dashboard.readers.dumps import text_articles
from dashboard.records import Article

from .conftest import ReadFile


def plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", re.sub("[\u064b-\u0652\u0640\u200e\u200f]", "", text or "")).strip()


def gram_f1(said: str, gold: str) -> float:
    def grams(text: str) -> Counter[tuple[str, ...]]:
        words = re.findall(r"\w+", plain(text))
        return Counter(tuple(words[at : at + 4]) for at in range(max(len(words) - 3, 1)))

    ours, theirs = grams(said), grams(gold)
    hit = sum((ours & theirs).values())
    return 2 * hit / max(sum(ours.values()) + sum(theirs.values()), 1)


def best_f1(articles: list[Article], gold: str) -> float:
    main = max(articles, key=lambda article: len(article.body.split()))
    return max(gram_f1(f"{main.title or ''}\n{main.body}", gold), gram_f1(main.body, gold))


def test_the_examples_with_gold_are_read_exactly(shared: Path, read_file: ReadFile) -> None:
    for gold in json.loads((shared / "gold/seed_articles.json").read_text(encoding="utf-8")):
        (article,) = read_file(shared / "seeds" / gold["file"]).articles
        assert article.body == gold["body"]
        assert plain(article.title) == plain(gold["title"])
        assert (article.date.isoformat() if article.date else None) == gold["date"]
        assert article.origin == (gold["wire"][0] if gold["wire"] else None)
        name = Outlets.load().outlet(article.source).name
        assert any(said in f"{article.source} {name}".lower() for said in gold["source_names"])


def test_the_example_that_holds_two_articles_gives_two(shared: Path, read_file: ReadFile) -> None:
    (path,) = (shared / "seeds").glob("000_*")
    first, second = read_file(path).articles
    assert (first.part, second.part) == (1, 2)
    assert (first.source, second.source) == ("asharq-al-awsat", "asharq-al-awsat")
    assert first.title
    assert second.title
    assert first.title != second.title
    assert "TT" not in first.body + second.body
    assert "(أ.ف.ب)" not in first.body + second.body


def test_the_example_with_an_agency_notice_names_the_agency(shared: Path, read_file: ReadFile) -> None:
    (path,) = (shared / "seeds").glob("002_*")
    (article,) = read_file(path).articles
    assert (article.source, article.origin, str(article.date)) == ("unknown", "anadolu", "2020-11-13")
    assert article.body.endswith('".')


def wrapped(text: str) -> str:
    lines = (line.split() for line in text.split("\n"))
    return "\n".join(
        " ".join(words[at : at + 12]) for words in lines for at in range(0, max(len(words), 1), 12)
    )


@pytest.mark.parametrize(("form", "least"), [("as it is", 0.98), ("wrapped", 0.95)])
def test_the_development_dumps_are_told_from_their_furniture(
    form: str, least: float, shared: Path, outlets: Outlets
) -> None:
    scores = []
    for path in sorted((shared / "dev/html/textdump").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found = text_articles(wrapped(text) if form == "wrapped" else text, path.name, outlets, Knowledge())
        gold = (shared / "dev/html/expected" / path.name).read_text(encoding="utf-8")
        scores.append(best_f1([item for item in found if isinstance(item, Article)], gold))
    assert sum(scores) / len(scores) >= least


def test_the_development_pages_are_told_from_their_furniture(shared: Path, read_file: ReadFile) -> None:
    scores = []
    for path in sorted((shared / "dev/html/pages").glob("*.html")):
        gold = (shared / "dev/html/expected" / f"{path.stem}.txt").read_text(encoding="utf-8")
        if len(gold) > 1000:  # one page's gold is but a beginning
            scores.append(best_f1(read_file(path).articles, gold))
    assert sum(scores) / len(scores) >= 0.98


HOSTILE = {
    "enc/cp1256_short.txt": (1, []),
    "enc/utf8_truncated_tail.txt": (1, []),
    "enc/mojibake_double.txt": (1, []),
    "enc/meta_lies_1256.html": (1, []),
    "enc/xml_decl.html": (1, []),
    "enc/nul_jsonl.jsonl": (1, []),
    "enc/combining_bomb.txt": (1, []),
    "shape/empty.txt": (0, ["empty"]),
    "shape/empty.csv": (0, ["empty"]),
    "shape/bom_only.csv": (0, ["empty"]),
    "shape/binary_png.txt": (0, ["binary"]),
    "shape/no_newline_title.txt": (1, []),
    "shape/u2028.jsonl": (2, []),
    "rec/jsonl_bad_lines.jsonl": (2, ["bad_record", "bad_record"]),
    "rec/jsonl_deep.jsonl": (1, ["bad_record"]),
    "rec/jsonl_nan_dup.jsonl": (1, []),
    "rec/csv_unclosed_quote.csv": (398, ["unclosed_quote"]),
    "rec/csv_sep_line.csv": (1, []),
    "rec/csv_utf16_tab.csv": (1, []),
    "rec/csv_dup_headers.csv": (1, []),
    "rec/csv_nul.csv": (1, []),
    "rec/csv_10k_columns.csv": (0, ["too_many_columns"]),
    "ui/xss_titles.jsonl": (30, []),
    "ui/xss_article.html": (1, []),
    "ui/formula_titles.jsonl": (36, []),
    "ui/bidi_titles.jsonl": (23, []),
    "ui/urls.jsonl": (17, []),
    "html/deep_300.html": (1, []),
    "html/many_p.html": (0, ["no_text"]),
    "html/lt_flood.txt": (0, ["no_text"]),
    "html/doctype_entities.html": (1, []),
    "xml/billion_laughs.rss": (0, ["dtd"]),
    "xml/xxe.rss": (0, ["dtd"]),
    "zip/bomb_50MB.zip": (1, ["ratio"]),
    "zip/dup_names.zip": (2, []),
    "zip/cp437_names.zip": (1, []),
    "zip/lying_size.zip": (0, ["bad_archive"]),
    "zip/not_a_zip.zip": (0, ["bad_archive"]),
    "warc/truncated.warc": (1, []),
    "warc/huge_header.warc": (0, ["bad_record"]),
}


@pytest.fixture(scope="module")
def hostile(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    with tarfile.open(shared / "hostile.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    return folder / "hostile"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_as_it_must(name: str, hostile: Path, read_file: ReadFile) -> None:
    result = read_file(hostile / name, name)
    assert (len(result.articles), [refusal.reason for refusal in result.refusals]) == HOSTILE[name]


@pytest.mark.parametrize(
    ("name", "warning"),
    [("enc/utf8_truncated_tail.txt", "truncated"), ("enc/mojibake_double.txt", "suspected_mojibake"), ("enc/nul_jsonl.jsonl", "nul_removed"), ("rec/csv_nul.csv", "nul_removed"), ("warc/truncated.warc", "truncated")],
)  # fmt: skip
def test_damage_in_a_hostile_file_is_flagged(
    name: str, warning: str, hostile: Path, read_file: ReadFile
) -> None:
    assert warning in read_file(hostile / name, name).warnings


def test_the_hostile_files_together_end_as_they_do_alone(hostile: Path, tmp_path: Path) -> None:
    report = building.build(building.Inputs((hostile,)), tmp_path / "cache", jobs=1)
    counts = {row["path"]: row["articles"] for row in report.files}
    assert {name: counts[name] for name in HOSTILE} == {name: count for name, (count, _) in HOSTILE.items()}
    assert [(one["path"], one["reason"]) for one in report.refused if one["path"] in HOSTILE] == [
        (name, reason) for name in sorted(HOSTILE) for reason in HOSTILE[name][1]
    ]
    again = building.build(building.Inputs((hostile,)), tmp_path / "cache", jobs=1)
    assert (again.generation, again.refused) == (report.generation, report.refused)


def test_every_encoding_of_the_fixed_sentence_gives_the_same_text(hostile: Path, read_file: ReadFile) -> None:
    names = ("utf8_bom.txt", "utf16le_bom.txt", "utf16be_nobom.txt", "utf32le_bom.txt")
    assert len({read_file(hostile / "enc" / name).articles[0].body for name in names}) == 1
    title = read_file(hostile / "enc/emoji_zwj_nonbmp.txt").articles[0].title
    assert title
    assert "\u200d" in title
