import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.readers.decode import BINARY, UNCERTAIN, clean, decode

SENTENCE = "أعلن مجلس المدينة أن الحديقة الكبرى ستفتح أبوابها للزوار يوم الجمعة المقبل، وقال رئيس المجلس إن الدخول مجاني."
WIDE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
ARABIC = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأؤإئ ،.؟!0123456789\n"), min_size=2)


@pytest.mark.parametrize("encoding", [*WIDE, "cp1256", "iso-8859-6"])
def test_a_sentence_is_read_in_every_encoding(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)).text == SENTENCE


@pytest.mark.parametrize("encoding", WIDE)
def test_a_quotation_in_another_script_does_not_hide_the_encoding(encoding: str) -> None:
    text = "كتب الباحث باللغة الصينية: ”他的书不得更改，他的路没有替换。任何一个人他只能自行改善。“ في صفحته"
    assert decode(text.encode(encoding)).text == text


@given(ARABIC.filter(lambda text: any("ء" <= letter <= "ي" for letter in text)), st.sampled_from(WIDE))
def test_arabic_in_a_unicode_encoding_is_always_read_right(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@given(st.binary(max_size=400))
def test_bytes_of_any_kind_give_text_without_controls_or_a_refusal(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.refusal in (None, BINARY, UNCERTAIN)
    assert clean(decoded.text) == (decoded.text, ())


@pytest.mark.parametrize(
    ("data", "text", "warnings"),
    [
        pytest.param("خبر".encode() + b"\x00", "خبر", {"nul_removed"}, id="nul"),
        pytest.param("0 ب".encode("cp1256"), "0 ب", set(), id="a lone high byte is no cut letter"),
        pytest.param(SENTENCE.encode("iso-8859-6") + b"\xa1", f"{SENTENCE}\ufffd", {"invalid_bytes"}, id="a byte that the page lacks"),
        pytest.param("خبر".encode()[:-1], "خب", {"truncated"}, id="cut letter"),
        pytest.param(
            SENTENCE.encode() + b" \xff " + SENTENCE.encode(),
            f"{SENTENCE} \ufffd {SENTENCE}",
            {"invalid_bytes"},
            id="broken byte",
        ),
        pytest.param("سطر\r\nآخر\rثالث".encode(), "سطر\nآخر\nثالث", set(), id="line ends"),
        pytest.param("\ufeff\ufeffخبر".encode(), "خبر", set(), id="two marks"),
        pytest.param(
            SENTENCE.encode().decode("cp1256", "replace").encode(),
            None,
            {"suspected_mojibake"},
            id="mojibake is kept",
        ),
    ],
)
def test_damage_is_mended_or_flagged(data: bytes, text: str | None, warnings: set[str]) -> None:
    decoded = decode(data)
    assert text is None or decoded.text == text
    assert warnings <= set(decoded.warnings)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"%PDF-1.7\n\xe2\xe3", bytes(range(256)) * 4]
)
def test_binary_files_are_no_text(data: bytes) -> None:
    assert decode(data).refusal == BINARY


def test_a_byte_that_its_code_page_lacks_is_replaced_and_told() -> None:
    decoded = decode(SENTENCE.encode("iso-8859-6").replace(b" ", b"\xb8", 1))
    assert (decoded.text, decoded.warnings) == (SENTENCE.replace(" ", "\ufffd", 1), ("invalid_bytes",))
