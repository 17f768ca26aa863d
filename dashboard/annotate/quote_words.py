"""What a word is to quotations: verb of speech and in which form, أن, a word that ends or begins the name of a speaker …

Everything here is done once a type. The classes of a type are bits of one integer, which the kernels read.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from dashboard.annotate.quote_classes import (
    ABOUT,
    ACCORDING,
    ACCORDING_VERB,
    ADDRESSEE,
    AGENCY,
    ALSO,
    AS_FOR,
    ASKED,
    AT_PLACE,
    BESIDE,
    BODY,
    BREAK,
    CIRCUMSTANCE,
    CONTENT,
    COUNTERPART,
    DEFINITE,
    DOCUMENT,
    EVERY,
    FEMININE,
    FEMININE_NOUN,
    FINITE,
    FIRST_PERSON,
    FOREIGN,
    FROM,
    GIVEN,
    JOINED,
    JOINT,
    LIKE,
    LIMIT,
    NAME_PART,
    NAMELIKE,
    NAMES_FOLLOW,
    NEGATING,
    NISBA,
    NOT_SAID,
    ON,
    OPENER,
    ORDINARY,
    OWN,
    OWN_WORDS,
    OWN_WORDS_OWN,
    PARTICIPLE,
    PAST,
    PREPOSITION,
    PURE_PREPOSITION,
    RELATIVE,
    ROLE,
    SINCE,
    SON,
    SOURCE,
    SPOKEN_FOR,
    STATEMENT,
    SURNAME,
    TEXT,
    THAT,
    THIS,
    TIME,
    TITLES_FOLLOW,
    TO,
    UNSAID,
    VERB,
    VERBAL_NOUN,
    WHAT,
    WITH_OBJECT,
    WITH_PREPOSITION,
    WITH_WAW,
    WITHOUT,
    Word,
)
from dashboard.annotate.quote_data import (
    WORDS,
    key_of,
    section,
    with_heh,
    word_list,
    words,
)
from dashboard.annotate.quote_verbs import (
    OBJECTS,
    verbs_of_speech,
)
from dashboard.errors import DataFileError
from dashboard.lexicon.common_words import NOT_COMMON, common_and_verbs
from dashboard.lexicon.keys import word_key, word_keys
from dashboard.lexicon.ordinary import is_ordinary
from dashboard.lexicon.wordlists import given_names
from dashboard.lexicon.wordlists import word_list as rules_list
from dashboard.text.letters import TASHKEEL
from dashboard.text.terms.wordlists import entries

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
_TRAIT_LISTS = {"to": TO, "about": FROM, "pure_prepositions": PURE_PREPOSITION, "asked": ASKED, "at_place": AT_PLACE, "sons": SON, "this": THIS, "every": EVERY, "without": WITHOUT}
_TRAIT_NOUNS = {"texts": TEXT}
_FOREIGN_WORD = re.compile(r"[\dA-Za-z]|\w\.\w")
_PAST_IN_YA = frozenset({"راي", "نفي", "حكي"})
_PASSIVE_IN_ALEF = frozenset({"يدعي", "تدعي"})
"""Written with ى they say what is called so: رجل يدعى …"""
_FIRST_PERSON_ALEF = "آ"
_NO_NAME = re.compile(r"..+(?:ها|هم|هما|ته|تهم)$|[وف]?ب[مت]\w{3}")
"""With an owner, or with ب before a noun in م or ت: no name looks so."""
_OBJECT_ATTACHED = re.compile(r"\w{3,}(?:ه|ها|هم|هما)$")
_VERBAL_NOUN = re.compile(r"ت\w\wي\w|ا[^ل]\wا\w|ا\wت\wا\w|ان\w\wا\w|است\w\wا\w|است\wاله|م\wا\w\wه|ت\wا\w\w|ا\wا\wه")
"""The shapes of verbal nouns of derived verbs: تفعيل, إفعال, افتعال, انفعال, استفعال, مفاعلة, تفاعل, إقامة."""
_NOUN_FILES = ("nouns.txt", "adjectives.txt", "verbal_nouns.txt")
_SHORTEST_LAST, _SHORTEST_VERB = 2, 4
_PROCLITICS = "وفبلك"
_NOTHING = Word(0)


@cache
def _closed() -> dict[str, int]:
    """Particles and other words that stand as they are, by key."""
    bits: dict[str, int] = {}
    for name, bit in _CLOSED_LISTS.items():
        for word in word_list(name):
            if word == "على":
                raise DataFileError(WORDS, name, "lists على, which folds like the name علي; it is told apart by rule")
            bits[key_of(word)] = bits.get(key_of(word), 0) | bit
    for word in word_list("that"):
        bits[key_of(word)] = bits.get(key_of(word), 0) | THAT
        for owner in word_list("that_pronouns"):
            bits[key_of(word + owner)] = THAT | OWN
    return bits


@cache
def _traits() -> dict[str, int]:
    """The traits of particles and other words that stand as they are, by key."""
    traits: dict[str, int] = {}
    for name, trait in _TRAIT_LISTS.items():
        for word in word_list(name):
            traits[key_of(word)] = traits.get(key_of(word), 0) | trait
    return traits


@cache
def _trait_nouns() -> dict[str, int]:
    """The traits of nouns, by key."""
    return {key_of(word): trait for name, trait in _TRAIT_NOUNS.items() for word in word_list(name)}


@cache
def _nouns() -> dict[str, int]:
    """Nouns, which take the article, prepositions and (those of `contents`) an owner, by key."""
    bits: dict[str, int] = {}
    for name, bit in _NOUN_LISTS.items():
        for word in word_list(name):
            bits[key_of(word)] = bits.get(key_of(word), 0) | bit
            if name in ("contents", "own_words"):
                bound = word[:-1] + "ت" if word.endswith("ة") else word
                extra = OWN_WORDS_OWN if name == "own_words" else bit
                for owner in OBJECTS:
                    key = key_of(bound + owner)
                    bits[key] = bits.get(key, 0) | extra
    return bits


@cache
def _whole_words() -> frozenset[str]:
    """Nouns and adjectives that begin as if with و ف ب ل ك: لقمة is not ل and قمة."""
    listed = (word for file in _NOUN_FILES for entry in entries(file) for word in entry.words)
    return frozenset(key_of(word) for word in listed if word[:1] in "وفبلك")


@cache
def _radical_articles() -> tuple[str, ...]:
    """Words whose ال is no article: التزام."""
    return tuple(map(word_key, word_list("radical_article")))


@cache
def _common_verbs() -> frozenset[str]:
    """Verbs that are no verbs of speech, in the past."""
    return frozenset(rules_list("ordinary.toml", "verbs"))


@cache
def _office_words() -> dict[str, tuple[int, int]]:
    """The role code and the portfolio code of a word, by key."""
    codes: dict[str, tuple[int, int]] = {}
    for number, (name, text) in enumerate(section(WORDS, "office_roles").items(), 1):
        for word in words(WORDS, name, text):
            codes[key_of(word)] = (number, 0)
    for number, (name, text) in enumerate(section(WORDS, "office_portfolios").items(), 1):
        for word in words(WORDS, name, text):
            codes[key_of(word)] = (0, number)
    return codes


@cache
def _standing() -> frozenset[str]:
    """Every key that a list of quotation words or of offices holds, and the name that folds like على."""
    return frozenset({*verbs_of_speech(), *_closed(), *_nouns(), *_office_words(), "علي"})


COUNTERPART_ROLE = list(section(WORDS, "office_roles")).index("counterpart") + 1
"""The role code of «نظيره», who has the office of the one named before."""


def _offices() -> dict[str, tuple[str, str]]:
    """The role and the portfolio of each office, as listed."""
    return {office: (parts[0], parts[1]) for office, parts in section(WORDS, "offices").items()}


@cache
def office_codes() -> dict[str, tuple[int, int]]:
    """(role code, portfolio code) of each office of the lexicon that a description can name."""
    roles = {name: i for i, name in enumerate(section(WORDS, "office_roles"), 1)}
    portfolios = {"": 0} | {name: i for i, name in enumerate(section(WORDS, "office_portfolios"), 1)}
    codes = {}
    for office, (role, portfolio) in _offices().items():
        if role not in roles or portfolio not in portfolios:
            raise DataFileError(WORDS, f"offices.{office}", "names a role or portfolio that is not listed")
        codes[office] = (roles[role], portfolios[portfolio])
    return codes


def _readings(key: str) -> Sequence[tuple[str, int]]:
    """The word whole, then less a conjunction, a preposition, both; with what was taken off as bits."""
    if key[:1] not in _PROCLITICS:
        return ((key, 0),)
    found, rests = [(key, 0)], [(key, 0)]
    if key[:1] in "وف" and len(key) > _SHORTEST_LAST:
        found.append((key[1:], JOINED))
        rests.append((key[1:], JOINED))
    for rest, bits in rests:
        if rest.startswith("لل") and len(rest) > 3:
            found.append(("ال" + rest[2:], bits | WITH_PREPOSITION))
        if rest[:1] in "بلك" and len(rest) > _SHORTEST_LAST + 1:
            found.append((rest[1:], bits | WITH_PREPOSITION))
    return found


def _noun(key: str) -> int:
    """The classes of a noun, its article set aside."""
    bits = _nouns().get(key, 0)
    return bits | _nouns().get(key[2:], 0) if key.startswith("ال") and len(key) > 4 else bits


def classify(texts: Sequence[str]) -> list[Word]:
    """What each written word is to quotations."""
    kinds, verbs = common_and_verbs(texts)
    keys = with_heh(word_keys([text.lstrip("#@").replace("_", "") for text in texts]))
    known = zip(texts, keys, word_keys(texts), (kinds != NOT_COMMON).tolist(), verbs.tolist(), strict=True)
    return [_classified(text, key, own, ordinary=ordinary, verb=verb) for text, key, own, ordinary, verb in known]


def _classified(text: str, key: str, own: str, *, ordinary: bool, verb: bool) -> Word:
    """What one word is, given its key without signs, its own, whether it is a common word, and a finite verb and nothing else."""
    readings = _readings(key)
    found = _listed(text, readings)
    bits = found.bits or _clitics(key)
    bare = key[1:] if bits & JOINED and not bits & WITH_PREPOSITION else key
    given = key in given_names() or own in given_names()
    bits |= _shape(key, readings) | _as_verb(bare, bits, verb=verb and len(bare) >= _SHORTEST_VERB and not given)
    bits |= _as_name(text, key, bare, readings, bits, ordinary=ordinary, given=given)
    traits = found.traits | _traits_of(text, key, bare, readings, bits, ordinary=ordinary)
    return Word(bits, traits, found.verb_class, found.role, found.portfolio)


def _traits_of(text: str, key: str, bare: str, readings: Iterable[tuple[str, int]], bits: int, *, ordinary: bool) -> int:
    """The traits of one word, given its bits."""
    traits = _traits().get(bare, 0) | (ORDINARY if ordinary else 0)
    for form, _ in readings:
        traits |= _trait_nouns().get(form.removeprefix("ال"), 0)
    if bits & PREPOSITION and bare == "علي":
        traits |= ON | PURE_PREPOSITION
    if bits & VERB and _OBJECT_ATTACHED.match(key):
        traits |= WITH_OBJECT
    if "ة" in text and text.rstrip(TASHKEEL).endswith("ة") and not bits & GIVEN:
        traits |= FEMININE_NOUN
    if ordinary and not bits & (DEFINITE | FINITE | VERB | GIVEN | TIME) and _VERBAL_NOUN.fullmatch(key):
        traits |= VERBAL_NOUN
    return traits


def _listed(text: str, readings: Sequence[tuple[str, int]]) -> Word:
    """The first reading of a word that stands in a list, or that begins with the article."""
    whole = readings[0][0]
    for form, taken in readings:
        found = _NOTHING
        if form not in _standing() and form.removeprefix("ال") not in _standing():
            if form.startswith("ال") and len(form) > 3:
                return Word(taken)
            continue
        if not taken & WITH_PREPOSITION:
            verb = verbs_of_speech().get(form)
            if verb is not None and not _is_no_verb(form, text, verb.bits):
                found = verb
            found = found._replace(bits=found.bits | _closed().get(form, 0))
            if form == "علي" and visible_letters(text).endswith("ى"):
                found = found._replace(bits=found.bits | PREPOSITION)
        bits = found.bits | (0 if taken and (whole in _whole_words() or (taken & JOINED and is_ordinary(whole))) else _noun(form))
        if bits or (form.startswith("ال") and len(form) > 3):
            role, portfolio = _office_words().get(form.removeprefix("ال"), (0, 0))
            return found._replace(bits=bits | taken, role=role, portfolio=portfolio)
    return _NOTHING


def _clitics(key: str) -> int:
    """What an ordinary word that no list holds begins with: و, or a preposition."""
    if key[:1] not in "وبلك" or is_ordinary(key):
        return 0
    if key[:1] == "و":
        return JOINED if is_ordinary(key[1:]) else 0
    return WITH_PREPOSITION if is_ordinary(key[1:]) or _NO_NAME.match(key) else 0


def _shape(key: str, readings: Sequence[tuple[str, int]]) -> int:
    """What the letters alone tell: و at the head, the article with or without a preposition, an adjective's ending."""
    bits = WITH_WAW if key[:1] == "و" and len(key) > _SHORTEST_LAST + 1 else 0
    for form, _ in readings:
        if form.startswith("ال") and len(form) > 3 and not form.startswith(_radical_articles()):
            prepositional = WITH_PREPOSITION if key.startswith(("لل", "ولل", "بال", "كال", "وبا")) else 0
            return bits | DEFINITE | prepositional | (NISBA if key.endswith(("ي", "يه")) else 0)
    return bits


