"""Draws teddy bears."""

from __future__ import annotations

import numpy as np

from .mesh import (
    Faces,
    Material,
    ellipsoid,
    merge,
    tube,
)
from .palette import VIVID, mix, pick, rgb

Rng = np.random.Generator


def teddy_bear(rng: Rng) -> Faces:
    """A sitting bear of plush with a bow, button eyes and felt paws."""
    fur = pick(rng, "b98250 8a5a34 d9b98a e9dcc4 6b4a34 c9a27a a8a29a d9a7a0")
    felt = mix(fur, (1, 0.93, 0.82), 0.55)
    plush = Material(fur, 0.0, 8)
    pale = Material(felt, 0.0, 8)
    solid: list[Faces] = []

    def blob(
        radii: tuple[float, float, float],
        at: tuple[float, float, float],
        material: Material = plush,
        turn: tuple[str, float] | None = None,
    ) -> None:
        part = ellipsoid(radii, material, rows=22, segments=32)
        part = part.turned(*turn) if turn else part
        solid.append(part.moved(*at))

    blob((0.27, 0.31, 0.24), (0, 0.3, 0))
    blob((0.27, 0.245, 0.235), (0, 0.76, 0.02))
    for x in (-1, 1):
        blob((0.095, 0.095, 0.05), (x * 0.2, 0.96, 0.0))
        blob((0.085, 0.2, 0.09), (x * 0.3, 0.42, 0.08), turn=("z", x * 28.0))
        blob((0.115, 0.12, 0.22), (x * 0.21, 0.11, 0.26), turn=("y", x * 22.0))
    blob((0.115, 0.085, 0.09), (0, 0.7, 0.215), pale)
    hairs = [_fur(part, rng, 850) for part in solid]
    eye = Material(rgb("15110f"), 0.8, 50)
    parts = [*solid, *hairs]
    for x in (-1, 1):
        parts.append(
            ellipsoid((0.03, 0.032, 0.02), eye, rows=12, segments=16, bias=0.08).moved(
                x * 0.095, 0.8, 0.235
            )
        )
        inner = ellipsoid((0.055, 0.055, 0.02), pale, rows=12, segments=18, bias=0.05)
        parts.append(inner.moved(x * 0.2, 0.955, 0.045))
        sole = ellipsoid((0.08, 0.085, 0.02), pale, rows=12, segments=18, bias=0.08)
        parts.append(sole.turned("y", x * 22).moved(x * 0.29, 0.115, 0.465))
    parts.append(
        ellipsoid((0.042, 0.028, 0.025), eye, rows=12, segments=16, bias=0.1).moved(0, 0.735, 0.3)
    )
    mouth = [
        (-0.045, 0.655, 0.29),
        (-0.02, 0.645, 0.3),
        (0, 0.67, 0.305),
        (0.02, 0.645, 0.3),
        (0.045, 0.655, 0.29),
    ]
    parts.append(tube(mouth, 0.006, eye, rows=20, segments=6, bias=0.1))
    parts += _bow(Material(pick(rng, VIVID), 0.2, 16))
    return merge(parts)


def _fur(part: Faces, rng: Rng, count: int) -> Faces:
    """Short tufts all over a part."""
    chosen = rng.integers(0, len(part.bias), count)
    root, normal = part.centers[chosen], part.normals[chosen]
    way = normal + 0.7 * rng.standard_normal((count, 3)) + [0, -0.3, 0]
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    side = np.cross(way, normal)
    side *= 0.0065 / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-6)
    tip = root + 0.026 * way
    corners = np.stack([root - side, root + side, tip + 0.15 * side, tip - 0.15 * side], axis=1)
    tone = 1 + 0.09 * rng.standard_normal((count, 1))
    return Faces(
        corners,
        normal,
        np.clip(part.albedo[chosen] * tone, 0, 1),
        part.finish[chosen],
        np.full(count, 0.01),
        np.full(count, True),
    )


def _bow(silk: Material) -> list[Faces]:
    parts = [
        ellipsoid((0.035, 0.04, 0.03), silk, rows=12, segments=16, bias=0.12).moved(0, 0.535, 0.24)
    ]
    for x in (-1, 1):
        wing = ellipsoid((0.09, 0.062, 0.028), silk, squareness=0.7, rows=14, segments=20, bias=0.1)
        parts.append(wing.turned("z", x * 12).moved(x * 0.11, 0.545, 0.23))
    return parts
