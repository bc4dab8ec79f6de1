"""Head: a bundle's chain of small graphs, from embeddings and words to calibrated probabilities."""

from pathlib import Path
from typing import Any

import numpy as np

from shelftag_api.bundle import GIVEN_TENSORS, BundleManifest, read_bundle
from shelftag_api.classifier import FloatArray, RowTexts
from shelftag_api.errors import ContractError, ShelftagError
from shelftag_onnx.given import Given
from shelftag_onnx.session import cpu_threads, one_line, open_on_cpu, read_graph
from shelftag_onnx.tokenizer import open_tokenizer

ROWS_AT_ONCE = 1024
"""Embeddings per run: what passes between a graph's steps stays in the processor's cache (a fifth
faster than 4,096)."""


class OnnxHead:
    """`shelftag_api.classifier.Head` on ONNX Runtime; heads are small and run on the processor.

    Attributes:
        manifest: The bundle's manifest.
    """

    def __init__(self, manifest: BundleManifest, sessions: list[Any], given: Given) -> None:
        self.manifest = manifest
        self._sessions = sessions
        self._given = given

    def predict(self, embeddings: FloatArray, texts: RowTexts | None = None) -> FloatArray:
        """Scores rows.

        Args:
            embeddings: float32, shape [n, embedding_size]; any n ≥ 0. A row of zeros where there is
                no photo.
            texts: The words of each row's product; None where nothing is said of any.

        Returns:
            float32, shape [n, classes]: the softmax of logits ÷ temperature.

        Raises:
            ShelftagError: ``plugins.inference_failed``, for example embeddings of another encoder.
        """
        result = np.empty((len(embeddings), len(self.manifest.classes)), np.float32)
        for start in range(0, len(embeddings), ROWS_AT_ONCE):
            rows = slice(start, start + ROWS_AT_ONCE)
            part = embeddings[rows]
            logits = self._tensors(part, _part(texts, rows))["logits"]
            if logits.shape != (len(part), result.shape[1]):
                problem = f"logits {logits.shape} for {result.shape[1]} classes"
                raise ShelftagError("plugins.inference_failed", problem=problem)
            result[rows] = softmax(logits, self.manifest.temperature)
        return result

    def attributes(
        self, embeddings: FloatArray, texts: RowTexts | None = None
    ) -> dict[str, FloatArray]:
        """Scores the further labels that the bundle gives, such as a colour.

        Args:
            embeddings: As for `predict`.
            texts: As for `predict`.

        Returns:
            By attribute's name the calibrated probabilities of its values, in the manifest's order:
            float32, shape [n, values].

        Raises:
            ShelftagError: ``plugins.inference_failed``.
        """
        heads = self.manifest.attributes
        found = {
            head.name: np.empty((len(embeddings), len(head.values)), np.float32) for head in heads
        }
        for start in range(0, len(embeddings) if heads else 0, ROWS_AT_ONCE):
            rows = slice(start, start + ROWS_AT_ONCE)
            tensors = self._tensors(embeddings[rows], _part(texts, rows))
            for head in heads:
                scores = tensors[head.output]
                if scores.shape != found[head.name][rows].shape:
                    problem = f"{head.output} {scores.shape} for {len(head.values)} values"
                    raise ShelftagError("plugins.inference_failed", problem=problem)
                found[head.name][rows] = softmax(scores, head.temperature)
        return found

    def _tensors(self, embeddings: FloatArray, texts: RowTexts | None) -> dict[str, Any]:
        """Runs the graphs in order; each takes tensors by name from those before it."""
        try:
            tensors: dict[str, Any] = self._given.tensors(embeddings, texts)
            for graph, session in zip(self.manifest.graphs, self._sessions, strict=True):
                feed = {name: tensors[name] for name in graph.inputs}
                values = session.run(list(graph.outputs), feed)
                tensors |= dict(zip(graph.outputs, values, strict=True))
        except Exception as error:  # ONNX Runtime's exceptions share no base class
            raise ShelftagError("plugins.inference_failed", problem=one_line(error)) from error
        return tensors


def _part(texts: RowTexts | None, rows: slice) -> RowTexts | None:
    """Some rows' words."""
    if texts is None:
        return None
    vectors = None if texts.vectors is None else texts.vectors[rows]
    return RowTexts(texts.texts[rows], vectors)


def open_head(folder: Path) -> OnnxHead:
    """Opens a head bundle.

    Raises:
        ContractError: The bundle is unsound, or a graph needs a tensor that nobody gives.
    """
    manifest = read_bundle(folder)
    tokenizer = open_tokenizer(folder, manifest)
    known = {name for name in GIVEN_TENSORS if name != "token_ids" or tokenizer}
    wanted: set[str] = set()
    text_size = 0
    sessions = []
    for graph in manifest.graphs:
        data = read_graph(folder, graph.file, manifest.files[graph.file])
        session = open_on_cpu(data, graph.file, cpu_threads(None))
        shapes = {item.name: item.shape for item in session.get_inputs()}
        gives = {item.name for item in session.get_outputs()}
        missing = (shapes.keys() ^ set(graph.inputs)) | (set(graph.inputs) - known)
        missing |= set(graph.outputs) - gives
        width = shapes.get("text_embedding", [0])[-1]
        if not isinstance(width, int):
            missing.add("text_embedding")  # of no fixed width: nothing could stand for no words
        if missing:
            problem = f"tensors do not fit: {', '.join(sorted(missing))}"
            raise ContractError("plugins.bad_graph", file=graph.file, problem=problem)
        text_size = max(text_size, width)
        wanted |= set(graph.inputs) & set(GIVEN_TENSORS)
        known |= set(graph.outputs)
        sessions.append(session)
    return OnnxHead(manifest, sessions, Given(wanted, text_size, tokenizer))


def softmax(logits: FloatArray, temperature: float) -> FloatArray:
    """Turns logits into probabilities (temperature scaling: Guo et al., 2017).

    Args:
        logits: Shape [n, classes].
        temperature: Above 1 less certain, below 1 more.

    Returns:
        float32, shape [n, classes]; rows sum to 1, also where logits are huge.
    """
    scaled = logits.astype(np.float64) / temperature
    scaled -= scaled.max(axis=1, keepdims=True)
    np.exp(scaled, out=scaled)
    scaled /= scaled.sum(axis=1, keepdims=True)
    return scaled.astype(np.float32)
