"""Bytes into text: which encoding a file is in, told from its bytes alone, and the text without signs that no page shows."""

import codecs
import math
import re
from dataclasses import dataclass
from typing import BinaryIO

from dashboard.text.letters import BYTE_ORDER_MARK, TASHKEEL

BINARY = "binary"
UNCERTAIN = "encoding_uncertain"

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNIT = {"utf-32-le": 4, "utf-32-be": 4, "utf-16-le": 2, "utf-16-be": 2}
_MAGIC = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"\x7fELF", b"MZ\x90",
    b"\xd0\xcf\x11\xe0", b"RIFF", b"OggS", b"ID3", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"SQLite format 3\x00",
    b"PAR1", b"\x28\xb5\x2f\xfd", b"\x00\x00\x01\x00", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00\x20ftyp", b"wOFF",
)  # fmt: skip

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85]")
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SURROGATES = re.compile("[\ud800-\udfff]+")
_C0 = bytes(sorted({*range(32)} - {9, 10, 11, 12, 13, 27})) + b"\x7f"
_HIGH = bytes(range(128, 256))
_ASCII = bytes(range(128))
_NOT_ASCII = re.compile(b"[\x80-\xff]")
_SAMPLE = 1 << 16

_LETTER_SHARES = {
    "ا": 125, "ل": 115, "ي": 65, "م": 60, "و": 60, "ن": 60, "ر": 50, "ت": 45, "ب": 40, "ع": 37, "ة": 35, "ه": 33, "د": 30,
    "س": 28, "ف": 28, "أ": 23, "ك": 23, "ق": 23, "ح": 20, "ج": 16, "ش": 13, "ط": 12, "ص": 12, "ى": 10, "خ": 10, "إ": 10,
    "ض": 8, "ث": 8, "ز": 8, "ذ": 7, "ئ": 5, "غ": 5, "ء": 4, "ظ": 3, "آ": 2, "ؤ": 2,
}  # fmt: skip
_SIGN_SHARES = dict.fromkeys("،؛؟«»“”–…‘’\u00a0" + TASHKEEL[:8], 4) | {"ـ": 4}
_STRANGER = math.log(1e-4)
_UNDEFINED = math.log(1e-7)
_LEAST_MEAN = -4.6
_LEAST_SHARE = 0.15


def _letter_logs(encoding: str) -> tuple[float, ...]:
    """The log of how common each high byte is in Arabic news when it is read in an encoding; the table of an 8-bit prior."""
    shares = _LETTER_SHARES | _SIGN_SHARES
    logs = []
    for byte in range(128, 256):
        letter = bytes([byte]).decode(encoding, errors="replace")
        logs.append(
            _UNDEFINED
            if letter == "\ufffd"
            else math.log(shares[letter] / 1000)
            if letter in shares
            else _STRANGER
        )
    return tuple(logs)


_HEAD_START = {
    "cp1256": 3.0,
    "iso-8859-6": 0.0,
}  # few files are in ISO-8859-6: a handful of letters must not suffice
_EIGHT_BIT = {encoding: _letter_logs(encoding) for encoding in ("cp1256", "iso-8859-6")}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes; when `refusal` is set there is none, and it says why (`binary`, `encoding_uncertain`)."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()
    refusal: str | None = None
    detail: str = ""


def decode(data: bytes) -> Decoded:
    """The text of a whole file: byte order marks, then UTF-8, UTF-16, UTF-32, and 8-bit code pages by an Arabic prior.

    Text comes back with line ends \\n, without NULs and stray control characters. A guess that the letters do not bear out
    is refused rather than made, so that no wrong character enters silently.
    """
    encoding = detect(data)
    if encoding in (BINARY, UNCERTAIN):
        detail = (
            "not a text file"
            if encoding == BINARY
            else "no encoding makes these bytes Arabic; save the file as UTF-8"
        )
        return Decoded("", "", refusal=encoding, detail=detail)
    warnings: list[str] = []
    body = _without_mark(data)
    unit = _UNIT.get(encoding, 1)
    if len(body) % unit:
        body = body[: len(body) - len(body) % unit]
        warnings.append("truncated")
    if encoding == "utf-8":
        body, cut = _whole_characters(body)
        warnings += ["truncated"] * cut
    text = body.decode(encoding, errors="replace")
    own = "\ufffd".encode(encoding, "ignore")
    if "\ufffd" in text and not (own and own in body):
        warnings.append("invalid_bytes")
    cleaned, found = clean(text)
    return Decoded(cleaned, encoding, tuple(warnings) + found + ("suspected_mojibake",) * mojibake(cleaned))


