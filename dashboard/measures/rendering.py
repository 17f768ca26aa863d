"""How speech is rendered: word for word, in fragments or retold, and with verbs of which class."""

from typing import Any, Literal

import numpy as np
import pandas as pd

from dashboard.annotate.quote_verbs import VERB_CLASSES
from dashboard.corpus import View
from dashboard.errors import CallError
from dashboard.measures.quotes import chosen_quotes
from dashboard.measures.said import classes_of
from dashboard.records import QUOTE_KINDS

_PARTS = {"kind": QUOTE_KINDS, "verb_class": VERB_CLASSES}


def rendering(view: View, *, by: Literal["kind", "verb_class"] = "kind", **conditions: Any) -> pd.DataFrame:
    """How many quotes of each source are of each kind, or are introduced by a verb of each class; quotes that no verb introduces are of no class.

    `conditions`: speaker, about, kind, verb_class and nobody, as in quotes.

    Returns a DataFrame: source (slug), kind or verb_class, quotes, share (of the source's quotes that are counted), sources in their order.
    Raises UnknownActor or CallError where a speaker, an actor, a kind, a class or `by` is unknown.
    """
    if by not in _PARTS:
        raise CallError(f"rendering by {by!r} is none of: {', '.join(_PARTS)}", key="bad_choice", option="by", value=by, known=tuple(_PARTS))
    corpus = view.corpus
    entries, rows = chosen_quotes(view, **conditions)
    names = _PARTS[by]
    parts = corpus.generation.array("quote_kind")[entries].astype(np.int64) if by == "kind" else classes_of(corpus)[entries].astype(np.int64)
    places = corpus.generation.array("row_source")[rows].astype(np.int64) * len(names) + parts
    slugs = corpus.generation.source_slugs
    counts = np.bincount(places[parts >= 0], minlength=len(slugs) * len(names))
    told = np.flatnonzero(counts)
    table = pd.DataFrame(
        {
            "source": pd.array([slugs[place // len(names)] for place in told.tolist()], dtype=object),
            by: pd.array([names[place % len(names)] for place in told.tolist()], dtype=object),
            "quotes": counts[told],
        }
    )
    return table.assign(share=table["quotes"] / table.groupby("source")["quotes"].transform("sum"))
