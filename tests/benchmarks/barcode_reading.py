"""Prints what barcodes the reader finds, how fast, at which size of photo, and how often it errs.

    uv run python tests/benchmarks/barcode_reading.py [--photos FOLDER]

Photos of twelve megapixels are drawn, each with one code of a known number, small in the picture,
turned and blurred. Every way sees the same photos in the same run; times are this thread's own
processor time, so that a busy computer does not matter. The second table counts misreadings among
small codes without and with the second look. With ``--photos``, the codes in a folder of real
photos are listed.
"""

import argparse
import io
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from shelftag.importing.decode import PhotoFile, UnreadablePhoto, decode_pixels, read_photo
from shelftag_api.gtin import gtin_of
from shelftag_barcode.plugin import BarcodeReader
from shelftag_barcode.scanning import scan

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import drawn_codes

SIZE = (4000, 3000)
EDGES = (1000, 1600, 2000, 2400, 2800, 4000)
MODULES = (2.5, 3, 4, 5, 6)
LINK = "https://id.gs1.org/01/"


def main() -> None:
    """Reads the arguments and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=4, help="photos of each kind and module")
    parser.add_argument("--small", type=int, default=1500, help="small codes for misreadings")
    parser.add_argument("--photos", type=Path, help="a folder of real photos")
    arguments = parser.parse_args()
    compare_sizes(list(large_photos(arguments.rounds)))
    count_misreadings(arguments.small)
    if arguments.photos:
        look_through(arguments.photos)


def large_photos(rounds: int) -> Iterator[tuple[float, str, PhotoFile]]:
    """Draws photos; yields width of a bar in pixels, the number in it, and the JPEG."""
    rng = random.Random(1)
    for module in MODULES:
        for number in range(rounds * 2):
            digits = drawn_codes.random_ean13(rng)
            square = number % 2
            text = LINK + digits.zfill(14) if square else digits
            drawn = drawn_codes.code("QRCode" if square else "EAN13", text, module)
            blur, angle = rng.choice((0.5, 1.2, 2.0)), rng.choice((0, 15, 40, 90))
            image = drawn_codes.photo(
                drawn, size=SIZE, angle=angle, blur=blur, seed=rng.randrange(9**9)
            )
            out = io.BytesIO()
            image.save(out, "JPEG", quality=88)
            yield module, digits, PhotoFile("drawn.jpg", out.getvalue(), "")


def compare_sizes(photos: list[tuple[float, str, PhotoFile]]) -> None:
    """Prints for each longest edge the time and the share of codes found."""
    reader = BarcodeReader()
    heads = "  ".join(f"{module:g} px" for module in MODULES)
    print(f"{len(photos)} photos of 12 megapixels; share found, by width of the thinnest bar")
    print(f"edge   decode    read   found  wrong   {heads}")
    for edge in EDGES:
        found: Counter[float] = Counter()
        wrong = 0
        decoding = reading = 0.0
        for module, digits, photo in photos:
            began = time.thread_time()
            pixels = decode_pixels(photo, edge=edge, grey=True)
            decoded = time.thread_time()
            gtins = {gtin_of(item.kind, item.text).zfill(13) for item in reader.read(pixels)}
            decoding, reading = decoding + decoded - began, reading + time.thread_time() - decoded
            found[module] += digits in gtins
            wrong += bool(gtins - {digits})
        each = len(photos) / len(MODULES)
        shares = "  ".join(f"{found[module] / each:4.0%}" for module in MODULES)
        print(
            f"{edge:4} {decoding / len(photos) * 1e3:5.0f} ms {reading / len(photos) * 1e3:4.0f} ms"
            f"  {found.total() / len(photos):5.0%} {wrong:6}   {shares}"
        )


def count_misreadings(count: int) -> None:
    """Prints how many small codes are read rightly and wrongly, with and without a second look."""
    rng = random.Random(70)
    reader = BarcodeReader()
    results: Counter[str] = Counter()
    for number in range(count):
        digits = drawn_codes.random_ean13(rng)
        drawn = drawn_codes.code("EAN13", digits, rng.uniform(1.2, 2.4))
        image = drawn_codes.photo(
            drawn, size=(500, 380), angle=rng.uniform(0, 360), blur=rng.uniform(0, 1.1),
            noise=rng.uniform(0, 10), seed=number,
        )  # fmt: skip
        pixels = np.asarray(image.convert("L"))
        ways = {"one look": scan(pixels), "the reader": reader.read(pixels)}
        for way, items in ways.items():
            texts = {item.text for item in items}
            results[f"{way}: right"] += digits in texts
            results[f"{way}: wrong"] += bool(texts - {digits})
    print(f"\n{count} codes with bars of 1.2 to 2.4 pixels, blurred")
    for name in ("one look: right", "one look: wrong", "the reader: right", "the reader: wrong"):
        print(f"{name:18} {results[name]}")


def look_through(folder: Path) -> None:
    """Prints the codes in a folder of photos."""
    reader = BarcodeReader()
    looked = 0
    print(f"\n{folder}")
    for path in sorted(item for item in folder.rglob("*") if item.is_file()):
        try:
            pixels = decode_pixels(read_photo(path), edge=reader.max_edge, grey=True)
        except UnreadablePhoto:
            continue
        looked += 1
        for item in reader.read(pixels):
            print(f"{path.name}: {item.kind} {item.text} → {gtin_of(item.kind, item.text) or '–'}")
    print(f"{looked} photos looked through")


if __name__ == "__main__":
    main()
