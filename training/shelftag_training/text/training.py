"""From labelled products to a published bundle: the way that all models that read go."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shelftag_training.data.folds import assign_folds
from shelftag_training.evaluation.metrics import accuracy
from shelftag_training.heads.attributes import attribute_figures
from shelftag_training.heads.replay import read_replay
from shelftag_training.heads.targets import levels_above
from shelftag_training.running import tensorflow_setup
from shelftag_training.running.publish import whole_folder
from shelftag_training.running.reporting import Reporter
from shelftag_training.text.cross_validation import cross_validate
from shelftag_training.text.examples import Labels, TextExamples
from shelftag_training.text.fitting import Fitter, Targets
from shelftag_training.text.further import fit_further
from shelftag_training.text.publishing import Fitted, publish
from shelftag_training.text.readers import Reader
from shelftag_training.text.replay import with_replay


@dataclass(frozen=True)
class Settings:
    """How a reader learns.

    Attributes:
        level_weight: Weight of the levels above a label, all together; the label itself weighs 1.
        seed: Of everything random; None for the usual one, and folds in the order of the rows.
        earlier: Bundle to start from: what it kept is learned again beside the new rows.
        replay: Products or photos of each class that the bundle keeps for later versions; None for
            as many as is usual.
    """

    level_weight: float = 0.0
    seed: int | None = None
    earlier: Path | None = None
    replay: int | None = None


@dataclass(frozen=True)
class Family:
    """What distinguishes one kind of reader from others.

    Attributes:
        name: In the bundle.
        load: Reads the examples.
        make: Makes the network and its tensors.
        group: Numbers the groups of examples that no two folds may share.
        replay: Products or photos of each class that a bundle usually keeps.
    """

    name: str
    load: Callable[[], TextExamples]
    make: Callable[[TextExamples], Reader]
    group: Callable[[TextExamples], Labels]
    replay: int


USUAL = Settings()


def train_reader(
    output: Path,
    reporter: Reporter,
    family: Family,
    settings: Settings = USUAL,
) -> Mapping[str, Any]:
    """Trains, judges and publishes a model that reads, whole or not at all.

    Args:
        output: The bundle's folder; must not exist.
        reporter: Told of each step.
        family: Which kind of reader.
        settings: How to learn.

    Returns:
        ``bundle`` (path), ``id``, ``metrics``, ``skipped`` (how many rows), ``skipped_files``.

    Raises:
        ShelftagError: There is nothing to learn from, the earlier version is of another kind or
            kept nothing, the export differs from what was trained, or
            the folder cannot be written.
    """
    started = time.monotonic()
    with whole_folder(output) as growing:
        reporter.progress("training.phase.read")
        replay = read_replay(settings.earlier, [family.name]) if settings.earlier else None
        examples = family.load()
        if replay:
            examples = with_replay(examples, replay)
        labels = examples.labels(examples.classes())
        groups = family.group(examples)
        reporter.progress("training.phase.start")
        tf = tensorflow_setup.load()
        seed = tensorflow_setup.SEED if settings.seed is None else settings.seed
        tf.keras.utils.set_random_seed(seed % 2**32)
        reader = family.make(examples)
        paths = {item.uuid: item.path for item in examples.source.dataset.categories}
        levels = levels_above([paths[item] for item in reader.classes], settings.level_weight)
        targets = Targets(labels, examples.weights, levels, reader.attributes)
        fitter = Fitter(tf, reader.network, reader.views, targets, reader.schedule, seed)
        rows = np.arange(len(labels))
        figures = {"labels": float(len(labels)), "classes": float(len(examples.classes()))}
        if reader.text_encoder:  # before it learns, such a network knows the names
            figures["base_accuracy"] = accuracy(fitter.logits(rows), labels)
        wanted = [row.fold for row in examples.rows]
        folds = assign_folds(groups, labels, wanted, seed=settings.seed)
        judged = cross_validate(fitter, folds, groups, reader.schedule.rounds, reporter)
        reporter.progress("training.phase.fit")
        fitter.fit(rows, judged.rounds)
        further = fit_further(reader, examples, folds, reporter)
        reporter.progress("training.phase.export")
        attributes = further.heads if further else judged.attributes
        figures |= judged.metrics | attribute_figures(attributes)
        figures["seconds"] = round(time.monotonic() - started, 2)
        fitted = Fitted(family.name, reader, judged.temperatures, attributes, further)
        kept = family.replay if settings.replay is None else settings.replay
        manifest = publish(growing, tf, fitted, examples, kept, figures)
    return {
        "kind": "head",
        "bundle": str(output),
        "id": str(manifest.id),
        "metrics": dict(manifest.metrics),
        "skipped": len(examples.skipped),
        "skipped_files": list(examples.skipped[:100]),
    }
