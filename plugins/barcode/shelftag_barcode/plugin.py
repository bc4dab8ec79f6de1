"""The plug-in as Shelftag sees it: finds barcodes, and looks twice before it says so."""

from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

from shelftag_api.reader import ByteArray, Reading
from shelftag_barcode.scanning import EVERY, LINEAR, scan
from shelftag_barcode.second_look import confidence
from shelftag_barcode.tilt import Tilted

MAX_EDGE = 2800
"""Of twelve megapixels this gives nine tenths of the codes of the full size, in less than half the
time; 2,000 would give six tenths (``tests/benchmarks/barcode_reading.py``)."""


class BarcodeReader:
    """`shelftag_api.reader.ReaderPlugin` on ZXing-C++."""

    max_edge = MAX_EDGE
    grey = True

    def read(self, pixels: ByteArray) -> list[Reading]:
        """Finds the barcodes of a photo; where it seems to have none, askew ones as well.

        Args:
            pixels: uint8, shape [height, width].
        """
        readings = _confirmed(pixels, EVERY)
        if readings:
            return readings
        tilted = Tilted(pixels)
        return [
            replace(reading, corners=tilted.upright(reading.corners))
            for reading in _confirmed(tilted.pixels, LINEAR)
        ]

    def diagnose(self) -> dict[str, str]:
        """Returns the version of ZXing-C++."""
        try:
            return {"zxing-cpp": version("zxing-cpp")}
        except PackageNotFoundError:
            return {"zxing-cpp": "missing"}


def _confirmed(pixels: ByteArray, formats: Sequence[str]) -> list[Reading]:
    """Returns the codes that a second look confirms, each text once."""
    found: dict[tuple[str, str], Reading] = {}
    for code in scan(pixels, formats):
        known = (code.kind, code.text) in found
        if not known and code.plausible and (share := confidence(code, pixels)):
            reading = Reading(code.kind, code.text, share, code.corners)
            found[code.kind, code.text] = reading
    return list(found.values())
