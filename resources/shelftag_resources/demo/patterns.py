"""Surface patterns for pots, cloth and boards: bands, stripes, glazes, wood."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .mesh import Array, Color, Paint
from .palette import mix


def bands(base: Color, other: Color, edges: list[tuple[float, float]]) -> Paint:
    """Horizontal bands of the other colour between pairs of v."""

    def paint(u: Array, v: Array, _: Array) -> Array:
        inside = np.zeros(len(v), dtype=bool)
        for low, high in edges:
            inside |= (v >= low) & (v < high)
        return choose(inside, other, base)

    return paint


def stripes(base: Color, other: Color, count: int, *, upright: bool, share: float = 0.5) -> Paint:
    """Evenly spaced stripes, upright or lying."""

    def paint(u: Array, v: Array, _: Array) -> Array:
        return choose(((u if upright else v) * count) % 1 < share, other, base)

    return paint


def glaze(base: Color, other: Color, level: float, wobble: float = 0.05) -> Paint:
    """A second glaze above a wavy line at `level` of v."""

    def paint(u: Array, v: Array, _: Array) -> Array:
        line = level + wobble * np.sin(u * 2 * np.pi * 3) + 0.5 * wobble * np.sin(u * 44)
        return blend(base, other, np.clip((v - line) / 0.03, 0, 1))

    return paint


def woodgrain(base: Color, scale: float = 1.0, axis: int = 1) -> Paint:
    """Fibres along one world axis."""

    def paint(u: Array, v: Array, centers: Array) -> Array:
        across = np.delete(centers, axis, axis=1) * scale
        ring = np.sin(22 * across[:, 0] + 9 * across[:, 1] + 2 * np.sin(3 * centers[:, axis]))
        return blend(base, mix(base, (0.25, 0.13, 0.06), 0.5), 0.28 + 0.28 * ring)

    return paint


def choose(inside: NDArray[np.bool_], chosen: Color, base: Color) -> Array:
    """One of two colours per face."""
    return np.where(inside[:, None], np.array(chosen), np.array(base))


def blend(first: Color, second: Color, share: Array) -> Array:
    """A mixture per face."""
    return np.asarray(np.array(first) + share[:, None] * (np.array(second) - np.array(first)))


def decorate(rng: np.random.Generator, base: Color, other: Color) -> Color | Paint:
    """A pattern for a turned thing, or just the base colour."""
    kind = int(rng.integers(8))
    if kind == 0:
        low = float(rng.uniform(0.5, 0.65))
        return bands(base, other, [(low, low + 0.06), (low + 0.1, low + 0.2)])
    if kind == 1:
        return stripes(base, other, int(rng.integers(5, 9)), upright=False)
    if kind == 2:
        return stripes(base, other, int(rng.integers(10, 18)), upright=True, share=0.4)
    if kind in (3, 4):
        return glaze(base, other, float(rng.uniform(0.45, 0.7)))
    if kind == 5:
        return bands(base, other, [(0.0, float(rng.uniform(0.2, 0.45)))])
    return base
