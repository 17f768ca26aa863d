"""Conjugation: from a root and a form to the stems, their endings, and the nouns that a verb brings with it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dashboard.text.terms.spelling import HAMZAS, spelled


class Ending:
    """What may follow a stem, as bits. The names give the third person where there is one. Plain integers: an IntFlag takes half the loading time."""

    NONE = 1
    TEH = 2
    WAW = 4
    ALEF = 8
    CONSONANT = 16
    PRONOUN = 32
    PRESENT = 64
    PRESENT_WAW = 128
    PRESENT_ALEF = 256
    PRESENT_NOON = 512
    JUSSIVE = 1024
    PRESENT_PRONOUN = 2048


# A stem is what is left of a form with this ending once the ending's own letters are cut off, so every hamza gets the seat it has there.
_ENDINGS = {
    Ending.NONE: ("a", 0), Ending.TEH: ("aت", 1), Ending.WAW: ("U", 1), Ending.ALEF: ("A", 1), Ending.CONSONANT: ("تu", 1), Ending.PRONOUN: ("ahu", 0),
    Ending.PRESENT: ("u", 0), Ending.PRESENT_WAW: ("Uنa", 2), Ending.PRESENT_ALEF: ("Aنi", 2), Ending.PRESENT_NOON: ("نa", 1), Ending.JUSSIVE: ("", 0), Ending.PRESENT_PRONOUN: ("uhu", 0),
}  # fmt: skip
PAST_ENDINGS = Ending.NONE | Ending.TEH | Ending.WAW | Ending.ALEF | Ending.CONSONANT | Ending.PRONOUN
_BEFORE_CONSONANT = Ending.CONSONANT | Ending.PRESENT_NOON | Ending.JUSSIVE


@dataclass(frozen=True, slots=True)
class Stem:
    """One spelling of a verb without its ending (and, in the present, without its personal prefix)."""

    text: str
    endings: int
    passive: bool


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb as conjugated: its lemma (third person past), stems, participles and regular verbal noun."""

    lemma: str
    stems: tuple[Stem, ...]
    participles: tuple[str, ...]
    masdar: str | None


@cache
def _templates() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(files(__package__).joinpath("conjugation.toml").read_text(encoding="utf-8"))


def root_class(radicals: str) -> str:
    """Which table conjugates a root: sound, hollow, defective, doubled or four."""
    if len(radicals) == 4:
        return "four"
    if radicals[2] in "وي":
        return "defective"
    if radicals[1] in "وي":
        return "hollow"
    return "doubled" if radicals[1] == radicals[2] else "sound"


_ASSIMILATED = {"ء": "'ت", "و": "ت", "ت": "ت", "د": "د", "ط": "ط", "ذ": "د", "ز": "زد", "ص": "صط", "ض": "ضط", "ظ": "ظ"}


def _infixed(first: str) -> str:
    """The first radical with the ت of form VIII, assimilated."""
    return _ASSIMILATED.get(first, first + "ت")


_TWO_HAMZAS = re.compile("^'([aiu])'(?=[^aiuAIUY])")

_WEAK_AFTER_I = re.compile("iو(?=[^aiuAIUY])")


def _filled(template: str, radicals: str) -> str:
    sounds = template.replace("T", _infixed(radicals[0]))
    for number, radical in enumerate(radicals, start=1):
        sounds = sounds.replace(str(number), "'" if radical in HAMZAS else radical)
    return _WEAK_AFTER_I.sub("I", _TWO_HAMZAS.sub(lambda match: "'" + match[1].upper(), sounds))


def _weak_final(sounds: str, ending: int) -> str:
    """A defective stem before an ending: the weak vowel joins it, shortens or gives way."""
    stem, final = (sounds[:-2], "y") if sounds.endswith("iي") else (sounds[:-1], sounds[-1])
    past = bool(ending & PAST_ENDINGS)
    if final == "W":
        final = "A"
    if ending in (Ending.WAW, Ending.PRESENT_WAW):
        return stem + _ENDINGS[ending][0]
    if ending == Ending.JUSSIVE:
        return stem + {"U": "u", "I": "i", "Y": "a"}[final]
    if ending == Ending.TEH and final in "AY":
        return stem + "aت"
    if ending in (Ending.NONE, Ending.PRESENT):
        return stem + {"y": "iيa"}.get(final, final)
    if ending in (Ending.PRONOUN, Ending.PRESENT_PRONOUN):
        return stem + {"y": "iيahu", "Y": "Ahu", "A": "Ahu", "U": "Uhu", "I": "Ihu"}[final]
    consonant = {"A": "aو", "Y": "aي", "y": "iي", "U": "uو", "I": "iي"}[final]
    return stem + consonant + _ENDINGS[ending][0] if past or ending != Ending.PRESENT_NOON else stem + consonant + "نa"


