import re
import subprocess
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from dashboard import charts
from dashboard.errors import CallError
from dashboard.exports import browser, figures

TERMS = pd.DataFrame(
    {"term": ["سلام", "حرب"], "count": [9, 5], "articles": [4, 1], "per_million": [90.0, 10.0]}
)
NOTE = "214 من 1,310 مقالات"


@pytest.fixture
def figure():
    return charts.terms.bars(TERMS, title="الألفاظ")


@pytest.fixture
def cloud():
    return charts.wordcloud.cloud(TERMS)


@pytest.fixture
def no_browser(monkeypatch) -> None:
    monkeypatch.setattr(browser, "found", lambda: None)


@pytest.mark.parametrize("format", ["png", "svg", "pdf"])
def test_without_a_browser_a_plotly_picture_is_refused_in_one_line(format: str, figure, no_browser) -> None:
    with pytest.raises(browser.NoBrowser, match="Chromium") as refusal:
        figures.write(figure, format)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("format", "begins"),
    [("png", b"\x89PNG"), ("svg", b"<svg"), ("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>")],
)
def test_a_cloud_needs_no_browser(format: str, begins: bytes, cloud, no_browser) -> None:
    written = figures.write(cloud, format, note=NOTE, title="سحابة")
    assert written.startswith(begins)
    assert len(written) > 5_000


@pytest.mark.parametrize("format", ["svg", "html"])
def test_a_picture_bears_its_citation_in_as_many_lines_as_it_takes(format: str, cloud, no_browser) -> None:
    citation = " ".join(["مرصد، البيانات gen-1"] * 20)
    written = figures.write(cloud, format, note=NOTE, citation=citation, title="سحابة").decode()
    assert NOTE in written
    assert written.count("gen-1") == 20


def test_interactive_html_is_whole_in_itself(figure) -> None:
    page = figures.write(figure, "html", note=NOTE, title="الألفاظ").decode()
    assert not re.findall(
        r"<(?:script|link|img|iframe)[^>]+(?:src|href)=",
        page.split("<script>")[0] + page.rsplit("</script>", 1)[1],
    )
    assert NOTE in page
    assert "connect-src" not in page
    assert "default-src 'none'" in page


def test_an_unknown_format_names_the_known_ones(figure) -> None:
    with pytest.raises(CallError, match="svg"):
        figures.write(figure, "gif")


@pytest.mark.skipif(browser.found() is None, reason="no browser")
def test_a_browser_paints_at_twice_the_size_and_keeps_raw_letters(figure) -> None:
    assert Image.open(BytesIO(figures.write(figure, "png", width=500))).width == 1000
    svg = figures.write(figure, "svg", note=NOTE).decode()
    assert "سلام" in svg
    assert NOTE in svg
    assert not re.search("[\ufe70-\ufefc]", svg)


@pytest.mark.skipif(browser.found() is None, reason="no browser")
def test_the_last_line_of_a_pdf_lies_inside_its_page(figure, tmp_path: Path) -> None:
    for format in ("pdf", "png"):
        (tmp_path / f"a.{format}").write_bytes(figures.write(figure, format, note=NOTE, citation="Marsad"))
    placed = subprocess.run(["pdftotext", "-bbox", tmp_path / "a.pdf", "-"], capture_output=True, check=True).stdout.decode()
    (high,) = re.findall(r'<page width="[0-9.]+" height="([0-9.]+)"', placed)
    (end,) = re.findall(r'yMax="([0-9.]+)">Marsad<', placed)
    picture = Image.open(tmp_path / "a.png").convert("L")
    inked = max(y for y in range(picture.height) if picture.crop((0, y, picture.width, y + 1)).getextrema()[0] < 200)
    assert float(end) / float(high) == pytest.approx(inked / picture.height, abs=0.02)
