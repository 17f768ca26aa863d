"""A mutation fuzzer for the readers: python -m tests.readers.fuzz --inputs 200000

Takes small files of every kind apart and puts them together wrongly; each result must end in articles and refusals, within
its time (of this process: a page is parsed in another, which is ended by itself), and the same twice. `--files FOLDER` takes the small files of a folder instead, `--containers` archives, workbooks, feeds and web pages.
Prints what it ran; exits 1 at the first input that does not, which it leaves in a file.
"""

import argparse
import gzip
import io
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from dashboard.readers import FileFacts, Knowledge, Limits, Outlets, chunks
from dashboard.readers.reading import read_unguarded
from dashboard.records import Article, Refusal

TEXT = "أقر مجلس المدينة، مساء الاثنين، خطة لتوسعة الميناء القديم تشمل بناء رصيف جديد ومستودعات للحبوب.\n"
SEEDS = {
    ".txt": ["عنوان الخبر\n\n" + TEXT * 3, "* الرئيسية\nTT\nعنوان\n13/11/2020\nالقاهرة (رويترز) - " + TEXT + "اقرأ أيضا\nعنوان آخر\n" + TEXT + "(أ ف ب)\n"],
    ".jsonl": ['{"id": 1, "title": "ع", "text": "' + TEXT.strip() + '", "date": "2020-11-13"}\n' * 3, '{"text": "x\\u0000\\ud800", "n": [1, {"a": null}]}\n'],
    ".csv": ["id,title,text,date\n1,ع,\"" + TEXT.strip() + '",13/11/2020\n2,"ب ""ج""",نص,\n', "sep=;\nالعنوان;النص\nع;نص\n"],
}  # fmt: skip
LARGEST, ARCHIVES = 50_000, (".zip", ".warc", ".jsonl.gz")
PIECES = [b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b'"', b"\n", b"\r", b"\\u", b"{", b"[" * 50, b"<" * 20, b" " * 200, "\u202e".encode(), "ـ".encode() * 40, b"(", b"TT\n", "©".encode(), b"99999999999999999999", "٣/٤/٢٠٢٠".encode(), b"\xed\xa0\x80", b",,,,"]  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few cuts, repeats, flips and foreign pieces."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed) + 1)
        end = min(at + chance.randint(1, 40), len(changed))
        kind = chance.randrange(6)
        if kind == 0:
            del changed[at:end]
        elif kind == 1:
            changed[at:at] = changed[at:end] * chance.randint(1, 5)
        elif kind == 2 and at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == 3:
            changed[at:at] = chance.choice(PIECES)
        elif kind == 4:
            changed[at:end] = chance.randbytes(end - at)
        else:
            changed = changed[:at] + bytearray(chance.choice(PIECES)) + changed[end:]
    text = bytes(changed)
    if chance.random() < 0.1:
        text = text.decode("utf-8", "replace").encode(
            chance.choice(["utf-16", "utf-16-le", "cp1256", "utf-32"]), "replace"
        )
    return text


def plain() -> list[tuple[str, bytes]]:
    """The files of text, each an ending and bytes."""
    return [(ending, text.encode()) for ending, texts in SEEDS.items() for text in texts]


def containers() -> list[tuple[str, bytes]]:
    """The same inside archives, workbooks, feeds and web pages."""
    zipped, book, columns = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (ending, data) in enumerate(plain()):
            archive.writestr(f"خبر{number}{ending}", data)
    table = pd.DataFrame({"id": [1, 2], "title": ["ع", "غ"], "text": [TEXT, TEXT * 2], "date": ["2020-11-13", None]})
    table.to_excel(book, index=False)
    table.to_parquet(columns)
    page = f"<html><head><meta charset='utf-8'><title>عنوان</title></head><body><nav>الرئيسية</nav><article><h1>عنوان</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
    feed = f"<rss version='2.0'><channel><title>ص</title><item><title>ع</title><description>{TEXT}</description><pubDate>Fri, 13 Nov 2020 10:00:00 GMT</pubDate></item></channel></rss>"
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
    warc = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nWARC-Date: 2020-11-13T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
    return [
        (".zip", zipped.getvalue()), (".xlsx", book.getvalue()), (".parquet", columns.getvalue()), (".html", page.encode()), (".rss", feed.encode()),
        (".jsonl.gz", gzip.compress(SEEDS[".jsonl"][0].encode())), (".warc", warc + f"Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"),
    ]  # fmt: skip


def kept_in(folder: Path) -> list[tuple[str, bytes]]:
    """The small files of a folder."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink() and 0 < path.stat().st_size <= LARGEST]
    return [("".join(path.suffixes[-2:]) if path.suffix == ".gz" else path.suffix, path.read_bytes()) for path in files]


def inputs(count: int, seed: int, seeds: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """So many mutated files: an ending and bytes. Of an archive now and then what it holds is mutated, not the archive."""
    chance = random.Random(seed)
    for _ in range(count):
        ending, data = chance.choice(seeds)
        if ending == ".zip" and chance.random() < 0.5:
            inner, held = chance.choice(plain())
            zipped = io.BytesIO()
            with zipfile.ZipFile(zipped, "w") as archive:
                archive.writestr(f"a{inner}", mutated(held, chance))
            yield ending, zipped.getvalue()
        else:
            yield ending, mutated(data, chance)


def run(count: int, seed: int, folder: Path, *, seconds: float = 5.0, seeds: Sequence[tuple[str, bytes]] = ()) -> int:
    """Read so many mutated files; returns how many gave an article. Raises AssertionError at the first that breaks a promise."""
    outlets, limits, loaded = Outlets.load(), Limits(), 0
    for number, (ending, data) in enumerate(inputs(count, seed, seeds or plain())):
        path = folder / f"input{ending}"
        path.write_bytes(data)
        begun = time.process_time()
        twice = [
            [
                item
                for chunk in chunks(path, path.name)
                for item in read_unguarded(chunk, outlets=outlets, knowledge=Knowledge(), limits=limits)
            ]
            for _ in range(2 if number % 20 == 0 else 1)
        ]
        found = twice[0]
        assert twice[-1] == found, "two readings differ"
        assert time.process_time() - begun < seconds, "too slow"
        ends = [item for item in found if isinstance(item, Article | Refusal)]
        assert ends or not data.strip(), "neither an article nor a refusal"
        for item in found:
            if isinstance(item, Article):
                loaded += 1
                assert item.body.strip(), "an empty body"
                assert not {chr(0), chr(13)} & set(item.body), "a body is not clean"
                item.body.encode("utf-8")
                (item.title or "").encode("utf-8")
        assert ending in ARCHIVES or sum(isinstance(item, FileFacts) for item in found) <= 1, "facts twice"
    return loaded


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=Path)
    parser.add_argument("--containers", action="store_true")
    said = parser.parse_args()
    seeds = kept_in(said.files) if said.files else containers() if said.containers else plain()
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        try:
            loaded = run(said.inputs, said.seed, Path(folder), seeds=seeds)
        except Exception as problem:
            kept = Path(tempfile.mkdtemp()) / "input"
            newest = max(Path(folder).iterdir(), key=lambda path: path.stat().st_mtime_ns)
            kept.with_suffix(newest.suffix).write_bytes(newest.read_bytes())
            print(f"{type(problem).__name__}: {problem}; the input is {kept.with_suffix(newest.suffix)}")
            return 1
        print(f"{said.inputs} inputs, {loaded} articles, {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
