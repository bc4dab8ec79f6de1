"""The colours of the demo shop: a few families that look well beside each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .mesh import Color


def rgb(code: str) -> Color:
    """'d94f30' to sRGB in 0..1."""
    return (int(code[:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:], 16) / 255)


def pick(rng: np.random.Generator, codes: str | Sequence[str]) -> Color:
    """One of several colours, varied by a hair so that no two products are quite the same."""
    names = codes.split() if isinstance(codes, str) else list(codes)
    base = np.array(rgb(names[int(rng.integers(len(names)))]))
    red, green, blue = np.clip(
        base * (1 + 0.03 * rng.standard_normal() + 0.008 * rng.standard_normal(3)), 0.015, 0.97
    )
    return (float(red), float(green), float(blue))


def mix(first: Color, second: Color, share: float) -> Color:
    """`share` of the second colour in the first."""
    red, green, blue = ((1 - share) * a + share * b for a, b in zip(first, second, strict=True))
    return (red, green, blue)


CERAMIC = "e9e4da d9583b 2f6f8f e8b23a 7d9a7a 2b2f38 c98b9b 94b8c9 5b4b8a f2efe8 b5543c 3f7d5c"
CLOTH = "20242c e8e6e1 c8452f 2e5a88 e0a83c 7a8f6a 8c3b4a 9fb7c8 d9a7a0 3d6b5c 6a4c7d b8b2a6"
VIVID = "e2402f f2a516 1f78b4 2a9d5c 7b3fa0 f06a9b 12a5b5 f4d03f"
LEATHER = "8a4b2a 5a3422 b5763f 23201f 7b2230 c9a27a 3c4a3e a33b2a d8c3a5"
WOOD = "b98250 d2a56d 8a5a34 a06a3c e0bd8b 6b432a"
METAL = "c9ccd1 d8b469 8f949c b87a55 3a3d42"
DARK = "1d1f24 2b2b30 33261f 1f2a3a"
PALE = "f4f1ea eae7e2 f6e9dc e3ecec"
