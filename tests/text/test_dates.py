"""Dates as Arabic news writes them."""

import csv
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import CallError, DataFileError
from dashboard.text.date_words import date_words
from dashboard.text.dates import find_date, read_date

ANCHOR = "2020-11-13"  # a Friday

STATED = [
    ("13 آب/أغسطس 2020", "2020-08-13"),
    ("13 اب 2020", "2020-08-13"),
    ("13 تشرين ثان 2020", "2020-11-13"),
    ("1 كانون أول 2020", "2020-12-01"),
    ("15 نوفمبر/ تشرين ثان 2020", "2020-11-15"),
    ("15 تشرين الثاني نوفمبر 2020", "2020-11-15"),
    ("5 كانون الثاني (يناير) 2021", "2021-01-05"),
    ("5 يناير (كانون ثانٍ) من عام 2021", "2021-01-05"),
    ("15 ت2 2020", "2020-11-15"),
    ("الرباط 13 نونبر 2020 -", "2020-11-13"),
    ("10 غشت 2017", "2017-08-10"),
    ("10 اوت 2017", "2017-08-10"),
    ("2 جانفي 2019", "2019-01-02"),
    ("3 أي النار 2001", "2001-01-03"),
    ("الأول من يناير 2020", "2020-01-01"),
    ("الفاتح من نوفمبر 1954", "1954-11-01"),
    ("الحادي والعشرين من حزيران عام 2019", "2019-06-21"),
    ("الخامس من حزيران عام ألف وتسعمئة وسبعة وستين", "1967-06-05"),
    ("25 من يناير، كانون الثاني 2015", "2015-01-25"),
    ("يوم الخميس الثالث من شهر مايو (أيار) عام 2012", "2012-05-03"),
    ("الأحد 3-5-2015", "2015-05-03"),
    ("13 أيلول ألفين وعشرين", "2020-09-13"),
    ("١٣/١١/٢٠٢٠", "2020-11-13"),
    ("۱۳ نوفمبر ۲۰۲۰", "2020-11-13"),
    ("13‏/11‏/2020", "2020-11-13"),
    ("13 ـ 11 ـ 2020", "2020-11-13"),
    ("13.11.2020", "2020-11-13"),
    ("04/04/2020", "2020-04-04"),
    ("الجمعة 11/12/2020", "2020-12-11"),
    ("الخميس 11/12/2020", "2020-11-12"),
    ("2020-11-13T22:00:00+03:00", "2020-11-13"),
    ("20201113", "2020-11-13"),
    ("نوفمبر 13, 2020", "2020-11-13"),
    ("2020 نوفمبر 13", "2020-11-13"),
    ("13-نوفمبر-2020", "2020-11-13"),
    ("13 نـوفـمبر 2020م", "2020-11-13"),
    ("01 اكتوبر 2020ء", "2020-10-01"),
    ("Fri, 13 Nov 2020 22:00:00 +0000", "2020-11-13"),
    ("November 13th, 2020", "2020-11-13"),
    ("13/11/20", "2020-11-13"),
    ("25/12/98", "1998-12-25"),
    ("القاهرة - 13 نوفمبر 2020 (وكالة)", "2020-11-13"),
    ("نشر في: 13/11/2020 - 10:30", "2020-11-13"),
    ("الجمعة ١٣ نوفمبر ٢٠٢٠ - ١٠:٣٠ م", "2020-11-13"),
    ("الجمعة يوم 13 نوفمبر سنة 2020", "2020-11-13"),
    ("28 ربيع الأول 1442هـ", "2020-11-14"),
    ("غرة محرم 1442", "2020-08-20"),
    ("1442/03/27 هـ", "2020-11-13"),
    ("14-09-1432 هـ, 09:40 صباحاً", "2011-08-14"),
    ("الجمعة 27 ربيع الأول 1442 هـ - 13 نوفمبر 2020 م", "2020-11-13"),
    ("28 ربيع الأول 1442هـ الموافق 13 نوفمبر 2020م", "2020-11-13"),
    ("28 ربيع الأول 1442هـ الموافق 13 نوفمبر", "2020-11-13"),
]

NO_DATE = [
    "03/04/2020",
    "03/04/20",
    "الأحد 13 نوفمبر 2020",
    "الأحد 11/12/2020",
    "13 تشرين الأول/نوفمبر 2020",
    "13 رمضان 2020",
    "13 نوفمبر 1442",
    "13 نوفمبر 1442هـ",
    "31 فبراير 2020",
    "29 فبراير 2021",
    "نوفمبر 2020",
    "تشرين الثاني نوفمبر 2020",
    "15 كانون 2020",
    "5-7 نوفمبر 2020",
    "5 و6 نوفمبر 2020",
    "من 5 إلى 7 نوفمبر 2020",
    "5 وحتى 7 نوفمبر 2020",
    "من 13 نوفمبر إلى 15 نوفمبر 2020",
    "13 نوفمبر 2020 و14 ديسمبر 2021",
    "1 رمضان 1441هـ الموافق 13 نوفمبر 2020",
    "13 نوفمبر 20 قتيلا",
    "في 13 نوفمبر، 1250 شخصا",
    "192.168.11.2020",
    "13/11/2020/55",
    "13 نوفمبر",
    "اليوم الثلاثاء",
    "أمس",
    "",
]

