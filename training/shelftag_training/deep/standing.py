"""Where a run stands: state, average, best weights, and their way to the checkpoint and back."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_training.deep.averaging import WeightAverage
from shelftag_training.deep.checkpoint import Checkpoint, State, unpack
from shelftag_training.deep.learner import Learner, Rows, held_out_figures, predict
from shelftag_training.evaluation.metrics import log_softmax
from shelftag_training.heads.trust import trust

_LISTS = ("weight", "moment", "average", "best", "judged", "trust")
_CREDIT = 0.3
"""Probability, relative to the best class, from which a label counts in full: higher than where a
label was not learned at all."""


class Standing:
    """A run's variables, and how far it is.

    Attributes:
        state: Steps and history.
        average: Of the weights.
        judged: float32 [held-out rows, columns]: what the best weights said, or None.
        trust: float32 [all rows]: how far each row's category is believed.
    """

    def __init__(self, learner: Learner, optimizer: Any, checkpoint: Checkpoint) -> None:
        """Begins anew, or where the chief's checkpoint says."""
        self._learner = learner
        self._checkpoint = checkpoint
        network = learner.network
        self._weights = [*network.trained, *network.kept]
        self._moments = list(optimizer.variables)
        self.average = WeightAverage(self._weights, learner.recipe.averaging)
        self.state = State()
        self._best: list[NDArray[Any]] = []
        self.judged: NDArray[np.float32] | None = None
        self.trust = np.ones(len(learner.targets.leaf), np.float32)
        if content := learner.machines.from_chief(learner.tf, checkpoint.read(_LISTS)):
            self.state, arrays = unpack(content, _LISTS)
            self.average.values, self._best = arrays["average"], arrays["best"]
            self.judged = arrays["judged"][0] if arrays["judged"] else None
            (self.trust,) = arrays["trust"]
            assign(self._weights, arrays["weight"])
            assign(self._moments, arrays["moment"])

    def is_stale(self) -> bool:
        """Whether held-out likelihood has stood still for too many epochs."""
        learner = self._learner
        epoch = self.state.step // learner.steps_per_epoch
        best = self.state.best_step // learner.steps_per_epoch
        patience = learner.recipe.patience
        return bool(
            patience and self._best and min(epoch, learner.epochs_judged) - best >= patience
        )

    def judge(self) -> dict[str, float]:
        """Measures the averaged weights on the held-out rows, and keeps the best.

        On several machines the chief measures: the last digits of another processor's figures may
        differ, and all must stop at the same step.
        """
        learner, figures = self._learner, dict[str, float]()
        if not len(learner.held_out):
            return {}
        values = [value.copy() for value in self.average.values]
        if learner.machines.chief:
            logits = self._predict_with(values, learner.held_out)
            figures = held_out_figures(learner.tf, logits, learner.targets, learner.held_out)
        told = learner.machines.from_chief(learner.tf, json.dumps(figures).encode())
        figures = {name: float(value) for name, value in json.loads(told).items()}
        if figures["held_out_loss"] <= self.state.best_cost:
            self.state.best_cost = figures["held_out_loss"]
            self.state.best_step = self.state.step
            self._best = values
            self.judged = logits if learner.machines.chief else None
        return figures

    def doubt(self) -> dict[str, float]:
        """Weighs the learned labels by how likely the averaged weights find them.

        Before a network knows single photos by heart it knows what most of a class's have in
        common, and finds wrong labels unlikely although it has been told them. The chief decides.

        Returns:
            ``doubted``: the share of labels that weigh less than half.
        """
        learner, targets = self._learner, self._learner.targets
        rows = learner.train[targets.leaf[learner.train].any(axis=1)]
        rows = rows[~learner.labels.deliberate[rows]]
        if learner.machines.chief and len(rows):
            logits = self._predict_with(self.average.values, rows)[:, : len(targets.classes)]
            labels = targets.leaf[rows].argmax(axis=1)
            self.trust[rows] = trust(log_softmax(logits), labels, _CREDIT)
        told = learner.machines.from_chief(learner.tf, self.trust.tobytes())
        self.trust = np.frombuffer(told, np.float32).copy()
        return {"doubted": float(np.mean(self.trust[learner.train] < 0.5))}

    def _predict_with(self, values: Sequence[NDArray[Any]], rows: Rows) -> NDArray[np.float32]:
        """Scores rows with other weights than the present ones."""
        learner = self._learner
        current = [np.asarray(item).copy() for item in self._weights]
        assign(self._weights, values)
        logits = predict(learner, rows, learner.recipe.pixels)
        assign(self._weights, current)
        return logits

    def save(self) -> None:
        """Notes where the run stands."""
        if self._learner.machines.chief:
            arrays = {
                "weight": [np.asarray(item) for item in self._weights],
                "moment": [np.asarray(item) for item in self._moments],
                "average": self.average.values,
                "best": self._best,
                "judged": [] if self.judged is None else [self.judged],
                "trust": [self.trust],
            }
            self._checkpoint.save(self.state, arrays)

    def finish(self) -> None:
        """Gives the network the weights that are kept.

        Those of the best epoch, unless the last ones went on to learn all photos.
        """
        early = self.is_stale() or not self._learner.recipe.epochs_on_all
        assign(self._weights, self._best if early and self._best else self.average.values)


def assign(variables: Sequence[Any], values: Sequence[NDArray[Any]]) -> None:
    """Gives variables their values."""
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
