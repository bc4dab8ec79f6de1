"""Turns a photo by 45 degrees: bars are looked for along rows and columns only.

A code that lies more askew than about 30 degrees has no row that crosses all its bars.
"""

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image

from shelftag_api.reader import ByteArray, Point

_SCALE = math.sqrt(0.5)
"""Of the turned photo: a diagonal has that much fewer pixels to the same length."""
_BEYOND = 128
"""Grey of what lies outside the photo."""


class Tilted:
    """A photo turned by 45 degrees about its middle.

    Attributes:
        pixels: uint8, shape [side, side].
    """

    def __init__(self, pixels: ByteArray) -> None:
        height, width = pixels.shape
        side = math.ceil((width + height) * math.sqrt(0.5) * _SCALE)
        step = math.sqrt(0.5) / _SCALE
        self._matrix = np.array([[step, step], [-step, step]])
        self._shift = np.array([width, height]) / 2 - self._matrix @ np.array([side, side]) / 2
        (a, b), (d, e) = self._matrix
        affine = (a, b, self._shift[0], d, e, self._shift[1])
        turned = Image.fromarray(pixels).transform(
            (side, side), Image.Transform.AFFINE, affine, fillcolor=_BEYOND
        )
        self.pixels: ByteArray = np.asarray(turned, np.uint8)

    def upright(self, corners: Sequence[Point]) -> tuple[Point, ...]:
        """Returns where points of the turned photo lie in the photo itself."""
        points = np.asarray(corners) @ self._matrix.T + self._shift
        return tuple((float(x), float(y)) for x, y in points)
