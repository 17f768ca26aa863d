"""What is taken away from a panel says in words of which selection it is, and where it can be read."""

import re
import subprocess
from pathlib import Path

import pytest

from dashboard.app import downloads, panel
from dashboard.app.data import Scene
from dashboard.app.downloads import citation
from dashboard.app.words import Words
from dashboard.charts import sources
from dashboard.corpus import Corpus
from dashboard.exports import browser
from dashboard.selection import Selection


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        pytest.param("ar", "الاختيار: أفق النهار، مفردة: القمح،", id="ar"),
        pytest.param("en", "selection: Ufuq al-Nahar, Term: القمح,", id="en"),
    ],
)
def test_the_line_to_cite_by_names_outlets_and_words_as_people_write_them(sample_cache: Path, lang: str, said: str) -> None:
    scene = Scene(Corpus.open(sample_cache), sample_cache, Selection(source=("ufuq-al-nahar",), term=("القمح",)), Words(lang))
    assert said in citation(scene)


@pytest.mark.parametrize(("lang", "country", "outlet", "kind"), [("ar", "مصر", "أفق النهار", "دولة"), ("en", "Egypt", "Ufuq al-Nahar", "State")])
def test_the_tables_of_a_report_hold_names_and_words_not_slugs_and_codes(sample_cache: Path, lang: str, country: str, outlet: str, kind: str) -> None:
    scene = Scene(Corpus.open(sample_cache), sample_cache, Selection(), Words(lang))
    cells = re.findall(r"<td[^>]*>(.*?)</td>", downloads._report(scene), re.DOTALL)
    shown = {re.sub(r"<[^>]+>|[\u2066-\u2069]", "", cell).strip() for cell in cells}
    assert {country, outlet, kind} <= shown
    assert not shown & {"ufuq-al-nahar", "egypt", "united-states", "EG", "state", "article"}


@pytest.mark.skipif(browser.found() is None, reason="no browser")
def test_a_picture_of_two_bars_holds_what_it_counts_and_how_to_cite_it(sample_cache: Path, tmp_path: Path) -> None:
    scene = Scene(Corpus.open(sample_cache), sample_cache, Selection(source=("ufuq-al-nahar", "sada-al-waha")), Words("en"))
    figure = panel._noted(sources.bars(scene.table("sources"), **scene.look), scene)
    (tmp_path / "a.pdf").write_bytes(downloads._figure(scene, figure, "pdf", "Outlets"))
    placed = subprocess.run(["pdftotext", "-bbox", tmp_path / "a.pdf", "-"], capture_output=True, check=True).stdout.decode()
    (high,) = re.findall(r'<page width="[0-9.]+" height="([0-9.]+)"', placed)
    found = re.findall(r'yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">([^<]+)<', placed)
    ends = {word: float(bottom) for _, bottom, word in found}
    assert ends["copies"] <= ends["Marsad,"] <= float(high)
    name, zero = float(found[0][0]), next(float(top) for top, _, word in found if word == "0")
    assert zero - name > 30
