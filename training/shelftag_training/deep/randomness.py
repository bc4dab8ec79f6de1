"""Random numbers that follow from the seed and the step alone.

A resumed run, or another number of machines, draws the same numbers for the same photos.
"""

from typing import Any


class Draws:
    """Hands out random numbers for the photos of one step, each call from a stream of its own.

    Args:
        tf: TensorFlow.
        seed: int32 [2]: the run's seed and the step.
        count: Photos in this replica's share of the batch.
        replica: int32 []: which share that is.
        replicas: How many shares there are.
    """

    def __init__(self, tf: Any, seed: Any, count: int, replica: Any = 0, replicas: int = 1) -> None:
        self._tf, self._seed, self._count = tf, seed, count
        self._replica, self._replicas, self._calls = replica, replicas, 0

    def uniform(self, low: float, high: float, *channels: int) -> Any:
        """Draws float32 [count, *channels]."""
        drawn = self._drawn(self._count * self._replicas, low, high, channels)
        start = self._replica * self._count
        return drawn[start : start + self._count]

    def shared(self, low: float, high: float, *channels: int) -> Any:
        """Draws float32 [1, *channels], the same on all replicas."""
        return self._drawn(1, low, high, channels)

    def _drawn(self, count: int, low: float, high: float, channels: tuple[int, ...]) -> Any:
        """Draws from the next stream."""
        self._calls += 1
        stream = self._tf.stack([self._seed[0] + 7919 * self._calls, self._seed[1]])
        return self._tf.random.stateless_uniform([count, *channels], stream, low, high)
