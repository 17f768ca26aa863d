"""A View in, a DataFrame out: the only room that counts."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from dashboard.corpus import View
from dashboard.measures.about import about
from dashboard.measures.actors import actors
from dashboard.measures.articles import articles
from dashboard.measures.cleaning import cleaning, removed_lines, removing_rules
from dashboard.measures.collocates import collocates
from dashboard.measures.comentions import comentions as pairs
from dashboard.measures.concordance import concordance
from dashboard.measures.copies import copies
from dashboard.measures.coverage import coverage
from dashboard.measures.keyness import Side, keyness
from dashboard.measures.naming import naming
from dashboard.measures.passages import passages, quotations
from dashboard.measures.phrases import phrases
from dashboard.measures.profile import profile
from dashboard.measures.quotes import quotes
from dashboard.measures.rendering import rendering
from dashboard.measures.rising import rising
from dashboard.measures.rows import rows
from dashboard.measures.sources import sources
from dashboard.measures.speakers import heard, speakers
from dashboard.measures.suggest import suggest
from dashboard.measures.terms import terms
from dashboard.measures.trend import trend
from dashboard.measures.verbs import verbs


def comentions(view: View, *, a: Side = None, b: Side = None, **options: Any) -> pd.DataFrame:
    """Pairs of actors named together; with `a` or `b` the pairs that rose or fell between two selections.

    Options, columns and errors as in comentions.comentions and rising.rising.
    """
    return pairs(view, **options) if a is None and b is None else rising(view, a=a, b=b, **options)


BY_NAME: dict[str, Callable[..., Any]] = {
    "articles": articles,
    "terms": terms,
    "phrases": phrases,
    "trend": trend,
    "keyness": keyness,
    "collocates": collocates,
    "concordance": concordance,
    "actors": actors,
    "actor": profile,
    "coverage": coverage,
    "comentions": comentions,
    "naming": naming,
    "quotes": quotes,
    "rendering": rendering,
    "speakers": speakers,
    "heard": heard,
    "verbs": verbs,
    "about": about,
    "sources": sources,
    "copies": copies,
    "passages": passages,
    "quotations": quotations,
    "cleaning": cleaning,
    "removed_lines": removed_lines,
    "removing_rules": removing_rules,
    "suggest": suggest,
    "rows": rows,
}
"""The measures that a View has as methods."""
