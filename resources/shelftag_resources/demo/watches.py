"""Draws wrist watches."""

from __future__ import annotations

import itertools

import numpy as np

from .mesh import (
    Array,
    Color,
    Faces,
    Material,
    box,
    ellipsoid,
    lathe,
    merge,
    panel,
    smooth,
    surface,
)
from .palette import LEATHER, METAL, mix, pick, rgb
from .patterns import choose

Rng = np.random.Generator


def wrist_watch(rng: Rng) -> Faces:
    """A watch lying closed on a cushion: case, dial with hands, strap or links."""
    strap, metal = pick(rng, LEATHER + " 2e5a88 3a3d42"), pick(rng, METAL)
    dial = pick(rng, "f4f1ea 1d1f24 1f3a5a 2d4a3a e8e0cc 7b2230")
    ink = rgb("f2efe6") if sum(dial) < 1.4 else rgb("1d1f24")
    steel = Material(metal, 0.7, 45, 1.0)
    linked = rng.random() < 0.35
    size = float(rng.uniform(0.3, 0.35))
    case = lathe(
        [
            (0, -0.06),
            (size * 0.94, -0.06),
            (size, -0.03),
            (size, 0.03),
            (size * 0.95, 0.055),
            (size * 0.86, 0.06),
            (size * 0.84, 0.045),
        ],
        steel,
        rows=40,
        segments=72,
        curved=False,
    )
    face = panel(_disc(size * 0.86, 0.046), Material(dial, 0.35, 40), rings=12, bias=0.01)
    marks = [case, face]
    for hour in range(12):
        wide, long = (0.022, 0.075) if hour % 3 == 0 else (0.012, 0.05)
        bar = box((wide, 0.004, long), Material(ink, 0.2), cuts=2, bias=0.03)
        marks.append(bar.moved(y=0.05, z=size * 0.7).turned("y", hour * 30))
    for long, wide, turn in ((0.5, 0.022, 60.0), (0.68, 0.015, -52.0)):
        hand = box((wide, 0.004, long * size), Material(ink, 0.3), cuts=3, bias=0.05)
        marks.append(
            hand.moved(y=0.056, z=-long * size / 2).turned("y", turn + float(rng.uniform(-9, 9)))
        )
    second = Material(pick(rng, "c8452f d8b469 c9ccd1"), 0.2)
    marks.append(
        box((0.006, 0.003, 0.85 * size), second, cuts=3, bias=0.06)
        .moved(y=0.06, z=-0.1)
        .turned("y", float(rng.uniform(0, 360)))
    )
    marks.append(
        lathe([(0.018, 0.06), (0.016, 0.068), (0, 0.068)], steel, rows=5, segments=16, bias=0.08)
    )
    crown = lathe([(0.035, 0), (0.035, 0.05), (0, 0.05)], steel, rows=8, segments=20, curved=False)
    marks.append(crown.turned("z", -90).moved(x=size - 0.005))
    head = merge(marks)
    band = _links(steel, size) if linked else _strap(strap, size, rng)
    return merge([head.turned("x", 62).moved(y=0.42, z=0.3), band])


def _disc(radius: float, height: float) -> Array:
    angle = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    return np.stack([radius * np.sin(angle), 0 * angle + height, radius * np.cos(angle)], 1)


def _loop(size: float, count: int) -> Array:
    """The way of the strap round an absent wrist, from one lug to the other, (count, 3) in y, z."""
    tilt = np.radians(62)
    up = np.array([0.42 + np.sin(tilt) * size * 0.9, 0.3 - np.cos(tilt) * size * 0.9])
    down = np.array([0.42 - np.sin(tilt) * size * 0.9, 0.3 + np.cos(tilt) * size * 0.9])
    knots = [
        up,
        (0.74, 0.0),
        (0.66, -0.26),
        (0.36, -0.4),
        (0.08, -0.26),
        (0.03, 0.08),
        (0.06, 0.34),
        down,
    ]
    line = smooth(np.array(knots), count)
    return np.column_stack([np.zeros(count), line])


def _strap(hide: Color, size: float, rng: Rng) -> Faces:
    line = _loop(size, 90)
    half = np.interp(np.linspace(0, 1, 90), [0, 0.3, 0.7, 1], [0.19, 0.15, 0.15, 0.19])
    across = np.linspace(-1, 1, 25)
    thread = mix(hide, (1, 1, 1), 0.5)

    def paint(u: Array, v: Array, _: Array) -> Array:
        stitched = (np.abs(np.abs(u - 0.5) - 0.41) < 0.025) & ((v * 46) % 1 < 0.6)
        return choose(stitched, thread, hide)

    points = np.repeat(line[:, None], 25, axis=1)
    points[..., 0] = half[:, None] * across
    normal = np.gradient(line, axis=0)[:, [0, 2, 1]] * [0, -1, 1]
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    outer = points + 0.03 * normal[:, None] * (1 - across[:, None] ** 6)
    inner = points - 0.012 * normal[:, None]
    return merge([
        surface(outer, Material(paint, 0.12, 12), solid=False),
        surface(inner, Material(mix(hide, (0, 0, 0), 0.3)), solid=False, bias=-0.02),
    ])  # fmt: skip


def _links(steel: Material, size: float) -> Faces:
    line = _loop(size, 34)
    parts = []
    for here, there in itertools.pairwise(line):
        middle, way = (here + there) / 2, there - here
        turn = float(np.degrees(np.arctan2(-way[1], way[2])))
        length = float(np.linalg.norm(way))
        for x, wide in ((-0.115, 0.09), (0.0, 0.12), (0.115, 0.09)):
            link = ellipsoid(
                (wide / 2, 0.024, length * 0.48), steel, squareness=0.4, rows=8, segments=12
            )
            parts.append(link.turned("x", turn).moved(x, float(middle[1]), float(middle[2])))
    return merge(parts)
