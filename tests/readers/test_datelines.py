import pytest

from dashboard.readers.dateline import Dateline, dateline
from dashboard.readers.outlets import Outlets


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "(پاکستان پوائنٹ نیوز / سبوتنيك - 01 اكتوبر 2020ء) بحث الوزير",
            Dateline("(پاکستان پوائنٹ نیوز / سبوتنيك - 01 اكتوبر 2020ء)", "urdupoint", "sputnik"),
        ),
        ("دمشق، سوريا (CNN) -- أكدت جهات", Dateline("دمشق، سوريا (CNN) --", "cnn-arabic", None)),
        ("برلين (د.ب.أ) - قال", Dateline("برلين (د.ب.أ) -", None, "dpa")),
        ("موسكو، 1 أكتوبر (سبوتنيك) - أعلن", Dateline("موسكو، 1 أكتوبر (سبوتنيك) -", None, "sputnik")),
        ("لندن: «الشرق الأوسط»", Dateline("لندن: «الشرق الأوسط»", "asharq-al-awsat", None)),
        ("أبوظبي في 12 نوفمبر / وام / استقبل", Dateline("أبوظبي في 12 نوفمبر / وام /", None, "wam")),
        (
            "الرياض 11 صفر 1442 هـ الموافق 28 سبتمبر 2020 م واس",
            Dateline("الرياض 11 صفر 1442 هـ الموافق 28 سبتمبر 2020 م واس", None, "spa"),
        ),
        ("دمشق-سانا أكد الوزير", Dateline("دمشق-سانا", None, "sana")),
        ("العلاقات الروسية - التركية تشهد توترا", None),
        ("قالت رويترز - إن", None),
        ("أكد وزير الخارجية الروسي (تاس) أن", None),
        ("كشفت مصادر لـ «المدينة»: أن", None),
        ("الحياة - كما يقول المثل - قصيرة", None),
        ("قام رجل يبلغ من العمر حوالي 70 عاما بزيارة المستشفى " + "الكبير في المدينة " * 7 + "والناس", None),
        ("", None),
    ],
)
def test_a_dateline_names_outlet_and_agency_up_to_its_closing_sign(
    line: str, found: Dateline | None, outlets: Outlets
) -> None:
    assert dateline(line, outlets) == found
