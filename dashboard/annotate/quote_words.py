"""What a word is to quotations: verb of speech and in which form, أن, a word that ends or begins the name of a speaker …

Everything here is done once a type. The classes of a type are bits of one integer, which the kernels read.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dashboard.errors import DataFileError
from dashboard.lexicon.keys import word_key
from dashboard.lexicon.ordinary import is_ordinary
from dashboard.lexicon.wordlists import function_words, given_names, word_list
from dashboard.text.letters import TASHKEEL

_HERE = Path(__file__).parent
_VERBS, _WORDS = _HERE / "quote_verbs.toml", _HERE / "quote_words.toml"

(
    FINITE, PARTICIPLE, GERUND, GERUND_OWN, FEMININE, PLURAL, JOINED, WEAK,
    WITH_NOUN, MARKS_ONLY, RELAYS, ARRIVES, UNSAID, THAT, PREPOSITION, ABOUT,
    RELATIVE, BREAK, JOINT, OPENER, PAST, TIME, ACCORDING, ACCORDING_VERB,
    WHAT, LIMIT, WITH_WAW, OWN_WORDS, OWN_WORDS_OWN, STATEMENT, DOCUMENT, SOURCE,
    AGENCY, ADDRESSEE, BODY, NAMES_FOLLOW, TITLES_FOLLOW, ROLE, SPOKEN_FOR, ALSO,
    CONTENT, DEFINITE, GIVEN, NAMELIKE, NOT_SAID, FIRST_PERSON, WITH_PREPOSITION, VERB,
    QUOTED, OWN, NISBA, BESIDE, NAME_PART, SURNAME, FOREIGN, NEGATING, COUNTERPART, TELLS, CIRCUMSTANCE,
    DEEMS, SINCE, AS_FOR, LIKE,
) = (1 << bit for bit in range(63))  # fmt: skip

_NOUN_LISTS = {
    "statements": STATEMENT, "documents": DOCUMENT, "sources": SOURCE, "agencies": AGENCY, "addressees": ADDRESSEE,
    "bodies": BODY, "names_follow": NAMES_FOLLOW, "titles_follow": TITLES_FOLLOW, "roles": ROLE, "contents": CONTENT,
    "own_words": OWN_WORDS, "circumstances": CIRCUMSTANCE,
}  # fmt: skip
_CLOSED_LISTS = {
    "not_said_before_that": NOT_SAID, "unsaid": UNSAID, "prepositions": PREPOSITION, "about": ABOUT, "beside": BESIDE, "parts_of_names": NAME_PART,
    "relatives": RELATIVE, "breaks": BREAK, "joints": JOINT, "openers": OPENER, "pasts": PAST, "according": ACCORDING,
    "according_verb": ACCORDING_VERB, "what": WHAT, "limit": LIMIT, "spoken_for": SPOKEN_FOR,
    "also": ALSO, "firsts": FIRST_PERSON, "times": TIME, "negating": NEGATING, "since": SINCE, "as_for": AS_FOR, "like": LIKE, "counterparts": COUNTERPART,
}  # fmt: skip
_FLAGS = {"with_noun": WITH_NOUN, "weak": WEAK, "in_marks_only": MARKS_ONLY, "relays": RELAYS, "arrives": ARRIVES, "tells": TELLS, "deems": DEEMS}
_PUT_TO_SOMEBODY = frozenset({"سأل"})
"""Verbs of a question, after which the one who is asked stands: سألنا الوزير … فقال."""
_OBJECTS = ("ه", "ها", "هم", "هما")
_FOREIGN_WORD = re.compile(r"[\dA-Za-z]|\w\.\w")
_PAST_IN_YA = frozenset({"راي", "نفي", "حكي"})
_NO_NAME = re.compile(r"..+(?:ها|هم|هما|ته|تهم)$|[وف]?ب[مت]\w{3}")
"""With an owner, or with ب before a noun in م or ت: no name looks so."""
_SHORTEST_LAST = 2


class Word(NamedTuple):
    """What one word is: its class bits, the class of verb (an index into VERB_CLASSES), the codes of an office's parts."""

    bits: int
    verb_class: int = 0
    role: int = 0
    portfolio: int = 0


