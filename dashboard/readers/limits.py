"""The caps on one input: how large, how deep and how slow it may be before it is refused."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps in bytes, seconds and counts; whatever exceeds one is refused by name, and the rest of the corpus loads."""

    file: int = 200 << 20
    record: int = 8 << 20
    html: int = 5 << 20
    columns: int = 1_000
    lines: int = 20_000
    archive_ratio: int = 100
    archive_bytes: int = 2 << 30
    archive_members: int = 100_000
    document_seconds: float = 5.0
    document_memory: int = 256 << 20
    scratch: Path | None = field(default=None, repr=False, compare=False)
    """Where members of archives are laid while they are read; the system's own place unless told."""
