"""Reads one photo, once: content hash, size, thumbnail and the pixels that the model takes.

Photos come from strangers. Every way in which a file can be broken, hostile or not a photo at all
ends as `UnreadablePhoto`; a native crash or a hang is the engine's business.
"""

import hashlib
import io
import logging
import math
import os
import stat
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from shelftag.importing.colours import resizable, to_srgb
from shelftag.importing.exif import orientation_and_time, taken_at_raw
from shelftag.importing.perceptual_hash import difference_hash
from shelftag.importing.raw import NotRaw, RawPreview, read_preview
from shelftag.importing.scan import shown
from shelftag.importing.signatures import HEAD_BYTES, is_picture, is_raw, other_kind
from shelftag_api.errors import ShelftagError

_log = logging.getLogger(__name__)
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF", "BMP", "GIF")
_THUMBNAIL_QUALITY = 85
_LARGE = 60_000_000  # pixels: four bytes of memory each
_large_ones = threading.Lock()
"""Held while a large picture is decoded, so that several at once do not need memory together."""
_SMALLEST_EDGE = 0.9  # of the thumbnail: an eighth of 4,000 px is 500, and 500 will do for 512
_TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Resize = Literal["squash", "crop"]
Size = tuple[int, int]


class UnreadablePhoto(ShelftagError):  # noqa: N818 - it is recorded as an outcome
    """This file gives no photo; the message id says why. The next file may well."""


@dataclass(frozen=True)
class DecodeLimits:
    """How large a photo may be: bytes of the file, and pixels of the picture."""

    max_bytes: int = 200_000_000
    max_pixels: int = 250_000_000


@dataclass(frozen=True)
class PhotoFile:
    """A file's content in memory, and its SHA-256 in hexadecimal. ``name`` is for sentences."""

    name: str
    data: bytes
    sha256: str


@dataclass(frozen=True, eq=False)
class DecodedPhoto:
    """All that the catalogue and the model need of a photo.

    Attributes:
        sha256: Of the file's content, hexadecimal.
        byte_size: Of the file.
        width: Full width in pixels, the photo held upright.
        height: Full height in pixels, the photo held upright.
        format: Pillow's name of the format that the content really has: ``JPEG``, ``HEIF``, …
        taken_at: When it was taken, as ISO 8601 (with offset if the camera knew it), or None.
        thumbnail: JPEG, upright, longest edge as asked for or the photo's own if that is smaller.
        pixels: uint8 RGB, shape [height, width, 3] of the model's input.
        perceptual_hash: See `difference_hash`.
    """

    sha256: str
    byte_size: int
    width: int
    height: int
    format: str
    taken_at: str | None
    thumbnail: bytes
    pixels: NDArray[np.uint8]
    perceptual_hash: int


def decode(
    path: Path,
    *,
    size: Size,
    resize: Resize,
    thumbnail_edge: int = 512,
    limits: DecodeLimits = DecodeLimits(),
) -> DecodedPhoto:
    """Reads and decodes a photo; `read_photo`, then `decode_photo`. Safe in several threads."""
    photo = read_photo(path, limits)
    return decode_photo(
        photo, size=size, resize=resize, thumbnail_edge=thumbnail_edge, limits=limits
    )


