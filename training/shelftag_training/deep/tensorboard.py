"""Logs for TensorBoard: loss and rate by step, held-out figures by epoch, what photos became."""

from pathlib import Path
from typing import Any

import numpy as np

from shelftag_training.deep import augmentation
from shelftag_training.deep.randomness import Draws
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


def augmented_samples(learner: Learner, count: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Returns what training will see of some photos: uint8 [count, pixels, pixels, 3]."""
    tf, recipe = learner.tf, learner.recipe
    rows = np.random.default_rng(recipe.seed).permutation(learner.train)[:count]
    draw = Draws(tf, tf.constant([recipe.seed % 2**31, 0], tf.int32), len(rows))
    photos = tf.constant(learner.photos.read(rows))
    leaf = tf.constant(learner.targets.leaf[rows])
    changed = augmentation.augment(tf, photos, recipe.pixels, recipe.augmentation, draw)
    changed, _ = augmentation.mix(tf, changed, (leaf,), recipe.augmentation, draw)
    return np.asarray(tf.cast(changed, tf.uint8))
