"""Wraps an ONNX encoder into the contract: uint8 photos in, embedding and feature map out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.errors import ShelftagError
from shelftag_training.encoders.artefact import EMBEDDING, FEATURE_MAP, INPUT
from shelftag_training.encoders.onnx_input import Normalisation, PhotoInput
from shelftag_training.export import parity
from shelftag_training.export.onnx_export import canonical

MAX_EMBEDDING = 8192
_PREFIX = "net/"
_PASSING = frozenset(("Flatten", "Reshape", "Squeeze", "Identity", "Dropout"))
_POOLING = frozenset(("GlobalAveragePool", "ReduceMean", "AveragePool"))
_SAME = 1e-3
"""Largest difference between the mean of a feature map and the embedding that is its mean."""
Outputs = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Wrapped:
    """An encoder that keeps to the contract.

    Attributes:
        graph: ``onnx.ModelProto`` with a free batch size.
        expected: What the file itself gives for photos (uint8 [n, h, w, 3]), to compare with.
    """

    graph: Any
    expected: Callable[[NDArray[np.uint8]], Outputs]


@dataclass(frozen=True)
class _Outlet:
    """How embedding and feature map are read from the file's graph.

    Attributes:
        vector: Tensor that is the embedding, or None where it is the mean of the map.
        map: Tensor that is the feature map, or None where there is none.
        map_axes: The order of the map's axes that gives [batch, h, w, channels].
        shape: Of the feature map, without the batch.
    """

    vector: str | None
    map: str | None
    map_axes: tuple[int, int, int, int]
    shape: tuple[int, int, int]

    def read(self, tensors: Outputs) -> Outputs:
        """Takes both from what a session gave."""
        if self.map is None:
            vector = tensors[str(self.vector)]
            return {EMBEDDING: vector, FEATURE_MAP: vector[:, None, None, :]}
        feature_map = tensors[self.map].transpose(self.map_axes)
        vector = feature_map.mean((1, 2)) if self.vector is None else tensors[self.vector]
        return {EMBEDDING: vector, FEATURE_MAP: feature_map}


def wrap(
    model: Any,
    file: str,
    source: PhotoInput,
    normalisation: Normalisation,
    embedding: str | None = None,
) -> Wrapped:
    """Wraps a graph.

    Args:
        model: From `onnx_file.read_onnx`.
        file: Its name, for messages.
        source: From `onnx_input.find_photo_input`.
        normalisation: What its photos are normalised by.
        embedding: Name of the output to take; None for the first that fits.

    Raises:
        ShelftagError: No output is a vector or map per photo, ONNX Runtime refuses the graph, or
            its batch size cannot be freed.
    """
    watched = _watching(model, _pooled(model, embedding))
    try:
        session = parity.open_session(watched)
        grey = np.full((source.batch or 1, source.pixels, source.pixels, 3), 127, np.uint8)
        grey[:, ::2, ::3, 1] = 30  # a pattern, so that a map is not the same everywhere
        tensors = parity.run(session, source.feed(grey, normalisation))
    except Exception as error:  # ONNX Runtime's exceptions share no base class
        reason = " ".join(str(error).split())[:300]
        raise ShelftagError("training.onnx_unreadable", file=file, reason=reason) from error
    outlet = _outlet(model, tensors, file, source, embedding)

    def expected(photos: NDArray[np.uint8]) -> Outputs:
        size = source.batch or len(photos)
        parts: list[Outputs] = []
        for start in range(0, len(photos), size):
            part = photos[start : start + size]
            filled = np.resize(part, (size, *part.shape[1:]))
            found = outlet.read(parity.run(session, source.feed(filled, normalisation)))
            parts.append({name: value[: len(part)] for name, value in found.items()})
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    graph = _within_contract(_with_free_batch(model, source), source, normalisation, outlet)
    try:
        parity.run(parity.open_session(graph), {INPUT: grey[:1].repeat(3, 0)})
    except Exception as error:  # as above
        raise ShelftagError("training.onnx_batch", file=file) from error
    return Wrapped(graph, expected)


def _pooled(model: Any, embedding: str | None) -> str | None:
    """Finds the tensor that the embedding is pooled from: the feature map, if it is one."""
    makers = {output: node for node in model.graph.node for output in node.output}
    node = makers.get(embedding or model.graph.output[0].name)
    while node is not None and node.op_type in _PASSING:
        node = makers.get(node.input[0])
    return str(node.input[0]) if node is not None and node.op_type in _POOLING else None


def _watching(model: Any, tensor: str | None) -> Any:
    """Copies a model with one of its tensors among the outputs."""
    import onnx

    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    if tensor is not None and tensor not in {value.name for value in copy.graph.output}:
        value = onnx.helper.make_tensor_value_info(tensor, onnx.TensorProto.FLOAT, None)
        copy.graph.output.append(value)
    return copy


def _outlet(
    model: Any, tensors: Outputs, file: str, source: PhotoInput, embedding: str | None
) -> _Outlet:
    """Chooses what to read, by what came out for one batch."""
    own = [value.name for value in model.graph.output]
    wanted = [embedding] if embedding else own
    batch = source.batch or 1
    for name in wanted:
        value = tensors.get(name) if name in own else None
        if value is None or value.dtype != np.float32 or value.shape[:1] != (batch,):
            continue
        if value.ndim == 2 and 1 <= value.shape[1] <= MAX_EMBEDDING:
            return _with_map(name, value, tensors)
        if value.ndim == 4:
            channels_last = not source.colours_first
            axes = (0, 1, 2, 3) if channels_last else (0, 2, 3, 1)
            shape = value.transpose(axes).shape[1:]
            if shape[2] <= MAX_EMBEDDING:
                return _Outlet(None, name, axes, shape)
    found = "; ".join(f"{name}: {value.dtype} {value.shape}" for name, value in tensors.items())
    raise ShelftagError("training.onnx_output", file=file, found=found)


def _with_map(name: str, vector: NDArray[np.float32], tensors: Outputs) -> _Outlet:
    """Adds the feature map where the vector is a map's mean: what activation maps need."""
    for other, value in tensors.items():
        for axes in ((0, 2, 3, 1), (0, 1, 2, 3)):
            if value.ndim != 4 or value.dtype != np.float32:
                continue
            feature_map = value.transpose(axes)
            mean = feature_map.mean((1, 2))
            if mean.shape == vector.shape and np.allclose(mean, vector, _SAME, _SAME):
                return _Outlet(name, other, axes, feature_map.shape[1:])
    return _Outlet(name, None, (0, 1, 2, 3), (1, 1, vector.shape[1]))


