"""Every form of the verbs of speech that news uses, made by rule from quote_verbs.toml."""

from collections.abc import Iterator
from functools import cache

from dashboard.annotate.quote_classes import (
    ARRIVES,
    CLAUSE_IN_MARKS,
    DEEMS,
    FEMININE,
    FINITE,
    GERUND,
    GERUND_OWN,
    MARKS_ONLY,
    PARTICIPLE,
    PLURAL,
    QUOTED,
    RELAYS,
    SEIZES,
    TAKES_FROM,
    TAKES_ON,
    TAKES_TO,
    TELLS,
    WEAK,
    WITH_NOUN,
    Word,
)
from dashboard.annotate.quote_data import (
    VERBS,
    key_of,
    parsed,
    section,
    words,
)
from dashboard.errors import DataFileError

_FLAGS = {"with_noun": WITH_NOUN, "weak": WEAK, "in_marks_only": MARKS_ONLY, "relays": RELAYS, "arrives": ARRIVES, "tells": TELLS, "deems": DEEMS}
_TRAITS = {"takes_to": TAKES_TO, "takes_on": TAKES_ON, "takes_from": TAKES_FROM, "clause_in_marks": CLAUSE_IN_MARKS, "seizes": SEIZES}
_PUT_TO_SOMEBODY = frozenset({"سأل"})
"""Verbs of a question, after which the one who is asked stands: سألنا الوزير … فقال."""
OBJECTS = ("ه", "ها", "هم", "هما")
VERB_CLASSES: tuple[str, ...] = tuple(name for name in parsed(VERBS) if name != "flags")
"""The classes of verbs of speech; `verb_class` of a quote is an index into them."""
ACCORDING_CLASS = VERB_CLASSES.index("according")


def _past(verb: str) -> Iterator[tuple[str, int]]:
    """The third persons of the past, with their classes."""
    stem = verb[:-1] if verb[-1] in "ىا" and verb not in ("قرا",) else verb
    yield verb, 0
    yield stem + "ت", FEMININE
    yield stem + "وا", PLURAL
    yield (verb if stem == verb else stem + "ي") + "ا", PLURAL
    yield stem + "تا", FEMININE | PLURAL
    yield stem + "ن", FEMININE | PLURAL
    if verb in _PUT_TO_SOMEBODY:
        yield verb + "نا", 0
        yield verb + "ته", FEMININE


def _present(verb: str) -> Iterator[tuple[str, int]]:
    """The third persons of the present and the future."""
    stem = verb[:-1] if verb[-1] in "ىيو" else verb
    for future in ("", "س"):
        yield future + verb, 0
        yield future + "ت" + verb[1:], FEMININE
        yield future + stem + "ون", PLURAL
        yield future + (verb if stem == verb else stem + "ي") + "ان", PLURAL
        yield future + "ت" + verb[1:] + "ان", FEMININE | PLURAL
    yield "ل" + verb, 0
    yield "ل" + "ت" + verb[1:], FEMININE


def _participles(form: str) -> Iterator[tuple[str, int]]:
    """The participle as an adverb, in the accusative: قائلا, مشيرة, مؤكدين."""
    stem = form[:-1] if form[-1] == "ي" and len(form) > 3 else form
    yield form + "ا", 0
    if form[-1] == "ئ":
        yield form + "ًا", 0
    yield form + "ة", FEMININE
    yield stem + "ين", PLURAL
    yield form + "تين", FEMININE | PLURAL


def _gerunds(noun: str) -> Iterator[tuple[str, int]]:
    """The verbal noun, and with the one who speaks: قوله."""
    for clitic in ("", "ب", "ال", "بال"):
        yield clitic + noun, GERUND
    bound = noun[:-1] + "ت" if noun.endswith("ة") else noun
    for owner in OBJECTS:
        for clitic in ("", "ب", "في", "مع"):
            yield clitic + bound + owner, GERUND_OWN


def _with_object(flags: int) -> int:
    """What a verb with an object attached is still: وصفه بـ«…» and أخبره أن … introduce speech, «ذكره» does not."""
    if flags & DEEMS:
        return FINITE | MARKS_ONLY
    return FINITE if flags & (MARKS_ONLY | TELLS) else 0


@cache
def verbs_of_speech() -> dict[str, Word]:
    """What every form of every verb of speech is, by its key; an earlier entry keeps a form that two verbs share."""
    flags: dict[str, int] = {}
    traits: dict[str, int] = {}
    for name, text in section(VERBS, "flags").items():
        if name not in _FLAGS and name not in _TRAITS:
            raise DataFileError(VERBS, f"flags.{name}", f"is no flag. Known: {', '.join(_FLAGS | _TRAITS)}")
        of = flags if name in _FLAGS else traits
        for verb in words(VERBS, name, text):
            of[verb] = of.get(verb, 0) | (_FLAGS | _TRAITS)[name]
    forms: dict[str, Word] = {}

    def enter(form: str, bits: int, number: int) -> None:
        forms.setdefault(key_of(form), Word(bits, traits.get(past, 0), number))

    for number, name in enumerate(VERB_CLASSES):
        for line in str(section(VERBS, name).get("verbs", "")).strip().splitlines():
            parts = line.split()
            if len(parts) != 4:
                raise DataFileError(VERBS, f"{name}: {line}", "must be past, present, participle and noun")
            past, present, participle, noun = parts
            own = flags.get(past, 0)
            if past != "-":
                for form, bits in _past(past):
                    enter(form, FINITE | own | bits, number)
                    for owner in OBJECTS if not form.endswith("وا") else ():
                        enter(form + owner, QUOTED | own | bits | _with_object(own), number)
            if present != "-":
                for form, bits in _present(present):
                    enter(form, FINITE | own | bits, number)
                    for owner in OBJECTS:
                        bound = form[:-1] + "ا" if form[-1] == "ى" else form
                        enter(bound + owner, QUOTED | own | bits | _with_object(own), number)
            if participle != "-":
                for form, bits in _participles(participle):
                    enter(form, PARTICIPLE | (own & ~WEAK) | bits, number)
            if noun != "-":
                for form, bits in _gerunds(noun):
                    enter(form, bits | own & ~WEAK, number)
    return forms


def is_verb_of_speech(word: str) -> bool:
    """Is a word, as written and without a conjunction, a form of a verb of speech?"""
    return key_of(word) in verbs_of_speech()
