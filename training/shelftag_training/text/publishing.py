"""Exports a fitted network, checks the export on the real rows, and writes the bundle's folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shelftag_api.bundle import BundleManifest, Tokenizer
from shelftag_training.deep.attributes import by_attribute
from shelftag_training.export import parity
from shelftag_training.export.bundle import write_bundle
from shelftag_training.export.onnx_export import export
from shelftag_training.heads.attributes import JudgedAttribute, attribute_heads, attribute_output
from shelftag_training.heads.combine import without_words
from shelftag_training.text.examples import TextExamples
from shelftag_training.text.fitting import WHOLE
from shelftag_training.text.further import Further
from shelftag_training.text.readers import Reader
from shelftag_training.text.replay import kept_files
from shelftag_training.text.tokenizer import FILE as TOKENIZER_FILE

GRAPH = "reader.onnx"
_CHECK_ROWS = 512


@dataclass(frozen=True)
class Fitted:
    """What came of a training.

    Attributes:
        name: Of the family.
        reader: With its network fitted.
        temperatures: By view of the reader.
        attributes: Further labels, in the order of their columns or heads.
        further: Their heads, where the network does not tell them itself.
    """

    name: str
    reader: Reader
    temperatures: Mapping[str, float]
    attributes: Sequence[JudgedAttribute]
    further: Further | None


def publish(
    folder: Path,
    tf: Any,
    fitted: Fitted,
    examples: TextExamples,
    replay: int,
    figures: dict[str, float],
) -> BundleManifest:
    """Writes a bundle whose words are read by its own graph.

    Args:
        folder: Empty.
        tf: TensorFlow.
        fitted: What is published.
        examples: What was learned from.
        replay: Products of each class that the bundle keeps for later versions.
        figures: Metrics to record; ``parity`` is added.

    Raises:
        ShelftagError: The exported graph does not compute what was trained.
    """
    reader, temperatures = fitted.reader, fitted.temperatures
    inputs = reader.views[WHOLE].inputs
    names = sorted(inputs)

    def compute(*tensors: Any) -> dict[str, Any]:
        given = dict(zip(names, tensors, strict=True))
        scores = reader.network(given, training=False)
        logits = scores[:, : len(reader.classes)]
        outputs = {"logits": logits * _sharpness(tf, given, temperatures)}
        further = fitted.further.outputs(tf, given) if fitted.further else {}
        return outputs | further | _own_further(tf, reader, given, scores)

    signature = [(item, str(inputs[item].dtype), (None, inputs[item].shape[1])) for item in names]
    model = export(compute, signature)
    figures["parity"] = max(
        _check(
            compute, model, {item: view.inputs[item][:_CHECK_ROWS] for item in names}, fitted.name
        )
        for view in reader.views.values()
    )
    tokenizer, dataset = reader.tokenizer, examples.source.dataset
    further = dict(kept_files(examples, replay, tokenizer))
    if tokenizer:
        further[TOKENIZER_FILE] = tokenizer.model
    return write_bundle(
        folder,
        {GRAPH: model},
        further,
        name=fitted.name,
        version=dataset.version,
        parent=dataset.parent,
        encoder=examples.encoder,
        categories=dataset.categories,
        classes=reader.classes,
        text_encoder=reader.text_encoder,
        # The graph has read the words already: adding them again would count them twice.
        combination=without_words(examples.rows),
        temperature=temperatures[WHOLE],
        metrics=figures,
        label_count=len({row.product for row in examples.rows}),
        dataset_hash=dataset.hash,
        tokenizer=Tokenizer("sentencepiece", TOKENIZER_FILE, tokenizer.length)
        if tokenizer
        else None,
        attributes=attribute_heads(fitted.attributes),
    )


def _own_further(tf: Any, reader: Reader, given: Mapping[str, Any], scores: Any) -> dict[str, Any]:
    """Further labels that the network tells itself; all values alike where nothing is said."""
    if not reader.attributes:
        return {}
    said = tf.cast(tf.reduce_any(given["token_ids"] > 0, axis=1, keepdims=True), tf.float32)
    parts = by_attribute(reader.attributes, len(reader.classes))
    return {attribute_output(i): scores[:, part] * said for i, (_, part) in enumerate(parts)}


def _sharpness(tf: Any, given: Mapping[str, Any], temperatures: Mapping[str, float]) -> Any:
    """What brings logits of rows that lack something to the temperature of the whole."""
    if "photo" not in temperatures:
        return 1.0
    whole, photo, text = (temperatures[view] for view in (WHOLE, "photo", "text"))
    seen, said = given["has_photo"] > 0, given["has_text"] > 0
    alone = tf.where(seen, whole / photo, whole / text)
    return tf.where(seen & said, 1.0, alone)


def _check(compute: Any, model: Any, feeds: Mapping[str, Any], what: str) -> float:
    """Compares TensorFlow with ONNX Runtime; returns the largest relative difference."""
    expected = compute(*(feeds[name] for name in sorted(feeds)))
    actual = parity.run(parity.open_session(model), feeds)
    for name, tensor in expected.items():
        parity.check_same_top(tensor.numpy(), actual[name], f"{what}: {name}")
    return max(
        parity.check_close(tensor.numpy(), actual[name], f"{what}: {name}")
        for name, tensor in expected.items()
    )
