"""Draws mugs, teapots and bottles."""

from __future__ import annotations

import numpy as np

from .decals import MOTIFS, around, motif
from .mesh import (
    Array,
    Color,
    Faces,
    Material,
    circle,
    lathe,
    merge,
    panel,
    surface,
    tube,
)
from .palette import CERAMIC, CLOTH, PALE, WOOD, mix, pick, rgb
from .patterns import decorate, woodgrain

Rng = np.random.Generator


def mug(rng: Rng) -> Faces:
    """A coffee mug with its handle to one side, some of them full."""
    body, other = pick(rng, CERAMIC), pick(rng, CERAMIC)
    gloss = float(rng.choice([0.12, 0.5, 0.7]))
    width, height = float(rng.uniform(0.36, 0.44)), float(rng.uniform(0.82, 1.05))
    belly = float(rng.uniform(-0.04, 0.06))
    profile = [
        (0, 0),
        (width * 0.8, 0),
        (width * 0.93, 0.03),
        (width + belly, height * 0.3),
        (width + belly, height * 0.65),
        (width, height * 0.97),
        (width - 0.012, height),
    ]
    inside = mix(body, (1, 1, 1), float(rng.choice([0.0, 0.85])))
    inner = [
        (width - 0.012, height),
        (width - 0.04, height * 0.96),
        (width - 0.05, height * 0.3),
        (0, height * 0.28),
    ]
    coffee = rgb("3a2013") if rng.random() < 0.6 else mix(rgb("b98a5c"), (1, 1, 1), 0.25)
    fill = panel(circle(width - 0.045, height * 0.84), Material(coffee, 0.25, 60))
    reach = float(rng.uniform(0.24, 0.32))
    handle = tube(
        [
            (width - 0.05, height * 0.8, 0),
            (width + reach * 0.6, height * 0.83, 0),
            (width + reach, height * 0.55, 0),
            (width + reach * 0.62, height * 0.24, 0),
            (width - 0.05, height * 0.2, 0),
        ],
        float(rng.uniform(0.045, 0.06)),
        Material(other if rng.random() < 0.2 else body, gloss, 50),
        flat=1.25,
    )
    printed = rng.random() < 0.4
    wall = Material(body if printed else decorate(rng, body, other), gloss, 50)
    mark: list[Faces] = []
    if printed:
        kind = MOTIFS[int(rng.integers(len(MOTIFS)))]
        wrap = around(width + belly + 0.004)
        for angle in (0.0, np.pi):
            mark.append(
                motif(
                    kind,
                    wrap,
                    other,
                    body,
                    at=(-0.1, height * 0.48),
                    size=0.2,
                    gloss=gloss,
                    bias=0.04,
                ).turned("y", float(np.degrees(angle)))
            )
    return merge([
        lathe(profile, wall, rows=72, segments=96),
        lathe(inner, Material(inside, gloss * 0.6, 40), inward=True),
        *([fill] if rng.random() < 0.7 else []),
        handle,
        *mark,
    ])  # fmt: skip


def teapot(rng: Rng) -> Faces:
    """A round pot with spout, handle and a knobbed lid."""
    body, other = pick(rng, CERAMIC), pick(rng, CERAMIC)
    glazed = Material(decorate(rng, body, other), float(rng.choice([0.25, 0.6])), 45)
    plain = Material(body, glazed.gloss, 45)
    squat = float(rng.uniform(0.72, 0.98))
    round_body = [
        (0.0, 0),
        (0.3, 0),
        (0.33, 0.04),
        (0.5, 0.25),
        (0.53, 0.45),
        (0.42, 0.68),
        (0.25, 0.78),
        (0.22, 0.8),
    ]
    lid = [
        (0.235, 0.795),
        (0.2, 0.84),
        (0.1, 0.885),
        (0.045, 0.9),
        (0.035, 0.925),
        (0.07, 0.96),
        (0.06, 1.0),
        (0.0, 1.015),
    ]
    rise = float(rng.uniform(0.72, 0.86))
    spout = tube(
        [(0.42, 0.28, 0), (0.6, 0.33, 0), (0.72, 0.55, 0), (0.88, rise, 0)],
        [0.14, 0.1, 0.07, 0.055], plain, rows=30,
    )  # fmt: skip
    mouth = panel(
        np.array([0.885, rise + 0.01, 0]) + 0.04 * circle(1, 0, 20) * [0.9, 1, 1],
        Material(mix(body, (0, 0, 0), 0.8)), rings=1, bias=0.05,
    )  # fmt: skip
    loop = [(-0.4, 0.62, 0), (-0.62, 0.7, 0), (-0.82, 0.56, 0), (-0.74, 0.32, 0), (-0.45, 0.24, 0)]
    handle = tube(loop, 0.05, plain)
    if rng.random() < 0.35:
        arch = [(-0.36, 0.66, 0), (-0.42, 1.0, 0), (0.0, 1.28, 0), (0.42, 1.0, 0), (0.36, 0.66, 0)]
        handle = tube(arch, 0.035, Material(woodgrain(pick(rng, WOOD)), 0.2))
    pot = merge([lathe(round_body, glazed, rows=60, segments=80), lathe(lid, plain), spout, mouth])
    return merge([pot, handle]).scaled(1, squat, 1)


