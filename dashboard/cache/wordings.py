"""The distinct wordings of a generation's articles, in order of time: what is compared when copies are looked for.

Articles of the same shingles are one wording. Its first article is the earliest by date, the undated last; of one day that of an agency comes
before that of an outlet which credits none, and this before one which credits an agency; then they stand in order of file and part.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache.generation import Generation
from dashboard.cache.signatures import Signatures
from dashboard.compiling import njit

_NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Wordings:
    """`number` of each row's wording (int64[rows], -1: too short to have a shingle); of each wording its first `row` and its `digest` (uint64)."""

    number: npt.NDArray[np.int64]
    row: npt.NDArray[np.int64]
    digest: npt.NDArray[np.uint64]

    def numbers_of(self, digests: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
        """The numbers of the wordings that have these digests; -1 where none has."""
        if not len(self.digest):
            return np.full(len(digests), _NONE)
        order = np.argsort(self.digest)
        near = order[np.minimum(np.searchsorted(self.digest, digests, sorter=order), len(order) - 1)]
        return np.where(self.digest[near] == digests, near, _NONE)


def wordings_of(generation: Generation, signatures: Signatures) -> Wordings:
    """The wordings of a generation, numbered in order of time."""
    digests = np.zeros(generation.rows, np.uint64)
    _digest_sets(signatures.ends, signatures.hashes, digests)
    in_time = _in_time(generation)
    in_time = in_time[np.diff(signatures.ends)[in_time] > 0]
    distinct, earliest, number = np.unique(digests[in_time], return_index=True, return_inverse=True)
    order = np.argsort(earliest)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    number_of_row = np.full(generation.rows, _NONE, np.int64)
    number_of_row[in_time] = rank[number]
    return Wordings(number_of_row, in_time[earliest[order]], distinct[order])


def _in_time(generation: Generation) -> npt.NDArray[np.int64]:
    """The rows in order of time."""
    articles = generation.table("articles").select(["file", "part", "id"])
    for name, values in (("day", np.asarray(generation.array("row_day"))), ("debt", _debt(generation))):
        articles = articles.append_column(name, pa.array(values))
    keys = [(name, "ascending") for name in ("day", "debt", "file", "part", "id")]
    return np.asarray(pc.sort_indices(articles, sort_keys=keys).to_numpy(), np.int64)


def _debt(generation: Generation) -> npt.NDArray[np.int8]:
    """Of each row whether its outlet is an agency (0), credits no agency (1), or credits one (2)."""
    agency = generation.table("sources")["agency"].to_numpy()[generation.array("row_source")]
    credited = generation.array("row_origin") >= 0
    return np.where(credited, 2, np.where(agency, 0, 1)).astype(np.int8)


@njit(cache=True)
def _digest_sets(ends, hashes, out):  # type: ignore[no-untyped-def]
    """out[i] (uint64) = a hash of the shingles hashes[ends[i] : ends[i + 1]] in their order."""
    for i in range(len(out)):
        digest = np.uint64(0x9E3779B97F4A7C15)
        for at in range(ends[i], ends[i + 1]):
            digest = (digest ^ np.uint64(hashes[at])) * np.uint64(0xD6E8FEB86659FD93)
            digest ^= digest >> np.uint64(32)
        out[i] = digest
