"""Temperature scaling (Guo et al., "On Calibration of Modern Neural Networks", 2017)."""

import numpy as np
from numpy.typing import NDArray

from shelftag_training.evaluation.metrics import log_softmax, nll

_LOWEST, _HIGHEST = 0.25, 10.0
_PRIOR_DEVIATION = 0.5
"""Of log T around log 1: a handful of labels must not turn confidence upside down."""


def fit_temperature(scores: NDArray[np.floating], labels: NDArray[np.int64]) -> float:
    """Finds the temperature that makes held-out scores most likely.

    It may sharpen: heads that shrink their weights and networks learned with label smoothing are
    too modest. That is safe only where the rows were held out by whole occasions
    (`shelftag_training.data.folds`).

    Args:
        scores: Held-out logits, shape [rows, classes].
        labels: int64 [rows].

    Returns:
        T, 0.25 to 10, to divide the logits by; 1.0 without rows.
    """
    if not len(labels):
        return 1.0
    from scipy.optimize import minimize_scalar

    def cost(log_temperature: float) -> float:
        likelihood = nll(log_softmax(scores, float(np.exp(log_temperature))), labels) * len(labels)
        return likelihood + 0.5 * (log_temperature / _PRIOR_DEVIATION) ** 2

    bounds = (np.log(_LOWEST), np.log(_HIGHEST))
    found = minimize_scalar(cost, bounds=bounds, method="bounded", options={"xatol": 1e-3})
    return float(np.exp(found.x))
