"""Memory and rate of an import of very many small photos, and the time of a second run.

``python tests/benchmarks/import_memory.py [--photos 100000]`` draws the photos, imports them with
the real engine and model, and prints the peaks of both processes. The floor is 1 GB for the engine
and 20 s for the second run, the aim 600 MB and 5 s.
"""

import argparse
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from memory import peak_kib  # noqa: E402
from shelftag.catalog.catalog import Catalog  # noqa: E402
from shelftag.engine.client import Engine  # noqa: E402
from shelftag.engine.supervisor import Patience  # noqa: E402
from starter_cache import starter_folder  # noqa: E402

FOLDER_SIZE = 200


def draw(folder: Path, count: int) -> None:
    """Writes so many JPEGs of 100 to 160 pixels, each another picture; two views a product."""
    noise = np.random.default_rng(1)
    for number in range(count):
        if number % FOLDER_SIZE == 0:
            shelf = folder / f"shelf {number // FOLDER_SIZE:04}"
            shelf.mkdir(parents=True, exist_ok=True)
        cells = Image.fromarray(noise.integers(0, 256, (6, 8, 3), np.uint8))
        size = (int(noise.integers(100, 160)), int(noise.integers(100, 160)))
        picture = cells.resize(size, Image.Resampling.BILINEAR)
        picture.save(shelf / f"ART-{number // 2:06}_{number % 2 + 1}.jpg")


def peak_of(process_id: int) -> int:
    """Peak resident memory of another process, KiB; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{process_id}/status").read_text().splitlines()
    except OSError:
        return 0
    return int(next((line for line in lines if line.startswith("VmHWM")), "x 0").split()[1])


def run(engine: Engine, photos: Path, label: str) -> None:
    """Imports once and prints what it took."""
    began = time.monotonic()
    phases: dict[str, tuple[float, int]] = {}
    job = engine.submit("import", folder=str(photos), grouping="file_name")

    def note(progress: object) -> None:
        process_id = engine.process_id
        peak = peak_of(process_id) if process_id else 0
        phases[progress.phase] = (time.monotonic() - began, peak)  # type: ignore[attr-defined]

    result = job.wait(note)
    took = time.monotonic() - began
    for phase, (seconds, peak) in phases.items():
        print(f"  {phase:<18} until {seconds:7.1f} s   engine's peak {peak / 1024:6.0f} MB")
    process_id = engine.process_id
    peak = peak_of(process_id) if process_id else 0
    done = result["counts"].get("imported", 0)
    print(
        f"{label}: {result['counts']}, import {result['seconds']:.1f} s"
        f" ({done / max(result['seconds'], 1e-9):.0f} photos/s), with suggestions {took:.1f} s;"
        f" engine {peak / 1024:.0f} MB, caller {peak_kib() / 1024:.0f} MB at most"
    )


def main() -> None:
    """Draws, imports twice, and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument(
        "--folder", type=Path, help="Where to work; a temporary folder if not given."
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        os.environ["SHELFTAG_HOME"] = str(folder / "home")
        shutil.copytree(starter_folder(), folder / "home" / "starter")
        draw(folder / "photos", options.photos)
        with (
            Catalog.create(folder / "catalogue") as catalog,
            Engine(catalog.folder, patience=Patience(hang_seconds=None)) as engine,
        ):
            run(engine, folder / "photos", "first run")
        with (
            Catalog.open(folder / "catalogue") as catalog,
            Engine(catalog.folder, patience=Patience(hang_seconds=None)) as engine,
        ):
            engine.submit("tag").wait()  # the process and its libraries are there, as in a window
            run(engine, folder / "photos", "second run")
    assert threading.active_count() == 1


if __name__ == "__main__":
    main()
