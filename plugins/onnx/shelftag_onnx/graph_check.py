"""Looks through an ONNX file before ONNX Runtime may load it: a model is a stranger's file.

Two things are refused: tensors whose values lie in other files (a way to read any file of the
computer), and operators outside the standard domains (custom libraries, vendor extras).

The ``onnx`` package is not needed: a schema of just the fields that are looked at goes to protobuf,
which skips the rest. Every field is declared repeated: on the wire that reads single fields as
well, and a file that gives one twice cannot hide one behind the other.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from shelftag_api.errors import ContractError

STANDARD_DOMAINS = frozenset((b"", b"ai.onnx", b"ai.onnx.ml"))

_PACKAGE = "shelftag_onnx"
_BYTES = "bytes"
_INTEGER = "integer"
# Message → field → (number, type), from onnx.proto3 (https://onnx.ai/onnx/repo-docs/IR.html).
_SCHEMA: dict[str, dict[str, tuple[int, str]]] = {
    "Model": {"graph": (7, "Graph"), "training": (20, "Training"), "functions": (25, "Function")},
    "Training": {"initialization": (1, "Graph"), "algorithm": (2, "Graph")},
    "Function": {"node": (7, "Node"), "attributes": (11, "Attribute")},
    "Graph": {
        "node": (1, "Node"),
        "initializer": (5, "Tensor"),
        "sparse_initializer": (15, "SparseTensor"),
    },
    "Node": {"op_type": (4, _BYTES), "attribute": (5, "Attribute"), "domain": (7, _BYTES)},
    "Attribute": {
        "t": (5, "Tensor"),
        "g": (6, "Graph"),
        "tensors": (10, "Tensor"),
        "graphs": (11, "Graph"),
        "sparse_tensor": (22, "SparseTensor"),
        "sparse_tensors": (23, "SparseTensor"),
    },
    "SparseTensor": {"values": (1, "Tensor"), "indices": (2, "Tensor")},
    "Tensor": {"external_data": (13, _BYTES), "data_location": (14, _INTEGER)},
}


def check_graph(data: bytes, file: str) -> None:
    """Refuses an ONNX file that reaches outside itself.

    Args:
        data: The file's bytes.
        file: Its name, for the message.

    Raises:
        ContractError: ``plugins.bad_graph`` (no ONNX file), ``plugins.external_data`` or
            ``plugins.unknown_operator``.
    """
    from google.protobuf.message import DecodeError

    try:
        model = _model_class().FromString(data)
    except DecodeError as error:
        raise ContractError("plugins.bad_graph", file=file, problem=str(error)) from error
    if not model.graph:
        raise ContractError("plugins.bad_graph", file=file, problem="no graph inside")
    for kind, message in _walk("Model", model):
        if kind == "Tensor" and (message.external_data or any(message.data_location)):
            raise ContractError("plugins.external_data", file=file)
        if kind == "Node":
            _check_node(message, file)


def _check_node(node: Any, file: str) -> None:
    """Refuses a node whose operator is not one of the standard."""
    for domain in node.domain:
        if domain not in STANDARD_DOMAINS:
            operator = b".".join([domain, *node.op_type])[:100].decode("utf-8", "replace")
            raise ContractError("plugins.unknown_operator", file=file, operator=operator)


def _walk(kind: str, message: Any) -> Iterator[tuple[str, Any]]:
    """Yields a message and all within it; protobuf limits how deep they nest."""
    yield kind, message
    for name, (_, child_kind) in _SCHEMA[kind].items():
        if child_kind in _SCHEMA:
            for child in getattr(message, name):
                yield from _walk(child_kind, child)


@cache
def _model_class() -> Any:
    """Builds the protobuf class that reads a model's checked fields."""
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

    types: Any = descriptor_pb2.FieldDescriptorProto
    file: Any = descriptor_pb2.FileDescriptorProto(
        name=f"{_PACKAGE}/checked.proto", package=_PACKAGE, syntax="proto2"
    )
    plain = {_BYTES: types.TYPE_BYTES, _INTEGER: types.TYPE_INT64}
    for kind, fields in _SCHEMA.items():
        message = file.message_type.add(name=kind)
        for name, (number, child) in fields.items():
            field = message.field.add(name=name, number=number, label=types.LABEL_REPEATED)
            field.type = plain.get(child, types.TYPE_MESSAGE)
            if child in _SCHEMA:
                field.type_name = f".{_PACKAGE}.{child}"
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{_PACKAGE}.Model"))
