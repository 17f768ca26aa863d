"""Text queries: a small grammar, parsed into a tree that any engine can run.

    query  = clause { ["AND" | "OR"] clause }       AND binds closer than OR; two clauses side by side are joined by AND
    clause = ["NOT" | "-"] ( word | word* | "a phrase" | «a phrase» | "(" query ")" )

Words are folded as in the index (letters.search_fold); the Arabic operators و, أو, ليس are words, not operators.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from dashboard.errors import CallError

LONGEST_QUERY = 2_000
MOST_CLAUSES = 100
_DEEPEST = 20

_TOKEN = re.compile(r"""\s*(?:(?P<mark>[()])|["“”](?P<phrase>[^"“”]*)["“”]|«(?P<guillemets>[^«»]*)»|(?P<minus>-)(?=[^\s)])|(?P<word>[^\s()"“”«»]+))""")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or with `prefix` every word that begins so."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but."""

    of: "Tree"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple["Tree", ...]


Tree = Word | Phrase | Not | All | Any


def parse(text: str, words_of: Callable[[str], list[str]]) -> Tree:
    """The tree of a query; `words_of` cuts a piece of text into the words that the index holds.

    Raises CallError that says what is wrong with the query, where it is too long, empty or unbalanced.
    """
    if len(text) > LONGEST_QUERY:
        raise CallError(f"The query is {len(text)} characters long; at most {LONGEST_QUERY} are taken", key="query_long", most=LONGEST_QUERY)
    tokens = _tokens(text)
    if len(tokens) > MOST_CLAUSES:
        raise CallError(f"The query has more than {MOST_CLAUSES} words", key="query_words", most=MOST_CLAUSES)
    reader = _Reader(tokens, words_of)
    tree = reader.any_of(0)
    if reader.left():
        raise CallError(f"The query has a ) too many: {text!r}", key="query_bracket", value=text)
    if tree is None:
        raise CallError(f'The query holds no word: {text!r}. Write words, "phrases", prefix*, AND, OR, NOT', key="query_empty", value=text)
    return tree


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise CallError(f"The query has a quotation mark without its partner: {text!r}", key="query_mark", value=text)
        kind = str(found.lastgroup)
        tokens.append(("phrase" if kind == "guillemets" else kind, found[kind]))
        at = found.end()
    return tokens


class _Reader:
    """Reads tokens by recursive descent."""

    def __init__(self, tokens: list[tuple[str, str]], words_of: Callable[[str], list[str]]) -> None:
        self._tokens = tokens
        self._at = 0
        self._words_of = words_of

    def left(self) -> bool:
        """Is anything not read yet?"""
        return self._at < len(self._tokens)

    def any_of(self, depth: int) -> Tree | None:
        """Clauses joined by OR."""
        if depth > _DEEPEST:
            raise CallError(f"The query nests brackets more than {_DEEPEST} deep", key="query_deep", most=_DEEPEST)
        parts = [self._all_of(depth)]
        while self._peek() == ("word", "OR"):
            self._at += 1
            parts.append(self._all_of(depth))
        return _joined(Any, parts)

    def _all_of(self, depth: int) -> Tree | None:
        parts: list[Tree | None] = []
        while self.left() and self._peek() not in (("word", "OR"), ("mark", ")")):
            if self._peek() == ("word", "AND"):
                self._at += 1
                continue
            parts.append(self._clause(depth))
        return _joined(All, parts)

    def _clause(self, depth: int) -> Tree | None:
        kind, text = self._peek()
        self._at += 1
        if kind == "minus" or (kind, text) == ("word", "NOT"):
            if not self.left():
                raise CallError("The query ends after NOT; write what is not wanted behind it", key="query_not")
            inner = self._clause(depth)
            return None if inner is None else Not(inner)
        if (kind, text) == ("mark", "("):
            inside = self.any_of(depth + 1)
            if self._peek() != ("mark", ")"):
                raise CallError("The query has a ( without its )", key="query_bracket", value="(")
            self._at += 1
            return inside
        if kind == "mark":
            raise CallError("The query has a ) without its (", key="query_bracket", value=")")
        prefix = kind == "word" and text.endswith("*")
        words = self._words_of(text.rstrip("*") if prefix else text)
        if not words:
            return None
        if len(words) == 1:
            return Word(words[0], prefix)
        return Phrase(tuple(words)) if not prefix else All((Phrase(tuple(words[:-1])) if len(words) > 2 else Word(words[0]), Word(words[-1], True)))

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self.left() else ("end", "")


def _joined(kind: type[All] | type[Any], parts: list[Tree | None]) -> Tree | None:
    held = tuple(part for part in parts if part is not None)
    return held[0] if len(held) == 1 else kind(held) if held else None
