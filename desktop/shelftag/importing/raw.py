"""Previews out of cameras' RAW files: the JPEG that the camera put in, or a quick development."""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image

RAW_EXTENSIONS = frozenset({
    ".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".fff", ".iiq", ".kdc", ".mef",
    ".mos", ".mrw", ".nef", ".nrw", ".orf", ".pef", ".raf", ".rw2", ".rwl", ".sr2", ".srf",
    ".srw", ".x3f",
})  # fmt: skip
_SMALLEST_PREVIEW = 512  # pixels of its longer edge: below, developing gives a better picture
_ORIENTATIONS = {3: 3, 5: 8, 6: 6}  # LibRaw's number of a turn, in EXIF's


class NotRaw(Exception):  # noqa: N818 - the file may still be something else
    """LibRaw does not know such files."""


@dataclass(frozen=True, eq=False)
class RawPreview:
    """A picture of what a RAW file holds.

    Attributes:
        data: JPEG, or the pixels of a developed picture.
        size: Full width and height as stored, before it is turned.
        orientation: EXIF's number of how the stored picture must be turned.
    """

    data: bytes | Image.Image
    size: tuple[int, int]
    orientation: int

    @property
    def upright_size(self) -> tuple[int, int]:
        """Full width and height of the photo held upright."""
        return self.size[::-1] if self.orientation >= 5 else self.size

    def orientation_of(self, preview: tuple[int, int]) -> int:
        """How a preview of a size that says nothing of it must be turned: some are upright."""
        lying, preview_lying = self.size[0] >= self.size[1], preview[0] >= preview[1]
        return 1 if self.orientation >= 5 and lying != preview_lying else self.orientation


def read_preview(data: bytes, max_pixels: int) -> RawPreview:
    """Finds the largest preview in a RAW file, or develops it at half its size.

    Args:
        data: The file.
        max_pixels: What claims more is not developed.

    Raises:
        NotRaw: It is no RAW file, or of a camera that LibRaw does not know.
        Image.DecompressionBombError: It claims too many pixels.
        OSError: It is damaged.
    """
    import rawpy

    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            sizes = raw.sizes
            width, height = int(sizes.width), int(sizes.height)
            orientation = _ORIENTATIONS.get(int(sizes.flip), 1)
            preview = _embedded(raw)
            if preview is None:
                if width * height > max_pixels:
                    raise Image.DecompressionBombError
                developed = raw.postprocess(half_size=True, use_camera_wb=True, user_flip=0)
                preview = Image.fromarray(developed)
    except (rawpy.LibRawFileUnsupportedError, rawpy.NotSupportedError) as error:
        raise NotRaw from error
    except rawpy.LibRawError as error:
        raise OSError("LibRaw cannot read it") from error
    return RawPreview(preview, (width, height), orientation)


def _embedded(raw: Any) -> bytes | Image.Image | None:
    """Returns the preview that the camera made, if it is large enough to be of use."""
    import rawpy

    try:
        thumbnail = raw.extract_thumb()
    except rawpy.LibRawError:
        return None
    if thumbnail.format != rawpy.ThumbFormat.JPEG:
        bitmap = Image.fromarray(thumbnail.data)
        return bitmap if max(bitmap.size) >= _SMALLEST_PREVIEW else None
    data: bytes = thumbnail.data
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        return data if max(image.size) >= _SMALLEST_PREVIEW else None
