"""Jobs for the tests of the review: a retrain that takes its time, and reasons."""

import time

from shelftag.engine.jobs import JOBS as REAL
from shelftag_api.progress import Progress


def retrain(_context):
    """Goes on until it is cancelled."""
    for step in range(4_000):
        yield Progress("phase.tag", step, 4_000)
        time.sleep(0.005)
    return {"activated": False, "reason": "retrain.worse_than_active", "version_id": 1}


def nothing(_context):
    """Has nothing to do."""
    yield Progress("phase.load")
    return {"products": 0}


JOBS = {"retrain": retrain, "prepare": nothing, "tag": nothing, "check_files": nothing,
        "explain": REAL["explain"]}  # fmt: skip
