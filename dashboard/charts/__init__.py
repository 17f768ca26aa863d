"""Tables in, plotly figures (or SVG) out: one module a noun, drawn under one template.

Every figure says in `layout.meta["keys"]` what a point's `customdata` holds, so that a click becomes a selection:
`dict(zip(figure.layout.meta["keys"], point["customdata"]))`. Keys are raw (a term, a slug, a period); what is shown is escaped.
"""

from importlib import import_module
from types import ModuleType

NOUNS = (
    "about",
    "actors",
    "articles",
    "collocates",
    "comentions",
    "naming",
    "quotes",
    "sources",
    "speakers",
    "terms",
    "trend",
    "wordcloud",
)


def __getattr__(name: str) -> ModuleType:
    """A chart's module, imported when it is first asked for: `charts.terms.bars(table)`."""
    if name in NOUNS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"No chart of {name!r}. Known: {', '.join(NOUNS)}")
