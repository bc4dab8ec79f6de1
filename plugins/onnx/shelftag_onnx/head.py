"""Head: a bundle's chain of small graphs, from embeddings to calibrated probabilities."""

from pathlib import Path
from typing import Any

import numpy as np

from shelftag_api.bundle import BundleManifest, read_bundle
from shelftag_api.classifier import FloatArray
from shelftag_api.errors import ContractError, ShelftagError
from shelftag_onnx.session import cpu_threads, one_line, open_on_cpu, read_graph

ROWS_AT_ONCE = 4096
"""Embeddings per run, so that a large catalogue needs no large memory."""


class OnnxHead:
    """`shelftag_api.classifier.Head` on ONNX Runtime; heads are small and run on the processor.

    Attributes:
        manifest: The bundle's manifest.
    """

    def __init__(self, manifest: BundleManifest, sessions: list[Any]) -> None:
        self.manifest = manifest
        self._sessions = sessions

    def predict(self, embeddings: FloatArray) -> FloatArray:
        """Scores embeddings.

        Args:
            embeddings: float32, shape [n, embedding_size]; any n ≥ 0.

        Returns:
            float32, shape [n, classes]: the softmax of logits ÷ temperature.

        Raises:
            ShelftagError: ``plugins.inference_failed``, for example embeddings of another encoder.
        """
        result = np.empty((len(embeddings), len(self.manifest.classes)), np.float32)
        for start in range(0, len(embeddings), ROWS_AT_ONCE):
            part = np.ascontiguousarray(embeddings[start : start + ROWS_AT_ONCE], np.float32)
            logits = self._logits(part)
            if logits.shape != (len(part), result.shape[1]):
                problem = f"logits {logits.shape} for {result.shape[1]} classes"
                raise ShelftagError("plugins.inference_failed", problem=problem)
            result[start : start + len(part)] = softmax(logits, self.manifest.temperature)
        return result

    def _logits(self, embeddings: FloatArray) -> FloatArray:
        """Runs the graphs in order; each takes tensors by name from those before it."""
        tensors: dict[str, Any] = {"embedding": embeddings}
        try:
            for graph, session in zip(self.manifest.graphs, self._sessions, strict=True):
                feed = {name: tensors[name] for name in graph.inputs}
                values = session.run(list(graph.outputs), feed)
                tensors |= dict(zip(graph.outputs, values, strict=True))
        except Exception as error:  # ONNX Runtime's exceptions share no base class
            raise ShelftagError("plugins.inference_failed", problem=one_line(error)) from error
        logits: FloatArray = np.asarray(tensors["logits"])
        return logits


def open_head(folder: Path) -> OnnxHead:
    """Opens a head bundle.

    Raises:
        ContractError: The bundle is unsound, or a graph needs a tensor that none before it gives.
    """
    manifest = read_bundle(folder)
    known = {"embedding"}
    sessions = []
    for graph in manifest.graphs:
        data = read_graph(folder, graph.file, manifest.files[graph.file])
        session = open_on_cpu(data, graph.file, cpu_threads(None))
        takes = {item.name for item in session.get_inputs()}
        gives = {item.name for item in session.get_outputs()}
        missing = (takes ^ set(graph.inputs)) | (set(graph.inputs) - known)
        missing |= set(graph.outputs) - gives
        if missing:
            problem = f"tensors do not fit: {', '.join(sorted(missing))}"
            raise ContractError("plugins.bad_graph", file=graph.file, problem=problem)
        known |= set(graph.outputs)
        sessions.append(session)
    return OnnxHead(manifest, sessions)


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
