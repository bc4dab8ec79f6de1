"""Looks at a code once more, magnified, before it is believed.

Where a code is small in the photo, or blurred, the check digit lets one misreading in about eighty
pass. Magnified and sharpened the right number comes again, and the wrong one hardly ever does
(``tests/benchmarks/barcode_reading.py`` counts both).
"""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageFilter

from shelftag_api.reader import ByteArray, Point
from shelftag_barcode.scanning import Code, scan

SEEN_TWICE, SEEN_ONCE = 0.999, 0.98
"""Share of right texts among those that both further looks confirm, and that one does."""
_MARGIN = 0.35
"""Room around a code, as a share of its longer side: codes need white space beside them."""
_LARGEST = 1600
"""What is larger than this, in pixels, is not magnified any more."""
_SHARPER = ImageFilter.UnsharpMask(radius=1.5, percent=120, threshold=0)


def confidence(code: Code, pixels: ByteArray) -> float:
    """Returns how likely a code was read rightly, or 0 where a closer look does not confirm it.

    Args:
        code: The code.
        pixels: The photo that it was found in: uint8, shape [height, width].
    """
    around = _around(code.corners, pixels)
    if code.text not in _texts(around.filter(_SHARPER), 2.0):
        return 0.0
    softer = _texts(around, 1.5)
    if code.text in softer:
        return SEEN_TWICE
    return 0.0 if softer else SEEN_ONCE


def _around(corners: Sequence[Point], pixels: ByteArray) -> Image.Image:
    """Cuts out a code with some room around it."""
    points = np.asarray(corners)
    low, high = points.min(axis=0), points.max(axis=0)
    room = _MARGIN * float((high - low).max()) + 8
    left, top = np.maximum(low - room, 0).astype(int)
    right, bottom = (high + room).astype(int)
    return Image.fromarray(pixels[top:bottom, left:right])


def _texts(part: Image.Image, factor: float) -> set[str]:
    """Returns what is read when the part is magnified."""
    factor = min(factor, max(1.0, _LARGEST / max(part.size)))
    size = round(part.width * factor), round(part.height * factor)
    magnified = part.resize(size, Image.Resampling.BICUBIC)
    return {code.text for code in scan(np.asarray(magnified, np.uint8))}
