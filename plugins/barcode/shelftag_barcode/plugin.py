"""The plug-in as Shelftag sees it: finds barcodes, and looks twice before it says so."""

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from shelftag_api.reader import ByteArray, Reading
from shelftag_barcode.second_look import confidence

MAX_EDGE = 2800
"""Twelve megapixels at this edge give more codes than at their full size, in half the time; half
the edge gives half the codes (``tests/benchmarks/barcode_reading.py``)."""
KINDS = {
    "EAN13": "ean13",
    "EAN8": "ean8",
    "UPCA": "upca",
    "UPCE": "upce",
    "ITF": "itf",
    "Code128": "code128",
    "QRCode": "qr",
    "DataMatrix": "datamatrix",
    "DataBarOmni": "databar",
    "DataBarStk": "databar",
    "DataBarStkOmni": "databar",
    "DataBarLtd": "databar",
    "DataBarExp": "databar",
    "DataBarExpStk": "databar",
}
"""Kinds of the contract by ZXing's names of formats."""
_GS1 = {"code128": "gs1_128"}
_WANTED = ("EANUPC", "ITF14", "Code128", "QRCode", "DataMatrix", "DataBar")


class BarcodeReader:
    """`shelftag_api.reader.ReaderPlugin` on ZXing-C++."""

    max_edge = MAX_EDGE
    grey = True

    def read(self, pixels: ByteArray) -> list[Reading]:
        """Finds the barcodes of a photo.

        ZXing lets go of the interpreter's lock, so that several threads read at once.

        Args:
            pixels: uint8, shape [height, width].
        """
        found = scan(pixels)
        return [reading for code in found if (reading := _reading(code, pixels)) is not None]

    def diagnose(self) -> dict[str, str]:
        """Returns the version of ZXing-C++."""
        try:
            return {"zxing-cpp": version("zxing-cpp")}
        except PackageNotFoundError:
            return {"zxing-cpp": "missing"}


def scan(pixels: ByteArray) -> list[Any]:
    """Has ZXing look for codes that products carry, in any direction.

    Codes printed light on dark are not looked for: that takes twice as long, and scanners in shops
    do not read them either.
    """
    import zxingcpp

    formats = [getattr(zxingcpp.BarcodeFormat, name) for name in _WANTED]
    return list(
        zxingcpp.read_barcodes(pixels, formats=zxingcpp.BarcodeFormats(formats), try_invert=False)
    )


def _reading(code: Any, pixels: ByteArray) -> Reading | None:
    """Brings what ZXing found to the contract; None where a second look does not confirm it."""
    import zxingcpp

    kind = KINDS.get(code.format.name, code.format.name.lower())
    if code.content_type == zxingcpp.ContentType.GS1:
        kind = _GS1.get(kind, f"gs1_{kind}")
    place = code.position
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    corners = tuple((float(point.x), float(point.y)) for point in points)
    share = confidence(code.text, corners, pixels, scan)
    return Reading(kind, code.text, share, corners) if share else None
