"""Jobs for the tests of the window; they run in a real worker process."""

import time
from dataclasses import asdict

from shelftag.importing.pipeline import ImportResult
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


def import_folder(_context, folder, steps=400, **_options):
    """Goes through the stages as an import does, with nothing to read."""
    yield Progress("phase.scan")
    for step in range(1, steps + 1):
        detail = {"read": step * 3, "encoded": step * 2, "stored": step, "imported": step,
                  "duplicate": step // 2}  # fmt: skip
        yield Progress("phase.import", step, steps * 3, 50.0, 12.0, detail)
        time.sleep(0.005)
    yield Progress("phase.tag", 5, 10)
    if folder.endswith("gone"):
        raise ShelftagError("importing.folder_vanished", folder=folder)
    counts = {"imported": steps, "failed": 1 if folder.endswith("bad") else 0}
    return asdict(
        ImportResult(
            run_id=1, operation_id=1, counts=counts, skipped=0, products=7, newly_trusted=0,
            look_alikes=0, seconds=1.0,
        )
    )  # fmt: skip


JOBS = {"count": count, "fail": fail, "prepare": prepare, "import": import_folder}
