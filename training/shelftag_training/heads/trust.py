"""How far to believe each label, where some are wrong.

A head that did not see a photo is rarely sure against its label unless the label is wrong (the idea
of confident learning: Northcutt et al., 2021). Here such labels are not thrown out, which would
also lose the hard ones that are right, but weigh less.
"""

import numpy as np
from numpy.typing import NDArray

from shelftag_api.dataset import DatasetRow

CREDIT = 0.05
"""Probability, relative to the best class, from which a label counts in full."""
DELIBERATE = ("single", "audit")
"""Ways of labelling by which the owner looks at one product."""


def is_deliberate(row: DatasetRow) -> bool:
    """Whether the owner gave this label to a single product.

    It corrects the model, so that the model's doubt says nothing against it.
    """
    return row.source == "owner" and row.method in DELIBERATE


def trust(
    log_probabilities: NDArray[np.float64], labels: NDArray[np.int64], credit: float = CREDIT
) -> NDArray[np.float32]:
    """Weighs labels by how likely a model finds them.

    Args:
        log_probabilities: Of a model that did not learn these labels, or not yet well: float64
            [rows, classes].
        labels: int64 [rows].
        credit: Probability, relative to the best class, from which a label counts in full.

    Returns:
        float32 [rows], 0 to 1.
    """
    own = log_probabilities[np.arange(len(labels)), labels]
    ratio = np.exp(own - log_probabilities.max(axis=1))
    return np.asarray(np.minimum(ratio / credit, 1), np.float32)
