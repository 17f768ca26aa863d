"""What each line of a page dump may be: paragraph, headline, caption, date, byline, or furniture; and what it weighs as text."""

import functools
import itertools
import re
from dataclasses import dataclass
from enum import Enum

from dashboard.readers.dateline import dateline
from dashboard.readers.dating import found_date
from dashboard.readers.furniture import Found, furniture
from dashboard.readers.lines import Line
from dashboard.readers.openings import goes_on, opens_with_verb
from dashboard.readers.outlets import Outlets
from dashboard.readers.page_words import page_talk
from dashboard.text.letters import fold, western_digits

_CREDIT = re.compile(r"[(\[]\s*([^()\[\]]{2,70})\s*[)\]]\s*\Z")
_PHOTO = re.compile(r"صور|لقطة|ارشيف|تصوير|غيتي|جيتي|انترنت|تويتر|فيسبوك|وكالات|متداول|انستغرام|بث ")
_LATIN = re.compile(r"[\sA-Za-z/.,:@©_'-]*[A-Z][\sA-Za-z/.,:@©_'-]*")
_PHOTO_START = re.compile(
    r"(?:\w+ ){0,2}(?:ال)?(?:صورة|صور)(?:\s*[:،,]|\s+رقم|\s*\d|\s+(?:من|ارشيف\w*|تعبيرية|متداولة)|\Z)|تصوير\s*[:/]|(?:photo|image)\b|(?:انفو|فيديو)\s?(?:غراف|جراف)\w*\s*[:|]"
)
_BYLINE = re.compile(
    r"(?:كتب|كتبت|كتبه|بقلم|اعداد|تحرير|حرره|حررته|تقرير|ترجمة|متابعة|مراسل|مراسلنا|خاص|المصدر|الكاتب|المحرر|by|نشر بواسطة|اضيف بواسطة|اضافة|اضافه|نشره|الناشر|بواسطة|حوار|اجري الحوار|حاوره|حاورها|حاورته|تصوير)\s*[:：/\-–]?\s+\S"
)
_DATE_WORDS = re.compile(
    r"\b(?:نشر|نشرت|النشر|تاريخ|التاريخ|تم|في|يوم|بتاريخ|آخر|اخر|تحديث|التحديث|اخر تحديث|الساعة|ساعة|الموافق|بتوقيت|غرينتش|مكة|gmt|utc|العدد|رقم العدد|عدد|السنة|صباحا|مساء|ص|م|am|pm|منذ|published|updated|date|on|posted|last)\b"
)
_AGO = re.compile(
    r"\W*(?:منذ|قبل)\s+(?:[\d٠-٩]+\s+)?(?:ثانية|ثوان|ثواني|دقيقة|دقائق|دقيقتين|ساعة|ساعات|ساعتين|يوم|أيام|يومين|أسبوع|أسابيع"
    r"|أسبوعين|شهر|أشهر|شهرين|سنة|سنوات|سنتين|عام|أعوام|عامين)(?:\s+(?:واحدة?|تقريبا))?\W*"
)
_TODAY = re.compile(
    r"\W*(?:(?:آخر|اخر) تحديث\W+)?(?:اليوم|أمس|امس|الآن)\W+(?:الساعة\W+)?[\d٠-٩]{1,2}[:.][\d٠-٩]{2}\W*(?:\w{1,8}\W*){0,3}"
)
_PLAYER = re.compile(r"\b(?:video|javascript|browser|cookies?|html5|click|subscribe|loading|newsletter)\b", re.IGNORECASE)
_NUMERIC = re.compile(r"\W*[\d٠-٩]{1,4}\s*[/.\-]\s*[\d٠-٩]{1,2}\s*[/.\-]\s*[\d٠-٩]{2,4}\W*")
_DATE_LABEL = re.compile(r"\W*(?:تم )?(?:تاريخ |اخر )?(?:ال)?(?:نشر|تحديث|تاريخ|اضافة|published|updated)(?: (?:في|بتاريخ|on))?\W*")
SIGNATURE = re.compile(r"[(\[]\s*([^()\[\]]{2,60})\s*[)\]][\s.]*")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_SENTENCE_ENDS = (".", "…", '."', ".»", ".”")
_CLOSING_MARKS = ('"', "»", "”")
_WORD = re.compile(r"[^\W\d_]+")
_LIGHT = ("share", "counter", "address", "subscribe", "related_end")
_MOST_OTHER_WORDS = 3
_HEADLINE_WORDS = 30
_SENTENCE_WORDS = 12
_LONG_HEADLINE = 15
_ROW_WORDS, _ROW_END, _FIGURE = 7, 200, re.compile(r"\d(?:\W*\d)*\W*\w{0,8}\W*\Z")
_LEAST_ROWS = 3
_CONTROL_WORDS, _CONTROL_TALK = 6, 0.2
_GOES_ON, _PAGE_TALK = 4.0, 8.0
_LEAST_ONWARD, _LEAST_OPENING = 4, 8


