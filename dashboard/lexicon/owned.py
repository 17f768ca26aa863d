"""What a corpus's own files say about actors that are known already: names added and silenced, actors that are one."""

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from dashboard.errors import DataFileError
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.loading import ADDED, MERGED, SILENCED, ActorFile, Addition, Entry

Entries = Mapping[str, Entry]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Owned:
    """Entries as a corpus's owner wants them, the keys of the names that an actor does not bear, and of those that nobody bears."""

    entries: dict[str, Entry]
    silenced: dict[str, frozenset[str]]
    rejected: frozenset[str]


def applied(entries: Entries, files: Sequence[ActorFile]) -> Owned:
    """The entries with the names that the files add, without those they silence, and with merged actors joined.

    Where an actor is merged into another, its names keep their roles and whatever names its slug names the other.
    Raises DataFileError where a file names an actor that does not exist, or merges in a loop.
    """
    changed = dict(entries)
    for file in files:
        for addition in file.added:
            slug = _known(addition.slug, changed, file.path, ADDED)
            changed[slug] = _with(changed[slug], addition, file.path)
    ends = merges(files, changed)
    for lost, kept in ends.items():
        changed[kept] = _joined(changed[kept], changed.pop(lost))
    if ends:
        changed = {slug: _redirected(entry, ends) for slug, entry in changed.items()}
    silenced = _silences(files, changed, ends)
    for slug, keys in silenced.items():
        entry = changed[slug]
        changed[slug] = replace(entry, names=tuple(name for name in entry.names if name_key(name[0]) not in keys))
    return Owned(changed, silenced, frozenset(name_key(name) for file in files for name in file.rejected))


def merges(files: Iterable[ActorFile], known: Collection[str]) -> dict[str, str]:
    """Each actor that is another one, with the actor that it ends up as.

    Raises DataFileError where one of the two does not exist, or where following them never ends.
    """
    said: dict[str, tuple[str, Path]] = {}
    for file in files:
        for lost, kept in file.merged:
            said[_known(lost, known, file.path, MERGED)] = (_known(kept, known, file.path, MERGED), file.path)
    ends = {}
    for lost, (kept, path) in said.items():
        seen = {lost}
        while kept in said and kept not in seen:
            seen.add(kept)
            kept, _ = said[kept]
        if kept in seen:
            raise DataFileError(path, f"[{MERGED}] {lost}", "is merged into itself", key="merge_loop", name=lost)
        ends[lost] = kept
    return ends


def _silences(files: Iterable[ActorFile], known: Collection[str], ends: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The keys of the names that each actor does not bear."""
    keys: dict[str, set[str]] = {}
    for file in files:
        for slug, name in file.silenced:
            keys.setdefault(_known(ends.get(slug, slug), known, file.path, SILENCED), set()).add(name_key(name))
    return {slug: frozenset(names) for slug, names in keys.items()}


def _known(slug: str, known: Collection[str], path: Path, table: str) -> str:
    if slug not in known:
        near = difflib.get_close_matches(slug, known, 3)
        hint = f"; near to it: {', '.join(near)}" if near else ""
        raise DataFileError(
            path, f"[{table}] {slug}", f"no actor has the slug {slug!r}{hint}", key="no_such_actor", name=slug, near=tuple(near)
        )
    return slug


def _with(entry: Entry, addition: Addition, path: Path) -> Entry:
    actor = replace(
        entry.actor, companions=_united(entry.actor.companions, addition.companions), latin=_united(entry.actor.latin, addition.latin)
    )
    return Entry(actor, _united(entry.names, addition.names), path)


def _joined(kept: Entry, lost: Entry) -> Entry:
    """Two entries as one: the kept one's facts, and the names, companions and offices of both."""
    own, other = kept.actor, lost.actor
    actor = replace(
        own,
        wikidata=own.wikidata or other.wikidata,
        nisba=_united(own.nisba, other.nisba),
        latin=_united(own.latin, (other.en, *other.latin)),
        companions=_united(own.companions, other.companions),
        offices=_united(own.offices, other.offices),
        merged=_united(own.merged, (other.slug, *other.merged)),
    )
    return Entry(actor, _united(kept.names, lost.names), lost.file)


def _redirected(entry: Entry, ends: Mapping[str, str]) -> Entry:
    actor = entry.actor
    stands_for = ends.get(actor.stands_for or "", actor.stands_for)
    offices = tuple(replace(one, of=ends.get(one.of or "", one.of)) for one in actor.offices)
    if stands_for == actor.stands_for and offices == actor.offices:
        return entry
    return replace(entry, actor=replace(actor, stands_for=None if stands_for == actor.slug else stands_for, offices=offices))


def _united(first: tuple[Item, ...], second: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys((*first, *second)))
