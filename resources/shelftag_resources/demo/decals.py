"""Small pictures of our own that are printed on products: hearts, stars, leaves, waves, suns."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np

from .mesh import Array, Color, Faces, Material, merge, panel

Wrap = Callable[[Array, Array], Array]


def _circle(count: int = 40) -> tuple[Array, Array]:
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.sin(angle), np.cos(angle)


def outline(kind: str) -> Array:
    """The edge of a motif around the origin, about one unit in radius, (k, 2)."""
    x, y = _circle(80)
    angle = np.linspace(0, 2 * np.pi, 80, endpoint=False)
    if kind == "heart":
        return np.stack(
            [np.sin(angle) ** 3, (13 * y - 5 * np.cos(2 * angle) - 2 * np.cos(3 * angle)) / 15], 1
        )
    if kind == "star":
        sharp = np.linspace(0, 2 * np.pi, 10, endpoint=False)
        radius = np.where(np.arange(10) % 2 == 0, 1.0, 0.42)
        return np.stack([radius * np.sin(sharp), radius * np.cos(sharp)], 1)
    if kind == "flower":
        radius = 0.68 + 0.32 * np.cos(6 * angle)
        return np.stack([radius * x, radius * y], 1)
    if kind == "leaf":
        return np.stack([0.42 * np.sin(angle) * (1 - 0.35 * y), y], 1)
    if kind == "mountain":
        return np.array([[-1.1, -0.6], [-0.35, 0.6], [-0.05, 0.15], [0.3, 0.85], [1.1, -0.6]])
    if kind == "bolt":
        return np.array(
            [[0.2, 1], [-0.5, -0.1], [-0.05, -0.1], [-0.25, -1], [0.5, 0.2], [0.05, 0.2]]
        )
    return np.stack([x, y], 1)


MOTIFS = ("heart", "star", "flower", "leaf", "mountain", "bolt", "disc")


def motif(
    kind: str,
    wrap: Wrap,
    ink: Color,
    second: Color,
    *,
    at: tuple[float, float],
    size: float,
    gloss: float = 0.1,
    bias: float = 0.03,
) -> Faces:
    """One motif on a surface.

    Args:
        kind: one of `MOTIFS`.
        wrap: maps flat coordinates (x, y) to points of the surface, a hair above it.
        ink: its main colour.
        second: colour of the small mark inside it.
        at: where its middle is, in the flat coordinates.
        size: its radius there.
        gloss: of the print.
        bias: how far it sorts in front of the surface.
    """
    layers = [(outline(kind), ink, 1.0, 0.0)]
    if kind == "flower":
        layers.append((outline("disc"), second, 0.3, 0.0))
    elif kind == "disc":
        layers.append((outline("mountain"), second, 0.62, -0.1))
    elif kind == "mountain":
        layers.append((outline("disc"), second, 0.24, 0.95))
    elif kind == "heart":
        layers.append((outline("heart"), second, 0.5, 0.05))
    parts = []
    for number, (edge, color, scale, lift) in enumerate(layers):
        x = at[0] + size * scale * edge[:, 0]
        y = at[1] + size * (scale * edge[:, 1] + lift)
        flat = panel(np.stack([x, y, 0 * x], 1), Material(color, gloss), rings=6, solid=True)
        parts.append(_wrapped(flat, wrap, bias * (1 + 0.2 * number)))
    return merge(parts)


def _wrapped(flat: Faces, wrap: Wrap, bias: float) -> Faces:
    """Bends a flat piece onto the surface."""
    corners = wrap(flat.corners[..., 0], flat.corners[..., 1])
    normals = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    if float(np.sum(normals * (corners.mean(axis=1) * [1, 0, 1]))) < 0:
        normals = -normals
    return dataclasses.replace(flat, corners=corners, normals=normals, bias=flat.bias + bias)


def around(radius: float) -> Wrap:
    """The wall of an upright cylinder; x is the way along it from the front."""

    def wrap(x: Array, y: Array) -> Array:
        angle = x / radius
        return np.stack([radius * np.sin(angle), y, radius * np.cos(angle)], axis=-1)

    return wrap
