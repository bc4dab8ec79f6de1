"""How good a bundle is on labelled photos: by class and by parent, alone and with words."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import read_bundle
from shelftag_api.errors import ShelftagError
from shelftag_training.data.examples import load_examples
from shelftag_training.evaluation import metrics
from shelftag_training.heads.combine import (
    category_log_probabilities,
    combined_scores,
    product_means,
)
from shelftag_training.heads.cross_validation import product_cosines
from shelftag_training.heads.prior import load_prior
from shelftag_training.running.reporting import Reporter


def evaluate(
    bundle: Path, folder: Path, reporter: Reporter, *, encoder: Path | None = None
) -> Mapping[str, Any]:
    """Measures a bundle on a data set.

    Args:
        bundle: The head bundle's folder.
        folder: The data set's.
        reporter: Told of the steps.
        encoder: Encoder to make embeddings with, instead of those cached.

    Returns:
        ``metrics``: ``photo_*`` by photo alone, ``combined_*`` by product with its words.

    Raises:
        ShelftagError: One of the two is unsound, or they belong to different encoders.
    """
    reporter.progress("training.phase.read")
    read_bundle(bundle)
    head = load_prior(bundle)  # runs any bundle's graphs
    examples = load_examples(folder, encoder, reporter)
    if head.manifest.encoder != examples.encoder:
        expected, found = head.manifest.encoder[:12], examples.encoder[:12]
        raise ShelftagError("training.encoder_mismatch", expected=expected, found=found)
    head.check_width(examples.embeddings)
    reporter.progress("training.phase.evaluate")
    tree = list(examples.dataset.categories)
    uuids = [category.uuid for category in tree]
    columns = [uuids.index(item) if item in uuids else -1 for item in head.manifest.classes]
    log_p = metrics.log_softmax(head.logits(examples.embeddings), head.manifest.temperature)
    combination = head.manifest.combination
    by_category = category_log_probabilities(log_p, columns, len(tree), combination.floor)
    by_category = metrics.log_softmax(by_category)  # classes of no category are left out
    labels, products = examples.labels(uuids), examples.products()
    parents = _parents([category.path for category in tree], uuids)
    figures = _figures("photo", by_category, labels, parents)
    first = np.unique(products, return_index=True)[1]
    photos = product_means(by_category, products)
    scores = combined_scores(photos, product_cosines(examples), combination)
    final = metrics.log_softmax(scores, combination.temperature)
    figures |= _figures("combined", final, labels[first], parents)
    figures |= {"photos": float(len(labels)), "products": float(len(first))}
    return {"kind": "evaluation", "metrics": figures, "skipped": len(examples.skipped)}


def _parents(paths: list[tuple[str, ...]], uuids: list[UUID]) -> NDArray[np.int64]:
    """Number of each category's parent; a department is its own."""
    number = {path: index for index, path in enumerate(paths)}
    found = [number.get(path[:-1], index) for index, path in enumerate(paths)]
    return np.array(found, np.int64)


def _figures(
    prefix: str, log_p: metrics.Floats, labels: metrics.Labels, parents: NDArray[np.int64]
) -> dict[str, float]:
    """Accuracy by class and parent, top-5, calibration."""
    low, high = metrics.wilson_interval(metrics.accuracy(log_p, labels), len(labels))
    best = log_p.argmax(axis=1)
    return {
        f"{prefix}_accuracy": metrics.accuracy(log_p, labels),
        f"{prefix}_accuracy_low": low,
        f"{prefix}_accuracy_high": high,
        f"{prefix}_parent_accuracy": float(np.mean(parents[best] == parents[labels])),
        f"{prefix}_top5": metrics.top_k(log_p, labels),
        f"{prefix}_ece": metrics.calibration_error(np.exp(log_p), labels),
        f"{prefix}_nll": metrics.nll(log_p, labels),
    }
