"""Jobs for the tests of the window; they run in a real worker process."""

import time

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


JOBS = {"count": count, "fail": fail, "prepare": prepare}
