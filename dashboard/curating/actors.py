"""actors.toml: actors taken in, names added and silenced, two actors made one, suggestions rejected, and any of it taken back."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import tomlkit

from dashboard.curating.files import Change, edited, own_file
from dashboard.errors import CallError
from dashboard.lexicon.actors import IDENTIFYING, KINDS, Actor
from dashboard.lexicon.checking import problems_of
from dashboard.lexicon.institutions import institutions_of
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.loading import (
    ADDED,
    MERGED,
    REJECTED,
    ROLE_FIELDS,
    SILENCED,
    ActorFile,
    Entry,
    actor_file,
    actors_of,
    built_in_files,
    institution_files,
)
from dashboard.lexicon.owned import Owned, applied
from dashboard.lexicon.searching import Directory, latin_key
from dashboard.readers.slugs import slug as slug_of

NAME = "actors.toml"
ROLES = tuple(ROLE_FIELDS)
"""How a name may stand to its actor, as actors.toml calls it."""
ROLE_OF = {role: field for field, role in ROLE_FIELDS.items()}
_MARKS = "«»\"'“”‘’()[]{}،؛,;:.!؟?"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the file says: `actor`, `name` (added), `merged`, `silenced` or `rejected`.

    `slug` is the actor that it is said of (None for a rejected name), `value` the name, the actor merged into, or the Arabic name;
    `role` how an added name stands to its actor.
    """

    kind: str
    slug: str | None
    value: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A name of an actor: its role as actors.toml calls it (or `silenced`), and whether it is `built-in` or the `corpus`'s own."""

    text: str
    role: str
    origin: str