def read_photo(path: Path, limits: DecodeLimits = DecodeLimits()) -> PhotoFile:
    """Reads and hashes a file without decoding it: enough to know whether it is a duplicate.

    Raises:
        UnreadablePhoto: ``importing.unreadable``, ``importing.empty_file``,
            ``importing.too_large_file`` or ``importing.changing``.
    """
    name = shown(path.name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadablePhoto("importing.unreadable", file=name)
        if status.st_size > limits.max_bytes:
            raise _too_large(name, status.st_size, limits)
        with path.open("rb") as file:
            data = file.read(status.st_size + 1)  # sets aside as much: not the limit
            after = os.fstat(file.fileno())
    except (OSError, ValueError, MemoryError) as error:
        raise UnreadablePhoto("importing.unreadable", file=name) from error
    if not data:
        raise UnreadablePhoto("importing.empty_file", file=name)
    if len(data) != after.st_size or after.st_mtime_ns != status.st_mtime_ns:
        raise UnreadablePhoto("importing.changing", file=name)
    return PhotoFile(name, data, hashlib.sha256(data).hexdigest())


def decode_photo(
    photo: PhotoFile,
    *,
    size: Size,
    resize: Resize,
    thumbnail_edge: int = 512,
    limits: DecodeLimits = DecodeLimits(),
) -> DecodedPhoto:
    """Decodes a photo: first frame, upright, sRGB, on white where it is transparent.

    A JPEG is decoded at the fraction of its size that is needed, five times as fast.

    Args:
        photo: What `read_photo` gave.
        size: Width and height of the model's input.
        resize: ``squash`` (both sides scaled on their own) or ``crop`` (centre kept).
        thumbnail_edge: Longest edge of the thumbnail.
        limits: What is too large.

    Raises:
        UnreadablePhoto: ``importing.not_a_picture``, ``importing.unsupported``,
            ``importing.truncated`` or ``importing.too_many_pixels``.
    """
    with _opened(photo, limits) as (image, raw):
        return _decode(photo, image, raw, size, resize, thumbnail_edge)


def decode_pixels(
    photo: PhotoFile, *, edge: int, grey: bool, limits: DecodeLimits = DecodeLimits()
) -> NDArray[np.uint8]:
    """Decodes a photo for one who reads what stands in it; otherwise as `decode_photo`.

    Args:
        photo: What `read_photo` gave.
        edge: Longest edge that is wanted; a smaller photo keeps its size.
        grey: Whether brightness alone is wanted.
        limits: What is too large.

    Returns:
        uint8, shape [height, width] where grey, else [height, width, 3].
    """
    mode = "L" if grey else "RGB"
    with _opened(photo, limits) as (image, raw):
        full = image.size
        image.draft(mode, _scaled_to(full, edge))
        image.load()
        orientation = raw.orientation_of(full) if raw else orientation_and_time(image)[0]
        work = resizable(image)
        work = _shrink(work, _scaled_to(work.size, edge))
        if work.mode != "L":
            work = to_srgb(work, image.info.get("icc_profile"))
        if orientation in _TRANSPOSE:
            work = work.transpose(_TRANSPOSE[orientation])
        return np.asarray(work.convert(mode), np.uint8)


@contextmanager
def _opened(
    photo: PhotoFile, limits: DecodeLimits
) -> Iterator[tuple[Image.Image, RawPreview | None]]:
    """Opens a photo, or the preview in a RAW one; whatever goes wrong is an `UnreadablePhoto`."""
    _prepare_pillow()
    try:
        raw = _raw_preview(photo, limits)
        data = raw.data if raw else photo.data
        image = (
            data
            if isinstance(data, Image.Image)
            else Image.open(io.BytesIO(data), formats=_FORMATS)
        )
        with image, _large_ones if image.width * image.height > _LARGE else nullcontext():
            if image.width * image.height > limits.max_pixels:
                raise _too_many_pixels(photo, limits)
            yield image, raw
    except UnreadablePhoto:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise _too_many_pixels(photo, limits) from error
    except UnidentifiedImageError as error:
        raise _unidentified(photo) from error
    except Exception as error:  # Pillow's plug-ins raise whatever their parsing runs into
        _log.debug("cannot decode %s", photo.name, exc_info=True)
        raise UnreadablePhoto("importing.truncated", file=photo.name) from error


def _raw_preview(photo: PhotoFile, limits: DecodeLimits) -> RawPreview | None:
    """Returns what is to be seen of a RAW file; None: it is none, or Pillow shall try it."""
    if not is_raw(photo.data):
        return None
    try:
        return read_preview(photo.data, limits.max_pixels)
    except NotRaw:
        return None


def _decode(
    photo: PhotoFile,
    image: Image.Image,
    raw: RawPreview | None,
    size: Size,
    resize: Resize,
    edge: int,
) -> DecodedPhoto:
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    full = image.size
    if kind == "JPEG":  # others may keep their EXIF behind the pixels: ask them after loading
        orientation, taken_at = orientation_and_time(image)
        if raw:
            orientation = raw.orientation_of(image.size)
        image.draft(None, _work_size(full, orientation, size, edge))
        image.load()
    else:
        image.load()
        full = image.size  # TIFF turns itself while loading
        orientation, taken_at = orientation_and_time(image)
        orientation = raw.orientation if raw else orientation
    work = resizable(image)
    if max(work.size) > edge:
        work = _shrink(work, _work_size(full, orientation, size, edge, exact=True))
    upright = to_srgb(work, image.info.get("icc_profile"))
    if orientation in _TRANSPOSE:
        upright = upright.transpose(_TRANSPOSE[orientation])
    width, height = full[::-1] if orientation >= 5 else full
    if raw:
        kind, (width, height) = "RAW", raw.upright_size
        taken_at = taken_at or taken_at_raw(photo.data)
    thumbnail = io.BytesIO()
    scale = min(1.0, edge / max(upright.size))
    _shrink(upright, _scaled(upright.size, scale)).save(
        thumbnail, "JPEG", quality=_THUMBNAIL_QUALITY
    )
    return DecodedPhoto(
        photo.sha256,
        len(photo.data),
        width,
        height,
        kind,
        taken_at,
        thumbnail.getvalue(),
        _model_input(upright, size, resize),
        difference_hash(upright),
    )


def _work_size(full: Size, orientation: int, size: Size, edge: int, *, exact: bool = False) -> Size:
    """Returns the smallest size, as stored, that is enough for thumbnail and model input.

    Unless ``exact``, the thumbnail may come out a little smaller than it could be.
    """
    wanted = size[::-1] if orientation >= 5 else size
    scale = max(
        edge * (1.0 if exact else _SMALLEST_EDGE) / max(full),
        wanted[0] / full[0],
        wanted[1] / full[1],
    )
    return _scaled(full, min(1.0, scale))


def _scaled(size: Size, scale: float) -> Size:
    return max(1, math.ceil(size[0] * scale - 1e-6)), max(1, math.ceil(size[1] * scale - 1e-6))


def _scaled_to(size: Size, edge: int) -> Size:
    return _scaled(size, min(1.0, edge / max(size)))


def _shrink(image: Image.Image, size: Size) -> Image.Image:
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)


