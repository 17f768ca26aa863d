"""Marsad: a folder of raw Arabic news articles becomes analysis that holds up in an argument.

    import dashboard as marsad
    corpus = marsad.build("corpus", cache="cache")    # or marsad.open("cache")
    view = corpus.view(source=["asharq-al-awsat"], since="2020-09-27")
    view.terms(limit=50)                              # pandas.DataFrame
"""

import importlib
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Corpus": "notebook",
    "Name": "lexicon.naming",
    "Selection": "selection",
    "View": "notebook",
    "build": "notebook",
    "names": "lexicon.naming",
    "open": "notebook",
    "read_date": "text.dates",
    "term_keys": "text.terms",
}


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES, "charts"])


def __getattr__(name: str) -> Any:
    """The public names, each from its room when first asked for: one of them does not load all the others."""
    if name == "charts":
        return importlib.import_module("dashboard.charts")
    if name not in _HOMES:
        raise AttributeError(f"module 'dashboard' has no attribute {name!r}")
    found = getattr(importlib.import_module(f"dashboard.{_HOMES[name]}"), name)
    if name == "term_keys":
        found(["كتاب"])  # loads its word lists and kernels now rather than inside the caller's first vocabulary
    return found
