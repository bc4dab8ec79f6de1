"""A bulk edit that is killed half-way, as a process of its own."""

import os
import signal
from pathlib import Path

from shelftag.catalog import bulk_run
from shelftag.catalog.bulk_edits import FieldEdit
from shelftag.catalog.catalog import Catalog


def edit_until_killed(folder: Path, ids: list[int]) -> None:
    catalog = Catalog.open(folder)
    bulk_run.BATCH = 2
    steps = bulk_run.run(catalog.database, FieldEdit("brand", "X"), ids)
    for _ in range(3):
        next(steps)
    os.kill(os.getpid(), signal.SIGKILL)
