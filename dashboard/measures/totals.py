"""Sizes of a view that other measures divide by."""

from dashboard.cache import index
from dashboard.corpus import View


def summed(view: View, name: str) -> int:
    """The sum of a per-article number (words, sentences, paragraphs …) over the view."""
    return int(index.range_sums(view.starts, view.stops, view.corpus.generation.array(f"sum_{name}")))


def words(view: View) -> int:
    """The word tokens of the view, in its voice."""
    voice = view.selection.voice
    if voice in ("reported", "direct"):
        return summed(view, f"words_{voice}")
    spoken = summed(view, "words_reported") + summed(view, "words_direct") if voice == "outlet" else 0
    return summed(view, "words") - spoken


def windows(view: View, within: str) -> int:
    """How many articles, paragraphs or sentences the view holds; a title is a paragraph and a sentence of its own."""
    return view.size if within == "article" else summed(view, f"{within}s")
