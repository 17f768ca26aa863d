"""ZIP, GZ and WARC files: what they hold, read as if it lay in the folder, with caps on what they may inflate to."""

import errno
import gzip
import lzma
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from dashboard.readers.chunks import Chunk, chunks
from dashboard.readers.evidence import Evidence, FileFacts, Knowledge
from dashboard.readers.limits import Limits
from dashboard.readers.outlets import Outlets
from dashboard.readers.pages import page_articles
from dashboard.readers.worker import worker
from dashboard.records import Article, Refusal
from dashboard.text.letters import BIDI_CONTROLS

Read = Article | Refusal | Evidence | FileFacts
Reader = Callable[[Chunk], Iterator[Read]]

_BLOCK = 1 << 18
_FREE = 1 << 20
ARCHIVES = (".zip", ".gz", ".warc", ".tar", ".tgz", ".7z", ".rar", ".bz2", ".xz", ".zst")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    gzip.BadGzipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    IndexError,
    OverflowError,
)


def zip_articles(chunk: Chunk, read: Reader, limits: Limits) -> Iterator[Read]:
    """The articles of a ZIP archive's members, each read under a name of ours; two members of one name are told apart.

    Sizes are counted while inflating, whatever the headers say. Members that are archives themselves are refused, and so
    are encrypted ones.
    """
    try:
        archive = zipfile.ZipFile(chunk.path)
    except _BROKEN as problem:
        yield Refusal(chunk.name, "bad_archive", f"bad zip: {problem}"[:200])
        return
    with archive, tempfile.TemporaryDirectory(prefix="staging-", dir=limits.scratch) as folder:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > limits.archive_members:
            detail = f"{len(entries)} members; at most {limits.archive_members}"
            yield Refusal(chunk.name, "too_large", detail)
            return
        if not entries:
            yield Refusal(chunk.name, "empty", "the archive holds no files")
        left = min(limits.archive_bytes, max(limits.archive_ratio * chunk.length, _FREE))
        seen: dict[str, int] = {}
        for entry in entries:
            name = _member_name(entry)
            seen[name] = seen.get(name, 0) + 1
            shown = name if seen[name] == 1 else f"{name}#{seen[name]}"
            if _is_special(entry):
                yield Refusal(chunk.name, "not_a_file", "a link or a device", shown)
                continue
            path = Path(folder) / "member"
            outcome = _inflated(archive, entry, path, left, limits)
            if isinstance(outcome, int):
                left -= outcome
                yield from _member(path, chunk.name, shown, PurePosixPath(name).suffix.lower(), read)
            else:
                yield Refusal(chunk.name, *outcome, member=shown)
            path.unlink(missing_ok=True)


def gzip_articles(chunk: Chunk, read: Reader, limits: Limits) -> Iterator[Read]:
    """The articles of a single gzipped file, read as the file inside."""
    inner = chunk.name[: -len(".gz")]
    if PurePosixPath(inner.lower()).suffix in ARCHIVES:
        yield Refusal(chunk.name, "nested_archive", "an archive within an archive")
        return
    with tempfile.TemporaryDirectory(prefix="staging-", dir=limits.scratch) as folder:
        path = Path(folder) / "member"
        try:
            with gzip.open(chunk.path) as stream:
                cap = min(limits.archive_bytes, max(limits.archive_ratio * chunk.length, _FREE))
                if _copied(stream, path, cap) is None:
                    ratio = cap < limits.archive_bytes
                    detail = (
                        f"inflates beyond {limits.archive_ratio}:1" if ratio else "inflates beyond the cap"
                    )
                    yield Refusal(chunk.name, "ratio" if ratio else "too_large", detail)
                    return
        except _BROKEN as problem:
            yield Refusal(chunk.name, "bad_archive", f"bad gzip: {problem}"[:200])
            return
        if path.stat().st_size == 0:
            yield Refusal(chunk.name, "empty", "the archive holds an empty file")
            return
        for piece in chunks(path, chunk.name, kind=PurePosixPath(inner.lower()).suffix):
            for item in read(piece):
                yield _renamed(item, chunk.name, None) if isinstance(item, Refusal) else item


