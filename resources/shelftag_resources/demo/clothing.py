"""Draws T-shirts as if worn by nobody."""

from __future__ import annotations

import numpy as np

from .decals import MOTIFS, motif
from .mesh import (
    Array,
    Color,
    Faces,
    Material,
    Paint,
    merge,
    panel,
    smooth,
    surface,
    tube,
)
from .palette import CLOTH, VIVID, mix, pick, rgb
from .patterns import choose

Rng = np.random.Generator


def _creases(points: Array, rng: Rng, depth: float) -> Array:
    """Pushes cloth in and out along z in long soft folds."""
    x, y = points[..., 0], points[..., 1]
    folds = np.zeros(x.shape)
    for _ in range(5):
        angle, count = rng.uniform(0.6, 2.5), rng.uniform(6, 15)
        along = x * np.cos(angle) + y * np.sin(angle)
        folds += np.sin(along * count + rng.uniform(0, 6)) * rng.uniform(0.3, 1)
    points[..., 2] += depth * folds
    return points


def t_shirt(rng: Rng) -> Faces:
    """A T-shirt as if worn by nobody, seen from the front."""
    base, other = pick(rng, CLOTH), pick(rng, CLOTH + " " + VIVID)
    kind = int(rng.integers(5))
    paint: Color | Paint = base
    if kind < 2:
        count, share = (float(rng.uniform(5, 9)), 0.4) if kind == 0 else (1.0, 0.17)

        def paint(u: Array, v: Array, centers: Array) -> Array:
            return choose(((centers[:, 1] - 0.62) * count) % 1 < share, other, base)

    cloth = Material(paint, 0.03, 6, grain=0.006)
    sleeve = Material(
        other if kind in (2, 3) and rng.random() < 0.6 else base, 0.03, 6, grain=0.006
    )
    rim = Material(mix(base, (0, 0, 0), 0.14) if kind != 2 else other, 0.03)
    length, wide = float(rng.uniform(1.02, 1.14)), float(rng.uniform(0.32, 0.36))
    drop = float(rng.uniform(0.15, 0.21))
    profile = smooth(
        [(wide * 1.02, 0.12, 0), (wide * 0.98, 0.12, length * 0.4), (wide, 0.125, length * 0.7),
         (wide * 0.97, 0.11, length * 0.86), (wide * 0.78, 0.08, length * 0.94),
         (0.15, 0.06, length * 0.99)], 60,
    )  # fmt: skip
    angle = np.linspace(0, 2 * np.pi, 81)
    ring_x = np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** 0.75
    points = np.stack(
        [profile[:, :1] * ring_x, profile[:, 2:] + 0 * angle, profile[:, 1:2] * np.cos(angle)],
        axis=2,
    )
    neck = np.clip((profile[:, 2:] - length * 0.8) / (length * 0.2), 0, 1) ** 2
    front = np.clip(np.cos(angle), 0, 1) * np.clip(1 - (points[..., 0] / 0.19) ** 2, 0, 1)
    points[..., 1] -= drop * neck * front
    back = np.clip(-np.cos(angle), 0, 1) * np.clip(1 - (points[..., 0] / 0.19) ** 2, 0, 1)
    points[..., 1] -= 0.045 * neck * back
    points = _creases(points, rng, 0.009)
    edge = points[-1].copy()
    parts = [
        surface(points, cloth, solid=True),
        surface(points[-14:], Material(mix(base, (0, 0, 0), 0.3), 0), inward=True, bias=-0.05),
        tube(edge + np.array([0, 0.004, 0]), 0.014, rim, rows=90, segments=10, bias=0.01),
        *(_sleeve(side, length, wide, sleeve, rim, rng) for side in (-1, 1)),
    ]
    if kind in (2, 3, 4):
        mark = MOTIFS[int(rng.integers(len(MOTIFS)))]

        def chest(x: Array, y: Array) -> Array:
            return np.stack([x, y, 0.135 * np.sqrt(np.clip(1 - (x / 0.45) ** 2, 0, 1))], axis=-1)

        size = float(rng.choice([0.07, 0.13, 0.16]))
        at = (0.13, length * 0.72) if size < 0.1 else (0.0, length * 0.6)
        ink = other if kind != 3 else pick(rng, VIVID)
        parts.append(motif(mark, chest, ink, base, at=at, size=size, gloss=0.02, bias=0.06))
    return merge(parts)


def _sleeve(
    side: int, length: float, wide: float, cloth: Material, rim: Material, rng: Rng
) -> Faces:
    """A short sleeve, its hem and the dark opening."""
    top = np.array([side * wide * 0.5, length * 0.835, 0])
    end = np.array([side * (wide + 0.2), length * 0.585, 0.03])
    mid = (top + end) / 2 + [side * 0.03, 0.03, 0]
    path = smooth([top, mid, end], 24)
    way = (end - mid) / np.linalg.norm(end - mid)
    across = np.array([-way[1], way[0], 0])
    angle = np.linspace(0, 2 * np.pi, 41)[None, :, None]
    tall = np.linspace(0.085, 0.12, 24)[:, None, None]
    deep = np.linspace(0.06, 0.075, 24)[:, None, None]
    points = path[:, None] + tall * np.cos(angle) * across + deep * np.sin(angle) * [0, 0, 1]
    points = _creases(points, rng, 0.004)
    hem = panel(points[-1, :-1], Material(mix((0.1, 0.1, 0.1), rgb("555555"), 0.3), 0), rings=2)
    return merge([
        surface(points, cloth),
        tube(points[-2], 0.008, rim, rows=50, segments=8, bias=0.01),
        hem,
    ])  # fmt: skip