def _as_verb(bare: str, bits: int, *, verb: bool) -> int:
    """Is a word that is no verb of speech another verb, and of which gender?"""
    if verb and not bits & ~(JOINED | WITH_WAW | WITH_PREPOSITION | FEMININE):
        return VERB | FEMININE if bare.endswith(("ت", "تا")) or bare.startswith(("ت", "ست")) else VERB
    known = bare in _common_verbs()
    if bits & (FINITE | PARTICIPLE) or not (known or bare.removesuffix("ت") in _common_verbs()):
        return 0
    return VERB if known else VERB | FEMININE


def _as_name(text: str, key: str, bare: str, readings: Iterable[tuple[str, int]], bits: int, *, ordinary: bool, given: bool) -> int:
    """Is a word that no list holds a given name, a word in other letters, or no ordinary word and so perhaps a name?"""
    core = bits & ~(JOINED | WITH_PREPOSITION | FEMININE | WITH_WAW)
    name = GIVEN if given and not core else 0
    if _FOREIGN_WORD.search(text):
        return name | FOREIGN
    if core & ~(DEFINITE | NISBA) or len(key) < 2:
        return name
    if bits & DEFINITE and bare[2:] in given_names():
        return name | SURNAME
    if ordinary or _NO_NAME.match(key):
        return name
    for form, _ in readings:
        if is_ordinary(form):
            return name
    if bits & DEFINITE:
        return name | SURNAME
    return name | (NAMELIKE | FEMININE if bare.endswith("ت") else NAMELIKE)


def _is_no_verb(form: str, text: str, bits: int) -> bool:
    """Is a word that folds like a verb of speech another one: رأي is no رأى, يدعى no يدعي, and آمل is said by «I»?"""
    letters = visible_letters(text)
    if bits & FINITE and letters.lstrip("وف").startswith(_FIRST_PERSON_ALEF):
        return True
    return bool(bits & FINITE and form in _PAST_IN_YA and not letters.endswith("ى")) or (form in _PASSIVE_IN_ALEF and letters.endswith("ى"))


def visible_letters(text: str) -> str:
    """The word without the signs over its letters."""
    return "".join(letter for letter in text if letter not in TASHKEEL)
