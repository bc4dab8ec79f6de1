"""Barcodes in photos: drawn by the barcode library, laid askew into a picture, blurred."""

import random
from pathlib import Path

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from shelftag_api.gtin import check_digit

LEFT_ODD = [
    "0001101", "0011001", "0010011", "0111101", "0100011",
    "0110001", "0101111", "0111011", "0110111", "0001011",
]  # fmt: skip
PARITIES = [
    "LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG",
    "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL",
]  # fmt: skip


def code(name: str, text: str, module: float = 4.0, *, gs1: bool = False) -> Image.Image:
    """Draws a code with its white space; ``name`` as ZXing calls it, for example ``EAN13``."""
    form = getattr(zxingcpp.BarcodeFormat, name)
    drawn = zxingcpp.create_barcode(text, form, **({"gs1": True} if gs1 else {}))
    large = Image.fromarray(np.asarray(drawn.to_image(scale=8, add_quiet_zones=True)))
    size = round(large.width * module / 8), round(large.height * module / 8)
    return ImageOps.expand(large.resize(size, Image.Resampling.LANCZOS), round(3 * module), 255)


def ean13_by_hand(digits: str, module: int = 4) -> Image.Image:
    """Draws an EAN-13 bar by bar, whatever its check digit is."""
    left = [LEFT_ODD[int(digit)] for digit in digits]
    right = ["".join("10"[int(bit)] for bit in bits) for bits in left]
    even = [bits[::-1] for bits in right]
    parity = PARITIES[int(digits[0])]
    half = "".join((left if parity[i] == "L" else even)[i + 1] for i in range(6))
    bars = f"101{half}01010{''.join(right[7:])}101"
    image = Image.new("L", ((len(bars) + 22) * module, 60 * module), 255)
    pen = ImageDraw.Draw(image)
    for place, bit in enumerate(bars):
        if bit == "1":
            x = (place + 11) * module
            pen.rectangle((x, 0, x + module - 1, image.height), 0)
    return image


def photo(
    *codes: Image.Image,
    size: tuple[int, int] = (1200, 900),
    angle: float = 0,
    blur: float = 0,
    noise: float = 4,
    seed: int = 1,
) -> Image.Image:
    """Lays codes, turned by an angle, on a picture of shapes as a camera would see them."""
    rng = random.Random(seed)
    scene = Image.new("RGB", size, tuple(rng.randrange(90, 220) for _ in range(3)))
    pen = ImageDraw.Draw(scene)
    for _ in range(60):
        x, y = rng.randrange(size[0]), rng.randrange(size[1])
        w, h = rng.randrange(10, size[0] // 4), rng.randrange(10, size[1] // 4)
        colour = tuple(rng.randrange(256) for _ in range(3))
        rng.choice((pen.ellipse, pen.rectangle))((x, y, x + w, y + h), colour)
    for number, drawn in enumerate(codes):
        turned = drawn.convert("RGBA").rotate(angle, Image.Resampling.BICUBIC, expand=True)
        room = (size[0] - turned.width, size[1] // len(codes) - turned.height)
        place = (rng.randrange(max(1, room[0])), rng.randrange(max(1, room[1])))
        scene.paste(turned, (place[0], place[1] + number * size[1] // len(codes)), turned)
    if blur:
        scene = scene.filter(ImageFilter.GaussianBlur(blur))
    grain = np.random.default_rng(seed).normal(0, noise, (size[1], size[0], 1))
    return Image.fromarray((np.asarray(scene) + grain).clip(0, 255).astype(np.uint8))


def save(image: Image.Image, path: Path) -> Path:
    """Writes a JPEG as cameras do."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, "JPEG", quality=90)
    return path


def random_ean13(rng: random.Random) -> str:
    """Returns a number of a country that gives products theirs."""
    start = rng.choice(("400", "500", "690", "761", "870", "036"))
    digits = start + "".join(str(rng.randrange(10)) for _ in range(9))
    return digits + check_digit(digits)
