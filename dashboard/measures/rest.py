"""What is left of a view beside another: the articles to compare with where nothing else is named."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dashboard.cache import index
from dashboard.corpus import View


@dataclass(frozen=True)
class Rest(View):
    """The articles of a view that `other` does not hold, in the view's voice."""

    other: View

    @cached_property
    def _ranges(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        mask = np.zeros(self.corpus.generation.rows, np.bool_)
        for view, held in ((View(self.corpus, self.selection), True), (self.other, False)):
            for first, last in zip(view.starts.tolist(), view.stops.tolist(), strict=True):
                mask[first:last] = held
        return index.ranges_of(np.flatnonzero(mask))


def rest(view: View, other: View) -> View:
    """The articles of a view that another does not hold; the view itself where that leaves none (two voices of the same articles)."""
    left = Rest(view.corpus, view.selection, other)
    return left if left.size else view
