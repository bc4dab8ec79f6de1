"""AdamW with a rate for each weight: what lies deeper changes less."""

from collections.abc import Sequence
from typing import Any


def discriminative_adamw(
    variables: Sequence[Any], scales: Sequence[float], weight_decay: float
) -> Any:
    """Builds the optimiser.

    Args:
        variables: Keras variables to train.
        scales: Factor on the learning rate of each (Howard and Ruder, "Universal Language Model
            Fine-tuning", 2018).
        weight_decay: Decoupled (Loshchilov and Hutter, 2017); of kernels alone, scaled like the
            rate.

    Returns:
        A Keras optimiser, built; its ``learning_rate`` is to be assigned before each step.
    """
    import keras

    class DiscriminativeAdamW(keras.optimizers.Adam):  # type: ignore[misc]  # keras has no types
        """Adam with the rate of each variable scaled."""

        def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
            """Updates one variable."""
            rate = learning_rate * scales[self._get_variable_index(variable)]
            if len(variable.shape) > 1:
                self.assign(variable, variable * (1.0 - rate * weight_decay))
            super().update_step(gradient, variable, rate)

    optimizer = DiscriminativeAdamW(0.001)
    optimizer.build(variables)
    return optimizer
