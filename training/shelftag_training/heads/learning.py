"""The steps that all heads share: what there is to learn, then cross-validation, fit, calibration.

Nothing here needs TensorFlow.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleManifest, Combination
from shelftag_api.dataset import BASE_BUNDLE, UNLABELLED_EMBEDDINGS, read_array
from shelftag_api.errors import ShelftagError
from shelftag_training.data.examples import Examples, load_examples
from shelftag_training.data.sources import Source
from shelftag_training.evaluation import metrics
from shelftag_training.heads.attributes import FittedAttribute, attribute_figures, fit_attributes
from shelftag_training.heads.bundle_writer import HeadParts
from shelftag_training.heads.calibration import Calibrated, calibrate
from shelftag_training.heads.cross_validation import HeldOut, choose_folds, cross_validate
from shelftag_training.heads.features import Projection
from shelftag_training.heads.prior import Prior, load_prior, log_prior
from shelftag_training.heads.replay import (
    EMBEDDINGS,
    KINDS,
    read_replay,
    replay_files,
    with_replay,
)
from shelftag_training.heads.residual_head import (
    Background,
    Fitter,
    ResidualHead,
    regularisation,
)
from shelftag_training.heads.targets import make_targets
from shelftag_training.heads.trust import is_deliberate, trust
from shelftag_training.running.reporting import Reporter

Floats = NDArray[np.float32]
BACKGROUND = 0.1
"""Weight of unlabelled photos against labelled ones where hardly any class has labels. With more,
fewer new photos of the labelled classes are found."""
_FEW_CLASSES = 10
"""From so many labelled classes on, what is unlabelled mostly belongs to one of them, and must not
be taught away: with 76 classes labelled, cross-validation fell from 81 to 69 %, and no unlabelled
photo had a confidence above 0.6."""
_BLOCK = 8192
_LARGE = 4_000_000
"""Rows × classes."""


@dataclass(frozen=True)
class Task:
    """What there is to learn.

    Attributes:
        examples: Labelled photos.
        weights: float32 [rows]: how many photos each stands for.
        base: The starter, or None.
        classes: Category of each column, labelled ones first.
        unlabelled: Embeddings of other photos of the shop, float32 [rows, embedding size].
    """

    examples: Examples
    weights: Floats
    base: Prior | None
    classes: tuple[UUID, ...]
    unlabelled: Floats

    def result(self, kind: str, output: Path, manifest: BundleManifest) -> Mapping[str, Any]:
        """Values of the run's result."""
        return {
            "kind": kind,
            "bundle": str(output),
            "id": str(manifest.id),
            "metrics": dict(manifest.metrics),
            "skipped": len(self.examples.skipped),
            "skipped_files": list(self.examples.skipped[:100]),
        }


@dataclass(frozen=True)
class Learned:
    """What was learned.

    Attributes:
        task: From what.
        fold: The starter's classes to categories, float32 [starter classes, classes], or None.
        projection: Of the embeddings.
        fitter: Fits further heads.
        held_out: Of cross-validation, or None where nothing could be held out.
        head: From all rows.
        attributes: Further heads.
        outcome: Calibration.
    """

    task: Task
    fold: Floats | None
    projection: Projection
    fitter: Fitter
    held_out: HeldOut | None
    head: ResidualHead
    attributes: tuple[FittedAttribute, ...]
    outcome: Calibrated

    @property
    def metrics(self) -> dict[str, float]:
        """Figures by name."""
        figures = {
            "labels": float(len(self.fitter.labels)),
            "classes": float(len(np.unique(self.fitter.labels))),
        }
        return self.outcome.metrics | figures | attribute_figures(self.attributes)

    def parts(self, name: str, heads: tuple[ResidualHead, ...], replay: int) -> HeadParts:
        """What a bundle of these heads is made of.

        Args:
            name: Kind of model.
            heads: The heads.
            replay: Photos of each class that the bundle keeps for later versions.
        """
        task, seen = self.task, {EMBEDDINGS: self.task.examples.embeddings}
        further = replay_files(task.examples.rows, task.weights, replay, seen)
        return HeadParts(
            name, task.examples, task.classes, task.base, self.fold, self.projection, heads,
            self.attributes, self.outcome, further,
        )  # fmt: skip


def read_task(
    source: Path | Source, encoder: Path | None, earlier: Path | None, reporter: Reporter
) -> Task:
    """Reads examples, starter and earlier version.

    Args:
        source: Labelled photos, or where they are.
        encoder: Encoder to make embeddings with, instead of those cached.
        earlier: Bundle whose kept examples are learned again, or None.
        reporter: Told of each step.

    Raises:
        ShelftagError: There is nothing to learn from, or the data are unsound.
    """
    reporter.progress("training.phase.read")
    replay = read_replay(earlier, KINDS) if earlier else None
    examples = load_examples(source, encoder, reporter)
    weights = np.ones(len(examples.rows), np.float32)
    if replay:
        examples, weights = with_replay(examples, replay)
    base = _base(examples)
    classes = choose_classes(examples, base)
    return Task(examples, weights, base, classes, _unlabelled(examples))


