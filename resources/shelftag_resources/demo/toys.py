"""Draws the shop's niche: paper kites, spinning tops and wooden robots.

General image models know none of these as a category; the demo teaches them by corrections.
"""

from __future__ import annotations

import numpy as np

from .decals import MOTIFS, motif
from .mesh import Array, Color, Faces, Material, box, ellipsoid, lathe, merge, panel, surface, tube
from .palette import CERAMIC, VIVID, WOOD, mix, pick, rgb
from .patterns import bands, choose, woodgrain

Rng = np.random.Generator


def paper_kite(rng: Rng) -> Faces:
    """A diamond of coloured paper on two sticks, with a tail of bows."""
    tones = [pick(rng, VIVID + " f4f1ea") for _ in range(4)]
    if rng.random() < 0.5:
        tones[2:] = tones[:2]
    wide, tall, low = float(rng.uniform(0.42, 0.52)), 0.4, float(rng.uniform(0.7, 0.85))
    points = np.array(
        [[0, tall, 0], [wide, 0, -0.06], [0, -low, 0], [-wide, 0, -0.06], [0, tall, 0]]
    )
    stick = Material(woodgrain(rgb("c99b6b")), 0.1)
    parts = [_sail(points[k], points[k + 1], tones[k], pick(rng, VIVID)) for k in range(4)]
    if rng.random() < 0.6:
        mark = MOTIFS[int(rng.integers(len(MOTIFS)))]

        def front(x: Array, y: Array) -> Array:
            return np.stack([x, y, 0.05 - 0.1 * np.abs(x)], axis=-1)

        parts.append(
            motif(
                mark,
                front,
                pick(rng, "f4f1ea 20242c f4d03f"),
                tones[0],
                at=(0, -0.06),
                size=float(rng.uniform(0.13, 0.18)),
                bias=0.05,
            )
        )
    parts.append(
        tube([(0, tall, 0.045), (0, -low, 0.045)], 0.007, stick, rows=20, segments=8, bias=0.04)
    )
    cross = [(-wide, 0, -0.05), (0, 0, 0.05), (wide, 0, -0.05)]
    parts.append(tube(cross, 0.007, stick, rows=20, segments=8, bias=0.04))
    edge = tube(
        points, 0.006, Material(rgb("f4f1ea"), 0.05), rows=80, segments=6, curved=False, bias=0.05
    )
    parts += [edge, *_tail(rng, low)]
    return merge(parts)


def _sail(first: Array, second: Array, tone: Color, other: Color) -> Faces:
    """A quarter of the kite, from its middle to two corners, a little hollow."""
    u, v = np.meshgrid(np.linspace(0, 1, 17), np.linspace(0, 1, 17))
    edge = first + u[..., None] * (second - first)
    points = v[..., None] * edge
    points[..., 2] += 0.045 * (1 - v) - 0.10 * u * (1 - u) * v
    banded = bool(sum(tone) + sum(other) < 3.0)

    def paint(u: Array, v: Array, _: Array) -> Array:
        return choose(banded & (v > 0.8), other, tone)

    return surface(points, Material(paint, 0.08, 10), solid=False)


def _tail(rng: Rng, low: float) -> list[Faces]:
    """A string that swings to and fro with paper bows."""
    sway = float(rng.choice([-1, 1])) * float(rng.uniform(0.1, 0.18))
    along = np.linspace(0, 1, 30)
    x = sway * np.sin(along * 2 * np.pi * 1.15) * (0.4 + along)
    y = -low - 0.85 * along
    parts = [
        tube(
            np.stack([x, y, 0.05 + 0 * x], 1),
            0.006,
            Material(rgb("e9e4dc"), 0.05),
            rows=70,
            segments=6,
        )
    ]
    for share in np.linspace(0.2, 0.98, int(rng.integers(3, 6))):
        paper = Material(pick(rng, VIVID), 0.08)
        at_x, at_y = float(np.interp(share, along, x)), float(np.interp(share, along, y))
        turn = float(rng.uniform(-25, 25))
        for side in (-1, 1):
            wing = np.array([[0, 0, 0], [side * 0.12, 0.05, 0.02], [side * 0.12, -0.05, 0.0]])
            fan = panel(wing, paper, rings=3, bias=0.03).turned("z", turn)
            parts.append(fan.moved(at_x, at_y, 0.06))
    return parts


