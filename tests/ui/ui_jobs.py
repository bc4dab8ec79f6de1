"""Jobs for the tests of the window; they run in a real worker process."""

import time
from pathlib import Path

from importing.test_pipeline import GridEncoder
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import EmbeddingStore
from shelftag.importing.pipeline import run_import
from shelftag.importing.plan import ImportOptions
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress


def count(_context, to: int):
    """Counts."""
    for number in range(1, to + 1):
        yield Progress("phase.count", number, to, rate=100.0, seconds_left=5.0)
        if to > 100:
            time.sleep(0.005)
    return {"counted": to}


def fail(_context):
    """Fails as a full disk does."""
    yield Progress("phase.count")
    raise ShelftagError("catalog.disk_full", path="/shop")


def prepare(_context):
    """Has nothing to prepare."""
    yield Progress("phase.load")
    return {"products": 0}


def import_folder(context, folder, **options):
    """Imports for real, with an encoder that needs no model."""
    with Catalog.join(context.folder) as catalog:
        store = EmbeddingStore(catalog.folder / "embeddings", "grid:fp32", 12)
        wanted = ImportOptions.from_args(**options)
        result = yield from run_import(catalog, Path(folder), wanted, GridEncoder(), store)
    return {"counts": result.counts, "product_ids": len(result.product_ids)}


JOBS = {"count": count, "fail": fail, "prepare": prepare, "import": import_folder}
