"""Photos as small pictures inside the page, so that the report is one file."""

import base64
import io
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_training.data.photo_files import open_photo

EDGE = 168
"""Longest side in pixels: sharp at half of that on a dense screen."""


def thumbnail(path: Path | None) -> str | None:
    """Returns a photo as a ``data:`` address of a JPEG; None where it cannot be read."""
    photo = open_photo(path)
    return None if photo is None else _address(photo)


def picture(pixels: NDArray[np.uint8]) -> str:
    """Returns pixels, [height, width, 3], the same way."""
    from PIL import Image

    return _address(Image.fromarray(pixels))


def _address(photo: Any) -> str:
    """Makes a picture small and writes it as an address, without its metadata."""
    from PIL import Image

    file = io.BytesIO()
    photo.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    photo.save(file, "JPEG", quality=78, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode()}"
