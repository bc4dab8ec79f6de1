"""Perceptual hash: 64 bits of what a photo looks like, the same for copies of other sizes."""

import numpy as np
from PIL import Image


def difference_hash(image: Image.Image) -> int:
    """Hashes an upright picture by where it grows brighter from left to right.

    The difference hash: the picture is scaled down to 9 × 8 greys, and each is compared with its
    neighbour (N. Krawetz, "Kind of Like That", 2013). Copies that were scaled, compressed or
    brightened differ in few of the bits.

    Args:
        image: RGB or grey.

    Returns:
        A signed number of 64 bits, as databases keep it.
    """
    small = image.convert("L").resize((9, 8), Image.Resampling.BOX)
    grey = np.asarray(small, np.int16)
    bits = np.packbits(grey[:, 1:] > grey[:, :-1])
    return int.from_bytes(bits.tobytes(), "big", signed=True)
