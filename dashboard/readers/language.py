"""Which language an article is in, told by its letters and commonest words."""

import re

_PERSIAN_WORDS = re.compile(r"(?:^|\s)(?:از|است|این|که|را|می|برای|های|شد|خود|اين|كه|برای)(?=\s|$)")
_URDU_WORDS = re.compile(r"(?:^|\s)(?:کے|میں|کی|ہے|نے|سے|اور|کا|کو|ہیں|پر)(?=\s|$)")
_ARABIC_WORDS = re.compile(r"(?:^|\s)(?:ال\w+|وال\w+|بال\w+|لل\w+|في|فی|من|على|علی|إلى|الى|أن|إن|عن)(?=\s|$)")
_LATIN = {
    "fr": re.compile(r"\b(?:le|la|les|des|est|dans|une|que|pour)\b"),
    "en": re.compile(r"\b(?:the|of|and|to|in|that|is|for|with)\b"),
    "tr": re.compile(r"\b(?:ve|bir|bu|için|ile|olarak|da|de)\b"),
    "es": re.compile(r"\b(?:el|los|las|que|una|por|con|del)\b"),
    "de": re.compile(r"\b(?:der|die|das|und|ist|nicht|ein|mit)\b"),
}
_KURDISH = re.compile("[ەێۆڵڕ]")
_ARABIC_SCRIPT = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_SCRIPTS = (
    ("ru", re.compile("[\u0400-\u04ff]")), ("he", re.compile("[\u05d0-\u05ea]")), ("hy", re.compile("[\u0531-\u0587]")),
    ("ka", re.compile("[\u10a0-\u10ff]")), ("el", re.compile("[\u0370-\u03ff]")), ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")), ("ja", re.compile("[\u3040-\u30ff]")), ("hi", re.compile("[\u0900-\u097f]")),
)  # fmt: skip
_SAMPLE = 1200


def language(text: str) -> str:
    """The ISO 639 code of a text's language; Arabic unless its letters say otherwise, `und` where nothing tells.

    The first look costs three counts: most alefs and lams of a text in Arabic script, and hardly a Persian yeh, are Arabic.
    """
    sample = text[:_SAMPLE]
    common = sample.count("ا") + sample.count("ل")
    if (
        common * 9 > len(sample)
        and sample.count("ی") * 60 < len(sample)
        and " که " not in sample
        and " است " not in sample
    ):
        return "ar"
    return _by_letters(sample, text)


def _by_letters(sample: str, text: str) -> str:
    if len(_LETTER.findall(sample)) < 10:
        sample = text[: 10 * _SAMPLE]
    letters = _LETTER.findall(sample)
    if not letters:
        return "und"
    if len(_ARABIC_SCRIPT.findall(sample)) * 2 >= len(letters):
        return _in_arabic_script(sample)
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) * 3 >= len(letters):
            return code
    lower = sample.lower()
    counts = {code: len(words.findall(lower)) for code, words in _LATIN.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] * 25 >= len(lower.split()) else "und"


def _in_arabic_script(sample: str) -> str:
    arabic = len(_ARABIC_WORDS.findall(sample))
    if len(_KURDISH.findall(sample)) * 30 > len(sample):
        return "ckb"
    urdu, persian = len(_URDU_WORDS.findall(sample)), len(_PERSIAN_WORDS.findall(sample))
    if urdu > max(arabic, persian):
        return "ur"
    return "fa" if persian > arabic else "ar"
