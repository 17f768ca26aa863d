"""Running sums, by which a question about any range of articles is the difference of two rows.

Articles lie in order of source and date. Sums stand at every `rows` articles (terms, pairs), more coarsely for the voices, and for
actors where there are many. For trends the articles are cut into cells, one a source and month, and every term's sums over the cells stand
side by side.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from dashboard.cache.arrays import Arrays
from dashboard.compiling import njit

UNDATED = np.int32(2**31 - 1)


@dataclass(frozen=True, slots=True)
class Grain:
    """How finely sums are kept: the articles between two of them (in one voice: `voice_rows`), the commonest terms and actors whose
    sums are kept, and how many numbers the sums of actors and of cells may have."""

    rows: int = 512
    voice_rows: int = 4096
    terms: int = 8192
    pair_actors: int = 128
    actor_sums: int = 16 << 20
    cell_sums: int = 8 << 20

    def actor_rows(self, articles: int, actors: int) -> int:
        """The articles between two sums of so many actors."""
        rows = self.rows
        while (articles // rows + 1) * actors > self.actor_sums and rows < articles:
            rows *= 2
        return rows


GRAIN = Grain()


@njit(cache=True, nogil=True)
def _sum_terms(pointer, types, counts, reported, direct, term_of_type, block, blocks_out, voice_block, voices_out, beyond_out, cell_row, cells_out):  # type: ignore[no-untyped-def]
    """Fill the sums of terms.

    blocks_out: uint32[blocks, 2, kept], occurrences and articles before every `block` rows; voices_out: uint32[blocks, 3, 2, kept] before
    every `voice_block` rows in the voices outlet, reported, direct; beyond_out: int64[blocks + 1], the largest count that a term not kept
    has in each block, added up; cells_out: uint32[kept, 2, cells + 1], sums before row cell_row[cell].
    """
    kept, kept_in_cells = blocks_out.shape[2], cells_out.shape[0]
    sums = np.zeros((2, kept), np.int64)
    voices = np.zeros((3, 2, kept), np.int64)
    terms = term_of_type[len(term_of_type) - 1] + 1 if len(term_of_type) else 0
    tail, tail_block = np.zeros(terms, np.int64), np.full(terms, -1, np.int64)
    seen = np.zeros(3, np.bool_)
    part = np.zeros(3, np.int64)
    rows = len(pointer) - 1
    cell = 0
    largest = np.int64(0)
    for row in range(rows + 1):
        if row % block == 0 or row == rows:
            if row > 0:
                done = (row - 1) // block
                beyond_out[done + 1] = beyond_out[done] + largest
                largest = np.int64(0)
            if row % block == 0:
                blocks_out[row // block] = sums
        if row % voice_block == 0:
            voices_out[row // voice_block] = voices
        while cell < len(cell_row) and cell_row[cell] == row:
            for term in range(kept_in_cells):
                cells_out[term, 0, cell] = sums[0, term]
                cells_out[term, 1, cell] = sums[1, term]
            cell += 1
        if row == rows:
            break
        last = -1
        for i in range(pointer[row], pointer[row + 1]):
            term = term_of_type[types[i]]
            n = np.int64(counts[i])
            if term >= kept:
                if tail_block[term] != row // block:
                    tail_block[term] = row // block
                    tail[term] = 0
                tail[term] += n
                largest = max(largest, tail[term])
                continue
            if term != last:
                sums[1, term] += 1
                seen[:] = False
                last = term
            sums[0, term] += n
            part[1], part[2] = np.int64(reported[i]), np.int64(direct[i])
            part[0] = n - part[1] - part[2]
            for voice in range(3):
                if part[voice] > 0:
                    voices[voice, 0, term] += part[voice]
                    if not seen[voice]:
                        seen[voice] = True
                        voices[voice, 1, term] += 1


def cell_starts(source: npt.NDArray[np.integer], day: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Where each run of articles of one source and month begins (the undated of a source are a run of their own), and the end."""
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    month[day == UNDATED] = -(1 << 40)
    changes = (np.diff(month) != 0) | (np.diff(source) != 0)
    return np.concatenate([[0], np.flatnonzero(changes) + 1, [len(day)]]).astype(np.int64)


