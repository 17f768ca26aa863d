"""The text index of a generation: boolean, phrase and prefix queries over folded words, through tantivy.

It is derived from the generation, lies beside it and outside its hash, and is made again where it is missing.
"""

import contextlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import tantivy

from dashboard.cache import layout
from dashboard.cache.generation import Generation
from dashboard.errors import CacheError
from dashboard.text.characters import FIRST_WORD
from dashboard.text.letters import search_fold
from dashboard.text.query import All, Not, Phrase, Tree, Word, parse
from dashboard.text.tokens import tokenise
from dashboard.text.vocabulary import TypeTable

VERSION = 3
_CHECKS = "checks.json"
_TEXT, _ROW, _BIT, _ANALYSER = "text", "row", "bit", "folded"
_FEW = 50_000
_ANSWERS = 16
_RUN = 52
"""Rows in a bucket: a sum of so many different powers of two is exact as a float of 64 bits."""
_MOST_BUCKETS = 65_000
_BITS = {"runs": {"histogram": {"field": _ROW, "interval": _RUN, "min_doc_count": 1}, "aggs": {"bits": {"sum": {"field": _BIT}}}}}
_BATCH = 4_096
_HEAP = 256 << 20
_BORDER = "\u241e"
"""A word that stands between title and body, so that no phrase reaches over."""

Progress = Callable[[str, float, float], None]


def matching(generation: Generation, query: str) -> npt.NDArray[np.bool_]:
    """Which rows hold an article that a text query finds: bool[rows]. The last few answers are kept.

    Raises CallError where the query cannot be read.
    """
    key = (generation.name, query)
    found = _FOUND.get(key)
    if found is None:
        found = np.packbits(_found(generation, parse(query, folded_words)))
        while len(_FOUND) >= _ANSWERS:
            _FOUND.pop(next(iter(_FOUND)), None)
        _FOUND[key] = found
    return np.unpackbits(found, count=generation.rows).view(np.bool_)


_FOUND: dict[tuple[str, str], npt.NDArray[np.uint8]] = {}


def _found(generation: Generation, tree: Tree) -> npt.NDArray[np.bool_]:
    """Which rows a query finds. The engine hands over each article as an object, or, where these are many, sums of their bits: each run of `_RUN` rows
    is a bucket, and each article of it adds another power of two, so that the sum tells which are there.
    """
    mask = np.zeros(generation.rows, np.bool_)
    index = _opened(generation)
    searcher = index.searcher()
    query = tantivy.Query.const_score_query(_query(tree, index.schema), 1.0)
    first = searcher.search(query, limit=_FEW, count=True)
    count = int(first.count or 0)  # type: ignore[attr-defined]  # its stub leaves it out
    if count <= _FEW:
        mask[np.array(searcher.fast_field_values(_ROW, [address for _, address in first.hits]), np.int64)] = True
    elif generation.rows // _RUN < _MOST_BUCKETS:
        buckets = searcher.aggregate(query, _BITS)["runs"]["buckets"]
        runs = np.array([bucket["key"] for bucket in buckets], np.int64) // _RUN
        bits = np.array([bucket["bits"]["value"] for bucket in buckets]).astype("<u8")
        rows = np.zeros((generation.rows // _RUN + 1, _RUN), np.bool_)
        rows[runs] = np.unpackbits(bits.view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")[:, :_RUN]
        mask[:] = rows.reshape(-1)[: generation.rows]
    else:
        hits = searcher.search(query, limit=count, count=False).hits
        mask[np.array(searcher.fast_field_values(_ROW, [address for _, address in hits]), np.int64)] = True
    return mask


def folded_words(text: str) -> list[str]:
    """The words of a text as the index holds them."""
    types = TypeTable()
    stream = tokenise(pa.array([None], pa.large_string()), pa.array([text], pa.large_string()), types)
    return [folded for word in stream.type.tolist() if word >= FIRST_WORD and (folded := search_fold(types.text(word)))]


def _folder(generation: Generation) -> Path:
    return generation.cache / layout.TEXT / f"{generation.name}-{VERSION}"


def _opened(generation: Generation) -> tantivy.Index:
    memory = _OPEN.get(generation.name)
    if memory is None:
        folder = _folder(generation)
        if not (folder / _CHECKS).is_file():
            write_index(generation)
        if not _is_whole(folder):
            raise CacheError(f"The text index of {generation.name} is damaged. Run: marsad build", key="damaged_cache")
        memory = _read(folder)
        _register(memory)
        _OPEN.clear()
        _OPEN[generation.name] = memory
    return memory


_OPEN: dict[str, tantivy.Index] = {}


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
    for name in (_ROW, _BIT):
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
        for row, text in enumerate(_folded_texts(generation)):
            document = tantivy.Document()
            document.add_text(_TEXT, text)
            document.add_unsigned(_ROW, row)
            document.add_unsigned(_BIT, 1 << row % _RUN)
            writer.add_document(document)
            if row % _BATCH == 0:
                progress("search", row, generation.rows)
        writer.commit()
        writer.wait_merging_threads()
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


def _folded_texts(generation: Generation) -> Iterator[str]:
    """Title and body of every article as folded words with spaces between; each distinct word is folded once."""
    types = TypeTable()
    folded = np.array([""] * FIRST_WORD, object)
    titles = generation.table("articles")["title"]
    for first in range(0, generation.rows, _BATCH):
        bodies = generation.bodies(np.arange(first, min(first + _BATCH, generation.rows)))
        stream = tokenise(titles.slice(first, _BATCH).combine_chunks(), bodies.combine_chunks(), types)
        fresh = np.array([search_fold(text) for text in types.texts(len(folded))], object)
        folded = np.concatenate([folded, fresh])
        words = folded[stream.type]
        parts = stream.parts.tolist()
        for document in range(stream.documents):
            title = words[parts[2 * document] : parts[2 * document + 1]]
            body = words[parts[2 * document + 1] : parts[2 * document + 2]]
            yield " ".join([*filter(None, title), _BORDER, *filter(None, body)])


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
