"""Draws table lamps and chairs."""

from __future__ import annotations

import numpy as np

from .mesh import (
    Array,
    Faces,
    Material,
    box,
    ellipsoid,
    lathe,
    merge,
    tube,
)
from .palette import CERAMIC, CLOTH, WOOD, mix, pick
from .patterns import woodgrain

Rng = np.random.Generator


def table_lamp(rng: Rng) -> Faces:
    """A lamp with a cloth shade on a turned foot; the shade glows."""
    shade = pick(rng, "f6e7c8 f3dcc0 e9c9a6 f5efe2 d9e2dc e8b98a c9564a 3d6b7a")
    top, low = float(rng.uniform(0.14, 0.3)), float(rng.uniform(0.33, 0.42))
    start = float(rng.uniform(0.56, 0.64))

    def glow(u: Array, v: Array, _: Array) -> Array:
        share = np.clip(1.15 - 1.7 * np.abs(v - 0.42), 0, 1)[:, None]
        lit = np.array(mix(shade, (1.0, 0.95, 0.78), 0.65)) * 1.08
        pleat = 1 - 0.05 * (np.sin(u * 2 * np.pi * 40)[:, None] > 0.2)
        return np.asarray((np.array(shade) * (1 - share) + lit * share) * pleat)

    base = pick(rng, CERAMIC + " b98250 8a5a34 c9ccd1 d8b469")
    metal = 0.8 if rng.random() < 0.25 else 0.0
    stem = (0.03, start + 0.1)
    feet = [
        [(0, 0), (0.2, 0), (0.21, 0.03), (0.06, 0.06), (0.035, 0.12), (0.03, 0.5), stem],
        [(0, 0), (0.13, 0), (0.2, 0.1), (0.22, 0.22), (0.15, 0.36), (0.05, 0.44), stem],
        [(0, 0), (0.19, 0), (0.19, 0.04), (0.07, 0.09), (0.11, 0.2), (0.05, 0.3), (0.1, 0.4),
         (0.04, 0.48), stem],
        [(0, 0), (0.16, 0), (0.2, 0.05), (0.1, 0.3), (0.05, 0.45), stem],
    ]  # fmt: skip
    foot = Material(base, 0.5, 40, metal)
    return merge([
        lathe(feet[int(rng.integers(len(feet)))], foot, rows=60),
        lathe([(low, start), (top, 1.0)], Material(glow, 0.02, 8), rows=30, segments=80),
        lathe([(low - 0.005, start), (top - 0.005, 1.0)],
              Material(mix(shade, (1, 0.95, 0.8), 0.7), 0, 8), rows=12, inward=True),
        lathe([(low + 0.004, start), (low + 0.004, start + 0.018)],
              Material(mix(shade, (0, 0, 0), 0.25)), rows=3, segments=80, bias=0.02),
    ])  # fmt: skip


def chair(rng: Rng) -> Faces:
    """A wooden dining chair; its back has slats, rails or a cushion."""
    timber = pick(rng, WOOD + " 2b2b30 e9e6df")
    wood = Material(woodgrain(timber), 0.18, 22)
    across = Material(woodgrain(timber, axis=0), 0.18, 22)
    seat_color = pick(rng, CLOTH)
    leg = float(rng.uniform(0.022, 0.03))
    tall = float(rng.uniform(1.0, 1.15))
    lean = float(rng.uniform(0.05, 0.12))
    parts = []
    for x in (-0.22, 0.22):
        parts.append(tube([(x * 1.08, 0, 0.24), (x, 0.46, 0.2)], [leg * 0.75, leg], wood, rows=16))
        back = [
            (x * 1.08, 0, -0.26),
            (x, 0.46, -0.2),
            (x, tall * 0.75, -0.22),
            (x, tall, -0.2 - lean),
        ]
        parts.append(tube(back, [leg * 0.75, leg, leg, leg * 0.85], wood, rows=36))
        parts.append(tube([(x, 0.2, -0.22), (x, 0.22, 0.22)], leg * 0.6, wood, rows=14))
    parts.append(tube([(-0.22, 0.21, 0), (0.22, 0.21, 0)], leg * 0.6, across, rows=14))
    parts.append(box((0.5, 0.045, 0.47), across, cuts=12).moved(y=0.47))
    if rng.random() < 0.5:
        cushion = ellipsoid(
            (0.245, 0.045, 0.23), Material(seat_color, 0.04, 8, grain=0.03), squareness=0.45
        )
        parts.append(cushion.moved(y=0.515))
    style = int(rng.integers(3))
    if style == 0:
        for x in np.linspace(-0.15, 0.15, int(rng.integers(3, 6))):
            parts.append(
                tube(
                    [(x, 0.5, -0.2), (x, tall * 0.8, -0.215), (x, tall - 0.05, -0.2 - lean)],
                    leg * 0.55,
                    wood,
                    rows=20,
                    segments=12,
                )
            )
    elif style == 1:
        for y in (0.66, 0.8, 0.93):
            parts.append(box((0.43, 0.07, 0.025), across).moved(y=y * tall / 1.05, z=-0.215))
    else:
        pad = ellipsoid((0.2, 0.2, 0.04), Material(seat_color, 0.04, 8, grain=0.03), squareness=0.5)
        parts.append(pad.turned("x", -8).moved(y=tall * 0.76, z=-0.215))
    parts.append(
        box((0.5, 0.08, 0.035), across).turned("x", -10).moved(y=tall - 0.03, z=-0.2 - lean)
    )
    return merge(parts)
