"""The text index of a generation: boolean, phrase and prefix queries over folded words, through tantivy.

It is derived from the generation, lies beside it and outside its hash, and is made again where it is missing.
"""

import contextlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import tantivy

from dashboard.cache import layout
from dashboard.cache.common_words import Bits, CommonWords, Holding, common_among
from dashboard.cache.generation import Generation
from dashboard.cache.index_words import IndexWords, write_words
from dashboard.compiling.collecting import undisturbed
from dashboard.errors import CacheError
from dashboard.text.characters import FIRST_WORD
from dashboard.text.letters import search_fold
from dashboard.text.query import All, Any, Not, Phrase, Tree, Word, parse
from dashboard.text.tokens import TokenStream, tokenise
from dashboard.text.vocabulary import TypeTable

VERSION = 5
_CHECKS, _COMMON, _WORDS = "checks.json", "common.arrow", "words.arrow"
_TEXT, _ROW, _ANALYSER = "text", "row", "folded"
_BITS = ("bit0", "bit1", "bit2", "bit3")
_FEW = 100_000
_ANSWERS = 16
_MOST_WORDS = 20_000
"""Above so many words that begin with some letters, the engine looks them up by itself."""
_EXACT = 52
"""Rows in a sum: of so many different powers of two it is exact as a float of 64 bits."""
_RUN = _EXACT * len(_BITS)
"""Rows in a bucket, which has a sum of each field of bits."""
_MOST_BUCKETS = 65_000
_SUMS = {"runs": {"histogram": {"field": _ROW, "interval": _RUN, "min_doc_count": 1}, "aggs": {name: {"sum": {"field": name}} for name in _BITS}}}
_BATCH = 4_096
_SAMPLE = 2_048
_HEAP = 256 << 20
_BORDER = "\u241e"
"""A word that stands between title and body, so that no phrase reaches over."""

Progress = Callable[[str, float, float], None]


@dataclass(frozen=True, slots=True, eq=False)
class _Opened:
    """A text index in use: the engine's, and beside it all its words, and the rows of the common ones."""

    engine: tantivy.Index
    words: IndexWords
    common: CommonWords
    rows: int


def matching(generation: Generation, query: str) -> npt.NDArray[np.bool_]:
    """Which rows hold an article that a text query finds: bool[rows]. The last few answers are kept.

    Raises CallError where the query cannot be read.
    """
    key = (generation.name, query)
    found = _FOUND.get(key)
    if found is None:
        found = _found(_opened(generation), parse(query, _index_words))
        while len(_FOUND) >= _ANSWERS:
            _FOUND.pop(next(iter(_FOUND)), None)
        _FOUND[key] = found
    return np.unpackbits(found, count=generation.rows, bitorder="little").view(np.bool_)


_FOUND: dict[tuple[str, str], Bits] = {}


def _found(index: _Opened, tree: Tree) -> Bits:
    """Which rows a query finds. What common words say of it is read from their bits; the engine is asked for the rest, as one query."""
    known = _known(index, tree)
    if known is not None:
        return known
    if isinstance(tree, Word) and tree.prefix:
        return _beginning(index, tree)
    query = _query(tree, index.engine.schema)
    count, few = _few(index, query)
    if few is not None:
        return few
    if isinstance(tree, Not):
        return ~_found(index, tree.of)
    if isinstance(tree, All | Any):
        answers = [_known(index, part) for part in tree.parts]
        rest = tuple(part for part, answer in zip(tree.parts, answers, strict=True) if answer is None)
        if len(rest) < len(tree.parts):
            other = _found(index, rest[0] if len(rest) == 1 else replace(tree, parts=rest))
            return reduce(_JOINS[type(tree)], (answer for answer in answers if answer is not None), other)
    return _many(index, query, count)


def _beginning(index: _Opened, tree: Word) -> Bits:
    """Which rows hold a word that begins so: those of the common ones from their bits, and of the other rows the engine's answer for the other words."""
    schema = index.engine.schema
    common = index.common.beginning(tree.text)
    found = [bits for bits in map(index.common.rows, common) if bits is not None]
    words = index.words.beginning(tree.text, _MOST_WORDS)
    rest = _query(tree, schema) if words is None else tantivy.Query.term_set_query(schema, _TEXT, sorted(set(words).difference(common)))
    if common:
        rest = tantivy.Query.boolean_query([(tantivy.Occur.Must, rest), (tantivy.Occur.MustNot, _query(Any(tuple(map(Word, common))), schema))])
    count, few = _few(index, rest)
    return reduce(np.bitwise_or, found, _many(index, rest, count) if few is None else few)


