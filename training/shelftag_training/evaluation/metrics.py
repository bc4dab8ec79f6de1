"""Figures of merit: accuracy with its interval, top-k, negative log-likelihood, ECE."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


def log_softmax(scores: NDArray[np.floating], temperature: float = 1.0) -> Floats:
    """Returns log probabilities: float64, shape [rows, classes]."""
    scaled = np.asarray(scores, np.float64) / temperature
    scaled -= scaled.max(axis=1, keepdims=True)
    return np.asarray(scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True)))


def accuracy(scores: NDArray[np.floating], labels: Labels) -> float:
    """Share of rows whose best class is the label."""
    return float(np.mean(scores.argmax(axis=1) == labels)) if len(labels) else 0.0


def top_k(scores: NDArray[np.floating], labels: Labels, k: int = 5) -> float:
    """Share of rows whose label is among the best k."""
    return float(np.mean(in_top(scores, labels, k))) if len(labels) else 0.0


def in_top(scores: NDArray[np.floating], labels: Labels, k: int) -> NDArray[np.bool_]:
    """Whether each row's label is among the best k: bool [rows]."""
    k = min(k, scores.shape[1])
    best = np.argpartition(-scores, k - 1, axis=1)[:, :k]
    return np.asarray((best == labels[:, None]).any(axis=1))


def nll(log_probabilities: Floats, labels: Labels) -> float:
    """Mean negative log-likelihood, in nats."""
    return float(-np.mean(log_probabilities[np.arange(len(labels)), labels]))


def calibration_error(probabilities: NDArray[np.floating], labels: Labels, bins: int = 15) -> float:
    """Expected calibration error over equally wide bins (Guo et al., 2017)."""
    if not len(labels):
        return 0.0
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    bin_of = np.minimum((confidence * bins).astype(np.int64), bins - 1)
    gaps = np.bincount(bin_of, weights=right - confidence, minlength=bins)
    return float(np.abs(gaps).sum() / len(labels))


def wilson_interval(share: float, count: int, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a share (Wilson, 1927): sensible for few rows and for shares near 0 or 1.

    Args:
        share: Observed share, 0 to 1.
        count: Independent observations (products, not photos).
        z: Normal quantile.
    """
    if count == 0:
        return 0.0, 1.0
    centre = share + z * z / (2 * count)
    spread = z * np.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return float(max(0, (centre - spread) / scale)), float(min(1, (centre + spread) / scale))


def held_out_figures(log_p: Floats, labels: Labels, independent: int) -> dict[str, float]:
    """The figures that every family's bundle gives of rows that it had not learned.

    Args:
        log_p: float64 [rows, classes], calibrated.
        labels: int64 [rows].
        independent: Independent observations among the rows (products, not photos).

    Returns:
        ``cv_accuracy`` with the ends of its interval, ``cv_top5``, ``cv_nll``, ``cv_ece``.
    """
    share = accuracy(log_p, labels)
    low, high = wilson_interval(share, independent)
    return {
        "cv_accuracy": share,
        "cv_accuracy_low": low,
        "cv_accuracy_high": high,
        "cv_top5": top_k(log_p, labels),
        "cv_nll": nll(log_p, labels),
        "cv_ece": calibration_error(np.exp(log_p), labels),
    }