def warc_articles(chunk: Chunk, outlets: Outlets, knowledge: Knowledge, limits: Limits) -> Iterator[Read]:
    """The pages of a WARC file, one article each."""
    part, anything = 0, False
    for answer in worker("files").documents("warc", limits, path=chunk.path):
        anything = True
        member = answer.get("member")
        if "refused" in answer:
            yield Refusal(chunk.name, answer["refused"], answer["detail"], member)
            continue
        warnings = ("truncated",) * bool(answer["truncated"])
        for item in page_articles(
            answer["bytes"].encode("latin-1"), chunk.name, outlets, knowledge, limits, member=member, url=member, part=part + 1,
            warnings=warnings, stated=answer["stated"],
        ):  # fmt: skip
            if isinstance(item, Article):
                part += 1
            elif isinstance(item, Refusal) and warnings:
                item = Refusal(item.path, "truncated", f"the record is cut short; {item.detail}", item.member)
            yield item
    if not anything:
        yield Refusal(chunk.name, "empty", "the file holds no HTML responses")


def _member(path: Path, archive: str, member: str, kind: str, read: Reader) -> Iterator[Read]:
    """What one inflated member holds, its articles under the archive's name and the member's."""
    if kind in ARCHIVES:
        yield Refusal(archive, "nested_archive", "an archive within an archive", member)
        return
    if path.stat().st_size == 0:
        yield Refusal(archive, "empty", "the member is empty", member)
        return
    for piece in chunks(path, f"{archive}/{member}", kind=kind):
        for item in read(piece):
            yield _renamed(item, archive, member) if isinstance(item, Refusal) else item


def _renamed(refusal: Refusal, path: str, member: str | None) -> Refusal:
    return Refusal(path, refusal.reason, refusal.detail, member, refusal.line)


def _inflated(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, left: int, limits: Limits
) -> int | tuple[str, str]:
    """The bytes that a member inflated to, or the reason and detail for which it is refused."""
    ratio_cap = max(limits.archive_ratio * max(entry.compress_size, 1), _FREE)
    cap = min(limits.file, left, ratio_cap)
    try:
        with archive.open(entry) as stream:
            size = _copied(stream, path, cap)
    except _BROKEN as problem:
        return "bad_archive", f"broken member: {problem}"[:200]
    except OSError as problem:
        # A place before the file's first byte, or bytes that are no bzip2 stream; what the disk says has other numbers.
        if problem.errno not in (None, errno.EINVAL):
            raise
        return "bad_archive", f"broken member: {problem.strerror or problem}"[:200]
    if size is not None:
        return size
    if cap == ratio_cap:
        return "ratio", f"inflates beyond {limits.archive_ratio}:1"
    return (
        "too_large",
        "the archive inflates beyond the cap"
        if cap == left
        else f"a member larger than {limits.file >> 20} MB",
    )


def _copied(stream: IO[bytes] | gzip.GzipFile, path: Path, cap: int) -> int | None:
    """The bytes copied to a file of ours; None when there are more than the cap."""
    total = 0
    with path.open("wb") as target:
        while block := stream.read(_BLOCK):
            total += len(block)
            if total > cap:
                return None
            target.write(block)
    return total


def _is_special(entry: zipfile.ZipInfo) -> bool:
    """Whether a member stands for a link or a device of the machine that packed it."""
    return stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG)


def _member_name(entry: zipfile.ZipInfo) -> str:
    """A member's name as shown: UTF-8 that an old tool stored without saying so is read as such, control signs go."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = entry.filename
    name = name.replace("\\", "/")
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    shown = "/".join(parts) or "member"
    return "".join(letter for letter in shown if letter.isprintable() or letter in BIDI_CONTROLS)[:255]
