"""CSV and XLSX of hostile texts, opened by LibreOffice: no cell becomes a formula or a link, and every text comes back.

Needs LibreOffice Calc; runs by MARSAD_HARNESS=1 alone, and fails there without it.
"""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.cli.main import main
from dashboard.corpus import Corpus
from dashboard.exports.tables import unescape
from dashboard.measures import articles

from . import anvil
from .payloads import corpus_of

pytestmark = pytest.mark.whole
_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _TEXT = _NAMES % "table", _NAMES % "text"
_UTF8 = "CSV:44,34,76,1"
"""Comma, double quotes, UTF-8, from the first line."""
_NUMBER = re.compile(r"[\d.,eE+-]+")
_MOST_REPEATED = 50


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus of payloads, built."""
    home = tmp_path_factory.mktemp("office")
    process = anvil.started(anvil.built, corpus_of(home / "corpus"), home / "cache", home / "said")
    process.join()
    assert process.exitcode == 0, (home / "said").read_text()
    return home / "cache"


def opened(file: Path, folder: Path) -> ET.Element:
    """A table as LibreOffice holds it once it has opened the file."""
    office = shutil.which("soffice")
    assert office, "LibreOffice (soffice) is not on this machine; install libreoffice-calc"
    read_as = [f"--infilter={_UTF8}"] if file.suffix == ".csv" else []
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run([office, "--headless", *read_as, "--convert-to", "fods", "--outdir", str(folder), home, str(file)], check=True, capture_output=True)
    return ET.parse(folder / f"{file.stem}.fods").getroot()


def rows(book: ET.Element) -> Iterator[list[str]]:
    """The texts of the first sheet's cells, row by row; a cell that is repeated stands as often, up to fifty times."""
    sheet = next(book.iter(f"{_TABLE}table"))
    for row in sheet.iter(f"{_TABLE}table-row"):
        cells = row.findall(f"{_TABLE}table-cell")
        yield [_said(cell) for cell in cells for _ in range(min(int(cell.get(f"{_TABLE}number-columns-repeated", "1")), _MOST_REPEATED))]


def _said(cell: ET.Element) -> str:
    return "\n".join(_line(paragraph) for paragraph in cell.iter(f"{_TEXT}p"))


def _line(paragraph: ET.Element) -> str:
    """A paragraph's text; spaces, tabs and line ends stand in it as elements."""
    text = paragraph.text or ""
    for part in paragraph:
        if part.tag == f"{_TEXT}s":
            text += " " * int(part.get(f"{_TEXT}c", "1"))
        else:
            text += {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(part.tag, "".join(part.itertext()))
        text += part.tail or ""
    return text


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_exported_table_opens_as_texts_alone(ending: str, cache: Path, tmp_path: Path) -> None:
    """In CSV a text that is a number may come back as that number: the format has no types."""
    file = tmp_path / f"articles.{ending}"
    assert main(["export", "articles", "-o", str(file), "--limit", "0", "--cache", str(cache)]) == 0
    titles = articles(Corpus.open(cache).view(), limit=0)["title"].fillna("").tolist()
    book = opened(file, tmp_path)
    assert [cell for cell in book.iter(f"{_TABLE}table-cell") if f"{_TABLE}formula" in cell.attrib] == []
    assert list(book.iter(f"{_TEXT}a")) == []
    head, *held = rows(book)
    found = [row[head.index("title")] for row in held[: len(titles)]]
    back = [unescape(text) for text in found] if ending == "csv" else found
    assert [(title, text) for title, text in zip(titles, back, strict=True) if title != text and not (ending == "csv" and _NUMBER.fullmatch(title))] == []