TOLD = [
    ("اليوم", "2020-11-13"),
    ("أمس الخميس", "2020-11-12"),
    ("أمس الجمعة", None),
    ("أول من أمس", "2020-11-11"),
    ("غداً", "2020-11-14"),
    ("الخميس", "2020-11-12"),
    ("الجمعة", "2020-11-13"),
    ("الجمعة الماضية", "2020-11-06"),
    ("الجمعة المقبل", "2020-11-20"),
    ("منذ يومين", "2020-11-11"),
    ("منذ 21 أيام", "2020-10-23"),
    ("منذ ثلاثة أيام", "2020-11-10"),
    ("3 أيام مضت", "2020-11-10"),
    ("قبل شهر", "2020-10-13"),
    ("منذ ساعتين", None),
    ("15 نوفمبر", "2020-11-15"),
    ("2 كانون الثاني", "2021-01-02"),
    ("9 ماي", None),
    ("السبت 9 ماي", "2020-05-09"),
    ("الخميس 15 نوفمبر", None),
    ("27 سبتمبر/ أيلول الماضي", "2020-09-27"),
    ("1 ديسمبر/ كانون أول المقبل", "2020-12-01"),
    ("15 مارس من العام الماضي", "2019-03-15"),
    ("الخامس من الشهر الجاري", "2020-11-05"),
    ("اليوم العالمي", None),
    ("الليلة الماضية", None),
    ("منذ سنة وشهرين", "2019-09-13"),
    ("منذ 1 عام, 1 شهر, 1 أسبوع", "2019-10-06"),
    ("منذ يوم و3 ساعات", None),
    ("قبل أيام", None),
    ("منذ سنوات", None),
    ("منذ عام 1992", None),
    ("قبل عام ونصف", None),
    ("قبل يومين من الاقتراع", None),
    ("قبل عام من الآن", "2019-11-13"),
    ("صباح غد", "2020-11-14"),
    ("الخميس أو الجمعة", None),
]


@pytest.mark.parametrize(("text", "iso"), STATED)
def test_a_stated_date_is_read(text: str, iso: str) -> None:
    assert read_date(text) == datetime.date.fromisoformat(iso)


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_ambiguous_or_contradicts_itself_or_lacks_an_anchor_gives_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(("text", "iso"), TOLD)
def test_a_day_told_from_another_day_resolves_against_the_anchor(text: str, iso: str | None) -> None:
    assert read_date(text, anchor=ANCHOR) == (iso and datetime.date.fromisoformat(iso))


def test_the_anchor_may_be_a_date() -> None:
    assert read_date("أمس", datetime.date(2020, 11, 13)) == datetime.date(2020, 11, 12)


def test_an_anchor_that_is_no_date_is_named() -> None:
    with pytest.raises(CallError, match="13 نوفمبر"):
        read_date("أمس", anchor="13 نوفمبر")


def test_an_ambiguous_line_gives_both_readings_and_an_order_settles_it() -> None:
    found = find_date("نشر: 03/04/2020 في القاهرة")
    assert found is not None
    assert (found.date, found.text) == (None, "03/04/2020")
    assert found.ambiguous == (datetime.date(2020, 4, 3), datetime.date(2020, 3, 4))
    settled = find_date("نشر: 03/04/2020 في القاهرة", order="mdy")
    assert settled is not None
    assert settled.date == datetime.date(2020, 3, 4)


@pytest.mark.parametrize(
    ("line", "order"),
    [("13/11/2020", "dmy"), ("11/13/2020", "mdy"), ("11/11/2020", None), ("2020-11-13", None)],
)
def test_a_numeric_date_says_which_order_it_proves(line: str, order: str | None) -> None:
    found = find_date(line)
    assert found is not None
    assert found.order == order


@pytest.mark.parametrize(
    "line",
    [
        "تركيا مصممة على مساعدة جارتها",
        "منذ عام 1992 نحو 20 بالمئة",
        "إس-400 و193 منطقة",
        "الساعة 10:30",
        "من 5 إلى 7",
    ],
)
def test_a_line_without_a_date_has_none(line: str) -> None:
    assert find_date(line) is None


@given(st.dates(datetime.date(1930, 1, 1), datetime.date(2070, 1, 1)), st.sampled_from("/-."))
def test_every_day_is_read_back_from_each_of_its_months_names(day: datetime.date, sign: str) -> None:
    names = [
        " ".join(name) for name, month in date_words().months.items() if month == ("gregorian", day.month)
    ]
    written = [f"{day.day} {name} {day.year}" for name in names]
    assert {
        read_date(text) for text in [*written, day.isoformat(), f"{day.year}{sign}{day.month}{sign}{day.day}"]
    } == {day}


@given(st.text(alphabet="0123٢۳ /-.:،()اليوم نوفمبر الجمعة هـم\u200f\u0640", max_size=60))
def test_any_line_is_read_and_a_found_date_lies_where_it_says(line: str) -> None:
    found = find_date(line, anchor=ANCHOR)
    assert found is None or line[found.start : found.end] == found.text
    read_date(line, ANCHOR)


def test_a_name_that_stands_for_two_months_is_a_fault_of_the_file(tmp_path) -> None:
    file = tmp_path / "dates.toml"
    file.write_text('[gregorian]\n1 = ["يناير"]\n2 = ["يناير"]\n[hijri]\n', encoding="utf-8")
    with pytest.raises(DataFileError, match="يناير"):
        date_words(file)


def test_every_development_string_is_right(shared) -> None:
    lines = (shared / "dev/dates.tsv").read_text(encoding="utf-8").split("\n")
    table = list(csv.DictReader(filter(None, lines), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert table
    wrong = [
        row["string"] for row in table if str(read_date(row["string"], row["anchor"] or None)) != row["iso"]
    ]
    assert wrong == []
