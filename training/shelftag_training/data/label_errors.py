"""Finds labels that are probably wrong, by confident learning.

Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR 70
(2021), in the authors' library cleanlab: a label is suspect where a model that never saw the photo
is surer of another class than that class's own photos are on average.

Photos of one burst may vouch for one another here: who took them knew what they were. With 3 % of
grocery's 2,640 labels replaced (79; two draws), folds that part bursts suspect 66 and 62 labels:
the first 50 are all replaced ones, and of all 79 they find 58 and 60. Folds that keep bursts
together find 76 and 75, but suspect ten times as many.
"""

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shelftag_training.data.folds import assign_folds

_PENALTY = 1.0
"""On the head's squared weights: 10 finds one label more or less."""


@dataclass(frozen=True)
class Suspect:
    """A label that is probably wrong.

    Attributes:
        row: Its row.
        suggestion: The class that the model would give.
        confidence: Probability of that class.
    """

    row: int
    suggestion: int
    confidence: float


def held_out_probabilities(
    embeddings: NDArray[np.float32], labels: NDArray[np.int64], groups: NDArray[np.int64]
) -> NDArray[np.float64] | None:
    """Probabilities of each row's classes, by a linear head that was fitted without the row.

    Args:
        embeddings: float32 [rows, embedding size].
        labels: int64 [rows], classes from 0, each of them with a row.
        groups: int64 [rows]: what must not straddle.

    Returns:
        float64 [rows, classes], calibrated; None where there are not two classes or two groups.
    """
    from shelftag_training.evaluation.calibrate import fit_temperature
    from shelftag_training.evaluation.metrics import log_softmax
    from shelftag_training.heads.features import Metric, Projection
    from shelftag_training.heads.softmax_fit import Problem
    from shelftag_training.heads.targets import make_targets

    classes = int(labels.max(initial=0)) + 1
    folds = assign_folds(groups, labels, [None] * len(labels))
    if classes < 2 or folds.max() < 1:
        return None
    rows = Projection.of(embeddings).apply(embeddings)
    targets = make_targets(labels, [(str(column),) for column in range(classes)])
    logits = np.zeros((len(labels), classes), np.float32)
    for fold in range(int(folds.max()) + 1):
        out = folds == fold
        used = (~out).astype(np.float32)
        metric = Metric.of(rows, labels, used)
        layer = Problem(metric.apply(rows), targets).fit(used, _PENALTY)
        logits[out] = layer.scores(metric.apply(rows[out]))
    return np.exp(log_softmax(logits, fit_temperature(logits, labels)))


def suspects(probabilities: NDArray[np.float64], labels: NDArray[np.int64]) -> list[Suspect]:
    """Returns the labels that are probably wrong, the surest first.

    Args:
        probabilities: float64 [rows, classes], held out.
        labels: int64 [rows]; every class has a row.
    """
    from cleanlab.filter import find_label_issues  # type: ignore[import-untyped]

    with warnings.catch_warnings():  # classes with too few rows are a finding of their own
        warnings.simplefilter("ignore", UserWarning)
        rows = find_label_issues(
            labels, probabilities, return_indices_ranked_by="self_confidence", n_jobs=1
        )
    best = probabilities.argmax(axis=1)
    return [
        Suspect(int(row), int(best[row]), float(probabilities[row, best[row]]))
        for row in rows
        if best[row] != labels[row]
    ]
