"""Text dumps of pages, in layouts and words made up for the tests."""

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.readers import Corrections, Knowledge, Outlets, learn
from dashboard.readers.dumps import text_articles
from dashboard.records import Article

from .conftest import Result

ReadText = Callable[..., Result]

TITLE = "مجلس المدينة يقر توسعة الميناء القديم"
FIRST = "أقر مجلس المدينة، مساء الاثنين، خطة لتوسعة الميناء القديم تشمل بناء رصيف جديد ومستودعات للحبوب ومحطة للركاب."
SECOND = "وقال رئيس المجلس سامي الراوي إن الأعمال ستبدأ مطلع العام المقبل، وإن كلفتها تبلغ نحو ستين مليونا."
THIRD = "وأضاف أن التوسعة ستوفر مئات فرص العمل لأبناء الأحياء القريبة، وستخفف الازدحام عن الطريق الساحلي."
SHORT = "لا موعد نهائيا بعد."
OTHER_TITLE = "انطلاق مهرجان الزيتون في القرى الجبلية بمشاركة واسعة"
OTHER = [
    "انطلق مهرجان الزيتون السنوي في القرى الجبلية بمشاركة عشرات المزارعين الذين عرضوا محاصيلهم وأدواتهم القديمة أمام الزوار.",
    "وقالت منظمة المهرجان منى العلي إن الموسم جيد هذا العام، وإن المزارعين ينتظرون أسعارا أفضل من أسعار الموسم الماضي في الأسواق.",
    "ويستمر المهرجان أسبوعا كاملا، وتتخلله عروض للرقص الشعبي وورش للأطفال ومعرض للزيت في ساحة القرية الكبرى قرب المدرسة القديمة.",
]  # fmt: skip
MENU = ["* الرئيسية", "* سياسة", "* اقتصاد", "* رياضة", "* ثقافة وفنون"]
RELATED = [
    "سباق الدراجات ينطلق غدا من الساحة الكبرى",
    "افتتاح مكتبة عامة في الحي الشرقي",
    "تراجع أسعار الخضار في السوق المركزي",
]

