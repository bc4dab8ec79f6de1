"""Exports a fitted network, checks the export on the real rows, and writes the bundle's folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shelftag_api.bundle import BundleManifest, Tokenizer
from shelftag_training.export import parity
from shelftag_training.export.bundle import write_bundle
from shelftag_training.export.onnx_export import export
from shelftag_training.heads.attributes import attribute_heads
from shelftag_training.heads.combine import without_words
from shelftag_training.text.examples import TextExamples
from shelftag_training.text.fitting import WHOLE
from shelftag_training.text.further import Further
from shelftag_training.text.readers import Reader
from shelftag_training.text.tokenizer import FILE as TOKENIZER_FILE

GRAPH = "reader.onnx"
_CHECK_ROWS = 512


def publish(
    folder: Path,
    tf: Any,
    reader: Reader,
    further: Further | None,
    temperatures: Mapping[str, float],
    examples: TextExamples,
    figures: dict[str, float],
) -> BundleManifest:
    """Writes a bundle whose words are read by its own graph.

    Args:
        folder: Empty.
        tf: TensorFlow.
        reader: With its network fitted.
        further: Heads of further labels, or None.
        temperatures: By view of the reader.
        examples: What was learned from.
        figures: Metrics to record; ``parity`` is added.

    Raises:
        ShelftagError: The exported graph does not compute what was trained.
    """
    inputs = reader.views[WHOLE].inputs
    names = sorted(inputs)

    def compute(*tensors: Any) -> dict[str, Any]:
        given = dict(zip(names, tensors, strict=True))
        logits = reader.network(given, training=False)
        scores = {"logits": logits * _sharpness(tf, given, temperatures)}
        return scores | (further.outputs(tf, given) if further else {})

    signature = [(item, str(inputs[item].dtype), (None, inputs[item].shape[1])) for item in names]
    model = export(compute, signature)
    figures["parity"] = max(
        _check(
            compute, model, {item: view.inputs[item][:_CHECK_ROWS] for item in names}, reader.name
        )
        for view in reader.views.values()
    )
    tokenizer, dataset = reader.tokenizer, examples.source.dataset
    return write_bundle(
        folder,
        {GRAPH: model},
        {TOKENIZER_FILE: tokenizer.model} if tokenizer else {},
        name=reader.name,
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
        attributes=attribute_heads(further.heads) if further else (),
    )


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
