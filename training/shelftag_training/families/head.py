"""Quick retrain: from a data set folder to a head bundle, in seconds, on cached embeddings."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np

from shelftag_api.bundle import Combination
from shelftag_api.dataset import BASE_BUNDLE
from shelftag_api.errors import ShelftagError
from shelftag_training.data.examples import Examples, load_examples
from shelftag_training.heads.bundle_writer import HeadParts, write_head_bundle
from shelftag_training.heads.cross_validation import calibrate, cross_validate
from shelftag_training.heads.prior import Prior, load_prior, log_prior
from shelftag_training.heads.residual_head import Fitter, Scaling, regularisation
from shelftag_training.running import tensorflow_setup
from shelftag_training.running.publish import whole_folder
from shelftag_training.running.reporting import Reporter


def train_head(
    folder: Path, output: Path, reporter: Reporter, *, encoder: Path | None = None
) -> Mapping[str, Any]:
    """Trains a head and writes its bundle, whole or not at all.

    Args:
        folder: The data set.
        output: The bundle's folder; must not exist.
        reporter: Told of each step.
        encoder: Encoder to make embeddings with, instead of those cached.

    Returns:
        ``bundle`` (path), ``id``, ``metrics``, ``skipped`` (how many photos), ``skipped_files``.

    Raises:
        ShelftagError: The data set has nothing to learn from or is unsound, the export differs from
            what was trained, or the folder cannot be written.
    """
    started = time.monotonic()
    with whole_folder(output) as growing:
        reporter.progress("training.phase.read")
        examples = load_examples(folder, encoder, reporter)
        base = _base(folder, examples)
        classes = choose_classes(examples, base)
        labels = examples.labels(classes)
        fold = base.fold_matrix(classes) if base else None
        if base is not None and fold is not None:
            logits = base.logits(examples.embeddings)
            prior = log_prior(logits, base.manifest.temperature, fold)
        else:
            prior = np.full((len(labels), len(classes)), -np.log(len(classes)), np.float32)
        reporter.progress("training.phase.start")
        tf = tensorflow_setup.load()
        scaling = Scaling.of(examples.embeddings)
        features = scaling.apply(examples.embeddings)
        fitter = Fitter(tf, features, prior, labels)
        held_out = cross_validate(fitter, features, prior, labels, examples, reporter)
        reporter.progress("training.phase.fit")
        labelled = len(np.unique(labels))
        alpha = held_out.alpha if held_out else 1.0
        head = fitter.fit(np.ones(len(labels), np.float32), alpha, regularisation(labelled))
        combination = base.manifest.combination if base else Combination()
        outcome = calibrate(held_out, prior, labels, classes, examples, combination)
        reporter.progress("training.phase.export")
        parts = HeadParts(examples, classes, base, fold, scaling, head, outcome)
        figures = outcome.metrics | {
            "labels": float(len(labels)),
            "classes": float(labelled),
            "seconds": round(time.monotonic() - started, 2),
        }
        manifest = write_head_bundle(growing, tf, parts, prior, figures)
    return {
        "kind": "head",
        "bundle": str(output),
        "id": str(manifest.id),
        "metrics": dict(manifest.metrics),
        "skipped": len(examples.skipped),
        "skipped_files": list(examples.skipped[:100]),
    }


def _base(folder: Path, examples: Examples) -> Prior | None:
    """The starter that the data set names, if it belongs to the same encoder."""
    if not (folder / BASE_BUNDLE).is_dir():
        return None
    base = load_prior(folder / BASE_BUNDLE)
    if base.manifest.encoder != examples.encoder:
        raise ShelftagError(
            "training.encoder_mismatch",
            expected=base.manifest.encoder[:12],
            found=examples.encoder[:12],
        )
    base.check_width(examples.embeddings)
    return base


def choose_classes(examples: Examples, base: Prior | None) -> tuple[UUID, ...]:
    """Returns the classes of the head: labelled ones first, then those only the starter knows.

    One labelled class is enough while the starter knows others: what it learns then is what that
    class looks like against the starter's beliefs. A single class in all would be an oracle that
    always says the same, and is refused.

    Raises:
        ShelftagError: There is nothing to choose between.
    """
    tree = [category.uuid for category in examples.dataset.categories]
    labelled = {row.category_uuid for row in examples.rows}
    covered = base.covers() if base else set()
    classes = [item for item in tree if item in labelled]
    classes += [item for item in tree if item in covered and item not in labelled]
    if len(classes) < 2:
        raise ShelftagError("training.one_class", category=" > ".join(examples.rows[0].category))
    return tuple(classes)
