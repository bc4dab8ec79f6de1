"""An import that is there to be killed: in a process of its own, or as a job of an engine."""

import io
import os
import random
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import EmbeddingStore
from shelftag.engine.context import JobContext
from shelftag.importing import pipeline
from shelftag.importing.plan import ImportOptions
from shelftag_api.progress import Progress
from tiny_encoder import GridEncoder

CRASHES, HANGS = b"crash", b"hangs"
SPACE, SIZE = "grid:fp32", 12
OPTIONS = ImportOptions(folder_categories=True, trusted=True, keep_copies=True)


def draw_photos(folder: Path, products: int = 60) -> int:
    """Draws products with one to five views in trusted folders; returns the number of files.

    Among them: copies, a file that is cut off, an empty one, and one that is no picture.
    """
    dice = random.Random(4)
    noise = np.random.default_rng(4)
    count = 0
    for number in range(products):
        shelf = folder / ("Food/Fruit", "Food/Tea", "Toys")[number % 3]
        shelf.mkdir(parents=True, exist_ok=True)
        for view in range(1, dice.randint(1, 5) + 1):
            cells = noise.integers(0, 256, (2, 2, 3), np.uint8)
            picture = Image.fromarray(cells).resize((64, 48), Image.Resampling.NEAREST)
            kind = dice.choice(("jpg", "png", "webp"))
            picture.save(shelf / f"ART-{number:04}_{view}.{kind}", quality=95)
            count += 1
    first = folder / "Toys" / "ART-0002_1"
    whole = next(first.parent.glob(f"{first.name}.*")).read_bytes()
    (folder / "Toys" / "copy of a toy.jpg").write_bytes(whole)
    (folder / "Food" / "ART-0002_1 (copy).jpg").write_bytes(whole)
    (folder / "Food" / "half.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "Food" / "empty.jpg").touch()
    (folder / "Toys" / "letter.jpg").write_text("Dear customer,")
    return count + 5


def import_photos(catalog: Catalog, photos: Path, attempt: int = 1) -> pipeline.ImportJob:
    """The import, with a transaction for every batch so that there is much to interrupt."""
    pipeline.WRITE_SECONDS = 0
    store = EmbeddingStore(catalog.folder / "embeddings", SPACE, SIZE)
    return pipeline.run_import(catalog, photos, OPTIONS, GridEncoder(), store, attempt=attempt)


def run_process(catalogue: Path, photos: Path) -> None:
    """Opens the catalogue as an application does and imports, as the leader of a process group."""
    os.setsid()
    with Catalog.open(catalogue) as catalog:
        for _ in import_photos(catalog, photos):
            pass


def import_job(context: JobContext, photos: str) -> Generator[Progress, None, dict[str, int]]:
    """The same as a job of an engine."""
    catalog = Catalog.join(context.folder)
    result = yield from import_photos(catalog, Path(photos), context.attempt)
    return result.counts


def treacherous_job(context: JobContext, photos: str) -> Generator[Progress, None, dict[str, int]]:
    """The same where some files bring the native decoder down: by their last bytes."""
    original = Image.open

    def brittle(file: Any, *args: Any, **options: Any) -> Image.Image:
        ending = file.getvalue()[-5:] if isinstance(file, io.BytesIO) else b""
        if ending == CRASHES:
            os._exit(139)
        if ending == HANGS:
            time.sleep(600)
        return original(file, *args, **options)

    Image.open = brittle
    return (yield from import_job(context, photos))


JOBS = {"import": import_job, "treacherous": treacherous_job}
