"""Which terms are stop words for a reader who switches categories off or adds words."""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from dashboard.corpus import View
from dashboard.measures.remembering import remembered
from dashboard.text.kinds import Kind, kind_column
from dashboard.text.stopwords import stop_column


def stopped(view: View, categories: Collection[str] | None = None, extra: Collection[str] = ()) -> npt.NDArray[np.bool_]:
    """For every term whether lists leave it out: bool[terms].

    `categories` are those of text.stopwords (None: the default ones), `extra` further words. Names are never stop words of a
    category; numbers and addresses are always left out.
    Raises CallError where a category is unknown.
    """
    generation = view.corpus.generation
    if categories is None and not extra:
        return generation.array("term_stop")
    key = (None if categories is None else tuple(sorted(categories)), tuple(sorted(extra)))
    return remembered(view.corpus, "stopped", key, lambda: _left_out(view, categories, extra))


def _left_out(view: View, categories: Collection[str] | None, extra: Collection[str]) -> npt.NDArray[np.bool_]:
    generation, terms = view.corpus.generation, view.corpus.terms.column
    named = generation.table("types")["name"].take(generation.array("term_first")[:-1]).is_valid().to_numpy()
    asked = stop_column(terms, (), extra=extra)
    listed = stop_column(terms, categories) & ~named
    found: npt.NDArray[np.bool_] = asked | listed | (kind_column(terms) > Kind.HASHTAG)
    return found
