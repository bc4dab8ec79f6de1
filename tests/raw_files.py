"""Writes small RAW files (DNG) by hand: there are no others that a test may bring along."""

import io
import struct
from pathlib import Path

import numpy as np
from PIL import Image

BYTE, ASCII, SHORT, LONG, RATIONAL, SIGNED_RATIONAL = 1, 2, 3, 4, 5, 10
_CODES = {BYTE: "B", ASCII: "B", SHORT: "H", LONG: "I", RATIONAL: "I", SIGNED_RATIONAL: "i"}
Tags = dict[int, tuple[int, list[int]]]


def write_dng(
    path: Path, picture: Image.Image, *, preview: Image.Image | None = None, orientation: int = 1
) -> Path:
    """Writes a picture as a sensor (RGGB) has seen it, and a JPEG preview where one is given."""
    mosaic = _mosaic(picture)
    sensor: Tags = {
        254: (LONG, [0]),
        256: (LONG, [picture.width]),
        257: (LONG, [picture.height]),
        258: (SHORT, [16]),
        259: (SHORT, [1]),
        262: (SHORT, [32803]),
        277: (SHORT, [1]),
        278: (LONG, [picture.height]),
        33421: (SHORT, [2, 2]),
        33422: (BYTE, [0, 1, 1, 2]),
        50717: (LONG, [65535]),
    }
    camera: Tags = {
        271: (ASCII, list(b"Shelf\0")),
        272: (ASCII, list(b"Drawn 1\0")),
        274: (SHORT, [orientation]),
        50706: (BYTE, [1, 4, 0, 0]),
        50708: (ASCII, list(b"Shelf Drawn 1\0")),
        50721: (
            SIGNED_RATIONAL,
            _fractions(3.24, -1.54, -0.5, -0.97, 1.88, 0.04, 0.06, -0.2, 1.06),
        ),
        50728: (RATIONAL, _fractions(1.0, 1.0, 1.0)),
        50778: (SHORT, [21]),
    }
    if preview is None:
        path.write_bytes(_file([(sensor | camera, mosaic)]))
        return path
    buffer = io.BytesIO()
    preview.save(buffer, "JPEG", quality=95)
    shown: Tags = {
        254: (LONG, [1]),
        256: (LONG, [preview.width]),
        257: (LONG, [preview.height]),
        258: (SHORT, [8, 8, 8]),
        259: (SHORT, [7]),
        262: (SHORT, [6]),
        277: (SHORT, [3]),
        278: (LONG, [preview.height]),
        330: (LONG, [0]),
    }
    path.write_bytes(_file([(shown | camera, buffer.getvalue()), (sensor, mosaic)]))
    return path


def _mosaic(picture: Image.Image) -> bytes:
    rgb = (np.asarray(picture.convert("RGB"), np.float64) / 255) ** 2.2
    mosaic = rgb[:, :, 1].copy()
    mosaic[::2, ::2] = rgb[::2, ::2, 0]
    mosaic[1::2, 1::2] = rgb[1::2, 1::2, 2]
    return (mosaic * 65535).astype("<u2").tobytes()


def _fractions(*values: float) -> list[int]:
    return [part for value in values for part in (round(value * 10000), 10000)]


def _file(folders: list[tuple[Tags, bytes]]) -> bytes:
    """Puts directories and their pictures into one TIFF; the second hangs below the first."""
    data = bytearray(b"II*\0\0\0\0\0")
    places = []
    for tags, pixels in reversed(folders):
        start = len(data)
        data += pixels + bytes(len(pixels) % 2)
        tags |= {273: (LONG, [start]), 279: (LONG, [len(pixels)])}
        if 330 in tags:
            tags[330] = (LONG, [places[-1]])
        places.append(_append_folder(data, tags))
    struct.pack_into("<I", data, 4, places[-1])
    return bytes(data)


def _append_folder(data: bytearray, tags: Tags) -> int:
    entries = []
    for tag, (kind, values) in sorted(tags.items()):
        packed = struct.pack(f"<{len(values)}{_CODES[kind]}", *values)
        if len(packed) > 4:
            place = len(data)
            data += packed + bytes(len(packed) % 2)
            packed = struct.pack("<I", place)
        count = len(values) // 2 if kind in (RATIONAL, SIGNED_RATIONAL) else len(values)
        entries.append(struct.pack("<HHI", tag, kind, count) + packed.ljust(4, b"\0"))
    start = len(data)
    data += struct.pack("<H", len(entries)) + b"".join(entries) + bytes(4)
    return start
