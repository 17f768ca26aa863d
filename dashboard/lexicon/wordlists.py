"""Word lists of the lexicon's rules: ordinary words, titles, given names, evidence for unknown names. Folded, as sets."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.errors import DataFileError
from dashboard.lexicon.keys import name_key, word_key
from dashboard.lexicon.loading import DATA, parse
from dashboard.text.letters import fold

RULES = Path(__file__).parent / "rules"


@cache
def _lists(path: Path) -> dict[str, frozenset[str]]:
    """Each list of a file; a list is a text of words with white space between, or a TOML list of texts."""
    found = {}
    for key, value in parse(path).items():
        words = value.split() if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise DataFileError(path, key, "must be a text of words or a list of words")
        found[key] = frozenset(map(word_key, words))
    return found


def word_list(file: str, key: str) -> frozenset[str]:
    """One list of a rules file."""
    lists = _lists(RULES / file)
    if key not in lists:
        raise DataFileError(RULES / file, key, "is missing")
    return lists[key]


@cache
def function_words() -> frozenset[str]:
    """Words that never begin, end or make up a name."""
    return frozenset().union(*_lists(RULES / "function-words.toml").values())


@cache
def ordinary_stems() -> frozenset[str]:
    """Common words of news that are no name by themselves, as listed."""
    return frozenset().union(*_lists(RULES / "ordinary.toml").values())


@cache
def title_words() -> frozenset[str]:
    """Every word of titles.toml."""
    return frozenset().union(*_lists(RULES / "titles.toml").values())


@dataclass(frozen=True, slots=True)
class Titles:
    """Words before a person, a place, an organisation, a sports club and a paper or channel, and the words that may stand between them and the name."""

    person: frozenset[str]
    place: frozenset[str]
    organisation: frozenset[str]
    club: frozenset[str]
    press: frozenset[str]
    skipped: frozenset[str]


@cache
def titles() -> Titles:
    """The title words of titles.toml."""
    return Titles(*(word_list("titles.toml", key) for key in ("person", "place", "organisation", "club", "press", "skipped")))


@cache
def given_names() -> frozenset[str]:
    """Given names of one word, from data/given-names*.toml."""
    return _personal_names(lambda key: key not in ("family", "core"))


@cache
def family_names() -> frozenset[str]:
    """Family names, from the same files."""
    return _personal_names(lambda key: key == "family")


@cache
def core_names() -> frozenset[str]:
    """Given names that are hardly ever anything else, although the letters could spell another word."""
    return _personal_names(lambda key: key == "core")


@cache
def spelt_names() -> frozenset[str]:
    """Given and family names as spelt, but for hamza: ناديا and نادية, not ناديه, which is also «his club»."""
    lists = [value for path in sorted(DATA.glob("given-names*.toml")) for value in parse(path).values()]
    return frozenset(fold(word) for words in lists for word in (words.split() if isinstance(words, str) else words))


@cache
def never_names() -> frozenset[str]:
    """Phrases that look like persons' names and are not, as name keys."""
    return frozenset(name_key(phrase) for phrase in parse(RULES / "discovery.toml")["never"])


def _personal_names(chosen: Callable[[str], bool]) -> frozenset[str]:
    lists = [_lists(path) for path in sorted(DATA.glob("given-names*.toml"))]
    return frozenset(word for file in lists for key, words in file.items() if chosen(key) for word in words)


def rule_files() -> list[Path]:
    """Every file whose words decide what matches, in a stable order."""
    return sorted([*RULES.glob("*.toml"), *DATA.glob("given-names*.toml")])
