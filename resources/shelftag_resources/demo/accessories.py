"""Draws umbrellas and sunglasses."""

from __future__ import annotations

import numpy as np

from .mesh import (
    Array,
    Faces,
    Material,
    ellipsoid,
    merge,
    panel,
    surface,
    tube,
)
from .palette import CLOTH, METAL, VIVID, mix, pick
from .patterns import blend, choose

Rng = np.random.Generator


def umbrella(rng: Rng) -> Faces:
    """An open umbrella with eight ribs; the handle is a hook or a knob."""
    first, second = pick(rng, VIVID + " " + CLOTH), pick(rng, CLOTH + " f4f1ea")
    ribs = 8
    kind = int(rng.integers(4))
    depth = float(rng.uniform(0.3, 0.42))
    radius = np.linspace(0.0, 1.0, 31)[:, None]
    angle = np.linspace(0, 2 * np.pi, ribs * 12 + 1)[None, :]
    scallop = np.abs(np.sin(angle * ribs / 2))
    reach = 0.75 * radius * (1 - 0.07 * scallop * radius)
    height = 1.0 - depth * radius**2.1 + 0.05 * scallop * radius**3 - 0.03 * scallop * radius
    points = np.stack([reach * np.sin(angle), height, reach * np.cos(angle)], axis=2)

    def paint(u: Array, v: Array, _: Array) -> Array:
        wedge = np.floor(u * ribs)
        if kind == 0:
            return choose(wedge % 2 == 0, first, second)
        if kind == 1:
            return choose((v > 0.82) & (v < 0.93), second, first)
        if kind == 2:
            return choose((v * 6) % 1 < 0.5, second, first)
        return blend(
            first,
            mix(first, (1, 1, 1), 0.15),
            np.where(np.abs((u * ribs) % 1 - 0.5) < 0.04, 1.0, 0.0),
        )

    inside = mix(first, (0, 0, 0), 0.35)
    steel = Material(pick(rng, "8f949c c9ccd1 3a3d42"), 0.5, 40, 0.8)
    grip = Material(pick(rng, "8a5a34 20242c b98250 6b432a"), 0.3, 30)
    low = -0.35
    hook = [
        (0, low + 0.15, 0),
        (0, low, 0),
        (0.03, low - 0.09, 0),
        (0.1, low - 0.11, 0),
        (0.155, low - 0.06, 0),
        (0.16, low + 0.0, 0),
    ]
    parts = [
        surface(points, Material(paint, 0.14, 12)),
        surface(points * [1, 1, 1] - [0, 0.004, 0], Material(inside, 0.02), inward=True),
        tube([(0, low, 0), (0, 0.97, 0)], 0.014, steel, rows=40, segments=12),
        tube([(0, 0.98, 0), (0, 1.09, 0)], [0.02, 0.006], steel, rows=8, segments=12),
        tube(hook, 0.03, grip, rows=44, segments=16),
    ]
    for rib in range(ribs):
        turn = 2 * np.pi * rib / ribs
        tip = np.array([0.74 * np.sin(turn), 1.0 - depth - 0.01, 0.74 * np.cos(turn)])
        mid = np.array([0.4 * np.sin(turn), 0.99 - depth * 0.27, 0.4 * np.cos(turn)])
        parts.append(tube(np.array([mid, (0, 0.6, 0)]), 0.006, steel, rows=16, segments=6))
        parts.append(ellipsoid((0.014, 0.014, 0.014), steel, rows=6, segments=8).moved(*tip))
    whole = merge(parts)
    if rng.random() < 0.45:  # laid down: the canopy's rim and the handle touch the floor
        side = float(rng.choice([-1, 1]))
        whole = whole.turned("y", 22.5).turned("z", side * -57).turned("y", side * 25)
    return whole


def sunglasses(rng: Rng) -> Faces:
    """Sunglasses with open temples, from the front."""
    frame = pick(rng, "20242c 5a3422 8a4b2a d8b469 c9ccd1 c8452f 2f6b6b e8e6e1")
    metal = 1.0 if rng.random() < 0.3 else 0.0
    rim = Material(frame if not metal else pick(rng, METAL), 0.6, 40, metal)
    thick = 0.013 if metal else float(rng.uniform(0.02, 0.032))
    tint = pick(rng, "15181c 1f2a24 2d1c12 15233a 3a1f3f")
    low = mix(tint, pick(rng, "c9a27a 9fb7c8 d9a7a0 8a9a8a"), float(rng.choice([0.15, 0.55])))
    square = float(rng.choice([0.55, 0.75, 1.0]))
    drop = float(rng.uniform(0.0, 0.25))
    turn = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    x = 0.25 * np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** square
    y = 0.2 * np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** square
    parts = []

    def glass(u: Array, v: Array, centers: Array) -> Array:
        return blend(low, tint, np.clip((centers[:, 1] + 0.16) / 0.3, 0, 1))

    for side in (-1, 1):
        lens_x = side * (0.3 + x * (1 - drop * np.clip(-y / 0.2, 0, 1)) + 0.03 * y)
        ring = np.stack([lens_x, y, 0.05 - 0.16 * (np.abs(lens_x) - 0.1) ** 2], 1)
        parts.append(panel(ring - np.array([0, 0, 0.004]), Material(glass, 0.75, 24), rings=12))
        parts.append(
            tube(np.vstack([ring, ring[:2]]), thick, rim, rows=110, segments=14, bias=0.02)
        )
        hinge = side * 0.555
        temple = [
            (hinge, 0.09, 0.02),
            (hinge * 1.03, 0.09, -0.1),
            (hinge * 1.0, 0.07, -0.6),
            (hinge * 0.96, 0.02, -0.82),
            (hinge * 0.93, -0.13, -0.98),
        ]
        parts.append(
            tube(temple, [thick * 1.25, thick, thick, thick * 1.3], rim, rows=44, segments=12)
        )
    bridge = [(-0.08, 0.07, 0.05), (0, 0.1, 0.065), (0.08, 0.07, 0.05)]
    parts.append(tube(bridge, thick * 0.95, rim, rows=16, segments=12, bias=0.02))
    if metal:
        parts.append(
            tube([(-0.13, 0.17, 0.05), (0.13, 0.17, 0.05)], thick, rim, rows=10, segments=10)
        )
    return merge(parts)
