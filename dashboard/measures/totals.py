"""Sizes of a view that other measures divide by."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from dashboard.cache import index
from dashboard.corpus import View

FEW_WORDS = 1_000

Rows = npt.NDArray[np.int64] | None
Total = TypeVar("Total", int, npt.NDArray[np.int64])


def summed(view: View, name: str, starts: Rows = None, stops: Rows = None) -> int:
    """The sum of a per-article number (words, sentences, paragraphs …) over the view, or over some ranges of it."""
    return int(index.range_sums(view.starts if starts is None else starts, view.stops if stops is None else stops, view.corpus.generation.array(f"sum_{name}")))


def words(view: View, starts: Rows = None, stops: Rows = None) -> int:
    """The word tokens of the view (or of some ranges of it), in its voice."""
    return spoken(view, partial(summed, view, starts=starts, stops=stops))


def spoken(view: View, total: Callable[[str], Total]) -> Total:
    """The word tokens in the view's voice, of what `total` gives for all of them, for the reported and for the direct."""
    voice = view.selection.voice
    if voice in ("reported", "direct"):
        return total(f"words_{voice}")
    return total("words") if voice == "all" else total("words") - total("words_reported") - total("words_direct")


def words_of_rows(view: View) -> npt.NDArray[np.int32]:
    """The word tokens of every row of the corpus, in the view's voice."""
    array = view.corpus.generation.array
    voice = view.selection.voice
    if voice == "outlet":
        return np.asarray(array("row_words") - array("row_words_reported") - array("row_words_direct"), np.int32)
    return array("row_words" if voice == "all" else f"row_words_{voice}")


def windows(view: View, within: str) -> int:
    """How many articles, paragraphs or sentences the view holds; a title is a paragraph and a sentence of its own."""
    return view.size if within == "article" else summed(view, f"{within}s")


def not_arabic(view: View) -> int:
    """How many articles of the view are not in Arabic, so that none of their words, names and quotes are counted."""
    memory = view.corpus.memory
    if "not arabic before" not in memory:
        memory["not arabic before"] = np.append(0, np.cumsum(~view.corpus.generation.array("row_arabic")))
    before = memory["not arabic before"]
    return int((before[view.stops] - before[view.starts]).sum())


def too_small(view: View) -> bool:
    """Does the view hold too few words for its frequencies to say anything about how often a word is used?"""
    return words(view) < FEW_WORDS