def _known(index: _Opened, tree: Tree) -> Bits | None:
    """What the common words alone say of a query; None where it holds anything else."""
    if isinstance(tree, Word):
        return None if tree.prefix else index.common.rows(tree.text)
    if isinstance(tree, Not):
        of = _known(index, tree.of)
        return None if of is None else ~of
    if isinstance(tree, Phrase):
        return None
    parts = [_known(index, part) for part in tree.parts]
    known = [part for part in parts if part is not None]
    return reduce(_JOINS[type(tree)], known) if len(known) == len(parts) else None


_JOINS: dict[type, np.ufunc] = {All: np.bitwise_and, Any: np.bitwise_or}


def _few(index: _Opened, query: tantivy.Query) -> tuple[int, Bits | None]:
    """How many rows a query finds, and which, where they are few enough to be handed over one by one."""
    searcher = index.engine.searcher()
    found = searcher.search(_scoreless(query), limit=_FEW, count=True)
    count = int(found.count or 0)  # type: ignore[attr-defined]  # its stub leaves it out
    return count, None if count > _FEW else _packed(index, searcher, found)


def _many(index: _Opened, query: tantivy.Query, count: int) -> Bits:
    """Which of very many rows a query finds. The engine hands over sums of their bits: each run of `_RUN` rows is a bucket, and each
    article of it adds another power of two to one of its sums, so that the sums tell which are there.
    """
    searcher = index.engine.searcher()
    if index.rows // _RUN >= _MOST_BUCKETS:
        return _packed(index, searcher, searcher.search(_scoreless(query), limit=count, count=False))
    with undisturbed():
        buckets = searcher.aggregate(_scoreless(query), _SUMS)["runs"]["buckets"]
    runs = np.array([bucket["key"] for bucket in buckets], np.int64) // _RUN
    sums = np.array([[bucket[name]["value"] for name in _BITS] for bucket in buckets]).astype("<u8")
    rows = np.zeros((index.rows // _RUN + 1, _RUN), np.bool_)
    rows[runs] = np.unpackbits(sums.view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")[:, :_EXACT].reshape(-1, _RUN)
    return np.packbits(rows.reshape(-1)[: index.rows], bitorder="little")


def _scoreless(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 1.0)


def _packed(index: _Opened, searcher: tantivy.Searcher, found: tantivy.SearchResult) -> Bits:
    """The rows of articles that the engine hands over one by one."""
    rows = np.zeros(index.rows, np.bool_)
    with undisturbed():
        addresses = [address for _, address in found.hits]
    rows[np.array(searcher.fast_field_values(_ROW, addresses), np.int64)] = True
    return np.packbits(rows, bitorder="little")


def folded_words(text: str) -> list[str]:
    """The words of a text as the index holds them."""
    types = TypeTable()
    stream = tokenise(pa.array([None], pa.large_string()), pa.array([text], pa.large_string()), types)
    return [folded for word in stream.type.tolist() if word >= FIRST_WORD and (folded := search_fold(types.text(word)))]


def _index_words(text: str) -> list[str]:
    return [_in_index(word) for word in folded_words(text)]


def _folder(generation: Generation) -> Path:
    return generation.cache / layout.TEXT / f"{generation.name}-{VERSION}"


def _opened(generation: Generation) -> _Opened:
    memory = _OPEN.get(generation.name)
    if memory is None:
        folder = _folder(generation)
        if not (folder / _CHECKS).is_file():
            write_index(generation)
        if not _is_whole(folder):
            raise CacheError(f"The text index of {generation.name} is damaged. Run: marsad build", key="damaged_cache")
        engine = _read(folder)
        _register(engine)
        memory = _Opened(engine, IndexWords(folder / _WORDS), CommonWords(folder / _COMMON), generation.rows)
        _OPEN.clear()
        _OPEN[generation.name] = memory
    return memory


_OPEN: dict[str, _Opened] = {}


def _read(folder: Path) -> tantivy.Index:
    """An index to search in. Tantivy takes a lock in the folder that it opens: where nothing may be written, it is shown the files from
    a folder of links, which has done its work once the files are mapped.
    """
    try:
        return tantivy.Index.open(str(folder))
    except ValueError:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as links:
            for path in folder.iterdir():
                if path.suffix != ".lock":
                    (Path(links) / path.name).symlink_to(path.resolve())
            return tantivy.Index.open(links)


def _is_whole(folder: Path) -> bool:
    """Do the index's files hold the bytes that were written?"""
    try:
        checks = json.loads((folder / _CHECKS).read_text("ascii"))
        return all(layout.checks_of(folder / name) == listed for name, listed in checks.items())
    except (OSError, ValueError, AttributeError):
        return False


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_TEXT, stored=False, tokenizer_name=_ANALYSER, index_option="position")
    for name in (_ROW, *_BITS):
        builder.add_unsigned_field(name, stored=False, indexed=False, fast=True)
    return builder.build()


def _register(index: tantivy.Index) -> None:
    index.register_tokenizer(_ANALYSER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def write_index(generation: Generation, progress: Progress = lambda stage, done, total: None) -> None:
    """Write the text index of a generation: whole, or not at all."""
    folder = _folder(generation)
    if _is_whole(folder):
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = layout.staging_folder(folder.parent)
    try:
        index = tantivy.Index(_schema(), path=str(staging))
        _register(index)
        writer = index.writer(_HEAP, 1)
        holding, words = Holding(_common_words(generation)), list[pa.Array]()
        for row, text in enumerate(_folded_texts(generation, holding, words)):
            document = tantivy.Document()
            document.add_text(_TEXT, text)
            document.add_unsigned(_ROW, row)
            document.add_unsigned(_BITS[row % _RUN // _EXACT], 1 << row % _EXACT)
            writer.add_document(document)
            if row % _BATCH == 0:
                progress("search", row, generation.rows)
        writer.commit()
        writer.wait_merging_threads()
        holding.write(staging / _COMMON)
        write_words(staging / _WORDS, words)
        checks = {path.name: layout.checks_of(path) for path in sorted(staging.iterdir()) if path.suffix != ".lock"}
        layout.write_whole(staging / _CHECKS, json.dumps(checks).encode())
        with contextlib.suppress(OSError):
            staging.rename(folder)
    except ValueError as problem:
        raise OSError(f"The text index cannot be written ({problem})") from problem
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    for old in folder.parent.iterdir():
        owner = old.name.rsplit("-", 1)[0]
        if old != folder and (owner == generation.name or not (generation.cache / owner).is_dir()):
            shutil.rmtree(old, ignore_errors=True)


def _common_words(generation: Generation) -> list[str]:
    """The words whose rows are worth keeping, as some articles from all over the corpus show them; none where the engine hands over all articles one by one."""
    if generation.rows <= _FEW:
        return []
    types = TypeTable()
    stream = _stream(generation, np.linspace(0, generation.rows - 1, _SAMPLE).astype(np.int64), types)
    words = np.array([""] * FIRST_WORD + [_in_index(text) for text in types.texts()], object)[stream.type]
    return common_among(words.tolist(), np.repeat(np.arange(_SAMPLE), np.diff(stream.parts[::2])), _SAMPLE)


def _folded_texts(generation: Generation, holding: Holding, met: list[pa.Array]) -> Iterator[str]:
    """Title and body of every article as folded words with spaces between, each distinct word folded once; `holding` is told who holds what, `met` gets the words."""
    types = TypeTable()
    folded = np.array([""] * FIRST_WORD, object)
    for first in range(0, generation.rows, _BATCH):
        stream = _stream(generation, np.arange(first, min(first + _BATCH, generation.rows)), types)
        fresh = [_in_index(text) for text in types.texts(len(folded))]
        holding.name(fresh)
        met.append(pa.array(fresh, pa.large_string()))
        holding.add(stream.type, stream.parts[::2])
        folded = np.concatenate([folded, np.array(fresh, object)])
        words = folded[stream.type]
        parts = stream.parts.tolist()
        for document in range(stream.documents):
            title = words[parts[2 * document] : parts[2 * document + 1]]
            body = words[parts[2 * document + 1] : parts[2 * document + 2]]
            yield " ".join([*filter(None, title), _BORDER, *filter(None, body)])


def _stream(generation: Generation, rows: npt.NDArray[np.int64], types: TypeTable) -> TokenStream:
    titles = generation.table("articles")["title"].take(pa.array(rows))
    return tokenise(titles.combine_chunks(), generation.bodies(rows).combine_chunks(), types)


def _in_index(word: str) -> str:
    """A word as the engine holds it. A sign that stands for several words (ﷺ) is one word."""
    return search_fold(word).replace(" ", "_")


def _query(tree: Tree, schema: tantivy.Schema) -> tantivy.Query:
    """A tree as tantivy's own query."""
    if isinstance(tree, Word):
        if tree.prefix:
            return tantivy.Query.regex_query(schema, _TEXT, re.escape(tree.text) + ".*")
        return tantivy.Query.term_query(schema, _TEXT, tree.text, index_option="basic")
    if isinstance(tree, Phrase):
        return tantivy.Query.phrase_query(schema, _TEXT, list(tree.words))
    if isinstance(tree, Not):
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, tantivy.Query.all_query()), (tantivy.Occur.MustNot, _query(tree.of, schema))])
    occur = tantivy.Occur.Must if isinstance(tree, All) else tantivy.Occur.Should
    return tantivy.Query.boolean_query([(occur, _query(part, schema)) for part in tree.parts])