@dataclass(frozen=True)
class Book:
    """What a corpus's files say of actors as a whole: every entry with what the corpus's owner did to it.

    `path` is the file that changes go to, `others` are the corpus's further actors files.
    """

    path: Path
    files: tuple[ActorFile, ...]
    owned: Owned

    @classmethod
    def of(cls, folders: Sequence[Path], more: Sequence[Path] = ()) -> "Book":
        """The book of a corpus; `more` are actors files named beside its folders.

        Raises DataFileError where a file breaks the rules.
        """
        path = own_file(folders, NAME)
        own = [path, *(one for one in (folder / NAME for folder in folders) if one.is_file() and one.resolve() != path), *more]
        files = tuple(actor_file(one) if one.is_file() else ActorFile(one, ()) for one in own)
        return cls(path, files, _owned(files))

    @property
    def entries(self) -> dict[str, Entry]:
        """Every actor that is left, by slug."""
        return self.owned.entries

    def entry(self, slug: str) -> Entry:
        """An actor by its slug, or by that of one merged into it.

        Raises CallError where there is none.
        """
        found = self.entries.get(slug) or next((one for one in self.entries.values() if slug in one.actor.merged), None)
        if found is None:
            raise CallError(f"No actor has the slug {slug!r}", key="no_such_actor", name=slug)
        return found

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of every name that somebody bears, or that is rejected."""
        return self.owned.rejected | {name_key(text) for entry in self.entries.values() for text, _ in entry.names}

    @cached_property
    def directory(self) -> Directory:
        """The actors by anything they are called."""
        names = ((slug, text) for slug, entry in self.entries.items() for text, _ in entry.names)
        return Directory.of((entry.actor for entry in self.entries.values()), names)

    def named(self, name: str) -> Entry:
        """The one actor that a slug or a whole name means.

        Raises CallError, with the likeliest, where none or several are called so.
        """
        if name in self.entries:
            return self.entries[name]
        found = self.directory.find(name, limit=6)
        keys = {name_key(name), latin_key(name)}
        exact = [slug for slug in found if keys & {key for key, one in self.directory.keys if one == slug}]
        if len(exact) == 1:
            return self.entries[exact[0]]
        near = tuple(f"{slug} ({self.entries[slug].actor.ar})" for slug in exact or found)
        hint = f" {'Which of' if exact else 'Near to it'}: {', '.join(near)}" if near else ""
        raise CallError(f"No one actor is called {name!r}.{hint}", key="no_such_actor", name=name, near=near)

    def names(self, slug: str) -> list["Known"]:
        """Every name of an actor, by role, and where it comes from; those that are silenced last."""
        entry = self.entry(slug)
        own_slugs = (entry.actor.slug, *entry.actor.merged)
        base = _owned(())
        built_in = {name_key(text) for one in own_slugs if one in base.entries for text, _ in base.entries[one].names}
        found = [
            Known(text, ROLE_OF.get(role, "names"), "built-in" if name_key(text) in built_in else "corpus")
            for text, role in sorted(entry.names, key=lambda name: name[1])
            if name_key(text) not in self.owned.rejected
        ]
        silent = [Known(name, "silenced", "corpus") for file in self.files for one, name in file.silenced if one in own_slugs]
        return found + silent

    def check(self, table: Mapping[str, Any], path: Path) -> None:
        """Raise the first complaint that a new text of the file earns and its old one did not."""
        files = (actors_of(path, table), *self.files[1:])
        found = problems_of(_ordered(_owned(files), files))
        known = {str(one) for one in problems_of(_ordered(self.owned, self.files))} if found else set()
        for problem in found:
            if str(problem) not in known:
                raise problem

    def load(self, table: Mapping[str, Any], path: Path) -> None:
        """Raise what a build would raise over a new text of the file."""
        _owned((actors_of(path, table), *self.files[1:]))


def statements(book: Book) -> list[Statement]:
    """Everything that the file says, in its order by kind."""
    own = book.files[0]
    return [
        *(Statement("actor", one.actor.slug, one.actor.ar) for one in own.entries),
        *(Statement("name", one.slug, text, ROLE_OF[role]) for one in own.added for text, role in one.names),
        *(Statement("merged", lost, kept) for lost, kept in own.merged),
        *(Statement("silenced", slug, name) for slug, name in own.silenced),
        *(Statement("rejected", None, name) for name in own.rejected),
    ]


def accept(book: Book, name: str, kind: str, *, en: str = "", slug: str = "", names: Mapping[str, Sequence[str]] | None = None) -> Change:
    """Take in an actor under its Arabic name; `names` are further ones by role (`short`, `variants` …).

    Without an English name the Arabic one stands for it; without a slug one is made. A name that was rejected is so no more.
    Raises CallError where an actor is called so already, DataFileError where the checker refuses a name.
    """
    name, en = cleaned(name), " ".join(en.split())
    if kind not in KINDS:
        raise CallError(f"{kind!r} is no kind of actor: {', '.join(KINDS)}", key="bad_choice", value=kind, option="kind", known=KINDS)
    if not name:
        raise CallError("An actor needs an Arabic name", key="actor_unnamed")
    key = name_key(name)
    for entry in book.entries.values():
        if any(role in IDENTIFYING and name_key(text) == key for text, role in entry.names):
            said = f"{name!r} is the actor [{entry.actor.slug}] already"
            raise CallError(said, key="actor_exists", name=name, other=entry.actor.ar)
    slug = slug or _free_slug(book, slug_of(en or name))
    if slug in book.entries:
        raise CallError(f"The slug {slug!r} is that of {book.entries[slug].actor.ar}", key="actor_twice", name=slug)

    def change(document: tomlkit.TOMLDocument) -> None:
        table = tomlkit.table()
        table.trivia.indent = "\n"
        lists = {role: [text for text in map(cleaned, texts) if text] for role, texts in (names or {}).items()}
        for field, value in {"ar": name, "en": en or name, "kind": kind, **lists}.items():
            if value:
                table.add(field, value)
        document.append(slug, table)
        _forget(document, (REJECTED, "names"), {key})

    return edited(book.path, change, book.check)


def add_name(book: Book, slug: str, name: str, role: str = "") -> Change:
    """Give an actor a further name: of the role that is told, else a variant where it has several words and a short name where it has one.

    A name that was rejected, or silenced for this actor, is so no more.
    Raises CallError where the actor bears it already, DataFileError where the checker refuses it.
    """
    entry, name = book.entry(slug), cleaned(name)
    role = role or ("variants" if " " in name else "short")
    if role not in ROLES:
        raise CallError(f"{role!r} is no role of a name: {', '.join(ROLES)}", key="bad_choice", value=role, option="role", known=ROLES)
    if not name:
        raise CallError("A name without letters cannot be added", key="name_empty")
    key = name_key(name)
    if any(name_key(text) == key for text, _ in entry.names):
        raise CallError(f"{entry.actor.ar} is called {name!r} already", key="name_there", name=name, other=entry.actor.ar)
    slug = entry.actor.slug

    def change(document: tomlkit.TOMLDocument) -> None:
        _forget(document, (REJECTED, "names"), {key})
        silent = document.get(SILENCED, {})
        for one in [one for one in silent if one == slug or one in entry.actor.merged]:
            _forget(document, (SILENCED, one), {key})
        if key in {name_key(text) for text, _ in _owned((actors_of(book.path, document.unwrap()), *book.files[1:])).entries[slug].names}:
            return
        own = document[slug] if slug in document else _at(document, ADDED, slug)
        _extend(own, role, [name])

    return edited(book.path, change, book.check)


def silence(book: Book, slug: str, names: Iterable[str]) -> Change:
    """Take names away from an actor: those of the file itself go, built-in ones and those that rules make are silenced."""
    entry = book.entry(slug)
    wanted = {name_key(name): cleaned(name) for name in names if name_key(name)}
    own_slugs = (entry.actor.slug, *entry.actor.merged)

    def change(document: tomlkit.TOMLDocument) -> None:
        for one in own_slugs:
            for role in ROLES:
                _forget(document, (ADDED, one, role), set(wanted))
                _forget(document, (one, role), set(wanted))
        left = [text for key, text in wanted.items() if _borne(book, document, entry.actor.slug, key)]
        if left:
            _extend(_at(document, SILENCED), entry.actor.slug, left)

    return edited(book.path, change, book.check)


def merge(book: Book, lost: str, kept: str) -> Change:
    """Make one actor another: everything that names the first names the second, and what is linked to it still finds it.

    Raises CallError where they are one already.
    """
    first, second = book.entry(lost).actor, book.entry(kept).actor
    if first.slug == second.slug:
        raise CallError(f"{first.ar} and {second.ar} are one actor already", key="merged_already", name=first.ar, other=second.ar)

    def change(document: tomlkit.TOMLDocument) -> None:
        _at(document, MERGED)[first.slug] = second.slug

    return edited(book.path, change, book.check)


def reject(book: Book, names: Iterable[str]) -> Change:
    """Never suggest these names again, and let nobody bear them.

    Raises CallError where one is the name of an actor: it can be silenced for that actor.
    """
    wanted = {name_key(name): cleaned(name) for name in names if name_key(name)}
    for entry in book.entries.values():
        taken = next((text for text, _ in entry.names if name_key(text) in wanted), None)
        if taken:
            said = f"{taken!r} is a name of [{entry.actor.slug}]; silence it for that actor instead"
            raise CallError(said, key="reject_known", name=taken, other=entry.actor.ar)

    def change(document: tomlkit.TOMLDocument) -> None:
        fresh = [text for key, text in wanted.items() if key not in book.owned.rejected]
        if fresh:
            _extend(_at(document, REJECTED), "names", fresh)

    return edited(book.path, change, book.load)


def take_back(book: Book, gone: Iterable[Statement]) -> Change:
    """Remove what the file says."""
    listed = list(gone)

    def change(document: tomlkit.TOMLDocument) -> None:
        for one in listed:
            if one.kind == "actor" and one.slug in document:
                del document[str(one.slug)]
            elif one.kind == "merged" and one.slug in document.get(MERGED, {}):
                del _at(document, MERGED)[str(one.slug)]
                _prune(document, (MERGED,))
            elif one.kind == "name":
                _forget(document, (ADDED, str(one.slug), str(one.role)), {name_key(one.value)})
            elif one.kind == "silenced":
                _forget(document, (SILENCED, str(one.slug)), {name_key(one.value)})
            elif one.kind == "rejected":
                _forget(document, (REJECTED, "names"), {name_key(one.value)})

    return edited(book.path, change, book.load)


def cleaned(name: str) -> str:
    """A name as a data file holds it: composed letters, single spaces, no marks around it."""
    composed = unicodedata.normalize("NFC", name)
    return " ".join("".join(sign for sign in composed if sign.isprintable()).split()).strip(_MARKS).strip()


@lru_cache(maxsize=1)
def _built_in() -> tuple[ActorFile, ...]:
    return tuple(map(actor_file, built_in_files()))


@lru_cache(maxsize=4)
def _institutions(states: tuple[Actor, ...]) -> tuple[Entry, ...]:
    return tuple(entry for path in institution_files() for entry in institutions_of(states, path))


def _owned(files: Sequence[ActorFile]) -> Owned:
    """Every entry under the corpus's own files, institutions among them."""
    entries = {entry.actor.slug: entry for file in (*_built_in(), *files) for entry in file.entries}
    states = tuple(entry.actor for entry in entries.values() if entry.actor.kind == "state")
    for entry in _institutions(states):
        entries.setdefault(entry.actor.slug, entry)
    return applied(entries, files)


