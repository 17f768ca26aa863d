"""Every word of a text index, in order: what begins with some letters is found without asking the engine."""

import bisect
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache.arrays import write_table

_LAST = "\U0010ffff"


class IndexWords:
    """The words of a text index."""

    def __init__(self, path: Path) -> None:
        with pa.memory_map(str(path)) as source:
            self._words = pa.ipc.open_file(source).read_all()["word"].combine_chunks()

    def beginning(self, prefix: str, most: int) -> list[str] | None:
        """The words that begin so, sorted; None where they are more than `most`."""
        first, last = (bisect.bisect_left(range(len(self._words)), end, key=lambda place: self._words[place].as_py()) for end in (prefix, prefix + _LAST))
        return self._words.slice(first, last - first).to_pylist() if last - first <= most else None


def write_words(path: Path, words: Sequence[pa.Array]) -> None:
    """Write what IndexWords reads: the distinct ones of these words, without the empty one."""
    distinct = pc.unique(pa.chunked_array(words, pa.large_string()))
    written = distinct.filter(pc.not_equal(distinct, ""))
    write_table(path, pa.table({"word": written.take(pc.array_sort_indices(written))}))
