"""A command that reads the cache, as it was called: the view that its options select, and where its rows go."""

from collections.abc import Mapping
from typing import Any

import click
import pandas as pd

from dashboard.cli.options import CACHE, OUTPUT, SELECTION, taken_selection, taken_settings
from dashboard.cli.printing import print_parts, print_rows
from dashboard.corpus import Corpus, View
from dashboard.measures.totals import not_arabic, too_small, words

READING = (CACHE, SELECTION, OUTPUT)


class Call:
    """One command's call; what it takes from the options leaves them."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.settings = settings = taken_settings(options)
        self.lang = settings.lang
        selection = taken_selection(options)
        self.limit: int = options.pop("limit")
        self._format = options.pop("format_")
        self._output = options.pop("output")
        self.view: View = Corpus.open(settings.cache).view(selection)
        undated = _undated_left_out(self.view)
        if undated:
            click.echo(f"marsad: undated, so outside the range: {undated:,} article{'' if undated == 1 else 's'}. With them: --undated include", err=True)

    def print(self, frame: pd.DataFrame) -> int:
        """Print the rows; returns the exit status."""
        print_rows(frame, self._format, self._output)
        return 0

    def print_parts(self, parts: Mapping[str, pd.DataFrame]) -> int:
        """Print several tables under their names."""
        print_parts(parts, self._format, self._output)
        return 0

    def print_counts(self, frame: pd.DataFrame) -> int:
        """Print rows that count words, with a warning where the selection is too small for that or holds articles that are not in Arabic."""
        foreign = not_arabic(self.view)
        if foreign:
            click.echo(f"marsad: not in Arabic, so their words are not counted: {foreign:,} of {self.view.size:,} articles", err=True)
        if too_small(self.view):
            click.echo(f"marsad: this selection holds {words(self.view):,} words, too few to say how often a word is used", err=True)
        return self.print(frame)


def _undated_left_out(view: View) -> int:
    """How many articles a date range leaves out only because they have no date."""
    chosen = view.selection
    if chosen.undated != "auto" or not (chosen.since or chosen.until):
        return 0
    return view.corpus.view(chosen.replacing(since=None, until=None, undated="only")).size
