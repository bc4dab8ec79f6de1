"""Quick retrain: from labelled photos to a head bundle, in seconds, on cached embeddings."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shelftag_training.data.sources import Source
from shelftag_training.heads.bundle_writer import write_head_bundle
from shelftag_training.heads.learning import learn, read_task
from shelftag_training.heads.replay import PER_CLASS
from shelftag_training.running import tensorflow_setup
from shelftag_training.running.publish import whole_folder
from shelftag_training.running.reporting import Reporter


def train_head(
    source: Path | Source,
    output: Path,
    reporter: Reporter,
    *,
    encoder: Path | None = None,
    earlier: Path | None = None,
    replay: int = PER_CLASS,
    level_weight: float = 0.0,
    seed: int | None = None,
) -> Mapping[str, Any]:
    """Trains a head and writes its bundle, whole or not at all.

    Args:
        source: Labelled photos, or where they are.
        output: The bundle's folder; must not exist.
        reporter: Told of each step.
        encoder: Encoder to make embeddings with, instead of those cached.
        earlier: Bundle to start from: what it kept is learned again beside the new photos.
        replay: Photos of each class that the bundle keeps for later versions.
        level_weight: Weight of the levels above a label, all together; the label itself weighs 1.
        seed: Of the folds.

    Returns:
        ``bundle`` (path), ``id``, ``metrics``, ``skipped`` (how many photos), ``skipped_files``.

    Raises:
        ShelftagError: There is nothing to learn from or the data are unsound, the export differs
            from what was trained, or the folder cannot be written.
    """
    started = time.monotonic()
    with whole_folder(output) as growing:
        task = read_task(source, encoder, earlier, reporter)
        with tensorflow_setup.loading_beside(keras=False) as loaded:
            learned = learn(task, reporter, level_weight=level_weight, seed=seed)
            reporter.progress("training.phase.start")
            tf = loaded()
        reporter.progress("training.phase.export")
        figures = learned.metrics | {"seconds": round(time.monotonic() - started, 2)}
        parts = learned.parts("head", (learned.head,), replay)
        manifest = write_head_bundle(growing, tf, parts, figures)
    return task.result("head", output, manifest)
