"""Several heads as one: those of cross-validation's folds averaged, or taught to a single head.

Each fold's head has seen other photos, so that they err differently, and their mean errs less
(Breiman, "Bagging predictors", 1996). Distilled, one head learns the mean's probabilities beside
the labels (Hinton et al., 2015) and costs what a single head costs.

The recorded figures are those of each member on the fold that it had not seen: of one member, not
of their mean, which no photo of this data set can test, since each was seen by all members but one.
"""

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.errors import ShelftagError
from shelftag_training.data.sources import Source
from shelftag_training.evaluation.metrics import log_softmax
from shelftag_training.heads.bundle_writer import write_head_bundle
from shelftag_training.heads.learning import Learned, learn, read_task
from shelftag_training.heads.replay import PER_CLASS
from shelftag_training.heads.residual_head import ResidualHead, regularisation
from shelftag_training.heads.targets import mixed_targets
from shelftag_training.running import tensorflow_setup
from shelftag_training.running.publish import whole_folder
from shelftag_training.running.reporting import Reporter

TAUGHT = 0.5
"""Share of a distilled head's targets that the members' mean gives; the labels give the rest."""


def train_ensemble(
    source: Path | Source,
    output: Path,
    reporter: Reporter,
    *,
    encoder: Path | None = None,
    distil: bool = False,
    level_weight: float = 0.0,
    seed: int | None = None,
) -> Mapping[str, Any]:
    """Trains one head per fold and writes them as one bundle, whole or not at all.

    Args:
        source: Labelled photos, or where they are.
        output: The bundle's folder; must not exist.
        reporter: Told of each step.
        encoder: Encoder to make embeddings with, instead of those cached.
        distil: Teach a single head instead of averaging at every prediction.
        level_weight: Weight of the levels above a label, all together; the label itself weighs 1.
        seed: Of the folds.

    Returns:
        As `shelftag_training.families.head.train_head`; ``metrics`` has ``members`` and
        ``agreement``: on how many photos the bundle says what the members' mean says.

    Raises:
        ShelftagError: There is nothing to learn from, too little to make two folds
            (``training.no_folds``), or as `train_head`.
    """
    started = time.monotonic()
    with whole_folder(output) as growing:
        task = read_task(source, encoder, None, reporter)
        with tensorflow_setup.loading_beside(keras=False) as loaded:
            learned = learn(task, reporter, level_weight=level_weight, seed=seed)
            if learned.held_out is None:
                raise ShelftagError("training.no_folds", folder=str(task.examples.source.path))
            members = learned.held_out.heads
            mean = mean_probabilities(learned, members)
            heads = (distilled(learned, mean),) if distil else members
            agreement = mean_probabilities(learned, heads).argmax(axis=1) == mean.argmax(axis=1)
            reporter.progress("training.phase.start")
            tf = loaded()
        reporter.progress("training.phase.export")
        figures = learned.metrics | {
            "members": float(len(members)),
            "agreement": float(agreement.mean()),
            "seconds": round(time.monotonic() - started, 2),
        }
        manifest = write_head_bundle(
            growing, tf, learned.parts("ensemble", heads, PER_CLASS), figures
        )
    return task.result("ensemble", output, manifest)


def mean_probabilities(learned: Learned, heads: tuple[ResidualHead, ...]) -> NDArray[np.float32]:
    """Mean of the heads' probabilities of all rows: float32 [rows, classes]."""
    fitter = learned.fitter
    total = np.zeros(fitter.prior.shape, np.float32)
    for head in heads:
        total += np.exp(log_softmax(head.logits(fitter.rows, fitter.prior)))
    return total / np.float32(len(heads))


def distilled(learned: Learned, mean: NDArray[np.float32]) -> ResidualHead:
    """Fits one head to labels and the members' mean alike."""
    fitter = learned.fitter
    labelled = fitter.targets.own.shape[1]
    targets = mixed_targets(fitter.targets, mean[:, :labelled], TAUGHT)
    alpha = learned.head.alpha
    weights = learned.task.weights
    return replace(fitter, targets=targets).fit(weights, alpha, regularisation(labelled))