class Kind(Enum):
    """What a line may be."""

    PARAGRAPH = "paragraph"
    SHORT = "short"
    HEADLINE = "headline"
    MENU = "menu"
    DATE = "date"
    BYLINE = "byline"
    CAPTION = "caption"
    FURNITURE = "furniture"


@dataclass(slots=True)
class Shaped:
    """A line with what it may be, the furniture it is, if any, and its weight as article text in words."""

    line: Line
    kind: Kind
    furniture: Found | None
    weight: float

    @property
    def is_text(self) -> bool:
        """Whether the line alone looks like a paragraph."""
        return self.kind is Kind.PARAGRAPH


def shaped(line: Line, outlets: Outlets) -> Shaped:
    """A line with its kind and weight, told from itself alone."""
    if line.words <= 30 and is_date_line(line.text):
        return Shaped(line, Kind.DATE, None, -6.0)
    found = furniture(line, outlets)
    if found:
        return Shaped(line, Kind.FURNITURE, found, -2.5 if found.kind in _LIGHT else -6.0)
    if line.words <= 10 and is_signature(line.text, outlets):
        return Shaped(line, Kind.BYLINE, Found("agency_tail", "shape: signature"), -2.0)
    if line.words <= _CONTROL_WORDS and not line.full_stop and page_talk(line.text) >= _CONTROL_TALK * line.words:
        return Shaped(line, Kind.FURNITURE, Found("controls", "page_words.toml"), -4.0)
    if line.words <= _HEADLINE_WORDS and is_caption(line.text, outlets):
        return Shaped(line, Kind.CAPTION, None, -3.0)
    if line.words <= 9 and not line.full_stop and _BYLINE.match(fold(line.text)):
        return Shaped(line, Kind.BYLINE, None, -2.0)
    if line.bullet and not line.text.endswith(".") and (line.words < _SENTENCE_WORDS or not (line.ends or line.stops)):
        return Shaped(line, Kind.MENU, None, -4.0 if line.words < 6 else -6.0)
    return _text_line(line)


def _text_line(line: Line) -> Shaped:
    """A line that is neither furniture nor header: its length, its end and its opening say how much of a paragraph it is."""
    kind, weight = _text_shape(line)
    if line.words >= _LEAST_ONWARD and goes_on(line.text):
        kind = Kind.SHORT if kind is Kind.HEADLINE else kind
        weight = max(weight + _GOES_ON, 0.4 * line.words)
    elif line.words >= _LEAST_OPENING and opens_with_verb(line.text):
        weight = max(weight + _GOES_ON, 0.4 * line.words)
    return Shaped(line, kind, None, weight - _PAGE_TALK * page_talk(line.text))


def _text_shape(line: Line) -> tuple[Kind, float]:
    words = float(line.words)
    if len(line.physical) > 1 and not line.ends and not line.stops:
        return Kind.HEADLINE, -5.0
    if line.words >= 30 or (line.words >= 20 and (line.ends or line.stops)):
        return Kind.PARAGRAPH, words
    if line.words >= _SENTENCE_WORDS and (line.full_stop or (line.ends and line.stops)):
        return Kind.PARAGRAPH, words
    if line.words >= _SENTENCE_WORDS and line.stops:
        return Kind.PARAGRAPH, (0.5 if line.words >= _SENTENCE_WORDS + 5 else 0.3) * words
    if line.words >= 4 and line.text.endswith(_SENTENCE_ENDS):
        return Kind.SHORT, 0.6 * words + (2.0 if line.text.endswith(".") and not line.text.endswith("..") else 0.0)
    if line.ends and (line.words < 6 or line.full_stop or not line.text.endswith(_CLOSING_MARKS)):
        return Kind.SHORT, 0.0
    if line.words >= _LONG_HEADLINE:
        return Kind.HEADLINE, -5.0 + 1.2 * (line.words - _LONG_HEADLINE)
    return Kind.HEADLINE, -5.0 if line.words >= 5 else -3.0


