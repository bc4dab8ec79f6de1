"""Deep retraining: the encoder itself learns from the shop's photos, for minutes to hours."""

import os
import shutil
import time
from collections.abc import Generator
from pathlib import Path

from shelftag.catalog.labelled import dataset_categories, dataset_row, labelled_photos
from shelftag.catalog.tree import read_tree
from shelftag.learning import versions
from shelftag.learning.retraining import (
    MINIMUM_LABELS,
    RetrainResult,
    conclude,
    latest_label,
)
from shelftag.learning.review.desk import LEARNED_UNTIL
from shelftag.learning.trainer_process import run_trainer
from shelftag.learning.workbench import Workbench
from shelftag.plugins.trainer import trainer_command
from shelftag_api.dataset import Dataset, write_dataset
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

COMMAND = ("finetune", "--no-check")
"""The trainer's command, with its options."""


def deep_retrain(bench: Workbench) -> Generator[Progress, None, RetrainResult]:
    """Fine-tunes an encoder on all labelled photos, encodes all photos with it, and tags.

    When it is cancelled, or the computer is switched off, the next deep retrain on the same labels
    goes on where it was.

    Raises:
        ShelftagError: Too few labels (``retrain.too_few``), no trainer, or it failed.
    """
    bench.catalog.check_room()
    yield Progress("phase.collect")
    began = time.monotonic()
    work = bench.catalog.folder / "models" / "training"
    dataset, output = work / "dataset", work / "output"
    for folder in (dataset, output):
        shutil.rmtree(folder, ignore_errors=True)
    until = latest_label(bench.catalog)
    label_count = _write_dataset(bench, dataset)
    command = [*trainer_command(), *COMMAND, str(dataset), "--output", str(output), "--json"]
    yield from run_trainer(command, phase="phase.deep_retrain")
    version_id = versions.install(bench.catalog, output / "bundle", output / "encoder")
    versions.note(bench.catalog, version_id, {LEARNED_UNTIL: until})
    shutil.rmtree(work, ignore_errors=True)
    return (yield from conclude(bench, version_id, label_count, time.monotonic() - began))


def _write_dataset(bench: Workbench, folder: Path) -> int:
    """Writes the labelled photos as a data set, from their thumbnails; returns the products."""
    with bench.catalog.database.read() as session:
        tree = read_tree(session)
        photos = [p for p in labelled_photos(session) if p.category_id in tree.nodes]
    photos = [p for p in photos if bench.catalog.thumbnail(p.sha256).is_file()]
    products = {photo.product_id for photo in photos}
    if len(products) < MINIMUM_LABELS:
        raise ShelftagError("retrain.too_few", count=len(products), needed=MINIMUM_LABELS)
    (folder / "photos").mkdir(parents=True)
    rows = []
    for photo in photos:
        name = f"photos/{photo.sha256}.jpg"
        _link(bench.catalog.thumbnail(photo.sha256), folder / name)
        rows.append(dataset_row(tree, photo, name))
    write_dataset(
        folder,
        Dataset(
            categories=dataset_categories(tree, list(tree.nodes)),
            rows=tuple(rows),
            text_encoder=bench.text_encoder.id,
            parent=versions.active(bench.catalog).uuid,
            version=len(versions.list_versions(bench.catalog)),
        ),
    )
    return len(products)


def _link(source: Path, target: Path) -> None:
    """Puts a thumbnail into the data set, without another copy where the drive can do that."""
    if target.exists():  # a photo that several products share
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
