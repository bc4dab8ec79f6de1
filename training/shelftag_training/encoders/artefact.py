"""Writes encoder artefacts: the one way from a network to the folder that the application loads.

Nothing is published that does not compute what was trained: the fp32 graph is compared with its
source photo by photo, and the int8 graph has to pass `int8_gate` or is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.encoder import EncoderManifest, GraphFile, Resize
from shelftag_api.files import sha256_of
from shelftag_training.export import parity
from shelftag_training.export.int8_gate import HeadScores, Verdict, judge
from shelftag_training.export.onnx_export import canonical, export
from shelftag_training.export.quantize import METHODS, quantize
from shelftag_training.running import tensorflow_setup
from shelftag_training.running.reporting import Reporter

INPUT, EMBEDDING, FEATURE_MAP = "pixels", "embedding", "feature_map"
_BATCH = 16
Encode = Callable[[Any], Mapping[str, Any]]
"""uint8 tensor [n, h, w, 3] → ``embedding`` float32 [n, size], ``feature_map`` [n, h', w', c]."""


@dataclass(frozen=True)
class EncoderRecipe:
    """What the manifest says that the graphs do not.

    Attributes:
        name: Architecture and origin, for example ``efficientnet-lite2-imagenet``.
        pixels: Height and width of the input.
        source: Where the weights come from, and their licence.
        resize: How a photo is brought to that size.
    """

    name: str
    pixels: int
    source: str
    resize: Resize = "squash"


def write_encoder(
    folder: Path,
    encode: Encode,
    recipe: EncoderRecipe,
    calibration: Iterable[NDArray[np.uint8]],
    check: NDArray[np.uint8],
    reporter: Reporter,
    *,
    head: HeadScores | None = None,
    labels: NDArray[np.int64] | None = None,
    compared: int | None = None,
) -> tuple[EncoderManifest, dict[str, float]]:
    """Exports a TensorFlow encoder.

    Args:
        folder: Made here, or empty.
        encode: The encoder; what it does with the pixels (normalising, averaging with the mirrored
            photo) becomes part of the graph.
        recipe: See there.
        calibration: Photos [pixels, pixels, 3] that the int8 graph's ranges are taken from: about
            100, best of the shop itself.
        check: Photos [n, pixels, pixels, 3] to prove the graphs on: 500 to 1,000 where there are,
            best ones that were not trained on.
        reporter: Told of each step.
        head: What will be put on the embeddings.
        labels: The right column of the head's scores for each photo of ``check``, −1 where unknown;
            without a head, the class of each.
        compared: How many photos of ``check`` are given to TensorFlow too; None for all.

    Returns:
        The manifest as written, and the figures of the checks: largest differences, those of
        `int8_gate`, and ``int8_method`` (which of `METHODS` passed). Where none did, the artefact
        holds the fp32 graph alone and ``int8_published`` is 0.

    Raises:
        ShelftagError: The exported graph does not compute what ``encode`` does.
    """
    reporter.progress("training.phase.export")
    shape = (None, recipe.pixels, recipe.pixels, 3)
    fp32 = export(encode, [(INPUT, "uint8", shape)])
    tf = tensorflow_setup.load()
    signature = [tf.TensorSpec(shape, tf.uint8)]
    source = tf.function(encode, input_signature=signature)

    def expected(photos: NDArray[np.uint8]) -> dict[str, NDArray[np.float32]]:
        return {name: value.numpy() for name, value in source(tf.constant(photos)).items()}

    full, metrics = prove(fp32, expected, check, reporter, head=head, compared=compared)
    manifest, more = write_graphs(
        folder, fp32, recipe, calibration, check, full, reporter, head=head, labels=labels
    )
    return manifest, metrics | more


def prove(
    fp32: Any,
    expected: Callable[[NDArray[np.uint8]], Mapping[str, NDArray[np.float32]]],
    check: NDArray[np.uint8],
    reporter: Reporter,
    *,
    head: HeadScores | None = None,
    compared: int | None = None,
) -> tuple[NDArray[np.float32], dict[str, float]]:
    """Compares a graph with its source, batch by batch.

    Args:
        fp32: ``onnx.ModelProto``.
        expected: What the source computes: photos → outputs by name.
        check: The photos.
        reporter: Told of each batch.
        head: Whose best classes must agree as well.
        compared: How many photos, the first ones, the source is asked about; None for all.

    Returns:
        The graph's embeddings of all photos, and the largest differences.

    Raises:
        ShelftagError: They differ.
    """
    session = parity.open_session(fp32)
    embeddings: list[NDArray[np.float32]] = []
    metrics: dict[str, float] = {}
    for photos in _batches(check, reporter):
        actual = parity.run(session, {INPUT: photos})
        embeddings.append(actual[EMBEDDING])
        if compared is not None and _BATCH * len(embeddings) > compared:
            continue
        right = expected(photos)
        for name in (EMBEDDING, FEATURE_MAP):
            worst = parity.check_close(right[name], actual[name], name)
            metrics[f"parity_{name}"] = max(worst, metrics.get(f"parity_{name}", 0.0))
        if head is not None:
            parity.check_same_top(head(right[EMBEDDING]), head(actual[EMBEDDING]), "top-1")
    return np.concatenate(embeddings), metrics


def write_graphs(
    folder: Path,
    fp32: Any,
    recipe: EncoderRecipe,
    calibration: Iterable[NDArray[np.uint8]],
    check: NDArray[np.uint8],
    full: NDArray[np.float32],
    reporter: Reporter,
    *,
    head: HeadScores | None = None,
    labels: NDArray[np.int64] | None = None,
) -> tuple[EncoderManifest, dict[str, float]]:
    """Writes a proven fp32 graph, and the int8 graph made from it where that is good enough.

    Args:
        folder: Made here, or empty.
        fp32: ``onnx.ModelProto`` from ``pixels`` to ``embedding`` and ``feature_map``.
        recipe: As in `write_encoder`, and so are the others.
        calibration: As there.
        check: As there.
        full: The fp32 graph's embeddings of ``check``.
        reporter: As there.
        head: As there.
        labels: As there.
    """
    graphs = {"fp32": fp32}
    int8, metrics = _quantised(fp32, list(calibration), check, full, reporter, head, labels)
    if int8 is not None:
        graphs["int8"] = int8
    folder.mkdir(exist_ok=True)
    files: dict[str, GraphFile] = {}
    for precision, graph in graphs.items():
        path = folder / f"{precision}.onnx"
        path.write_bytes(graph.SerializeToString(deterministic=True))
        files[precision] = GraphFile(path.name, sha256_of(path))
    manifest = EncoderManifest(
        name=recipe.name,
        width=recipe.pixels,
        height=recipe.pixels,
        resize=recipe.resize,
        input_name=INPUT,
        embedding_name=EMBEDDING,
        embedding_size=full.shape[1],
        feature_map_name=FEATURE_MAP,
        graphs=files,
        source=recipe.source,
    )
    manifest.write(folder)
    return manifest, metrics | {"int8_published": float(int8 is not None)}


def _quantised(
    fp32: Any,
    calibration: list[NDArray[np.uint8]],
    check: NDArray[np.uint8],
    full: NDArray[np.float32],
    reporter: Reporter,
    head: HeadScores | None,
    labels: NDArray[np.int64] | None,
) -> tuple[Any | None, dict[str, float]]:
    """Tries the methods in turn; returns the first graph that passes, and the last figures."""
    verdict = Verdict(False, {})
    for number, method in enumerate(METHODS):
        pictures = _counted(calibration, reporter)
        graph = canonical(quantize(fp32, INPUT, pictures, method))
        session = parity.open_session(graph)
        compact = [
            session.run([EMBEDDING], {INPUT: photos})[0] for photos in _batches(check, reporter)
        ]
        verdict = judge(full, np.concatenate(compact), head, labels)
        if verdict.passed:
            return graph, verdict.metrics | {"int8_method": float(number)}
    reporter.progress("training.phase.fp32_only", 1, 1, **verdict.metrics)
    return None, verdict.metrics


def _batches(photos: NDArray[np.uint8], reporter: Reporter) -> Iterator[NDArray[np.uint8]]:
    """Yields photos in batches and reports how far the check is."""
    for start in range(0, len(photos), _BATCH):
        yield np.ascontiguousarray(photos[start : start + _BATCH])
        reporter.progress("training.phase.check", min(start + _BATCH, len(photos)), len(photos))


def _counted(pictures: list[NDArray[np.uint8]], reporter: Reporter) -> Iterator[NDArray[np.uint8]]:
    """Yields calibration pictures, reporting each: calibrating takes longest."""
    for index, picture in enumerate(pictures):
        reporter.progress("training.phase.quantise", index + 1, len(pictures))
        yield picture
