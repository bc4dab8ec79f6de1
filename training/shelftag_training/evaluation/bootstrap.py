"""Confidence intervals by drawing whole groups again: photos of one product are no strangers."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from shelftag_training.evaluation.metrics import Floats, Labels, wilson_interval

DRAWS = 1000
_SEED = 20261123
_TAILS = (2.5, 97.5)


Statistics = Callable[[Floats], NDArray[np.float64]]
"""Weights of the rows (float64 [rows], how often each was drawn) to figures (float64 [figures])."""


def cluster_intervals(
    statistics: Statistics, groups: Labels, draws: int = DRAWS
) -> NDArray[np.float64]:
    """95 % percentile intervals of figures: float64 [figures, 2]. See `cluster_draws`."""
    return percentiles(cluster_draws(statistics, groups, draws))


def percentiles(drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """The middle 95 % of each figure: float64 [figures, 2].

    Args:
        drawn: float64 [draws, figures].
    """
    return np.asarray(np.percentile(drawn, _TAILS, axis=0).T)


def share_interval(share: float, drawn: tuple[float, float], groups: int) -> tuple[float, float]:
    """The interval of a share, which draws cannot tell where it is 0 or 1.

    Drawn again, all right stays all right, however few there were.

    Args:
        share: From 0 to 1.
        drawn: Its interval by `cluster_intervals`.
        groups: Independent groups.
    """
    return wilson_interval(share, groups) if share in (0.0, 1.0) else drawn


def cluster_draws(
    statistics: Statistics, groups: Labels, draws: int = DRAWS
) -> NDArray[np.float64]:
    """Draws from the cluster bootstrap (Field and Welsh, 2007), seed fixed.

    Args:
        statistics: Gives the figures of weighted rows.
        groups: int64 [rows], numbered from 0: rows of a group are drawn together.
        draws: How often to draw.

    Returns:
        float64 [draws, figures].
    """
    random = np.random.default_rng(_SEED)
    count = int(groups.max()) + 1
    picks = (random.integers(0, count, count) for _ in range(draws))
    drawn = (np.bincount(picked, minlength=count) for picked in picks)
    return np.array([statistics(times[groups].astype(np.float64)) for times in drawn])
