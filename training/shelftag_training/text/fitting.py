"""Fits a network again and again on different rows of the same examples."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_training.deep.attributes import Attribute, all_shown, attribute_losses, by_attribute
from shelftag_training.evaluation.calibrate import fit_temperature
from shelftag_training.evaluation.metrics import log_softmax, nll
from shelftag_training.heads.targets import Levels
from shelftag_training.text.examples import Floats, Labels

Tensors = Mapping[str, NDArray[Any]]
WHOLE = ""
"""The view in which rows are as they are."""
_STEPS = 8
"""About so many are in a round at least: a round over twenty texts would be one step."""
_PATIENCE = 5
_AT_ONCE = 1024
_LEAST = 1e-7
_FURTHER = 0.5
"""Weight of the loss on further labels, all together; the category itself weighs 1."""


@dataclass(frozen=True)
class Schedule:
    """How long and how fast to learn.

    Attributes:
        rounds: At most; a round sees every row about once.
        learning_rate: Of AdamW.
        batch: Rows of a step.
        weight_decay: Of AdamW.
    """

    rounds: int
    learning_rate: float
    batch: int = 32
    weight_decay: float = 1e-3


@dataclass(frozen=True)
class View:
    """The same rows with something hidden.

    Attributes:
        inputs: The tensors.
        rows: int64: rows that still show anything.
    """

    inputs: Tensors
    rows: Labels


@dataclass(frozen=True)
class Targets:
    """What each row teaches.

    Attributes:
        labels: int64 [rows]: column of each row's category.
        weights: float32 [rows]: how many rows each stands for.
        levels: What a label teaches about the levels above it.
        attributes: Further labels that the network tells in the columns behind the classes.
    """

    labels: Labels
    weights: Floats
    levels: Levels
    attributes: tuple[Attribute, ...] = ()


class Fitter:
    """One network and its training step, traced once; each fit starts from the same weights.

    Attributes:
        network: The Keras model.
        views: The rows as they are, which are learned from, and with something hidden.
        targets: Of the rows.
        classes: How many columns of the network's scores are categories; further labels follow.
    """

    def __init__(
        self,
        tf: Any,
        network: Any,
        views: Mapping[str, View],
        targets: Targets,
        schedule: Schedule,
        seed: int,
    ) -> None:
        self._tf, self._seed = tf, seed
        self._members = tf.constant(targets.levels.members)
        self._level_weights = tf.constant(targets.levels.weights)
        self.classes = len(targets.levels.members)
        self._widths = [len(item.values) for item in targets.attributes]
        self._shown = all_shown(targets.attributes, len(targets.labels))
        self.network = network
        self.views = views
        self.targets = targets
        self._inputs, self._labels = views[WHOLE].inputs, targets.labels
        self._schedule = schedule
        self._optimizer = tf.keras.optimizers.AdamW(
            schedule.learning_rate, weight_decay=schedule.weight_decay, clipnorm=1.0
        )
        self._optimizer.build(network.trainable_variables)
        self._state = [*network.variables, *self._optimizer.variables]
        self._start = [variable.numpy() for variable in self._state]
        self._step = tf.function(self._traced_step, reduce_retracing=True)
        self._predict = tf.function(lambda given: network(given, training=False))

    def fit(self, rows: Labels, rounds: int, watched: Labels | None = None) -> int:
        """Learns from some rows.

        Args:
            rows: int64: which.
            rounds: At most so many; exactly so many where nothing is watched.
            watched: Rows on whose likelihood in all views to stop (early stopping); the best
                weights are kept.

        Returns:
            The rounds that the kept weights have learned.
        """
        for variable, value in zip(self._state, self._start, strict=True):
            variable.assign(value)
        self._random = np.random.default_rng(self._seed)
        weights = balanced_weights(self._labels, rows, self.targets.weights)
        best, kept, found = np.inf, self.network.get_weights(), 0
        for number in range(1, rounds + 1):
            self._round(rows, weights)
            if watched is None:
                continue
            cost = self._cost(watched)
            if cost < best:
                best, kept, found = cost, self.network.get_weights(), number
            elif number - found >= _PATIENCE:
                break
        if watched is None:
            return rounds
        self.network.set_weights(kept)
        return found

    def logits(self, rows: Labels, view: View | None = None) -> Floats:
        """The categories' part of `scores`: float32 [rows, classes]."""
        return self.scores(rows, view)[:, : self.classes]

    def scores(self, rows: Labels, view: View | None = None) -> Floats:
        """Scores some rows: float32 [rows, classes and values of further labels].

        Args:
            rows: int64: which.
            view: With something hidden; None for the rows as they are.
        """
        inputs = view.inputs if view else self._inputs
        parts = [rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE)]
        tensors = [{name: array[part] for name, array in inputs.items()} for part in parts]
        return np.concatenate([self._predict(part).numpy() for part in tensors])

    def _cost(self, rows: Labels) -> float:
        """Mean negative log-likelihood over the views, so that none is given up for another.

        That of further labels counts as in the loss: they may need more rounds than the categories.

        Each after its best temperature: overconfidence, which calibration will mend, must not end
        the learning.
        """
        labels = self._labels[rows]
        costs = []
        for view in self.views.values():
            scores = self.scores(rows, view)
            costs.append(_calibrated_nll(scores[:, : self.classes], labels))
            for item, part in by_attribute(self.targets.attributes, self.classes):
                known = np.flatnonzero(item.labels[rows] >= 0)
                if len(known):
                    cost = _calibrated_nll(scores[known, part], item.labels[rows][known])
                    costs[-1] += _FURTHER * cost / len(self._widths)
        return float(np.mean(costs))

    def _round(self, rows: Labels, weights: Floats) -> None:
        """Sees every row once, and those of small data more often."""
        batch_size = self._schedule.batch
        repeats = max(round(_STEPS * batch_size / len(rows)), 1)
        order = np.concatenate([self._random.permutation(rows) for _ in range(repeats)])
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            given = {name: array[batch] for name, array in self._inputs.items()}
            self._step(given, self._labels[batch], self._shown[batch], weights[batch])

    def _traced_step(self, given: Any, labels: Any, shown: Any, weights: Any) -> None:
        """One step down the weighted cross-entropy, of levels above and further labels too."""
        tf = self._tf
        with tf.GradientTape() as tape:
            everything = self.network(given, training=True)
            scores = everything[:, : self.classes]
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, scores)
            if self._members.shape[1]:
                sums = tf.matmul(tf.nn.softmax(scores), self._members) + _LEAST
                shares = tf.gather(self._level_weights, labels)
                losses -= tf.reduce_sum(shares * tf.math.log(sums), axis=1)
            if self._widths:
                further = everything[:, self.classes :]
                losses += _FURTHER * attribute_losses(tf, further, shown, self._widths, 0.0)
            cost = tf.reduce_sum(weights * losses) / tf.reduce_sum(weights)
        variables = self.network.trainable_variables
        self._optimizer.apply(tape.gradient(cost, variables), variables)


def _calibrated_nll(scores: Floats, labels: Labels) -> float:
    """Mean negative log-likelihood after the best temperature."""
    return nll(log_softmax(scores, fit_temperature(scores, labels)), labels)


def balanced_weights(labels: Labels, rows: Labels, stand_for: Floats) -> Floats:
    """Weights with which rare classes count more: one over the root of their size.

    Halfway between plain and fully balanced (as Mikolov et al., 2013, subsample frequent words):
    fully balanced, a class of one label would count as much as one of a thousand.

    Args:
        labels: int64, of all rows.
        rows: int64: which are learned from.
        stand_for: float32, of all rows: how many each stands for.

    Returns:
        float32, one for every label; the mean over ``rows`` is 1.
    """
    sizes = np.bincount(labels[rows], stand_for[rows], int(labels.max()) + 1)
    weights = stand_for / np.sqrt(np.maximum(sizes, 1))[labels]
    return np.asarray(weights / weights[rows].mean(), np.float32)
