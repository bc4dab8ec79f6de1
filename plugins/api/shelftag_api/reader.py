"""What a reader plug-in does: finds writing in a photo (a barcode, a line of text) and reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

ByteArray = NDArray[np.uint8]
Point = tuple[float, float]


@dataclass(frozen=True)
class Reading:
    """Something that stands in a photo, and where.

    Attributes:
        kind: What it is. Retail barcodes: ``ean13``, ``ean8``, ``upca``, ``upce``; ``itf`` on
            cases. Codes with anything in them: ``qr``, ``datamatrix``, ``code128``. Codes that say
            that they follow GS1's application identifiers: ``gs1_128``, ``gs1_qr``,
            ``gs1_datamatrix``, ``gs1_databar``. Plain writing: ``text``. Others are stored, and
            mean nothing to the program.
        text: What it says. Digits for retail barcodes; application identifiers in parentheses for
            the ``gs1_`` kinds, as people write them: ``(01)09506000134352(17)261231``.
        confidence: How likely the text is right, 0 to 1; None where the reader cannot tell.
        corners: Where it stands, in pixels of what was given (x to the right, y down): the corners
            of a quadrilateral, or none.
    """

    kind: str
    text: str
    confidence: float | None = None
    corners: tuple[Point, ...] = ()


@runtime_checkable
class ReaderPlugin(Protocol):
    """What the factory of a reader plug-in returns.

    Attributes:
        max_edge: Longest edge in pixels of the photos that it reads best; larger ones are given to
            it scaled down, smaller ones as they are.
        grey: Whether it wants brightness alone.
    """

    max_edge: int
    grey: bool

    def read(self, pixels: ByteArray) -> Sequence[Reading]:
        """Reads one photo. Called by several threads at once.

        Args:
            pixels: uint8, held upright; shape [height, width] where `grey`, else
                [height, width, 3] in RGB.

        Returns:
            What stands in it, empty where there is nothing.
        """
        ...

    def diagnose(self) -> dict[str, str]:
        """Returns technical facts for `shelftag doctor`: versions of what it runs on."""
        ...
