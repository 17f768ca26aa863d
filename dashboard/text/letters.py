"""Letters and invisible signs by name, and the folding under which two spellings count as the same word."""

import re
import unicodedata

TATWEEL = "\u0640"
SUPERSCRIPT_ALEF = "\u0670"
TASHKEEL = "".join(map(chr, range(0x064B, 0x0660))) + SUPERSCRIPT_ALEF
QURANIC_MARKS = "".join(map(chr, [*range(0x0610, 0x061B), *range(0x06D6, 0x06DD), *range(0x06DF, 0x06E5), 0x06E7, 0x06E8, *range(0x06EA, 0x06EE)]))
ZERO_WIDTH_SPACE, ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER = "\u200b", "\u200c", "\u200d"
SOFT_HYPHEN, WORD_JOINER, BYTE_ORDER_MARK, ARABIC_LETTER_MARK = "\u00ad", "\u2060", "\ufeff", "\u061c"
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" + LEFT_TO_RIGHT_MARK + RIGHT_TO_LEFT_MARK + ARABIC_LETTER_MARK
FIRST_STRONG_ISOLATE, RIGHT_TO_LEFT_ISOLATE, POP_ISOLATE = "\u2068", "\u2067", "\u2069"
INVISIBLE = BIDI_CONTROLS + ZERO_WIDTH_SPACE + ZERO_WIDTH_NON_JOINER + ZERO_WIDTH_JOINER + SOFT_HYPHEN + WORD_JOINER + BYTE_ORDER_MARK
NO_BREAK_SPACE = "\u00a0"

ARABIC_INDIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
TO_WESTERN_DIGITS = str.maketrans(ARABIC_INDIC_DIGITS + PERSIAN_DIGITS, "0123456789" * 2)

_DROPPED = dict.fromkeys(map(ord, TATWEEL + TASHKEEL + QURANIC_MARKS + INVISIBLE))
_ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ە": "ه", "ے": "ي"})
_FOLDING = {**_DROPPED, **_ALIKE, **TO_WESTERN_DIGITS}
_PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


def western_digits(text: str) -> str:
    """Arabic-Indic and Persian digits as 0-9; everything else stays."""
    return text.translate(TO_WESTERN_DIGITS)


def visible(text: str) -> str:
    """The text without signs that only steer direction or joining."""
    return text.translate(dict.fromkeys(map(ord, INVISIBLE)))


def fold(word: str) -> str:
    """The spelling under which a word is compared: no tashkeel, tatweel or invisible signs, one alef, one yeh, Arabic kaf and heh, western digits, lower case.

    Teh marbuta stays apart from heh: كتابة and كتابه are different words.
    """
    if _PRESENTATION_FORMS.search(word):
        word = unicodedata.normalize("NFKC", word)
    return word.translate(_FOLDING).lower()


def search_fold(word: str) -> str:
    """The spelling under which a word is searched: `fold`, and teh marbuta as heh, which many writers do not tell apart."""
    return fold(word).replace("ة", "ه")
