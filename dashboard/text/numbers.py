"""Numbers written as Arabic words: «الحادي والعشرين» is 21st, «ألفين وعشرين» is 2020."""

from collections.abc import Sequence

from dashboard.text.letters import fold

_ORDINALS = {
    1: "الأول الأولى الفاتح الحادي الحادية الواحد", 2: "الثاني الثانية", 3: "الثالث الثالثة", 4: "الرابع الرابعة",
    5: "الخامس الخامسة", 6: "السادس السادسة", 7: "السابع السابعة", 8: "الثامن الثامنة", 9: "التاسع التاسعة",
    10: "العاشر العاشرة", 20: "العشرين العشرون", 30: "الثلاثين الثلاثون",
}  # fmt: skip
_CARDINALS = {
    1: "واحد واحدة إحدى أحد", 2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتي", 3: "ثلاث ثلاثة", 4: "أربع أربعة", 5: "خمس خمسة",
    6: "ست ستة", 7: "سبع سبعة", 8: "ثمان ثماني ثمانية", 9: "تسع تسعة", 10: "عشر عشرة", 20: "عشرون عشرين", 30: "ثلاثون ثلاثين",
    40: "أربعون أربعين", 50: "خمسون خمسين", 60: "ستون ستين", 70: "سبعون سبعين", 80: "ثمانون ثمانين", 90: "تسعون تسعين",
    100: "مئة مائة ميه", 200: "مئتان مئتين مائتان مائتين", 300: "ثلاثمئة ثلاثمائة", 400: "أربعمئة أربعمائة", 500: "خمسمئة خمسمائة",
    600: "ستمئة ستمائة", 700: "سبعمئة سبعمائة", 800: "ثمانمئة ثمانمائة ثمانيمئة", 900: "تسعمئة تسعمائة", 1000: "ألف", 2000: "ألفان ألفين",
}  # fmt: skip


def _by_word(table: dict[int, str]) -> dict[str, int]:
    return {fold(word): number for number, words in table.items() for word in words.split()}


ORDINALS = _by_word(_ORDINALS)
CARDINALS = _by_word(_CARDINALS)
_TEENS = {fold("عشر"), fold("عشرة")}
_AND = "و"


def ordinal(words: Sequence[str], at: int = 0) -> tuple[int, int] | None:
    """The ordinal up to 39 that starts at word `at`, and the index after it; the words are folded.

    Only definite ordinals are read: a bare «ثالث» is an ordinary word more often than a day of the month.
    """
    first = ORDINALS.get(words[at]) if at < len(words) else None
    if first is None:
        return None
    after = words[at + 1] if at + 1 < len(words) else ""
    if first < 10 and after in _TEENS:
        return first + 10, at + 2
    tens = ORDINALS.get(after.removeprefix(_AND)) if after.startswith(_AND) else None
    if first < 10 and tens in (20, 30):
        return first + tens, at + 2
    if words[at] in (fold("الحادي"), fold("الواحد")):
        return None
    return first, at + 1


def cardinal(words: Sequence[str], at: int = 0) -> tuple[int, int] | None:
    """The cardinal up to 9999 that starts at word `at`, and the index after it; the words are folded.

    Parts come in falling size, joined by «و» except for the teens: ألف وتسعمئة وسبعة وستون.
    """
    total, last, here = 0, 10_000, at
    while here < len(words):
        word = words[here] if here == at else words[here].removeprefix(_AND)
        joined = here > at and words[here].startswith(_AND)
        value = CARDINALS.get(word)
        teen = here > at and value == 10 and not joined and 0 < last < 10
        if value is None or (here > at and not (joined or teen)):
            break
        if value >= last and not teen and not (last < 10 and 20 <= value < 100):
            break
        total, last, here = total + value, 0 if teen else value, here + 1
    return (total, here) if here > at else None