@cache
def _parsed(path: Path) -> dict[str, object]:
    """A data file as parsed."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(path, "toml", str(error)) from error


def _section(path: Path, name: str) -> dict[str, str]:
    """One table of a data file."""
    found = _parsed(path).get(name)
    if not isinstance(found, dict):
        raise DataFileError(path, name, "is missing")
    return found


def _words(path: Path, name: str, text: object) -> list[str]:
    """The words of one entry."""
    if not isinstance(text, str):
        raise DataFileError(path, name, "must be a text of words")
    return text.split()


VERB_CLASSES: tuple[str, ...] = tuple(name for name in _parsed(_VERBS) if name != "flags")
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
    for owner in _OBJECTS:
        for clitic in ("", "ب", "في", "مع"):
            yield clitic + bound + owner, GERUND_OWN


def _with_object(flags: int) -> int:
    """What a verb with an object attached is still: وصفه بـ«…» and أخبره أن … introduce speech, «ذكره» does not."""
    if flags & DEEMS:
        return FINITE | MARKS_ONLY
    return FINITE if flags & (MARKS_ONLY | TELLS) else 0


@cache
def _verbs() -> dict[str, Word]:
    """Every form of every verb of speech by its key; an earlier entry keeps a form that two verbs share."""
    flags: dict[str, int] = {}
    for name, text in _section(_VERBS, "flags").items():
        if name not in _FLAGS:
            raise DataFileError(_VERBS, f"flags.{name}", f"is no flag. Known: {', '.join(_FLAGS)}")
        for verb in _words(_VERBS, name, text):
            flags[verb] = flags.get(verb, 0) | _FLAGS[name]
    forms: dict[str, Word] = {}

    def enter(form: str, bits: int, number: int) -> None:
        forms.setdefault(word_key(form), Word(bits, number))

    for number, name in enumerate(VERB_CLASSES):
        for line in str(_section(_VERBS, name).get("verbs", "")).strip().splitlines():
            parts = line.split()
            if len(parts) != 4:
                raise DataFileError(_VERBS, f"{name}: {line}", "must be past, present, participle and noun")
            past, present, participle, noun = parts
            own = flags.get(past, 0)
            if past != "-":
                for form, bits in _past(past):
                    enter(form, FINITE | own | bits, number)
                    for owner in _OBJECTS if not form.endswith("وا") else ():
                        enter(form + owner, QUOTED | own | bits | _with_object(own), number)
            if present != "-":
                for form, bits in _present(present):
                    enter(form, FINITE | own | bits, number)
                    for owner in _OBJECTS:
                        bound = form[:-1] + "ا" if form[-1] == "ى" else form
                        enter(bound + owner, QUOTED | own | bits | _with_object(own), number)
            if participle != "-":
                for form, bits in _participles(participle):
                    enter(form, PARTICIPLE | (own & ~WEAK) | bits, number)
            if noun != "-":
                for form, bits in _gerunds(noun):
                    enter(form, bits | own & ~WEAK, number)
    return forms


@cache
def _closed() -> dict[str, int]:
    """Particles and other words that stand as they are, by key."""
    bits: dict[str, int] = {}
    words = _parsed(_WORDS)
    for name, bit in _CLOSED_LISTS.items():
        for word in _words(_WORDS, name, words.get(name)):
            if word == "على":
                raise DataFileError(_WORDS, name, "lists على, which folds like the name علي; it is told apart by rule")
            bits[word_key(word)] = bits.get(word_key(word), 0) | bit
    for word in _words(_WORDS, "that", words.get("that")):
        bits[word_key(word)] = bits.get(word_key(word), 0) | THAT
        for owner in _words(_WORDS, "that_pronouns", words.get("that_pronouns")):
            bits[word_key(word + owner)] = THAT | OWN
    return bits


@cache
def _nouns() -> dict[str, int]:
    """Nouns, which take the article, prepositions and (those of `contents`) an owner, by key."""
    bits: dict[str, int] = {}
    words = _parsed(_WORDS)
    for name, bit in _NOUN_LISTS.items():
        for word in _words(_WORDS, name, words.get(name)):
            forms: Iterable[str] = (word,)
            if name in ("contents", "own_words"):
                bound = word[:-1] + "ت" if word.endswith("ة") else word
                extra = OWN_WORDS_OWN if name == "own_words" else bit
                for owner in _OBJECTS:
                    key = word_key(bound + owner)
                    bits[key] = bits.get(key, 0) | extra
            for form in forms:
                bits[word_key(form)] = bits.get(word_key(form), 0) | bit
    return bits


@cache
def _common_verbs() -> frozenset[str]:
    """Verbs that are no verbs of speech, in the past."""
    return frozenset(word_list("ordinary.toml", "verbs"))


@cache
def _office_words() -> dict[str, tuple[int, int]]:
    """The role code and the portfolio code of a word, by key."""
    codes: dict[str, tuple[int, int]] = {}
    for number, (name, text) in enumerate(_section(_WORDS, "office_roles").items(), 1):
        for word in _words(_WORDS, name, text):
            codes[word_key(word)] = (number, 0)
    for number, (name, text) in enumerate(_section(_WORDS, "office_portfolios").items(), 1):
        for word in _words(_WORDS, name, text):
            codes[word_key(word)] = (0, number)
    return codes


COUNTERPART_ROLE = list(_section(_WORDS, "office_roles")).index("counterpart") + 1
"""The role code of «نظيره», who has the office of the one named before."""


def _offices() -> dict[str, tuple[str, str]]:
    """The role and the portfolio of each office, as listed."""
    return {office: (parts[0], parts[1]) for office, parts in _section(_WORDS, "offices").items()}


@cache
def office_codes() -> dict[str, tuple[int, int]]:
    """(role code, portfolio code) of each office of the lexicon that a description can name."""
    roles = {name: i for i, name in enumerate(_section(_WORDS, "office_roles"), 1)}
    portfolios = {"": 0} | {name: i for i, name in enumerate(_section(_WORDS, "office_portfolios"), 1)}
    codes = {}
    for office, (role, portfolio) in _offices().items():
        if role not in roles or portfolio not in portfolios:
            raise DataFileError(_WORDS, f"offices.{office}", "names a role or portfolio that is not listed")
        codes[office] = (roles[role], portfolios[portfolio])
    return codes


def _readings(key: str) -> Iterator[tuple[str, int]]:
    """The word whole, then less a conjunction, a preposition, both; with what was taken off as bits."""
    yield key, 0
    conjunction = key[:1] in "وف" and len(key) > _SHORTEST_LAST
    if conjunction:
        yield key[1:], JOINED
    rests = [(key, 0), (key[1:], JOINED)] if conjunction else [(key, 0)]
    for rest, bits in rests:
        if rest.startswith("لل") and len(rest) > 3:
            yield "ال" + rest[2:], bits | WITH_PREPOSITION
        if rest[:1] in "بلك" and len(rest) > _SHORTEST_LAST + 1:
            yield rest[1:], bits | WITH_PREPOSITION


def _noun(key: str) -> int:
    """The classes of a noun, its article set aside."""
    bits = _nouns().get(key, 0)
    return bits | _nouns().get(key[2:], 0) if key.startswith("ال") and len(key) > 4 else bits


def classify(text: str) -> Word:
    """What one written word is to quotations."""
    key = word_key(text.lstrip("#@").replace("_", ""))
    readings = tuple(_readings(key))
    found = _listed(text, readings)
    bits = found.bits or _clitics(key)
    bare = key[1:] if bits & JOINED and not bits & WITH_PREPOSITION else key
    bits |= _shape(key, readings) | _as_verb(bare, bits)
    return found._replace(bits=bits | _as_name(text, key, bare, readings, bits))


def _listed(text: str, readings: Iterable[tuple[str, int]]) -> Word:
    """The first reading of a word that stands in a list, or that begins with the article."""
    for form, taken in readings:
        bits = number = 0
        if not taken & WITH_PREPOSITION:
            verb = _verbs().get(form)
            if verb is not None and not _is_noun_in_ya(form, text, verb.bits):
                bits, number = verb.bits, verb.verb_class
            bits |= _closed().get(form, 0)
            if form == "علي" and visible_letters(text).endswith("ى"):
                bits |= PREPOSITION
        bits |= _noun(form)
        if bits or (form.startswith("ال") and len(form) > 3):
            return Word(bits | taken, number, *_office_words().get(form.removeprefix("ال"), (0, 0)))
    return Word(0)


def _clitics(key: str) -> int:
    """What an ordinary word that no list holds begins with: و, or a preposition."""
    if key[:1] not in "وبلك" or is_ordinary(key):
        return 0
    if key[:1] == "و":
        return JOINED if is_ordinary(key[1:]) else 0
    return WITH_PREPOSITION if is_ordinary(key[1:]) or _NO_NAME.match(key) else 0


def _shape(key: str, readings: Iterable[tuple[str, int]]) -> int:
    """What the letters alone tell: و at the head, the article with or without a preposition, an adjective's ending."""
    bits = WITH_WAW if key[:1] == "و" and len(key) > _SHORTEST_LAST + 1 else 0
    if any(form.startswith("ال") and len(form) > 3 for form, _ in readings):
        bits |= DEFINITE
        if key.startswith(("لل", "ولل", "بال", "كال", "وبا")):
            bits |= WITH_PREPOSITION
        if key.endswith(("ي", "يه")):
            bits |= NISBA
    return bits


