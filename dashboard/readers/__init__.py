"""Bytes to articles: the files of a corpus, whatever their kind, as articles with every removed line and every refusal."""

from dashboard.readers.chunks import Chunk, chunks
from dashboard.readers.corrections import Corrections
from dashboard.readers.evidence import Evidence, FileFacts, Knowledge, learn, needs_rereading
from dashboard.readers.limits import Limits
from dashboard.readers.outlets import UNKNOWN, Outlet, Outlets
from dashboard.readers.reading import Read, read

__all__ = [
    "UNKNOWN",
    "Chunk",
    "Corrections",
    "Evidence",
    "FileFacts",
    "Knowledge",
    "Limits",
    "Outlet",
    "Outlets",
    "Read",
    "chunks",
    "learn",
    "needs_rereading",
    "read",
]
