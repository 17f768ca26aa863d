import re
import shutil
from base64 import b64encode
from hashlib import sha256

import pandas as pd
import pytest

from dashboard import charts
from dashboard.exports import browser
from dashboard.exports.report import Section, report

PAYLOAD = "</script><img src=x onerror=alert(1)>\u202e"
TERMS = pd.DataFrame(
    {"term": ["سلام", PAYLOAD], "count": [9, 1], "articles": [4, 1], "per_million": [90.0, 10.0]}
)


@pytest.fixture
def page() -> str:
    sections = {
        "الألفاظ": Section(TERMS, charts.terms.bars(TERMS), "214 من 1,310 مقالات"),
        "السحابة": Section(figure=charts.wordcloud.cloud(TERMS)),
        PAYLOAD: TERMS,
    }
    return report(
        PAYLOAD,
        citation=f"مرصد، gen-ab12، 2026-11-21 {PAYLOAD}",
        sections=sections,
        headings={"term": "اللفظ"},
        provenance={"generation": "gen-ab12"},
    )


def test_only_the_scripts_that_the_policy_names_can_run(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    hashes = [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts]
    assert len(scripts) == 2
    assert f"script-src {' '.join(hashes)};" in policy
    assert policy.startswith("default-src 'none'")


def test_hostile_text_is_text(page: str) -> None:
    without_plotly = re.sub(r"<script>.*?</script>", "", page, flags=re.S)
    assert "<img" not in without_plotly
    assert "\u202e" not in re.sub(
        r"<script type='application/json'.*?</script>", "", without_plotly, flags=re.S
    )
    assert without_plotly.count("&lt;img") >= 3
    assert without_plotly.count("</script>") == 1


def test_the_report_reads_from_the_right_and_can_be_cited(page: str) -> None:
    assert '<html lang="ar" dir="rtl">' in page
    assert "للاستشهاد" in page
    assert "<bdi dir=ltr>2026-11-21</bdi>" in page
    assert "<bdi>اللفظ</bdi>" in page


def test_a_report_without_charts_runs_nothing() -> None:
    page = report("t", lang="en", citation="c", sections={"terms": TERMS.assign(forms=[{"السلام": 2}, {}])})
    assert "<script" not in page
    assert "script-src 'none'" in page
    assert "السلام (2)" in page


def test_a_long_table_says_how_much_is_not_shown() -> None:
    page = report("t", lang="en", citation="c", sections={"terms": Section(pd.concat([TERMS] * 6), limit=10)})
    assert "+2 more rows not shown here" in page


def test_a_report_prints_to_pdf_and_its_words_can_be_read_back(page: str, tmp_path) -> None:
    import subprocess

    if browser.found() is None or not shutil.which("pdftotext"):
        pytest.skip("no browser or no pdftotext")
    file = tmp_path / "report.pdf"
    file.write_bytes(browser.pdf(page))
    text = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True).stdout.decode()
    assert "مرصد" in text
    assert "للاستشهاد" in text or "لالستشهاد" in text
