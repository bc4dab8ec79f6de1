"""What the starter believes before any label: its classes folded into the shop's categories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleManifest, HeadGraph, read_bundle
from shelftag_api.errors import ShelftagError
from shelftag_api.files import read_verified
from shelftag_training.export import parity

PREFIX = "prior_"
FLOOR = 0.05
"""Probability shared by all categories, so that one that the starter never heard of has some."""


@dataclass(frozen=True)
class Prior:
    """A bundle's head, ready to serve as the origin of another.

    Attributes:
        manifest: Its manifest.
        models: File name to graph, with every tensor but ``embedding`` renamed by `PREFIX`.
        graphs: The graphs in order, by those names; the last gives ``prior_logits``.
    """

    manifest: BundleManifest
    models: Mapping[str, Any]
    graphs: tuple[HeadGraph, ...]

    def covers(self) -> set[UUID]:
        """Categories that it can tell."""
        return {item for item in self.manifest.classes if item}

    def check_width(self, embeddings: NDArray[np.float32]) -> None:
        """Refuses embeddings of another width than the graphs take.

        Raises:
            ShelftagError: Their width differs.
        """
        values = self.models[self.graphs[0].file].graph.input
        widths = [
            v.type.tensor_type.shape.dim[-1].dim_value for v in values if v.name == "embedding"
        ]
        if widths and widths[0] not in (0, embeddings.shape[1]):
            raise ShelftagError(
                "training.embedding_width", expected=widths[0], found=embeddings.shape[1]
            )

    def logits(self, embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
        """Runs its graphs: float32, shape [rows, its classes]."""
        tensors: dict[str, Any] = {"embedding": embeddings}
        for graph in self.graphs:
            session = parity.open_session(self.models[graph.file])
            tensors |= parity.run(session, {name: tensors[name] for name in graph.inputs})
        return np.asarray(tensors[f"{PREFIX}logits"], np.float32)

    def fold_matrix(self, classes: Sequence[UUID]) -> NDArray[np.float32]:
        """Returns which of its classes belongs to which category: 0 or 1, [its, categories]."""
        column = {category: index for index, category in enumerate(classes)}
        matrix = np.zeros((len(self.manifest.classes), len(classes)), np.float32)
        for row, category in enumerate(self.manifest.classes):
            if category in column:
                matrix[row, column[category]] = 1
        return matrix


def load_prior(folder: Path) -> Prior:
    """Reads a head bundle that nobody vouches for.

    Raises:
        ShelftagError: It is unsound, or a graph is no ONNX model.
    """
    import onnx

    manifest = read_bundle(folder, verify=False)
    models: dict[str, Any] = {}
    graphs = []
    for graph in manifest.graphs:
        data = read_verified(folder, graph.file, manifest.files[graph.file])
        try:
            model = onnx.load_from_string(data)
        except Exception as error:  # protobuf's own error types differ by its build
            raise ShelftagError("contract.bad_manifest", file=graph.file) from error
        file = f"{PREFIX}{graph.file.replace('/', '_')}"
        models[file] = _renamed(model, {*graph.inputs, *graph.outputs} - {"embedding"})
        graphs.append(HeadGraph(file, _prefixed(graph.inputs), _prefixed(graph.outputs)))
    return Prior(manifest, models, tuple(graphs))


def _prefixed(names: Sequence[str]) -> tuple[str, ...]:
    """Names as they are called behind the prefix."""
    return tuple(name if name == "embedding" else f"{PREFIX}{name}" for name in names)


def _renamed(model: Any, names: set[str]) -> Any:
    """Renames inputs and outputs of a graph, in place."""
    graph = model.graph
    for value in (*graph.input, *graph.output, *graph.initializer):
        if value.name in names:
            value.name = f"{PREFIX}{value.name}"
    for node in graph.node:
        node.input[:] = [f"{PREFIX}{item}" if item in names else item for item in node.input]
        node.output[:] = [f"{PREFIX}{item}" if item in names else item for item in node.output]
    return model


def log_prior(
    logits: NDArray[np.float32], temperature: float, fold: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Folds the starter's logits into log probabilities of the shop's categories.

    Probabilities of classes of one category add up; the mass of classes that belong to none is
    spread evenly; all share `FLOOR`.

    Args:
        logits: float32 [rows, starter classes].
        temperature: The starter's.
        fold: float32 [starter classes, categories], from `Prior.fold_matrix`.

    Returns:
        float32 [rows, categories].
    """
    scaled = logits / np.float32(temperature)
    scaled -= scaled.max(axis=1, keepdims=True)
    known = np.exp(scaled)
    known = (known / known.sum(axis=1, keepdims=True)) @ fold
    spare = np.maximum(1 - known.sum(axis=1, keepdims=True), 0)
    mixed = (1 - FLOOR) * (known + spare / fold.shape[1]) + FLOOR / fold.shape[1]
    return np.asarray(np.log(mixed), np.float32)


def log_prior_in_graph(tf: Any, logits: Any, temperature: float, fold: NDArray[np.float32]) -> Any:
    """The same as `log_prior`, as TensorFlow operations for the exported graph."""
    known = tf.matmul(tf.nn.softmax(logits / temperature), tf.constant(fold))
    spare = tf.maximum(1.0 - tf.reduce_sum(known, axis=1, keepdims=True), 0.0)
    mixed = (1.0 - FLOOR) * (known + spare / fold.shape[1]) + FLOOR / fold.shape[1]
    return tf.math.log(mixed)
