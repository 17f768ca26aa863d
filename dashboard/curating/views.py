"""views.toml: views of the dashboard kept under a name, each a page and the rest of its link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit

from dashboard.curating.files import Change, edited, own_file, table_of
from dashboard.errors import CallError, DataFileError

NAME, _ENTRIES = "views.toml", "view"
LONGEST_NAME, LONGEST_LINK, MOST = 100, 8_000, 200
_FIELDS = ("name", "page", "link")


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view by its name: the page, and the parameters of its link in URL form (`source=x&since=2024-10-01`)."""

    name: str
    page: str
    link: str


def saved(folders: Sequence[Path]) -> list[SavedView]:
    """The views that a corpus holds, in the order of its file; none where there is no file.

    Raises DataFileError where the file breaks its rules.
    """
    path = own_file(folders, NAME)
    return checked(table_of(path), path)


def save(folders: Sequence[Path], view: SavedView) -> Change:
    """Keep a view; an older one of its name makes way for it, in its place.

    Raises CallError where it has no name, or one or a link that is too long, or where there are too many.
    """
    if not view.name.strip():
        raise CallError("A saved view needs a name", key="view_unnamed")
    if len(view.name) > LONGEST_NAME or len(view.link) > LONGEST_LINK:
        raise CallError(f"A view's name has at most {LONGEST_NAME} letters and its link {LONGEST_LINK}", key="view_too_long", most=LONGEST_NAME)
    said = {"name": view.name.strip(), "page": view.page, "link": view.link}

    def change(document: tomlkit.TOMLDocument) -> None:
        held = document.setdefault(_ENTRIES, tomlkit.aot())
        there = next((entry for entry in held if entry["name"] == said["name"]), None)
        if there is not None:
            there.update(said)
            return
        if len(held) >= MOST:
            raise CallError(f"{MOST} views are saved already; delete one first", key="views_many", most=MOST)
        entry = tomlkit.table()
        entry.update(said)
        held.append(entry)

    return edited(own_file(folders, NAME), change, checked)


def delete(folders: Sequence[Path], name: str) -> Change:
    """Forget the view of a name; nothing where there is none."""

    def change(document: tomlkit.TOMLDocument) -> None:
        held = document.get(_ENTRIES, [])
        for at in [at for at, entry in enumerate(held) if entry["name"] == name]:
            del held[at]
        if not held:
            document.pop(_ENTRIES, None)

    return edited(own_file(folders, NAME), change, checked)


def checked(table: Mapping[str, Any], path: Path) -> list[SavedView]:
    """The views of a file's table.

    Raises DataFileError naming the entry that is no view, or whose name an earlier one has.
    """
    entries = table.get(_ENTRIES, [])
    if unknown := set(table) - {_ENTRIES}:
        raise DataFileError(path, f"[{min(unknown)}]", f"the file holds entries [[{_ENTRIES}]] only")
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise DataFileError(path, _ENTRIES, f"each view is an entry [[{_ENTRIES}]]")
    found: dict[str, SavedView] = {}
    for number, entry in enumerate(entries, start=1):
        place = f"[[{_ENTRIES}]] {number}"
        if set(entry) != set(_FIELDS) or not all(isinstance(value, str) for value in entry.values()):
            raise DataFileError(path, place, f"a view has the texts {', '.join(_FIELDS)}")
        if not entry["name"].strip() or entry["name"] in found:
            raise DataFileError(path, place, f"the name {entry['name']!r} is empty or another view's already")
        found[entry["name"]] = SavedView(*(entry[field] for field in _FIELDS))
    return list(found.values())
