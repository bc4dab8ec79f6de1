"""Whether confidence means what it says: reliability diagram, and ECE beyond chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shelftag_training.evaluation.metrics import Floats, wilson_interval

BINS = 15
_DRAWS = 1000
_SEED = 20261123


@dataclass(frozen=True)
class ReliabilityBin:
    """Rows of similar confidence.

    Attributes:
        count: How many.
        confidence: Their mean confidence.
        accuracy: Share of them that is right.
        low: Lower end of its 95 % interval.
        high: Upper end.
    """

    count: int
    confidence: float
    accuracy: float
    low: float
    high: float


@dataclass(frozen=True)
class CalibrationError:
    """Expected calibration error, and how much of it so few rows cause by themselves.

    Attributes:
        ece: As measured (Guo et al., 2017).
        expected: Mean of what a model would show on as many rows whose confidences were exactly
            the probabilities of being right.
    """

    ece: float
    expected: float

    @property
    def excess(self) -> float:
        """What the model adds to what chance shows; near 0, also below, for an honest one."""
        return self.ece - self.expected


def reliability(confidence: Floats, right: NDArray[np.bool_]) -> list[ReliabilityBin]:
    """Sorts rows into `BINS` equally wide bins of confidence; empty ones are left out."""
    bins = bins_of(confidence)
    found = []
    for item in np.unique(bins):
        inside = bins == item
        count, accuracy = int(inside.sum()), float(right[inside].mean())
        low, high = wilson_interval(accuracy, count)
        found.append(ReliabilityBin(count, float(confidence[inside].mean()), accuracy, low, high))
    return found


def calibration_beyond_chance(confidence: Floats, right: NDArray[np.bool_]) -> CalibrationError:
    """Measures ECE and simulates what a perfectly calibrated model would show.

    Rows are declared right with the probability that their confidence says, 1,000 times over, with
    a fixed seed.

    Args:
        confidence: Of the best class, float64 [rows], at least one.
        right: Whether it is the right one, [rows].
    """
    bins, ones = bins_of(confidence), np.ones(len(confidence))

    def ece(outcome: NDArray[np.bool_]) -> float:
        return weighted_error(confidence, outcome, bins, ones)

    random = np.random.default_rng(_SEED)
    draws = (random.random(len(confidence)) < confidence for _ in range(_DRAWS))
    return CalibrationError(ece(right), float(np.mean([ece(draw) for draw in draws])))


def weighted_error(
    confidence: Floats, right: NDArray[np.bool_], bins: NDArray[np.int64], weights: Floats
) -> float:
    """ECE of rows that count as often as their weight says.

    Args:
        confidence: Of the best class, float64 [rows].
        right: Whether it is the right one, [rows].
        bins: From `bins_of`.
        weights: float64 [rows].
    """
    gaps = np.bincount(bins, weights * (right - confidence), BINS)
    return float(np.abs(gaps).sum() / weights.sum())


def bins_of(confidence: Floats) -> NDArray[np.int64]:
    """Bin of each row; a confidence of 1 is in the last."""
    return np.minimum((confidence * BINS).astype(np.int64), BINS - 1)
