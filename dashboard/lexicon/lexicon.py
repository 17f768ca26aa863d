"""The lexicon: every actor and every written name, from the built-in data files and the corpus's own."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self

from dashboard.compiling.collecting import undisturbed
from dashboard.compiling.keeping import kept
from dashboard.lexicon.actors import (
    ACRONYM,
    DEMONYM,
    FULL,
    IDENTIFYING,
    SHORT,
    TAIL,
    UNSURE,
    VARIANT,
    Actor,
    Name,
)
from dashboard.lexicon.common_words import NOT_COMMON, common
from dashboard.lexicon.institutions import institutions_of
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.loading import ActorFile, Entry, actor_file, built_in_files, institution_files, parse
from dashboard.lexicon.nisba import definite, demonyms
from dashboard.lexicon.ordinary import is_listed, is_ordinary
from dashboard.lexicon.owned import applied
from dashboard.lexicon.tails import tail
from dashboard.lexicon.variants import looks_foreign, spellings
from dashboard.lexicon.wordlists import RULES, given_names, rule_files
from dashboard.versions import annotating_version

_RULE_VERSION = "1"
_VARYING = frozenset({FULL, VARIANT, SHORT, UNSURE, ACRONYM})
_SHORTEST_MADE = 5
_AS_VARIANT = {FULL: VARIANT}


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Actors by index, and their names: those of the data files first, then those that rules made.

    `rejected` are names that an analyst refused in the corpus's actors.toml.
    """

    actors: tuple[Actor, ...]
    names: tuple[Name, ...]
    rejected: frozenset[str]
    files: tuple[Path, ...]

    @classmethod
    def load(cls, extra: Sequence[Path] = (), *, institutions: bool = True) -> Self:
        """The built-in lexicon with the corpus's own actors on top.

        An entry of a later file replaces the built-in entry with the same slug; `owned` knows what else such a file may say.
        Without `institutions` the lexicon lacks what every state has: its ministries, its parliament, its army.
        Raises DataFileError, with file and entry, where a file breaks the rules that loading depends on; `checking`
        knows the rest. A lexicon that was made before is not made again.
        """
        templates = institution_files() if institutions else []
        files = (*built_in_files(), *templates, *rule_files(), *extra)
        with undisturbed():
            made = kept(
                "lexicon",
                f"{annotating_version()} {_fingerprint(files)} {len(extra)}",
                lambda: cls.of([actor_file(path) for path in (*built_in_files(), *extra)], institutions=templates, files=files),
            )
        return replace(made, files=files)

    @classmethod
    def of(
        cls, parsed: Iterable[ActorFile], *, institutions: Sequence[Path], files: Sequence[Path] = ()
    ) -> Self:
        """The lexicon of files already parsed, and of templates of institutions for its states."""
        parsed = list(parsed)
        entries = {entry.actor.slug: entry for file in parsed for entry in file.entries}
        states = [entry.actor for entry in entries.values() if entry.actor.kind == "state"]
        described = set(entries)
        for path in institutions:
            for entry in institutions_of(states, path):
                entries.setdefault(entry.actor.slug, entry)
        owned = applied(entries, parsed)
        kept = list(owned.entries.values())
        made = _names(kept, sum(slug in described for slug in owned.entries))
        silent = [owned.rejected | owned.silenced.get(entry.actor.slug, frozenset()) for entry in kept]
        names = tuple(name for name in made if name_key(name.text) not in silent[name.actor])
        return cls(tuple(entry.actor for entry in kept), names, owned.rejected, tuple(files))

    @cached_property
    def index(self) -> dict[str, int]:
        """The index of each actor by its slug."""
        return {actor.slug: i for i, actor in enumerate(self.actors)}

    def fingerprint(self) -> str:
        """A hash of everything that decides what matches: the content of the files, read once, and the version of the rules."""
        return self._content

    @cached_property
    def _content(self) -> str:
        return _fingerprint(self.files)


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256(_RULE_VERSION.encode())
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _names(entries: Sequence[Entry], varied: int) -> list[Name]:
    """Names as listed, then spellings by rule that are nobody else's, the tails of persons, the demonyms of states.

    The first `varied` entries get spellings by rule; the institutions behind them are words of the language.
    """
    listed = [
        Name(text, i, _trust(text, role, entry.actor.kind))
        for i, entry in enumerate(entries)
        for text, role in entry.names
    ]
    owners: dict[str, set[int]] = {}
    for name in listed:
        owners.setdefault(name_key(name.text), set()).add(name.actor)
    peoples = list(_demonyms(entries, owners))
    reserved = given_names() | {name_key(name.text) for name in peoples}
    made = list(_spellings(entries[:varied], listed, owners, reserved))
    return [*listed, *made, *_tails(entries, [*listed, *made]), *peoples]


def _trust(text: str, role: int, kind: str) -> int:
    """The role of a listed name: an ordinary word is unsure, whatever the file says; only a state may be called by one."""
    safe = role in (FULL, VARIANT, SHORT, ACRONYM)
    return UNSURE if safe and kind != "state" and is_listed(name_key(text)) else role


def _spellings(
    entries: Sequence[Entry], listed: Iterable[Name], owners: dict[str, set[int]], reserved: frozenset[str]
) -> Iterator[Name]:
    """Rule-made spellings; one that is another actor's name, or an ordinary word, is not made."""
    claimed: dict[str, set[int]] = {}
    made: list[tuple[str, Name]] = []
    for name in listed:
        if name.role in _VARYING and name.actor < len(entries):
            actor = entries[name.actor].actor
            for text, rule in spellings(name.text, actor.en, foreign=looks_foreign(name.text)).items():
                key = name_key(text)
                if (
                    key not in reserved
                    and key not in owners
                    and len(key) >= _SHORTEST_MADE
                    and not is_ordinary(key)
                ):
                    claimed.setdefault(key, set()).add(name.actor)
                    made.append((key, Name(text, name.actor, _AS_VARIANT.get(name.role, name.role), rule)))
    free = [name for key, name in made if len(claimed[key]) == 1]
    kinds = common([name.text if " " not in name.text else "" for name in free])
    yield from (name for name, kind in zip(free, kinds, strict=True) if kind == NOT_COMMON)


def _tails(entries: Sequence[Entry], names: Iterable[Name]) -> Iterator[Name]:
    """The last parts of full names of persons that are no ordinary words; they count only after the full name."""
    kept: set[tuple[str, int]] = {(name_key(name.text), name.actor) for name in names}
    for name in names:
        if name.role in IDENTIFYING and entries[name.actor].actor.kind == "person":
            last = tail(name.text)
            if last and (name_key(last), name.actor) not in kept and not is_ordinary(name_key(last)):
                kept.add((name_key(last), name.actor))
                yield Name(last, name.actor, TAIL, "tail")


def _demonyms(entries: Sequence[Entry], owners: dict[str, set[int]]) -> Iterator[Name]:
    """The words for the people of each state, unless the state itself is called so."""
    peoples = parse(RULES / "peoples.toml")
    for i, entry in enumerate(entries):
        if entry.actor.kind != "state":
            continue
        more = peoples.get(entry.actor.slug, {})
        words = [
            form for nisba in (*entry.actor.nisba, *more.get("adjectives", ())) for form in demonyms(nisba)
        ]
        words += [form for plural in more.get("plurals", ()) for form in (plural, definite(plural))]
        for word in dict.fromkeys(words):
            if i not in owners.get(name_key(word), ()):
                yield Name(word, i, DEMONYM, "demonym")
