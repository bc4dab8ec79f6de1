"""What the head would have said about photos that it had not seen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shelftag_training.data.examples import Examples
from shelftag_training.data.folds import assign_folds, dataset_groups
from shelftag_training.evaluation import metrics
from shelftag_training.heads.features import Projection
from shelftag_training.heads.residual_head import Fitter, ResidualHead, regularisation
from shelftag_training.running.reporting import Reporter

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]

ALPHAS = (1.0, 0.5, 0.25)
"""Tried where cross-validation is cheap; see `alphas_to_try`."""
_CHEAP = 20_000
_DEAR = 4_000_000
"""Rows × classes from which one fold is held out instead of each in turn: so many rows are tested
then that more would not change a figure, while each further fit takes seconds."""


def alphas_to_try(rows: int, labelled_classes: int) -> tuple[float, ...]:
    """Returns the weights of the starter's word that are worth trying.

    With few labelled classes cross-validation sees only these and would silence the starter, whom
    all other classes still need. With many, 0.5 was best on grocery at any number of labels.
    """
    if labelled_classes < 10:
        return (1.0,)
    return ALPHAS if rows * labelled_classes <= _CHEAP else (0.5,)


@dataclass(frozen=True)
class HeldOut:
    """The outcome of cross-validation.

    Attributes:
        alpha: The best weight of the starter's word.
        rows: Which rows were tested: int64 [tested].
        logits: Their held-out scores, float32 [tested, classes].
        heads: The head of each fold.
    """

    alpha: float
    rows: Labels
    logits: Floats
    heads: tuple[ResidualHead, ...]


def choose_folds(
    examples: Examples, projection: Projection, labels: Labels, seed: int | None = None
) -> Labels:
    """Deals the rows to folds: photos of one product or occasion stay together.

    Args:
        examples: The rows.
        projection: Of their embeddings.
        labels: int64 [rows].
        seed: As `assign_folds` takes it.

    Returns:
        int64 [rows]; all 0 where there are not two groups of photos.
    """
    groups = dataset_groups(examples.rows, projection.scaling.apply(examples.embeddings))
    return assign_folds(groups, labels, [row.fold for row in examples.rows], seed=seed)


def cross_validate(
    fitter: Fitter, folds: Labels, weights: Floats, reporter: Reporter
) -> HeldOut | None:
    """Fits once per fold and weight of the starter; None with a single fold.

    Args:
        fitter: On all rows.
        folds: int64 [rows], from `choose_folds`.
        weights: float32 [rows], of each row where it is learned from; rows of weight 0 are still
            tested.
        reporter: Told of each fit.
    """
    count = int(folds.max(initial=0)) + 1
    if count < 2:
        return None
    classes = len(np.unique(fitter.labels))
    tested = range(count if len(folds) * classes <= _DEAR else 1)
    alphas = alphas_to_try(len(folds), classes)
    penalty = regularisation(classes, background=fitter.background is not None)
    rows = np.concatenate([np.flatnonzero(folds == fold) for fold in tested])
    best: tuple[float, HeldOut] | None = None
    for number, alpha in enumerate(alphas):
        logits, heads = [], []
        for fold in tested:
            done, total = number * len(tested) + fold, len(alphas) * len(tested)
            reporter.progress("training.phase.cross_validate", done, total)
            out = folds == fold
            head = fitter.fit(np.where(out, np.float32(0), weights), alpha, penalty)
            logits.append(head.logits(fitter.rows[out], fitter.prior[out]))
            heads.append(head)
        scores = np.concatenate(logits)
        cost = metrics.nll(metrics.log_softmax(scores), fitter.labels[rows])
        if best is None or cost < best[0]:
            best = cost, HeldOut(alpha, rows, scores, tuple(heads))
    assert best is not None
    return best[1]
