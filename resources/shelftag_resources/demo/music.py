"""Draws guitars and headphones."""

from __future__ import annotations

import numpy as np

from .decals import outline
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
    tube,
)
from .palette import CLOTH, METAL, VIVID, mix, pick, rgb
from .patterns import blend, woodgrain

Rng = np.random.Generator


def guitar(rng: Rng) -> Faces:
    """An acoustic guitar seen from the front."""
    top = pick(rng, "d9a05a c98a45 e0b878 b5672f 8a4b2a 2b2420")
    burst = mix(top, rgb("2a1408"), float(rng.choice([0.15, 0.75])))
    side = pick(rng, "6b3d22 8a5a34 4a2a18")
    waist = float(rng.uniform(0.2, 0.235))
    half = smooth(
        [
            (0.0, 0.0),
            (0.2, 0.02),
            (0.325, 0.16),
            (0.34, 0.3),
            (waist, 0.54),
            (0.245, 0.7),
            (0.2, 0.82),
            (0.06, 0.87),
            (0.0, 0.87),
        ],
        60,
    )
    edge = np.vstack([half, half[-2:0:-1] * [-1, 1]])
    ring = np.column_stack([edge, np.zeros(len(edge))])

    def sunburst(u: Array, v: Array, centers: Array) -> Array:
        grain = 0.04 * np.sin(centers[:, 0] * 130 + 2 * np.sin(centers[:, 1] * 5))
        return blend(top, burst, np.clip((v - 0.55) / 0.4, 0, 1) ** 1.5 + grain)

    hull = np.stack([ring * [1, 1, 0], ring * [1, 1, 0] - [0, 0, 0.16]])
    closed = np.concatenate([hull, hull[:, :1]], axis=1)
    dark = Material(rgb("2b1a12"), 0.3, 30)
    parts = [
        panel(ring, Material(sunburst, 0.45, 40), rings=40, bias=0.02),
        surface(closed, Material(side, 0.4, 30), solid=False),
        tube(
            np.vstack([ring, ring[:1]]),
            0.009,
            Material(rgb("efe3c8"), 0.2),
            rows=180,
            segments=8,
            curved=False,
            bias=0.03,
        ),
    ]
    hole = np.column_stack([outline("disc") * 0.088 + [0, 0.575], np.full(80, 0.003)])
    rose = hole * [1.22, 1, 1] + [0, 0, 0]
    rose[:, 1] = 0.575 + (hole[:, 1] - 0.575) * 1.22
    parts += [
        panel(rose, Material(pick(rng, "3d2416 8a5a34 efe3c8"), 0.3), rings=3, bias=0.04),
        panel(hole, Material(rgb("120c08"), 0), rings=3, bias=0.05),
    ]
    if rng.random() < 0.5:
        guard = np.column_stack([outline("leaf") * [0.16, 0.13] + [0.13, 0.47], np.full(80, 0.003)])
        parts.append(panel(guard, Material(rgb("2a1a14"), 0.5), rings=3, bias=0.035))
    parts.append(box((0.24, 0.035, 0.02), dark, bias=0.06).moved(0, 0.27, 0.012))
    parts += _neck(rng, pick(rng, "8a5a34 6b432a a06a3c"), dark)
    return merge(parts).turned("z", float(rng.choice([0, 0, -14, 14, 24])))


