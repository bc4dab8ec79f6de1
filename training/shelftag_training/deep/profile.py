"""Where the time of a deep training goes, measured on its own photos before it starts."""

import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from shelftag_training.data.sources import Source
from shelftag_training.deep import augmentation
from shelftag_training.deep.learner import Learner
from shelftag_training.deep.machines import connect
from shelftag_training.deep.randomness import Draws
from shelftag_training.deep.recipe import Recipe
from shelftag_training.deep.run import labels_to_tell_apart, opened_photos, prepare
from shelftag_training.deep.training import make_optimizer, training_step
from shelftag_training.running import tensorflow_setup
from shelftag_training.running.reporting import Reporter

_SAMPLE = 512
_STEPS = 3


def profile(
    given: Path | Source, recipe: Recipe, reporter: Reporter, *, trace: Path | None = None
) -> Mapping[str, Any]:
    """Times the parts of a training.

    Args:
        given: Labelled photos, or where they are.
        recipe: Settings of the training.
        reporter: Told of the steps.
        trace: Folder for a trace of one step, to be looked at in TensorBoard.

    Returns:
        ``metrics``: milliseconds a photo, by part and picture size, and the whole in minutes.

    Raises:
        ShelftagError: Nothing to learn from.
    """
    source = labels_to_tell_apart(given)
    rows = len(source.dataset.rows)
    few = source.dataset.rows[:: max(rows // _SAMPLE, 1)]
    source = replace(source, dataset=replace(source.dataset, rows=few))
    tf = tensorflow_setup.load(gpu=True)
    machines = connect(tf)
    figures = {"replicas": float(machines.replicas)}
    with tempfile.TemporaryDirectory(prefix="shelftag-profile-") as work:
        began = time.monotonic()
        with opened_photos(source, recipe, Path(work), reporter) as photos:
            figures["decode_ms"] = 1000 * (time.monotonic() - began) / len(few)
            learner = prepare(tf, machines, source, photos, recipe)
            figures["mixed_precision"] = float(learner.network.is_mixed)
            optimizer = make_optimizer(learner)
            whole = figures["decode_ms"] * rows
            for number, phase in enumerate(recipe.phases):
                reporter.progress("training.phase.profile", number, len(recipe.phases))
                parts = _timed(learner, optimizer, phase.pixels)
                figures |= {f"{name}_{phase.pixels}px_ms": value for name, value in parts.items()}
                whole += parts["step"] * phase.epochs * rows
            if trace:
                _trace(learner, optimizer, trace)
    figures["whole_minutes"] = whole / 60_000
    return {"kind": "profile", "metrics": figures, "skipped": 0}


def _timed(learner: Learner, optimizer: Any, pixels: int) -> dict[str, float]:
    """Milliseconds a photo for reading, augmentation, forward pass and a whole step."""
    tf, recipe = learner.tf, learner.recipe
    rows = learner.rows_of(0)
    photos = tf.constant(learner.photos.read(rows))
    draw = Draws(tf, tf.constant([1, 1], tf.int32), len(rows))

    @tf.function  # type: ignore[untyped-decorator]
    def augment() -> Any:
        return augmentation.augment(tf, photos, pixels, recipe.augmentation, draw)

    predict = learner.network.predictor(tf, pixels)
    step = _step(learner, optimizer, pixels)

    def each(work: Callable[[], Any]) -> float:
        work()  # traces, and lets the libraries choose their algorithms
        began = time.monotonic()
        for _ in range(_STEPS):
            work()
        return 1000 * (time.monotonic() - began) / _STEPS / len(rows)

    return {
        "read": each(lambda: learner.photos.read(rows)),
        "augment": each(augment),
        "forward": each(lambda: predict(photos).numpy()),
        "step": each(step),
    }


def _step(learner: Learner, optimizer: Any, pixels: int) -> Callable[[], float]:
    """Returns a function that takes a step which changes nothing."""
    take = training_step(learner, optimizer, pixels)
    trust = np.ones(len(learner.targets.leaf), np.float32)
    return lambda: take(0, 0.0, trust)


def _trace(learner: Learner, optimizer: Any, folder: Path) -> None:
    """Writes TensorFlow's own trace of one step."""
    step = _step(learner, optimizer, learner.recipe.pixels)
    step()
    with learner.tf.profiler.experimental.Profile(str(folder)):
        step()
