"""Takes the picture: camera, studio light, soft shadows, and quads painted back to front."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .backdrop import FILM_GREY, Backdrop, Picture, film_grain
from .mesh import Array, Faces, rotation

SUPERSAMPLING = 2
SHADOW_SCALE = 4
LIGHT_SCALE = 2
LIGHT_BLUR = 1.9
LIGHT_RANGE = 1.7
CAMERA_DISTANCE = 5.0
_LINEAR = ((np.arange(256) / 255) ** 2.2).astype(np.float32)
_GAMMA = np.rint(255 * (np.arange(8192) / 8191) ** (1 / 2.2)).astype(np.uint8)
_UNCOVER = ((np.maximum(np.arange(256), 1) / 255) ** -2.2).astype(np.float32)  # edges are thinned
_SHADE = [round(255 - level * tint) for tint in (1.0, 0.98, 0.94) for level in range(256)]


@dataclass(frozen=True)
class View:
    """How one photo is taken; angles in degrees.

    Attributes:
        size: width and height of the photo in pixels.
        yaw: turn of the product about its upright axis.
        elevation: height of the camera above the table.
        roll: tilt of the product in the picture plane.
        light: where the lamp is, 0 behind the camera, negative to the left.
        fill: share of the frame that the product takes.
        shift: where it sits off the middle, as shares of the frame.
        hung: in front of a wall instead of standing on a table.
    """

    size: tuple[int, int] = (900, 900)
    yaw: float = 0.0
    elevation: float = 15.0
    roll: float = 0.0
    light: float = -35.0
    fill: float = 0.7
    shift: tuple[float, float] = (0.0, 0.0)
    hung: bool = False


class Camera:
    """Projects world points to pixels and pixels back to the plane that the product rests on."""

    def __init__(self, view: View, faces: Faces) -> None:
        self.view = view
        points = faces.corners.reshape(-1, 3)
        low, high = points.min(axis=0), points.max(axis=0)
        self.target = (low + high) / 2
        self.radius = float(np.linalg.norm(high - low)) / 2
        self.turn = rotation("x", view.elevation)
        self.eye = self.target + np.array([0, 0, 1]) @ self.turn * CAMERA_DISTANCE * self.radius
        self.plane_axis, self.plane = (2, float(low[2]) - 0.02) if view.hung else (1, float(low[1]))
        self.scale, self.offset = 1.0, np.zeros(2)
        flat = self.project(points)
        first, last = flat.min(axis=0), flat.max(axis=0)
        frame = np.array(view.size, dtype=np.float64)
        self.scale = float(np.min(view.fill * frame / np.maximum(last - first, 1e-6)))
        lift = np.array([0.5, 0.5]) + np.array(view.shift)
        self.offset = frame * lift - self.scale * (first + last) / 2

    def project(self, points: Array) -> Array:
        """World points (..., 3) to pixels (..., 2)."""
        local = (points - self.target) @ self.turn.T
        depth = CAMERA_DISTANCE * self.radius - local[..., 2]
        flat = np.stack([local[..., 0], -local[..., 1]], axis=-1)
        return np.asarray(flat / depth[..., None] * self.scale + self.offset)

    def plane_points(self, step: int) -> tuple[Picture, Picture, NDArray[np.bool_]]:
        """For every `step`-th pixel: where its ray meets the plane (two axes), and if it does."""
        width, height = self.view.size
        x = (np.arange(0, width, step) + step / 2 - self.offset[0]) / self.scale
        y = (np.arange(0, height, step)[:, None] + step / 2 - self.offset[1]) / self.scale
        rise, depth = -y * self.turn[1] - self.turn[2], self.plane_axis  # rays do not depend on x
        along = rise[:, depth : depth + 1]
        reach = (self.plane - self.eye[depth]) / np.where(along < -1e-3, along, -1e-3)
        hits = (along < -1e-3) & (reach < 12 * CAMERA_DISTANCE * self.radius)
        other = 3 - depth
        first = (self.eye[0] + reach * x) / self.radius
        second = (self.eye[other] + reach * rise[:, other : other + 1]) / self.radius
        shape = first.shape
        return (
            first.astype(np.float32),
            np.broadcast_to(second.astype(np.float32), shape),
            np.broadcast_to(hits, shape),
        )


def light_direction(view: View) -> Array:
    """Unit vector towards the lamp: above, to one side and a little in front."""
    angle = np.radians(view.light)
    direction = np.array([1.1 * np.sin(angle), 1.15, 0.9 * np.cos(angle) + 0.25])
    return np.asarray(direction / np.linalg.norm(direction))


def shoot(faces: Faces, view: View, backdrop: Backdrop, rng: np.random.Generator) -> Image.Image:
    """Renders one photo of a product (its lowest point is put on the table)."""
    faces = faces.turned("y", view.yaw).turned("z", view.roll)
    camera = Camera(view, faces)
    centers = faces.centers
    picture = ImageChops.multiply(
        backdrop.paint(camera, rng), _shadows(faces, centers, camera, backdrop)
    )
    to_eye = camera.eye - centers
    distance = np.linalg.norm(to_eye, axis=1)
    to_eye /= distance[:, None]
    facing = np.sum(faces.normals * to_eye, axis=1)
    seen = np.flatnonzero(~faces.solid | (facing > -0.05))
    order = seen[np.argsort(-(distance - faces.bias)[seen], kind="stable")]
    normals = np.where(facing[:, None] < 0, -faces.normals, faces.normals)
    light = _light(faces, centers, normals, to_eye, camera, backdrop)[order]
    corners = camera.project(faces.corners[order]).reshape(-1, 8)
    _compose(picture, faces.albedo[order], light, corners)
    return _develop(picture, rng)


def _compose(picture: Image.Image, albedo: Array, light: Array, corners: Array) -> None:
    """Paints crisp colours and, apart from them, soft light; so no facets show.

    Args:
        picture: the backdrop, on which the product is put.
        albedo: (n, 3) sRGB, back to front.
        light: (n, 2): what the colour is multiplied with, and the reflection added to it.
        corners: (n, 8) pixels.
    """
    low = np.maximum(np.floor(corners.reshape(-1, 2).min(axis=0)).astype(int) - 4, 0) & ~1
    high = np.minimum(np.ceil(corners.reshape(-1, 2).max(axis=0)).astype(int) + 4, picture.size)
    high -= (high - low) % 2
    width, height = (int(side) for side in high - low)
    corners = corners - np.tile(low, 4)
    crisp = Image.new("RGBA", (width * SUPERSAMPLING, height * SUPERSAMPLING))
    _paint(crisp, corners * SUPERSAMPLING, np.column_stack([albedo, np.ones(len(albedo))]))
    color = np.asarray(crisp.reduce(SUPERSAMPLING))
    soft = Image.new("RGB", (width // LIGHT_SCALE, height // LIGHT_SCALE))
    levels = np.column_stack([(light / LIGHT_RANGE) ** 0.5, np.ones(len(light))])
    _paint(soft, corners / LIGHT_SCALE, levels)
    soft = soft.filter(ImageFilter.GaussianBlur(LIGHT_BLUR))
    spread = np.asarray(soft.resize((width, height), Image.Resampling.BILINEAR), dtype=np.float32)
    lit = np.minimum(spread[..., :2] / np.maximum(spread[..., 2:], 1), 1)
    lit *= lit * np.float32(LIGHT_RANGE)
    cover = color[..., 3]
    linear = _LINEAR[color[..., :3]]
    linear *= lit[..., :1] * _UNCOVER[cover][..., None]
    linear += lit[..., 1:]
    np.minimum(linear, np.float32(1), out=linear)
    linear *= np.float32(len(_GAMMA) - 1)
    product = Image.fromarray(_GAMMA[linear.astype(np.uint16)])
    picture.paste(product, (int(low[0]), int(low[1])), Image.fromarray(cover))


def _paint(image: Image.Image, corners: Array, colors: Array) -> None:
    """Fills quads (n, 8), in order, with colours in 0..1."""
    shift = np.array([1, 256, 65536, 16777216])[: colors.shape[1]]
    inks = np.asarray(np.clip(colors * 255 + 0.5, 0, 255)).astype(np.int64) @ shift
    draw = ImageDraw.Draw(image)
    for quad, ink in zip(corners.tolist(), inks.tolist(), strict=True):
        draw.polygon(quad, fill=ink)


def _light(
    faces: Faces, centers: Array, normals: Array, to_eye: Array, camera: Camera, backdrop: Backdrop
) -> Array:
    """Per face, what its colour is multiplied with and the reflection added to it, (n, 2)."""
    lamp = light_direction(camera.view)
    gloss, hardness, metal = faces.finish.T
    lit = normals @ lamp
    key = np.clip((lit + 0.22) / 1.22, 0, 1) ** 1.25 * _self_shadow(faces, centers, lamp, camera)
    sky = 0.5 + 0.5 * normals[:, 1]
    bounce = float(np.mean(backdrop.tone)) ** 2.2
    ambient = 0.30 * sky + (0.05 + 0.2 * bounce) * (1 - sky) + 0.06
    if not camera.view.hung:
        height = (centers[:, 1] - camera.plane) / camera.radius
        ambient = ambient * np.clip(0.55 + 2.2 * height, 0, 1)
    facing = np.clip(np.sum(normals * to_eye, axis=1), 0, 1)
    mirror = 2 * facing[:, None] * normals - to_eye
    toward = np.clip(mirror @ lamp, 0, 1)
    window = np.clip(mirror @ (lamp * [-1, 0.5, 0.6]), 0, 1)
    highlight = toward**hardness + 0.3 * window ** (hardness * 1.5)
    up = np.clip(mirror[:, 1], 0, 1)
    rim = (1 - facing) ** 4 * (0.25 + 0.5 * up)
    studio = 0.18 + 0.75 * np.clip(0.5 + 1.4 * mirror[:, 1], 0, 1) ** 2 + 1.2 * toward**hardness
    body = 1.06 * ((ambient + 0.85 * key) * (1 - metal) + (studio + 0.35 * key) * metal)
    shine = gloss * (0.75 * highlight + 0.55 * rim) * (1 - metal) + 0.35 * highlight * metal
    return np.asarray(np.clip(np.stack([body, shine], axis=1), 0, LIGHT_RANGE))


def _self_shadow(faces: Faces, centers: Array, lamp: Array, camera: Camera) -> Array:
    """How much of the lamp each face sees, (n,), from a coarse map of depths seen by the lamp."""
    side = np.cross([0.0, 1.0, 0.0], lamp)
    side /= np.linalg.norm(side)
    plane = (centers - camera.target) @ np.stack([side, np.cross(lamp, side)], axis=1)
    depth = (centers - camera.target) @ lamp / camera.radius
    cells = 56
    place = np.clip(((plane / camera.radius + 1) / 2 * cells).astype(int), 0, cells - 1)
    nearest = np.full((cells + 2, cells + 2), -9.0)
    np.maximum.at(nearest, (place[:, 0] + 1, place[:, 1] + 1), depth)
    hidden = np.zeros(len(centers))
    for dx, dy in ((1, 1), (0, 1), (2, 1), (1, 0), (1, 2)):
        gap = nearest[place[:, 0] + dx, place[:, 1] + dy] - depth
        hidden += np.clip((gap - 0.16) / 0.12, 0, 1)
    return np.asarray(1 - 0.62 * hidden / 5)


def _shadows(faces: Faces, centers: Array, camera: Camera, backdrop: Backdrop) -> Image.Image:
    """What the backdrop is multiplied with: a dark contact shadow, a wide soft one off the lamp."""
    axis = camera.plane_axis
    lamp = light_direction(camera.view)
    above = (centers[:, axis] - camera.plane)[:, None]
    first, second = (faces.corners[:, k + 2] - faces.corners[:, k] for k in (0, 1))
    area = np.linalg.norm(np.cross(first, second), axis=1)
    height = above[:, 0] / camera.radius
    layers = []
    for low, high, blur, direction in (
        (0.0, 0.12, 0.012, np.eye(3)[axis]),
        (0.0, 0.35, 0.030, lamp),
        (0.35, 9.0, 0.055, lamp),
    ):
        chosen = (height >= low) & (height < high)
        fallen = centers[chosen] - above[chosen] * direction / max(direction[axis], 0.3)
        layers.append(_splat(camera, fallen, area[chosen], blur))
    darkness = 0.42 * layers[0] + 0.5 * np.maximum(layers[1], layers[2])
    dim = Image.fromarray((np.clip(darkness, 0, 0.8) * (255 * backdrop.shadow)).astype(np.uint8))
    whole = dim.resize(camera.view.size, Image.Resampling.BILINEAR)
    return Image.merge("RGB", (whole, whole, whole)).point(_SHADE)


def _splat(camera: Camera, points: Array, area: Array, blur: float) -> Array:
    """A small blurred coverage map of points that stand for patches of some area."""
    width, height = camera.view.size
    columns, rows = width // SHADOW_SCALE, height // SHADOW_SCALE
    flat = camera.project(points) / SHADOW_SCALE
    inside = np.all((flat >= 0) & (flat < [columns, rows]), axis=1)
    place = flat[inside].astype(int)
    cover = np.bincount(
        place[:, 1] * columns + place[:, 0], weights=area[inside], minlength=rows * columns
    ).reshape(rows, columns)
    unit = SHADOW_SCALE * CAMERA_DISTANCE * camera.radius / camera.scale
    spread = Image.fromarray((np.clip(cover / unit**2, 0, 6) * 42).astype(np.uint8))
    spread = spread.filter(ImageFilter.GaussianBlur(2.0))
    closed = Image.fromarray(np.minimum(np.asarray(spread).astype(int) * 12, 255).astype(np.uint8))
    soft = closed.filter(ImageFilter.GaussianBlur(max(1.0, blur * columns)))
    return np.asarray(soft, dtype=np.float64) / 255


def _develop(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Sensor noise, a little vignette and the white balance of a particular day."""
    line = np.linspace(-1, 1, 64)
    fall = 1 - rng.uniform(0.02, 0.09) * (line[:, None] ** 2 + line**2)
    warm = rng.normal(0, 0.01)
    tint = np.minimum(np.array([0.99 + warm, 0.99, 0.99 - warm]) * rng.uniform(0.985, 1.01), 1)
    lens = Image.fromarray((255 * fall[..., None] * tint).astype(np.uint8))
    picture = ImageChops.multiply(picture, lens.resize(picture.size, Image.Resampling.BILINEAR))
    return ImageChops.add(picture, film_grain(rng, picture.size), 1, -FILM_GREY)
