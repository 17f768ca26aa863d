"""The checker of the lexicon's data: what the files must not say, with file and entry in every complaint."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from dashboard.errors import DataFileError
from dashboard.lexicon.actors import FULL, NEED_A_WITNESS, ROLES, SHORT, VARIANT
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.loading import Entry, actor_file, built_in_files
from dashboard.lexicon.ordinary import is_listed
from dashboard.text.letters import TASHKEEL

_SHORTEST = 2
_WORDS = re.compile(f"[\\w{TASHKEEL} /+.–-]+")
_SAFE = frozenset(range(len(ROLES))) - NEED_A_WITNESS


def problems(files: Sequence[Path] | None = None) -> list[DataFileError]:
    """Everything wrong with the data files (the built-in ones by default), in the order of the files."""
    entries: list[Entry] = []
    found: list[DataFileError] = []
    for path in built_in_files() if files is None else files:
        try:
            entries += actor_file(path).entries
        except DataFileError as error:
            found.append(error)
    return [*found, *_repeated_slugs(entries), *problems_of(entries)]


def problems_of(entries: Sequence[Entry]) -> list[DataFileError]:
    """What is wrong with entries that stand together; of two that are at odds the later one is at fault."""
    checks = (_repeated_identities, _shared_names, _names_at_fault, _unknown_actors, _loops)
    return list(chain.from_iterable(check(entries) for check in checks))


def _error(entry: Entry, problem: str, *, key: str, **values: object) -> DataFileError:
    return DataFileError(entry.file.name, f"entry [{entry.actor.slug}]", problem, key=key, **values)


def _repeated_slugs(entries: Iterable[Entry]) -> Iterator[DataFileError]:
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.actor.slug, entry)
        if other is not entry:
            yield _error(entry, f"stands in {other.file.name} already", key="actor_twice", name=entry.actor.slug)


def _repeated_identities(entries: Iterable[Entry]) -> Iterator[DataFileError]:
    """Two entries of one Wikidata item or state code are one actor."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        for field in ("wikidata", "code"):
            value = getattr(entry.actor, field)
            if value and first.setdefault((field, value), entry) is not entry:
                other = first[field, value].actor
                yield _error(entry, f"{field} {value} is that of [{other.slug}]", key="actor_twice", name=other.ar)


def _shared_names(entries: Iterable[Entry]) -> Iterator[DataFileError]:
    """A name that is sure must be one actor's alone: where two bear it, it belongs under `unsure` of both, or of the lesser."""
    bearers: dict[str, list[tuple[Entry, str, int]]] = defaultdict(list)
    for entry in entries:
        for text, role in entry.names:
            bearers[name_key(text)].append((entry, text, role))
    for shared in bearers.values():
        sure = [(entry, text, role) for entry, text, role in shared if role in _SAFE]
        for entry, text, role in sure[1:]:
            other, _, other_role = sure[0]
            if other.actor.slug == entry.actor.slug:
                continue
            if {role, other_role} & {SHORT, VARIANT, FULL} and entry.actor.ar != other.actor.ar:
                yield _error(
                    entry,
                    f"{text!r} is a {ROLES[other_role]} name of [{other.actor.slug}] too; move it to `unsure`",
                    key="name_shared", name=text, other=other.actor.ar,
                )  # fmt: skip


def _names_at_fault(entries: Iterable[Entry]) -> Iterator[DataFileError]:
    for entry in entries:
        for text, role in entry.names:
            key = name_key(text)
            if len(key) < _SHORTEST:
                yield _error(entry, f"{text!r} has one letter", key="name_short", name=text)
            if not _WORDS.fullmatch(text):
                problem = f"{text!r} holds a mark; names are words, with - / + or a dot between them at most"
                yield _error(entry, problem, key="name_mark", name=text)
            if role in _SAFE and is_listed(key):
                yield _error(entry, f"{text!r} is an ordinary word; move it to `unsure`", key="name_ordinary", name=text)
        for epithet in (text for text, role in entry.names if ROLES[role] == "epithet"):
            if not entry.actor.companions:
                yield _error(entry, f"the epithet {epithet!r} needs `companions`", key="epithet_alone", name=epithet)


def _unknown_actors(entries: Sequence[Entry]) -> Iterator[DataFileError]:
    slugs = {entry.actor.slug for entry in entries}
    for entry in entries:
        named = [entry.actor.stands_for, *(office.of for office in entry.actor.offices)]
        for slug in filter(None, named):
            if slug not in slugs:
                yield _error(entry, f"names an actor that does not exist: {slug!r}", key="no_such_actor", name=slug)


def _loops(entries: Sequence[Entry]) -> Iterator[DataFileError]:
    stands_for = {entry.actor.slug: entry.actor.stands_for for entry in entries}
    for entry in entries:
        seen, slug = {entry.actor.slug}, entry.actor.stands_for
        while slug is not None and slug not in seen:
            seen.add(slug)
            slug = stands_for.get(slug)
        if slug == entry.actor.slug:
            yield _error(entry, "stands for itself in a loop", key="actor_loop", name=entry.actor.ar)
