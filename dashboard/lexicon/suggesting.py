"""Names that a corpus holds and the lexicon does not, for an analyst to accept, merge or reject."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from dashboard.lexicon.discovery import Candidate, discover
from dashboard.lexicon.evidence import Evidence
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.matching import Matcher
from dashboard.lexicon.naming import taken
from dashboard.lexicon.wordlists import never_names
from dashboard.text.tokens import NEWLINE_BEFORE, SENTENCE_START, TokenStream

_LONGEST_EXAMPLE = 300
_SHORTEST = 3
MODEL = "model"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name with how often and in how many articles it stands, what told it, and the sentence where it stands first."""

    name: str
    count: int
    articles: int
    kind: str
    evidence: str
    example: str


@dataclass(slots=True)
class _Seen:
    example: str
    forms: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    evidence: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    last_article: int = -1


class Suggester:
    """Collects unknown names batch by batch, then ranks them.

    Batches come with the streams of one matcher's type table. What an analyst rejected, and every name of the lexicon, is
    left out.
    """

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self._evidence = Evidence(matcher.lexicon, matcher.types)
        self._seen: dict[str, _Seen] = {}
        self._by_model: dict[str, _Seen] = {}
        self._articles = 0
        self._left_out = _known(matcher.lexicon) | never_names()

    def read(self, stream: TokenStream, titles: Sequence[str | None], bodies: Sequence[str]) -> None:
        """Take in one batch: its stream and the texts that it was made from."""
        matches = self.matcher.match(stream)
        matches = matches.where(~matches.demonym)
        for candidate in discover(stream, self._evidence, taken(stream, matches, self.matcher.lexicon)):
            part = int(np.searchsorted(stream.parts, candidate.first, side="right")) - 1
            text = bodies[part >> 1] if part & 1 else titles[part >> 1] or ""
            self._take(stream, candidate, part, text)
        self._articles += len(bodies)

    def told(self, text: str, start: int, end: int, kind: str, article: int) -> None:
        """Take in a name that a model found in an article; what the rules count stays apart from it."""
        form = " ".join(text[start:end].split())
        key = name_key(form)
        if len(key) < _SHORTEST or key in self._left_out or key[1:] in self._left_out:
            return
        low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        sentence = text[low : high if high >= 0 else len(text)]
        _count(self._by_model.setdefault(key, _Seen(_cut(sentence))), form, kind, MODEL, article)

    def suggestions(self, *, at_least: int = 2) -> list[Suggestion]:
        """The names that stand at least so often, the most frequent first.

        A name that a model found too says so in its evidence; one that only a model found has that evidence alone.
        """
        for key, seen in self._by_model.items():
            if key in self._seen:
                self._seen[key].evidence[MODEL] = seen.forms.total()
        ranked = sorted(
            {**self._by_model, **self._seen}.items(), key=lambda item: (-item[1].articles, -item[1].forms.total(), item[0])
        )
        return [_suggestion(seen) for _, seen in ranked if seen.forms.total() >= at_least]

    def _take(self, stream: TokenStream, candidate: Candidate, part: int, text: str) -> None:
        last = candidate.last - 1
        form = text[
            int(stream.start[candidate.first]) + candidate.skip : int(stream.start[last])
            + int(stream.length[last])
        ]
        key = name_key(form)
        if key in self._left_out:
            return
        seen = self._seen.setdefault(key, _Seen(_sentence(stream, candidate.first, part, text)))
        _count(seen, form, candidate.kind, candidate.evidence, self._articles + (part >> 1))


def _count(seen: _Seen, form: str, kind: str, evidence: str, article: int) -> None:
    seen.forms[form] += 1
    seen.kinds[kind] += 1
    seen.evidence[evidence] += 1
    if seen.last_article != article:
        seen.last_article = article
        seen.articles += 1


def _known(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.rejected | {name_key(name.text) for name in lexicon.names}


def _suggestion(seen: _Seen) -> Suggestion:
    return Suggestion(
        name=_commonest(seen.forms),
        count=seen.forms.total(),
        articles=seen.articles,
        kind=_commonest(seen.kinds),
        evidence=", ".join(_ranked(seen.evidence)),
        example=seen.example,
    )


def _ranked(counts: Counter[str]) -> Iterator[str]:
    return (word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _commonest(counts: Counter[str]) -> str:
    return next(_ranked(counts))


def _sentence(stream: TokenStream, token: int, part: int, text: str) -> str:
    """The sentence around a token, cut where it is very long."""
    breaks = NEWLINE_BEFORE | SENTENCE_START
    first, last = token, token + 1
    while first > stream.parts[part] and not stream.flags[first] & breaks:
        first -= 1
    while last < stream.parts[part + 1] and not stream.flags[last] & breaks:
        last += 1
    sentence = text[int(stream.start[first]) : int(stream.start[last - 1]) + int(stream.length[last - 1])]
    return _cut(sentence)


def _cut(sentence: str) -> str:
    if len(sentence) <= _LONGEST_EXAMPLE:
        return sentence
    return sentence[:_LONGEST_EXAMPLE].rsplit(" ", 1)[0] + " …"
