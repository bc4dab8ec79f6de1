"""Logs for TensorBoard: loss and rate by step, held-out figures by epoch, what photos became."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shelftag_api.errors import ShelftagError
from shelftag_training.deep.learner import Learner
from shelftag_training.deep.samples import augmented_samples

_EVERY = 10
_SAMPLES = 16


class TensorBoard:
    """`Listener` that writes TensorBoard's event files."""

    def __init__(self, tf: Any, folder: Path, learner: Learner) -> None:
        """Opens a log.

        Raises:
            ShelftagError: It cannot be written: this and every later call may say so.
        """
        self._tf, self._folder = tf, folder
        samples = augmented_samples(learner, _SAMPLES)
        with self._refusals():
            self._writer = tf.summary.create_file_writer(str(folder))
        with self._writing():
            tf.summary.image("augmented", samples, step=0, max_outputs=_SAMPLES)

    def step(self, step: int, loss: float, rate: float) -> None:
        """Notes loss and rate."""
        if step % _EVERY == 0:
            with self._writing():
                self._tf.summary.scalar("loss", loss, step=step)
                self._tf.summary.scalar("learning_rate", rate, step=step)

    def epoch(self, step: int, figures: dict[str, float]) -> None:
        """Notes the figures of an epoch."""
        with self._writing():
            for name, value in figures.items():
                self._tf.summary.scalar(name, value, step=step)
            self._writer.flush()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Sends summaries of the block to the log."""
        with self._refusals(), self._writer.as_default():
            yield

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """Says in a sentence why a log cannot be written."""
        try:
            yield
        except self._tf.errors.ResourceExhaustedError as error:
            raise ShelftagError("training.disk_full", folder=str(self._folder)) from error
        except self._tf.errors.OpError as error:
            raise ShelftagError("training.output_unwritable", folder=str(self._folder)) from error
