"""Pictures that differ from each other as photos of different things do."""

import numpy as np
from PIL import Image, ImageDraw


def drawing(seed: int, size: tuple[int, int] = (320, 240)) -> Image.Image:
    chance = np.random.default_rng(seed)
    small = Image.fromarray(chance.integers(0, 255, (6, 8, 3), np.uint8))
    image = small.resize(size, Image.Resampling.BICUBIC)
    ImageDraw.Draw(image).ellipse((60, 40, 140, 120), fill=tuple(chance.integers(0, 255, 3)))
    return image
