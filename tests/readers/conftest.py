"""What the readers' tests share: the built-in outlets, and reading a file whole."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dashboard.readers import Evidence, FileFacts, Knowledge, Limits, Outlets, chunks, read
from dashboard.records import Article, Refusal


@dataclass
class Result:
    """What a file gave."""

    articles: list[Article] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    facts: list[FileFacts] = field(default_factory=list)

    @property
    def warnings(self) -> set[str]:
        return {warning for one in (*self.facts, *self.articles) for warning in one.warnings}


ReadFile = Callable[..., Result]


@pytest.fixture(scope="session")
def outlets() -> Outlets:
    return Outlets.load()


@pytest.fixture
def read_file(outlets: Outlets) -> ReadFile:
    def whole(
        path: Path,
        name: str | None = None,
        *,
        knowledge: Knowledge | None = None,
        limits: Limits | None = None,
    ) -> Result:
        result = Result()
        homes = {
            Article: result.articles,
            Refusal: result.refusals,
            Evidence: result.evidence,
            FileFacts: result.facts,
        }
        for chunk in chunks(path, name or path.name):
            for item in read(
                chunk, outlets=outlets, knowledge=knowledge or Knowledge(), limits=limits or Limits()
            ):
                homes[type(item)].append(item)
        return result

    return whole


@pytest.fixture
def read_text(tmp_path: Path, read_file: ReadFile) -> Callable[..., Result]:
    """Reads a text as a file of a name."""

    def of(text: str | bytes, name: str = "page.txt", **options: object) -> Result:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_file(path, **options)

    return of
