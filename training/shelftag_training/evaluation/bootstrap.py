"""Confidence intervals by drawing whole groups again: photos of one product are no strangers."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from shelftag_training.evaluation.metrics import Floats, Labels

DRAWS = 1000
_SEED = 20261123
_TAILS = (2.5, 97.5)


def cluster_intervals(
    statistics: Callable[[Floats], NDArray[np.float64]], groups: Labels, draws: int = DRAWS
) -> NDArray[np.float64]:
    """95 % percentile intervals from the cluster bootstrap (Field and Welsh, 2007), seed fixed.

    Args:
        statistics: Weights of the rows (float64 [rows], how often each was drawn) to figures
            (float64 [figures]).
        groups: int64 [rows], numbered from 0: rows of a group are drawn together.
        draws: How often to draw.

    Returns:
        float64 [figures, 2]: lower and upper end.
    """
    random = np.random.default_rng(_SEED)
    count = int(groups.max()) + 1
    picks = (random.integers(0, count, count) for _ in range(draws))
    drawn = (np.bincount(picked, minlength=count) for picked in picks)
    found = np.array([statistics(times[groups].astype(np.float64)) for times in drawn])
    return np.asarray(np.percentile(found, _TAILS, axis=0).T)
