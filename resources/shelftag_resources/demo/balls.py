"""Draws basketballs and footballs."""

from __future__ import annotations

import dataclasses

import numpy as np

from .mesh import (
    Array,
    Color,
    Faces,
    Material,
    ellipsoid,
    merge,
    panel,
    tube,
)
from .palette import mix, pick, rgb

Rng = np.random.Generator


def ball(rng: Rng) -> Faces:
    """A basketball or a football."""
    return basketball(rng) if rng.random() < 0.5 else football(rng)


def basketball(rng: Rng) -> Faces:
    """A basketball with its eight panels."""
    hide = pick(rng, "d9702b c85f26 e07d34 b8522a d9702b c85f26 2e5a88")
    other = hide if rng.random() < 0.7 else pick(rng, "f1e6d2 20242c 7b2230")
    line = rgb("1d1a18") if sum(hide) > 1 else rgb("e9e4dc")

    def paint(u: Array, v: Array, centers: Array) -> Array:
        upper = centers[:, 0] * centers[:, 1] > 0
        return np.where(upper[:, None], np.array(other), np.array(hide))

    skin = Material(paint, 0.16, 14, grain=0.03, relief=0.05)
    turn = np.linspace(0, 2 * np.pi, 121)
    flat = np.stack([np.cos(turn), np.sin(turn), 0 * turn], 1)
    parts = [
        ellipsoid((0.5, 0.5, 0.5), skin, rows=64, segments=96),
        _seam(flat[:, [0, 2, 1]], line),
        _seam(flat[:, [2, 1, 0]], line),
    ]
    for side in (-1, 1):
        wave = np.stack([side * (0.62 + 0.26 * np.cos(2 * turn)), np.sin(turn), np.cos(turn)], 1)
        wave[:, 1:] *= np.sqrt(np.clip(1 - wave[:, :1] ** 2, 0, 1))
        parts.append(_seam(wave, line))
    return _tumbled(merge(parts), rng)


def _seam(points: Array, tone: Color, width: float = 0.011) -> Faces:
    """A line on a ball of radius 0.5 through points of any length."""
    line = 0.495 * points / np.linalg.norm(points, axis=1, keepdims=True)
    return tube(
        line, width, Material(tone, 0.05), rows=len(line), segments=8, curved=False, bias=0.03
    )


def _tumbled(ball: Faces, rng: Rng) -> Faces:
    for axis, reach in (("x", 35.0), ("z", 40.0), ("y", 25.0)):
        ball = ball.turned(axis, float(rng.uniform(-reach, reach)))
    return ball


def football(rng: Rng) -> Faces:
    """The classic ball of twelve dark pentagons and twenty pale hexagons."""
    pale, dark = (
        pick(rng, "f4f3ef f4f3ef eef0f2 f6efe0"),
        pick(rng, "1d1f24 1d1f24 1f3a6a c8392f 2f6b45"),
    )
    parts = [ellipsoid((0.5, 0.5, 0.5), Material(pale, 0.28, 24), rows=72, segments=96)]
    golden = (1 + 5**0.5) / 2
    corners = np.array(
        [np.roll([0, a, b * golden], k) for k in range(3) for a in (-1, 1) for b in (-1, 1)],
        dtype=np.float64,
    )
    corners /= np.linalg.norm(corners[0])
    near = 2 / np.sqrt(1 + golden**2) * 1.05
    for middle in corners:
        friends = [c for c in corners if 0.1 < np.linalg.norm(c - middle) < near]
        axis = np.cross(middle, friends[0])
        axis /= np.linalg.norm(axis)
        other = np.cross(middle, axis)
        friends.sort(key=lambda c: float(np.arctan2(c @ axis, c @ other)))
        patch = np.array([2 * middle + c for c in friends]) / 3
        parts.append(_patch(patch, Material(dark, 0.25, 24)))
        for number, friend in enumerate(friends):
            ends = patch[number], patch[(number + 1) % 5]
            share = np.linspace(0, 1, 9)[:, None]
            parts.append(_seam(ends[0] + share * (ends[1] - ends[0]), mix(pale, dark, 0.6), 0.006))
            if tuple(middle) < tuple(friend):
                start, stop = (2 * middle + friend) / 3, (middle + 2 * friend) / 3
                parts.append(
                    _seam(start + share * (stop - start), mix(pale, (0.2, 0.2, 0.2), 0.5), 0.006)
                )
    return _tumbled(merge(parts), rng)


def _patch(polygon: Array, material: Material) -> Faces:
    """A polygon laid on the ball."""
    edge = np.concatenate([
        a + np.linspace(0, 1, 6, endpoint=False)[:, None] * (b - a)
        for a, b in zip(polygon, np.roll(polygon, -1, axis=0), strict=True)
    ])  # fmt: skip
    flat = panel(edge, material, rings=6, bias=0.02, solid=True)
    corners = 0.502 * flat.corners / np.linalg.norm(flat.corners, axis=2, keepdims=True)
    normals = corners.mean(axis=1)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return dataclasses.replace(flat, corners=corners, normals=normals)
