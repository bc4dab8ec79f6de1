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
from shelftag_training.deep.attributes import attribute_losses
from shelftag_training.deep.checkpoint import Checkpoint, State
from shelftag_training.deep.learner import Learner
from shelftag_training.deep.optimizer import discriminative_adamw
from shelftag_training.deep.randomness import Draws
from shelftag_training.deep.standing import Standing
from shelftag_training.deep.targets import losses
from shelftag_training.running.reporting import Reporter

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
class Outcome:
    """What came of a run.

    Attributes:
        state: Its history.
        judged: float32 [held-out rows, columns]: logits of photos not yet learned, or None.
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
    run = Standing(learner, optimizer, checkpoint)
    step_of = cache(lambda pixels: training_step(learner, optimizer, pixels))
    total = recipe.epochs * learner.steps_per_epoch
    began = saved = time.monotonic()
    before = run.state.seconds
    while run.state.step < total and not run.is_stale():
        step = run.state.step
        phase = recipe.phase_of(step // learner.steps_per_epoch)
        rate = recipe.rate(step / total)
        loss = step_of(phase.pixels)(step, rate, run.trust)
        run.state.recent.append(loss)
        run.average.update(step)
        run.state.step += 1
        run.state.seconds = before + time.monotonic() - began
        for listener in listeners:
            listener.step(step, loss, rate)
        epoch, rest = divmod(run.state.step, learner.steps_per_epoch)
        if not rest:
            figures = run.judge() if epoch <= learner.epochs_judged else {}
            figures = {"epoch": float(epoch), "loss": float(np.mean(run.state.recent)), **figures}
            if recipe.trust and epoch == recipe.epochs // 2:
                figures |= run.doubt()
            run.state.recent.clear()
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


Step = Callable[[int, float, NDArray[np.float32]], float]
"""Number, learning rate and trust of all rows (float32 [rows]) → the loss."""


def training_step(learner: Learner, optimizer: Any, pixels: int) -> Step:
    """Returns a function that takes one step at a picture size."""
    tf, machines, network = learner.tf, learner.machines, learner.network
    recipe, targets = learner.recipe, learner.targets
    cost = _row_losses(learner)
    share = recipe.batch // machines.replicas
    shown = targets.shown

    def on_replica(photos: Any, given: Any, replica: Any, seed: Any) -> Any:
        draw = Draws(tf, seed, share, replica, machines.replicas)
        photos = augmentation.augment(tf, photos, pixels, recipe.augmentation, draw)
        photos, given = augmentation.mix(tf, photos, given, recipe.augmentation, draw)
        with tf.GradientTape() as tape:
            logits = network.logits_in_training(tf, photos, recipe.dropout, draw)
            loss = tf.reduce_sum(cost(logits, *given)) / recipe.batch
        variables = [variable.value for variable in network.trained]
        gradients = tape.gradient(loss, variables)
        optimizer.apply(gradients, network.trained)
        return loss

    @tf.function  # type: ignore[untyped-decorator]
    def everywhere(*given: Any) -> Any:
        each = machines.strategy.run(on_replica, args=given)
        return machines.strategy.reduce(tf.distribute.ReduceOp.SUM, each, axis=None)

    def take(step: int, rate: float, trust: NDArray[np.float32]) -> float:
        rows = learner.rows_of(step)
        believed = trust[rows, None]  # the loss is linear in what a category teaches
        taught = (targets.leaf[rows] * believed, targets.groups[rows] * believed, shown[rows])

        def part(replica: int) -> slice:
            return slice(replica * share, (replica + 1) * share)

        def of(values: NDArray[np.float32]) -> Any:
            return machines.share(lambda replica: tf.constant(values[part(replica)]))

        def read(replica: int) -> Any:
            return tf.constant(learner.photos.read(rows[part(replica)]))

        photos = machines.share(read)
        replica = machines.share(lambda replica: tf.constant(replica, tf.int32))
        seed = tf.constant([recipe.seed % 2**31, step], tf.int32)
        optimizer.learning_rate.assign(rate)
        return float(everywhere(photos, tuple(of(item) for item in taught), replica, seed))

    return take


def _row_losses(learner: Learner) -> Callable[[Any, Any, Any, Any], Any]:
    """Returns the loss of rows on all their labels: scores, leaf, groups, shown → [rows]."""
    tf, recipe, targets = learner.tf, learner.recipe, learner.targets
    members, classes = tf.constant(targets.members), len(targets.classes)
    widths = [len(item.values) for item in targets.attributes]
    shift = tf.constant(recipe.balance * targets.frequencies(learner.train), tf.float32)

    def cost(logits: Any, leaf: Any, groups: Any, shown: Any) -> Any:
        logits += shift
        smoothing = recipe.label_smoothing
        result = losses(tf, logits[:, :classes], leaf, groups, members, smoothing)
        if widths:
            further = attribute_losses(tf, logits[:, classes:], shown, widths, smoothing)
            result += recipe.attribute_weight * further
        return result

    return cost
