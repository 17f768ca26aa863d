"""One actor in one view: its forms, trend, sources, companions, quotes, and the words around its name."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from dashboard.corpus import View
from dashboard.errors import CallError
from dashboard.measures.actors import actors
from dashboard.measures.collocates import collocates
from dashboard.measures.comentions import comentions
from dashboard.measures.coverage import coverage
from dashboard.measures.naming import naming
from dashboard.measures.quotes import quotes
from dashboard.measures.speakers import speakers
from dashboard.measures.trend import trend

PARTS = ("actor", "forms", "trend", "sources", "companions", "quotes", "about", "speakers", "words")


def profile(
    view: View, actor: str, *, part: str | None = None, every: str = "month", within: str = "article", limit: int = 20, lang: str = "ar",
    demonyms: bool = False, fold_capitals: bool = False,
) -> dict[str, pd.DataFrame]:  # fmt: skip
    """Everything that the measures tell of one actor, a table a part; with `part` that one alone.

    Returns a dict of DataFrames with the columns of their measures: actor (its row in actors), forms (naming), trend (`every` period), sources
    (coverage), companions (comentions beside it, `within` a window), quotes (what it says), about (quotes that name it), speakers (who they
    are by), words (collocates of its mentions, by log_dice). `limit` is each list's, 0 gives all; forms, trend and sources are always whole.
    Raises UnknownActor where the corpus does not name the actor, CallError where `part`, `every` or `within` is none.
    """
    if part is not None and part not in PARTS:
        raise CallError(f"--part {part!r} is none of: {', '.join(PARTS)}", key="bad_choice", option="part", value=part, known=PARTS)
    slug = view.corpus.actor_slug(actor)
    counting: dict[str, Any] = {"demonyms": demonyms, "fold_capitals": fold_capitals}
    makers: dict[str, Callable[[], Any]] = {
        "actor": partial(actors, view, only=(slug,), lang=lang, **counting),
        "forms": partial(naming, view, slug, **counting),
        "trend": partial(trend, view, slug, every=every, **counting),
        "sources": partial(coverage, view, slug, **counting),
        "companions": partial(comentions, view, beside=slug, within=within, limit=limit, **counting),
        "quotes": partial(quotes, view, speaker=slug, limit=limit),
        "about": partial(quotes, view, about=slug, limit=limit),
        "speakers": partial(speakers, view, about=slug, limit=limit, lang=lang),
        "words": partial(collocates, view, slug, limit=limit),
    }
    return {name: makers[name]() for name in ([part] if part else PARTS)}
