"""Draws handbags and backpacks."""

from __future__ import annotations

import numpy as np

from .decals import MOTIFS, motif
from .mesh import (
    Array,
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
from .palette import CLOTH, LEATHER, METAL, VIVID, mix, pick

Rng = np.random.Generator


def handbag(rng: Rng) -> Faces:
    """A structured bag with a flap or a clasp and one or two handles."""
    hide, metal = pick(rng, LEATHER + " c8452f e0a83c 2f6b6b d9a7a0"), pick(rng, "d8b469 c9ccd1")
    leather = Material(hide, 0.22, 14, grain=0.006)
    wide, tall, deep = float(rng.uniform(0.5, 0.6)), float(rng.uniform(0.52, 0.68)), 0.17
    taper = float(rng.uniform(0.72, 0.95))
    rows = smooth([(0.96, 0.0), (1.0, 0.05), (0.99, 0.5), (taper, 0.97), (taper * 0.97, 1.0)], 44)
    angle = np.linspace(0, 2 * np.pi, 81)
    cx = np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** 0.35
    cz = np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** 0.5
    depth = deep * np.interp(rows[:, 1:], [0, 0.5, 1], [1, 0.95, 0.45])
    shell = np.stack([wide * rows[:, :1] * cx, tall * rows[:, 1:] + 0 * cx, depth * cz], axis=2)
    lid = np.stack([shell[-1, :, 0], shell[-1, :, 1], shell[-1, :, 2]], 1)[:-1]
    gold = Material(metal, 0.6, 40, 1.0)
    parts = [
        surface(shell, leather),
        panel(lid, Material(mix(hide, (0, 0, 0), 0.4), 0.05), rings=4),
    ]
    if rng.random() < 0.55:
        drop = float(rng.uniform(0.4, 0.6))
        along = np.linspace(-1, 1, 41)
        down = np.linspace(0, 1, 24)[:, None]
        low = tall * (1 - drop * (1 - 0.35 * np.abs(along) ** 2.5))
        y = tall * 1.01 + (low - tall * 1.01) * down
        z = np.interp(y / tall, [0, 0.5, 1.02], [deep, deep * 0.95, deep * 0.42]) + 0.02
        x = along * wide * np.interp(y / tall, [0, 0.5, 1], [1, 0.97, taper]) * 0.98
        flap_color = hide if rng.random() < 0.6 else pick(rng, LEATHER)
        parts.append(
            surface(
                np.stack([x, y, z], axis=2), Material(flap_color, 0.22, 14), bias=0.05, solid=False
            )
        )
        edge = np.stack([x[-1], y[-1], z[-1] + 0.004], 1)
        parts.append(
            tube(
                edge,
                0.009,
                Material(mix(flap_color, (0, 0, 0), 0.3), 0.2),
                rows=60,
                segments=8,
                bias=0.06,
            )
        )
        clasp_y = float(low[20]) + 0.06
    else:
        clasp_y = tall * 0.86
    parts.append(box((0.1, 0.07, 0.02), gold, bias=0.1).moved(y=clasp_y, z=deep * 0.9 + 0.03))
    reach = float(rng.uniform(0.28, 0.5))
    spread = wide * float(rng.uniform(0.45, 0.62))
    strap = Material(mix(hide, (0, 0, 0), 0.15), 0.25, 16)
    for off in (0.05, -0.05):
        path = [
            (-spread, tall * 0.9, off * 1.6),
            (-spread * 0.95, tall + reach * 0.5, off),
            (-spread * 0.55, tall + reach * 0.95, off * 0.6),
            (spread * 0.55, tall + reach * 0.95, off * 0.6),
            (spread * 0.95, tall + reach * 0.5, off),
            (spread, tall * 0.9, off * 1.6),
        ]
        parts.append(tube(path, 0.024, strap, rows=60, segments=14))
        for at in (-spread, spread):
            ring = lathe([(0.034, -0.012), (0.034, 0.012)], gold, rows=3, segments=24, bias=0.03)
            parts.append(ring.moved(at, tall * 0.93, off * 1.6))
    return merge(parts)


def backpack(rng: Rng) -> Faces:
    """A rounded backpack with a front pocket, zips, straps and a loop to hang it by."""
    cloth, other = pick(rng, CLOTH + " " + VIVID), pick(rng, CLOTH + " " + LEATHER)
    main = Material(cloth, 0.05, 8, grain=0.008)
    second = other if rng.random() < 0.5 else mix(cloth, (0, 0, 0), 0.18)
    pocket = Material(second, 0.05, 8, grain=0.008)
    zipper = Material(mix(cloth, (0, 0, 0), 0.55), 0.1)
    tab = Material(pick(rng, METAL), 0.5, 30, 0.8)
    shell = ellipsoid((0.36, 0.52, 0.2), main, squareness=0.5, rows=60, segments=80).moved(y=0.52)
    front = ellipsoid((0.275, 0.2, 0.1), pocket, squareness=0.42, rows=44, segments=56)
    parts = [shell, front.moved(y=0.28, z=0.17)]
    for x in (-1, 1):
        side = ellipsoid((0.07, 0.16, 0.13), pocket, squareness=0.5, rows=24, segments=32)
        parts.append(side.moved(x * 0.36, 0.2))
        strap = [
            (x * 0.2, 0.95, -0.17),
            (x * 0.36, 0.92, -0.27),
            (x * 0.42, 0.55, -0.3),
            (x * 0.36, 0.16, -0.22),
        ]
        parts.append(tube(strap, 0.055, Material(second, 0.05, grain=0.008), rows=36, flat=0.5))
    arch = [
        (-0.33, 0.52, 0.13),
        (-0.3, 0.8, 0.14),
        (-0.17, 0.95, 0.115),
        (0, 0.975, 0.11),
        (0.17, 0.95, 0.115),
        (0.3, 0.8, 0.14),
        (0.33, 0.52, 0.13),
    ]
    parts.append(tube(arch, 0.013, zipper, rows=70, segments=10, bias=0.12))
    line = [(-0.22, 0.385, 0.268), (0, 0.39, 0.275), (0.22, 0.385, 0.268)]
    parts.append(tube(line, 0.012, zipper, rows=30, segments=10, bias=0.05))
    parts.append(box((0.02, 0.08, 0.012), tab, bias=0.12).moved(0.17, 0.345, 0.28))
    parts.append(box((0.02, 0.08, 0.012), tab, bias=0.15).moved(-0.315, 0.5, 0.17))
    hang = [(-0.07, 1.0, -0.05), (-0.07, 1.1, -0.06), (0.07, 1.1, -0.06), (0.07, 1.0, -0.05)]
    parts.append(tube(hang, 0.02, pocket, rows=30))

    def flat(x: Array, y: Array) -> Array:
        return np.stack([x, y, 0 * x + 0.212], axis=-1)

    patch = Material(pick(rng, LEATHER), 0.15)
    if rng.random() < 0.5:
        parts.append(box((0.15, 0.1, 0.01), patch, bias=0.08).moved(0, 0.7, 0.2))
    mark = MOTIFS[int(rng.integers(len(MOTIFS)))]
    parts.append(
        motif(mark, flat, pick(rng, VIVID + " f4f1ea"), cloth, at=(0, 0.7), size=0.05, bias=0.13)
    )
    return merge(parts)
