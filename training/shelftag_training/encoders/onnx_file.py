"""Reads a stranger's ONNX file and refuses what could not be run safely, or not as an encoder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shelftag_api.errors import ShelftagError

MAX_BYTES = 1 << 30
MIN_OPSET = 13
"""Oldest operator set whose graphs can be quantised per channel; older ones are converted."""
_CONVERTED_OPSET = 17


def read_onnx(path: Path) -> Any:
    """Reads the file.

    Args:
        path: An ONNX file, its weights inside.

    Returns:
        ``onnx.ModelProto`` of standard operators, without control flow, functions or half-precision
        weights, and of operator set `MIN_OPSET` or later.

    Raises:
        ShelftagError: It is none, or refused: the message id says why.
    """
    import onnx
    from google.protobuf.message import DecodeError

    try:
        if path.stat().st_size > MAX_BYTES:
            raise _unreadable(path, "larger than 1 GiB")
        model = onnx.ModelProto.FromString(path.read_bytes())
    except OSError as error:
        raise _unreadable(path, error.strerror or "no such file") from error
    except DecodeError as error:
        raise _unreadable(path, "not in the format of ONNX") from error
    if not model.graph.node or not model.opset_import:
        raise _unreadable(path, "no graph inside")
    _check_operators(model, path)
    _check_tensors(model, path)
    try:
        onnx.checker.check_model(model, full_check=True)
        return _modern(model)
    except Exception as error:  # checker, shape inference and converter share no base class
        raise _unreadable(path, " ".join(str(error).split())[:300]) from error


def _check_operators(model: Any, path: Path) -> None:
    """Refuses operators outside the standard, and graphs within graphs."""
    if model.functions:
        raise ShelftagError(
            "training.onnx_operator", file=path.name, operator=model.functions[0].name
        )
    for node in model.graph.node:
        inner = any(attribute.HasField("g") or attribute.graphs for attribute in node.attribute)
        if node.domain not in ("", "ai.onnx") or inner:
            operator = f"{node.domain}.{node.op_type}".lstrip(".")
            raise ShelftagError("training.onnx_operator", file=path.name, operator=operator)


def _check_tensors(model: Any, path: Path) -> None:
    """Refuses weights that lie in other files (a way to read any file), and half precision."""
    import onnx

    for tensor in _tensors(model.graph):
        if tensor.external_data or tensor.data_location == onnx.TensorProto.EXTERNAL:
            raise ShelftagError("training.onnx_external", file=path.name)
        if tensor.data_type in (onnx.TensorProto.FLOAT16, onnx.TensorProto.BFLOAT16):
            raise ShelftagError("training.onnx_half", file=path.name)


def _tensors(graph: Any) -> Iterator[Any]:
    """Yields all constants of a graph without graphs inside."""
    yield from graph.initializer
    for sparse in graph.sparse_initializer:
        yield from (sparse.values, sparse.indices)
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.HasField("t"):
                yield attribute.t
            yield from attribute.tensors
            if attribute.HasField("sparse_tensor"):
                yield from (attribute.sparse_tensor.values, attribute.sparse_tensor.indices)


def _modern(model: Any) -> Any:
    """Brings an old operator set to a newer one."""
    from onnx import version_converter

    opset = next(item.version for item in model.opset_import if item.domain in ("", "ai.onnx"))
    if opset >= MIN_OPSET:
        return model
    return version_converter.convert_version(model, _CONVERTED_OPSET)


def _unreadable(path: Path, reason: str) -> ShelftagError:
    """The error for a file that is no usable ONNX file."""
    return ShelftagError("training.onnx_unreadable", file=path.name, reason=reason)
