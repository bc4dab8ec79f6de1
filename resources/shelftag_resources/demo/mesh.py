"""Builds the solids of the demo products: turned, swept and lofted surfaces cut into small quads.

Everything is a soup of quads with one colour each; the renderer paints them back to front. World
axes: x to the right, y up, z towards the viewer; a product is about one unit tall.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.float64]
Color: TypeAlias = tuple[float, float, float]
Paint: TypeAlias = Callable[[Array, Array, Array], Array]


@dataclass(frozen=True)
class Material:
    """What a surface is made of.

    Attributes:
        color: sRGB in 0..1, or a function of (u, v, centres) that returns one colour per face.
        gloss: strength of the highlight, 0 (felt) to 1 (lacquer).
        hardness: exponent of the highlight; high is small and sharp.
        metal: 0 for everything but metal, which mirrors the studio in its own colour.
        grain: random lightness from face to face, for cloth, fur and stone.
        relief: how far random wrinkles tilt the normals.
    """

    color: Color | Paint
    gloss: float = 0.15
    hardness: float = 24.0
    metal: float = 0.0
    grain: float = 0.0
    relief: float = 0.0


@dataclass(frozen=True)
class Faces:
    """Quads: corners (n, 4, 3), normals (n, 3), albedo (n, 3), finish (n, 3), bias (n), solid (n).

    `finish` holds gloss, hardness and metal; `bias` moves a face towards the viewer when faces are
    sorted (decals); only faces of solids are dropped when they look away.
    """

    corners: Array
    normals: Array
    albedo: Array
    finish: Array
    bias: Array
    solid: NDArray[np.bool_]

    @property
    def centers(self) -> Array:
        """The middle of each face, (n, 3)."""
        return middles(self.corners)

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Faces:
        """The same faces somewhere else."""
        return dataclasses.replace(self, corners=self.corners + np.array([x, y, z]))

    def scaled(self, x: float, y: float | None = None, z: float | None = None) -> Faces:
        """The same faces stretched; one number scales all three axes."""
        factor = np.array([x, x if y is None else y, x if z is None else z])
        normals = self.normals / factor
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
        return dataclasses.replace(self, corners=self.corners * factor, normals=normals)

    def turned(self, axis: str, degrees: float) -> Faces:
        """The same faces rotated about the x, y or z axis."""
        turn = rotation(axis, degrees).T
        return dataclasses.replace(self, corners=self.corners @ turn, normals=self.normals @ turn)


def middles(corners: Array) -> Array:
    """The middle of each quad, (n, 3); several times faster than `mean` over so short an axis."""
    total = corners[:, 0] + corners[:, 1] + corners[:, 2] + corners[:, 3]
    return np.asarray(total / 4)


def rotation(axis: str, degrees: float) -> Array:
    """The 3x3 matrix of a right-handed turn about one world axis."""
    angle = np.radians(degrees)
    first, second = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    matrix = np.eye(3)
    matrix[first, first] = matrix[second, second] = np.cos(angle)
    matrix[first, second] = -np.sin(angle)
    matrix[second, first] = np.sin(angle)
    return matrix


def merge(parts: Sequence[Faces]) -> Faces:
    """Puts several parts into one product."""
    names = [field.name for field in dataclasses.fields(Faces)]
    return Faces(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    )


def surface(
    points: Array,
    material: Material,
    *,
    solid: bool = True,
    inward: bool = False,
    bias: float = 0.0,
) -> Faces:
    """Cuts a grid of points (rows, columns, 3) into quads.

    Args:
        points: the grid; u runs along the columns and v along the rows, both 0..1.
        material: what it is made of.
        solid: whether the far side is hidden by the near one.
        inward: whether the visible side is the one that faces the middle.
        bias: moved towards the viewer when faces are sorted.
    """
    rows, columns = points.shape[0] - 1, points.shape[1] - 1
    corners = np.stack(
        [points[:-1, :-1], points[:-1, 1:], points[1:, 1:], points[1:, :-1]], axis=2
    ).reshape(-1, 4, 3)
    normals = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    normals = normals / np.maximum(length, 1e-9)
    centers = middles(corners)
    outward = float(np.sum((normals * (centers - points.reshape(-1, 3).mean(axis=0))) * length))
    if (outward < 0) != inward:
        normals = -normals
    v, u = np.meshgrid(
        (np.arange(rows) + 0.5) / rows, (np.arange(columns) + 0.5) / columns, indexing="ij"
    )
    return _coat(corners, normals, u.ravel(), v.ravel(), material, solid=solid, bias=bias)


def _coat(
    corners: Array,
    normals: Array,
    u: Array,
    v: Array,
    material: Material,
    *,
    solid: bool,
    bias: float,
) -> Faces:
    """Gives bare quads their colour, grain and relief; the randomness depends on their number."""
    count = len(corners)
    if callable(material.color):
        albedo = np.asarray(material.color(u, v, middles(corners)), dtype=np.float64)
    else:
        albedo = np.broadcast_to(np.asarray(material.color, dtype=np.float64), (count, 3))
    rng = np.random.default_rng(count)
    if material.grain:
        albedo = albedo * (1.0 + material.grain * rng.standard_normal((count, 1)))
    if material.relief:
        normals = normals + material.relief * rng.standard_normal((count, 3))
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    finish = np.broadcast_to([material.gloss, material.hardness, material.metal], (count, 3))
    return Faces(
        corners,
        normals,
        np.clip(albedo, 0.0, 1.0),
        np.array(finish),
        np.full(count, bias),
        np.full(count, solid),
    )


def smooth(points: ArrayLike, count: int) -> Array:
    """A Catmull-Rom curve through `points` (k, d), sampled at `count` places; ends included."""
    knots = np.asarray(points, dtype=np.float64)
    padded = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
    where = np.linspace(0.0, len(knots) - 1.0, count)
    index = np.minimum(where.astype(int), len(knots) - 2)
    t = (where - index)[:, None]
    a, b, c, d = (padded[index + shift] for shift in range(4))
    return np.asarray(
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2)
        + 0.5 * (3 * b - 3 * c + d - a) * t**3
    )


def lathe(
    profile: ArrayLike,
    material: Material,
    *,
    rows: int = 40,
    segments: int = 64,
    curved: bool = True,
    inward: bool = False,
    solid: bool = True,
    bias: float = 0.0,
) -> Faces:
    """Turns a profile of (radius, height) pairs about the y axis."""
    outline = smooth(profile, rows) if curved else straight(profile, rows)
    angle = np.linspace(0.0, 2 * np.pi, segments + 1)
    radius = np.maximum(outline[:, :1], 0.0)
    height = np.broadcast_to(outline[:, 1:2], (len(outline), segments + 1))
    points = np.stack([radius * np.sin(angle), height, radius * np.cos(angle)], axis=2)
    return surface(points, material, inward=inward, solid=solid, bias=bias)


def straight(points: ArrayLike, count: int) -> Array:
    """A polyline through `points` (k, d), resampled at `count` places by length; corners kept."""
    knots = np.asarray(points, dtype=np.float64)
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(knots, axis=0), axis=1))])
    where = np.linspace(0.0, along[-1], count)
    for place in along[1:-1]:
        where[np.argmin(np.abs(where - place))] = place
    return np.stack([np.interp(where, along, knots[:, axis]) for axis in range(knots.shape[1])], 1)


def tube(
    path: ArrayLike,
    radius: ArrayLike,
    material: Material,
    *,
    rows: int = 40,
    segments: int = 20,
    curved: bool = True,
    flat: float = 1.0,
    bias: float = 0.0,
) -> Faces:
    """Sweeps a circle (or an ellipse: `flat` squeezes it along its first axis) along a path."""
    line = smooth(path, rows) if curved else straight(path, rows)
    thickness = np.asarray(radius, dtype=np.float64).ravel()
    widths = np.interp(np.linspace(0, 1, rows), np.linspace(0, 1, len(thickness)), thickness)
    tangent = np.gradient(line, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    first = np.zeros_like(line)
    seed = np.eye(3)[np.argmin(np.abs(tangent).mean(axis=0))]
    for row in range(rows):
        seed = seed - tangent[row] * float(seed @ tangent[row])
        seed = seed / max(float(np.linalg.norm(seed)), 1e-9)
        first[row] = seed
    second = np.cross(tangent, first)
    angle = np.linspace(0, 2 * np.pi, segments + 1)[None, :, None]
    ring = flat * np.cos(angle) * first[:, None] + np.sin(angle) * second[:, None]
    points = line[:, None] + widths[:, None, None] * ring
    start, stop = np.broadcast_to(line[:1, None], ring[:1].shape), line[-1:, None] + 0 * ring[:1]
    return _outward_tube(np.concatenate([start, points, stop]), material, bias)


def _outward_tube(points: Array, material: Material, bias: float) -> Faces:
    """A bent tube has no single middle: each ring's own centre says which way is out."""
    faces = surface(points, material, bias=bias)
    rows, columns = points.shape[0] - 1, points.shape[1] - 1
    middle = 0.5 * (points[:-1].mean(axis=1) + points[1:].mean(axis=1))
    away = faces.centers - np.repeat(middle, columns, axis=0)
    agreement = np.sum(away * faces.normals, axis=1).reshape(rows, columns)[1:-1].sum()
    return faces if agreement >= 0 else dataclasses.replace(faces, normals=-faces.normals)