def _with_free_batch(model: Any, source: PhotoInput) -> Any:
    """Copies a model; where its batch size is fixed, reshapes keep their input's batch instead."""
    import onnx

    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    if source.batch is None:
        return copy
    constants = {tensor.name: tensor for tensor in copy.graph.initializer}
    constants |= {
        node.output[0]: attribute.t
        for node in copy.graph.node
        if node.op_type == "Constant"
        for attribute in node.attribute
        if attribute.name == "value"
    }
    for node in copy.graph.node:
        if node.op_type != "Reshape" or node.input[1] not in constants:
            continue
        shape = onnx.numpy_helper.to_array(constants[node.input[1]]).copy()
        if shape.size > 1 and shape[0] == source.batch:
            shape[0] = 0
            name = f"{node.output[0]}/shape"
            copy.graph.initializer.append(onnx.numpy_helper.from_array(shape, name))
            node.input[1] = name
    return copy


def _within_contract(
    model: Any, source: PhotoInput, normalisation: Normalisation, outlet: _Outlet
) -> Any:
    """Puts the normalisation before the graph and both outputs behind it."""
    import onnx

    make, array = onnx.helper.make_node, onnx.numpy_helper.from_array
    inner = onnx.compose.add_prefix(model, _PREFIX).graph
    last = f"{_PREFIX}{source.name}"
    before = [
        make("Cast", [INPUT], ["as_float"], to=onnx.TensorProto.FLOAT),
        make("Mul", ["as_float", "scale"], ["scaled"]),
        make("Add", ["scaled", "offset"], ["numbers" if source.colours_first else last]),
    ]
    if source.colours_first:
        before.append(make("Transpose", ["numbers"], [last], perm=[0, 3, 1, 2]))
    constants = [array(normalisation.scale, "scale"), array(normalisation.offset, "offset")]
    if outlet.map is None:
        constants.append(array(np.array([0, 1, 1, -1], np.int64), "one_by_one"))
        after = [make("Reshape", [f"{_PREFIX}{outlet.vector}", "one_by_one"], [FEATURE_MAP])]
    else:
        axes = list(outlet.map_axes)
        after = [make("Transpose", [f"{_PREFIX}{outlet.map}"], [FEATURE_MAP], perm=axes)]
    if outlet.vector is None:
        after += [
            make("Transpose", [FEATURE_MAP], ["channels_first"], perm=[0, 3, 1, 2]),
            make("GlobalAveragePool", ["channels_first"], ["pooled"]),
            make("Flatten", ["pooled"], [EMBEDDING], axis=1),
        ]
    else:
        after.append(make("Identity", [f"{_PREFIX}{outlet.vector}"], [EMBEDDING]))
    value = onnx.helper.make_tensor_value_info
    number, byte = onnx.TensorProto.FLOAT, onnx.TensorProto.UINT8
    graph = onnx.helper.make_graph(
        [*before, *inner.node, *after],
        "shelftag",
        [value(INPUT, byte, ["batch", source.pixels, source.pixels, 3])],
        [
            value(EMBEDDING, number, ["batch", outlet.shape[2]]),
            value(FEATURE_MAP, number, ["batch", *outlet.shape]),
        ],
        [*inner.initializer, *constants],
    )
    return canonical(onnx.helper.make_model(graph, opset_imports=model.opset_import))