class TermSums(NamedTuple):
    """Room for the sums of terms, as _sum_terms fills it."""

    blocks: npt.NDArray[np.uint32]
    voices: npt.NDArray[np.uint32]
    beyond: npt.NDArray[np.int64]
    cells: npt.NDArray[np.uint32]


Room = Callable[[str, tuple[int, ...], npt.DTypeLike], npt.NDArray[Any]]


def room_for_terms(room: Room, grain: Grain, rows: int, kept: int, in_cells: int, cells: int) -> TermSums:
    """Zeros for the sums of the commonest `kept` terms over so many rows, and of `in_cells` of them over cells."""
    return TermSums(
        room("block_terms", (rows // grain.rows + 1, 2, kept), np.uint32),
        room("block_voices", (rows // grain.voice_rows + 1, 3, 2, kept), np.uint32),
        room("block_beyond", (-(-rows // grain.rows) + 1,), np.int64),
        room("cell_terms", (in_cells, 2, cells), np.uint32),
    )


def open_term_sums(arrays: Arrays, grain: Grain, rows: int, terms: int, cell_row: npt.NDArray[np.int64]) -> TermSums:
    """The files of the sums of terms, to be filled."""
    arrays.write("cell_row", cell_row)
    kept = min(grain.terms, terms)
    return room_for_terms(arrays.open, grain, rows, kept, min(kept, grain.cell_sums // len(cell_row)), len(cell_row))


def fill_term_sums(
    lists: tuple[npt.NDArray[np.integer], ...], term_of_type: npt.NDArray[np.int32], grain: Grain, cell_row: npt.NDArray[np.int64], sums: TermSums
) -> None:
    """Fill the sums of terms; `lists`: doc_pointer, doc_type, doc_count, doc_reported, doc_direct."""
    _sum_terms(*lists, term_of_type, grain.rows, sums.blocks, grain.voice_rows, sums.voices, sums.beyond, cell_row, sums.cells)


@njit(cache=True, nogil=True)
def _sum_actors(pointer, actors, demonyms, block, mentions_out, articles_out, pair_block, pairs_out, kept):  # type: ignore[no-untyped-def]
    """Sums before every `block` rows: mentions and articles of every actor; before every `pair_block` rows: articles of every pair of the first `kept`.

    Pair (a, b), a < b, stands at b * (b - 1) / 2 + a. Demonyms do not count.
    """
    number = mentions_out.shape[1]
    sums = np.zeros((2, number), np.int64)
    pairs = np.zeros(pairs_out.shape[1], np.int64)
    stamp = np.full(number, -1, np.int64)
    here = np.empty(number, np.int64)
    rows = len(pointer) - 1
    for row in range(rows + 1):
        if row % block == 0:
            mentions_out[row // block] = sums[0]
            articles_out[row // block] = sums[1]
        if row % pair_block == 0:
            pairs_out[row // pair_block] = pairs
        if row == rows:
            break
        n = 0
        for i in range(pointer[row], pointer[row + 1]):
            if demonyms[i]:
                continue
            actor = actors[i]
            sums[0, actor] += 1
            if stamp[actor] != row:
                stamp[actor] = row
                sums[1, actor] += 1
                if actor < kept:
                    here[n] = actor
                    n += 1
        for i in range(n):
            for j in range(i):
                a, b = min(here[i], here[j]), max(here[i], here[j])
                pairs[b * (b - 1) // 2 + a] += 1


@njit(cache=True, nogil=True)
def _articles_naming(pointer, actors, demonyms, stamp, out):  # type: ignore[no-untyped-def]
    """Count the articles that name each actor; stamp: int64[actors], the last row that did, at first -1. Demonyms do not count."""
    for row in range(len(pointer) - 1):
        for i in range(pointer[row], pointer[row + 1]):
            if not demonyms[i] and stamp[actors[i]] != row:
                stamp[actors[i]] = row
                out[actors[i]] += 1


@njit(cache=True, nogil=True)
def _actor_postings(pointer, actors, demonyms, stamp, cursor, rows_out, counts_out):  # type: ignore[no-untyped-def]
    """For every actor the articles that name it, in row order, with its mentions in each. cursor: int64[actors], where its list begins."""
    for row in range(len(pointer) - 1):
        for i in range(pointer[row], pointer[row + 1]):
            actor = actors[i]
            if demonyms[i]:
                continue
            if stamp[actor] != row:
                stamp[actor] = row
                rows_out[cursor[actor]] = row
                cursor[actor] += 1
            counts_out[cursor[actor] - 1] += 1


class ActorSums(NamedTuple):
    """Room for the sums of actors, and of the commonest pairs, as _sum_actors fills it."""

    mentions: npt.NDArray[np.uint32]
    articles: npt.NDArray[np.uint32]
    pairs: npt.NDArray[np.uint32]


def room_for_actors(room: Room, grain: Grain, rows: int, step: int, number: int) -> ActorSums:
    """Zeros for the sums of so many actors before every `step` rows."""
    kept = min(grain.pair_actors, number)
    return ActorSums(
        room("block_mentions", (rows // step + 1, number), np.uint32),
        room("block_actor_articles", (rows // step + 1, number), np.uint32),
        room("block_pairs", (rows // grain.rows + 1, kept * (kept - 1) // 2), np.uint32),
    )


def open_actor_sums(arrays: Arrays, grain: Grain, rows: int, number: int) -> ActorSums:
    """The files of the sums of actors, to be filled."""
    return room_for_actors(arrays.open, grain, rows, grain.actor_rows(rows, number), number)


def fill_actor_sums(
    pointer: npt.NDArray[np.int64], actors: npt.NDArray[np.int32], demonyms: npt.NDArray[np.bool_], grain: Grain, step: int, sums: ActorSums
) -> None:
    """Fill the sums of actors, which stand before every `step` rows, and of pairs."""
    kept = min(grain.pair_actors, sums.mentions.shape[1])
    _sum_actors(pointer, actors, demonyms, step, sums.mentions, sums.articles, grain.rows, sums.pairs, kept)


def write_actor_lists(
    arrays: Arrays, pointer: npt.NDArray[np.int64], actors: npt.NDArray[np.int32], demonyms: npt.NDArray[np.bool_], number: int
) -> None:
    """Write for every actor the articles that name it."""
    held, stamp = np.zeros(number, np.int64), np.full(number, -1, np.int64)
    _articles_naming(pointer, actors, demonyms, stamp, held)
    first = np.concatenate([[0], np.cumsum(held)])
    arrays.write("actor_pointer", first)
    stamp[:] = -1
    _actor_postings(pointer, actors, demonyms, stamp, first[:-1].copy(), *(arrays.open(name, int(first[-1]), np.int32) for name in ("actor_row", "actor_count")))


@njit(cache=True, nogil=True)
def _sum_codes(pointer, codes, rows, step, out):  # type: ignore[no-untyped-def]
    """How often each code stands in the lists before every `step` rows (without a pointer: one code a row): out uint32[blocks, codes]."""
    sums = np.zeros(out.shape[1], np.int64)
    for row in range(rows + 1):
        if row % step == 0:
            out[row // step] = sums
        if row == rows:
            break
        first, last = (pointer[row], pointer[row + 1]) if len(pointer) else (row, row + 1)
        for i in range(first, last):
            if codes[i] >= 0:
                sums[codes[i]] += 1


def write_code_sums(
    arrays: Arrays, name: str, codes: npt.NDArray[np.integer], number: int, step: int, pointer: npt.NDArray[np.int64] | None = None
) -> None:
    """Write how often each of `number` codes stands before every `step` articles: in their lists, or without a pointer as the code of each article."""
    rows = len(codes) if pointer is None else len(pointer) - 1
    sums = arrays.open(name, (rows // step + 1, number), np.uint32)
    _sum_codes(np.zeros(0, np.int64) if pointer is None else pointer, codes, rows, step, sums)