LAYOUTS = {
    "bare": [TITLE, "", FIRST, "", SECOND, "", THIRD],
    "menu above, related below": [*MENU, TITLE, "13 نوفمبر 2020", "شارك", FIRST, SECOND, THIRD, "الأكثر قراءة", *RELATED, "© 2020 جميع الحقوق محفوظة"],
    "caption and byline": ["الرئيسية » محليات", TITLE, "الجمعة 13 نوفمبر 2020", "كتب: سامي حسن", "الميناء القديم في المدينة (رويترز)", FIRST, SECOND, THIRD],
    "links inside": [TITLE, "13/11/2020", FIRST, "اقرأ أيضا", *RELATED[:2], SECOND, "إعلان", THIRD, "كلمات مفتاحية", "ميناء", "مدينة"],
    "tweet inside": [TITLE, "2020-11-13", FIRST, "— مجلس المدينة (@madina) November 13, 2020", SECOND, "pic.twitter.com/aBcDeF", THIRD],
    "comments below": [TITLE, "13 نوفمبر 2020", FIRST, SECOND, THIRD, "التعليقات", "زائر", "خبر جميل ونتمنى أن تبدأ الأعمال قريبا لأن الطريق الساحلي مزدحم دائما ولا يطاق في الصيف.", "أضف تعليق"],
    "teasers above": ["أهم الأخبار", RELATED[0], "منذ ساعتين", "ينطلق غدا سباق الدراجات السنوي من الساحة الكبرى بمشاركة...", RELATED[1], "منذ 3 ساعات", "افتتحت البلدية مكتبة عامة في الحي الشرقي تضم آلاف الكتب...", TITLE, "13 نوفمبر 2020", FIRST, SECOND, THIRD],
    "title twice": [TITLE, "", "الميناء القديم (أ.ف.ب)", "الميناء القديم (أ.ف.ب)", "TT", "", TITLE, "", "13 نوفمبر 2020", FIRST, SECOND, THIRD],
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("wrapped", [False, True], ids=["as it is", "hard-wrapped"])
def test_title_text_and_date_are_found_in_every_layout(
    layout: str, wrapped: bool, read_text: ReadText
) -> None:
    page = LAYOUTS[layout]
    if wrapped:
        page = [
            " ".join(line.split()[at : at + 12])
            for line in page
            for at in range(0, max(len(line.split()), 1), 12)
        ]
    (article,) = read_text("\n".join(page) + "\n").articles
    assert article.title == TITLE
    assert " ".join(article.body.split()) == " ".join([FIRST, SECOND, THIRD])
    assert article.date == (None if layout == "bare" else datetime.date(2020, 11, 13))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_line_is_title_or_body_or_logged(layout: str, read_text: ReadText) -> None:
    (article,) = read_text("\n".join(LAYOUTS[layout])).articles
    logged = {line.line: line.text.strip() for line in article.removed}
    for number, line in enumerate(LAYOUTS[layout], start=1):
        if line:
            assert line in (article.title, *article.body.split("\n")) or logged[number] == line
    assert all(line.reason and line.rule for line in article.removed)


def test_an_article_glued_on_below_becomes_one_of_its_own(read_text: ReadText) -> None:
    head = ["TT", "", TITLE, "", "الميناء القديم (أ.ف.ب)", "الميناء القديم (أ.ف.ب)", ""]
    other = [
        "",
        "",
        "",
        OTHER_TITLE,
        "",
        "TT",
        "",
        OTHER_TITLE,
        "",
        "زيتون في القرى (رويترز)",
        "زيتون في القرى (رويترز)",
        "",
    ]
    articles = read_text("\n".join([TITLE, *head, FIRST, SECOND, THIRD, *other, *OTHER])).articles
    assert [(article.part, article.title) for article in articles] == [(1, TITLE), (2, OTHER_TITLE)]
    assert [article.body for article in articles] == ["\n".join([FIRST, SECOND, THIRD]), "\n".join(OTHER)]
    assert {article.source for article in articles} == {"asharq-al-awsat"}


def test_a_list_of_teasers_is_no_further_article(read_text: ReadText) -> None:
    teasers = [
        part
        for title in RELATED
        for part in (
            title,
            "12 نوفمبر 2020",
            f"{title} بحضور عدد كبير من سكان المدينة والقرى المجاورة لها...",
        )
    ]
    (article,) = read_text(
        "\n".join([TITLE, "13 نوفمبر 2020", FIRST, SECOND, THIRD, "أخبار ذات صلة", *teasers])
    ).articles
    assert article.body == "\n".join([FIRST, SECOND, THIRD])


def test_a_short_last_sentence_and_a_subheading_stay(read_text: ReadText) -> None:
    (article,) = read_text("\n".join([TITLE, "", FIRST, "كلفة الأعمال", SECOND, THIRD, SHORT])).articles
    assert article.body == "\n".join([FIRST, "كلفة الأعمال", SECOND, THIRD, SHORT])


@pytest.mark.parametrize(
    ("lines", "source", "title"),
    [
        pytest.param(["ترك برس", "", FIRST, SECOND, THIRD], "turk-press", None, id="stated name alone"),
        pytest.param(
            [TITLE, "+ الخط -", FIRST, SECOND, THIRD], "al-araby-al-jadeed", TITLE, id="sign of a layout"
        ),
        pytest.param(
            [TITLE, FIRST, SECOND, THIRD, "جميع الحقوق محفوظة لصحيفة اليوم السابع"],
            "youm7",
            TITLE,
            id="copyright line",
        ),
        pytest.param(
            [TITLE, f"القاهرة (رويترز) - {FIRST}", SECOND, THIRD],
            "unknown",
            TITLE,
            id="an agency is no outlet",
        ),
        pytest.param(
            ["* الشرق الأوسط", "* العالم", "* الحياة", TITLE, FIRST, SECOND, THIRD],
            "unknown",
            TITLE,
            id="a menu names none",
        ),
    ],
)
def test_the_outlet_is_the_one_that_the_page_names(
    lines: list[str], source: str, title: str | None, read_text: ReadText
) -> None:
    (article,) = read_text("\n".join(lines)).articles
    assert (article.source, article.title) == (source, title)


def test_lines_that_many_pages_repeat_are_furniture_and_copies_are_not(outlets: Outlets) -> None:
    prompt = "تجدون في الصفحة الأخيرة برنامج الفعاليات الثقافية لهذا الأسبوع في المدينة، ومواعيد الحافلات."

    def page(number: int) -> str:
        return "\n".join([f"{FIRST} {number}", f"{SECOND} {number}", prompt, f"{THIRD} {number}"])

    def read(text: str, knowledge: Knowledge) -> list[object]:
        return list(text_articles(text, "a.txt", outlets, knowledge))

    different = learn(read(page(number), Knowledge())[-1] for number in range(6))  # type: ignore[misc]
    copies = learn(read(page(1), Knowledge())[-1] for _ in range(6))  # type: ignore[misc]
    (article, _) = read(page(1), different)
    assert isinstance(article, Article)
    assert prompt not in article.body
    assert article.removed[0].rule == "repetition across files"
    assert copies.repeated == frozenset()


def test_corrections_put_lines_back_and_set_values_right(read_text: ReadText, tmp_path: object) -> None:
    page = "\n".join(LAYOUTS["links inside"])
    said = Corrections(restored=frozenset({("page.txt", "إعلان")}), removed=frozenset({(None, THIRD)}))
    (article,) = read_text(page, knowledge=Knowledge(corrections=said)).articles
    assert article.body == "\n".join([FIRST, SECOND, "إعلان"])


def test_a_text_that_breaks_off_is_flagged(read_text: ReadText) -> None:
    assert "truncated" in read_text(f"{TITLE}\n\n{FIRST}\n{SECOND[:-10]}").warnings
    assert "truncated" not in read_text(f"{TITLE}\n\n{FIRST}\n{SECOND}").warnings


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*LAYOUTS["comments below"], *OTHER, OTHER_TITLE, "", "TT", "شارك", "...", "(أ", "12/12/2020"]
        ),
        max_size=25,
    )
)
def test_any_order_of_lines_is_read_without_losing_one(lines: list[str]) -> None:
    outlets = Outlets.load()
    articles = [
        item
        for item in text_articles("\n".join(lines), "a.txt", outlets, Knowledge())
        if isinstance(item, Article)
    ]
    if articles:
        kept = "\n".join(
            [
                *(f"{one.title}\n{one.body}" for one in articles),
                *(line.text for one in articles for line in one.removed),
            ]
        )
        assert all(line in kept for line in lines)


@pytest.mark.parametrize("flood", ["@a." * 70_000, "a" + "." * 200_000 + "a", "http://" * 30_000, "<" * 200_000, "ـ" * 200_000 + "ا", "«" * 200_000, "5" + "\u064b" * 20_000 + "كلمات طويلة هنا"])
def test_a_flood_of_signs_ends(flood: str, read_text: ReadText) -> None:
    """A rule that searches such a line from each of its signs would take hours."""
    result = read_text(f"{FIRST}\n{flood}\n{SECOND}\n")
    assert FIRST in result.articles[0].body
