"""One file kept by hand: read, changed, checked and replaced whole, so that it can be put back as it was."""

import contextlib
import fcntl
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from dashboard.cache.layout import write_whole
from dashboard.errors import CallError, DataFileError

_GAP = re.compile(r"\n{3,}")
Checked = Callable[[Mapping[str, Any], Path], object]
"""A loader that raises DataFileError where a table breaks the rules of its kind of file."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One file before and after a change; None where there was no file, or is none."""

    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Change:
    """What one decision did to the files kept by hand."""

    edits: tuple[Edit, ...] = ()

    def __add__(self, other: "Change") -> "Change":
        return Change(self.edits + other.edits)

    def __bool__(self) -> bool:
        return any(edit.before != edit.after for edit in self.edits)


def own_file(folders: Sequence[Path], name: str) -> Path:
    """The corpus's own file of a name: the one that is there, else where it would stand, in the first corpus folder.

    Raises CallError where the folder is missing, or where a link leads out of it.
    """
    path = next((folder / name for folder in folders if (folder / name).is_file()), folders[0] / name)
    if not path.parent.is_dir():
        raise CallError(f"No corpus folder {path.parent}. Name a folder that is there: --corpus DIR", key="no_folder", value=path.parent)
    target = path.resolve()
    if not target.is_relative_to(path.parent.resolve()):
        raise CallError(f"{path} is a link that leads out of the corpus folder; it is not written to", key="file_outside", value=path)
    return target


def text_of(path: Path) -> str:
    """The text of a file kept by hand, "" where there is none.

    Raises DataFileError where it is not UTF-8.
    """
    try:
        return (_bytes(path) or b"").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataFileError(path, f"byte {error.start}", "not UTF-8") from error


def table_of(path: Path) -> dict[str, Any]:
    """What a file kept by hand says; an empty table where there is none.

    Raises DataFileError where it is not TOML.
    """
    try:
        return tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(path, "syntax", str(error)) from error


def edited(path: Path, change: Callable[[tomlkit.TOMLDocument], None], check: Checked) -> Change:
    """Change a TOML file, which comes into being where it is missing; one that says what it said before is left alone.

    Comments, order and spelling of what does not change stay. Raises DataFileError where the file or what would become of it
    breaks the rules, CallError where it cannot be written; then nothing is changed.
    """
    with _held(path.parent):
        before = _bytes(path)
        table_of(path)
        try:
            document = tomlkit.parse(_ended(text_of(path)))
            change(document)
            text = tomlkit.dumps(document)
            said = tomllib.loads(text)
        except (TOMLKitError, tomllib.TOMLDecodeError) as error:
            raise DataFileError(path, "the change", str(error)) from error
        if said == table_of(path):
            return Change()
        check(said, path)
        after = _tidy(text).encode("utf-8")
        _replaced(path, after)
    return Change((Edit(path, before, after),))


def undo(change: Change) -> None:
    """Put back every file that a change touched.

    Raises CallError, and touches nothing, where one of them has been changed again since.
    """
    folders = sorted({edit.path.parent for edit in change.edits})
    with contextlib.ExitStack() as held:
        for folder in folders:
            held.enter_context(_held(folder))
        for edit in change.edits:
            if _bytes(edit.path) != edit.after:
                raise CallError(f"{edit.path} has been changed since; it stays as it is", key="changed_since", value=edit.path.name)
        for edit in reversed(change.edits):
            if edit.before is None:
                edit.path.unlink(missing_ok=True)
            else:
                _replaced(edit.path, edit.before)


def written(path: Path, content: bytes) -> Edit:
    """Write a new file whole.

    Raises CallError where it cannot be written.
    """
    before = _bytes(path)
    with _spoken(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    _replaced(path, content)
    return Edit(path, before, content)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """One change at a time in a folder, whoever makes it; the folder itself is the lock, so that nothing is left behind."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _tidy(text: str) -> str:
    """The text with one empty line where removing and adding left several, unless that would change what it says."""
    tidy = _GAP.sub("\n\n", text).lstrip("\r\n")
    return tidy if tomllib.loads(tidy) == tomllib.loads(text) else text


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else f"{text}\n"


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _replaced(path: Path, content: bytes) -> None:
    with _spoken(path):
        write_whole(path, content)


@contextlib.contextmanager
def _spoken(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        said = f"{path} cannot be written: {error.strerror or error}"
        raise CallError(said, key="not_writable", value=path.name) from error