def _neck(rng: Rng, timber: Color, dark: Material) -> list[Faces]:
    """Neck, frets, head, pegs and strings."""
    steel = Material(rgb("c9ccd1"), 0.6, 40, 0.8)
    wood = Material(woodgrain(timber), 0.3, 24)
    parts = [
        box((0.085, 0.86, 0.05), dark, cuts=14, bias=0.07).moved(0, 1.1, 0.0),
        panel(
            np.array(
                [
                    [-0.045, 1.52, 0.02],
                    [-0.085, 1.6, 0.015],
                    [-0.075, 1.84, 0],
                    [0, 1.82, 0],
                    [0.075, 1.84, 0],
                    [0.085, 1.6, 0.015],
                    [0.045, 1.52, 0.02],
                ]
            ),
            wood,
            rings=8,
            bias=0.08,
        ),
    ]
    position = 1.525
    while position > 0.74:
        parts.append(box((0.082, 0.006, 0.004), steel, cuts=2, bias=0.09).moved(0, position, 0.028))
        position -= 0.075 * (position / 1.525) ** 1.1
    for y in (1.64, 1.71, 1.78):
        for x in (-0.105, 0.105):
            peg = ellipsoid((0.028, 0.017, 0.014), steel, rows=10, segments=14, bias=0.08)
            parts.append(peg.moved(x, y, 0.005))
            parts.append(
                ellipsoid((0.011, 0.011, 0.011), steel, rows=6, segments=8, bias=0.1).moved(
                    x * 0.5, y, 0.02
                )
            )
    for x in np.linspace(-0.03, 0.03, 6):
        parts.append(
            tube(
                [(x * 1.25, 0.27, 0.03), (x, 1.54, 0.034)],
                0.0026,
                steel,
                rows=6,
                segments=5,
                curved=False,
                bias=0.12,
            )
        )
    return parts


def headphones(rng: Rng) -> Faces:
    """Over-ear headphones standing on their cups."""
    shell, pad = (
        pick(rng, CLOTH + " " + VIVID + " f4f1ea 20242c"),
        pick(rng, "20242c 3a3d42 d8c3a5 5a3422 e8e6e1"),
    )
    metal = Material(pick(rng, METAL), 0.6, 40, 1.0)
    gloss = Material(shell, float(rng.choice([0.1, 0.5])), 35)
    soft = Material(pad, 0.1, 10)
    wide, tall = 0.42, float(rng.uniform(0.92, 1.05))
    angle = np.linspace(0.02 * np.pi, 0.98 * np.pi, 15)
    arc = np.stack(
        [-wide * np.cos(angle) * 1.02, 0.42 + (tall - 0.42) * np.sin(angle) ** 0.8, 0 * angle], 1
    )
    low = arc[3:-3] - [0, 0.035, 0]
    parts = [_ribbon(arc, 0.075, 0.022, gloss), _ribbon(low, 0.085, 0.03, soft)]
    for side in (-1, 1):
        cup = lathe(
            [(0, 0.1), (0.1, 0.095), (0.2, 0.06), (0.225, 0.0), (0.215, -0.05)],
            gloss,
            rows=30,
            segments=64,
        )
        band = lathe(
            [(0.228, -0.012), (0.232, 0.0), (0.228, 0.012)], metal, rows=6, segments=64, bias=0.01
        )
        logo = panel(
            np.stack([0.11 * np.sin(_turns()), 0 * _turns() + 0.098, 0.11 * np.cos(_turns())], 1),
            Material(mix(shell, (1, 1, 1), 0.25), 0.4, 40),
            rings=5,
            bias=0.02,
        )
        ring = np.stack([0.15 * np.sin(_turns()), 0 * _turns() - 0.085, 0.15 * np.cos(_turns())], 1)
        cushion = tube(np.vstack([ring, ring[:2]]), 0.07, soft, rows=66, segments=20)
        mesh = panel(ring - [0, 0.0, 0], Material(rgb("101114"), 0), rings=3)
        whole = merge([cup, band, logo, cushion, mesh]).scaled(1, 1, 1.22).turned("x", 0)
        whole = whole.turned("z", -90 * side).moved(side * wide, 0.28, 0)
        slide = box((0.03, 0.2, 0.05), metal, cuts=6).moved(side * wide * 1.03, 0.48, 0)
        parts += [whole, slide]
    return merge(parts)


def _turns(count: int = 64) -> Array:
    return np.linspace(0, 2 * np.pi, count, endpoint=False)


def _ribbon(path: Array, half_width: float, half_thick: float, material: Material) -> Faces:
    """A band in the xy plane that is wide along z."""
    line = smooth(path, 50)
    way = np.gradient(line, axis=0)
    normal = np.stack([-way[:, 1], way[:, 0], 0 * way[:, 0]], 1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    angle = np.linspace(0, 2 * np.pi, 25)[None, :, None]
    bent = np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** 0.6
    points = (
        line[:, None] + half_thick * np.cos(angle) * normal[:, None] + half_width * bent * [0, 0, 1]
    )
    return surface(points, material)
