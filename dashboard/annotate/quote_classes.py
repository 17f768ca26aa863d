"""The classes of a word to quotations, as bits: verb of speech and in which form, أن, a word that ends a speaker's name …"""

from typing import NamedTuple

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
(
    TO, ON, FROM, TAKES_TO, TAKES_ON, TAKES_FROM, PURE_PREPOSITION, ORDINARY, VERBAL_NOUN,
    CLAUSE_IN_MARKS, FEMININE_NOUN, ASKED, SEIZES, AT_PLACE, WITH_OBJECT, TEXT, SON, THIS, EVERY, WITHOUT,
) = (1 << bit for bit in range(20))  # fmt: skip
"""Traits: a second row of classes. TO, ON and FROM are إلى, على and عن; verbs that say something after them have TAKES_…"""
TAKES = TAKES_TO // TO
"""A verb that says something after a preposition has that preposition's trait times this."""


class Word(NamedTuple):
    """What one word is: its class bits, its traits, the class of verb (an index into VERB_CLASSES), the codes of an office's parts."""

    bits: int
    traits: int = 0
    verb_class: int = 0
    role: int = 0
    portfolio: int = 0