def _masdar(template: str, radicals: str) -> str:
    """تفعيل gives way to تفعلة in roots that end in a hamza (تهنئة)."""
    return "تa12i3aة" if template == "تa12I3" and radicals[2] in HAMZAS else template


def _stems(sounds: str, short: str, *, weak: bool, present: bool, passive: bool) -> Iterator[Stem]:
    """The spellings of one tense and voice, each with the endings it takes."""
    found: dict[str, int] = {}
    for ending, (suffix, cut) in _ENDINGS.items():
        if bool(ending & PAST_ENDINGS) == present:
            continue
        if weak:
            whole = _weak_final(sounds, ending)
        else:
            whole = (short if ending & _BEFORE_CONSONANT else sounds) + suffix
        letters = spelled(whole)
        if ending in (Ending.PRONOUN, Ending.PRESENT_PRONOUN):
            cut = 1
        text = letters[1 if present else 0 : len(letters) - cut if cut else None]
        found[text] = found.get(text, 0) | ending
        if ending in (Ending.WAW, Ending.PRESENT_WAW, Ending.PRONOUN, Ending.PRESENT_PRONOUN) and text.endswith("ؤ"):
            found[text[:-1] + "أ"] = found.get(text[:-1] + "أ", 0) | ending
    for text, endings in found.items():
        yield Stem(text, endings, passive)


_STAND_INS = "\ue000\ue001\ue002\ue003"
_SHAPING = HAMZAS | {"و", "ي"}


def conjugated(radicals: str, form: str) -> Verb:
    """The verb of a root in a form: "1" to "10", with a letter where form I needs its vowel (1a نام/خاف, 1i نسي, 1y سعى, 1l ولي).

    Raises KeyError if the root has no such form. A radical that shapes no spelling is put into a verb conjugated once for all such roots.
    """
    shape = ""
    for at, radical in enumerate(radicals):
        shapes = radical in _SHAPING or (at == 0 and form == "8" and radical in _ASSIMILATED)
        shape += radical if shapes else _STAND_INS[radicals.index(radical)]
    verb = _conjugated(shape, form)
    letters = {ord(stand_in): radical for stand_in, radical in zip(shape, radicals, strict=True)}
    return Verb(
        verb.lemma.translate(letters),
        tuple(Stem(stem.text.translate(letters), stem.endings, stem.passive) for stem in verb.stems),
        tuple(noun.translate(letters) for noun in verb.participles),
        verb.masdar.translate(letters) if verb.masdar else None,
    )


@cache
def _conjugated(radicals: str, form: str) -> Verb:
    kind, number, vowel = root_class(radicals), form.rstrip("aily"), form.lstrip("0123456789")
    table = _templates()[kind].get(number) or _templates()["sound"][number]
    weak = kind == "defective"
    doubled_split = kind == "doubled"
    parts: dict[str, str] = {}
    for part, template in table.items():
        if part in ("nouns", "masdar"):
            continue
        if part == "present" and number == "1" and HAMZAS & set(radicals[1:]):
            template = template.replace("2u3", "2a3")
        if part == "past_short" and kind == "hollow" and radicals[1] == "ي":
            template = template.replace("1u3", "1i3")
        if part == "present" and kind in ("sound", "defective") and number == "1" and radicals[0] == "و":
            template = template.replace("1", "")
        if weak:
            last = {"و": "A", "ي": "Y"}[radicals[2]] if vowel in ("", "y") else "iي"
            template = template.replace("2W", "2i3" if last == "iي" else "2" + last)
            if part == "present":
                template = template.replace("V", {"y": "Y", "i": "Y", "l": "I"}.get(vowel, {"و": "U", "ي": "I"}[radicals[2]]))
        elif kind == "hollow":
            template = template.replace("V", "A" if vowel == "a" else {"و": "U", "ي": "I"}[radicals[1]])
        parts[part] = _filled(template.replace("3", "ي") if weak and part == "past" else template, radicals)
    stems: list[Stem] = []
    for part in ("past", "present", "past_passive", "present_passive"):
        if part in parts:
            present = part.startswith("present")
            if doubled_split and present and f"{part}_short" in parts:
                stems.append(Stem(spelled(parts[part] + "")[1:], Ending.JUSSIVE, "passive" in part))
            stems += _stems(parts[part], parts.get(f"{part}_short", parts[part]), weak=weak, present=present, passive="passive" in part)
    lemma = spelled(_weak_final(parts["past"], Ending.NONE) if weak else parts["past"] + "a")
    nouns: list[str] = []
    for template in table.get("nouns", ()):
        template = template.replace("V", {"و": "U", "ي": "I"}[radicals[2]] if weak else "")
        nouns.append(spelled(_filled(template, radicals)))
    masdar = spelled(_filled(_masdar(table["masdar"], radicals), radicals)) if "masdar" in table else None
    return Verb(lemma, tuple(stems), tuple(nouns), masdar)
