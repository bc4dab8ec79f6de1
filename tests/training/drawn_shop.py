"""A folder of drawn products, small enough to train a network on in a test."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

COLOURS = {"Food/Red": (210, 40, 40), "Food/Green": (40, 190, 60), "Tools": (60, 60, 220)}


def draw_shop(folder: Path, *, photos: int = 14, size: int = 96, seed: int = 0) -> Path:
    """Draws coloured discs on noise, one class folder per colour."""
    random = np.random.default_rng(seed)
    for name, colour in COLOURS.items():
        place = folder / "train" / name
        place.mkdir(parents=True)
        for number in range(photos):
            noise = random.integers(0, 90, (size, size, 3), dtype=np.uint8)
            picture = Image.fromarray(noise)
            x, y = random.integers(5, size // 2, 2)
            ImageDraw.Draw(picture).ellipse([x, y, x + size // 2, y + size // 2], fill=colour)
            picture.save(place / f"{number}.jpg", quality=95)
    return folder
