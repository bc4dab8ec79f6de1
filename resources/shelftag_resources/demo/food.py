"""Draws fruit: apples, bananas and lemons."""

from __future__ import annotations

import numpy as np

from .mesh import Array, Color, Faces, Material, lathe, merge, panel, smooth, surface, tube
from .palette import mix, pick, rgb

Rng = np.random.Generator


def apple(rng: Rng) -> Faces:
    """One apple or two, blushed and streaked, with stalk and sometimes a leaf."""
    skin, blush = (
        ("b01c24", "d9583b"), ("a81f2d", "c8332f"), ("7fae3a", "b8cc5a"), ("c8392f", "e9c65a"),
        ("d9b63f", "d9583b"),
    )[int(rng.integers(5))]  # fmt: skip
    tones = pick(rng, skin), pick(rng, blush)
    first = _apple(rng, *tones).turned("z", float(rng.uniform(-8, 8)))
    if rng.random() < 0.65:
        return first
    second = _apple(rng, *tones).scaled(float(rng.uniform(0.88, 1.0)))
    side = float(rng.choice([-1, 1]))
    return merge([first, second.turned("z", -side * 18).moved(side * 0.8, 0.02, -0.35)])


def _apple(rng: Rng, skin: Color, blush: Color) -> Faces:
    tall, lobes = float(rng.uniform(0.88, 1.05)), float(rng.uniform(0.01, 0.025))
    profile = [
        (0.0, 0.09),
        (0.1, 0.03),
        (0.2, 0.01),
        (0.36, 0.12),
        (0.47, 0.38),
        (0.485, 0.56),
        (0.4, 0.78),
        (0.22, 0.86),
        (0.1, 0.81),
        (0.0, 0.72),
    ]
    outline = smooth(profile, 64)
    angle = np.linspace(0, 2 * np.pi, 81)
    bumps = 1 + lobes * np.cos(5 * angle + 1) * (0.4 + np.abs(outline[:, 1:] - 0.45))
    points = np.stack(
        [outline[:, :1] * bumps * np.sin(angle), outline[:, 1:] * tall + 0 * angle,
         outline[:, :1] * bumps * np.cos(angle)], axis=2,
    )  # fmt: skip
    side, phase = float(rng.uniform(0, 1)), rng.uniform(0, 6, 4)

    def paint(u: Array, v: Array, centers: Array) -> Array:
        streak = sum(
            np.sin(2 * np.pi * u * count + phase[k]) for k, count in enumerate((7, 17, 29, 41))
        )
        share = 0.35 + 0.3 * np.cos(2 * np.pi * (u - side)) + 0.09 * streak
        share = np.clip(share + 0.5 * np.clip((v - 0.82) / 0.18, 0, 1) ** 1.0, 0, 1)[:, None]
        color = np.array(skin) * (1 - share) + np.array(blush) * share
        hollow = np.clip((v - 0.93) / 0.07, 0, 1)[:, None] * 0.5
        return np.asarray(color * (1 - hollow) + np.array(rgb("8a8a3c")) * hollow)

    body = surface(points, Material(paint, 0.5, 40))
    lean = float(rng.uniform(-0.1, 0.1))
    stalk = tube(
        [(0, 0.7 * tall, 0), (lean * 0.3, 0.86 * tall, 0), (lean, 1.0 * tall, 0.02)],
        [0.022, 0.018, 0.03],
        Material(rgb("5a3d22"), 0.1),
        rows=16,
        segments=10,
        bias=0.02,
    )
    parts = [body, stalk]
    if rng.random() < 0.6:
        leaf = (
            _leaf(pick(rng, "4f8a3a 5f9a45 3f7a35"), 0.42)
            .turned("z", 25)
            .turned("y", float(rng.uniform(-60, 30)))
        )
        parts.append(leaf.moved(lean * 0.4, 0.87 * tall, 0))
    return merge(parts)


def _leaf(green: Color, length: float) -> Faces:
    """A pointed leaf that starts at the origin and lies along x."""
    along = np.linspace(0, 1, 25)[:, None]
    across = np.linspace(-1, 1, 11)[None, :]
    half = 0.24 * length * np.sin(np.pi * along**0.8)
    points = np.stack(
        [length * along + 0 * across,
         0.2 * length * np.sin(np.pi * along) + 0.4 * half * np.abs(across),
         half * across], axis=2,
    )  # fmt: skip

    def paint(u: Array, v: Array, _: Array) -> Array:
        rib = np.abs(u - 0.5) < 0.06
        vein = np.abs(((v + 0.25 * np.abs(u - 0.5)) * 7) % 1 - 0.5) < 0.08
        return np.array(green) * np.where(rib, 1.35, np.where(vein, 1.12, 1.0))[:, None]

    return surface(points, Material(paint, 0.25, 20), solid=False, bias=0.02)


def banana(rng: Rng) -> Faces:
    """A hand of two to five bananas that share a stalk."""
    ripe = pick(rng, "f2c937 f0d04a e8bd2e e3cf52 c9cf4a")
    count = int(rng.integers(2, 6))
    parts = []
    for number in range(count):
        fan = (number - (count - 1) / 2) * float(rng.uniform(17, 21))
        one = _banana(rng, ripe).turned("y", fan + float(rng.uniform(-2, 2)))
        parts.append(one.moved(y=0.012 * (number % 2)))
    crown = tube(
        [(-0.05, 0.33, 0), (-0.09, 0.4, 0)],
        [0.1, 0.075],
        Material(mix(ripe, rgb("5a4526"), 0.6), 0.05),
        rows=8,
        segments=20,
        flat=0.6,
    )
    parts.append(crown)
    return merge(parts).turned("y", float(rng.uniform(15, 50)))


