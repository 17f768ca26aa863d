"""Exports and reports: every view in every format it can have, whole and self-contained."""

import datetime
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import kaleido
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from lxml import html
from PIL import Image

import dashboard as marsad
from dashboard import building
from dashboard.building import Inputs
from dashboard.cli.views import FIGURES, TABLES
from dashboard.exports import browser
from dashboard.exports.tables import unescape
from dashboard.measures.alignment import CHANGED

from .conftest import Run, write_corpus

SUBJECT = {"trend": ["القمح", "turkey"], "collocates": ["الميناء"], "concordance": ["الميناء"], "naming": ["samir-al-wali"]}
SIDES = ["--a", "source=al-mina", "--b", "source=al-jisr"]
OF_COPIES = ("copies", "passages", "quotations")
VIEWS = [view for view in TABLES if view not in OF_COPIES]
STORY = (
    "افتتحت مكتبة الحي القديم أبوابها صباح السبت بعد ترميم دام عامين. وقال سمير الوالي إن «القراء سيجدون هنا كل ما صدر في المدينة منذ مئة عام». "
    "وتضم المكتبة قاعة للأطفال وأخرى للصحف والمجلات النادرة، وتبقى مفتوحة حتى المساء طوال أيام الأسبوع ما عدا الجمعة."
)
LAST = STORY.rsplit(". ", 1)[1]
LAST_TRIMMED = LAST.replace("طوال أيام الأسبوع ما عدا الجمعة", "كل يوم")
TRIMMED = STORY.replace(" منذ مئة عام", "").replace(LAST, LAST_TRIMMED)


def asked(view: str) -> list[str]:
    return [view, *SUBJECT.get(view, []), *(SIDES if view == "keyness" else [])]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_written_as_its_table(run: Run, cache: Path, tmp_path: Path, view: str) -> None:
    assert run("export", *asked(view), "--cache", cache, "-o", tmp_path / "rows.jsonl") == (0, "", "")
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    table = "terms" if view == "cloud" else view
    _, printed, _ = run(table, *asked(view)[1:], "--cache", cache)
    assert [list(row) for row in rows] == [list(json.loads(line)) for line in printed.splitlines()]