def _ordered(owned: Owned, files: Sequence[ActorFile]) -> list[Entry]:
    """The entries, those that the corpus's own files speak of last, so that it is they that are at fault."""
    own = {file.path for file in files}
    return sorted(owned.entries.values(), key=lambda entry: entry.file in own)


def _free_slug(book: Book, wanted: str) -> str:
    """The slug wanted, with a number behind it where an actor has it."""
    taken = {*book.entries, *(slug for entry in book.entries.values() for slug in entry.actor.merged)}
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _borne(book: Book, document: tomlkit.TOMLDocument, slug: str, key: str) -> bool:
    """Whether an actor would still be called so, by a list or by a rule (which makes a name of a listed one)."""
    owned = _owned((actors_of(book.path, document.unwrap()), *book.files[1:]))
    listed = {name_key(text) for text, _ in owned.entries[slug].names}
    there = {name_key(text) for text, _ in book.entries[slug].names}
    return key in listed or key not in there


def _at(document: Any, *keys: str) -> Any:
    """The table at a path, made where it is missing."""
    held = document
    for depth, key in enumerate(keys):
        if key not in held:
            table = tomlkit.table(is_super_table=depth + 1 < len(keys))
            table.trivia.indent = "\n"
            held.append(key, table)
        held = held[key]
    return held


def _extend(table: Any, key: str, names: Sequence[str]) -> None:
    values = [*table.get(key, ()), *names]
    array = tomlkit.array()
    array.extend(values)
    table[key] = array.multiline(len(values) > 4)


def _forget(document: Any, keys: Sequence[str], gone: set[str]) -> None:
    """Take names out of the list at a path, and the list and its table where nothing is left of them."""
    held = document
    for key in keys:
        if key not in held:
            return
        held = held[key]
    left = [name for name in held if name_key(name) not in gone]
    if len(left) == len(held):
        return
    *above, last = keys
    table = document
    for key in above:
        table = table[key]
    if left:
        table[last] = left
    else:
        del table[last]
        _prune(document, above)


def _prune(document: Any, keys: Sequence[str]) -> None:
    """Remove the tables of a path that are empty now; an actor's own table stays."""
    if not keys or not keys[0].startswith("_"):
        return
    *above, last = keys
    table = document
    for key in above:
        table = table[key]
    if last in table and not table[last]:
        del table[last]
        _prune(document, above)