def _banana(rng: Rng, ripe: Color) -> Faces:
    """One fruit from its stalk at the origin, bowing down to the table and up again."""
    long = float(rng.uniform(0.98, 1.08))
    path = [
        (-0.06, 0.36, 0),
        (0.02, 0.3, 0),
        (0.13, 0.22, 0),
        (0.4, 0.13, 0),
        (0.7, 0.15, 0),
        (0.95 * long, 0.3, 0),
        (1.06 * long, 0.42, 0),
        (1.09 * long, 0.46, 0),
    ]
    thick = [0.035, 0.036, 0.075, 0.118, 0.13, 0.13, 0.122, 0.105, 0.075, 0.034, 0.024]
    spots = rng.uniform(0, 1, (int(rng.integers(0, 14)), 2))
    tip, green = rgb("3d2f1d"), mix(ripe, rgb("7fa63a"), 0.55)

    def paint(u: Array, v: Array, _: Array) -> Array:
        color = np.tile(np.array(ripe), (len(v), 1))
        share = np.clip((0.2 - v) / 0.12, 0, 0.7) + np.clip((v - 0.86) / 0.1, 0, 0.5)
        color += np.clip(share, 0, 1)[:, None] * (np.array(green) - color)
        ridge = np.exp(-((((u * 5) % 1 - 0.5) / 0.06) ** 2))[:, None]
        color = color * (1 - 0.10 * ridge)
        for at in spots:
            near = ((u - at[0]) * 0.8) ** 2 + ((v - at[1]) * 1.3) ** 2 < 0.0006
            color[near] = color[near] * 0.62
        return np.where(((v > 0.955) | (v < 0.025))[:, None], np.array(tip), color)

    return tube(path, thick, Material(paint, 0.16, 16), rows=90, segments=40)


def lemon(rng: Rng) -> Faces:
    """Lemons: whole, or a whole one with a cut half that shows its segments."""
    rind = pick(rng, "f4d52f f2cf2a f6dc4a ecc924")
    whole = _lemon(rng, rind)
    kind = int(rng.integers(3))
    side = float(rng.choice([-1, 1]))
    if kind == 0:
        leafy = _leaf(pick(rng, "3f7a35 5f9a45"), 0.4).turned("z", 20).moved(0.5, 0.3)
        return merge([whole, leafy]).turned("y", float(rng.uniform(-40, 40)))
    if kind == 1:
        back = _lemon(rng, rind).turned("y", 60).moved(side * 0.45, 0, -0.62)
        return merge([whole.turned("y", float(rng.uniform(-30, 30))), back, _half(rind, side)])
    return merge([whole.turned("y", float(rng.uniform(-25, 25))), _half(rind, side)])


def _lemon(rng: Rng, rind: Color) -> Faces:
    profile = [
        (0.0, -0.62),
        (0.04, -0.605),
        (0.075, -0.55),
        (0.17, -0.46),
        (0.3, -0.3),
        (0.36, -0.05),
        (0.355, 0.1),
        (0.27, 0.34),
        (0.15, 0.47),
        (0.09, 0.51),
        (0.07, 0.54),
        (0.0, 0.54),
    ]
    body = lathe(profile, Material(rind, 0.3, 22, grain=0.02, relief=0.09), rows=80, segments=100)
    end = lathe(
        [(0.05, 0.53), (0.045, 0.57), (0, 0.57)], Material(rgb("8a9a3c"), 0.05), rows=6, segments=16
    )
    return merge([body, end]).turned("z", -90 + float(rng.uniform(-6, 6))).moved(y=0.36)


def _half(rind: Color, side: float) -> Faces:
    """Half a lemon with its cut face towards the camera."""
    pith, flesh = rgb("fbf3cf"), mix(rind, rgb("f9e27a"), 0.5)

    def paint(u: Array, v: Array, _: Array) -> Array:
        gap = np.abs((u * 9) % 1 - 0.5) > 0.5 - 0.028 / np.maximum(v, 0.12)
        juice = np.array(flesh) * (0.94 + 0.1 * np.sin(u * 330 + 20 * v)[:, None] * v[:, None])
        color = np.where((gap | (v > 0.86) | (v < 0.09))[:, None], np.array(pith), juice)
        return np.where((v > 0.945)[:, None], np.array(rind), color)

    angle = np.linspace(0, 2 * np.pi, 144, endpoint=False)
    edge = np.stack([0.355 * np.sin(angle), 0.355 * np.cos(angle), 0 * angle], 1)
    cut = panel(edge, Material(paint, 0.35, 30), rings=36, bias=0.02)
    bowl = lathe(
        [(0.0, -0.55), (0.06, -0.53), (0.1, -0.48), (0.27, -0.33), (0.345, -0.1), (0.355, 0)],
        Material(rind, 0.3, 22, relief=0.08),
        rows=40,
        segments=80,
    ).turned("x", 90)
    return merge([bowl, cut]).turned("x", -24).turned("y", side * 14).moved(-side * 0.72, 0.37, 0.5)
