"""The words of articles in their order, read again from the texts: tokenising an article takes some 40 microseconds, so none is stored.

Every word comes back as the term that the generation counts it under; a name of several words is one term, as in counting.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.cache.generation import Generation
from dashboard.compiling import njit
from dashboard.corpus import Corpus, View
from dashboard.records import QUOTE_KINDS
from dashboard.text.characters import FIRST_WORD
from dashboard.text.kinds import are_words, kinds
from dashboard.text.tokens import TokenStream, tokenise
from dashboard.text.vocabulary import TypeTable, add, digest_of, lookup

NO_TERM, INSIDE_NAME = -1, -2
OUTLET, REPORTED, DIRECT = range(3)
_INDIRECT = QUOTE_KINDS.index("indirect")
BATCH = 4_096


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Some articles as tokens.

    rows     int64[documents]  the row of each document
    term     int32[tokens]     the term's number, INSIDE_NAME at the further tokens of a name, NO_TERM at marks and at what is not
                               counted (numbers, addresses)
    mention  int32[tokens]     the entry in the mention lists whose name begins here, demonyms included; else -1
    word     bool[tokens]      a word, in names and out of them; no mark, number or address
    voice    uint8[tokens]     OUTLET, REPORTED or DIRECT
    """

    rows: npt.NDArray[np.int64]
    titles: pa.Array
    bodies: pa.Array
    stream: TokenStream
    types: TypeTable
    term: npt.NDArray[np.int32]
    mention: npt.NDArray[np.int32]
    word: npt.NDArray[np.bool_]
    voice: npt.NDArray[np.uint8]

    def text(self, part: int) -> str:
        """The title (even part numbers) or the body that a part of the stream was read from."""
        return str((self.bodies if part & 1 else self.titles)[part >> 1].as_py() or "")


def batches(view: View, rows: npt.NDArray[np.int64] | None = None, *, size: int = BATCH) -> Iterator[Batch]:
    """The articles of a view (or the given rows, in their order) as tokens; those that are not in Arabic are left out, as in counting.

    The type table is shared by all batches and grows from one to the next.
    """
    generation = view.corpus.generation
    types, term_of_type = _known_types(view.corpus)
    rows = view.row_numbers() if rows is None else rows
    rows = rows[generation.array("row_arabic")[rows]]
    is_word = np.arange(types.size) >= FIRST_WORD
    for first in range(0, len(rows), size):
        chosen = rows[first : first + size]
        titles, bodies = texts(generation, chosen)
        stream = tokenise(titles, bodies, types)
        is_word = np.concatenate([is_word, are_words(kinds(types.texts(len(is_word))))])
        term, mention = _named(view.corpus, chosen, stream, term_of_type)
        yield Batch(chosen, titles, bodies, stream, types, term, mention, is_word[stream.type], _voiced(generation, chosen, stream))


