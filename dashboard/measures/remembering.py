"""What takes long, or is asked again with every selection, is kept with the corpus, the last few of each kind."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from dashboard.corpus import Corpus

T = TypeVar("T")
_KEPT = 16


def remembered(corpus: Corpus, kind: str, key: Hashable, make: Callable[[], T]) -> T:
    """The answer to a question, made once; of each kind the sixteen last made are kept."""
    kept: dict[Hashable, T] = corpus.memory.setdefault(("remembered", kind), {})
    try:
        return kept[key]
    except KeyError:
        made = make()
    # Other readers' questions may be answered meanwhile: what was there a moment ago may be gone.
    while len(kept) >= _KEPT:
        kept.pop(next(iter(tuple(kept)), None), None)
    kept[key] = made
    return made
