import pytest

from dashboard.readers.language import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("أقر مجلس المدينة خطة لتوسعة الميناء القديم تشمل بناء رصيف جديد", "ar"),
        ("زار الوفد پاکستان والتقى في العاصمة وزير الخارجية وبحث معه التعاون", "ar"),
        ("شورای شهر برنامه توسعه بندر قدیمی را تصویب کرد که شامل ساخت اسکله جدید است", "fa"),
        ("شہر کی کونسل نے پرانی بندرگاہ کی توسیع کے منصوبے کی منظوری دی ہے اور کام جلد شروع ہوگا", "ur"),
        ("The city council approved a plan for the old port and the work is to start in spring", "en"),
        ("Le conseil de la ville a approuvé le plan et les travaux commencent dans une semaine", "fr"),
        ("Городской совет одобрил план расширения старого порта", "ru"),
        ("12345 ...", "und"),
    ],
)
def test_the_language_is_told_by_letters_and_common_words(text: str, code: str) -> None:
    assert language(text) == code
