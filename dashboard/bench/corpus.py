"""A made corpus of Arabic news, the same for the same number of articles: words by Zipf's law, ten sources, five years, names and quotes.

Words are built from random roots by the patterns of the language. Those who are quoted are invented; named beside them are states,
places and organisations of the lexicon.
"""

import datetime
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from dashboard.lexicon.lexicon import Lexicon

SOURCES = tuple(f"صحيفة {name}" for name in "المنارة الشراع الموجة السنبلة القنديل الرصيف الصنوبر الواحة النورس البوصلة".split())
SPEAKERS = tuple(f"{first} {last}" for first in "سمير نجلاء فارس هدى زياد رباب".split() for last in "الوالي القصاب النحاس البستاني العطار".split())
FIRST_DAY, DAYS = datetime.date(2019, 1, 1), 1826

_COMMON = tuple("في من على إلى أن عن مع هذا هذه التي الذي كان كما بعد قبل خلال بين لا ما لم قد أو ثم عند كل بعض منذ ذلك هو هي إن لكن حيث".split())
_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
_PATTERNS = ("{}{}{}", "{}ا{}{}", "م{}{}و{}", "{}{}ي{}", "ت{}{}ي{}", "ا{}ت{}ا{}", "م{}ا{}{}ة", "{}{}{}ة", "است{}{}ا{}", "ي{}{}{}", "{}{}ا{}", "م{}{}{}")
_BEFORE = ("", "", "", "ال", "ال", "ال", "و", "وال", "ب", "بال", "لل", "ل", "ف")
_AFTER = ("", "", "", "ات", "ين", "ون", "ه", "ها", "ية")
_VOCABULARY = 60_000
_LARGEST_VOCABULARY = 400_000
_EXPONENT, _SHIFT = 1.07, 2.7
_NAMED = 400
_FILE = 20_000
_AT_ONCE = 2_000


def write_corpus(folder: Path, articles: int) -> int:
    """Write a corpus of so many articles as files of records; returns its bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    made = records(articles)
    for number in range(-(-articles // _FILE)):
        lines = b"".join(orjson.dumps(next(made)) + b"\n" for _ in range(min(_FILE, articles - number * _FILE)))
        written += (folder / f"news-{number:04}.jsonl").write_bytes(lines)
    return written


def records(articles: int) -> Iterator[dict[str, Any]]:
    """The articles of a corpus, one record each. One in fifty bears no date."""
    chance = random.Random(articles)
    drawn = np.random.default_rng(articles)
    words = _vocabulary(min(_LARGEST_VOCABULARY, _VOCABULARY + 4 * articles))
    frequency = _zipf(len(words))
    named = _named()
    fame = _zipf(len(named))
    for first in range(0, articles, _AT_ONCE):
        count = min(_AT_ONCE, articles - first)
        lengths = np.clip(drawn.lognormal(5.2, 0.45, count), 60, 1500).astype(int)
        text = words[np.searchsorted(frequency, drawn.random(int(lengths.sum())))]
        names = named[np.searchsorted(fame, drawn.random((count, 8)))]
        for number, (last, length) in enumerate(zip(np.cumsum(lengths).tolist(), lengths.tolist(), strict=True), start=first):
            yield _record(number, text[last - length : last].tolist(), names[number - first].tolist(), chance)


def _record(number: int, words: list[str], names: list[str], chance: random.Random) -> dict[str, Any]:
    for place in range(min(len(names), 3 + len(words) // 60)):
        words[chance.randrange(len(words))] = names[place if chance.random() < 0.6 else 0]
    record = {
        "id": f"made-{number}",
        "source": SOURCES[min(int(chance.expovariate(0.4)), len(SOURCES) - 1)],
        "date": (FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS))).isoformat(),
        "title": " ".join(words[:8]),
        "text": _text(words[8:], chance),
        "url": f"https://example.com/{number}",
    }
    if chance.random() < 0.02:
        del record["date"]
    return record


def _text(words: list[str], chance: random.Random) -> str:
    """Words as sentences, one in eight somebody's speech in marks, three sentences a paragraph."""
    said = []
    at = 0
    while at < len(words):
        sentence = words[at : (at := at + chance.randrange(8, 28))]
        if chance.random() < 0.12 and len(sentence) > 7:
            said.append(f"{chance.choice(('قال', 'أكد', 'أعلن', 'أوضح'))} {chance.choice(SPEAKERS)} إن «{' '.join(sentence)}».")
        else:
            said.append(f"{' '.join(sentence)}.")
    return "\n".join(" ".join(said[first : first + 3]) for first in range(0, len(said), 3))


@cache
def _vocabulary(size: int) -> Any:
    """Distinct words, the commonest first."""
    chance = random.Random(size)
    found = dict.fromkeys(_COMMON)
    while len(found) < size:
        root = chance.choices(_LETTERS, k=3)
        found[chance.choice(_BEFORE) + chance.choice(_PATTERNS).format(*root) + chance.choice(_AFTER)] = None
    return np.array(list(found), object)


@cache
def _named() -> Any:
    """Names of the lexicon that are no person's."""
    lexicon = Lexicon.load(())
    return np.array([actor.ar for actor in lexicon.actors if actor.kind != "person"][:_NAMED], object)


def _zipf(size: int) -> Any:
    """The running share of each rank."""
    weights = 1 / (np.arange(size) + _SHIFT) ** _EXPONENT
    return np.cumsum(weights) / weights.sum()
