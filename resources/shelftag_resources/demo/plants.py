"""Draws house plants in pots: leafy ones, cacti and snake plants."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .mesh import (
    Array,
    Color,
    Faces,
    Material,
    circle,
    ellipsoid,
    lathe,
    merge,
    panel,
    smooth,
    surface,
    tube,
)
from .palette import CERAMIC, mix, pick, rgb
from .patterns import decorate

Rng = np.random.Generator


def potted_plant(rng: Rng) -> Faces:
    """A house plant: arching broad leaves, a cactus, or a snake plant, in a pot."""
    clay, other = pick(rng, "c4683f d98b5f e9e4dc 2f3440 7d9a9a e8b23a b4534a"), pick(rng, CERAMIC)
    rim = [
        (0, 0),
        (0.2, 0),
        (0.23, 0.04),
        (0.29, 0.36),
        (0.31, 0.37),
        (0.315, 0.45),
        (0.295, 0.455),
        (0.285, 0.44),
    ]
    pot = lathe(rim, Material(decorate(rng, clay, other), 0.12, 20), rows=50, curved=False)
    earth = panel(circle(0.288, 0.425), Material(rgb("3b2a1e"), 0, 8, grain=0.25), rings=10)
    inner = lathe([(0.29, 0.455), (0.285, 0.4)], Material(clay), rows=4, inward=True)
    kind = int(rng.integers(4))
    green = pick(rng, "3f7d3a 2f6b45 5b9a4a 7aa35a 285c3c")
    leaves = [_cactus(rng, green)] if kind == 0 else _leaves(rng, green, upright=kind == 1)
    return merge([pot, inner, earth, *leaves])


def _cactus(rng: Rng, green: Color) -> Faces:
    """A ribbed column with thorns and perhaps two arms."""
    pale = mix(green, (0.95, 0.95, 0.8), 0.5)
    ribs = 14

    def paint(u: Array, v: Array, _: Array) -> Array:
        ridge = np.cos(u * 2 * np.pi * ribs)[:, None]
        thorn = (ridge[:, 0] > 0.75) & ((v * 22) % 1 < 0.3)
        flesh = np.array(green) * (0.85 + 0.25 * ridge)
        return np.where(thorn[:, None], np.array(pale), flesh)

    skin = Material(paint, 0.1, 15)
    tall = float(rng.uniform(0.5, 0.75))
    trunk = ellipsoid((0.15, tall / 2 + 0.08, 0.15), skin, squareness=0.85, rows=66, segments=112)
    parts = [trunk.moved(y=0.42 + tall / 2)]
    for side in (-1, 1):
        if rng.random() < 0.75:
            y = float(rng.uniform(0.6, 0.75))
            path = [
                (0.1 * side, y, 0),
                (0.25 * side, y + 0.01, 0),
                (0.3 * side, y + 0.12, 0),
                (0.3 * side, y + 0.26, 0),
                (0.3 * side, y + 0.285, 0),
            ]
            parts.append(tube(path, [0.06, 0.07, 0.07, 0.06, 0.01], skin, rows=44, segments=56))
    if rng.random() < 0.5:
        bloom = Material(pick(rng, "e85a8a f2a33c f4d03f"), 0.1)
        parts.append(ellipsoid((0.07, 0.05, 0.07), bloom, rows=12, segments=18).moved(y=tall + 0.5))
    return merge(parts)


def _leaves(rng: Rng, green: Color, *, upright: bool) -> list[Faces]:
    """Blades that rise from the middle and, unless upright, arch over."""
    count = int(rng.integers(11, 15)) if upright else int(rng.integers(16, 24))
    edge = pick(rng, "d9d27a c7d98a 8fbf6a")
    parts = []
    for number in range(count):
        turn = number * 137.5 + float(rng.uniform(-15, 15))
        tone = mix(green, (0.75, 0.85, 0.4), float(rng.uniform(0, 0.3)))
        tall = float(rng.uniform(0.65, 1.05) if upright else rng.uniform(0.55, 0.95))
        wide = float(rng.uniform(0.06, 0.085) if upright else rng.uniform(0.08, 0.14))
        reach = float(rng.uniform(0.05, 0.2) if upright else rng.uniform(0.35, 0.62))
        spine = [
            (0.03, 0.42, 0),
            (0.03 + reach * 0.3, 0.42 + tall * 0.55, 0),
            (0.03 + reach * 0.7, 0.42 + tall * (0.82 if upright else 0.72), 0),
            (0.03 + reach, 0.42 + tall * (1.0 if upright else 0.52), 0),
        ]
        parts.append(_blade(spine, wide, tone, edge if upright else tone).turned("y", turn))
    return parts


def _blade(
    spine: Sequence[tuple[float, float, float]], wide: float, tone: Color, edge: Color
) -> Faces:
    """A leaf along its spine, a little folded."""
    line = smooth(spine, 25)
    along = np.linspace(0, 1, 25)
    half = wide * np.sin(np.pi * np.clip(along, 0.02, 1) ** 0.7) ** 0.8
    across = np.linspace(-1, 1, 9)
    points = np.repeat(line[:, None], 9, axis=1)
    points[..., 2] += half[:, None] * across
    points[..., 1] += 0.35 * half[:, None] * np.abs(across)

    def paint(u: Array, v: Array, _: Array) -> Array:
        off = np.abs(u - 0.5) * 2
        vein = np.where((off < 0.13)[:, None], 1.25, 1.0) * (1 + 0.05 * np.sin(v * 60)[:, None])
        return np.where((off > 0.8)[:, None], np.array(edge), np.array(tone) * vein)

    return surface(points, Material(paint, 0.22, 18), solid=False)
