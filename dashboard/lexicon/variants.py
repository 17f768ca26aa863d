"""Spellings that a rule can foresee: transliteration habits, joined compounds, slips of the last letter.

Every function gives the other spellings of one name, never the name itself. None of them looks at other names: whether a
spelling is free is for the lexicon to say, which knows all names and the ordinary words.
"""

import itertools
import re
from collections.abc import Iterator

from dashboard.lexicon.keys import SHORTEST_WITH_HEH, name_key

_LATIN_G = re.compile(r"g(?!h)", re.IGNORECASE)
_JOINING_FIRST = (
    "عبد",
    "ابو",
    "أبو",
    "أبا",
    "أبي",
    "آل",
    "قره",
    "فان",
    "نور",
    "سيف",
    "عز",
    "صلاح",
    "علاء",
    "جمال",
    "بهاء",
    "فخر",
)
_DIVINE_LAST = ("الله", "الدين")
_MAY_BE_COMPOUND = re.compile(
    r"(?:^| )(?:" + "|".join(_JOINING_FIRST) + r")| (?:" + "|".join(_DIVINE_LAST) + ")"
)
_ARABIC_LETTERS = "عحضظذء"
_SHORTEST_CHANGED = 4


def hard_g(text: str, en: str) -> Iterator[str]:
    """غ ج ك ق for one another where the Latin spelling has a hard g: غورباتشوف, جورباتشوف, كورباتشوف."""
    if not _LATIN_G.search(en):
        return
    for written in "غج":
        if written in text:
            for other in "غجكق":
                if other != written:
                    yield text.replace(written, other)
            return


def doubled_letters(text: str) -> Iterator[str]:
    """One و or ي for two: علييف, عليف; داوود, داود."""
    single = text.replace("وو", "و").replace("يي", "ي")
    if single != text:
        yield single


def last_letters(text: str) -> Iterator[str]:
    """ا for a last ة or ه, and ة for a last ا: سوريا, سورية; أنقرة, أنقرا."""
    stem, last = text[:-1], text[-1]
    if len(text.split()[-1]) < _SHORTEST_CHANGED:
        return
    if last in "ةه":
        yield stem + "ا"
    elif last == "ا":
        yield stem + "ة"


def inner_endings(text: str) -> Iterator[str]:
    """ة and ه for one another at the end of a short inner word: قره باغ, قرة باغ. In longer words the key makes no difference."""
    if " " not in text:
        return
    words = text.split(" ")
    for i, word in enumerate(words[:-1]):
        if word[-1] in "ةه" and 2 < len(word) < SHORTEST_WITH_HEH and not word.startswith("ال"):
            other = word[:-1] + ("ه" if word[-1] == "ة" else "ة")
            yield " ".join([*words[:i], other, *words[i + 1 :]])


def compounds(text: str) -> Iterator[str]:
    """A compound joined or parted: عبد الله, عبدالله; أبو مازن, أبومازن; نور الدين, نورالدين."""
    if not _MAY_BE_COMPOUND.search(text):
        return
    words = text.split(" ")
    for i, (first, second) in enumerate(itertools.pairwise(words)):
        if first in _JOINING_FIRST or (second in _DIVINE_LAST and len(first) > 2):
            yield " ".join([*words[:i], first + second, *words[i + 2 :]])
    for i, word in enumerate(words):
        parted = _parted(word)
        if parted:
            yield " ".join([*words[:i], parted, *words[i + 1 :]])


def dotted_acronyms(text: str) -> Iterator[str]:
    """Letters with dots, with spaces and with both: أ.ف.ب, أ ف ب, أ. ف. ب."""
    if "." not in text and " " not in text[1:4:2]:
        return
    letters = re.split(r"[.\s]+", text.strip("."))
    if len(letters) > 1 and all(len(letter) == 1 for letter in letters):
        for separator in (".", " "):
            spelling = separator.join(letters)
            if spelling != text:
                yield spelling


def hyphens(text: str) -> Iterator[str]:
    """A hyphenated name with a space, or joined."""
    if "-" in text:
        yield re.sub(r"\s*-\s*", " ", text)
        yield re.sub(r"\s*-\s*", "", text)


def emphatics(text: str, en: str) -> Iterator[str]:
    """ت for ط in a foreign name: إيطاليا, إيتاليا."""
    if "t" in en.lower() and "ط" in text and len(text) > _SHORTEST_CHANGED:
        yield text.replace("ط", "ت")


def looks_foreign(text: str) -> bool:
    """Has the name none of the letters that transliteration avoids, and no Arabic article?"""
    return not any(letter in text for letter in _ARABIC_LETTERS) and not any(
        word.startswith("ال") for word in text.split()
    )


def spellings(text: str, en: str, *, foreign: bool) -> dict[str, str]:
    """Every spelling that the rules foresee for one name, with the name of the rule; those that fold alike stand once."""
    made: list[tuple[str, Iterator[str]]] = [
        ("compound", compounds(text)),
        ("hyphen", hyphens(text)),
        ("acronym", dotted_acronyms(text)),
        ("inner letter", inner_endings(text)),
    ]
    if foreign:
        made += [
            ("last letter", last_letters(text)),
            ("hard g", hard_g(text, en)),
            ("doubled letter", doubled_letters(text)),
            ("emphatic", emphatics(text, en)),
        ]
    seen = {name_key(text)}
    found: dict[str, str] = {}
    for rule, others in made:
        for spelling in others:
            key = name_key(spelling)
            if key not in seen:
                seen.add(key)
                found[spelling] = rule
    return found


def _parted(word: str) -> str | None:
    for first in ("عبد", "أبو", "ابو"):
        rest = word[len(first) :]
        if word.startswith(first) and len(rest) > 3 and (first != "عبد" or rest.startswith("ال")):
            return f"{first} {rest}"
    return None
