"""Tells what a file is by its first bytes, whatever its name says."""

import re
import struct
from collections.abc import Iterator

HEAD_BYTES = 512
"""So much of a file is enough for everything here but `is_raw`."""

_HEIC_BRANDS = rb"(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis)"
_BITMAP = rb"BM.{4}\0{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0{3}"
_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG|GIF8[79]a|" + _BITMAP + rb"|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp"
    + _HEIC_BRANDS,
    re.DOTALL,
)  # fmt: skip
_RAW = re.compile(
    rb"FUJIFILMCCD-RAW|.{4}ftypcrx|IIU\0|II(?:RO|RS)|MMOR|II\x1a\0\0\0HEAPCCDR|\0MRM|FOVb",
    re.DOTALL,
)
_OTHERS = {
    "JPEG XL": rb"\xff\x0a|\0\0\0\x0cJXL ",
    "JPEG 2000": rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51",
    "Photoshop": rb"8BPS",
    "PDF": rb"%PDF",
    "video": rb".{4}ftyp|\x1aE\xdf\xa3|RIFF.{4}AVI ",
    "EPS": rb"%!PS|\xc5\xd0\xd3\xc6",
    "BigTIFF": rb"II\+\0|MM\0\+",
    "icon": rb"\0\0[\1\2]\0[^\0]\0",
    "SVG": rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<svg",
}
_MAKE, _SUB_FOLDERS, _DNG_VERSION = 271, 330, 50706
_COMPRESSION, _PHOTOMETRIC = 259, 262
_RAW_COMPRESSIONS = frozenset({262, 32767, 32769, 34713, 65000, 65535})
_RAW_PHOTOMETRICS = frozenset({32803, 34892})
_MOST_TAGS = 512


def is_picture(head: bytes) -> bool:
    """Whether a file begins like one that can be read: a picture, or a camera's RAW file."""
    return _PICTURE.match(head) is not None or _RAW.match(head) is not None


def other_kind(head: bytes) -> str | None:
    """Names a kind of file that cannot be read, or None where it begins like none of them."""
    for kind, signature in _OTHERS.items():
        if re.match(signature, head, re.DOTALL):
            return kind
    return None


def is_raw(data: bytes) -> bool:
    """Whether a file is a camera's RAW file. Many of these are TIFF files of a special sort."""
    if _RAW.match(data):
        return True
    if data[:4] not in (b"II*\0", b"MM\0*"):
        return False
    if data[8:10] == b"CR":
        return True
    tags = dict(_tags(data))
    return (
        _DNG_VERSION in tags
        or (_MAKE in tags and _SUB_FOLDERS in tags)
        or tags.get(_PHOTOMETRIC) in _RAW_PHOTOMETRICS
        or (_MAKE in tags and tags.get(_COMPRESSION) in _RAW_COMPRESSIONS)
    )


def _tags(data: bytes) -> Iterator[tuple[int, int]]:
    """Yields the tags of a TIFF's first directory, with the first 16 bits of their values."""
    order = "<" if data[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", data, 4)
        (count,) = struct.unpack_from(f"{order}H", data, start)
        for number in range(min(count, _MOST_TAGS)):
            entry = start + 2 + 12 * number
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", data, entry)
            yield tag, value
    except struct.error:
        return  # cut off: what was there counts
