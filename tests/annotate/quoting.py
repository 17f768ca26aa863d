"""A small lexicon with invented people, and quotations read as plain rows."""

import datetime

import numpy as np
import pyarrow as pa

from dashboard.annotate.quotes import NO_DAY, QuoteFinder, Quotes
from dashboard.lexicon.actors import DEMONYM, FULL, SHORT, Actor, Name, Office
from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.matching import Matcher
from dashboard.records import QUOTE_KINDS
from dashboard.text.tokens import TokenStream, tokenise
from dashboard.text.vocabulary import TypeTable

ACTORS = (
    Actor("noria", "نوريا", "Noria", "state"),
    Actor(
        "sami-daroub", "سامي دروب", "Sami Daroub", "person",
        offices=(Office("foreign-minister", of="noria", since="2010-01-01", until="2019-12-31"),),
    ),
    Actor(
        "layla-mirav", "ليلى ميراف", "Layla Mirav", "person",
        offices=(Office("foreign-minister", of="noria", since="2020-01-01"),),
    ),
    Actor("noria-foreign-ministry", "وزارة الخارجية النورية", "Ministry", "organisation"),
    Actor("nana", "نانا", "Nana", "organisation"),
)  # fmt: skip
NAMES = (
    Name("نوريا", 0, FULL),
    Name("النوري", 0, DEMONYM),
    Name("النورية", 0, DEMONYM),
    Name("سامي دروب", 1, FULL),
    Name("دروب", 1, SHORT),
    Name("ليلى ميراف", 2, FULL),
    Name("ميراف", 2, SHORT),
    Name("وزارة الخارجية النورية", 3, FULL),
    Name("وكالة نانا", 4, FULL),
)
LEXICON = Lexicon(ACTORS, NAMES, frozenset(), ())


def quoted(
    bodies: list[str], *, titles: list[str | None] | None = None, date: datetime.date | None = None
) -> tuple[TokenStream, Quotes]:
    """The token stream and the quotes of some bodies."""
    types = TypeTable()
    titles = titles or [None] * len(bodies)
    stream = tokenise(pa.array(titles, pa.string()), pa.array(bodies, pa.string()), types)
    matches = Matcher(LEXICON, types).match(stream)
    day = NO_DAY if date is None else (date - datetime.date(1970, 1, 1)).days
    finder = QuoteFinder(LEXICON, types)
    return stream, finder.find(stream, matches, np.ones(len(bodies), np.bool_), np.full(len(bodies), day, np.int32))


def rows(body: str, *, title: str | None = None, date: datetime.date | None = None) -> list[tuple[str, str, str | None, str | None]]:
    """(kind, text, speaker as written, actor) of every quote of one article."""
    _, quotes = quoted([body], titles=[title], date=date)
    found = []
    for i in range(len(quotes.kind)):
        text = body if quotes.part[i] else title or ""
        speaker = text[quotes.speaker_start[i] : quotes.speaker_end[i]] if quotes.speaker_start[i] >= 0 else None
        actor = ACTORS[quotes.actor[i]].slug if quotes.actor[i] >= 0 else None
        found.append((QUOTE_KINDS[quotes.kind[i]], text[quotes.start[i] : quotes.end[i]], speaker, actor))
    return found