def spinning_top(rng: Rng) -> Faces:
    """A turned wooden top, leaning on its point or spinning upright."""
    timber, first, second = pick(rng, WOOD), pick(rng, VIVID), pick(rng, VIVID + " " + CERAMIC)
    kind = int(rng.integers(3))
    shapes = (
        [(0, 0), (0.03, 0.03), (0.12, 0.14), (0.42, 0.36), (0.47, 0.44), (0.38, 0.54), (0.12, 0.6),
         (0.05, 0.64), (0.045, 0.95), (0.06, 1.0), (0, 1.02)],
        [(0, 0), (0.025, 0.04), (0.2, 0.28), (0.34, 0.5), (0.38, 0.64), (0.3, 0.78), (0.09, 0.84),
         (0.06, 0.88), (0.06, 1.0), (0, 1.03)],
        [(0, 0), (0.02, 0.05), (0.05, 0.2), (0.3, 0.27), (0.5, 0.33), (0.5, 0.4), (0.3, 0.45),
         (0.06, 0.5), (0.035, 0.6), (0.035, 1.0), (0.0, 1.02)],
    )  # fmt: skip
    marks = [(0.30, 0.37), (0.41, 0.46), (0.52, 0.58)]
    if abs(sum(first) - sum(second)) < 0.35:
        second = rgb("f4f1ea") if sum(first) < 1.9 else rgb("1f3a5a")
    lines = bands(first, second, marks)
    grain = woodgrain(timber)
    swirl = rng.random() < 0.3

    def paint(u: Array, v: Array, centers: Array) -> Array:
        painted = (v > 0.22) & (v < 0.62)
        color = lines(u, v, centers)
        if swirl:
            color = choose(((u + 0.6 * v) * 8) % 1 < 0.5, second, first)
        return np.where(painted[:, None], color, grain(u, v, centers))

    body = lathe(shapes[kind], Material(paint, 0.45, 40), rows=130, segments=90)
    tip = lathe(
        [(0, -0.03), (0.02, 0), (0.03, 0.035)],
        Material(rgb("8f949c"), 0.6, 40, 1.0),
        rows=8,
        segments=20,
    )
    whole = merge([body, tip])
    lean = float(rng.choice([0, 12, 62])) if kind != 2 else float(rng.choice([8, 14, 58]))
    return whole.turned("z", lean * float(rng.choice([-1, 1])))


def wooden_robot(rng: Rng) -> Faces:
    """A toy robot of painted blocks: square head, dials, jointed arms and legs."""
    body, limbs, trim = (
        pick(rng, VIVID + " " + WOOD),
        pick(rng, VIVID + " " + WOOD),
        pick(rng, WOOD),
    )
    paint = Material(body, 0.2, 20)
    limb = Material(limbs, 0.2, 20)
    wood = Material(woodgrain(trim), 0.15)
    dark, light = Material(rgb("20242c"), 0.4, 40), Material(pick(rng, "f4f1ea f4d03f 94b8c9"), 0.3)
    wide = float(rng.uniform(0.4, 0.5))
    parts = [box((wide, 0.38, 0.28), paint).moved(y=0.48), box((0.1, 0.07, 0.1), wood).moved(y=0.7)]
    head = float(rng.uniform(0.3, 0.38))
    parts.append(box((head, 0.26, 0.26), wood if rng.random() < 0.5 else paint).moved(y=0.86))
    for x in (-1, 1):
        eye = lathe(
            [(0, 0.0), (0.055, 0.0), (0.055, 0.025), (0, 0.025)],
            light,
            rows=8,
            segments=32,
            curved=False,
            bias=0.05,
        )
        parts.append(eye.turned("x", 90).moved(x * head * 0.24, 0.9, 0.13))
        parts.append(
            ellipsoid((0.022, 0.022, 0.012), dark, rows=8, segments=12, bias=0.1).moved(
                x * head * 0.24, 0.9, 0.16
            )
        )
        parts.append(box((0.13, 0.28, 0.15), limb).moved(x * wide * 0.27, 0.16))
        parts.append(box((0.16, 0.06, 0.24), wood).moved(x * wide * 0.27, 0.03, 0.03))
        joint = ellipsoid((0.06, 0.06, 0.06), wood, rows=14, segments=18)
        parts.append(joint.moved(x * (wide / 2 + 0.03), 0.6))
        swing = float(rng.choice([0, -20, -75]))
        arm = merge(
            [
                box((0.09, 0.34, 0.1), limb).moved(y=-0.17),
                ellipsoid((0.065, 0.06, 0.065), wood, rows=14, segments=18).moved(y=-0.37),
            ]
        )
        parts.append(arm.turned("x", swing).turned("z", x * 10).moved(x * (wide / 2 + 0.09), 0.62))
    parts.append(box((head * 0.5, 0.03, 0.01), dark, bias=0.05).moved(0, 0.785, 0.133))
    parts.append(tube([(0, 0.98, 0), (0, 1.1, 0)], 0.012, wood, rows=8, segments=10))
    parts.append(
        ellipsoid(
            (0.035, 0.035, 0.035), Material(pick(rng, "e2402f f4d03f"), 0.5), rows=14, segments=18
        ).moved(y=1.12)
    )
    parts.append(
        box((wide * 0.72, 0.2, 0.012), Material(mix(body, (1, 1, 1), 0.65), 0.1), bias=0.03).moved(
            0, 0.53, 0.14
        )
    )
    for number, across in enumerate((-0.11, 0.0, 0.11)):
        dial = lathe(
            [(0, 0), (0.035, 0), (0.035, 0.02), (0, 0.02)],
            Material(pick(rng, VIVID), 0.4),
            rows=8,
            segments=24,
            curved=False,
            bias=0.08,
        )
        parts.append(dial.turned("x", 90).moved(across, 0.58 if number != 1 else 0.5, 0.146))
    return merge(parts)
