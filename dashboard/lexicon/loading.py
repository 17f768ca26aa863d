"""Data files of actors → entries: parsed, checked field by field, with the file and the table at fault in every complaint."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.errors import DataFileError
from dashboard.lexicon.actors import (
    ACRONYM,
    EPITHET,
    FULL,
    KINDS,
    SHORT,
    SORTS,
    UNSURE,
    VARIANT,
    Actor,
    Office,
)

DATA = Path(__file__).parent / "data"
_NOT_ACTORS = ("given-names", "institutions")

ROLE_FIELDS = {
    "names": FULL,
    "variants": VARIANT,
    "short": SHORT,
    "acronyms": ACRONYM,
    "unsure": UNSURE,
    "epithets": EPITHET,
}
TEXT_FIELDS = ("ar", "en", "kind", "sort", "code", "wikidata", "stands_for")
_LIST_FIELDS = (*ROLE_FIELDS, "companions", "latin")
REJECTED, ADDED, MERGED, SILENCED = "_rejected", "_added", "_merged", "_silenced"
_OWN_TABLES = (REJECTED, ADDED, MERGED, SILENCED)
_KNOWN_FIELDS = frozenset({*TEXT_FIELDS, *_LIST_FIELDS, "nisba", "offices"})
_OFFICE_FIELDS = ("office", "of", "since", "until")


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a data file: the actor and its names by role, and where it stands."""

    actor: Actor
    names: tuple[tuple[str, int], ...]
    file: Path


