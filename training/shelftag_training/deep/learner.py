"""What a run works with, and what its network says of photos while it learns."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_training.deep.labels import Labels
from shelftag_training.deep.machines import Machines
from shelftag_training.deep.network import Network, batches
from shelftag_training.deep.photos import Photos
from shelftag_training.deep.recipe import Recipe
from shelftag_training.deep.targets import Targets, losses

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Learner:
    """What a run works with.

    Attributes:
        tf: TensorFlow.
        machines: What it trains on.
        network: What is trained.
        photos: By row.
        labels: Of the same rows.
        recipe: Settings.
    """

    tf: Any
    machines: Machines
    network: Network
    photos: Photos
    labels: Labels
    recipe: Recipe

    @property
    def targets(self) -> Targets:
        """What each row is to be told as."""
        return self.labels.targets

    @property
    def train(self) -> Rows:
        """Rows to learn from."""
        return self.labels.train

    @property
    def held_out(self) -> Rows:
        """Rows to judge by; may be none."""
        return self.labels.held_out

    @property
    def steps_per_epoch(self) -> int:
        """Steps in which every photo is seen at least once."""
        return -(-(len(self.train) + len(self.held_out)) // self.recipe.batch)

    @property
    def epochs_judged(self) -> int:
        """Epochs after which the held-out photos have not been learned yet."""
        return max(self.recipe.epochs - self.recipe.epochs_on_all, 1)

    def rows_of(self, step: int) -> Rows:
        """The rows of a step, for all machines together: int64 [batch].

        Each epoch has its own order; where the photos do not fill it, it begins anew.
        """
        epoch, number = divmod(step, self.steps_per_epoch)
        rows = self.train
        if epoch >= self.epochs_judged:
            rows = np.sort(np.concatenate([rows, self.held_out]))
        order = np.random.default_rng([self.recipe.seed, epoch]).permutation(rows)
        size = self.steps_per_epoch * self.recipe.batch
        start = number * self.recipe.batch
        return np.resize(order, size)[start : start + self.recipe.batch]


def embed(
    tf: Any, network: Network, photos: Photos, rows: Rows, pixels: int
) -> NDArray[np.float32]:
    """Encodes rows with the network as it is: float32 [rows, embedding size]."""
    return _run_on(network.embedder(tf, pixels), tf, photos, rows)


def predict(learner: Learner, rows: Rows, pixels: int) -> NDArray[np.float32]:
    """Scores rows with the network as it is: float32 [rows, columns]."""
    run = learner.network.predictor(learner.tf, pixels)
    return _run_on(run, learner.tf, learner.photos, rows)


def _run_on(run: Callable[[Any], Any], tf: Any, photos: Photos, rows: Rows) -> NDArray[np.float32]:
    """What a function of a batch of photos gives for rows."""
    return np.concatenate([run(tf.constant(photos.read(part))).numpy() for part in batches(rows)])


def held_out_figures(
    tf: Any, logits: NDArray[np.float32], targets: Targets, rows: Rows
) -> dict[str, float]:
    """Negative log-likelihood over all levels of the labels, and accuracy of the leaves."""
    leaf, groups = targets.leaf[rows], targets.groups[rows]
    logits = logits[:, : len(targets.classes)]
    cost = losses(tf, logits, leaf, (groups >= 1).astype(np.float32), targets.members, 0.0)
    known = leaf.any(axis=1)
    right = logits.argmax(axis=1)[known] == leaf.argmax(axis=1)[known]
    return {
        "held_out_loss": float(np.mean(cost)),
        "held_out_accuracy": float(np.mean(right)) if known.any() else 0.0,
    }
