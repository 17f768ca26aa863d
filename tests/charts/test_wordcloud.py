from io import BytesIO
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from PIL import Image, ImageFont, features

from dashboard.charts import fonts
from dashboard.charts.wordcloud import cloud, shaped

SVG = "{http://www.w3.org/2000/svg}"
WORDS = [
    "السلام",
    "المفاوضات",
    "الأمم المتحدة",
    "حلف شمال الأطلسي (الناتو)",
    "كوفيد-19",
    "BBC عربي",
    "لاتشين",
    "پوتين",
    "<b>غامق</b>",
    "NATO",
]


@pytest.fixture
def terms() -> pd.DataFrame:
    return pd.DataFrame({"term": WORDS, "count": [90, 60, 50, 40, 30, 30, 20, 20, 10, 9]})


@pytest.mark.parametrize(
    ("raw", "drawn"),
    [
        pytest.param("سلم", "\ufee2\ufee0\ufeb3", id="joined and from left to right"),
        pytest.param("لا", "\ufefb", id="lam and alef are one"),
        pytest.param("الله", "\ufeea\ufee0\ufedf\ufe8d", id="letters rather than the high ligature"),
        pytest.param("(سد)", "(\ufeaa\ufeb3)", id="brackets turned"),
        pytest.param("BBC سد", "\ufeaa\ufeb3 BBC", id="mixed text begins on the right"),
        pytest.param("سد 19", "19 \ufeaa\ufeb3", id="numbers keep their order"),
        pytest.param("NATO", "NATO", id="latin"),
        pytest.param("مُ", "\ufee1", id="marks that cannot be placed are left out"),
    ],
)
def test_letters_are_reshaped_for_a_program_that_cannot(raw: str, drawn: str) -> None:
    assert shaped(raw) == drawn


def test_the_same_terms_give_the_same_cloud(terms: pd.DataFrame) -> None:
    assert cloud(terms) == cloud(terms)
    assert cloud(terms).png(scale=1) == cloud(terms).png(scale=1)


def test_every_word_lies_inside_the_picture_and_the_commonest_is_the_largest(terms: pd.DataFrame) -> None:
    placed = cloud(terms)
    assert [word.term for word in placed.words] == WORDS
    assert all(
        word.left >= 0
        and word.left + word.width <= placed.width
        and word.top >= 0
        and word.top + word.height <= placed.height
        for word in placed.words
    )
    assert max(placed.words, key=lambda word: word.size).term == "السلام"


def test_the_svg_holds_raw_words_that_can_be_clicked(terms: pd.DataFrame) -> None:
    root = ElementTree.fromstring(cloud(terms).svg())
    groups = [group for group in root.iter(f"{SVG}g") if group.get("class") == "word"]
    assert [group.get("data-term") for group in groups] == WORDS
    assert [group.findtext(f"{SVG}text") for group in groups] == WORDS
    assert groups[0].findtext(f"{SVG}title") == "السلام: 90"


def test_the_svg_fetches_nothing_and_runs_nothing(terms: pd.DataFrame) -> None:
    hostile = pd.DataFrame(
        {"term": ['"><script>alert(1)</script>', "' onload='x", "]]>&amp;"], "count": [3, 2, 1]}
    )
    for table in (terms, hostile):
        svg = cloud(table).svg(note="<script>")
        assert "<script" not in svg
        assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
        ElementTree.fromstring(svg)


def test_no_terms_give_an_empty_cloud() -> None:
    nothing = cloud(pd.DataFrame({"term": [], "count": []}).astype({"term": str, "count": int}))
    assert nothing.words == ()
    assert nothing.svg().endswith("</svg>")
    assert Image.open(BytesIO(nothing.png())).size == (1800, 920)


def test_one_term_fits(terms: pd.DataFrame) -> None:
    assert len(cloud(terms.head(1)).words) == 1


def test_other_uses_of_the_library_are_left_alone() -> None:
    from wordcloud import WordCloud

    assert WordCloud(random_state=1).generate_from_frequencies({"word": 2, "cloud": 1}).layout_


@pytest.mark.skipif(
    not (features.check("raqm") and features.check("fribidi")), reason="no shaping library to compare with"
)
@pytest.mark.parametrize("word", [word for word in WORDS if "<" not in word])
def test_the_carried_font_shapes_words_as_wide_as_they_were_measured(word: str, tmp_path) -> None:
    file = tmp_path / "font.ttf"
    file.write_bytes(fonts.small_font())
    with_shaping = ImageFont.truetype(file, 100, layout_engine=ImageFont.Layout.RAQM).getlength(word)
    without = ImageFont.truetype(fonts.FILE, 100, layout_engine=ImageFont.Layout.BASIC).getlength(
        shaped(word)
    )
    assert with_shaping == pytest.approx(without, rel=0.03)


def ink(picture: Image.Image, spread: int = 0) -> np.ndarray:
    dark = np.asarray(picture.convert("L")) < 150
    for _ in range(spread):
        grown = dark.copy()
        grown[1:] |= dark[:-1]
        grown[:-1] |= dark[1:]
        grown[:, 1:] |= dark[:, :-1]
        grown[:, :-1] |= dark[:, 1:]
        dark = grown
    return dark


def test_the_png_shows_what_a_browser_shows(terms: pd.DataFrame, browser) -> None:
    drawn = cloud(terms)
    page = browser.new_page(viewport={"width": drawn.width, "height": drawn.height}, device_scale_factor=2)
    page.set_content(f"<body style='margin:0'>{drawn.svg()}</body>")
    page.evaluate("document.fonts.ready")
    seen = Image.open(BytesIO(page.screenshot()))
    page.close()
    ours = Image.open(BytesIO(drawn.png(scale=2)))
    assert seen.size == ours.size
    # Within two of 1,800 pixels every stroke of one lies on a stroke of the other; reversed or disjoint letters share less than half.
    assert (ink(ours) & ink(seen, 2)).sum() > 0.99 * ink(ours).sum()
    assert (ink(seen) & ink(ours, 2)).sum() > 0.99 * ink(seen).sum()


def test_the_browser_keeps_every_word_to_its_measured_width(terms: pd.DataFrame, browser) -> None:
    drawn = cloud(terms)
    page = browser.new_page()
    page.set_content(drawn.svg(embed_font=False).replace("Noto", "Absent"))
    widths = page.evaluate("[...document.querySelectorAll('.word text')].map(text => text.getBBox().width)")
    page.close()
    assert widths == pytest.approx([word.advance for word in drawn.words], rel=0.02, abs=1)
