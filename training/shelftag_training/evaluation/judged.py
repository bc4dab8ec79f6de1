"""Runs a bundle on labelled photos: what it says photo by photo, and product by product."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleCategory, BundleManifest
from shelftag_api.dataset import EMBEDDINGS
from shelftag_api.errors import ShelftagError
from shelftag_api.words import join_words
from shelftag_training.data.examples import Examples, examples_of, labelled_source
from shelftag_training.data.folds import dataset_groups
from shelftag_training.data.labelled_files import TRAIN
from shelftag_training.evaluation.bundle_head import BundleHead
from shelftag_training.evaluation.metrics import Floats, Labels, log_softmax
from shelftag_training.heads.calibration import product_cosines
from shelftag_training.heads.combine import (
    category_log_probabilities,
    combined_scores,
    product_means,
)
from shelftag_training.running.reporting import Reporter
from shelftag_training.text.sentences import embed


@dataclass(frozen=True)
class Answers:
    """What a model says about rows whose category is known.

    Attributes:
        log_p: Calibrated log probabilities, float64 [rows, categories].
        labels: Column of each row's category, int64 [rows].
        groups: Rows of a group are not independent of each other: int64 [rows], from 0.
    """

    log_p: Floats
    labels: Labels
    groups: Labels


@dataclass(frozen=True)
class Judged:
    """A bundle's answers on a data set.

    Attributes:
        manifest: The bundle's.
        examples: The photos that could be read.
        tree: The data set's categories, in the order of the columns.
        photo: By photo alone.
        combined: By product, from all its photos and its words.
    """

    manifest: BundleManifest
    examples: Examples
    tree: tuple[BundleCategory, ...]
    photo: Answers
    combined: Answers


def judge(
    model: Path, data: Path, reporter: Reporter, encoder: Path | None = None, *, split: str = TRAIN
) -> Judged:
    """Runs a bundle on a data set.

    Args:
        model: A head bundle's folder, or one with ``bundle/`` and the ``encoder/`` it needs.
        data: The labelled photos.
        reporter: Told of the steps.
        encoder: Encoder to make embeddings with, instead of those cached; without it, the model's
            own where those cached are another's.
        split: Which part of the data set, where it has parts.

    Raises:
        ShelftagError: One of the two is unsound, or they belong to different encoders.
    """
    reporter.progress("training.phase.read")
    bundle, own = model_folders(model)
    head = BundleHead(bundle)
    manifest = head.manifest
    source = labelled_source(data, split=split)
    made_with = source.dataset.encoder if source.part(EMBEDDINGS) else None
    if encoder is None and own is not None and made_with != manifest.encoder:
        # The photos are looked at anew, by the encoder that came with the model.
        encoder, source = own, replace(source, dataset=replace(source.dataset, encoder=None))
    examples = examples_of(source, encoder, reporter)
    if head.sees and manifest.encoder != examples.encoder:
        expected, found = manifest.encoder[:12], examples.encoder[:12]
        raise ShelftagError("training.encoder_mismatch", expected=expected, found=found)
    reporter.progress("training.phase.evaluate")
    tree = examples.dataset.categories
    log_p = head.log_probabilities(examples.embeddings, *_words(examples, head))
    columns, how = category_columns(manifest, tree), manifest.combination
    by_category = category_log_probabilities(log_p, columns, len(tree), how.floor)
    by_category = log_softmax(by_category)  # classes of no category are left out
    labels, products = examples.labels([item.uuid for item in tree]), examples.products()
    groups, first = dataset_groups(examples.rows), np.unique(products, return_index=True)[1]
    photos = product_means(by_category, products)
    final = log_softmax(combined_scores(photos, product_cosines(examples), how), how.temperature)
    return Judged(
        manifest,
        examples,
        tree,
        Answers(by_category, labels, groups),
        Answers(final, labels[first], np.unique(groups[first], return_inverse=True)[1]),
    )


def _words(examples: Examples, head: BundleHead) -> tuple[list[str], NDArray[np.float32] | None]:
    """What is said about each row's product, and its embeddings where the head takes them."""
    texts = [join_words((row.title, row.description)) for row in examples.rows]
    if not head.reads_vectors:
        return texts, None
    return texts, examples.words.rows if examples.words else embed(texts)


def model_folders(model: Path) -> tuple[Path, Path | None]:
    """Finds the bundle in a folder, and the encoder that lies beside it or None."""
    if (model / "bundle").is_dir():
        encoder = model / "encoder"
        return model / "bundle", encoder if encoder.is_dir() else None
    return model, None


def category_columns(manifest: BundleManifest, tree: Sequence[BundleCategory]) -> list[int]:
    """Finds the data set's column of each of the model's classes; −1 for one that has none.

    A category is known by its id. Where the data set has other ids (it does not come from the shop
    that the model comes from) the path of names tells.
    """
    by_id = {item.uuid: index for index, item in enumerate(tree)}
    by_path = {item.path: index for index, item in enumerate(tree)}
    paths = {item.uuid: item.path for item in manifest.categories}

    def column(uuid: UUID | None) -> int:
        if uuid is None:
            return -1
        return by_id.get(uuid, by_path.get(paths.get(uuid, ()), -1))

    return [column(uuid) for uuid in manifest.classes]
