"""Logs for TensorBoard: loss and rate by step, held-out figures by epoch, what photos became."""

from pathlib import Path
from typing import Any

from shelftag_training.deep.samples import augmented_samples
from shelftag_training.deep.training import Learner

_EVERY = 10
_SAMPLES = 16


class TensorBoard:
    """`Listener` that writes TensorBoard's event files."""

    def __init__(self, tf: Any, folder: Path, learner: Learner) -> None:
        self._tf = tf
        self._writer = tf.summary.create_file_writer(str(folder))
        samples = augmented_samples(learner, _SAMPLES)
        with self._writer.as_default():
            tf.summary.image("augmented", samples, step=0, max_outputs=_SAMPLES)

    def step(self, step: int, loss: float, rate: float) -> None:
        """Notes loss and rate."""
        if step % _EVERY == 0:
            with self._writer.as_default():
                self._tf.summary.scalar("loss", loss, step=step)
                self._tf.summary.scalar("learning_rate", rate, step=step)

    def epoch(self, step: int, figures: dict[str, float]) -> None:
        """Notes the figures of an epoch."""
        with self._writer.as_default():
            for name, value in figures.items():
                self._tf.summary.scalar(name, value, step=step)
        self._writer.flush()
