"""An average of the weights over the last steps: flatter, and better, than the last weights.

Polyak and Juditsky, "Acceleration of stochastic approximation by averaging" (1992), as an
exponential average.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

EVERY = 4
"""Steps between two updates: the average is as good, and costs a quarter."""


class WeightAverage:
    """Keeps the average of some variables.

    Attributes:
        values: One array per variable.
    """

    def __init__(self, variables: Sequence[Any], momentum: float) -> None:
        self._variables = variables
        self._momentum = momentum
        self.values: list[NDArray[Any]] = [np.asarray(item).copy() for item in variables]

    def update(self, step: int) -> None:
        """Takes the current weights in. Early on the average follows faster.

        Without momentum there is nothing to average: the last weights are all that counts.
        """
        if self._momentum and step % EVERY:
            return
        momentum = min(self._momentum, (1 + step) / (10 + step)) ** EVERY
        for value, variable in zip(self.values, self._variables, strict=True):
            value += (1 - momentum) * (np.asarray(variable) - value)
