"""Compares the whole import of 12-megapixel JPEGs with the plain way, and with its own bound.

    uv run python tests/benchmarks/import_speed.py [--photos 120] [--rounds 3]

Photos of the demo shop are drawn, brought to 4,000 × 3,000 pixels with a camera's grain, and saved
at quality 88 (about 2 MB each). The import (hash, decode, thumbnail, embedding, suggestion, rows)
and the plain way (plain_import.py) take turns on the same files in one process, models loaded
beforehand in both; so do decoding alone and inference alone, in as many threads as the import has.
The bound is 1 ÷ (1/decoding + 1/inference) on a processor, the slower of the two on a GPU. Quoted
are the ratios round by round, and their median.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from PIL import Image
from plain_import import import_all

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from shelftag.catalog.catalog import Catalog  # noqa: E402
from shelftag.engine.context import JobContext  # noqa: E402
from shelftag.engine.jobs import import_folder  # noqa: E402
from shelftag.importing.decode import decode  # noqa: E402
from shelftag.importing.pipeline import DECODERS  # noqa: E402
from shelftag_onnx.encoder import open_encoder  # noqa: E402
from shelftag_resources.demo.shop import draw_demo_shop  # noqa: E402
from starter_cache import starter_folder  # noqa: E402

SIZE = (4000, 3000)
GRAIN = 4.0
DRAWN = 24
"""Different photos; the others are these with other grain."""


@dataclass(frozen=True)
class Round:
    """Photos per second of one round."""

    whole: float
    plain: float
    decoding: float
    inference: float

    def bound(self, device: str) -> float:
        """What the import could reach at best."""
        if device == "cpu":
            return 1 / (1 / self.decoding + 1 / self.inference)
        return min(self.decoding, self.inference)


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--photos", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="shelftag-speed-") as temporary:
        work = Path(temporary)
        os.environ["SHELFTAG_HOME"] = str(work / "home")
        shutil.copytree(starter_folder(), work / "home" / "starter")
        draw_photos(work / "photos", arguments.photos)
        measure(work, arguments.rounds)


def measure(work: Path, rounds: int) -> None:
    """Runs the rounds and prints each and their median."""
    folder = starter_folder() / "encoder"
    encoder = open_encoder(folder)
    fp32 = onnxruntime.InferenceSession(
        folder / encoder.manifest.graphs["fp32"].file,
        providers=["CPUExecutionProvider"],
    )
    photos = sorted((work / "photos").glob("*.jpg"))
    size = (encoder.manifest.width, encoder.manifest.height)

    def decode_one(path: Path) -> Any:
        return decode(path, size=size, resize=encoder.manifest.resize).pixels

    def decode_all() -> None:
        with ThreadPoolExecutor(DECODERS) as pool:
            for _ in pool.map(decode_one, photos):
                pass

    pixels = np.stack([decode_one(path) for path in photos])
    found: list[Round] = []
    for number in range(rounds + 1):
        folder = work / f"round-{number}"
        folder.mkdir()
        with shop(folder / "shop") as start_import:
            found.append(
                Round(
                    whole=rate(len(photos), lambda run=start_import: run(work / "photos")),
                    plain=rate(
                        len(photos),
                        lambda at=folder: import_all(
                            work / "photos", encoder.manifest, fp32, at / "plain.db"
                        ),
                    ),
                    decoding=rate(len(photos), decode_all),
                    inference=rate(len(photos), lambda: encoder.embed_images(pixels)),
                )
            )
    report(found[1:], encoder.runtime.device, len(photos))


def report(found: list[Round], device: str, photos: int) -> None:
    """Prints the rounds; the first, which warms everything up, is not among them."""
    print(f"{photos} photos of {SIZE[0]} × {SIZE[1]} pixels, {DECODERS} decoders, on {device}")
    print("photos/s:  import   plain  decode  infer | import ÷ plain, import ÷ bound")
    for item in found:
        print(
            f"          {item.whole:7.1f} {item.plain:7.1f} {item.decoding:7.1f} "
            f"{item.inference:6.1f} | {item.whole / item.plain:.1f}, "
            f"{item.whole / item.bound(device):.2f}"
        )
    against_plain = statistics.median(item.whole / item.plain for item in found)
    against_bound = statistics.median(item.whole / item.bound(device) for item in found)
    print(f"median: {against_plain:.1f} times the plain way, {against_bound:.2f} of the bound")


@contextmanager
def shop(folder: Path) -> Iterator[Callable[[Path], None]]:
    """Makes a catalogue with the starter, its models loaded; gives a function that imports."""

    def start_import(photos: Path) -> None:
        for _ in import_folder(JobContext(folder), str(photos), "each_photo"):
            pass

    with Catalog.create(folder):
        warm = folder.parent / "warm"
        warm.mkdir()
        Image.new("RGB", (300, 300), "red").save(warm / "a.jpg")
        start_import(warm)
        yield start_import


def rate(count: int, action: Callable[[], object]) -> float:
    """Photos per second of an action."""
    began = time.perf_counter()
    action()
    return count / (time.perf_counter() - began)


def draw_photos(folder: Path, count: int) -> None:
    """Draws the photos, each with grain of its own."""
    folder.mkdir()
    drawn = []
    for photo in draw_demo_shop(folder.parent / "drawn", per_category=4):
        drawn.append(photo.path)
        if len(drawn) == DRAWN:
            break
    random = np.random.default_rng(7)
    for number in range(count):
        with Image.open(drawn[number % len(drawn)]) as opened:
            image = np.asarray(opened.convert("RGB").resize(SIZE), np.float32)
        grain = random.normal(0, GRAIN, (SIZE[1], SIZE[0], 1)).astype(np.float32)
        noisy = np.clip(image + grain, 0, 255).astype(np.uint8)
        Image.fromarray(noisy).save(folder / f"{number:04d}.jpg", quality=88)


if __name__ == "__main__":
    main()
