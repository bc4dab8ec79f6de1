"""Photo files → upright RGB pictures, for data sets whose photos nobody has looked at before."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.encoder import Resize

LONG_EDGE = 512
"""A photo is first brought to this size: the application does the same for its thumbnails."""
_MAX_PIXELS = 120_000_000


def open_photo(path: Path | None) -> Any | None:
    """Reads a photo upright, in RGB and at most 512 pixels long.

    Returns:
        A ``PIL.Image``, or None where the photo is missing, damaged or so large that it would fill
        the memory.
    """
    from PIL import Image, ImageOps

    if path is None:
        return None
    try:
        with Image.open(path) as source:
            if source.width * source.height > _MAX_PIXELS:
                return None
            source.draft("RGB", (LONG_EDGE, LONG_EDGE))
            photo = ImageOps.exif_transpose(source)
            photo.thumbnail((LONG_EDGE, LONG_EDGE), Image.Resampling.BICUBIC, reducing_gap=2.0)
            return _flattened(photo)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, MemoryError):
        return None


def decode(
    path: Path | None, size: tuple[int, int], resize: Resize = "squash"
) -> NDArray[np.uint8] | None:
    """Reads a photo as an encoder wants it.

    Args:
        path: None where there is no photo.
        size: Width and height in pixels.
        resize: As `shelftag_api.encoder.EncoderManifest` says.

    Returns:
        uint8 RGB, shape [height, width, 3], or None where `open_photo` gives None.
    """
    from PIL import Image, ImageOps

    photo = open_photo(path)
    if photo is None:
        return None
    if resize == "crop":
        return np.asarray(ImageOps.fit(photo, size, Image.Resampling.BICUBIC), np.uint8)
    return np.asarray(photo.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0), np.uint8)


def _flattened(photo: Any) -> Any:
    """Brings a picture to RGB; transparency lies on white, as in a shop's catalogue."""
    from PIL import Image

    if photo.mode in ("RGBA", "LA", "PA") or "transparency" in photo.info:
        layered = photo.convert("RGBA")
        white = Image.new("RGBA", layered.size, (255, 255, 255, 255))
        photo = Image.alpha_composite(white, layered)
    return photo.convert("RGB")
