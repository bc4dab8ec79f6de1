"""The training loop: the same for one processor, a GPU, or several machines.

Keras's own ``fit`` cannot run on several machines (keras issue 20585), so the loop is written out:
steps, evaluation with averaged weights after each epoch, checkpoints, early stopping.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from shelftag_training.deep import augmentation
from shelftag_training.deep.averaging import WeightAverage
from shelftag_training.deep.checkpoint import Checkpoint, State
from shelftag_training.deep.labels import Labels
from shelftag_training.deep.machines import Machines
from shelftag_training.deep.network import Network, batches
from shelftag_training.deep.optimizer import discriminative_adamw
from shelftag_training.deep.photos import Photos
from shelftag_training.deep.randomness import Draws
from shelftag_training.deep.recipe import Recipe
from shelftag_training.deep.targets import Targets, losses
from shelftag_training.running.reporting import Reporter

Rows = NDArray[np.int64]
_SAVE_EVERY = 120.0
"""Seconds between two checkpoints; what a kill can cost."""


class Listener(Protocol):
    """Is told of what happens, for a log."""

    def step(self, step: int, loss: float, rate: float) -> None:
        """After each step."""
        ...

    def epoch(self, step: int, figures: dict[str, float]) -> None:
        """After each epoch."""
        ...


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


@dataclass(frozen=True)
class Outcome:
    """What came of a run.

    Attributes:
        state: Its history.
        judged: float32 [held-out rows, classes]: logits of photos not yet learned, or None.
    """

    state: State
    judged: NDArray[np.float32] | None


def train(
    learner: Learner,
    checkpoint: Checkpoint,
    reporter: Reporter,
    listeners: Sequence[Listener] = (),
) -> Outcome:
    """Trains the network; at the end it has averaged weights.

    Args:
        learner: What to train, on what.
        checkpoint: Where the run stands, and where to note it.
        reporter: Told of each step.
        listeners: Told of each step and epoch.

    Returns:
        The history, and what the network said of the held-out rows before it learned them.
    """
    recipe = learner.recipe
    optimizer = make_optimizer(learner)
    run = _Run(learner, optimizer, checkpoint)
    step_of = cache(lambda pixels: training_step(learner, optimizer, pixels))
    total = recipe.epochs * learner.steps_per_epoch
    began = saved = time.monotonic()
    before = run.state.seconds
    recent: list[float] = []
    while run.state.step < total and not run.is_stale():
        step = run.state.step
        phase = recipe.phase_of(step // learner.steps_per_epoch)
        rate = recipe.rate(step / total)
        loss = step_of(phase.pixels)(step, rate)
        recent.append(loss)
        run.average.update(step)
        run.state.step += 1
        run.state.seconds = before + time.monotonic() - began
        for listener in listeners:
            listener.step(step, loss, rate)
        epoch, rest = divmod(run.state.step, learner.steps_per_epoch)
        if not rest:
            figures = run.judge() if epoch <= learner.epochs_judged else {}
            figures = {"epoch": float(epoch), "loss": float(np.mean(recent)), **figures}
            recent.clear()
            run.state.history.append(figures)
            for listener in listeners:
                listener.epoch(step, figures)
        if not rest or time.monotonic() - saved > _SAVE_EVERY:
            run.save()
            saved = time.monotonic()
        last = run.state.history[-1] if run.state.history else {}
        reporter.progress("training.phase.train", run.state.step, total, **last | {"loss": loss})
    run.finish()
    return Outcome(run.state, run.judged)


def make_optimizer(learner: Learner) -> Any:
    """Builds the optimiser of a run."""
    network = learner.network
    with learner.machines.strategy.scope():
        return discriminative_adamw(network.trained, network.scales, learner.recipe.weight_decay)


def training_step(learner: Learner, optimizer: Any, pixels: int) -> Callable[[int, float], float]:
    """Returns a function that takes one step: its number and learning rate → the loss."""
    tf, machines, network = learner.tf, learner.machines, learner.network
    recipe, targets = learner.recipe, learner.targets
    members = tf.constant(targets.members)
    share = recipe.batch // machines.replicas

    def on_replica(photos: Any, leaf: Any, groups: Any, replica: Any, seed: Any) -> Any:
        draw = Draws(tf, seed, share, replica, machines.replicas)
        photos = augmentation.augment(tf, photos, pixels, recipe.augmentation, draw)
        mixed = augmentation.mix(tf, photos, (leaf, groups), recipe.augmentation, draw)
        photos, (leaf, groups) = mixed
        with tf.GradientTape() as tape:
            logits = network.logits_in_training(tf, photos, recipe.dropout, draw)
            each = losses(tf, logits, leaf, groups, members, recipe.label_smoothing)
            loss = tf.reduce_sum(each) / recipe.batch
        variables = [variable.value for variable in network.trained]
        gradients = tape.gradient(loss, variables)
        optimizer.apply(gradients, network.trained)
        return loss

    @tf.function  # type: ignore[untyped-decorator]
    def everywhere(photos: Any, leaf: Any, groups: Any, replica: Any, seed: Any) -> Any:
        each = machines.strategy.run(on_replica, args=(photos, leaf, groups, replica, seed))
        return machines.strategy.reduce(tf.distribute.ReduceOp.SUM, each, axis=None)

    def take(step: int, rate: float) -> float:
        rows = learner.rows_of(step)

        def part(replica: int) -> Rows:
            return rows[replica * share : (replica + 1) * share]

        given = [
            machines.share(lambda replica: tf.constant(learner.photos.read(part(replica)))),
            machines.share(lambda replica: tf.constant(targets.leaf[part(replica)])),
            machines.share(lambda replica: tf.constant(targets.groups[part(replica)])),
            machines.share(lambda replica: tf.constant(replica, tf.int32)),
            tf.constant([recipe.seed % 2**31, step], tf.int32),
        ]
        optimizer.learning_rate.assign(rate)
        return float(everywhere(*given))

    return take


class _Run:
    """A run's variables: state, average, best weights, and their way to the checkpoint."""

    def __init__(self, learner: Learner, optimizer: Any, checkpoint: Checkpoint) -> None:
        self._learner = learner
        self._checkpoint = checkpoint
        network = learner.network
        self._weights = [*network.trained, *network.kept]
        self._moments = list(optimizer.variables)
        self.average = WeightAverage(self._weights, learner.recipe.averaging)
        self.state = State()
        self._best: list[NDArray[Any]] = []
        self.judged: NDArray[np.float32] | None = None
        found = checkpoint.load(("weight", "moment", "average", "best", "judged"))
        if found:
            self.state, arrays = found
            self.average.values, self._best = arrays["average"], arrays["best"]
            self.judged = arrays["judged"][0] if arrays["judged"] else None
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
        """Measures the averaged weights on the held-out rows, and keeps the best."""
        learner = self._learner
        if not len(learner.held_out):
            return {}
        values = [value.copy() for value in self.average.values]
        current = [np.asarray(item).copy() for item in self._weights]
        assign(self._weights, values)
        logits = predict(learner, learner.held_out, learner.recipe.pixels)
        assign(self._weights, current)
        figures = held_out_figures(learner.tf, logits, learner.targets, learner.held_out)
        if figures["held_out_loss"] <= self.state.best_cost:
            self.state.best_cost = figures["held_out_loss"]
            self.state.best_step = self.state.step
            self._best = values
            self.judged = logits
        return figures

    def save(self) -> None:
        """Notes where the run stands."""
        if self._learner.machines.chief:
            arrays = {
                "weight": [np.asarray(item) for item in self._weights],
                "moment": [np.asarray(item) for item in self._moments],
                "average": self.average.values,
                "best": self._best,
                "judged": [] if self.judged is None else [self.judged],
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


def embed(
    tf: Any, network: Network, photos: Photos, rows: Rows, pixels: int
) -> NDArray[np.float32]:
    """Encodes rows with the network as it is: float32 [rows, embedding size]."""
    return _run_on(network.embedder(tf, pixels), tf, photos, rows)


def predict(learner: Learner, rows: Rows, pixels: int) -> NDArray[np.float32]:
    """Scores rows with the network as it is: float32 [rows, classes]."""
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
    cost = losses(tf, logits, leaf, (groups >= 1).astype(np.float32), targets.members, 0.0)
    known = leaf.any(axis=1)
    right = logits.argmax(axis=1)[known] == leaf.argmax(axis=1)[known]
    return {
        "held_out_loss": float(np.mean(cost)),
        "held_out_accuracy": float(np.mean(right)) if known.any() else 0.0,
    }
