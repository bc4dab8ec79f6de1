"""Draws the pictures on which the int8 encoder is calibrated and checked.

Gradients with blurred ellipses and boxes: measured to calibrate EfficientNet-Lite as well as real
photos do, and they need no third-party picture on a fresh clone. Deterministic by seed.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter


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
