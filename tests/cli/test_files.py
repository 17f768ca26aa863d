"""Exports and reports: every view in every format it can have, whole and self-contained."""

import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from dashboard.cli.views import FIGURES, TABLES

from .conftest import Run

SUBJECT = {"trend": ["القمح", "turkey"], "collocates": ["الميناء"], "concordance": ["الميناء"], "naming": ["samir-al-wali"]}
SIDES = ["--a", "source=al-mina", "--b", "source=al-jisr"]
VIEWS = [view for view in TABLES if view not in ("copies", "passages", "quotations")]
"""The others ask for articles that share their text, which this corpus does not hold."""


def asked(view: str) -> list[str]:
    return [view, *SUBJECT.get(view, []), *(SIDES if view == "keyness" else [])]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_written_as_its_table(run: Run, cache: Path, tmp_path: Path, view: str) -> None:
    assert run("export", *asked(view), "--cache", cache, "-o", tmp_path / "rows.jsonl") == (0, "", "")
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    table = "terms" if view == "cloud" else view
    _, printed, _ = run(table, *asked(view)[1:], "--cache", cache)
    assert [list(row) for row in rows] == [list(json.loads(line)) for line in printed.splitlines()]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "parquet"])
def test_a_table_is_written_in_every_format(run: Run, cache: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"terms.{ending}"
    assert run("export", "terms", "--cache", cache, "-o", file, "--limit", "7")[0] == 0
    readers: dict[str, Callable[[Path], pd.DataFrame]] = {"csv": pd.read_csv, "xlsx": lambda f: pd.read_excel(f, engine="openpyxl"), "parquet": pd.read_parquet, "json": lambda f: pd.DataFrame(json.loads(f.read_text("utf-8"))["rows"])}
    assert len(readers[ending](file)) == 7


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
