"""Draws trainers."""

from __future__ import annotations

import numpy as np

from .mesh import (
    Array,
    Color,
    Faces,
    Material,
    ellipsoid,
    merge,
    panel,
    smooth,
    surface,
    tube,
)
from .palette import CLOTH, VIVID, mix, pick
from .patterns import choose

Rng = np.random.Generator


def sneaker(rng: Rng) -> Faces:
    """A low trainer, toe to the right: sole, upper, laces and a side mark."""
    body, accent = pick(rng, CLOTH + " " + VIVID), pick(rng, VIVID + " f4f1ea 20242c")
    sole, toe = pick(rng, "f4f1ea f4f1ea e6dcc8 20242c d9a066"), pick(rng, "f4f1ea e8e6e1")
    rubber = Material(sole, 0.1, 12)
    style = int(rng.integers(3))
    rounded = float(rng.uniform(0.8, 1.0))
    # along x: height of the top edge, half width, height where the foot goes in
    top = smooth(
        [
            (-0.62, 0.40),
            (-0.56, 0.50),
            (-0.40, 0.455),
            (-0.2, 0.47),
            (-0.05, 0.5),
            (0.1, 0.44),
            (0.3, 0.32),
            (0.48, 0.245 * rounded + 0.02),
            (0.6, 0.2),
            (0.66, 0.12),
        ],
        130,
    )
    half = np.interp(
        top[:, 0],
        [-0.62, -0.5, -0.2, 0.1, 0.35, 0.55, 0.66],
        [0.07, 0.135, 0.13, 0.155, 0.17, 0.14, 0.03],
    )
    angle = np.linspace(0, np.pi, 57)
    y = 0.1 + (top[:, 1:2] - 0.1) * np.sin(angle) ** 0.62
    z = half[:, None] * np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** 0.75
    upper = np.stack([top[:, :1] + 0 * angle, y, z], axis=2)

    def paint(u: Array, v: Array, centers: Array) -> Array:
        x = centers[:, 0]
        colors = np.tile(np.array(body), (len(x), 1))
        if style == 2:
            colors = choose(x < -0.42, accent, body)
        colors = np.where((x > 0.45)[:, None], np.array(toe), colors)
        seam = np.abs(x - 0.445) < 0.009
        return np.asarray(colors * np.where(seam, 0.6, 1.0)[:, None])

    sides = np.linspace(0, 2 * np.pi, 121)
    flare = smooth([(1.0, 0.125), (1.03, 0.1), (1.02, 0.03), (0.98, 0.0)], 10)
    x = 0.02 + 0.67 * np.cos(sides)
    deep = np.maximum(np.interp(x, top[:, 0], half), 0.125) + 0.012
    deep *= np.clip(np.abs(np.sin(sides)) / 0.45, 0, 1) ** 0.6 * np.sign(np.sin(sides))
    lift = 0.03 * np.clip((x - 0.35) / 0.35, 0, 1) ** 2 * flare[:, 1:] / 0.125
    sole_points = np.stack([flare[:, :1] * x, flare[:, 1:] + lift, flare[:, :1] * deep], axis=2)
    line = Material(accent if rng.random() < 0.5 else mix(sole, (0, 0, 0), 0.2), 0.05)
    stripe = tube(
        sole_points[5] * [1.002, 1, 1.004],
        0.008,
        line,
        rows=121,
        segments=8,
        bias=0.02,
        curved=False,
    )
    parts = [
        surface(upper, Material(paint, 0.07, 10, grain=0.006)),
        surface(sole_points, rubber),
        stripe,
        *_mouth(body, rng),
    ]
    parts += _side_marks(top, half, style, Material(accent, 0.1))
    parts += _laces(top, toe if rng.random() < 0.6 else accent)
    return merge(parts)


def _side_marks(top: Array, half: Array, style: int, band: Material) -> list[Faces]:
    """Slanted bars, or a chevron, sewn on both sides of a trainer."""
    lines = [
        [(-0.1, 0.15), (-0.2, 0.36)],
        [(-0.01, 0.15), (-0.11, 0.37)],
        [(0.08, 0.15), (-0.02, 0.38)],
    ]
    if style == 1:
        lines = [
            [(-0.28, 0.16), (-0.12, 0.33), (0.1, 0.16)],
            [(-0.16, 0.15), (-0.08, 0.24), (0.0, 0.15)],
        ]
    parts = []
    for line in lines if style != 2 else lines[1:2]:
        knots = np.array(line)
        share = np.linspace(0, len(knots) - 1, 24)
        x = np.interp(share, np.arange(len(knots)), knots[:, 0])
        y = np.interp(share, np.arange(len(knots)), knots[:, 1])
        high = np.interp(x, top[:, 0], top[:, 1])
        sine = np.clip((y - 0.1) / (high - 0.1), 0, 1) ** (1 / 0.62)
        z = np.interp(x, top[:, 0], half) * np.sqrt(1 - sine**2) ** 0.75
        for side in (-1, 1):
            path = np.stack([x, y, side * z], 1)
            parts.append(tube(path, 0.02, band, rows=24, segments=10, curved=False, bias=0.02))
    return parts


def _mouth(body: Color, rng: Rng) -> list[Faces]:
    """The opening for the foot with its padded collar, and the tongue."""
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    x, z = -0.33 + 0.22 * np.cos(angle), 0.085 * np.sin(angle)
    y = 0.465 + 0.05 * np.cos(angle) ** 2 * np.where(np.cos(angle) < 0, 1.1, 0.45)
    ring = np.stack([x, y, z], 1)
    inside = Material(mix(body, (0.06, 0.06, 0.07), 0.8), 0)
    collar = np.vstack([ring, ring[:2]])
    tongue = (
        ellipsoid(
            (0.05, 0.1, 0.075),
            Material(mix(body, (1, 1, 1), 0.15), 0.05),
            squareness=0.8,
            rows=20,
            segments=28,
        )
        .turned("z", 28)
        .moved(-0.1, 0.54)
    )
    return [panel(ring, inside, rings=4, bias=0.03),
            tube(collar, 0.022, Material(mix(body, (0, 0, 0), 0.12), 0.05), rows=70, segments=12,
                 bias=0.04), tongue]  # fmt: skip


def _laces(top: Array, tone: Color) -> list[Faces]:
    cord = Material(tone, 0.05)
    parts = []
    for x in np.linspace(-0.04, 0.26, 5):
        y = float(np.interp(x, top[:, 0], top[:, 1]))
        path = [
            (x + 0.02, y - 0.07, 0.115),
            (x, y + 0.004, 0.05),
            (x - 0.01, y + 0.012, 0),
            (x, y + 0.004, -0.05),
            (x + 0.02, y - 0.07, -0.115),
        ]
        parts.append(tube(path, 0.016, cord, rows=18, segments=10, bias=0.05))
    return parts
