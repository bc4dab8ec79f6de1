"""Has ZXing-C++ look for the codes that products carry, and brings them to the contract's kinds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from shelftag_api.reader import ByteArray, Point

LINEAR = ("EANUPC", "ITF14", "Code128", "DataBar")
EVERY = (*LINEAR, "QRCode", "DataMatrix")
_KINDS = {
    "EAN13": "ean13",
    "EAN8": "ean8",
    "UPCA": "upca",
    "UPCE": "upce",
    "ITF": "itf",
    "Code128": "code128",
    "QRCode": "qr",
    "DataMatrix": "datamatrix",
}
_GS1_KINDS = {"code128": "gs1_128"}
_SHORT = ("ean8", "upce")
_FLATTEST = 0.15
"""Height to width of a short code. Part of a longer code's bars can be read as a short one, along
a few rows; the lower a code, the more likely it is that."""


@dataclass(frozen=True)
class Code:
    """A code that ZXing has found.

    Attributes:
        kind: As the contract calls it.
        text: What it says.
        corners: Where it stands.
    """

    kind: str
    text: str
    corners: tuple[Point, ...]

    @property
    def plausible(self) -> bool:
        """Whether its shape fits its kind."""
        left_top, right_top, right_bottom, left_bottom = map(np.asarray, self.corners)
        width = np.linalg.norm(right_top - left_top)
        height = min(
            np.linalg.norm(left_bottom - left_top), np.linalg.norm(right_bottom - right_top)
        )
        return self.kind not in _SHORT or bool(height >= _FLATTEST * width)


def scan(pixels: ByteArray, formats: Sequence[str] = EVERY) -> list[Code]:
    """Finds codes along rows and columns; matrix codes however they lie.

    ZXing lets go of the interpreter's lock. Codes printed light on dark are not looked for: that
    takes twice as long, and scanners in shops do not read them either.

    Args:
        pixels: uint8, shape [height, width].
        formats: ZXing's names of what is looked for.
    """
    import zxingcpp

    wanted = zxingcpp.BarcodeFormats([getattr(zxingcpp.BarcodeFormat, name) for name in formats])
    found = zxingcpp.read_barcodes(pixels, formats=wanted, try_invert=False)
    return [_code(item, item.content_type == zxingcpp.ContentType.GS1) for item in found]


def _code(found: Any, is_gs1: bool) -> Code:
    name = found.format.name
    kind = "databar" if name.startswith("DataBar") else _KINDS.get(name, name.lower())
    if is_gs1:
        kind = _GS1_KINDS.get(kind, f"gs1_{kind}")
    place = found.position
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return Code(kind, found.text, tuple((float(point.x), float(point.y)) for point in points))