def _as_verb(bare: str, bits: int) -> int:
    """Is a word that is no verb of speech a common verb, and of which gender?"""
    known = bare in _common_verbs()
    if bits & (FINITE | PARTICIPLE) or not (known or bare.removesuffix("ت") in _common_verbs()):
        return 0
    return VERB if known else VERB | FEMININE


def _as_name(text: str, key: str, bare: str, readings: Iterable[tuple[str, int]], bits: int) -> int:
    """Is a word that no list holds a given name, a word in other letters, or no ordinary word and so perhaps a name?"""
    core = bits & ~(JOINED | WITH_PREPOSITION | FEMININE | WITH_WAW)
    given = 0 if core or key not in given_names() else GIVEN
    if _FOREIGN_WORD.search(text):
        return given | FOREIGN
    if core & ~(DEFINITE | NISBA) or len(key) < 2:
        return given
    if bits & DEFINITE and bare[2:] in given_names():
        return given | SURNAME
    ordinary = any(is_ordinary(form) or form in function_words() for form, _ in readings)
    if ordinary or _NO_NAME.match(key):
        return given
    if bits & DEFINITE:
        return given | SURNAME
    return given | (NAMELIKE | FEMININE if bare.endswith("ت") else NAMELIKE)


def _is_noun_in_ya(form: str, text: str, bits: int) -> bool:
    """Is رأي the noun, and not the verb رأى, which folds alike?"""
    return bool(bits & FINITE) and form in _PAST_IN_YA and not visible_letters(text).endswith("ى")


def visible_letters(text: str) -> str:
    """The word without the signs over its letters."""
    return "".join(letter for letter in text if letter not in TASHKEEL)
