"""Where an outlet's pages are kept: `fetched/<outlet>/` in the corpus folder, one web archive (WARC, ISO 28500) for each time, and what was got
already, in a dot file beside them that the corpus does not read."""

import io
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import orjson
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dashboard.cache.layout import sync_folder, write_whole
from dashboard.fetching.visiting import Answer

FOLDER, MEMORY = "fetched", ".fetched.json"
_PART = ".part-"
_HEADERS = ("content-type", "content-language", "last-modified", "date", "etag")
_MOST_REMEMBERED = 50_000


@dataclass
class Memory:
    """What was got already: each feed's validators for a conditional request, and each page with how often it was tried (0: it is here)."""

    feeds: dict[str, dict[str, str]] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> "Memory":
        """The memory of a folder; an empty one where there is none or it cannot be read: pages then come once more."""
        try:
            held = orjson.loads((folder / MEMORY).read_bytes())
            return cls({str(url): dict(said) for url, said in held["feeds"].items()}, {str(url): int(tries) for url, tries in held["pages"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def write(self, folder: Path) -> None:
        """Keep it, the latest pages at any rate."""
        latest = dict(list(self.pages.items())[-_MOST_REMEMBERED:])
        write_whole(folder / MEMORY, orjson.dumps({"feeds": self.feeds, "pages": latest}, option=orjson.OPT_INDENT_2))


class Shelf:
    """A new web archive in an outlet's folder; it is there whole once it is closed, and not at all where nothing was put into it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{_PART}*"):
            left.unlink(missing_ok=True)
        self._path = folder / f"{_PART}{secrets.token_hex(8)}"
        self._file: IO[bytes] | None = None
        self._writer: Any = None
        self.count = 0

    def put(self, answer: Answer, stated: Mapping[str, str]) -> None:
        """Add a page with what its feed states of it (source, title, date), as a metadata record before it."""
        if self._file is None:
            self._file = self._path.open("xb")
            self._writer = WARCWriter(self._file, gzip=True)
        said = "".join(f"marsad-{name}: {' '.join(value.split())}\r\n" for name, value in stated.items() if value)
        about = {"Content-Type": "application/warc-fields"}
        self._writer.write_record(
            self._writer.create_warc_record(answer.url, "metadata", payload=io.BytesIO(said.encode()), warc_content_type=about["Content-Type"])
        )
        headers = [(name.title(), answer.headers[name]) for name in _HEADERS if name in answer.headers]
        headers.append(("Content-Length", str(len(answer.body))))
        self._writer.write_record(
            self._writer.create_warc_record(
                answer.url, "response", payload=io.BytesIO(answer.body), http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            )
        )
        self.count += 1

    def close(self) -> Path | None:
        """Put the archive in its place; gives its path, or None where it is empty. Its name holds no date, which readers would take for the articles'."""
        if self._file is None:
            return None
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        number = 1
        while (target := self._folder / f"pages-{number}.warc.gz").exists():
            number += 1
        os.replace(self._path, target)
        sync_folder(self._folder)
        return target
