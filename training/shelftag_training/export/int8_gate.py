"""Whether an int8 encoder may stand in for the fp32 one it was made from.

Judged by what a shop would notice: how often the head's answer changes, and whether it is wrong
more often than before.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shelftag_training.export import parity

HeadScores = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""A head: embeddings [n, size] → scores [n, classes]."""
AGREEMENT = 0.96
"""Smallest share of photos with the same best class."""
COSINE = 0.98
"""Lowest mean cosine between both embeddings where there is no head of its own to judge by."""
SIGNIFICANCE = 0.05


@dataclass(frozen=True)
class Verdict:
    """How an int8 encoder did.

    Attributes:
        passed: Whether it may be published.
        metrics: ``int8_photos`` (how many judged it), ``int8_cosine``; with a head or labels
            ``int8_agreement``; with labels ``int8_accuracy_change`` and ``int8_loss_p``.
    """

    passed: bool
    metrics: dict[str, float]


def judge(
    full: NDArray[np.float32],
    compact: NDArray[np.float32],
    head: HeadScores | None = None,
    labels: NDArray[np.int64] | None = None,
) -> Verdict:
    """Compares the embeddings of the same photos.

    Args:
        full: From the fp32 encoder: [n, size].
        compact: From the int8 encoder: [n, size].
        head: What is put on the embeddings. Without one the embeddings themselves are compared,
            and the answers of a head that names the nearest class mean, where there are labels.
        labels: The right column of the head's scores for each photo, −1 where unknown. Without a
            head: the class of each.
    """
    metrics = {"int8_photos": float(len(full)), "int8_cosine": parity.mean_cosine(full, compact)}
    passed = head is not None or metrics["int8_cosine"] >= COSINE
    if head is None and labels is not None:
        head = _nearest_mean(full, labels)
    if head is None:
        return Verdict(passed, metrics)
    before, after = head(full).argmax(axis=1), head(compact).argmax(axis=1)
    metrics["int8_agreement"] = float(np.mean(before == after))
    passed = passed and metrics["int8_agreement"] >= AGREEMENT
    if labels is not None and np.any(known := labels >= 0):
        right, still_right = ((best == labels)[known] for best in (before, after))
        metrics["int8_accuracy_change"] = float(still_right.mean() - right.mean())
        metrics["int8_loss_p"] = loss_p_value(right, still_right)
        passed = passed and metrics["int8_loss_p"] >= SIGNIFICANCE
    return Verdict(passed, metrics)


def _nearest_mean(embeddings: NDArray[np.float32], labels: NDArray[np.int64]) -> HeadScores:
    """A head of class means: cosines of signed roots, standardised, as a shop's head sees them."""

    def roots(rows: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(np.sign(rows) * np.sqrt(np.abs(rows)), np.float32)

    mean, deviation = roots(embeddings).mean(axis=0), roots(embeddings).std(axis=0) + 1e-3

    def seen(rows: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray((roots(rows) - mean) / deviation, np.float32)

    classes = np.unique(labels)
    means = np.stack([seen(embeddings[labels == item]).mean(axis=0) for item in classes])
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
    return lambda rows: np.asarray(seen(rows) @ means.T, np.float32)


def loss_p_value(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> float:
    """Tests whether answers became worse: exact one-sided test of McNemar (1947).

    Args:
        before: Which answers were right, [n].
        after: Which of the same answers are right now.

    Returns:
        How likely at least as many losses among the changed ones would be, if losses and gains
        were equally likely.
    """
    from scipy.stats import binom

    lost, won = int(np.sum(before & ~after)), int(np.sum(~before & after))
    return float(binom.sf(lost - 1, lost + won, 0.5))
