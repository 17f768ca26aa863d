"""Outlets and agencies: what they are called, where they sit, and the lines that their pages print around an article."""

import functools
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dashboard.errors import DataFileError
from dashboard.text.letters import fold, visible

UNKNOWN = "unknown"
_BUILT_IN = Path(__file__).with_name("outlets.toml")
_MOST_REMEMBERED = 1 << 15
_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_KIND_WORDS = re.compile("(?:صحيفة|جريدة|وكالة|موقع|قناة|شبكة|مجلة|بوابة|راديو|اذاعة|تلفزيون) ")
_OWN_KIND_WORDS = ("وكالة ", "صحيفة ", "جريدة ")
_NO_NAME = re.compile(r"[\s\-–—:|.،«»\"“”'()\[\]*•/\\]+")
_LISTS = ("names", "domains", "signs", "lines", "starts", "cuts", "feeds")
_TEXTS = ("name", "en", "region")
_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?([\w.-]+\.\w{2,})(?::\d+)?(?:[/?#].*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet or agency.

    `signs` are whole lines that only its pages hold, `lines` whole lines to remove, `starts` beginnings of lines to remove,
    `cuts` beginnings of lines after which nothing belongs to the article.
    """

    slug: str
    name: str
    en: str = ""
    region: str = ""
    agency: bool = False
    names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    cuts: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()


_NOBODY = Outlet(UNKNOWN, "مصدر غير معروف", "Unknown source")


@dataclass(frozen=True, slots=True)
class OutletRules:
    """The furniture that outlets declare for their own pages: whole lines with the outlet's slug, and beginnings with the
    slug and the kind (`outlet_line`, or `cut` where nothing after it belongs to the article)."""

    lines: Mapping[str, str]
    starts: tuple[tuple[str, str, str], ...]
    firsts: tuple[str, ...]


def name_key(name: str) -> str:
    """The spelling under which two printings of an outlet's name are the same one: folded, and without marks."""
    return _NO_NAME.sub(" ", fold(name)).strip()


def host(text: str) -> str | None:
    """The host name of a URL or of a bare domain, without `www`; None for anything else."""
    found = _HOST.fullmatch(text.strip())
    return found[1].lower().removeprefix("www.") if found else None


@dataclass(frozen=True)
class Outlets:
    """All outlets known, by slug, with the look-ups that readers need."""

    by_slug: Mapping[str, Outlet] = field(default_factory=dict)

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> "Outlets":
        """The built-in outlets and those of further TOML files; a later entry overrides fields of an earlier one.

        Raises DataFileError that names the file and the entry at fault.
        """
        return cls.of([(path, _parsed(path)) for path in (_BUILT_IN, *extra)])

    @classmethod
    def of(cls, tables: Iterable[tuple[Path, Mapping[str, object]]]) -> "Outlets":
        """The outlets of files already parsed, each with the path that a complaint names."""
        known: dict[str, Outlet] = {}
        for path, table in tables:
            for slug, fields in _entries(path, table).items():
                known[slug] = _outlet(path, slug, fields, known.get(slug))
        return cls(known)

    @classmethod
    def with_own(cls, table: Mapping[str, object], path: Path) -> "Outlets":
        """The built-in outlets under one file already parsed."""
        return cls.of([(_BUILT_IN, _parsed(_BUILT_IN)), (path, table)])

    def source_of_name(self, text: str) -> str | None:
        """The slug of the outlet that a printed name, a domain or a URL names; None when no outlet is called so."""
        if text not in self._told:
            if len(self._told) >= _MOST_REMEMBERED:
                self._told.clear()
            self._told[text] = _named(text, self._names, self._domains)
        return self._told[text]

    def agency_of_name(self, text: str) -> str | None:
        """The slug of the agency that a printed name names; None for outlets that are no agency."""
        slug = self.source_of_name(text)
        return slug if slug and self.by_slug[slug].agency else None

    def outlet(self, slug: str, printed: str | None = None) -> Outlet:
        """The outlet of a slug; one that no list knows is called as it was `printed`, else by its slug."""
        known = _NOBODY if slug == UNKNOWN else self.by_slug.get(slug)
        return known or Outlet(slug, printed or slug)

    def fingerprint(self) -> str:
        """A hash of everything the outlets say, equal wherever they are equal."""
        return hashlib.sha256(repr(sorted(self.by_slug.items())).encode()).hexdigest()[:16]

    @functools.cached_property
    def signs(self) -> Mapping[str, str]:
        """The lines that give an outlet away, and its slug."""
        return {
            visible(line).strip(): outlet.slug for outlet in self.by_slug.values() for line in outlet.signs
        }

    @functools.cached_property
    def rules(self) -> OutletRules:
        """The furniture lines of all outlets, each with the outlet's slug."""
        known = self.by_slug.values()
        starts = tuple(
            (text, outlet.slug, kind)
            for outlet in known
            for kind, texts in (("outlet_line", outlet.starts), ("cut", outlet.cuts))
            for text in texts
        )
        lines = {
            visible(line).strip(): outlet.slug for outlet in known for line in (*outlet.lines, *outlet.signs)
        }
        return OutletRules(lines, starts, tuple(text for text, _, _ in starts))

    @functools.cached_property
    def _told(self) -> dict[str, str | None]:
        return {}

    @functools.cached_property
    def _names(self) -> dict[str, str]:
        printed = [
            (name_key(name), outlet.slug)
            for outlet in self.by_slug.values()
            for name in (outlet.name, outlet.en, outlet.slug, *outlet.names)
            if name
        ]
        named = dict(reversed(printed))
        for (
            key,
            slug,
        ) in printed:  # «وكالة سانا» and «سانا» are one, unless another outlet bears the shorter name
            if key.startswith(_OWN_KIND_WORDS):
                named.setdefault(key.partition(" ")[2], slug)
        return named

    @functools.cached_property
    def _domains(self) -> dict[str, str]:
        return {domain.lower(): outlet.slug for outlet in self.by_slug.values() for domain in outlet.domains}


def _named(text: str, names: Mapping[str, str], domains: Mapping[str, str]) -> str | None:
    key = name_key(text)
    found = names.get(key) or names.get(_KIND_WORDS.sub("", key, count=1))
    if found or "." not in text:
        return found
    site = host(text)
    while site and "." in site:
        if site in domains:
            return domains[site]
        site = site.partition(".")[2]
    return None


def _parsed(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise DataFileError(path, "the file", str(problem)) from problem


def _entries(path: Path, table: Mapping[str, object]) -> dict[str, dict[str, object]]:
    entries: dict[str, dict[str, object]] = {}
    for slug, fields in table.items():
        if not _SLUG.fullmatch(slug):
            raise DataFileError(
                path, f"[{slug}]", "an outlet's key is lower-case ASCII words joined by hyphens"
            )
        if not isinstance(fields, dict):
            raise DataFileError(path, slug, "an outlet is a table with a name")
        entries[slug] = fields
    return entries


def _outlet(path: Path, slug: str, fields: Mapping[str, object], known: Outlet | None) -> Outlet:
    """An outlet from its table, over what is known of it already."""
    said: dict[str, object] = {}
    for key, value in fields.items():
        if key in _LISTS:
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise DataFileError(path, f"[{slug}] {key}", "this is a list of strings")
            said[key] = (*getattr(known, key, ()), *_strings(value))
        elif (key in _TEXTS and isinstance(value, str)) or (key == "agency" and isinstance(value, bool)):
            said[key] = value
        else:
            raise DataFileError(
                path, f"[{slug}] {key}", f"known keys are {', '.join((*_TEXTS, 'agency', *_LISTS))}"
            )
    if known is None and not said.get("name"):
        raise DataFileError(path, f"[{slug}]", "an outlet needs a name")
    return replace(known or Outlet(slug, ""), **said)  # type: ignore[arg-type]


def _strings(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str))
