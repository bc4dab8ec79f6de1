"""How the bytes of a text file are to be read: by its mark, its validity, or its statistics."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from shelftag_api.errors import ShelftagError

ENCODINGS = (
    "utf-8", "utf-16", "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1252", "cp1250", "cp1251",
    "cp1253", "cp1254", "mac_roman",
)  # fmt: skip
"""Encodings that spreadsheets write, as Python calls them."""
_WESTERN = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254")
_EASTERN = ("gb18030", "big5", "cp932", "euc_jp", "cp949")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's does, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 20
_SAMPLE = 32 << 10
_HIGH = re.compile(rb"[^\x00-\x7f]")
_BETWEEN_WORDS = re.compile(rb"[\s,;|\"]+")
_LETTER_OF_MAC = re.compile(rb"(?<=[A-Za-z])[\x80-\x9f](?=[a-z])")
_LETTER_OF_WINDOWS = re.compile(rb"(?<=[A-Za-z])[\xa1-\xff](?=[a-z])")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_SHARE = 0.01
"""More control characters than this, and it is no text."""


def python_encoding(name: str) -> str:
    """Returns the codec that reads an encoding of `ENCODINGS`, its mark left out."""
    return "utf-8-sig" if name == "utf-8" else name


def detect_encoding(path: Path) -> str:
    """Tells the encoding of a text file.

    A byte order mark is believed; then what is valid UTF-8 is UTF-8; the rest is decided by
    charset-normalizer among `ENCODINGS`, Western European ones first among equals.

    Raises:
        ShelftagError: The file is empty or no text (``tables.empty``, ``tables.binary``).
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(_BLOCK)
    if not start.strip(b"\0\r\n\t "):
        raise ShelftagError("tables.empty", file=path.name)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if encoding := _unmarked_utf16(start):
        return encoding
    if _count(_CONTROL, start) > len(start) * _CONTROL_SHARE:
        raise ShelftagError("tables.binary", file=path.name)
    if _is_utf8(path) or _is_nearly_utf8(start):
        return "utf-8"
    return _by_statistics(_sample(path))


def _unmarked_utf16(data: bytes) -> str:
    """Recognises UTF-16 without its mark: every second byte of separators and digits is zero."""
    zeros = data.count(0)
    if zeros * 10 < len(data):
        return ""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if odd > 20 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 20 * odd else ""


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in _blocks(path):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether a few broken characters stand among many that are whole."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return whole > 20 * broken


def _sample(path: Path) -> bytes:
    """Returns lines that are not plain ASCII, and as many as are needed to tell."""
    sample = bytearray()
    with path.open("rb") as file:
        while len(sample) < _SAMPLE and (line := file.readline(_SAMPLE)):
            if not line.isascii():
                sample += line
    return bytes(sample)


def _by_statistics(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    words = [word for word in _BETWEEN_WORDS.split(sample) if not word.isascii()]
    high = _count(_HIGH, sample) / max(sum(map(len, words)), 1)
    # Where single accented letters stand inside words, no pair of bytes is a Chinese character.
    if high <= 0.45 and _count(_LETTER_OF_MAC, sample) > _count(_LETTER_OF_WINDOWS, sample):
        return "mac_roman"
    candidates = (*_EASTERN, *_WESTERN) if high > 0.45 else _WESTERN
    matches = from_bytes(sample, cp_isolation=list(candidates))
    best = matches.best()
    if best is None:
        return next((name for name in candidates if _decodes(sample, name)), "cp1252")
    equal = [
        match for match in matches
        if (match.chaos, match.coherence) == (best.chaos, best.coherence)
    ]  # fmt: skip
    alike = {name for match in equal for name in match.could_be_from_charset}
    return "cp1252" if "cp1252" in alike else best.encoding


def _count(pattern: re.Pattern[bytes], sample: bytes) -> int:
    return len(pattern.findall(sample))


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
