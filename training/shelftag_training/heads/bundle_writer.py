"""Exports fitted heads, checks the export on the real rows, and writes the bundle's folder."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleManifest
from shelftag_training.data.examples import Examples
from shelftag_training.export import parity
from shelftag_training.export.bundle import write_bundle
from shelftag_training.export.onnx_export import export
from shelftag_training.heads import graph
from shelftag_training.heads.attributes import (
    FittedAttribute,
    attribute_heads,
    attribute_output,
)
from shelftag_training.heads.calibration import Calibrated
from shelftag_training.heads.features import Projection
from shelftag_training.heads.prior import PREFIX, Prior, log_prior_in_graph
from shelftag_training.heads.residual_head import ResidualHead

HEAD = "head.onnx"
OUT_OF_FOLD = "out_of_fold.json"
"""Per product: its true category, the held-out guess and its calibrated, combined confidence."""
_CHECK_ROWS = 512


@dataclass(frozen=True)
class HeadParts:
    """All that makes a bundle.

    Attributes:
        name: What kind of model it is.
        examples: What it learned from.
        classes: Category of each column.
        base: The starter, or None.
        fold: The starter's classes to categories, float32 [starter classes, classes], or None.
        projection: Of the embeddings.
        heads: One, or several whose probabilities are averaged.
        attributes: Further heads.
        outcome: Temperatures and combination.
        further: Other files of the bundle, by name.
    """

    name: str
    examples: Examples
    classes: tuple[UUID, ...]
    base: Prior | None
    fold: NDArray[np.float32] | None
    projection: Projection
    heads: tuple[ResidualHead, ...]
    attributes: tuple[FittedAttribute, ...]
    outcome: Calibrated
    further: Mapping[str, bytes]


def write_head_bundle(
    folder: Path, tf: Any, parts: HeadParts, figures: dict[str, float]
) -> BundleManifest:
    """Writes graphs and manifest.

    Args:
        folder: Empty.
        tf: TensorFlow.
        parts: The heads.
        figures: Metrics to record.

    Raises:
        ShelftagError: The exported graphs do not compute what was trained.
    """
    model = export(head_function(tf, parts), _inputs(parts))
    models = {**(parts.base.models if parts.base else {}), HEAD: model}
    figures["parity"] = _check(parts, models, tf)
    further = dict(parts.further)
    if parts.outcome.out_of_fold:
        scores = json.dumps({"products": parts.outcome.out_of_fold}, ensure_ascii=False)
        further[OUT_OF_FOLD] = scores.encode()
    return write_bundle(folder, models, further, **_fields(parts, figures))


def _inputs(parts: HeadParts) -> list[tuple[str, str, tuple[int | None, ...]]]:
    """Inputs of the head's own graph."""
    inputs: list[tuple[str, str, tuple[int | None, ...]]] = [
        ("embedding", "float32", (None, len(parts.projection.scaling.mean)))
    ]
    if parts.fold is not None:
        inputs.append((f"{PREFIX}logits", "float32", (None, parts.fold.shape[0])))
    return inputs


def head_function(tf: Any, parts: HeadParts) -> Any:
    """Returns the heads as a TensorFlow function of the tensors of `_inputs`."""

    def compute(embedding: Any, *prior_logits: Any) -> Any:
        rows = graph.projected(tf, parts.projection, embedding)
        log_prior = None
        if parts.base is not None and parts.fold is not None:
            temperature = parts.base.manifest.temperature
            log_prior = log_prior_in_graph(tf, prior_logits[0], temperature, parts.fold)
        tensors = {"logits": graph.mean_scores(tf, parts.heads, rows, log_prior)}
        for index, attribute in enumerate(parts.attributes):
            tensors[attribute_output(index)] = graph.scores(tf, attribute.head, rows, None)
        return tensors

    return compute


def _check(parts: HeadParts, models: Mapping[str, Any], tf: Any) -> float:
    """Compares TensorFlow with the graphs that ONNX Runtime runs, on real rows."""
    embeddings = parts.examples.embeddings[:_CHECK_ROWS]
    tensors: dict[str, NDArray[np.float32]] = {"embedding": embeddings}
    for model in models.values():
        session = parity.open_session(model)
        feeds = {item.name: tensors[item.name] for item in session.get_inputs()}
        tensors |= parity.run(session, feeds)
    inputs = [tf.constant(tensors[name]) for name, _, _ in _inputs(parts)]
    worst = 0.0
    for name, expected in head_function(tf, parts)(*inputs).items():
        worst = max(worst, parity.check_close(expected.numpy(), tensors[name], name))
        parity.check_same_top(expected.numpy(), tensors[name], name)
    return worst


def _fields(parts: HeadParts, figures: Mapping[str, float]) -> dict[str, Any]:
    """The manifest's fields."""
    dataset = parts.examples.dataset
    base = parts.base.manifest if parts.base else None
    return {
        "name": parts.name,
        "version": dataset.version,
        "parent": dataset.parent or (base.id if base else None),
        "encoder": parts.examples.encoder,
        "categories": dataset.categories,
        "classes": parts.classes,
        "text_encoder": dataset.text_encoder or (base.text_encoder if base else None),
        "combination": parts.outcome.combination,
        "temperature": parts.outcome.temperature,
        "out_of_fold": OUT_OF_FOLD if parts.outcome.out_of_fold else None,
        "metrics": dict(figures),
        "label_count": len({row.product for row in parts.examples.rows}),
        "dataset_hash": dataset.hash,
        "attributes": attribute_heads(parts.attributes),
    }
