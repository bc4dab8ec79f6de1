"""A folder of drawn products, small enough to train a network on in a test."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from shelftag_api.encoder import read_encoder
from shelftag_training.encoders.encode import encode_photos

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


def embeddings(output: Path, shop: Path) -> np.ndarray:
    """What the fp32 graph makes of the shop's photos."""
    manifest = read_encoder(output / "encoder")
    photos = sorted(shop.rglob("*.jpg"))
    only = output.parent / f"{output.name}-fp32"
    if not only.exists():
        only.mkdir()
        graph = manifest.graphs["fp32"]
        (only / graph.file).write_bytes((output / "encoder" / graph.file).read_bytes())
        replace(manifest, graphs={"fp32": graph}).write(only)
    return encode_photos(photos, only, lambda done, failed: None)[0]