def bottle(rng: Rng) -> Faces:
    """A wine bottle with a capsule and a printed label."""
    glass = pick(rng, "1d3a22 14261a 3a1d12 2c3b14 5a1a22 c8b86a 20242c")
    shoulder = float(rng.uniform(0.58, 0.68))
    wide = float(rng.uniform(0.135, 0.16))
    slope = 0.06 if rng.random() < 0.6 else 0.16
    profile = [
        (0, 0),
        (wide * 0.95, 0),
        (wide, 0.02),
        (wide, shoulder * 0.5),
        (wide, shoulder),
        (wide * 0.8, shoulder + slope * 0.7),
        (0.055, shoulder + slope * 1.4 + 0.03),
        (0.05, 0.93),
        (0.05, 1.0),
        (0.0, 1.0),
    ]
    paper = pick(rng, PALE + " e8c96a 1f2430 efe0c0 8c2f39")
    ink = pick(rng, CLOTH if sum(paper) > 1.5 else "e8d9a8 d8b469")
    tall = float(rng.uniform(0.2, 0.3))
    foot = float(rng.uniform(0.1, 0.16))
    label = _label(rng, wide + 0.003, foot, tall, paper, ink)
    foil = Material(pick(rng, "8c1c2c 1d1f24 c9a24a 2f5d4a 7b7f86"), 0.35, 30, 0.4)
    cap = [(0.0535, 0.82), (0.0535, 0.9), (0.0535, 1.0), (0.05, 1.006), (0, 1.006)]
    ring = [(0.058, 0.955), (0.058, 0.975)]
    return merge([
        lathe(profile, Material(glass, 0.85, 90), rows=80, segments=72),
        label,
        lathe(cap, foil, curved=False, rows=20, segments=48, bias=0.01),
        lathe(ring, foil, rows=4, segments=48, bias=0.02),
    ])  # fmt: skip


def _label(rng: Rng, radius: float, foot: float, tall: float, paper: Color, ink: Color) -> Faces:
    """A paper label around the front half, with a crest and lines of print."""
    style = int(rng.integers(3))

    def paint(u: Array, v: Array, _: Array) -> Array:
        x, y = (u - 0.5) * 2.6, v
        frame = (y < 0.05) | (y > 0.95)
        line = (np.abs(y - 0.2) < 0.02) & (np.abs(x) < 0.5)
        line |= (np.abs(y - 0.3) < 0.035) & (np.abs(x) < 0.7)
        if style == 0:
            crest = (x / 0.4) ** 2 + ((y - 0.65) / 0.2) ** 2 < 1
        elif style == 1:
            crest = (np.abs(x) / 0.5 + np.abs(y - 0.65) / 0.24 < 1) & (y > 0.5)
        else:
            crest = (y > 0.5) & (y < 0.85) & (np.sin(x * 14) > 0) & (np.abs(x) < 0.8)
        marked = (frame | line | crest)[:, None]
        return np.where(marked, np.array(ink), np.array(paper))

    angle = np.linspace(-1.25, 1.25, 73)
    height = np.linspace(foot, foot + tall, 49)[:, None] + 0 * angle
    points = np.stack(
        [radius * np.sin(angle) + 0 * height, height, radius * np.cos(angle) + 0 * height], axis=2
    )
    return surface(points, Material(paint, 0.05, 10), bias=0.02)