def detect(data: bytes) -> str:
    """The encoding of some bytes (a whole file or its beginning), or `binary`, or `encoding_uncertain`."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if data.startswith(_MAGIC):
        return BINARY
    controls = len(data) - len(data.translate(None, _C0))
    if not controls and _is_utf8(data):
        return "utf-8"
    wide = _wide_encoding(data) if controls else None
    if wide:
        return wide
    if controls * 20 > len(data) and controls > 1:
        return BINARY
    if _is_utf8(data) or _is_broken_utf8(data):
        return "utf-8"
    return _eight_bit(data)


def detect_in(file: BinaryIO) -> str:
    """The encoding of an open file, told from its beginning; where that is ASCII alone, an 8-bit page may show further on."""
    sample = file.read(_SAMPLE)
    encoding = detect(sample) if sample else "utf-8"
    while encoding == "utf-8" and sample.isascii() and (sample := file.read(1 << 20)):
        if high := _NOT_ASCII.search(sample):
            found = detect(sample[high.start() :][:_SAMPLE])
            return found if found in _EIGHT_BIT else encoding
    return encoding


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with line ends \\n and without NULs, control characters and lone surrogates; and the warnings this earns."""
    if not _UNWANTED.search(text):
        return text.lstrip(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else text, ()
    warnings = ("nul_removed",) * ("\0" in text) + ("invalid_bytes",) * bool(_SURROGATES.search(text))
    text = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text)))
    return text.lstrip(BYTE_ORDER_MARK), warnings


def mojibake(text: str) -> bool:
    """Whether a text looks like UTF-8 that was read in an 8-bit code page: ط and ظ (or Ø and Ù) at every second letter."""
    sample = text[:600]
    least = max(len(sample) // 5, 6)
    return (
        sample.count("ط") + sample.count("ظ") > least and sample.count("ا") * 12 < len(sample)
    ) or sample.count("Ø") + sample.count("Ù") > least


def _without_mark(data: bytes) -> bytes:
    for mark, _ in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :]
    return data


def _whole_characters(data: bytes) -> tuple[bytes, bool]:
    """UTF-8 less a last character that was cut off in the middle, and whether one was."""
    for back in range(1, min(4, len(data) + 1)):
        lead = data[-back]
        if lead >= 0xC0:
            need = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
            return (data[:-back], True) if need > back else (data, False)
        if lead < 0x80:
            break
    return data, False


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, but for a last character cut off; among ASCII alone a last high byte is no evidence for that."""
    whole, cut = _whole_characters(data)
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not (cut and whole.isascii())


def _is_broken_utf8(data: bytes) -> bool:
    """Whether most high bytes form whole UTF-8 characters, so that the others are damage rather than another encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    whole = (
        len(text.encode("utf-8", errors="ignore"))
        - 3 * text.count("\ufffd")
        - len(data.translate(None, _HIGH))
    )
    return whole > 8 * broken


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, if the bytes read as Arabic or ASCII text that way round.

    Half of the letters must be such; fewer do where the text is whole and the other way round gives hardly any.
    """
    sample = data[: 1 << 16]
    shares: dict[str, float] = {}
    for encoding, unit in _UNIT.items():
        text = sample[: len(sample) - len(sample) % unit].decode(encoding, errors="replace")
        shares[encoding] = sum(map(_is_expected, text)) / max(len(text), 1) if "\0" not in text else 0.0
        if "\ufffd" in text:
            shares[encoding] /= 2
    best = max(shares, key=lambda name: shares[name])
    twin = best.replace("le", "b_").replace("be", "le").replace("b_", "be")
    clear = shares[best] >= _LEAST_SHARE and shares[best] > 4 * shares[twin]
    return best if shares[best] > 0.5 or clear else None


def _is_expected(letter: str) -> bool:
    code = ord(letter)
    return (
        0x600 <= code <= 0x6FF
        or 0x20 <= code < 0x7F
        or code in (9, 10, 13)
        or 0xA0 <= code <= 0xFF
        or 0x200B <= code <= 0x203A
    )


def _eight_bit(data: bytes) -> str:
    """cp1256 or ISO-8859-6 by how Arabic the letters come out; cp1252 for Latin text with a few accents; else uncertain."""
    sample = data[: 1 << 16]
    high = sample.translate(None, _ASCII)
    sums = {
        name: sum(logs[byte - 128] for byte in high) + _HEAD_START[name] for name, logs in _EIGHT_BIT.items()
    }
    best = max(sums, key=lambda name: sums[name])
    if sums[best] > _LEAST_MEAN * len(high):
        return best
    ascii_letters = sum(map(bytes.isalpha, (sample[i : i + 1] for i in range(min(len(sample), 4096)))))
    if ascii_letters > 10 * len(sample[:4096].translate(None, _ASCII)) and all(
        byte >= 0xC0 or byte in b"\x85\x91\x92\x93\x94\x96\x97\xa0\xab\xbb" for byte in high
    ):
        return "cp1252"
    return UNCERTAIN
