"""The hand-written words: lists read, checked and inflected."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple

from dashboard.text.terms.affixes import NOUN, PAST, PRESENT, Need
from dashboard.text.terms.verbs import PAST_ENDINGS, Ending, conjugated

_NOUN = Need.BARE | Need.ATS | Need.DUAL | Need.CONSTRUCT | Need.PRONOUN | Need.TANWEEN
_ADJECTIVE = _NOUN | Need.FEM | Need.MPL
_PLURAL = Need.BARE | Need.CONSTRUCT | Need.PRONOUN | Need.TANWEEN

_SECTIONS = {"[usual]": 0, "[rarer]": -1}
# How much less usual a reading is than the first one of its spelling.
_LATER_FORM, _RARE, _USUAL, _RANK = -0.8, -2.5, 0.7, 1.0
_PASSIVE = -1.6
_PARTICIPLE = -0.7
_RELATIVE = -3.0
_WITHOUT_YEH, _NAMESAKE, _GRAMMAR = -2.5, -3.0, 1.5
_SECOND_PARTICIPLE = -1.0


class WordListError(ValueError):
    """A line of a word list that cannot be read."""


class Form(NamedTuple):
    """One spelling of a listed word: what kind of reading it is, which endings it takes, whose form it is, how usual it is."""

    text: str
    kind: int
    takes: int
    lemma: str
    verb: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: where it stands, its words, and how usual it is (a - after the first word: rarer, a +: more usual, than its section)."""

    line: int
    words: list[str]
    rank: int


def entries(name: str) -> Iterator[Entry]:
    """The entries of a list; they are parted by the Arabic comma, # begins a comment, [rarer] and [usual] begin sections."""
    section = 0
    for number, line in enumerate(files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("["):
            if line.strip() not in _SECTIONS:
                raise WordListError(f"{name}, line {number}: no section {line.strip()}; known: {', '.join(_SECTIONS)}")
            section = _SECTIONS[line.strip()]
            continue
        for entry in line.split("#")[0].split("،"):
            if words := entry.split():
                bare = words[0].rstrip("-+")
                yield Entry(number, [bare, *words[1:]], section + words[0].count("+") - words[0].count("-"))


def _verb_forms() -> Iterator[Form]:
    for entry in entries("verbs.txt"):
        radicals, *forms = entry.words
        for rank, form in enumerate(forms):
            try:
                verb = conjugated(radicals, form.rstrip("-+"))
            except (KeyError, IndexError):
                raise WordListError(f"verbs.txt, line {entry.line}: {radicals!r} has no form {form!r}") from None
            base = rank * _LATER_FORM + form.count("-") * _RARE + form.count("+") * _USUAL
            for stem in verb.stems:
                past = bool(stem.endings & PAST_ENDINGS)
                yield Form(stem.text, PAST if past else PRESENT, stem.endings, verb.lemma, True, base + (_PASSIVE if stem.passive else 0.0))
            rarer = form.count("-") * _RARE
            for place, noun in enumerate(dict.fromkeys(verb.participles)):
                yield from _noun_forms(noun, [], _ADJECTIVE, rarer + _PARTICIPLE + place * _SECOND_PARTICIPLE, defective=noun.endswith("ي"))
            if verb.masdar:
                yield from _noun_forms(verb.masdar, [], _NOUN, base if verb.masdar.startswith("ت") else rarer, defective=verb.masdar.endswith("ي"))


def _relative(noun: str) -> str | None:
    """The relative adjective of a noun (سياسة: سياسي), where the spelling gives it; None for what is none's base."""
    if noun.endswith(("ي", "ى", "و", "ؤ", "ئ")) or (noun.startswith("م") and len(noun) > 4):
        return None
    base = noun.removesuffix("ية").removesuffix("يا").removesuffix("ة").removesuffix("ا")
    if base.endswith("اء"):
        return base[:-1] + "ئي" if len(base) < 5 else base[:-1] + "وي"
    return base + "ي" if len(base) > 2 else None


def _irregular_forms() -> Iterator[Form]:
    for entry in entries("irregular_verbs.txt"):
        lemma, *spellings = entry.words
        if "|" not in spellings:
            raise WordListError(f"irregular_verbs.txt, line {entry.line}: no stroke between past and present")
        middle = spellings.index("|")
        for text in spellings[:middle]:
            yield Form(text, PAST, Ending.NONE | Ending.PRONOUN, lemma, True, 0.0)
        for text in spellings[middle + 1 :]:
            yield Form(text[1:], PRESENT, Ending.PRESENT | Ending.PRESENT_PRONOUN, lemma, True, 0.0)


def _noun_forms(lemma: str, plurals: list[str], takes: int, weight: float, *, defective: bool = False) -> Iterator[Form]:
    """A noun's forms. One with a plural of its own does not take ات unless it is an adjective or ends in ة."""
    if plurals and not takes & Need.FEM and not lemma.endswith("ة"):
        takes &= ~Need.ATS
    yield Form(lemma, NOUN, takes, lemma, False, weight)
    if weight < _GRAMMAR and not takes & Need.FEM and (relative := _relative(lemma)):
        yield Form(relative, NOUN, _ADJECTIVE, relative, False, _RELATIVE)
    if defective or (len(lemma) == 4 and lemma[1] == "ا" and lemma[3] == "ي"):
        yield Form(lemma[:-1], NOUN, Need.BARE, lemma, False, weight + _WITHOUT_YEH)
    for plural in plurals:
        yield Form(plural, NOUN, _PLURAL, lemma, False, weight)
        if len(plural) == 5 and plural[2] == "ا" and plural[4] == "ي":
            yield Form(plural[:-1], NOUN, Need.BARE, lemma, False, weight + _WITHOUT_YEH)


def forms() -> Iterator[Form]:
    """Every form of every listed word, with the Egyptian spelling of its hamza where it has one (مسئول and شئون for مسؤول and شؤون)."""
    for form in _listed_forms():
        yield form
        if "ؤو" in form.text:
            yield form._replace(text=form.text.replace("ؤو", "ئو"))


def _listed(name: str, takes: int, weight: float = 0.0) -> Iterator[Form]:
    """The forms of a list. What it spells both with إ and with أ (إسبانيا, أسبانيا) is one word, named as it stands first."""
    first: dict[str, str] = {}
    for entry in entries(name):
        lemma, *plurals = entry.words
        for form in _noun_forms(lemma, plurals, takes, weight + entry.rank * _RANK):
            known = first.setdefault(form.lemma.replace("إ", "أ"), form.lemma)
            yield form if known == form.lemma else form._replace(lemma=known)


def _listed_forms() -> Iterator[Form]:
    """The forms of every list. A name that is spelled like a form of another word (آمال, شرقية) is the less likely reading."""
    words = [*_verb_forms(), *_irregular_forms()]
    for name, takes in (("nouns.txt", _NOUN), ("verbal_nouns.txt", _NOUN), ("adjectives.txt", _ADJECTIVE)):
        words += _listed(name, takes)
    words += _listed("function_words.txt", Need.BARE, _GRAMMAR)
    words += _listed("pronoun_bearers.txt", Need.BARE | Need.PRONOUN, _GRAMMAR)
    lemma = {form.text: form.lemma for form in words if form.kind == NOUN and form.takes & Need.BARE}
    lemma.update({form.text + "ة": form.lemma for form in words if form.kind == NOUN and form.takes & Need.FEM})
    yield from words
    for form in _listed("names.txt", Need.BARE):
        yield form._replace(weight=form.weight + _NAMESAKE) if lemma.get(form.text, form.lemma) != form.lemma else form