@pytest.fixture(scope="module")
def told_twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A cache of a story that two outlets printed and of one that nobody else did, and the ids of the first printing and of the lone story."""
    folder = write_corpus(tmp_path_factory.mktemp("twice") / "corpus", articles=1)
    printed = [("صحيفة الميناء", "2024-02-01", STORY), ("صحيفة الجسر", "2024-02-02", TRIMMED)]
    lines = [json.dumps({"source": source, "date": date, "title": "المكتبة", "text": text}, ensure_ascii=False) for source, date, text in printed]
    (folder / "story.jsonl").write_text("\n".join(lines), encoding="utf-8")
    cache = folder.parent / "cache"
    building.build(Inputs((folder,)), cache, jobs=1)
    ids = marsad.open(cache).view(source=["al-mina"]).articles()["id"].tolist()
    return cache, ids[0], ids[1]


@pytest.mark.parametrize("view", OF_COPIES)
def test_versions_of_a_story_are_written(run: Run, told_twice: tuple[Path, str, str], tmp_path: Path, view: str) -> None:
    cache, first, _ = told_twice
    named = [] if view == "copies" else [first]
    assert run("export", view, *named, "--cache", cache, "-o", tmp_path / "rows.jsonl") == (0, "", "")
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    _, printed, _ = run(view, *named, "--cache", cache)
    assert rows == [json.loads(line) for line in printed.splitlines()]
    said = {(row["kind"], row["text"], row["other_text"]) for row in rows} if view == "passages" else {row["id"] == first for row in rows}
    assert (CHANGED, LAST, LAST_TRIMMED) in said if view == "passages" else said == {True, False}
    for file in ("rows.csv", "rows.xlsx", "page.html"):
        assert run("export", view, *named, "--cache", cache, "-o", tmp_path / file) == (0, "", "")
    assert "سمير الوالي" in (tmp_path / "rows.csv").read_text(encoding="utf-8") or view == "copies"


def test_a_story_that_nobody_else_printed_has_no_versions_to_write(run: Run, told_twice: tuple[Path, str, str], tmp_path: Path) -> None:
    cache, _, alone = told_twice
    status, _, said = run("export", "passages", alone, "--cache", cache, "-o", tmp_path / "rows.csv")
    assert (status, "Name the other" in said, (tmp_path / "rows.csv").exists()) == (2, True, False)
    assert run("export", "passages", "--cache", cache, "-o", tmp_path / "rows.csv")[0] == 2


def test_articles_leave_with_their_bodies_and_what_they_count_beside_them(run: Run, cache: Path, tmp_path: Path) -> None:
    assert run("export", "articles", "--body", "--source", "al-mina", "--limit", "0", "--cache", cache, "-o", tmp_path / "a.jsonl") == (0, "", "")
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 6
    assert all(row["body"].startswith("وصلت إلى الميناء") for row in rows)
    notes = json.loads((tmp_path / "a.jsonl-metadata.json").read_text("utf-8"))["notes"]
    assert any("6 من 12" in note["value"] for note in notes)
    assert run("export", "terms", "--body", "--cache", cache, "-o", tmp_path / "t.csv")[0] == 2


@pytest.mark.parametrize("view", VIEWS)
def test_a_table_comes_back_the_same_from_every_format(run: Run, cache: Path, tmp_path: Path, view: str) -> None:
    for ending in ("jsonl", *READ):
        assert run("export", *asked(view), "--cache", cache, "-o", tmp_path / f"rows.{ending}", "--limit", "7") == (0, "", ""), ending
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows
    for ending, read in READ.items():
        back = read(tmp_path / f"rows.{ending}")
        assert list(back) == list(rows[0]), ending
        assert cells(back.to_dict("records")) == cells(rows), ending


READ: dict[str, Callable[[Path], pd.DataFrame]] = {
    "csv": lambda file: pd.read_csv(file, encoding="utf-8-sig").map(lambda cell: unescape(cell) if isinstance(cell, str) else cell),
    "xlsx": lambda file: pd.read_excel(file, engine="openpyxl"),
    "json": lambda file: pd.DataFrame(json.loads(file.read_text("utf-8"))["rows"]),
    "parquet": pd.read_parquet,
}


def cells(rows: list[dict[str, Any]]) -> list[list[str]]:
    """The values of rows as one way of writing them: gaps and empty texts are one, whole numbers are whole, what is held together is JSON."""
    return [[_cell(value) for value in row.values()] for row in rows]


def _cell(value: Any) -> str:
    if value is None or value is pd.NaT or value != value:
        return ""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    return f"{value:.9g}" if isinstance(value, int | float | np.number) and not isinstance(value, bool) else str(value)


@pytest.fixture(scope="module")
def painter() -> Iterator[None]:
    """One browser that paints all pictures: one for each would take minutes."""
    if browser.found() is None:
        pytest.skip("no browser")
    kaleido.start_sync_server(n=1, mathjax=False, silence_warnings=True)
    yield
    kaleido.stop_sync_server(silence_warnings=True)


@pytest.mark.filterwarnings("ignore:The kopts argument is ignored")
@pytest.mark.parametrize("view", FIGURES)
def test_a_chart_is_written_as_a_picture_in_every_format(run: Run, cache: Path, tmp_path: Path, view: str, painter: None) -> None:
    for ending in ("png", "svg", "pdf", "html"):
        assert run("export", *asked(view), "--cache", cache, "-o", tmp_path / f"chart.{ending}") == (0, "", ""), ending
    with Image.open(tmp_path / "chart.png") as picture:
        picture.load()
        assert len(picture.convert("RGB").getcolors(picture.width * picture.height) or []) > 4
    drawn = "".join(ElementTree.parse(tmp_path / "chart.svg").getroot().itertext())
    assert "12" in drawn
    assert re.search("[\u0621-\u064a]", drawn)
    paper = (tmp_path / "chart.pdf").read_bytes()
    assert (paper[:5], b"%%EOF" in paper[-32:]) == (b"%PDF-", True)
    page = html.fromstring((tmp_path / "chart.html").read_bytes())
    assert page.find(".//title").text


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_written_as_a_page_that_fetches_nothing(run: Run, cache: Path, tmp_path: Path, view: str) -> None:
    assert run("export", *asked(view), "--cache", cache, "-o", tmp_path / "page.html") == (0, "", "")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert ("class='chart'" in page) == (view in FIGURES and view != "cloud")


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_a_word_cloud_needs_no_browser(run: Run, cache: Path, tmp_path: Path, ending: str) -> None:
    assert run("export", "cloud", "--cache", cache, "-o", tmp_path / f"cloud.{ending}") == (0, "", "")
    assert (tmp_path / f"cloud.{ending}").stat().st_size > 1_000


@pytest.mark.parametrize(("ending", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_pairs_are_written_as_a_network(run: Run, cache: Path, tmp_path: Path, ending: str, read: object) -> None:
    assert run("export", "comentions", "--cache", cache, "-o", tmp_path / f"pairs.{ending}", "--lang", "en")[0] == 0
    network = read(tmp_path / f"pairs.{ending}")  # type: ignore[operator]
    assert {"turkey", "egypt", "samir-al-wali"} <= set(network.nodes)
    assert network.nodes["turkey"]["label"] == "Turkey"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_report_tells_what_it_counts(run: Run, cache: Path, tmp_path: Path, lang: str) -> None:
    assert run("report", "--cache", cache, "-o", tmp_path / "r.html", "--source", "al-mina", "--lang", lang) == (0, "", "")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert f'lang="{lang}"' in page
    assert "source: al-mina" in page
    assert "6 of 12" in page or "6 من 12" in page
    assert page.count("<section") == 9


def test_a_file_says_in_the_readers_words_what_it_shows_and_of_which_selection(run: Run, cache: Path, tmp_path: Path) -> None:
    chosen = ("--source", "al-mina", "--actor", "turkey", "--voice", "outlet", "--cache", cache, "--lang", "ar")
    assert run("export", "trend", "turkey", *chosen, "-o", tmp_path / "t.csv")[0] == 0
    notes = json.loads((tmp_path / "t.csv-metadata.json").read_text("utf-8"))["notes"]
    said = {note["name"]: note["value"] for note in notes}
    assert said["ما يُعرض"] == "المسار الزمني: تركيا"
    assert said["الاختيار"] == "المصدر: صحيفة الميناء · جهة مذكورة: تركيا · الصوت: المصدر نفسه"
    assert said["الاختيار بخيارات الأمر"] == "source: al-mina · actor: turkey · voice: outlet"
    assert re.fullmatch("[0-9]+ من 12 مقالًا، (منها [0-9]+ بلا تاريخ، )?النسخ المكررة محسوبة، الصوت: المصدر نفسه", said["ما حُسب"])
    assert run("export", "cloud", *chosen, "-o", tmp_path / "c.svg")[0] == 0
    drawn = "".join(ElementTree.parse(tmp_path / "c.svg").getroot().itertext())
    assert "سحابة المفردات" in drawn
    assert "المصدر: صحيفة الميناء" in drawn