def learn(
    task: Task, reporter: Reporter, *, level_weight: float = 0.0, seed: int | None = None
) -> Learned:
    """Cross-validates, fits and calibrates.

    Small products of matrices are left to one thread: others would gain little, wait for one
    another in loops that burn time, and slow down what loads TensorFlow meanwhile (six times
    slower on a busy computer).

    Args:
        task: From what.
        reporter: Told of each step.
        level_weight: Weight of the levels above a label, all together; the label itself weighs 1.
        seed: Of the folds.
    """
    import scipy.optimize  # noqa: F401  # has a BLAS of its own, and only loaded ones are limited
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    large = len(task.examples.rows) * len(task.classes) > _LARGE
    with threadpool_limits(None if large else 1, "blas"):
        return _learn(task, reporter, level_weight, seed)


def _learn(task: Task, reporter: Reporter, level_weight: float, seed: int | None) -> Learned:
    """The steps of `learn`."""
    examples, classes, base = task.examples, task.classes, task.base
    labels = examples.labels(classes)
    labelled = int(labels.max()) + 1
    projection = Projection.of(np.concatenate([examples.embeddings, task.unlabelled]))
    rows = projection.apply(examples.embeddings)
    fold = base.fold_matrix(classes) if base else None
    prior = log_priors(base, fold, examples.embeddings, len(classes))
    paths = {category.uuid: category.path for category in examples.dataset.categories}
    targets = make_targets(labels, [paths[uuid] for uuid in classes[:labelled]], level_weight)
    background = None
    if len(task.unlabelled) and labelled < min(_FEW_CLASSES, len(classes)):
        others = log_priors(base, fold, task.unlabelled, len(classes))
        share = BACKGROUND * (1 - labelled / len(classes))
        background = Background(projection.apply(task.unlabelled), others, share)
    fitter = Fitter(rows, prior, labels, targets, background)
    folds = choose_folds(examples, projection, labels, seed)
    held_out = cross_validate(fitter, folds, task.weights, reporter)
    reporter.progress("training.phase.fit")
    weights = task.weights.copy()
    if held_out:
        weights[held_out.rows] *= trust_rows(examples, held_out, labels)
    alpha = held_out.alpha if held_out else 1.0
    head = fitter.fit(weights, alpha, regularisation(labelled, background=background is not None))
    attributes = tuple(fit_attributes(examples.rows, rows, folds, reporter))
    combination = base.manifest.combination if base else Combination()
    outcome = calibrate(held_out, prior, labels, classes, examples, combination)
    return Learned(task, fold, projection, fitter, held_out, head, attributes, outcome)


def trust_rows(examples: Examples, held_out: HeldOut, labels: NDArray[np.int64]) -> Floats:
    """How far to believe the tested rows' labels: float32 [tested]."""
    doubted = trust(metrics.log_softmax(held_out.logits), labels[held_out.rows])
    sure = [is_deliberate(examples.rows[int(row)]) for row in held_out.rows]
    return np.where(sure, np.float32(1), doubted)


def log_priors(base: Prior | None, fold: Floats | None, embeddings: Floats, classes: int) -> Floats:
    """What the starter says about each row; without one, all classes alike."""
    prior = np.full((len(embeddings), classes), -np.log(classes), np.float32)
    if base is not None and fold is not None:
        for start in range(0, len(prior), _BLOCK):  # the starter's 1,000 classes of all are large
            rows = slice(start, start + _BLOCK)
            prior[rows] = log_prior(base.logits(embeddings[rows]), base.manifest.temperature, fold)
    return prior


def _unlabelled(examples: Examples) -> Floats:
    """Embeddings of photos without a label that came with the data set."""
    size = examples.embeddings.shape[1]
    path = examples.source.part(UNLABELLED_EMBEDDINGS)
    if path is None:
        return np.zeros((0, size), np.float32)
    embeddings = read_array(path)
    if not np.isfinite(embeddings).all():
        raise ShelftagError("training.not_numbers", file=UNLABELLED_EMBEDDINGS)
    if embeddings.shape[1] != size:
        found = embeddings.shape[1]
        raise ShelftagError("training.embedding_width", expected=size, found=found)
    return embeddings


def _base(examples: Examples) -> Prior | None:
    """The starter that the data set names, if it belongs to the same encoder."""
    folder = examples.source.part(BASE_BUNDLE)
    if folder is None:
        return None
    base = load_prior(folder)
    if base.manifest.encoder != examples.encoder:
        raise ShelftagError(
            "training.encoder_mismatch",
            expected=base.manifest.encoder[:12],
            found=examples.encoder[:12],
        )
    base.check_width(examples.embeddings)
    return base


def choose_classes(examples: Examples, base: Prior | None) -> tuple[UUID, ...]:
    """Returns the classes of the head: labelled ones first, then those only the starter knows.

    One labelled class is enough while the starter knows others: what it learns then is what that
    class looks like against the starter's beliefs. A single class in all would be an oracle that
    always says the same, and is refused.

    Raises:
        ShelftagError: There is nothing to choose between.
    """
    tree = [category.uuid for category in examples.dataset.categories]
    labelled = {row.category_uuid for row in examples.rows}
    covered = base.covers() if base else set()
    classes = [item for item in tree if item in labelled]
    classes += [item for item in tree if item in covered and item not in labelled]
    if len(classes) < 2:
        raise ShelftagError("training.one_class", category=" > ".join(examples.rows[0].category))
    return tuple(classes)
