"""A View in, a DataFrame out: the only room that counts."""

from dashboard.measures.actors import actors
from dashboard.measures.articles import articles, cleaning
from dashboard.measures.comentions import comentions
from dashboard.measures.rows import rows
from dashboard.measures.sources import sources
from dashboard.measures.terms import terms
from dashboard.measures.trend import trend

BY_NAME = {
    "articles": articles,
    "terms": terms,
    "trend": trend,
    "actors": actors,
    "comentions": comentions,
    "sources": sources,
    "cleaning": cleaning,
    "rows": rows,
}
"""The measures that a View has as methods."""
