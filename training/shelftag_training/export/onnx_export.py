"""TensorFlow function → ONNX graph: the one module that knows tf2onnx.

tf2onnx names nodes by counters and orders them by hashes. Here the graph is brought into a
canonical form, so that the same weights give the same bytes and so the same content address.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shelftag_api.errors import ShelftagError
from shelftag_training.running import tensorflow_setup

OPSET = 17
"""Highest one that tf2onnx 1.17 converts these models to without surprises."""


def export(
    function: Callable[..., Any], inputs: Sequence[tuple[str, str, tuple[int | None, ...]]]
) -> Any:
    """Converts a function.

    Args:
        function: Takes tensors, returns a dict of named tensors.
        inputs: Name, dtype and shape (None: free) of each argument.

    Returns:
        ``onnx.ModelProto`` with those inputs, outputs named by the dict's keys in alphabetical
        order, and the first dimension of each called ``batch``.

    Raises:
        ShelftagError: ``training.not_exportable``: it holds an operation that tf2onnx does not
            convert, or converts wrongly.
    """
    tf = tensorflow_setup.load(keras=False)
    import tf2onnx

    logging.getLogger("tf2onnx").setLevel(logging.CRITICAL)
    signature = [tf.TensorSpec(shape, dtype, name) for name, dtype, shape in inputs]
    traced = tf.function(function, input_signature=signature)
    # Traced here, so that a mistake in the function itself is not taken for one of the conversion.
    captures = traced.get_concrete_function().graph.captures
    try:
        model, _ = tf2onnx.convert.from_function(traced, input_signature=signature, opset=OPSET)
        _keep_captured(model, {inner.name: outer for outer, inner in captures})
        return canonical(model)
    except Exception as error:  # neither tf2onnx's exceptions nor the checker's share a base class
        reason = " ".join(str(error).split())[:300] or type(error).__name__
        raise ShelftagError("training.not_exportable", reason=reason) from error


def _keep_captured(model: Any, captured: Mapping[str, Any]) -> None:
    """Turns what tf2onnx makes inputs of, tensors that a function found outside, into constants.

    Keras's Normalization layer holds its mean and variance so.
    """
    import onnx

    inputs = list(model.graph.input)
    del model.graph.input[:]
    for value in inputs:
        if value.name in captured:
            tensor = onnx.numpy_helper.from_array(captured[value.name].numpy(), value.name)
            model.graph.initializer.append(tensor)
        else:
            model.graph.input.append(value)


def canonical(model: Any) -> Any:
    """Returns the model with nodes in order of use, plain names and no trace of its producer."""
    import onnx

    graph = model.graph
    kept = {value.name for value in (*graph.input, *graph.output)}
    names: dict[str, str] = {"": "", **{name: name for name in kept}}
    makers = {output: node for node in graph.node for output in node.output if output}
    constants = {tensor.name: tensor for tensor in graph.initializer}
    nodes: list[Any] = []
    initializers: list[Any] = []
    for name in _in_order_of_use([value.name for value in graph.output], makers):
        if name in constants:
            names.setdefault(name, f"constant_{len(initializers)}")
            initializers.append(constants[name])
        elif name in makers and makers[name] not in nodes[-1:]:
            node = makers[name]
            for index, output in enumerate(node.output):
                names.setdefault(output, f"tensor_{len(nodes)}" + (f"_{index}" if index else ""))
            nodes.append(node)
    clean = onnx.helper.make_graph(
        [_renamed_node(node, f"node_{index}", names) for index, node in enumerate(nodes)],
        "shelftag",
        [_free_batch(value) for value in graph.input],
        [_free_batch(value) for value in graph.output],
        [_renamed_tensor(tensor, names[tensor.name]) for tensor in initializers],
    )
    opsets = [entry for entry in model.opset_import if entry.domain in ("", "ai.onnx")]
    result = onnx.helper.make_model(clean, opset_imports=opsets, producer_name="shelftag")
    result.ir_version = 8  # the version of opset 17: read by any ONNX Runtime since 1.12
    onnx.checker.check_model(result, full_check=True)
    return result


def _in_order_of_use(outputs: Sequence[str], makers: dict[str, Any]) -> list[str]:
    """Lists the tensors that the outputs need, each after what it is made of (iterative)."""
    order: list[str] = []
    seen: set[str] = set()
    stack = [(name, False) for name in reversed(outputs)]
    while stack:
        name, ready = stack.pop()
        if ready:
            order.append(name)
        elif name not in seen:
            node = makers.get(name)
            siblings = list(node.output) if node else [name]
            seen.update(siblings)
            stack.append((name, True))
            stack.extend((item, False) for item in reversed(node.input if node else ()) if item)
    return order


def _renamed_node(node: Any, name: str, names: dict[str, str]) -> Any:
    """Copies a node with its tensors renamed and its attributes in alphabetical order."""
    import onnx

    copy = onnx.NodeProto()
    copy.CopyFrom(node)
    copy.name, copy.doc_string = name, ""
    copy.input[:] = [names[item] for item in node.input]
    copy.output[:] = [names[item] for item in node.output]
    attributes = sorted(copy.attribute, key=lambda item: str(item.name))
    del copy.attribute[:]
    copy.attribute.extend(attributes)
    return copy


def _renamed_tensor(tensor: Any, name: str) -> Any:
    """Copies a constant under another name."""
    import onnx

    copy = onnx.TensorProto()
    copy.CopyFrom(tensor)
    copy.name, copy.doc_string = name, ""
    return copy


def _free_batch(value: Any) -> Any:
    """Copies an input or output with its first dimension called ``batch``."""
    import onnx

    copy = onnx.ValueInfoProto()
    copy.CopyFrom(value)
    copy.doc_string = ""
    if copy.type.tensor_type.shape.dim:
        copy.type.tensor_type.shape.dim[0].dim_param = "batch"
    return copy
