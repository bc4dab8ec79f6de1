"""How far to believe each label, where some are wrong.

A head that did not see a photo is rarely sure against its label unless the label is wrong (the idea
of confident learning: Northcutt et al., 2021). Here such labels are not thrown out, which would
also lose the hard ones that are right, but weigh less.
"""

import numpy as np
from numpy.typing import NDArray

CREDIT = 0.05
"""Probability, relative to the best class, from which a label counts in full."""


def trust(log_probabilities: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float32]:
    """Weighs labels by how likely held-out heads find them.

    Args:
        log_probabilities: Held-out, float64 [rows, classes].
        labels: int64 [rows].

    Returns:
        float32 [rows], 0 to 1.
    """
    own = log_probabilities[np.arange(len(labels)), labels]
    ratio = np.exp(own - log_probabilities.max(axis=1))
    return np.asarray(np.minimum(ratio / CREDIT, 1), np.float32)
