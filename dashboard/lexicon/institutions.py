"""Institutions that every state has, spelt out from templates: وزارة الخارجية {ال+f} × روسي → وزارة الخارجية الروسية."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from dashboard.errors import DataFileError
from dashboard.lexicon.actors import Actor
from dashboard.lexicon.loading import TEXT_FIELDS, Entry, entry, parse
from dashboard.lexicon.nisba import definite, feminine

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_FORMS: dict[str, Callable[[Actor], str]] = {
    "ال+f": lambda state: definite(feminine(state.nisba[0])),
    "ال+m": lambda state: definite(state.nisba[0]),
    "f": lambda state: feminine(state.nisba[0]),
    "m": lambda state: state.nisba[0],
    "state": lambda state: state.ar,
    "slug": lambda state: state.slug,
    "en": lambda state: state.en,
}


def institutions_of(states: Iterable[Actor], path: Path) -> Iterator[Entry]:
    """The entries that the templates of a file make for every state that has an adjective.

    An institution's slug is the state's with the template's behind it (russia-foreign-ministry); a template with `of`
    serves those states only, one with `not_of` all but those.
    """
    tables = parse(path)
    kind = tables.pop("kind", "organisation")
    states = [state for state in states if state.nisba]
    for slug, table in tables.items():
        only, never = table.pop("of", None), table.pop("not_of", ())
        for state in states:
            if (only is None or state.slug in only) and state.slug not in never:
                yield entry(path, f"{state.slug}-{slug}", {"kind": kind, **_filled(path, slug, table, state)})


def _filled(path: Path, slug: str, table: dict[str, Any], state: Actor) -> dict[str, Any]:
    def fill(text: str) -> str:
        return _PLACEHOLDER.sub(lambda match: _form(path, slug, match[1], state), text)

    filled: dict[str, Any] = {}
    for key, value in table.items():
        filled[key] = fill(value) if key in TEXT_FIELDS and isinstance(value, str) else value
        if isinstance(value, list):
            filled[key] = [fill(item) if isinstance(item, str) else item for item in value]
    return filled


def _form(path: Path, slug: str, placeholder: str, state: Actor) -> str:
    if placeholder not in _FORMS:
        raise DataFileError(
            path, f"entry [{slug}]", f"unknown placeholder {{{placeholder}}}; known: {', '.join(_FORMS)}"
        )
    return _FORMS[placeholder](state)