def ellipsoid(
    radii: ArrayLike,
    material: Material,
    *,
    squareness: float = 1.0,
    rows: int = 36,
    segments: int = 56,
    bias: float = 0.0,
) -> Faces:
    """A ball stretched along the axes; `squareness` under 1 makes a rounded box of it."""
    theta = np.linspace(-np.pi / 2, np.pi / 2, rows + 1)[:, None]
    phi = np.linspace(0, 2 * np.pi, segments + 1)[None, :]
    x = _power(np.cos(theta), squareness) * _power(np.sin(phi), squareness)
    y = _power(np.sin(theta), squareness) + 0 * phi
    z = _power(np.cos(theta), squareness) * _power(np.cos(phi), squareness)
    points = np.stack([x, y, z], axis=2) * np.asarray(radii, dtype=np.float64)
    return surface(points, material, bias=bias)


def _power(values: Array, exponent: float) -> Array:
    return np.asarray(np.sign(values) * np.abs(values) ** exponent)


def box(size: ArrayLike, material: Material, *, cuts: int = 8, bias: float = 0.0) -> Faces:
    """A box around the origin, each side cut into `cuts` by `cuts` faces."""
    half = np.asarray(size, dtype=np.float64) / 2
    line = np.linspace(-1.0, 1.0, cuts + 1)
    a, b = np.meshgrid(line, line)
    sides = []
    for axis in range(3):
        for sign in (-1.0, 1.0):
            points = np.empty((cuts + 1, cuts + 1, 3))
            points[..., axis] = sign
            points[..., (axis + 1) % 3] = a
            points[..., (axis + 2) % 3] = b
            side = surface(points * half, material, bias=bias)
            normal = np.zeros(3)
            normal[axis] = sign
            sides.append(dataclasses.replace(side, normals=np.tile(normal, (len(side.bias), 1))))
    return merge(sides)


def panel(
    outline: ArrayLike,
    material: Material,
    *,
    rings: int = 10,
    bias: float = 0.0,
    solid: bool = False,
) -> Faces:
    """A plane shape filled from its middle in rings; the outline (k, 3) must be seen from there."""
    edge = np.asarray(outline, dtype=np.float64)
    edge = np.vstack([edge, edge[:1]])
    middle = edge[:-1].mean(axis=0)
    share = np.linspace(0.0, 1.0, rings + 1)[:, None, None]
    return surface(middle + share * (edge - middle), material, solid=solid, bias=bias)


def circle(radius: float, height: float, count: int = 48) -> Array:
    """Points of a level circle about the y axis, (count, 3)."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.stack([radius * np.sin(angle), 0 * angle + height, radius * np.cos(angle)], axis=1)