def _named(
    corpus: Corpus, rows: npt.NDArray[np.int64], stream: TokenStream, term_of_type: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Batch.term and Batch.mention."""
    generation = corpus.generation
    term, mention = _terms(
        stream.parts, stream.type, stream.start, stream.length, rows, term_of_type, generation.array("mention_pointer"),
        *(generation.array(f"mention_{name}") for name in ("part", "start", "end", "demonym", "form")), term_of_form(corpus),
    )  # fmt: skip
    return term, mention


def _voiced(generation: Generation, rows: npt.NDArray[np.int64], stream: TokenStream) -> npt.NDArray[np.uint8]:
    """Batch.voice."""
    lists = (generation.array(f"quote_{name}") for name in ("pointer", "part", "start", "end", "kind"))
    voice: npt.NDArray[np.uint8] = _voices(stream.parts, stream.start, rows, *lists)
    return voice


def texts(generation: Generation, rows: npt.NDArray[np.int64]) -> tuple[pa.Array, pa.Array]:
    """Titles and bodies of some rows as Arrow string arrays."""
    chosen = (generation.table("articles")["title"].take(pa.array(rows)), generation.bodies(rows))
    titles, bodies = (pa.chunked_array(column.chunks, pa.large_string()).combine_chunks() for column in chosen)
    return titles, bodies


def _known_types(corpus: Corpus) -> tuple[TypeTable, npt.NDArray[np.int32]]:
    """A type table of one's own that holds the generation's words from the start, and the term of each."""
    memory = corpus.memory
    if "known types" not in memory:
        generation = corpus.generation
        table = generation.table("types")
        plain = pc.is_null(table["name"]).to_numpy(zero_copy_only=False)
        words = table["form"].filter(pa.array(plain)).combine_chunks().cast(pa.large_string())
        types = _loaded(words)
        terms = np.full(types.size, NO_TERM, np.int32)
        terms[FIRST_WORD:] = generation.array("type_term")[plain]
        memory["known types"] = types, terms
    known, term_of_type = memory["known types"]
    return _copied(known), term_of_type


def _copied(types: TypeTable) -> TypeTable:
    copied = TypeTable(FIRST_WORD, 1 << 10)
    copied.slots, copied.offsets, copied.arena, copied.size = types.slots.copy(), types.offsets.copy(), types.arena.copy(), types.size
    return copied


def _loaded(words: pa.Array) -> TypeTable:
    """A type table that holds the given distinct words, in their order."""
    room = 1 << max(14, int(2 * (len(words) + FIRST_WORD)).bit_length())
    _, offsets, data = words.buffers()
    at = np.frombuffer(offsets, np.int64)[words.offset : words.offset + len(words) + 1]
    source = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(0, np.uint8)
    types = TypeTable(room, 2 * int(at[-1] - at[0]) + (1 << 16))
    types.size = _load(source, at, types.slots, types.offsets, types.arena, types.size)
    return types


@njit(cache=True)
def _load(source, at, slots, offsets, arena, size):  # type: ignore[no-untyped-def]
    """Enter words that are not in the table yet; returns the table's new size. There must be room for all."""
    for i in range(len(at) - 1):
        digest = digest_of(source, at[i], at[i + 1])
        _, slot = lookup(source, at[i], at[i + 1], digest, slots, arena)
        add(source, at[i], at[i + 1], digest, slot, slots, offsets, arena, size)
        size += 1
    return size


def term_of_form(corpus: Corpus) -> npt.NDArray[np.int32]:
    """The term of each written form of a name (mention_form); NO_TERM for forms that occur as demonyms only."""
    memory = corpus.memory
    if "term of form" not in memory:
        generation = corpus.generation
        names = generation.table("types")["name"].combine_chunks().cast(pa.large_string())
        held = np.flatnonzero(pc.is_valid(names).to_numpy(zero_copy_only=False))
        forms = generation.table("forms")["form"].combine_chunks().cast(pa.large_string())
        place = pc.index_in(forms, value_set=names.take(pa.array(held))).fill_null(-1).to_numpy()
        terms = np.append(generation.array("type_term")[held], np.int32(NO_TERM))
        memory["term of form"] = terms[place].astype(np.int32)
    found: npt.NDArray[np.int32] = memory["term of form"]
    return found


@njit(cache=True)
def _terms(parts, types, start, length, rows, term_of_type, pointer, m_part, m_start, m_end, m_demonym, m_form, term_of_form):  # type: ignore[no-untyped-def]
    """The term of every token and the mention that begins at it: int32[n] each; the mentions of row rows[d] lie over document d in its order."""
    out = np.full(len(types), NO_TERM, np.int32)
    mention = np.full(len(types), -1, np.int32)
    known = len(term_of_type)
    for i in range(len(types)):
        if types[i] < known:
            out[i] = term_of_type[types[i]]
    for document in range(len(rows)):
        i = parts[2 * document]
        for m in range(pointer[rows[document]], pointer[rows[document] + 1]):
            part = 2 * document + m_part[m]
            i = max(i, parts[part])
            last = parts[part + 1]
            while i < last and start[i] + length[i] <= m_start[m]:
                i += 1
            if i < last and start[i] < m_end[m]:
                mention[i] = m
            if m_demonym[m]:
                continue
            term = term_of_form[m_form[m]]
            while i < last and start[i] < m_end[m]:
                out[i] = term
                term = INSIDE_NAME
                i += 1
    return out, mention


@njit(cache=True)
def _voices(parts, start, rows, pointer, q_part, q_start, q_end, q_kind):  # type: ignore[no-untyped-def]
    """The voice of every token, from the spans of quotes: uint8[n]. What is in marks inside an indirect quote is a quote of its own."""
    out = np.zeros(len(start), np.uint8)
    for document in range(len(rows)):
        for q in range(pointer[rows[document]], pointer[rows[document] + 1]):
            part = 2 * document + q_part[q]
            i = parts[part] + np.searchsorted(start[parts[part] : parts[part + 1]], q_start[q])
            while i < parts[part + 1] and start[i] < q_end[q]:
                out[i] = max(out[i], REPORTED if q_kind[q] == _INDIRECT else DIRECT)
                i += 1
    return out