@functools.lru_cache(maxsize=1 << 12)
def is_date_line(text: str) -> bool:
    """Whether a line says when, and little else."""
    if _AGO.fullmatch(text) or _TODAY.fullmatch(text) or _NUMERIC.fullmatch(text):
        return True
    if not any(letter.isdigit() for letter in text):
        return _DATE_LABEL.fullmatch(fold(text)) is not None
    found = found_date(text)
    if found is None:
        return False
    rest = fold(text[: found.start] + " " + text[found.end :])
    others = [word for word in _WORD.findall(_DATE_WORDS.sub(" ", western_digits(rest))) if len(word) > 1]
    return len(others) <= _MOST_OTHER_WORDS


def settled(lines: list[Shaped]) -> list[Shaped]:
    """The lines of a page as their neighbours make them: points of lists, and the controls of players among Arabic text."""
    return _without_controls(_with_tables(_with_lists(lines)))


def _with_tables(lines: list[Shaped]) -> list[Shaped]:
    """The lines, short ones with figures among others of their kind being rows of a table."""
    rows = [at for at, one in enumerate(lines) if _may_be_row(one)]
    others = [at for at, one in enumerate(lines) if one.furniture is None]
    place = {at: number for number, at in enumerate(others)}
    near = {at: sum(place[at] - 2 <= place[other] <= place[at] + 2 for other in rows[max(k - 2, 0) : k + 3]) for k, at in enumerate(rows)}
    return [Shaped(one.line, Kind.SHORT, None, 0.0) if near.get(at, 0) >= _LEAST_ROWS else one for at, one in enumerate(lines)]


def _may_be_row(one: Shaped) -> bool:
    plain = one.furniture is None and one.kind in (Kind.HEADLINE, Kind.SHORT)
    return plain and one.line.words <= _ROW_WORDS and _FIGURE.search(one.line.text[-_ROW_END:]) is not None


def _without_controls(lines: list[Shaped]) -> list[Shaped]:
    """Lines without an Arabic letter are furniture where most lines of the page are Arabic: short ones («Play»), and what players say."""
    foreign = [not _ARABIC.search(one.line.text) for one in lines]
    if sum(foreign) * 2 > len(lines):
        return lines
    return [
        Shaped(one.line, Kind.FURNITURE, Found("controls", "shape: no Arabic letters"), -1.5)
        if alien and one.furniture is None and (_is_control(one) or _PLAYER.search(one.line.text))
        else one
        for one, alien in zip(lines, foreign, strict=True)
    ]


def _is_control(one: Shaped) -> bool:
    return one.line.words <= _CONTROL_WORDS and one.kind in (Kind.HEADLINE, Kind.SHORT, Kind.MENU)


def _with_lists(lines: list[Shaped]) -> list[Shaped]:
    """The lines, bulleted ones being text where they are points below a colon, or questions with an answer below."""
    result: list[Shaped] = []
    listing = False
    for one, following in itertools.zip_longest(lines, lines[1:]):
        asked = one.kind is Kind.MENU and one.line.text.endswith(("؟", "?")) and _answers(following)
        point = one.kind is Kind.MENU and (listing or asked)
        result.append(Shaped(one.line, Kind.SHORT, None, 0.0) if point else one)
        introduces = one.kind in (Kind.PARAGRAPH, Kind.SHORT) and one.line.words >= 4
        listing = point or (introduces and one.line.text.endswith(":"))
    return result


def _answers(one: Shaped | None) -> bool:
    return one is not None and not one.line.bullet and one.kind in (Kind.PARAGRAPH, Kind.SHORT)


def is_signature(text: str, outlets: Outlets) -> bool:
    """Whether a line is no more than where the text comes from: «(رويترز)», «موسكو - سبوتنيك», «الرباط (المرفأ)»."""
    bare = SIGNATURE.fullmatch(text)
    if bare:
        return any(map(outlets.source_of_name, [bare[1], *re.split(r"\s*[-–/،,+]\s*", bare[1])]))
    stated = dateline(text, outlets)
    return stated is not None and len(stated.text) >= len(text.rstrip(" .:-–"))


def is_caption(text: str, outlets: Outlets) -> bool:
    """Whether a line looks like the words under a picture: it closes with a photo credit in brackets, or says that it is one."""
    if _PHOTO_START.match(fold(text)):
        return True
    credit = _CREDIT.search(text)
    if (
        credit is None
        or not text[: credit.start()].strip()
        or text[: credit.start()].rstrip().endswith((".", "؟", "!"))
    ):
        return False
    said = credit[1]
    names = [said, *re.split(r"\s*[-–/،,+]\s*", said)]
    return bool(_PHOTO.search(fold(said)) or _LATIN.fullmatch(said)) or any(
        map(outlets.source_of_name, names)
    )
