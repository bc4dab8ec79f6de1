"""Draws the pictures on which encoders are calibrated and checked where there are no photos.

Gradients with blurred ellipses and boxes: measured to calibrate EfficientNet-Lite as well as real
photos do, and they need no third-party picture on a fresh clone. Deterministic by seed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

_CALIBRATION = 100
_THINGS, _VIEWS = 64, 8
_LARGEST = 384
"""Pixels to a side up to which all things are drawn: larger pictures would fill the memory."""
_LARGER = 1.2
"""Than they are to be, things are drawn by this, so that parts of them stay sharp."""


@dataclass(frozen=True)
class DrawnPictures:
    """All that an encoder is calibrated and checked on.

    Attributes:
        calibration: uint8 [n, pixels, pixels, 3].
        check: Others, likewise.
        things: int64 [n]: what each picture of ``check`` shows.
        compared: How many pictures of ``check`` are enough to compare a graph with its source.
    """

    calibration: list[NDArray[np.uint8]]
    check: NDArray[np.uint8]
    things: NDArray[np.int64]
    compared: int = 32


def drawn_for(pixels: int) -> DrawnPictures:
    """Draws what an encoder of a size needs: 512 pictures to check on, fewer of large ones."""
    things = int(np.clip(_THINGS * (_LARGEST / pixels) ** 2, 8, _THINGS))
    calibration = list(draw_pictures(_CALIBRATION, pixels, seed=1))
    return DrawnPictures(calibration, *draw_views(things, _VIEWS, pixels, seed=2))


def draw_pictures(count: int, pixels: int, seed: int) -> Iterator[NDArray[np.uint8]]:
    """Draws pictures one by one.

    Args:
        count: How many.
        pixels: Height and width.
        seed: Another seed draws others.

    Yields:
        uint8 RGB, shape [pixels, pixels, 3].
    """
    random = np.random.default_rng(seed)
    for _ in range(count):
        picture = _background(random, pixels)
        for _ in range(int(random.integers(3, 20))):
            picture = _with_shape(random, picture)
        noise = random.normal(0, float(random.uniform(4, 24)), (pixels, pixels, 3))
        yield np.clip(np.asarray(picture, np.float32) + noise, 0, 255).astype(np.uint8)


def draw_views(
    things: int, views: int, pixels: int, seed: int
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Draws pictures that show a few things again and again: cut, mirrored, lighter, darker.

    Args:
        things: How many.
        views: Pictures of each.
        pixels: Height and width.
        seed: Another seed draws others.

    Returns:
        uint8 RGB, shape [things × views, pixels, pixels, 3], and which thing each shows.
    """
    random = np.random.default_rng(seed)
    large = round(pixels * _LARGER)
    found = [
        _view(random, Image.fromarray(picture), pixels)
        for picture in draw_pictures(things, large, seed)
        for _ in range(views)
    ]
    return np.stack(found), np.repeat(np.arange(things), views)


def _view(random: np.random.Generator, picture: Image.Image, pixels: int) -> NDArray[np.uint8]:
    """A part of a picture in other light."""
    side = int(picture.width * random.uniform(0.6, 1))
    left, top = (int(place) for place in random.integers(0, picture.width - side + 1, 2))
    box = (left, top, left + side, top + side)
    part = picture.resize((pixels, pixels), Image.Resampling.BILINEAR, box)
    if random.random() < 0.5:
        part = part.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    light = float(random.uniform(0.6, 1.4))
    return np.asarray(np.clip(np.asarray(part, np.float32) * light, 0, 255), np.uint8)


def _colour(random: np.random.Generator) -> tuple[int, int, int]:
    """Any colour."""
    red, green, blue = random.integers(0, 256, 3)
    return int(red), int(green), int(blue)


def _background(random: np.random.Generator, pixels: int) -> Image.Image:
    """A gradient between two colours at any angle."""
    angle = random.uniform(0, 2 * np.pi)
    rows, columns = np.mgrid[0:pixels, 0:pixels] / pixels - 0.5
    share = np.clip(rows * np.sin(angle) + columns * np.cos(angle) + 0.5, 0, 1)[..., None]
    start, end = np.array(_colour(random)), np.array(_colour(random))
    return Image.fromarray((start * (1 - share) + end * share).astype(np.uint8), "RGB")


def _with_shape(random: np.random.Generator, picture: Image.Image) -> Image.Image:
    """Lays one ellipse or box with a soft edge over the picture."""
    size = picture.width
    left, top = random.uniform(-0.2, 0.8, 2) * size
    width, height = random.uniform(0.08, 0.8, 2) * size
    box = (int(left), int(top), int(left + width), int(top + height))
    mask = Image.new("L", picture.size, 0)
    pen = ImageDraw.Draw(mask)
    opacity = int(random.integers(120, 256))
    if random.random() < 0.5:
        pen.ellipse(box, fill=opacity)
    else:
        pen.rounded_rectangle(box, radius=int(random.uniform(0, 0.2) * size), fill=opacity)
    mask = mask.filter(ImageFilter.GaussianBlur(float(random.uniform(0, 6))))
    fill = Image.new("RGB", picture.size, _colour(random))
    return Image.composite(fill, picture, mask)