@dataclass(frozen=True, slots=True)
class Addition:
    """Further names, companions and Latin spellings for an actor that another file describes."""

    slug: str
    names: tuple[tuple[str, int], ...]
    companions: tuple[str, ...]
    latin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorFile:
    """What one file holds: its entries, and what it says about actors that are known already.

    `rejected` are names that nobody bears and that are suggested no more; `added` go to actors of other files; `merged` are
    pairs of slugs, the first of which is no other than the second; `silenced` are pairs of a slug and a name that it does not bear.
    """

    path: Path
    entries: tuple[Entry, ...]
    rejected: tuple[str, ...] = ()
    added: tuple[Addition, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    silenced: tuple[tuple[str, str], ...] = ()


def parse(path: Path) -> dict[str, Any]:
    """The tables of a TOML file; a DataFileError with the line where it is not TOML or not UTF-8."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(path, "syntax", str(error)) from error
    except UnicodeDecodeError as error:
        raise DataFileError(path, f"byte {error.start}", "not UTF-8") from error
    except OSError as error:
        raise DataFileError(path, "file", error.strerror or str(error)) from error


def actor_file(path: Path) -> ActorFile:
    """The entries of one actors file. A file-level `kind` or `sort` serves the tables that state none."""
    return actors_of(path, parse(path))


def actors_of(path: Path, read: Mapping[str, Any]) -> ActorFile:
    """The same from tables already parsed; `path` is what a complaint names."""
    tables = dict(read)
    shared: dict[str, Any] = {key: tables.pop(key) for key in ("kind", "sort") if key in tables}
    own = {name: _table(path, name, tables.pop(name, {})) for name in _OWN_TABLES}
    rejected = _fields(path, REJECTED, own[REJECTED], ("names",)).get("names", ())
    return ActorFile(
        path, tuple(_entries(path, shared, tables)), rejected,
        tuple(_addition(path, slug, table) for slug, table in own[ADDED].items()),
        tuple((lost, _slug(path, f"[{MERGED}] {lost}", kept)) for lost, kept in own[MERGED].items()),
        tuple((slug, name) for slug, names in own[SILENCED].items() for name in strings(path, SILENCED, slug, names)),
    )  # fmt: skip


def _table(path: Path, name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise DataFileError(path, f"[{name}]", "is not a table")
    return value


def _slug(path: Path, place: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise DataFileError(path, place, "must be the slug of an actor")
    return value


def _fields(path: Path, place: str, table: object, known: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The lists of names of a table that may hold no other field."""
    held = _table(path, place, table)
    unknown = held.keys() - set(known)
    if unknown:
        raise DataFileError(path, f"[{place}]", f"unknown field {min(unknown)!r}; known: {', '.join(known)}")
    return {key: strings(path, place, key, value) for key, value in held.items()}


def _addition(path: Path, slug: str, table: object) -> Addition:
    lists = _fields(path, f"{ADDED}.{slug}", table, _LIST_FIELDS)
    names = tuple((text, role) for key, role in ROLE_FIELDS.items() for text in lists.get(key, ()))
    return Addition(slug, names, lists.get("companions", ()), lists.get("latin", ()))


def built_in_files() -> list[Path]:
    """The actors files that come with the program, in a stable order."""
    return sorted(path for path in DATA.glob("*.toml") if not path.name.startswith(_NOT_ACTORS))


def _entries(path: Path, shared: Mapping[str, Any], tables: Mapping[str, Any]) -> Iterator[Entry]:
    for slug, table in tables.items():
        if not isinstance(table, dict):
            raise DataFileError(
                path, f"entry {slug!r}", "is not a table; write [slug] and its fields below it"
            )
        yield entry(path, slug, {**shared, **table})


def entry(path: Path, slug: str, table: Mapping[str, Any]) -> Entry:
    place = f"entry [{slug}]"
    unknown = table.keys() - _KNOWN_FIELDS
    if unknown:
        raise DataFileError(
            path, place, f"unknown field {min(unknown)!r}; known: {', '.join(sorted(_KNOWN_FIELDS))}"
        )
    for key in ("ar", "en", "kind"):
        if key not in table:
            raise DataFileError(path, place, f"misses {key}")
    texts = {key: table[key] for key in TEXT_FIELDS if key in table}
    for key, value in texts.items():
        if not (isinstance(value, str) and value.strip()):
            raise DataFileError(path, place, f"{key} must be a text that is not empty")
    if table["kind"] not in KINDS:
        raise DataFileError(path, place, f"kind {table['kind']!r} is not one of {', '.join(KINDS)}")
    if table.get("sort") not in (None, *SORTS):
        raise DataFileError(path, place, f"sort {table['sort']!r} is not one of {', '.join(SORTS)}")
    lists = {key: strings(path, slug, key, table.get(key, [])) for key in _LIST_FIELDS}
    nisba = table.get("nisba", [])
    actor = Actor(
        slug=slug,
        **texts,
        nisba=strings(path, slug, "nisba", [nisba] if isinstance(nisba, str) else nisba),
        latin=lists["latin"],
        companions=lists["companions"],
        offices=_offices(path, slug, table.get("offices", [])),
    )
    return Entry(actor, tuple(_names(actor.ar, lists)), path)


def _names(ar: str, lists: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, int]]:
    """The names of an entry by role; the Arabic name is a full one unless the entry itself lists it as unsure or an epithet."""
    if ar not in lists["unsure"] and ar not in lists["epithets"]:
        yield ar, FULL
    for key, role in ROLE_FIELDS.items():
        for text in lists[key]:
            if role != FULL or text != ar:
                yield text, role


def _offices(path: Path, slug: str, value: object) -> tuple[Office, ...]:
    tables = [value] if isinstance(value, dict) else value
    if not isinstance(tables, list):
        raise DataFileError(path, f"entry [{slug}]", "offices must be a list of {office, of, since, until}")
    found = []
    for table in tables:
        if not isinstance(table, dict) or "office" not in table or not set(table) <= set(_OFFICE_FIELDS):
            raise DataFileError(
                path,
                f"entry [{slug}]",
                f"an office has the fields {', '.join(_OFFICE_FIELDS)} and needs the first",
            )
        found.append(Office(**{key: str(value) for key, value in table.items()}))
    return tuple(found)


def strings(path: Path, slug: str, key: str, value: object) -> tuple[str, ...]:
    if value == []:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise DataFileError(path, f"entry [{slug}]", f"{key} must be a list of texts that are not empty")
    return tuple(item.strip() for item in value)


def institution_files() -> list[Path]:
    """The files of templates that come with the program."""
    return sorted(DATA.glob("institutions*.toml"))