def _model_input(image: Image.Image, size: Size, resize: Resize) -> NDArray[np.uint8]:
    box = (0.0, 0.0, float(image.width), float(image.height))
    if resize == "crop":
        scale = min(image.width / size[0], image.height / size[1])
        left, top = (image.width - size[0] * scale) / 2, (image.height - size[1] * scale) / 2
        box = (left, top, left + size[0] * scale, top + size[1] * scale)
    resized = image.resize(size, Image.Resampling.BICUBIC, box=box, reducing_gap=2.0)
    return np.asarray(resized, dtype=np.uint8)


@cache
def _prepare_pillow() -> None:
    """Registers HEIC, once. Done late: the library is of no use to the window."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    # Ours is the limit that counts; Pillow's (an error at twice this) stays behind it.
    Image.MAX_IMAGE_PIXELS = DecodeLimits().max_pixels
    # What Pillow warns of ends as an error above, or is harmless: damaged EXIF, surplus tags.
    warnings.filterwarnings("ignore", module=r"PIL\.")


def _too_large(name: str, size: int, limits: DecodeLimits) -> UnreadablePhoto:
    return UnreadablePhoto(
        "importing.too_large_file",
        file=name,
        megabytes=round(size / 1e6),
        limit=round(limits.max_bytes / 1e6),
    )


def _too_many_pixels(photo: PhotoFile, limits: DecodeLimits) -> UnreadablePhoto:
    return UnreadablePhoto(
        "importing.too_many_pixels", file=photo.name, limit=round(limits.max_pixels / 1e6)
    )


def _unidentified(photo: PhotoFile) -> UnreadablePhoto:
    """Says what a file is that Pillow does not know: damaged, of another kind, or no picture."""
    head = photo.data[:HEAD_BYTES]
    if is_raw(photo.data):
        return UnreadablePhoto("importing.unsupported", file=photo.name, kind="RAW")
    if is_picture(head):
        return UnreadablePhoto("importing.truncated", file=photo.name)
    if kind := other_kind(head):
        return UnreadablePhoto("importing.unsupported", file=photo.name, kind=kind)
    return UnreadablePhoto("importing.not_a_picture", file=photo.name)
